"""netzsite.render.theme: a theme's mistakes are problems with a place."""

import shutil

import pytest

from netzsite.config import Identity
from netzsite.engine.cache import Cache
from netzsite.errors import NetzsiteError
from netzsite.render.templating import environment, render_template
from netzsite.render.theme import load_theme, token_css
from tests.conftest import THEME, write_files

TOKENS = "colours: {light: {paper: white}, dark: {paper: black}}\nseries: {light: [red], dark: [red]}\n"


def test_a_theme_stays_as_it_was_read(tmp_path):
    """What is saved while a build runs is not half in it: templates, sheets, words and digest are of one moment."""
    files = {"web/x.html": "old", "web/css/a.css": "b { top: 0 }", "web/css/pages/c.css": "", "web/js/d.js": "1"}
    write_files(tmp_path / "mine", {**files, "tokens.yaml": TOKENS, "strings/de.yaml": "a: old\n"})
    theme = load_theme(tmp_path / "mine", ("de",), Identity())
    templates = environment(theme, "web", Cache(None))
    write_files(tmp_path / "mine", {"web/x.html": "new", "web/css/a.css": "new", "strings/de.yaml": "a: new\n"})
    assert render_template(templates, "x.html", {}) == "old"
    assert (theme.sheets("web"), theme.page_sheets("web")) == ({"a": "b { top: 0 }"}, {"c": ""})
    assert (theme.scripts("web"), theme.strings["de"].text("a")) == ({"d": "1"}, "old")
    assert theme.digest != load_theme(tmp_path / "mine", ("de",), Identity()).digest


def test_a_link_that_leads_nowhere_is_named(tmp_path):
    """A file of the theme that cannot be read is a problem, whoever asks for it later."""
    write_files(tmp_path / "mine", {"tokens.yaml": TOKENS})
    (tmp_path / "mine" / "logo.svg").symlink_to("gone.svg")
    with pytest.raises(NetzsiteError, match=r"mine/logo.svg: error\[unreadable-file\]: cannot be read: No such file"):
        load_theme(tmp_path / "mine", (), Identity())


def test_a_file_that_is_no_text_is_named(tmp_path):
    """A style sheet in another encoding has a place and a hint."""
    write_files(tmp_path / "mine", {"web/css/a.css": "/* Ü */".encode("latin-1"), "tokens.yaml": TOKENS})
    with pytest.raises(NetzsiteError, match=r"mine/web/css/a.css:1:4: error\[bad-encoding\]: byte 0xDC is not UTF-8"):
        load_theme(tmp_path / "mine", (), Identity()).sheets("web")


def test_no_template_marks_anything_as_safe():
    """`|safe` and switched-off escaping would open a door."""
    for path in THEME.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape false" not in text


def test_the_accent_of_the_network_takes_the_place_of_the_theme_s():
    """The one accent colour comes from the network's identity, in light and dark."""
    theme = load_theme(THEME, ("de", "en"), Identity(accent="#123456", accent_dark="#abcdef"))
    light, dark = token_css(theme.tokens).split("@media")
    assert "--colour-accent: #123456;" in light
    assert "--colour-accent: #abcdef;" in dark


def test_languages_have_equal_words(tmp_path):
    """A word that one language lacks is a problem of the theme."""
    shutil.copytree(THEME, tmp_path / "theme")
    path = tmp_path / "theme" / "strings" / "en.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith("  ") and line.count(": ") == 1)
    path.write_text("".join(lines[:place] + lines[place + 1 :]), encoding="utf-8")
    with pytest.raises(NetzsiteError) as caught:
        load_theme(tmp_path / "theme", ("de", "en"), Identity())
    assert all(problem.spot.path.endswith("strings/en.yaml") for problem in caught.value.problems)


def test_a_folder_without_a_theme_is_said(tmp_path):
    """The message says how to name one."""
    with pytest.raises(NetzsiteError, match="--theme"):
        load_theme(tmp_path, ("de",), Identity())
