"""netzsite.amending: an edit of words is published without a build and comes out the same; all else is built."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from netzsite import amending, pipeline
from netzsite.all_media import MEDIA, REVIEWED
from netzsite.media import mail
from tests.conftest import NETWORK, PROFILES, THEME, run_on, snapshot, write_files
from tests.pace import examples
from tests.render.test_pictures import saved

PLAIN = {**PROFILES, "network.yaml": NETWORK.replace("[de, en]", "[de]") + "search: false\n"}
NEWS = "---\ntitle: {0}\nform: network-news\ndate: 2026-03-1{1}\n{2}---\n{3}\n"
PORTRAIT = "---\ntitle: {0}\nmember: hzi\n---\n{1}\n"
EVENT = "---\ntitle: Treffen\nform: fair\nstart: 2026-12-01\nplace: Halle\norganisers: [hzi]\n---\n{0}\n"
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/a.de.md": NEWS.format("Eins", 0, "members: [hzi]\n", "Von [[hzi]]."),
    "news/2026/b.de.md": NEWS.format("Zwei", 1, "", "Nach [[news:2026/a|dem ersten]]."),
    "events/2026/e.de.md": EVENT.format("Text."),
    "portraits/hzi.de.md": PORTRAIT.format("Ein Porträt", "Von [[hzi]]."),
    "pages/about.de.md": "---\ntitle: Über uns\nmenu: header\n---\n![Wir](p)\n",
    "pictures/p.yaml": "file: p.png\nalt: Bild\ncredit: Wir\n",
    "pictures/p.png": saved("PNG", size=(20, 10)),
}
WORDS = {
    "news/2026/a.de.md": NEWS.format("Eins", 0, "members: [hzi]\n", "Ganz anders: von [[hzi]]."),
    "news/2026/b.de.md": NEWS.format("Zwei", 1, "", "Lange nach [[news:2026/a|dem anderen]]."),
    "events/2026/e.de.md": EVENT.format("Ein anderer Text."),
    "portraits/hzi.de.md": PORTRAIT.format("Wer wir sind", "Von [[hzi]]."),
}

pytestmark = pytest.mark.usefixtures("quick_website")


class Site:
    """A content folder and two outputs: one that goes on from build to build, one that is made anew."""

    def __init__(self, folder, *arguments):
        self.folder, self.arguments = folder, ("--theme", str(folder / "theme"), *arguments)
        write_files(folder / "content", {**PLAIN, **FILES})
        shutil.copytree(THEME, folder / "theme")

    def write(self, name, text):
        """Write a file of the content."""
        write_files(self.folder / "content", {name: text})

    def build(self, output="kept", *arguments):
        """Build on."""
        kept = ("--cache", str(self.folder / "cache"))
        return run_on(self.folder / "content", "build", self.folder / output, *self.arguments, *kept, *arguments)

    def assert_clean(self, *arguments):
        """Compare what is kept with what is made anew."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        clean = ("--no-cache", *self.arguments, *arguments)
        run = run_on(self.folder / "content", "build", self.folder / "clean", *clean)
        assert run.code == 0, run.printed
        assert snapshot(self.folder / "kept") == snapshot(self.folder / "clean")


@pytest.fixture
def builds(monkeypatch):
    """Count the builds, and take files that were written just now for settled."""
    counted, build = [], pipeline.build

    def count(*arguments):
        counted.append(1)
        return build(*arguments)

    monkeypatch.setattr("netzsite.listing.SETTLED_NS", 0)
    monkeypatch.setattr(pipeline, "build", count)
    return counted


@pytest.fixture
def site(tmp_path, builds):
    """Give a site that was built once."""
    made = Site(tmp_path)
    assert made.build().code == 0
    builds.clear()
    return made


@pytest.mark.parametrize("name", WORDS)
def test_an_edit_of_words_is_published_without_a_build(site, builds, name):
    """The pages that show it are the same as after a build; the others are not touched."""
    before = snapshot(site.folder / "kept")
    site.write(name, WORDS[name])
    run = site.build()
    assert run.code == 0
    assert snapshot(site.folder / "kept") != before
    assert builds == []
    site.assert_clean()
    builds.clear()
    assert ", 0 of " in site.build("kept", "--format", "text").printed
    assert builds == []


def test_edits_add_up(site, builds):
    """Each goes on from the last build; what is written back as it was comes out as it was."""
    first = snapshot(site.folder / "kept")
    for name, text in WORDS.items():
        site.write(name, text)
        assert site.build().code == 0
    assert builds == []
    site.assert_clean()
    builds.clear()
    for name in WORDS:
        site.write(name, FILES[name])
    assert site.build().code == 0
    assert builds == []
    assert snapshot(site.folder / "kept") == first


def test_a_build_says_why_a_page_was_made(site):
    """--why names the entry, as after a build."""
    site.write("news/2026/a.de.md", WORDS["news/2026/a.de.md"])
    printed = site.build("kept", "--format", "text", "--why", "de/aktuelles/2026/a.html").printed
    assert "de/aktuelles/2026/a.html was made anew:" in printed
    assert "the entry news:2026/a has changed" in printed


def lose(name):
    """Give a loss of a file."""
    return lambda site: (site.folder / name).unlink()


def change(name, old, new):
    """Give a change of a file."""

    def apply(site):
        path = site.folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return apply


MORE = {
    "another day": change("content/news/2026/a.de.md", "2026-03-10", "2026-03-12"),
    "another link": change("content/news/2026/b.de.md", "Nach", "Nach [[hzi]] und"),
    "what the list of files asked for": change("content/pictures/p.yaml", "alt: Bild", "alt: Ein Bild"),
    "another file": lambda site: site.write("news/2026/c.de.md", NEWS.format("Drei", 2, "", "Text.")),
    "a file less": lose("content/pages/about.de.md"),
    "a draft": change("content/news/2026/b.de.md", "title:", "draft: true\ntitle:"),
    "the profile": change("content/network.yaml", "Das Netzwerk", "Ein Netzwerk"),
    "the theme": change("theme/website/base.html", "nz-skip", "nz-leap"),
    "a page lost": lose("kept/de/index.html"),
    "a page spoilt": change("kept/de/index.html", "<html", "<HTML"),
    "a search": change("content/network.yaml", "search: false", "search: true"),
    "no cache": lambda site: shutil.rmtree(site.folder / "cache"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", MORE)
def test_what_is_more_than_words_is_built(site, builds, what):
    """Alone or together with an edit of words: what comes out is right."""
    for name in ("portraits/hzi.de.md", "news/2026/a.de.md"):
        site.write(name, WORDS[name])
    MORE[what](site)
    assert site.build().code == 0
    assert builds == [1]
    site.assert_clean()


def test_a_problem_is_told_by_a_build(site, builds):
    """An error leaves the output as it was; a warning stays until it is mended."""
    name, before = "portraits/hzi.de.md", snapshot(site.folder / "kept")
    site.write(name, PORTRAIT.format("Ein Porträt", "Von [[hzi]] und [[nirgends]]."))
    run = site.build()
    assert (run.code, run.codes) == (1, ["unknown-reference"])
    assert snapshot(site.folder / "kept") == before
    site.write(name, PORTRAIT.format("Ein Porträt", "Von [[hzi]] 漢."))
    assert [site.build().codes, site.build().codes] == [["missing-letter"]] * 2
    site.write(name, FILES[name])
    assert site.build().codes == []
    assert snapshot(site.folder / "kept") == before


@pytest.mark.slow
def test_what_another_output_knows_is_not_taken_for_our_own(site, builds):
    """A build into another folder reads the edit; ours has not seen it yet."""
    site.write("news/2026/a.de.md", WORDS["news/2026/a.de.md"])
    assert site.build("other").code == 0
    assert site.build().code == 0
    assert builds == [1, 1]
    site.assert_clean()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "text"),
    [(pipeline, NEWS.format("Eins", 5, "", "Später.")), (amending, WORDS["news/2026/a.de.md"])],
    ids=["a build", "an edit of words"],
)
def test_a_theme_that_was_there_for_a_moment_leaves_nothing(site, builds, module, text, monkeypatch):
    """What changes while a theme is read, and is taken back later, is in no page then."""
    template = site.folder / "theme" / "website" / "base.html"
    before, load = template.read_text(encoding="utf-8"), module.load_theme

    def change(*arguments):
        template.write_text(before.replace("</body>", "<p>Entwurf</p></body>"), encoding="utf-8")
        return load(*arguments)

    site.write("news/2026/a.de.md", text)
    monkeypatch.setattr(module, "load_theme", change)
    site.build()
    assert any("Entwurf" in page.read_text(encoding="utf-8") for page in site.folder.rglob("kept/**/a.html"))
    monkeypatch.setattr(module, "load_theme", load)
    template.write_text(before, encoding="utf-8")
    site.build()
    site.assert_clean()


def test_other_options_are_other_outputs(site, builds):
    """What a build with drafts or of some media left is nothing that another can go on from."""
    site.write("news/2026/a.de.md", WORDS["news/2026/a.de.md"])
    assert site.build("kept", "--drafts").code == 0
    assert builds == [1]
    site.assert_clean("--drafts")


@pytest.mark.slow
def test_the_calendar_goes_on(site, builds):
    """After an edit the build on the day after the event shows that it is over, and so does one after another edit."""
    site.write("events/2026/e.de.md", WORDS["events/2026/e.de.md"])
    assert site.build().code == 0
    assert builds == []
    later = ("--today", "2026-12-02")
    assert site.build("kept", *later).code == 0
    assert builds == [1]
    site.assert_clean(*later)


def test_too_many_edits_are_built(site, builds, monkeypatch):
    """Where many entries were edited, or many pages are due, a build with its workers is the shorter way."""
    monkeypatch.setattr(amending, "MOST_EDITED", 1)
    for name in list(WORDS)[:2]:
        site.write(name, WORDS[name])
    assert site.build().code == 0
    assert builds == [1]
    monkeypatch.setattr(amending, "MOST_DUE", 0)
    site.write("news/2026/a.de.md", FILES["news/2026/a.de.md"])
    assert site.build().code == 0
    assert builds == [1, 1]


def test_the_media_are_those_that_nobody_looks_at_again():
    """Mails and printed matter are looked at when they are finished; their media take the long way."""
    known = {medium.NAME: medium for medium in MEDIA}
    assert set(amending.AMENDABLE) <= known.keys()
    assert not {known[name] for name in amending.AMENDABLE} & {mail, *REVIEWED}


EDITS = st.lists(
    st.lists(st.tuples(st.sampled_from(sorted(WORDS)), st.booleans()), min_size=1, max_size=3), min_size=1, max_size=4
)


@pytest.mark.slow
@examples(4, thorough=40)
@given(EDITS)
def test_any_edits_of_words_equal_a_clean_build(steps):
    """Whatever is edited in whatever order, byte by byte and time by time what a build would leave."""
    with TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr("netzsite.listing.SETTLED_NS", 0)
        site = Site(Path(made))
        site.build()
        patch.setattr(pipeline, "build_on", None)
        for edits in steps:
            for name, is_other in edits:
                note(f"{name} {is_other}")
                site.write(name, (WORDS if is_other else FILES)[name])
            assert site.build().code == 0
        patch.undo()
        site.assert_clean()
