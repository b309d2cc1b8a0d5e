"""netzsite.media.print_newsletter: an edition becomes pages that are full, a multiple of four, and readable by all."""

import io
import re
import subprocess
from itertools import pairwise

import pytest
from PIL import Image

from netzsite.engine.cache import Cache
from netzsite.errors import Code, Severity
from netzsite.inspection import inspect_content
from netzsite.media import print_newsletter
from netzsite.production import Studio
from netzsite.render.theme import load_theme
from netzsite.render.workshop import Workshop
from tests.conftest import PROFILES, ROOT, THEME, parse_day, write_files

pytestmark = pytest.mark.pdf

MEDIA = """\
media:
  website: {name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}
  print-newsletter:
    name: Gedruckter Newsletter
    about: Auf Papier
    since: 1996
    scope: [national]
    cadence: quarterly
    circulation: 1800
    circulation_unit: Exemplare
    languages: [de]
    sections:
      - {id: reports, title: Berichte, takes: news, text: full}
      - {id: portrait, title: Im Gespräch, takes: portraits, text: full}
      - {id: deals, title: Vereinbarungen, takes: deals}
      - {id: press, title: Aus den Unternehmen, takes: news}
      - {id: funding, title: Förderung, takes: deadlines}
      - {id: dates, title: Termine, takes: events, text: line}
"""
FULL = """\
title: Newsletter 4/2026
summary: Das Heft.
date: 2026-11-20
isbn: 1234-5679
parts:
  - chapter: editorial
  - {section: reports, items: ["news:2026/a", "news:2026/b"]}
  - {section: portrait, items: ["portrait:erika"]}
  - {section: deals}
  - {section: press, items: ["news:2026/c"]}
  - {section: funding, items: ["funding:topf"]}
  - {section: dates, items: ["event:2026/tag"]}
"""
SMALL = "title: Newsletter 3/2026\ndate: 2026-11-01\nparts: [{section: reports, items: ['news:2026/c']}]\n"
LONG = "title: Newsletter 2/2026\ndate: 2026-10-31\nparts: [{section: reports, items: ['news:2026/lang']}]\n"
DRAWN = "title: Newsletter 5/2026\ndate: 2026-10-29\nparts: [{section: reports, items: ['news:2026/zahlen']}]\n"
FIGURE = """\
title: Umsatz der Branche
description: Säulen, die wachsen
sources: [{title: Amt}]
columns: {year: {label: Jahr}, sales: {label: Umsatz, unit: Mio. Euro}}
chart: {mark: bar, x: year, y: [sales]}
"""
PARAGRAPH = "Ein Satz folgt dem anderen, damit die Spalte etwas zu umbrechen hat und niemand die Geduld verliert. "
NEWS = "---\ntitle: {title}\nsummary: Kurz zu {title}.\nform: company-news\ndate: {date}\n{more}---\n{text}\n"
COMPOUND = "Arbeitsunfähigkeitsbescheinigungsübermittlungsverfahrensverordnungsentwurfsfassung"
INTERVIEW = """\
---
title: „Man muss aufhören können“
summary: Ein Gespräch.
form: interview
person: erika
date: 2026-11-02
box: [{label: Fach, value: Immunologie}]
---
**Wann hören Sie auf?**

Wenn die Frage beantwortet ist.

**Und dann?**

Beginnt die nächste.
"""


def jpeg(width, height):
    """Draw a picture without anything in it."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "#456").save(drawn, "JPEG")
    return drawn.getvalue()


SITE: dict[str, str | bytes] = {
    "media.yaml": MEDIA,
    "editions/print-newsletter/2026-q4/edition.yaml": FULL,
    "editions/print-newsletter/2026-q4/editorial.de.md": "---\ntitle: Zum Geleit\n---\nGuten Tag.\n",
    "editions/print-newsletter/2026-q3/edition.yaml": SMALL,
    "editions/print-newsletter/2026-q2/edition.yaml": LONG,
    "editions/print-newsletter/2026-q0/edition.yaml": DRAWN,
    "editions/print-newsletter/2026-q1/edition.yaml": "title: Newsletter 1/2026\ndate: 2026-10-30\n",
    "members/m1.yaml": "name: Ärzte AG\ntype: company\nsector: medtech\naddress: {town: Celle}\n",
    "people/erika.yaml": (
        "given_name: Erika\nfamily_name: Mustermann\nconsent: 2026-01-01\nexample: true\n"
        "positions: [{member: m1, role: Direktorin}]\nstatement: Erst messen. Dann reden.\n"
    ),
    "portraits/erika.de.md": INTERVIEW,
    "news/2026/a.de.md": NEWS.format(
        title="Der Aufmacher", date="2026-11-10", more="picture: zelle\nexample: true\n", text=PARAGRAPH * 4
    ),
    "news/2026/b.de.md": NEWS.format(
        title=COMPOUND,
        date="2026-11-09",
        more="source: Presse\ndeal: {type: licence, parties: [{member: m1}, {name: Extern}], volume: 2400000}\n",
        text=f"Siehe [[m1]] und [eine Seite](https://www.beispiel.example/weit/).\n\n{PARAGRAPH * 9}",
    ),
    "news/2026/c.de.md": NEWS.format(title="Kurz gesagt", date="2026-10-01", more="", text="Mehr nicht."),
    "news/2026/lang.de.md": NEWS.format(
        title="Sehr lang", date="2026-10-02", more="", text="\n\n".join([PARAGRAPH * 5] * 24)
    ),
    "news/2026/zahlen.de.md": NEWS.format(
        title="In Zahlen", date="2026-10-03", more="picture: weit\n", text="Vorher.\n\n{figure: umsatz}\n\nNachher."
    ),
    "figures/umsatz.yaml": FIGURE,
    "figures/umsatz.csv": "year,sales\n" + "".join(f"{year},{year}\n" for year in range(2010, 2026)),
    "pictures/weit.jpg": jpeg(1400, 900),
    "pictures/weit.yaml": "file: weit.jpg\nalt: Ein weites Feld\ncredit: wir\n",
    "funding/topf.de.md": "---\ntitle: Großer Topf\nsummary: Geld.\nfunder: Amt\n"
    "link: https://topf.example/\ndeadlines: [{date: 2026-11-21}]\n---\nJa.\n",
    "events/2026/tag.de.md": (
        "---\ntitle: Der Tag\nform: workshop\nannounced: 2026-11-01\nstart: 2026-12-03\nplace: Celle\n---\nText.\n"
    ),
    "pictures/zelle.jpg": (ROOT / "content" / "pictures" / "cell-microscopy.jpg").read_bytes(),
    "pictures/zelle.yaml": "file: zelle.jpg\nalt: Eine Zelle\ncredit: Labor\n",
}


def library_of(folder):
    """Read a site: its library and the theme."""
    library = inspect_content(folder, parse_day()).library(with_drafts=False)
    return library, load_theme(THEME, library.network.languages, library.network.identity)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Plan the newsletters of a small site: path -> function that makes the PDF."""
    folder = write_files(tmp_path_factory.mktemp("print") / "content", {**PROFILES, **SITE})
    library, theme = library_of(folder)
    studio = Studio(library, Workshop(theme, folder, Cache(None)), "")
    planned = print_newsletter.artifacts(library, theme)
    return {artifact.path: lambda artifact=artifact: studio.make(artifact).file for artifact in planned}


@pytest.fixture(scope="module")
def pdf_of(site, tmp_path_factory):
    """Make the PDF of an issue once, as a file."""
    folder, made = tmp_path_factory.mktemp("pdf"), {}

    def find(issue):
        if issue not in made:
            made[issue] = folder / f"{issue}.pdf"
            made[issue].write_bytes(site[f"de/downloads/newsletter-{issue}-2026.pdf"]())
        return made[issue]

    return find


def ask(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(pdf):
    """Give the text of each page; words that were divided are joined."""
    texts = ask("pdftotext", "-raw", pdf, "-").split("\f")[:-1]
    return [re.sub(r"\s+", " ", re.sub(r"[‐\u00ad]\n", "", text)) for text in texts]


def test_an_edition_is_a_download_named_after_its_title(site):
    """It appears in the languages of its medium."""
    assert sorted(site) == [f"de/downloads/newsletter-{number}-2026.pdf" for number in (1, 2, 3, 4, 5)]


def test_two_builds_give_the_same_bytes(site, pdf_of):
    """Same content, same date, same bytes."""
    assert site["de/downloads/newsletter-4-2026.pdf"]() == pdf_of(4).read_bytes()


@pytest.mark.parametrize("issue", [1, 2, 3, 4, 5])
def test_sheets_are_folded_so_pages_are_a_multiple_of_four(pdf_of, issue):
    """Nothing, one item, several, or a text of many pages."""
    assert len(pages(pdf_of(issue))) == 4


def test_the_file_is_sound_tagged_and_says_what_it_is(pdf_of):
    """PDF/UA-1: tags, title, language; headings descend by single steps."""
    pdf = pdf_of(4)
    assert "No syntax or stream encoding errors" in ask("qpdf", "--check", pdf)
    told = ask("pdfinfo", pdf)
    assert re.search(r"Title:\s+BioRegioN: Newsletter 4/2026", told)
    assert re.search(r"Tagged:\s+yes", told)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.read_bytes() or "pdfuaid" in ask("pdfinfo", "-meta", pdf)
    levels = [int(level) for level in re.findall(r"^\s*H(\d)\b", ask("pdfinfo", "-struct", pdf), re.MULTILINE)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_front_page_has_masthead_lead_contents_and_editorial(pdf_of):
    """The first report leads, with its picture; the contents say on which page the others are."""
    front, *others = pages(pdf_of(4))
    for words in ("BioRegioN", "Ausgabe vom 20. November 2026", "Der Aufmacher", "Bild: Labor", "Zum Geleit"):
        assert words in front
    for title in ("„Man muss aufhören können“", "Termine"):
        page = re.search(rf"{title}\s*(\d+)", front)
        assert page, title
        assert title in others[int(page[1]) - 2]


@pytest.mark.parametrize(("issue", "columns"), [(4, 1), (5, 2)])
def test_the_lead_s_picture_is_as_wide_as_it_is_fine(pdf_of, issue, columns):
    """Across two columns if it has 250 pixels per inch there, else in one; it is never left out."""
    rows = ask("pdfimages", "-list", "-f", "1", "-l", "1", pdf_of(issue)).splitlines()[2:]
    ((width, ppi),) = ((int(row.split()[3]), int(row.split()[12])) for row in rows)
    assert ppi >= 250
    assert width / ppi * 25.4 == pytest.approx((55.3, 116.7)[columns - 1], abs=1)


def test_a_chart_of_the_lead_keeps_to_its_columns(pdf_of):
    """It does not run into what stands beside the lead."""
    front = ask("pdftotext", "-bbox", "-f", "1", "-l", "1", pdf_of(5), "-")
    edges = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">(?:20(?:1\d|2[0-5])|Umsatz|Nachher\.)<', front)
    assert len(edges) > 10
    assert max(map(float, edges)) <= (16 + 116.7) / 25.4 * 72 + 1


def test_an_interview_has_a_face_and_a_quotation(pdf_of):
    """Initials stand where there is no photo; the quotation is what the person said for publication."""
    page = next(page for page in pages(pdf_of(4)) if "Wann hören Sie auf?" in page)
    for words in ("EM", "Erika Mustermann", "Direktorin, Ärzte AG", "„Erst messen. Dann reden.“", "Immunologie"):
        assert words in page


def test_deals_of_the_edition_are_a_table_that_leads_to_their_pages(pdf_of):
    """A row has the day, the parties, the volume and the page."""
    found = pages(pdf_of(4))
    row = next(row for page in found if (row := re.search(r"Lizenz Ärzte AG .*?2,4 Mio\. € (\d+)", page)))
    assert "Kurz zu Arbeits" in found[int(row[1]) - 1]


def test_the_last_page_has_dates_imprint_and_room_for_an_address(pdf_of):
    """The imprint says who publishes, how often and how many."""
    last = pages(pdf_of(4))[-1]
    for words in ("3. Dezember 2026", "Der Tag", "vierteljährlich", "1.800 Exemplare", "1234-5679", "Absender"):
        assert words in last


def test_a_deadline_of_the_day_of_the_edition_stays_in_print(pdf_of):
    """What was due then is due on paper."""
    assert any("Großer Topf" in page and "bis 21. November 2026" in page for page in pages(pdf_of(4)))


def test_examples_are_marked(pdf_of):
    """What is made up says so on paper too, in the kicker above the headline."""
    assert "Beispiel Der Aufmacher" in pages(pdf_of(4))[0]


def test_addresses_are_short_and_those_of_short_items_are_codes(pdf_of):
    """Paper cannot be clicked: an address that a text links is printed, an item's own page is a QR code."""
    text = " ".join(pages(pdf_of(4)))
    assert "eine Seite (beispiel.example/weit)" in text
    codes = _plain(pdf_of(4))
    assert "QR-Code: bioregion.example/de/foerderung/topf.html" in codes


def _plain(pdf):
    return subprocess.run(["qpdf", "--json", pdf], capture_output=True, text=True, check=True).stdout


def test_a_long_story_says_where_it_goes_on(pdf_of):
    """A jump line stands at the foot of the page and at the head of the next, and nowhere else."""
    found = pages(pdf_of(2))
    going_on = [("Fortsetzung auf" in page) for page in found]
    assert going_on[0]
    for before, after in pairwise(range(len(found))):
        assert going_on[before] == ("Fortsetzung von" in found[after])
    assert not any("Fortsetzung" in page for page in pages(pdf_of(4)))


def test_a_word_as_long_as_german_has_them_is_divided_or_broken(pdf_of):
    """It does not run over the edge: all of its letters are on the page."""
    a4, margin = 595.276, 16 / 25.4 * 72
    edges = re.findall(r'xMax="([\d.]+)"', ask("pdftotext", "-bbox", pdf_of(4), "-"))
    assert max(map(float, edges)) <= a4 - margin + 1


def test_headings_are_bookmarks(pdf_of):
    """The outline of the PDF leads to the stories."""
    told = subprocess.run(
        ["qpdf", "--json", "--json-key=outlines", pdf_of(4)], capture_output=True, text=True, check=True
    )
    assert {"Der Aufmacher", "„Man muss aufhören können“"} <= set(re.findall(r'"title": "([^"]*)"', told.stdout))


def test_pages_that_stay_empty_are_told_before_they_go_to_the_printer(tmp_path):
    """A build knows what it has measured; so the check after it does, for the newest editions, at their file."""
    edition = SMALL.replace("2026-11-01", "2026-11-20")
    files = {**PROFILES, **SITE, "editions/print-newsletter/2026-q3/edition.yaml": edition}
    library, theme = library_of(write_files(tmp_path / "content", files))
    with Cache(tmp_path / "cache") as cache:
        assert not list(print_newsletter.review(library, theme, cache))
        view = print_newsletter.compose(library, theme, "de", "print-newsletter/2026-q3")
        print_newsletter.layout(view, Workshop(theme, library.folder, cache))
        told = list(print_newsletter.review(library, theme, cache))
    assert {problem.spot.path for problem in told} == {"content/editions/print-newsletter/2026-q3/edition.yaml"}
    assert {(problem.code, problem.severity) for problem in told} == {(Code.OPEN_PAGE, Severity.WARNING)}
    assert any(re.fullmatch(r"page \d of 4 in 'de' stays \d+ per cent empty", problem.message) for problem in told)
