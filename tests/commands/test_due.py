"""The verb `due` says when the output changes by the calendar, and whether that has happened since a build."""

import json
import shutil

import pytest

from tests.conftest import run_netzsite, run_on

EVENT = "---\ntitle: Treffen\nform: fair\nstart: 2026-11-24\nplace: Halle\n---\nText.\n"
NEWS = "---\ntitle: Neues\nform: interview\ndate: 2026-11-01\nembargo: 2026-12-01 09:30\n{0}---\nText.\n"
FILES = {
    "events/e.de.md": EVENT,
    "news/n.de.md": NEWS.format(""),
    "news/draft.de.md": NEWS.format("draft: true\n").replace("12-01", "11-23"),
    "people/anna.yaml": "given_name: Anna\nfamily_name: Exempel\nconsent: 2026-12-01\nleft: 2027-01-01\n",
    "people/never.yaml": "given_name: Nie\nfamily_name: Exempel\nleft: 2027-02-01\n",
}

pytestmark = pytest.mark.usefixtures("quick_website")


@pytest.fixture
def due(make_site, tmp_path):
    """Write the content; give a function that asks: exit code and what is printed."""
    site = make_site(FILES)

    def ask(*arguments, today="2026-11-22"):
        code, printed, errors = run_netzsite("due", "--content", str(site), "--today", today, *map(str, arguments))
        assert errors == ""
        return code, printed

    return ask


def test_names_the_next_moment_and_what_happens_then(due):
    """Without options: one moment, the file, and why."""
    code, printed = due()
    assert code == 0
    assert printed.splitlines() == [
        "2026-11-25 00:00",
        "  content/events/e.de.md: event 'Treffen': is over",
        "due: the next change is on 2026-11-25 00:00",
    ]


def test_lists_all_moments(due):
    """`--all` lists what comes, of one moment together; what is withheld on both sides of a moment is not said."""
    code, printed = due("--all")
    assert code == 0
    assert printed.splitlines()[2:] == [
        "2026-12-01 00:00",
        "  content/people/anna.yaml: person 'Anna Exempel': appears, may be shown: the consent begins",
        "2026-12-01 09:30",
        "  content/news/n.de.md: news 'Neues': appears, comes out of embargo",
        "2027-01-01 00:00",
        "  content/people/anna.yaml: person 'Anna Exempel': has left, is not shown any more",
        "due: 4 moments",
    ]
    assert due("--until", "2026-12-01")[1].endswith("due: 2 moments\n")
    assert due("--until", "2026-12-01T09:30")[1].endswith("due: 3 moments\n")
    assert due("--all", today="2027-01-01") == (0, "due: nothing changes by itself any more\n")


def test_drafts_count_where_drafts_are_shown(due):
    """A draft changes nothing, unless drafts are published."""
    assert due("--drafts")[1].startswith("2026-11-23 09:30\n  content/news/draft.de.md")


def test_programs_read_json(due):
    """Moments say how far they are from UTC, in winter and in summer."""
    code, printed = due("--all", "--format", "json")
    read = json.loads(printed)
    assert (code, read["now"], read["next"]) == (0, "2026-11-22T00:00:00+01:00", "2026-11-25T00:00:00+01:00")
    assert read["moments"][2] == {
        "moment": "2026-12-01T09:30:00+01:00",
        "changes": [
            {
                "file": "content/news/n.de.md",
                "kind": "news",
                "id": "n",
                "title": "Neues",
                "why": ["appears", "embargo"],
            }
        ],
    }
    assert json.loads(due("--format", "json", today="2026-07-01")[1])["now"] == "2026-07-01T00:00:00+02:00"


def test_says_whether_something_is_due_since_a_build(due, tmp_path):
    """0: build now; 3: nothing would change. The folder knows, and so does a copy of its manifest."""
    public = tmp_path / "public"
    assert due("--since", public)[0] == 0
    run_on(tmp_path / "content", "build", public, "--today", "2026-11-24T12:00", "--only", "website")
    shutil.copy(public / "manifest.json", tmp_path / "published.json")
    for known in (public, public / "manifest.json", tmp_path / "published.json"):
        assert due("--since", known, today="2026-11-24T23:59")[0] == 3
        code, printed = due("--since", known, today="2026-11-25")
        assert code == 0
        assert printed.startswith(
            "2026-11-25 00:00\n  content/events/e.de.md: event 'Treffen': is over\ndue: build now;"
        )
        assert len(json.loads(due("--since", known, "--format", "json", today="2026-12-02")[1])["moments"]) == 3
    run_on(tmp_path / "content", "build", public, "--today", "2026-11-25", "--only", "website")
    assert due("--since", public, today="2026-11-30")[0] == 3
    (tmp_path / "published.json").write_text("{}")
    assert due("--since", tmp_path / "published.json")[0] == 0
    assert json.loads(due("--since", tmp_path / "x", "--format", "json")[1])["is_due"] is True


def test_the_manifest_says_nothing_of_what_is_to_come(due, tmp_path):
    """It says how far the calendar has gone; an embargo does not show in it."""
    run = run_on(tmp_path / "content", "build", tmp_path / "public", "--today", "2026-11-30", "--only", "website")
    assert json.loads(run.text("manifest.json"))["as_of"] == "2026-11-25T00:00:00"
    assert "2026-12" not in run.text("manifest.json")


def test_a_medium_left_as_it_was_is_as_old_as_it_was(due, tmp_path):
    """An output of which only one medium was built is due until the others are built too."""
    for today, medium in (("2026-11-22", "website"), ("2026-11-22", "feeds"), ("2026-11-26", "website")):
        run_on(tmp_path / "content", "build", tmp_path / "public", "--today", today, "--only", medium)
    assert due("--since", tmp_path / "public", today="2026-11-26")[0] == 0
    run_on(
        tmp_path / "content",
        "build",
        tmp_path / "public",
        "--today",
        "2026-11-26",
        "--only",
        "website",
        "--only",
        "feeds",
    )
    assert due("--since", tmp_path / "public", today="2026-11-26")[0] == 3


def test_a_moment_may_be_given_instead_of_an_output(due):
    """In the network's time zone, or with a zone of its own, as programs write it."""
    assert due("--since", "2026-11-24", today="2026-11-25")[0] == 0
    assert due("--since", "2026-11-25", today="2026-11-26")[0] == 3
    assert due("--since", "2026-12-01T08:29:59Z", today="2026-12-02")[0] == 0
    assert due("--since", "2026-12-01T08:30:00Z", today="2026-12-02")[0] == 3


def test_the_answer_is_the_same_with_and_without_a_cache(due, tmp_path):
    """What a build has left spares opening files; it changes nothing."""
    before = due("--all")
    run_on(tmp_path / "content", "build", tmp_path / "public", "--cache", str(tmp_path / "cache"), "--only", "website")
    assert due("--all", "--cache", tmp_path / "cache") == before


def test_mistakes_are_said(make_site):
    """Content that cannot be read has no agenda."""
    site = make_site({"events/e.de.md": EVENT.replace("fair", "feast")})
    code, printed, _ = run_netzsite("due", "--content", str(site))
    assert code == 1
    assert "content/events/e.de.md:3:7: error[bad-choice]" in printed


@pytest.mark.parametrize(
    "arguments", [["--all", "--until", "2027-01-01"], ["--since", "2026-13-01"], ["--format", "github"]]
)
def test_a_wrong_command_line_is_refused(arguments):
    """2, as everywhere."""
    assert run_netzsite("due", *arguments)[0] == 2
