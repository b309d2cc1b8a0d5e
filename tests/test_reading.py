"""netzsite.reading: a content folder becomes entries, and everything in it that is wrong becomes a problem."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.content import read_content
from netzsite.errors import Code, NetzsiteError
from netzsite.kinds.event import Event
from netzsite.kinds.member import Member
from netzsite.pipeline import inspect
from netzsite.settings import Settings
from tests.conftest import PROFILES, THEME, parse_day, write_files

MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n"
PAGE = "---\ntitle: Über uns\nsummary: Kurz\n---\nText.\n"


def entries_of(site):
    """Read a folder without problems: (kind, id) -> entry."""
    content = read_content(site)
    assert (content.problems, content.faults) == ((), {})
    return content.entries


# -- Finding files -----------------------------------------------------------------------------------------------------


def test_a_path_is_an_identity(make_site):
    """Folder and name of a file say its kind, its id and its language; folders below are part of the id."""
    site = make_site(
        {
            "members/hzi.yaml": MEMBER,
            "members/gone/gbf.yaml": MEMBER,
            "pages/about.de.md": PAGE,
            "editions/report/2026/edition.yaml": "title: Report\ndate: 2026-11-01\n",
            "editions/report/2026/foreword.de.md": PAGE,
        }
    )
    assert sorted(entries_of(site)) == [
        ("chapter", "report/2026/foreword"),
        ("edition", "report/2026"),
        ("member", "gone/gbf"),
        ("member", "hzi"),
        ("page", "about"),
    ]


def test_hidden_and_backup_files_are_passed_over(make_site):
    """What editors and systems leave behind is no content: .DS_Store, copies ending in ~, folders like .git."""
    files = {".git/config": "x", "members/.DS_Store": b"\0", "members/hzi.yaml~": "x", "members/hzi.yaml": MEMBER}
    assert list(entries_of(make_site(files))) == [("member", "hzi")]


def test_notes_for_editors_may_lie_beside_the_profile(make_site):
    """A Markdown file in the content folder itself, such as README.md, is for editors."""
    assert entries_of(make_site({"README.md": "# Für die Redaktion\n"})) == {}


@pytest.mark.parametrize("target", ["/etc/passwd", "media.yaml", "missing"])
def test_a_symbolic_link_is_not_followed(make_site, check_site, target):
    """A link could lead out of the folder: it is a problem, whatever it points to, and its target is not read."""
    site = make_site({"members/hzi.yaml": MEMBER})
    (site / "members" / "link.yaml").symlink_to(site / target)
    (site / "news").symlink_to("/etc")
    assert check_site(site).lines == [
        "content/members/link.yaml: error[symbolic-link]: is a symbolic link",
        "content/news: error[symbolic-link]: is a symbolic link",
    ]


def test_a_profile_that_is_a_link_is_missing(make_site, check_site):
    """network.yaml too must be a file of its own."""
    site = make_site({})
    (site / "network.yaml").rename(site.parent / "elsewhere.yaml")
    (site / "network.yaml").symlink_to(site.parent / "elsewhere.yaml")
    assert "content/network.yaml: error[missing-file]: network.yaml is missing" in check_site(site).lines


@pytest.mark.parametrize("name", ["network.yaml", "media.yaml"])
def test_a_network_needs_its_profiles(make_site, check_site, name):
    """Without network.yaml or media.yaml nothing can be published; the message says where to read on."""
    site = make_site({"members/hzi.yaml": MEMBER})
    (site / name).unlink()
    run = check_site(site)
    assert run.code == 1
    assert run.lines == [f"content/{name}: error[missing-file]: {name} is missing"]
    assert run.problems[0].hint


def test_a_folder_that_is_not_there(tmp_path):
    """A content folder that does not exist is a problem with a way out."""
    with pytest.raises(NetzsiteError, match=r"there is no such folder\n  hint: .*--content FOLDER"):
        read_content(tmp_path / "nowhere")


# -- Originals and translations ----------------------------------------------------------------------------------------


def test_the_original_holds_the_facts(make_site, check_site):
    """The text without `translated_from` is the original, in whatever language; the others hold words only."""
    event = "---\ntitle: Kick-off\nform: workshop\nstart: 2026-12-03\nplace: Hannover\n---\nText.\n"
    site = make_site({"events/x.en.md": event})
    digest = entries_of(site)["event", "x"].original.digest
    translation = f"---\ntitle: Auftakt\ntranslated_from: {digest}\n---\nText.\n"
    site = make_site({"events/x.en.md": event, "events/x.de.md": translation})
    entry = entries_of(site)["event", "x"]
    assert isinstance(entry.facts, Event)
    assert list(entry.wordings) == ["en", "de"]
    assert (entry.title("de"), entry.title("en")) == ("Auftakt", "Kick-off")
    assert check_site(site).problems == ()


def test_the_hint_on_two_originals_mends_them(make_site, check_site):
    """An editor who adds the line that the message gives has no problem any more."""
    site = make_site({"pages/about.de.md": PAGE, "pages/about.en.md": PAGE})
    (problem,) = check_site(site).problems
    assert problem.code is Code.TWO_ORIGINALS
    line = problem.hint.rpartition("add '")[2].rstrip("'")
    make_site({"pages/about.de.md": PAGE, "pages/about.en.md": PAGE.replace("---\n", f"---\n{line}\n", 1)})
    assert check_site(site).problems == ()


def test_the_hint_on_a_stale_translation_mends_it(make_site, check_site):
    """An editor who has brought a translation up to date copies the line that the message gives."""
    translation = PAGE.replace("---\n", "---\ntranslated_from: 0123456789ab\n", 1)
    site = make_site({"pages/about.de.md": PAGE, "pages/about.en.md": translation})
    (problem,) = check_site(site).problems
    line = problem.hint.rpartition("write '")[2].rstrip("'")
    make_site({"pages/about.en.md": translation.replace("translated_from: 0123456789ab", line)})
    assert check_site(site).problems == ()


def test_a_broken_entry_is_reported_once(make_site, check_site):
    """Who refers to an entry that has mistakes is not told that it is not there."""
    site = make_site(
        {
            "members/hzi.yaml": MEMBER + "founded: bald\n",
            "portraits/x.de.md": "---\ntitle: Porträt\nmember: hzi\n---\nSiehe [[member:hzi]].\n",
        }
    )
    assert check_site(site).codes == ["bad-number"]


def test_a_broken_original_does_not_disown_its_translations(make_site, check_site):
    """If the original cannot be read, its translation is not said to lack an original."""
    translation = PAGE.replace("---\n", "---\ntranslated_from: 0123456789ab\n", 1)
    site = make_site({"pages/about.de.md": "---\ntitle: [\n---\n", "pages/about.en.md": translation})
    assert check_site(site).codes == ["bad-yaml"]


# -- Many and any ------------------------------------------------------------------------------------------------------

MISTAKES = [
    "name: [\n",
    "name:\tx\n\tb: c\n",
    "nam: x\n",
    MEMBER + "founded: bald\n",
    MEMBER + "website: hzi.example\n",
    MEMBER + "topics: [infektion, x, y]\n",
    MEMBER.replace("institute", "institut"),
    MEMBER + "relations: [{kind: parent, member: nobody}]\n",
    "",
    b"name: M\xfcller\n",
]


@pytest.mark.slow
def test_hundreds_of_mistakes_are_reported_in_one_run(make_site, check_site, capsys):
    """An editor who imports hundreds of broken files sees all that is wrong at once, sorted by place."""
    site = make_site({f"members/m{number:03}.yaml": MISTAKES[number % len(MISTAKES)] for number in range(600)})
    started = time.perf_counter()
    run = check_site(site)
    seconds = time.perf_counter() - started
    with capsys.disabled():
        sys.stdout.write(f"\n600 broken files, {len(run.problems)} problems: {seconds:.2f} s\n")
    assert run.code == 1
    assert len({problem.spot.path for problem in run.problems}) == 600
    assert len(run.problems) > 900
    assert list(run.problems) == sorted(run.problems)
    assert all(problem.hint for problem in run.problems)


NAMES = [
    "members/a.yaml",
    "pages/b.de.md",
    "pages/b.en.md",
    "figures/c.yaml",
    "figures/c.csv",
    "pictures/d.yaml",
    "pictures/d.svg",
    "x.txt",
    "editions/report/e/edition.yaml",
    "editions/report/e/f.de.md",
    "network.yaml",
    "media.yaml",
]
LINES = (
    """
---|title: x|name: {de: x}|translated_from: y|[[member:a]]|{figure: c}|{value: c, x=1}|a,b|1,2|file: d.svg
date: 2026-01-01
chart: {mark: bar, x: a, y: [b]}|columns: {a: {label: A}, b: {label: B}}|description: x|sources: [{title: x}]|- x|<svg/>
parts: [{chapter: f}, {listing: deals, title: x}]|![x](d)|languages: [de]|languages: x|media: {}|credit: x|alt: x
type: company|sector: biotech|address: {town: x}
""".strip()
    .replace("\n", "|")
    .split("|")
)
TEXTS = st.lists(st.sampled_from(LINES), max_size=10).map("\n".join) | st.text(max_size=40) | st.binary(max_size=40)


@given(st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=6))
def test_any_folder_is_inspected(tmp_path_factory, files):
    """Whatever the files of a folder hold, checking ends with problems, never with a crash."""
    folder = write_files(tmp_path_factory.mktemp("any") / "content", {**PROFILES, **files})
    for problem in inspect(Settings(folder, THEME, folder / "public", parse_day())):
        assert problem.hint
        assert problem.spot.path.startswith("content/")


def test_an_entry_keeps_what_the_editor_wrote(make_site):
    """Postal codes keep their zeros, and a name that YAML would take for a truth stays a name."""
    site = make_site(
        {
            "members/no.yaml": MEMBER.replace("HZI", "No").replace("{town", "{postcode: 01067, town")
            + "acronym: 1.10\nformer_names: [on, 18:30]\n"
        }
    )
    facts = entries_of(site)["member", "no"].facts
    assert isinstance(facts, Member)
    assert (facts.title_in("de"), facts.acronym, facts.address.postcode) == ("No", "1.10", "01067")
    assert facts.former_names == ("on", "18:30")
