"""netzsite.render.tagging: what screen readers are told is whole, and validators agree (PDF/UA-1)."""

import io

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from netzsite.errors import Spot
from netzsite.render.pdf import Resource, write_pdf
from tests.render.test_pdf import DETAILS
from tests.validation import UNIVERSAL, breaches, further_breaches

pytestmark = pytest.mark.pdf

CSS = """@page { @bottom-left { content: 'Seite ' counter(page) } } .note { float: footnote }
a::after { content: ' (' target-counter(attr(href), page) ')' } img { width: 40px; height: 20px }
li b { display: inline-block } a i { position: relative }"""
BODY = """<h1>Bericht</h1>
<p>Siehe <a href="#end"><strong>das</strong> <i>Ende</i></a><span class="note">Eine Anmerkung.</span>.</p>
<ul><li><p>Eins</p><p>Zwei</p></li><li>Drei</li></ul>
<table><thead><tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr></thead>
<tbody><tr><th scope="row">2026</th><td>5</td></tr></tbody></table>
<section lang="en"><h2 id="end">The end</h2><img src="netzsite:a.svg" alt="A square"></section>"""
LONG = "Ein Satz, der weitergeht. " * 30
DIVIDED = f"""<section><h1>Kapitel</h1><p>{LONG}</p><ul><li>{LONG}</li><li>Kurz</li></ul>
<p>{LONG} <a href="https://example.org/">{LONG}</a></p><p>Schluss.</p></section>
<section><h1>Weiter</h1><p>{LONG}</p></section>"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture(scope="module")
def data():
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{BODY}</body></html>'
    shown = {"netzsite:a.svg": Resource(SVG, "image/svg+xml")}
    return write_pdf(html, [CSS], shown, DETAILS, spot=Spot("edition.yaml")).data


@pytest.fixture(scope="module")
def divided():
    """Lay out two sections on small pages, so that all that is long goes on for several."""
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{DIVIDED}</body></html>'
    css = "@page { size: 300px 200px; margin: 20px } p, li { orphans: 1; widows: 1 }"
    return write_pdf(html, [css], {}, DETAILS, spot=Spot("edition.yaml")).data


@pytest.fixture
def pdf(data):
    with Pdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(element, kind=None):
    """Give the elements below one in reading order, of one kind if it is named."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            if kind in (None, str(kid.S)):
                yield kid
            yield from elements(kid, kind)


def tags(element):
    return [str(kid.S) for kid in elements(element)]


def test_validators_find_nothing(data, divided, tmp_path):
    """Pages with all that WeasyPrint tags badly keep every rule of PDF/UA-1 that programs can look at."""
    files = [(UNIVERSAL, tmp_path / "x.pdf"), (UNIVERSAL, tmp_path / "divided.pdf")]
    for (_, path), written in zip(files, (data, divided), strict=True):
        path.write_bytes(written)
    assert further_breaches(files) == []
    assert breaches(files) == []


def test_a_link_is_one_annotation_described_by_its_words(pdf):
    """What is bold within a link is no second link, and nobody hears the name of an anchor."""
    (annotation,) = pdf.pages[0].Annots
    assert str(annotation.Contents) == "das Ende"
    links = list(elements(pdf.Root.StructTreeRoot, "/Link"))
    assert len(links) == 1
    assert "/Link" not in tags(links[0])


def test_items_of_lists_hold_labels_and_bodies(pdf):
    """Paragraphs of an item lie in its body."""
    items = list(elements(pdf.Root.StructTreeRoot, "/LI"))
    assert [[str(kid.S) for kid in item.K] for item in items] == [["/Lbl", "/LBody"]] * 2
    assert tags(items[0]).count("/P") == 2


def test_notes_are_notes(pdf):
    """A note at the foot of the page is tagged as one, with an identifier and its number as label."""
    (note,) = elements(pdf.Root.StructTreeRoot, "/Note")
    assert str(note.K[0].S) == "/Lbl"
    names = [str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert str(note.ID) in names
    assert names == sorted(names)


def test_headers_of_tables_say_what_they_head(pdf):
    """Columns and rows; a cell names its headers, which can be found."""
    headers = list(elements(pdf.Root.StructTreeRoot, "/TH"))
    assert [str(header.A.Scope) for header in headers] == ["/Column", "/Column", "/Row"]
    (cell,) = elements(pdf.Root.StructTreeRoot, "/TD")
    names = {str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]}
    assert {str(each) for each in cell.A.Headers} <= names


def test_parts_in_another_language_say_so(pdf):
    """A chapter that is not translated is read in its own language."""
    spoken = [str(each.Lang) for each in elements(pdf.Root.StructTreeRoot) if "/Lang" in each]
    assert spoken == ["en"]


def test_figures_say_where_they_are(pdf):
    """In points from the foot of the page, within it, as wide as they are drawn."""
    (figure,) = elements(pdf.Root.StructTreeRoot, "/Figure")
    left, bottom, right, top = map(float, figure.A.BBox)
    assert (round(right - left, 2), round(top - bottom, 2)) == (30, 15)
    assert 0 < bottom < top < float(pdf.pages[0].MediaBox[3])


def test_margins_are_no_content(pdf):
    """Running titles and page numbers are artifacts: they are not read amid a sentence."""
    content = pdf.pages[0].Contents.read_bytes()
    start = content.rindex(b"/Artifact")
    assert content[start:].startswith(b"/Artifact\nBMC")
    assert b"BT" in content[start : content.index(b"EMC", start)]


def test_what_a_page_break_divides_is_one(divided):
    """A section, a paragraph, an item of a list on several pages has one tag."""
    with Pdf.open(io.BytesIO(divided)) as pdf:
        assert len(pdf.pages) > 6
        root = pdf.Root.StructTreeRoot
        counts = {kind: len(list(elements(root, kind))) for kind in ("/Sect", "/H1", "/P", "/L", "/LI", "/LBody")}
        assert counts == {"/Sect": 2, "/H1": 2, "/P": 4, "/L": 1, "/LI": 2, "/LBody": 2}
        first = next(elements(root, "/P"))
        assert len({kid.Pg.objgen for kid in elements(first)}) > 1
        assert all(kid.P.objgen == first.objgen for kid in first.K)
