"""The verb `i18n` lists what is not said in every language, and begins translations."""

import json

import pytest

from netzsite.source import digest
from tests.conftest import NETWORK, run_netzsite, run_on

NEWS = "---\ntitle: {0}\nform: interview\ndate: 2026-03-01\n{1}---\n{2}\n"
STALE = "---\ntitle: Two\ntranslated_from: 123456789abc\n---\nText.\n"
DRAFT = "---\ntitle: Three\ntranslated_from: {0}\ndraft: true\n---\n"
DIGEST = digest("summary: Drei.\ntitle: Drei\nText.")
"""Of the words of the text `three`."""

FILES = {
    "network.yaml": NETWORK.replace("claim: Das Netzwerk", "claim: {de: Das Netzwerk}"),
    "media.yaml": """\
media:
  website: {name: {en: Website}, about: Alles, scope: [national], cadence: continuous}
  report: {name: Report, about: Zahlen, scope: [national], cadence: yearly, languages: [de]}
""",
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\nabout: {de: Forscht}\naddress: {town: Köln}\n",
    "news/2026/one.de.md": NEWS.format("'Das \"Eine\": kurz'", "summary: Eins.\n", "Der *Text*."),
    "news/2026/two.de.md": NEWS.format("Zwei", "", "Text."),
    "news/2026/two.en.md": STALE,
    "news/2026/three.de.md": NEWS.format("Drei", "summary: Drei.\n", "Text."),
    "news/2026/three.en.md": DRAFT.format(DIGEST),
    "news/2026/later.de.md": NEWS.format("Vier", "draft: true\n", "Text."),
    "pages/about.en.md": "---\ntitle: About\n---\nText.\n",
    "editions/report/2026/edition.yaml": "title: Bericht\ndate: 2026-03-01\nparts: [{chapter: a}]\n",
    "editions/report/2026/a.de.md": "---\ntitle: Kapitel\n---\nText.\n",
}


@pytest.fixture
def i18n(make_site):
    """Write the content; give a function that runs the verb: exit code, what is printed, errors."""
    site = make_site(FILES)
    return lambda *arguments: run_netzsite("i18n", "--content", str(site), *arguments)


def test_lists_gaps_by_language_and_kind(i18n):
    """Files to make, values with their places, and counts; a draft and a medium of one language lack nothing."""
    code, printed, _ = i18n()
    assert code == 0
    lines, changed = printed.splitlines(), digest("title: Zwei\nText.")
    assert lines == [
        "de: media",
        "  words: content/media.yaml:2:19: media.website.name",
        "de: page",
        f"  missing: content/pages/about.de.md (translate about.en.md; translated_from: {lines[3][-13:-1]})",
        "en: network",
        "  words: content/network.yaml:3:8: claim",
        "en: member",
        "  words: content/members/hzi.yaml:4:8: about",
        "en: news",
        f"  missing: content/news/2026/one.en.md (translate one.de.md; translated_from: {lines[9][-13:-1]})",
        "  draft: content/news/2026/three.en.md:4:8",
        "  incomplete: content/news/2026/three.en.md:1:1: summary, the text itself",
        f"  stale: content/news/2026/two.en.md:3:18 (translate two.de.md; translated_from: {changed})",
        "i18n: de: 1 missing, 1 value missing in YAML",
        "i18n: en: 1 missing, 1 draft, 1 stale, 1 incomplete, 2 values missing in YAML",
    ]


def test_programs_read_json(i18n):
    """Each gap is an object: language, kind, what lacks, where, and what to write."""
    code, printed, _ = i18n("--format", "json")
    read = json.loads(printed)
    assert (code, len(read)) == (0, 8)
    stale = next(gap for gap in read if gap["lack"] == "stale")
    assert (stale["language"], stale["kind"], stale["file"]) == ("en", "news", "content/news/2026/two.en.md")
    assert (stale["line"], stale["original"]) == (3, "content/news/2026/two.de.md")
    assert len(stale["translated_from"]) == 12


def test_begins_a_translation_that_is_a_draft(i18n, tmp_path):
    """The file holds the words of the original, to be overwritten, and is not published before somebody says so."""
    code, printed, _ = i18n("--new", "2026/one", "en")
    path = tmp_path / "content/news/2026/one.en.md"
    assert (code, printed.split(";")[0]) == (0, "i18n: wrote content/news/2026/one.en.md")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["draft: true", r'title: "Das \"Eine\": kurz"', 'summary: "Eins."', "---", "Der *Text*."]
    assert "news/2026/one.en.md" not in i18n()[1].replace("draft: content/news/2026/one.en.md", "")
    run = run_on(tmp_path / "content", "check", tmp_path / "public")
    assert not [problem for problem in run.problems if "one.en.md" in problem.spot.path]
    path.write_text("Meine Worte")
    assert i18n("--new", "news:2026/one", "en")[0] != 0
    assert path.read_text() == "Meine Worte"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (["2026/two", "en"], "content/news/2026/two.en.md is there already"),
        (["2026/two", "de"], "content/news/2026/two.de.md is there already"),
        (["2026/two", "fr"], "'fr' is not a language of the network: de, en"),
        (["hzi", "en"], "'hzi' has no translations: its words stand in content/members/hzi.yaml"),
        (["2026/five", "en"], "'2026/five' is not one text: write KIND:ID"),
    ],
)
def test_nothing_is_written_where_there_is_nothing_to_begin(i18n, wanted, said):
    """A file that is there is never overwritten."""
    code, printed, errors = i18n("--new", *wanted)
    assert (code, printed) == (2, "")
    assert said in errors
