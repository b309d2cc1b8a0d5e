"""netzsite.seal: a build with nothing to do ends at once, and only then."""

import shutil

import pytest

from netzsite.engine.cache import Cache
from netzsite.seal import find_seal
from netzsite.settings import Settings
from tests.conftest import THEME, TODAY, parse_day, run_on, write_files

PAGE = "---\ntitle: Über uns\n---\nText.\n"
FILES = {
    "pages/about.de.md": PAGE,
    "pages/later.de.md": PAGE.replace("---\n", "---\npublish: 2026-12-01 09:00\n", 1),
    "events/2026/e.de.md": "---\ntitle: Treffen\nform: fair\nstart: 2026-11-24\nplace: Halle\n---\nText.\n",
}

pytestmark = pytest.mark.usefixtures("quick_website")


@pytest.fixture
def built(make_site, tmp_path, monkeypatch):
    """Build a site, and count what was written before it as settled; give a function that asks for the seal."""
    monkeypatch.setattr("netzsite.listing.SETTLED_NS", 0)
    site = make_site(FILES)
    theme = shutil.copytree(THEME, tmp_path / "theme")
    arguments = ("--cache", str(tmp_path / "cache"), "--theme", str(theme))
    assert run_on(site, "build", tmp_path / "public", *arguments).code == 0

    def sealed(day=TODAY, *, drafts=False, strict=False, only=()):
        settings = Settings(site, theme, tmp_path / "public", parse_day(day), drafts, only, strict, tmp_path / "cache")
        with Cache(tmp_path / "cache") as cache:
            seal = find_seal(settings, cache)
            return seal.built if seal is not None and seal.is_current else None

    return sealed


def test_the_seal_holds_until_something_changes(built, tmp_path):
    """It says what the build said; any other content, theme, output, option or time breaks it."""
    seal = built()
    assert seal is not None
    assert (seal.rendered, seal.reasons) == (0, {})
    assert seal.files[".html"] == len(list((tmp_path / "public").rglob("*.html")))
    assert [problem.code.value for problem in seal.problems].count("missing-translation") == 2
    assert built("2026-11-24T23:59") is not None
    assert [built("2026-11-25"), built("2026-12-01T09:00")] == [None, None]
    assert [built(drafts=True), built(strict=True), built(only=("feeds",))] == [None, None, None]


def spoil(name, data=b"x"):
    """Give a change of a file below the folder."""

    def change(folder):
        (folder / name).write_bytes(data)

    return change


CHANGES = {
    "content, of the same length": spoil("content/pages/about.de.md", PAGE.replace("Text", "Wort").encode()),
    "a new file": spoil("content/pages/new.de.md", PAGE.encode()),
    "a file less": lambda folder: (folder / "content/pages/about.de.md").unlink(),
    "a profile": lambda folder: append(folder / "content/network.yaml", "# \n"),
    "the theme": lambda folder: append(folder / "theme/website/css/10-base.css", "/**/"),
    "the output": spoil("public/de/index.html"),
    "a page less": lambda folder: (folder / "public/de/index.html").unlink(),
    "a stranger in the output": spoil("public/x.html"),
    "no output": lambda folder: shutil.rmtree(folder / "public"),
    "no cache": lambda folder: shutil.rmtree(folder / "cache"),
}


def append(path, text):
    """Add to a file, or make it."""
    write_files(path.parent, {path.name: (path.read_text(encoding="utf-8") if path.exists() else "") + text})


@pytest.mark.slow
def test_any_change_breaks_the_seal(built, tmp_path):
    """Each change alone suffices; what is put back as it was, times included, is sealed again."""
    for name, change in CHANGES.items():
        for folder in ("content", "theme", "public", "cache"):
            shutil.rmtree(tmp_path / "saved" / folder, ignore_errors=True)
            shutil.copytree(tmp_path / folder, tmp_path / "saved" / folder)
        assert built() is not None, name
        change(tmp_path)
        assert built() is None, name
        for folder in ("content", "theme", "public", "cache"):
            shutil.rmtree(tmp_path / folder, ignore_errors=True)
            shutil.copytree(tmp_path / "saved" / folder, tmp_path / folder)
        arguments = ("--cache", str(tmp_path / "cache"), "--theme", str(tmp_path / "theme"))
        assert run_on(tmp_path / "content", "build", tmp_path / "public", *arguments).code == 0


def test_a_file_that_changed_just_now_is_not_trusted(make_site, build_site, tmp_path):
    """What was written within the grain of the file system's clock is read again, whatever its times say."""
    site = make_site(FILES)
    build_site(site, "--cache", str(tmp_path / "cache"))
    settings = Settings(site, THEME, tmp_path / "public", parse_day(), cache=tmp_path / "cache")
    with Cache(tmp_path / "cache") as cache:
        seal = find_seal(settings, cache)
        assert seal is not None
        assert not seal.is_current
