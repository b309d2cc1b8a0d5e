"""netzsite build: what is printed of a build, and why a file was made anew."""

import pytest

from tests.conftest import run_on, write_files

pytestmark = pytest.mark.usefixtures("quick_website")

PAGE = "---\ntitle: {0}\nmenu: {1}\n---\nText mit [[hzi]].\n"
FILES = {
    "pages/about.de.md": PAGE.format("Über uns", "nowhere"),
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/a.de.md": "---\ntitle: Neu\nform: interview\ndate: 2026-03-01\n---\nText.\n",
}
EVENT = "---\ntitle: Treffen\nform: fair\nstart: 2026-12-01\nplace: Halle\n---\nText.\n"


@pytest.fixture
def why(make_site, tmp_path):
    """Build a site, change some files, and ask why a file was made anew: what is said."""
    site = make_site(FILES)

    def build(*arguments):
        arguments = ("--format", "text", "--cache", str(tmp_path / "cache"), *arguments)
        return run_on(site, "build", tmp_path / "public", *arguments).printed

    def ask(changes, path, *arguments):
        write_files(site, changes)
        lines = build("--why", path, *arguments).splitlines()
        return [line.removeprefix("why: ") for line in lines if line.startswith("why: ")]

    build()
    return ask


def test_an_entry_that_changed_is_named(why):
    """Whoever shows the entry is made anew; the page of another is not."""
    changed = {"pages/about.de.md": FILES["pages/about.de.md"].replace("Text", "Mehr")}
    assert why(changed, "de/about.html") == [
        "de/about.html was made anew:",
        "  the entry page:about has changed, appeared or gone",
    ]
    assert why({}, "de/mitglieder/hzi.html") == [
        "de/mitglieder/hzi.html was left as it was: nothing that it shows has changed"
    ]


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"news/2026/b.de.md": FILES["news/2026/a.de.md"]}, "de/index.html", "a list of entries of the kind 'news'"),
        ({"news/2026/b.de.md": FILES["news/2026/a.de.md"]}, "de/feed.rss", "other entries are the newest"),
        ({"events/e.de.md": EVENT}, "de/about.html", "there are entries of the kind 'event' for the first time"),
        ({"pages/new.de.md": PAGE.format("Neu", "nowhere")}, "de/mitglieder/hzi.html", "other entries name member:hzi"),
        ({"pages/new.de.md": PAGE.format("Neu", "header")}, "de/about.html", "a list of entries of the kind 'page'"),
        ({"pages/new.de.md": PAGE.format("Neu", "nowhere")}, "de/new.html", "it is new"),
    ],
)
def test_what_has_changed_is_said(why, changes, path, reason):
    """Each sort of question has its words."""
    said = why(changes, path)
    assert said[0] == f"{path} was made anew:"
    assert any(line.startswith(f"  {reason}") for line in said[1:]), said


def test_a_moment_that_has_come_is_said(why):
    """What changes by itself has a reason, too."""
    why({"events/e.de.md": EVENT}, "de/index.html")
    said = why({}, "de/termine/e.html", "--today", "2026-12-02")
    assert "  the moment 2026-12-02T00:00:00 has come, or the build looks at an earlier day" in said


def test_a_lost_file_a_new_theme_and_no_file(why, tmp_path):
    """The output itself may be the reason; a path that is none is said to be none."""
    (tmp_path / "public/de/about.html").unlink()
    assert why({}, f"{tmp_path}/public/de/about.html") == [
        "de/about.html was made anew:",
        "  the published file was gone, or changed by somebody else",
    ]
    assert why({}, "de/nothing.html") == ["de/nothing.html is no file of the output"]
    network = (tmp_path / "content/network.yaml").read_text(encoding="utf-8")
    assert why({"network.yaml": network + "\n"}, "de/about.html")[1].startswith("  no earlier build is known")
