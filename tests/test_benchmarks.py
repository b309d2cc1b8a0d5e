"""The benchmarks' documents are the same each time, in the promised shares, and content that netzsite takes."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest

from benchmarks.corpus import Document, documents, organisations
from benchmarks.measure import MeasurementError, Run
from benchmarks.output import check_pages
from benchmarks.peers import PEERS
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.netzsite import Netzsite
from benchmarks.tables import BEGIN, END, costs, write_tables
from tests.conftest import ROOT, THEME, run_netzsite, run_on, snapshot


def words(document: Document) -> int:
    return len(re.findall(r"[^\W\d_]+", document.body))


def test_the_same_number_gives_the_same_documents():
    """Runs on different days and machines measure the same; another seed gives others."""
    assert list(documents(40)) == list(documents(40))
    assert list(documents(40)) != list(documents(40, seed=7))


def test_sixty_percent_are_news_25_portraits_15_events():
    """At 100 documents, and at each larger round number."""
    assert Counter(each.section for each in documents(100)) == {"news": 60, "portraits": 25, "events": 15}


def test_a_document_has_about_3000_characters():
    """On average; news have 300 to 600 words."""
    found = list(documents(200))
    assert 2900 < mean(len(each.body) for each in found) < 3100
    assert all(300 <= words(each) <= 600 for each in found if each.section == "news")
    assert all(part in each.body for each in found for part in ("\n## ", "\n- ", "\n| ", "**", "*Vorgang", "](https"))


def test_no_two_documents_are_called_the_same():
    """What a page or a list shows of one cannot be taken for another."""
    found = list(documents(200))
    assert len({each.title for each in found}) == len({each.path for each in found}) == 200


def test_one_organisation_stands_for_a_hundred_documents():
    """Each is named; a portrait is of one, everything else is about two."""
    found = list(documents(500))
    assert len({id for each in found for id in each.partners}) == organisations(500) == 5
    assert all(len(each.partners) == (1 if each.section == "portraits" else 2) for each in found)


@pytest.mark.parametrize("kind", PEERS, ids=lambda kind: kind.name)
def test_every_tool_gets_every_document(kind: type, tmp_path: Path):
    """Each document has a file of its own with its text, and the same bytes twice."""
    tool = kind(tmp_path / "tools")
    for name in ("once", "twice"):
        tool.write(tmp_path / name, documents(20))
    assert snapshot(tmp_path / "once") == snapshot(tmp_path / "twice")
    for each in documents(20):
        assert each.body in (tmp_path / "once" / tool.source(each)).read_text(encoding="utf-8")


def test_netzsite_finds_no_problems_in_the_documents(tmp_path: Path):
    """Not even warnings."""
    Netzsite(tmp_path).write(tmp_path, documents(100))
    code, printed, _ = run_netzsite(
        "check", "--content", str(tmp_path / "content"), "--theme", str(THEME), "--today", "2026-11-22", "--strict"
    )
    assert (code, printed) == (0, "check: no problems\n")


@pytest.mark.slow
def test_a_page_that_is_missing_is_noticed(tmp_path: Path, quick_website: None):
    """What netzsite publishes of the documents is complete; without one page it is not."""
    tool = Netzsite(tmp_path)
    tool.write(tmp_path, documents(20))
    looked_at = ("--only", "website", "--only", "feeds")
    assert run_on(tmp_path / "content", "build", tmp_path / "public", *looked_at).code == 0
    check_pages(tool, tmp_path / "public", 20)
    first = next(documents(20))
    (tmp_path / "public" / tool.page(first)).unlink()
    with pytest.raises(MeasurementError, match=first.mark):
        check_pages(tool, tmp_path / "public", 20)


def test_ratios_are_to_hugo():
    """Of the medians of the same runs."""
    hugo = [Run(wall, 1.0, 50) for wall in (1.0, 9.0, 2.0)]
    other = [replace(run, wall=run.wall * 2, cpu=3.0) for run in hugo]
    rows = list(costs(100, {("cold", Hugo.name): hugo, ("cold", "other"): other}))
    assert rows[-1] == "| build, nothing there yet | other | 4.00 s | 2.00 | 3.00 s | 3.00 | 50 MiB |"


def test_only_the_tables_of_the_page_are_replaced(tmp_path: Path):
    """The words around them stay; docs/benchmarks.md has the marks."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    write_tables(page, "new")
    assert page.read_text(encoding="utf-8") == f"before\n\n{BEGIN}\n\nnew\n\n{END}\n\nafter\n"
    text = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)
