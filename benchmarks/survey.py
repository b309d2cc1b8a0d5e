"""Measures the way of the demonstration's survey: sixty forms made, filled in as companies do, and collected.

    python -m benchmarks.survey --runs 3

prints the median seconds of CPU of each part. All of it happens in one process and in a folder of its own.
"""

import argparse
import datetime as dt
import io
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pypdf import PdfReader, PdfWriter

from netzsite.engine.cache import Cache
from netzsite.errors import Spot
from netzsite.render.theme import load_theme
from netzsite.render.workshop import Workshop
from netzsite.survey.answers import Answer, Answers, write_answers
from netzsite.survey.campaign import Campaign, read_campaign
from netzsite.survey.collecting.receiving import Collection, Fate
from netzsite.survey.earlier import read_earlier
from netzsite.survey.issuing import Issue
from netzsite.survey.key import make_key
from netzsite.survey.mails import Post
from netzsite.survey.numbers import written_number
from netzsite.survey.pdfs.blank import Blanks

ROOT = Path(__file__).parent.parent
YEAR = 2026
NOW = dt.datetime.fromisoformat("2026-03-02T09:30")


def main() -> None:
    """Measure as often as is asked for, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often (default: 3)")
    runs = [_run() for _ in range(parser.parse_args().runs)]
    for name in runs[0]:
        print(f"{name}: {statistics.median(run[name] for run in runs):.2f} s")
    print(f"round trip of PDFs: {statistics.median(sum(_round_trip(run)) for run in runs):.2f} s")


def _round_trip(run: Mapping[str, float]) -> list[float]:
    return [seconds for name, seconds in run.items() if "PDF" in name]


def _run() -> dict[str, float]:
    """Do all of it once: part -> seconds of CPU."""
    with TemporaryDirectory() as name:
        folder, spent = Path(name), dict[str, float]()
        shutil.copytree(ROOT / "surveys", folder / "surveys")
        (folder / "content").symlink_to(ROOT / "content")
        issue = _measured(spent, "survey and earlier years read", lambda: _issue(folder))
        given = issue.campaign.answers
        asked = issue.campaign.companies
        pdfs = _measured(spent, "60 PDFs made", lambda: {each.id: issue.pdf(issue.form(each)) for each in asked})
        _measured(spent, "60 spreadsheets made", lambda: [issue.workbook(issue.form(each)) for each in asked])
        _measured(spent, "60 letters with both written", lambda: [list(issue.files(each)) for each in asked])
        # Who has not answered in the demonstration answers like the first one.
        answers = {each.id: given.get(each.id) or next(iter(given.values())) for each in asked}
        filled = _measured(
            spent, "60 PDFs filled in with pypdf", lambda: _filled(pdfs, answers, issue.campaign, folder / "inbox")
        )
        shutil.rmtree(folder / "surveys" / str(YEAR) / "answers")
        _measured(spent, "60 PDFs collected", lambda: _collect(folder, issue, filled))
    return spent


def _measured(spent: dict[str, float], name: str, act: Callable[[], Any]) -> Any:
    start = time.process_time()
    made = act()
    spent[name] = time.process_time() - start
    return made


def _issue(folder: Path) -> Issue:
    campaign = read_campaign(folder / "content", YEAR)
    network = campaign.network
    theme = load_theme(ROOT / "themes" / "bioregion", network.languages, network.identity)
    workshop = Workshop(theme, ROOT / "content", Cache(None))
    earlier = read_earlier(folder / "content", network, campaign.questionnaire)
    post = Post(campaign, workshop, NOW)
    return Issue(campaign, earlier, make_key(campaign.folder), post, Blanks(workshop, Spot("questionnaire")))


def _filled(pdfs: Mapping[str, bytes], answers: Mapping[str, Answers], campaign: Campaign, inbox: Path) -> list[Path]:
    inbox.mkdir()
    languages = {company.id: company.lang for company in campaign.companies}
    paths = []
    for company, data in pdfs.items():
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        said = answers[company].values.items()
        values = {name: text for each in said for name, text in _typed(*each, campaign, languages[company])}
        for page in writer.pages:
            writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
        paths.append(inbox / f"{company}-{YEAR}.pdf")
        with paths[-1].open("wb") as file:
            writer.write(file)
    return paths


def _typed(name: str, answer: Answer, campaign: Campaign, lang: str) -> Iterator[tuple[str, str]]:
    question = campaign.questionnaire.question(name)
    if isinstance(answer, tuple):
        yield from ((f"{name}:{option}", "/yes") for option in answer)
    elif isinstance(answer, Decimal):
        yield name, written_number(answer, lang)
    elif isinstance(answer, dt.date):
        yield name, answer.isoformat()
    else:
        yield name, f"/{answer}" if question is not None and question.options else answer


def _collect(folder: Path, issue: Issue, paths: list[Path]) -> None:
    campaign = read_campaign(folder / "content", YEAR)
    accounts = Collection(campaign, issue.earlier, issue.key, NOW, is_replacing=False).collect(paths)
    for account in accounts:
        if account.answers is None or account.fate is not Fate.KEPT:
            raise ValueError(f"{account.file}: {account.findings}")
        write_answers(campaign.folder, account.answers)


if __name__ == "__main__":
    main()
