"""Answers that companies agree to be named with: published with the name, known to everybody, gone without consent."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from netzsite.aggregates.keys import SUM, Key
from netzsite.aggregates.knowledge import knowledge_of
from netzsite.aggregates.named import told_amounts
from netzsite.aggregates.tables import ALL, Group, Place, Shown, Tables
from netzsite.fields import Localised
from netzsite.kinds.survey import Agreement, Asked, NamedCompany, QuestionType, Survey
from netzsite.survey.answers import Answer
from tests.conftest import THEME, run_netzsite, snapshot, write_files
from tests.survey.small import COMPANIES, rows, survey, write_survey

pytestmark = pytest.mark.slow

QUESTIONS = """\
      - id: women
        type: integer
        label: {de: davon Frauen, en: of these women}
        least: 0
        statistics: [sum, median, classes, share]
        classes: [0, 10, 100]
        by: [sector, size]
        published: named
        consent: naming
      - id: event
        type: text
        label: Ereignis
        published: named
        consent: naming
      - id: naming
        type: choice
        label: Dürfen wir Sie nennen?
        options: {yes: ja, no: nein}
        published: never
"""
STAFF = [20, 30, 44, 52, 61, 75, 90, 110, 130, 95, 84, 66]


def write(root: Path, naming: str, staff: list[int] = STAFF, year: int = 2026) -> Path:
    """Write a survey; for each company a letter says whether it agrees: y, n, or - for no answer to that."""
    answers: dict[str, dict[str, Answer]] = {}
    for place, (company, amount, letter) in enumerate(zip(COMPANIES, staff, naming, strict=False)):
        answers[company] = {"staff": Decimal(amount), "women": Decimal(amount * (2 + place % 3) // 6)}
        answers[company]["event"] = f"Ereignis {place} der Firma"
        if letter != "-":
            answers[company]["naming"] = "yes" if letter == "y" else "no"
    content = write_survey(root, year, answers)
    path = root / "surveys" / str(year) / "questionnaire.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("      - id: women"), text.index("      - id: plans")
    path.write_text(text[:start] + QUESTIONS + text[end:], encoding="utf-8")
    return content


def aggregated(content: Path, year: int = 2026) -> str:
    """Aggregate a survey: what is said of it in public."""
    code, printed = survey("aggregate", content, year)
    assert code == 0, printed
    return (content / "surveys" / f"{year}.yaml").read_text(encoding="utf-8")


@cache
def two_named() -> dict[str, bytes]:
    """Aggregate a survey in which two companies agree, once: the files of content and survey."""
    with TemporaryDirectory() as folder:
        aggregated(write(Path(folder), "ynnynnnnnnnn"))
        return snapshot(Path(folder))


def check(content: Path) -> tuple[int, str]:
    code, output, errors = run_netzsite("check", "--content", str(content), "--theme", str(THEME))
    return code, output + errors


def test_only_those_who_agree_are_named(tmp_path):
    """Neither those who refuse nor those who say nothing are; an answer to another question is not told either."""
    content = write(tmp_path, "yn-ynnnnnnnn")
    facts = aggregated(content)
    assert 'name: "mustera"' in facts or "name: mustera" in facts
    assert 'women: "6"' in facts
    assert "Ereignis 0 der Firma" in facts
    assert "Ereignis 3 der Firma" in facts
    assert not any(f"Ereignis {place} der" in facts for place in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11))
    assert "staff:" not in facts.partition("\nnamed:")[2]
    assert "agreed: 2026-02-02" in facts
    assert check(content)[0] == 0
    assert survey("audit", content, 2026) == (0, "survey: 0 findings\n")


def test_whoever_takes_consent_back_is_gone_at_the_next_aggregate(tmp_path):
    """Until then the audit says so, without what was answered."""
    content = write(tmp_path, "yynnnnnnnnnn")
    assert "Ereignis 1 der Firma" in aggregated(content)
    write(tmp_path, "ynnnnnnnnnnn")
    code, printed = survey("audit", content, 2026)
    assert code == 1
    assert "2026, event, named, company musterb: is published although it betrays an answer" in printed
    assert "Ereignis" not in printed
    facts = aggregated(content)
    assert "musterb" not in facts
    assert "Ereignis 0 der Firma" in facts
    write(tmp_path, "nnnnnnnnnnnn")
    assert "named:" not in aggregated(content)
    assert survey("audit", content, 2026)[0] == 0


@pytest.mark.parametrize(
    ("naming", "is_published"), [("nnnnnnnnnnnn", True), ("ynynynnnnnnn", True), ("ynynynynnnnn", False)]
)
def test_named_companies_hide_nobody(tmp_path, naming, is_published):
    """Of six companies in a sector four are named: their sum less what is known would tell of the other two."""
    content = write(tmp_path, naming)
    aggregated(content)
    found = rows(content, 2026)
    assert (found["women", "", "sum", "biotech", "", ""][1] != ".") == is_published
    assert found["women", "", "sum", "medtech", "", ""][1] != "." or not is_published
    assert check(content)[0] == 0
    assert survey("audit", content, 2026)[0] == 0


def test_an_answer_that_is_known_needs_no_protection(tmp_path):
    """One company has more than three quarters of a sum: a dot, unless it is named with its answer."""
    staff = [20, 30, 44, 52, 61, 75, 9000, 110, 130, 95, 84, 66]
    content = write(tmp_path, "nnnnnnnnnnnn", staff)
    aggregated(content)
    assert rows(content, 2026)["women", "", "sum", "", "", ""][1] == "."
    content = write(tmp_path, "nnnnnnynnnnn", staff)
    aggregated(content)
    assert rows(content, 2026)["women", "", "sum", "", "", ""][1] != "."
    assert rows(content, 2026)["staff", "", "sum", "", "", ""][1] == "."
    assert survey("audit", content, 2026)[0] == 0


def test_being_named_with_one_answer_tells_no_size(tmp_path):
    """The size of a company follows from another answer: the only one of a size keeps its dot although it is named."""
    staff = [20, 30, 44, 52, 61, 75, 90, 10, 13, 95, 84, 120]
    content = write(tmp_path, "nnnnnnnnnnny", staff)
    aggregated(content)
    assert rows(content, 2026)["women", "", "sum", "", "100-up", ""][1] == "."
    assert survey("audit", content, 2026)[0] == 0


def test_what_was_told_in_one_year_is_known_in_the_next(tmp_path):
    """Two years with growth between them, others named in each: nothing betrays those who are not."""
    aggregated(write(tmp_path, "yynnnnnnnnny", year=2025), 2025)
    content = write(tmp_path, "ynynnnnnnnnn", [amount * 11 // 10 for amount in STAFF])
    aggregated(content)
    assert survey("audit", content, 2026) == (0, "survey: 0 findings\n")
    assert check(content)[0] == 0


def facts_with(named: dict[str, dict[str, str]], *, is_exact: bool = True) -> Survey:
    """Give a survey of three shares in a hundred, with answers of named companies."""
    words = Localised({"": "Muster"})
    shares = ("products", "services", "licences")
    asked = Asked(type=QuestionType.PERCENTAGE, label=words, answered=9, consent=words)
    companies = (
        NamedCompany(company=name, name=name, sector="biotech", agreed="2026-02-02", answers=answers)  # type: ignore[arg-type]
        for name, answers in named.items()
    )
    return Survey(
        title=words,
        year=2026,
        business_year=2025,
        population=words,
        opened="2026-01-01",  # type: ignore[arg-type]
        closed="2026-02-01",  # type: ignore[arg-type]
        asked=9,
        answered=9,
        rules={},  # type: ignore[arg-type]
        questions=dict.fromkeys(shares, asked),
        agreements=(Agreement(total=Decimal(100), parts=shares, is_exact=is_exact),),
        named=tuple(companies),
    )


def test_what_follows_from_named_answers_is_known_too():
    """Of three shares that add up to a hundred two tell the third, and one tells none."""
    key = Key(2026, "licences", "", SUM, ALL)
    named = {"mustera": {"products": "60", "services": "30"}, "musterb": {"products": "60"}}
    assert told_amounts(facts_with(named), key) == {"mustera": 10.0}
    assert told_amounts(facts_with(named, is_exact=False), key) == {}
    assert told_amounts(facts_with(named), key._replace(question="products")) == {"mustera": 60.0, "musterb": 60.0}


def test_an_attacker_without_answers_takes_them_off_too():
    """He knows the sector of a named company, so he knows what the others of it have together."""
    group = Group("sector", "biotech")
    facts = facts_with({"mustera": {"products": "60"}})
    tables = Tables(facts, {Place("products", "", "sum", group): Shown(4, Decimal(200))})
    known = knowledge_of([tables])
    rest = Key(2026, "products", "", "sum of others", group)
    assert rest in known.hidden
    assert [each for each in known.constraints if rest in each.coefficients and each.lower == each.upper == 60.0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    agreed: 2026-02-02\n", "", "agreed"),
        ('women: "6"', 'staff: "6"', "companies are not named with their answer to 'staff'"),
        ('women: "6"', 'women: "six"', "this is no answer to 'women'"),
        ("company: mustera", "company: musterd", "'musterd' is named twice"),
        ("district: emsland\n", "district: nirgends\n", "there is no district 'nirgends'"),
        ("sector: biotech\n", "sector: nirgends\n", "nirgends"),
        ('women: "6"', 'women: "400"', "does not agree with other numbers"),
    ],
)
def test_check_refuses_who_has_not_agreed(tmp_path, old, new, message):
    """A name wants a day of consent and a question that asks for it; an answer must be one, and fit the tables."""
    write_files(tmp_path, two_named())
    content = tmp_path / "content"
    facts = (content / "surveys" / "2026.yaml").read_text(encoding="utf-8")
    start = facts.index("\nnamed:")
    assert old in facts[start:]
    path = content / "surveys" / "2026.yaml"
    path.write_text(facts[:start] + facts[start:].replace(old, new, 1), encoding="utf-8")
    code, printed = check(content)
    assert code == 1
    assert message in printed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{yes: ja, no: nein}", "{yes: ja, perhaps: nein}"),
        ("{yes: ja, no: nein}\n        published: never", "{yes: ja, no: nein}"),
        ("{yes: ja, no: nein}", "{yes: ja, no: nein}\n        once: yes"),
        ("{yes: ja, no: nein}", "{yes: ja, no: nein}\n        prefilled: yes"),
    ],
)
def test_consent_is_asked_with_yes_and_no_each_year_anew(tmp_path, old, new):
    """Nobody agrees by an answer of the year before, or by one that means something else."""
    content = write(tmp_path, "ynnnnnnnnnnn")
    path = tmp_path / "surveys" / "2026" / "questionnaire.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    code, printed = survey("aggregate", content, 2026)
    assert code == 1
    assert "'naming' cannot ask for consent" in printed
