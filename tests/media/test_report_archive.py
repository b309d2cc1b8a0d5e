"""netzsite.media.report: the PDF for archives carries the data of its figures, and lasts."""

import io
import json
import re

import pytest
from pikepdf import Dictionary, Name, Pdf

from netzsite.render.prepress.expected import Expected
from netzsite.render.prepress.preflight import preflight
from tests.conftest import PROFILES, leave_fonts_out, run_on, write_files
from tests.media.test_report import SITE
from tests.validation import ARCHIVAL, UNIVERSAL, breaches, further_breaches

pytestmark = [pytest.mark.pdf, pytest.mark.slow]

SURVEY = """\
title: {de: Umfrage 2026, en: Survey 2026}
year: 2026
business_year: 2025
population: Erfundene Unternehmen
opened: 2026-02-01
closed: 2026-03-01
asked: 60
answered: 45
rules: {least: 3}
questions:
  revenue: {type: money, label: {de: Umsatz, en: Revenue}, answered: 40, consent: Dürfen wir Sie nennen?}
named:
  - {company: m9, name: Muster AG, sector: biotech, agreed: 2026-02-14, answers: {revenue: "7"}}
"""
METHOD = {
    "editions/report/2026/edition.yaml": SITE["editions/report/2026/edition.yaml"].replace(
        "parts:\n", "parts:\n  - {listing: method}\n"
    ),
    "surveys/2026.yaml": SURVEY,
    "surveys/2026.csv": "question,category,statistic,sector,size,district,n,value\nrevenue,,sum,,,,40,1200\n",
}

PATH = "de/downloads/bericht-2026-archiv.pdf"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    site = write_files(folder / "content", {**PROFILES, **SITE, **METHOD})
    media = ("--only", "report", "--only", "website")
    with pytest.MonkeyPatch.context() as patch:
        leave_fonts_out(patch)
        return run_on(site, "build", folder / "public", "--cache", str(folder / "cache"), *media)


@pytest.fixture
def pdf(run):
    with Pdf.open(run.output / PATH) as opened:
        yield opened


def attached(pdf):
    return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def test_validators_find_nothing(run):
    """It is PDF/A-3u, and still PDF/UA-1."""
    files = [(ARCHIVAL, run.output / PATH), (UNIVERSAL, run.output / PATH)]
    assert further_breaches(files) == []
    assert breaches(files) == []


def test_the_tables_are_those_that_the_website_offers(run, pdf):
    """Byte by byte, under the name of the figure."""
    files = attached(pdf)
    assert files["sales.csv"] == (run.output / "data/figures/sales.csv").read_bytes()
    assert files["survey-2026.csv"] == (run.output / "data/surveys/2026.csv").read_bytes()
    assert files["survey-2026-named.csv"] == (run.output / "data/surveys/2026-named.csv").read_bytes()


def test_what_is_attached_explains_itself(pdf):
    """To people in their language, to programs as a data package whose files are there."""
    files = attached(pdf)
    package = json.loads(files["datapackage.json"])
    paths = [each["path"] for each in package["resources"]]
    assert paths == ["sales.csv", "survey-2026.csv", "survey-2026-named.csv"]
    assert [field["name"] for field in package["resources"][1]["schema"]["fields"]][-2:] == ["n", "value"]
    assert [field["title"] for field in package["resources"][0]["schema"]["fields"]] == ["Jahr", "Umsatz"]
    readme = files["README.txt"].decode()
    assert "sales.csv: Abbildung 1: Der Umsatz steigt" in readme
    assert "survey-2026.csv: Umfrage 2026" in readme
    assert "survey-2026-named.csv: Umfrage 2026: Antworten von Unternehmen" in readme
    assert "Quelle: Amt" in readme
    assert "Ein Punkt (.) heißt" in readme


def test_each_file_says_what_it_is_and_of_when(pdf):
    """Relationship, media type, words, and the edition's day."""
    told = {str(each.UF): each for each in pdf.Root.AF}
    assert list(told) == [
        "README.txt",
        "datapackage.json",
        "sales.csv",
        "survey-2026.csv",
        "survey-2026-named.csv",
    ]
    data = told["sales.csv"]
    assert (str(data.AFRelationship), str(data.EF.F.Subtype)) == ("/Data", "/text/csv")
    assert str(data.Desc) == "Abbildung 1: Der Umsatz steigt"
    assert str(data.EF.F.Params.ModDate) == "D:20261116000000Z"
    assert str(told["README.txt"].AFRelationship) == "/Supplement"


def test_pages_are_those_of_the_screen(run, pdf):
    """Nothing is laid out anew: the same pages, letter by letter."""
    with Pdf.open(run.output / "de/downloads/bericht-2026.pdf") as screen:
        pages = [page.Contents.read_bytes() for page in screen.pages]
    assert [page.Contents.read_bytes() for page in pdf.pages] == pages


def test_editions_tell_it_from_the_other(run):
    """Readers are told which of the two they want."""
    told = re.sub(r"\s+", " ", run.page("de/ausgaben/archiv/index.html").text_content())
    assert told.count("PDF/A mit angehängten Daten") == 2  # in two languages


FAULTS = {
    "does not say that it is PDF/A-3u": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "does not say which colours are meant": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "no data are attached": lambda pdf: pdf.Root.__delitem__("/AF"),
    "'sales.csv' lacks: description": lambda pdf: pdf.Root.AF[2].__delitem__("/Desc"),
    "'sales.csv' lacks: relationship": lambda pdf: pdf.Root.AF[2].__delitem__("/AFRelationship"),
    "'sales.csv' lacks: date": lambda pdf: pdf.Root.AF[2].EF.F.__delitem__("/Params"),
    "'sales.csv' lacks: media type": lambda pdf: pdf.Root.AF[2].EF.F.__delitem__("/Subtype"),
    "'sales.csv' lacks: place": lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles"),
    "are not attached: sales.csv": lambda pdf: pdf.Root.AF.__delitem__(2),
    "does not say which letters it shows": lambda pdf: _composite(pdf).__delitem__("/ToUnicode"),
}


def _composite(pdf):
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == Name.Type0)


@pytest.mark.parametrize("message", FAULTS)
def test_preflight_finds_what_keeps_it_from_lasting(pdf, message):
    """Each fault that is planted is found, and a sound file has none."""
    written = io.BytesIO()
    pdf.save(written)
    assert preflight(written.getvalue(), Expected(is_archive=True)) == ()
    FAULTS[message](pdf)
    written = io.BytesIO()
    pdf.save(written)
    found = [each for each, hint in preflight(written.getvalue(), Expected(is_archive=True)) if hint]
    assert any(message in each for each in found), found
