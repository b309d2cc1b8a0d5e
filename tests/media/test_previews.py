"""netzsite.media.previews: a picture for each page that somebody may share, drawn again only for other words."""

import pytest

from netzsite.render import previews
from tests.conftest import NETWORK, THEME

NEWS = "---\ntitle: {0}\nform: press-release\ndate: 2026-03-10\n{1}---\nText.\n"
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/neu.de.md": NEWS.format("Eins", ""),
    "news/2026/beispiel.de.md": NEWS.format("Eins", "example: true\n"),
    "events/2026/e.de.md": "---\ntitle: Treffen\nform: fair\nstart: 2026-12-01\nplace: Ulm\n---\nText.\n",
    "pages/about.de.md": "---\ntitle: Über uns\n---\nWir.\n",
}


@pytest.fixture
def drawn(monkeypatch):
    """Keep account of what is drawn."""
    words = []
    draw = previews.draw_preview

    def draw_preview(view):
        words.append(view)
        return draw(view)

    draw_preview.__module__, draw_preview.__qualname__ = draw.__module__, draw.__qualname__
    monkeypatch.setattr("netzsite.media.previews.draw_preview", draw_preview)
    return words


@pytest.fixture
def build(make_site, build_site, tmp_path):
    """Build the previews of a network, with a cache that lives on."""

    def run(files, *arguments):
        return build_site(make_site(files), "--only", "previews", "--cache", str(tmp_path / "cache"), *arguments)

    return run


def test_every_page_that_somebody_may_share_has_one(build):
    """Each entry in each language it can be read in, and each language; no imprint."""
    run = build(FILES)
    paths = {path.relative_to(run.output / "assets/previews").as_posix() for path in run.output.rglob("*.png")}
    assert paths == {
        "de/index.png",
        "en/index.png",
        "de/mitglieder/hzi.png",
        "en/members/hzi.png",
        "de/aktuelles/2026/neu.png",
        "de/aktuelles/2026/beispiel.png",
        "de/termine/2026/e.png",
    }


def test_it_says_what_of_when_and_whose(build, drawn):
    """Sort, day and title in the reader's language; an example says that it is one."""
    build(FILES)
    by_title = {(words.title, words.mark): words for words in drawn}
    assert by_title["Eins", ""].label == "Pressemitteilung · 10. März 2026"
    assert by_title["Eins", "Beispiel"].network == "BioRegioN"
    assert by_title["Treffen", ""].label == "Messe · 1. Dezember 2026"
    assert by_title["Das Netzwerk", ""].foot == "bioregion.example"


def test_a_demonstration_says_so(build, drawn):
    """Each picture stands for itself, without the page that says it."""
    build({**FILES, "network.yaml": f"{NETWORK}demonstration: Nur zum Zeigen.\n"})
    assert {words.mark for words in drawn} == {"Demonstration", "Beispiel"}


def test_only_other_words_are_drawn_again(build, drawn, tmp_path):
    """A changed text, or another theme, draws nothing; a changed title draws its own picture."""
    build(FILES)
    count = len(drawn)
    assert count == 7
    build({**FILES, "news/2026/neu.de.md": NEWS.format("Eins", "") + "Mehr.\n"})
    theme = tmp_path / "theme"
    theme.mkdir()
    for name in ("tokens.yaml", "strings", "components", "website"):
        (theme / name).symlink_to(THEME / name)
    build(FILES, "--theme", str(theme))
    assert len(drawn) == count
    build({**FILES, "news/2026/neu.de.md": NEWS.format("Zwei", "")})
    assert [words.title for words in drawn[count:]] == ["Zwei"]
