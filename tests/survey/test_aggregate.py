"""`netzsite survey aggregate`: answers become tables and figures that betray no answer, the same every time."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import run_on, snapshot, write_files
from tests.survey.small import COMPANIES, numbers, rows, survey, write_survey

pytestmark = pytest.mark.slow

STAFF = [5, 8, 12, 20, 31, 44, 52, 61, 75, 90, 110, 130]


@cache
def standard():
    """Aggregate the survey that most tests look at, once: the files of content and survey."""
    with TemporaryDirectory() as folder:
        content = write_survey(Path(folder), 2026, numbers(STAFF))
        assert survey("aggregate", content, 2026)[0] == 0
        return snapshot(Path(folder))


def published(tmp_path, staff=STAFF, year=2026, plans="up down"):
    """Aggregate a survey: the content folder and the rows."""
    if (staff, year, plans) == (STAFF, 2026, "up down") and not (tmp_path / "content").exists():
        write_files(tmp_path, standard())
        content = tmp_path / "content"
    else:
        content = write_survey(tmp_path, year, numbers(staff, plans))
        code, printed = survey("aggregate", content, year)
        assert code == 0, printed
    return content, rows(content, year)


def test_sums_means_and_classes_are_those_of_the_answers(tmp_path):
    """Each statistic that a question names is there, with the number of answers behind it."""
    _, found = published(tmp_path)
    assert found["staff", "", "sum", "", "", ""] == ("12", str(sum(STAFF)))
    assert found["staff", "", "mean", "", "", ""] == ("12", "53")
    assert found["staff", "10-99", "count", "", "", ""] == ("12", "8")
    assert found["plans", "up", "share", "", "", ""] == ("12", "50.0")
    assert found["women", "", "share", "", "", ""][1] == "49.7"
    assert found["", "", "answered", "", "", ""] == ("12", "12")


def test_a_median_is_rounded_so_that_it_is_no_answer(tmp_path):
    """Half of the step is at least p percent of it."""
    _, found = published(tmp_path, staff=STAFF[:11])
    assert found["staff", "", "median", "", "", ""] == ("11", "40")
    assert 44 in STAFF[:11]


def test_a_company_alone_is_not_told_of_and_neither_is_what_would_give_it_away(tmp_path):
    """Of three sizes one has two companies; a second one is left out with it."""
    _, found = published(tmp_path)
    sizes = {key[4]: value for key, (_, value) in found.items() if key[:3] == ("staff", "", "sum") and key[4]}
    assert sizes["1-9"] == "."
    assert sum(value == "." for value in sizes.values()) >= 2


def test_one_company_that_dominates_is_not_told_of(tmp_path):
    """More than 75 percent of a sum is one company's: the sum is its answer, nearly; so is the mean."""
    _, found = published(tmp_path, staff=[3, 4, 5, 6, 7, 4000])
    assert found["staff", "", "sum", "", "", ""] == ("6", ".")
    assert found["staff", "", "mean", "", "", ""] == ("6", ".")


def test_an_option_that_everybody_or_nobody_chose_is_not_told_of(tmp_path):
    """That all chose one thing tells the answer of each."""
    _, found = published(tmp_path, plans="up")
    assert found["plans", "up", "count", "", "", ""][1] == "."
    assert found["plans", "down", "count", "", "", ""][1] == "."


def test_how_many_have_answered_is_secret_where_that_tells(tmp_path):
    """`answering_tells`: n of a group of two is suppressed, and enough others that it cannot be worked out."""
    answers = numbers(STAFF)
    for company in COMPANIES[5::2]:
        del answers[company]["plans"]
    content = write_survey(tmp_path, 2026, answers)
    assert survey("aggregate", content, 2026)[0] == 0
    found = rows(content, 2026)
    assert found["plans", "up", "share", "medtech", "", ""] == (".", ".")
    assert "." in (found["plans", "up", "share", group, "", ""][0] for group in ("", "biotech"))
    assert found["staff", "", "sum", "medtech", "", ""][0] == "6"


def test_growth_compares_companies_that_answered_in_both_years(tmp_path):
    """Who answered in one year only is in the sum and not in the growth; without the largest it is another."""
    published(tmp_path, staff=[10, 20, 30, 40, 50, 60, 70], year=2025)
    _, found = published(tmp_path, staff=[11, 22, 33, 44, 55, 66, 140, 50, 55, 60, 45], year=2026)
    assert found["staff", "", "growth", "", "", ""] == ("7", "32.5")
    assert found["staff", "", "growth-without-largest", "", "", ""] == ("6", "10.0")


def test_running_it_twice_changes_nothing(tmp_path):
    """The files are the same to the byte, and not even written."""
    content, _ = published(tmp_path)
    before = snapshot(content)
    stamps = {path: path.stat().st_mtime_ns for path in content.rglob("*") if path.is_file()}
    code, printed = survey("aggregate", content, 2026)
    assert (code, snapshot(content)) == (0, before)
    assert "written" not in printed
    assert {path: path.stat().st_mtime_ns for path in content.rglob("*") if path.is_file()} == stamps


def test_a_dry_run_writes_nothing(tmp_path):
    """It says what it would write."""
    content = write_survey(tmp_path, 2026, numbers(STAFF))
    before = snapshot(content)
    code, printed = survey("aggregate", content, 2026, "--dry-run")
    assert (code, snapshot(content)) == (0, before)
    assert "surveys/2026.csv: written" in printed


def test_what_a_later_survey_rests_on_is_not_aggregated_again(tmp_path):
    """An earlier year stays as it was published."""
    published(tmp_path, year=2025)
    content, _ = published(tmp_path, year=2026)
    code, printed = survey("aggregate", content, 2025)
    assert code == 1
    assert "the survey of 2026 has been published already" in printed


def test_editors_own_the_words_of_a_figure(tmp_path):
    """The YAML is drafted once; later only base, survey, breaks and new categories are brought up to date."""
    content, _ = published(tmp_path, year=2025)
    path = content / "figures" / "survey-staff-year.yaml"
    text = path.read_text(encoding="utf-8").replace("Beschäftigte im Lauf der Jahre", "Wir wachsen")
    path.write_text(f"# Nicht ändern\n{text}", encoding="utf-8")
    form = tmp_path / "surveys" / "2026" / "questionnaire.yaml"
    write_survey(tmp_path, 2026, numbers(STAFF))
    form.write_text(
        form.read_text(encoding="utf-8").replace("        least: 1\n", "        least: 1\n        changed: Anders\n")
    )
    assert survey("aggregate", content, 2026)[0] == 0
    now = path.read_text(encoding="utf-8")
    assert now.startswith("# Nicht ändern\n")
    assert "Wir wachsen" in now
    assert "year: 2026" in now
    assert 'before: "2026"' in now
    assert path.with_suffix(".csv").read_text(encoding="utf-8") == "year,n,value\n2025,12,638\n2026,12,638\n"
    run = run_on(content, "check", tmp_path / "public")
    assert run.codes == []


def test_check_notices_what_was_filled_in_by_hand(tmp_path):
    """A point in the table, or in a figure, that somebody has replaced by the number."""
    content, _ = published(tmp_path)
    table = content / "surveys" / "2026.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("staff,,sum,,1-9,,2,.", "staff,,sum,,1-9,,2,13"), encoding="utf-8")
    assert "disclosure" in run_on(content, "check", tmp_path / "public").codes
    table.write_text(text, encoding="utf-8")
    assert run_on(content, "check", tmp_path / "public").codes == []


def test_a_build_with_a_cache_notices_it_too(tmp_path):
    """A figure that has not changed itself is compared again when the tables of its survey have."""
    content, _ = published(tmp_path)
    arguments = ("--only", "opendata", "--cache", str(tmp_path / "cache"))
    assert run_on(content, "build", tmp_path / "public", *arguments).code == 0
    table = content / "surveys" / "2026.csv"
    before = table.read_text(encoding="utf-8")
    table.write_text(before.replace("staff,,sum,,,,12,638", "staff,,sum,,,,12,639"), encoding="utf-8")
    run = run_on(content, "build", tmp_path / "public", *arguments)
    assert run.code == 1
    assert {problem.spot.path for problem in run.problems} >= {"content/figures/survey-staff-year.csv"}
    table.write_text(before, encoding="utf-8")
    assert run_on(content, "build", tmp_path / "public", *arguments).code == 0


def test_negative_answers_want_a_limit(tmp_path):
    """Without it nobody could say how far a sum may go; the answer itself is not said."""
    answers = numbers(STAFF)
    answers["mustera"]["women"] = Decimal(-4711)
    content = write_survey(tmp_path, 2026, answers)
    code, printed = survey("aggregate", content, 2026)
    assert code == 1
    assert "women: there are answers below zero" in printed
    assert "4711" not in printed


amounts = st.lists(st.integers(1, 300), min_size=4, max_size=9)


@pytest.mark.slow
@settings(max_examples=2)
@given(first=amounts, second=amounts, plans=st.sampled_from(["up down", "up up down", "down up up up"]))
def test_what_is_published_adds_up_and_betrays_nobody(tmp_path_factory, first, second, plans):
    """Of any answers in two years: sums agree, a cell has one status, the second year changes nothing of the first."""
    root = tmp_path_factory.mktemp("survey")
    content, _ = published(root, first, 2025, plans)
    earlier = {name: data for name, data in snapshot(content).items() if name.startswith("surveys/")}
    content, found = published(root, second, 2026, plans)
    assert {name: data for name, data in snapshot(content).items() if name in earlier} == earlier
    for (question, category, statistic, *group), (_, value) in found.items():
        status = value == "."
        other = {"mean": "sum", "share": "count"}.get(statistic) if question != "women" else None
        if other is not None:
            assert (found[(question, category, other, *group)][1] == ".") == status
    for dimension in range(3, 6):
        parts = [value for key, (_, value) in found.items() if key[:3] == ("staff", "", "sum") and key[dimension]]
        whole = found["staff", "", "sum", "", "", ""][1]
        if "." not in (*parts, whole):
            assert sum(map(int, parts)) == int(whole)
    assert run_on(content, "check", root / "public").codes == []
    assert survey("audit", content, 2026) == (0, "survey: 0 findings\n")
