"""An office with a small survey of made-up companies, in a folder of its own."""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from netzsite.config import Identity
from netzsite.engine.cache import Cache
from netzsite.errors import Spot
from netzsite.render.theme import Theme, load_theme
from netzsite.render.workshop import Workshop
from netzsite.survey.campaign import Campaign, read_campaign
from netzsite.survey.earlier import read_earlier
from netzsite.survey.issuing import Issue
from netzsite.survey.mails import Post
from netzsite.survey.pdfs.blank import Blanks
from tests.conftest import PROFILES, THEME, parse_day, run_netzsite, write_files

KEY = "5a" * 32

MEMBER = """\
name: Musterbiotech GmbH
type: company
sector: biotech
founded: 2009
website: https://musterbiotech.example/
address: {town: Musterstadt, district: Musterkreis}
"""

ASKED = """\
companies:
  - {id: musterbiotech, member: yes, email: office@musterbiotech.example, contact: Erika Mustermann, example: yes}
  - {id: sample-med, name: Sample Med Ltd, sector: medtech, town: Sampleton, email: x@sample-med.example, language: en}
  - {id: stumm, name: Stumm AG, sector: medtech, town: Łódź}
"""

QUESTIONNAIRE = """\
title: {{de: Umfrage {year}, en: Survey {year}}}
year: {year}
business_year: {before}
opens: {year}-02-02
closes: {year}-04-17
population: {{de: Musterfirmen, en: Sample companies}}
intro: {{de: Wir fragen., en: We ask.}}
privacy: {{de: Niemand sieht es., en: Nobody sees it.}}
sections:
  - id: one
    title: {{de: Zahlen, en: Numbers}}
    intro: {{de: Stand Jahresende., en: As at the end of the year.}}
    questions:
      - id: employees
        type: integer
        label: {{de: Beschäftigte, en: Employees}}
        help: {{de: Köpfe, en: Heads}}
        unit: {{de: Personen, en: persons}}
        least: 0
        most: 90000
        change: 3
        required: yes
      - {{id: women, type: integer, label: {{de: davon Frauen, en: of these women}}}}
      - id: revenue
        type: money
        label: {{de: Umsatz, en: Revenue}}
        prefilled: yes
      - {{id: products, type: percentage, label: {{de: Produkte, en: Products}}, least: 0, most: 100}}
      - {{id: services, type: percentage, label: {{de: Dienste, en: Services}}, least: 0, most: 100}}
  - id: two
    title: {{de: Worte, en: Words}}
    questions:
      - id: outlook
        type: choice
        label: {{de: Aussicht, en: Outlook}}
        options: {{up: {{de: besser, en: better}}, down: {{de: schlechter, en: worse}}}}
      - id: partners
        type: choices
        label: {{de: Partner, en: Partners}}
        options: {{uni: {{de: Hochschulen, en: universities}}, firm: {{de: Firmen, en: companies}}}}
        prefilled: yes
      - {{id: registered, type: date, label: {{de: Eingetragen am, en: Registered on}}, once: yes}}
      - {{id: remarks, type: text, label: {{de: Bemerkung, en: Remark}}, most: 300}}
agreements:
  - {{whole: employees, parts: [women], parts_are: at-most}}
  - {{total: 100, parts: [products, services], message: {{de: Zusammen sind es hundert., en: Together a hundred.}}}}
"""

BEFORE = """\
company: musterbiotech
receipts:
  - {file: musterbiotech-2025.pdf, digest: ab, received: 2025-03-01 10:00}
answers:
  employees: 70
  revenue: 1234567.5
  partners: [firm]
  registered: 2009-03-31
"""


@cache
def theme() -> Theme:
    """Read the theme once for all tests."""
    return load_theme(THEME, ("de", "en"), Identity())


@dataclass
class Office:
    """A folder with content and surveys, and what is made of it.

    Attributes:
        folder: of all.
    """

    folder: Path

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    @property
    def survey(self) -> Path:
        """The folder of this year's survey."""
        return self.folder / "surveys" / "2026"

    def campaign(self) -> Campaign:
        """Read the survey."""
        return read_campaign(self.content, 2026)

    def issue(self) -> Issue:
        """Give what makes forms."""
        campaign = self.campaign()
        workshop = Workshop(theme(), self.content, Cache(None))
        earlier = read_earlier(self.content, campaign.network, campaign.questionnaire)
        post = Post(campaign, workshop, parse_day("2026-02-02"))
        return Issue(campaign, earlier, bytes.fromhex(KEY), post, Blanks(workshop, Spot("questionnaire")))

    def put(self, name: str, data: bytes) -> Path:
        """Write a file that came back."""
        path = self.folder / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def run(self, step: str, *arguments: object, today: str = "2026-03-02T09:30") -> tuple[int, str]:
        """Run a step on this year's survey: exit code, and all that was printed."""
        further = ("--content", self.content, "--theme", THEME, "--today", today)
        code, printed, errors = run_netzsite("survey", step, "2026", *map(str, (*arguments, *further)))
        return code, printed + errors

    def answers(self, company: str) -> str:
        """Give what is kept of a company; nothing if it has not answered."""
        path = self.survey / "answers" / f"{company}.yaml"
        return path.read_text(encoding="utf-8") if path.is_file() else ""


def write_office(folder: Path) -> Path:
    """Write an office's content, its surveys of two years, and the key that its forms were made with."""
    content = {f"content/{name}": text for name, text in PROFILES.items()}
    surveys = {
        f"surveys/{year}/{name}": text
        for year in (2025, 2026)
        for name, text in {
            "questionnaire.yaml": QUESTIONNAIRE.format(year=year, before=year - 1),
            "asked.yaml": ASKED,
        }.items()
    }
    further = {
        "content/members/musterbiotech.yaml": MEMBER,
        "surveys/2025/answers/musterbiotech.yaml": BEFORE,
        "surveys/2026/key": f"{KEY}\n",
    }
    return write_files(folder, {**content, **surveys, **further})


@pytest.fixture(scope="session")
def issued(tmp_path_factory) -> dict[str, bytes]:
    """Make the spreadsheets of all companies once, without PDFs: name -> bytes."""
    issue = Office(write_office(tmp_path_factory.mktemp("issued"))).issue()
    companies = issue.campaign.companies
    return {f"{company.id}.xlsx": issue.workbook(issue.form(company)) for company in companies}


@pytest.fixture(scope="session")
def printed(tmp_path_factory) -> dict[str, bytes]:
    """Make the PDFs of all companies once, each of another layout: name -> bytes."""
    issue = Office(write_office(tmp_path_factory.mktemp("printed"))).issue()
    companies = issue.campaign.companies
    return {f"{company.id}.pdf": issue.pdf(issue.form(company)) for company in companies}


@pytest.fixture(scope="session")
def _office(tmp_path_factory) -> Path:
    return write_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(_office, tmp_path) -> Office:
    """Give an office of a test's own."""
    shutil.copytree(_office, tmp_path / "office")
    return Office(tmp_path / "office")
