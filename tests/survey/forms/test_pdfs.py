"""The survey's form as a PDF: filled in by people, read back whole; and PDFs that cannot be read."""

import ctypes
import io
import re
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from netzsite.errors import Code
from netzsite.survey.key import parse_identification
from netzsite.survey.pdfs.fields import IDENTIFICATION
from netzsite.survey.pdfs.reading import MAX_FIELDS, read_pdf
from netzsite.survey.submission import UnusableError
from tests.survey.forms.filling import fill_pdf
from tests.validation import UNIVERSAL, breaches, further_breaches

pytestmark = pytest.mark.pdf

FILLED = {
    "employees": "ca. 80",
    "women": "/40",
    "revenue": "1,3 Mio. €",
    "outlook": "/up",
    "partners:uni": "/yes",
    "remarks": "Grüße „aus“\nŁódź",
    "form-by": "Erika Mustermann",
}


def fields(data: bytes) -> dict[str, Any]:
    """Give the fields of a PDF, as programs list them."""
    return PdfReader(io.BytesIO(data)).get_fields() or {}


def root_of(document: PdfReader | PdfWriter) -> Any:
    """Give the catalogue of a PDF."""
    return document.root_object


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_pages(*texts: str) -> bytes:
    """Make a PDF without fields whose pages say something."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    for text in texts:
        page = writer.add_blank_page(300, 300)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F 9 Tf 20 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
    return written(writer)


def test_what_is_typed_comes_back(printed):
    """Texts, numbers, boxes, buttons; a stroke before a number is no state of a button."""
    submission = read_pdf(fill_pdf(printed["musterbiotech.pdf"], FILLED))
    assert submission.identification.company == "musterbiotech"
    typed: Any = submission.typed
    assert {name: typed[name] for name in ("employees", "women", "revenue", "remarks")} == {
        name: FILLED[name] for name in ("employees", "women", "revenue", "remarks")
    }
    assert (typed["outlook"], set(typed["partners"]), typed["products"]) == (("up",), {"uni", "firm"}, "")
    assert (submission.by, submission.facts["town"]) == ("Erika Mustermann", "Musterstadt")


def test_what_is_known_is_filled_in(printed):
    """The directory's facts, last year's answers where wanted; what was answered once is shown and not asked."""
    found = fields(printed["musterbiotech.pdf"])
    assert (found["fact-name"]["/V"], found["fact-founded"]["/V"]) == ("Musterbiotech GmbH", "2009")
    assert (found["revenue"]["/V"], found["partners:firm"]["/V"], found["partners:uni"]["/V"]) == (
        "1 234 567,5",
        "/yes",
        "/Off",
    )
    assert (found["employees"]["/V"], found["known-1"]["/V"], found["known-1"]["/Ff"] & 1) == ("", "31.03.2009", 1)
    assert "registered" not in found
    assert fields(printed["sample-med.pdf"])["registered"]["/V"] == ""


def test_it_says_whose_it_is(printed):
    """In a field that nobody sees, and at the foot of each page, which is left when the form is printed anew."""
    for company in ("musterbiotech", "sample-med"):
        data = printed[f"{company}.pdf"]
        said = parse_identification(str(fields(data)[IDENTIFICATION]["/V"]))
        assert said is not None
        assert (said.company, said.year, said.lang) == (company, 2026, "de" if company == "musterbiotech" else "en")
        for page in PdfReader(io.BytesIO(data)).pages:
            assert f"2026-{company}" in page.extract_text()


def test_it_is_accessible(printed):
    """Tagged, with a language, a title, fields in the order of reading and words for each of them."""
    reader = PdfReader(io.BytesIO(printed["sample-med.pdf"]))
    root, pages = root_of(reader), [cast(Any, page) for page in reader.pages]
    assert reader.metadata is not None
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == ("en", True, "Survey 2026")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    widgets = [each.get_object() for page in pages for each in page["/Annots"]]
    for page in pages:
        assert page["/Tabs"] == "/S"
    shown = [widget for widget in widgets if not widget["/F"] & 2]
    assert all(widget.get("/TU") and "/StructParent" in widget and "/AP" in widget for widget in shown)
    tooltips = {widget["/TU"] for widget in shown}
    assert {"Employees, persons, a whole number, required", "Outlook: better", "Partners: universities"} <= tooltips


def test_it_needs_no_script_and_no_font_of_the_reader_s(printed):
    """Nothing runs, nothing is loaded, all fonts are embedded, numbers stand on the right."""
    data = printed["musterbiotech.pdf"]
    assert b"/JavaScript" not in data
    assert b"/JS" not in data
    form = root_of(PdfReader(io.BytesIO(data)))["/AcroForm"]
    assert "/NeedAppearances" not in form
    for font in form["/DR"]["/Font"].values():
        assert "/FontFile2" in font["/FontDescriptor"]
    found = {str(field.get_object().get("/T")): field.get_object() for field in form["/Fields"]}
    assert (found["revenue"]["/Q"], found["remarks"]["/Q"], found["remarks"]["/MaxLen"]) == (2, 0, 300)
    assert found["employees"]["/Ff"] & 2
    assert [kid.get_object()["/AP"]["/N"].keys() for kid in found["outlook"]["/Kids"]] == [
        {"/up", "/Off"},
        {"/down", "/Off"},
        {"/-declined", "/Off"},
    ]


def test_the_same_form_gives_the_same_bytes(office, printed):
    """Made another time, and after another one."""
    issue = office.issue()
    for company in reversed(issue.campaign.companies[:2]):
        assert issue.pdf(issue.form(company)) == printed[f"{company.id}.pdf"]


def test_a_pdf_is_collected(office, printed):
    """From the file to what is kept."""
    form = fill_pdf(printed["musterbiotech.pdf"], {**FILLED, "women": "40", "partners:firm": "/Off"})
    code, said = office.run("collect", office.put("irgendwas.pdf", form))
    assert (code, said) == (0, "survey: irgendwas.pdf: musterbiotech: kept\nsurvey: 1 kept\n")
    kept = office.answers("musterbiotech")
    for line in ("employees: 80", "revenue: 1300000", 'outlook: "up"', "partners: [uni]", "estimated: [employees]"):
        assert line in kept


def test_it_keeps_the_rules(printed, tmp_path):
    """PDF/UA-1, whatever is known of a company and in whichever language it is asked."""
    paths = [tmp_path / name for name in printed]
    for path in paths:
        path.write_bytes(printed[path.name])
    asked = [(UNIVERSAL, path) for path in paths]
    assert further_breaches(asked) == []
    assert breaches(asked) == []


def test_names_from_elsewhere_are_filled_in_as_they_are_written(printed):
    """Letters that Windows-1252 lacks come from a wider font, which other forms do not carry."""
    for company, town, fonts in (("stumm", "Łódź", {"NZFORM", "NZWIDE"}), ("sample-med", "Sampleton", {"NZFORM"})):
        with pdfium.PdfDocument(printed[f"{company}.pdf"]) as document:
            document.init_forms()
            document[0].flatten()
            assert town in document[0].get_textpage().get_text_bounded()
        found = fields(printed[f"{company}.pdf"]).values()
        drawn = [
            field.indirect_reference.get_object()["/AP"]["/N"]
            for field in found
            if field["/FT"] == "/Tx" and field["/T"] != IDENTIFICATION
        ]
        names = {font["/BaseFont"] for look in drawn for font in look["/Resources"]["/Font"].values()}
        assert {name[1:7] for name in names} == fonts


def typed_in_chrome(data: bytes, name: str, words: str) -> bytes:
    """Type into a field of the first page as Chrome does, which has PDFium, and save."""
    widgets = (each.get_object() for each in cast(Any, PdfReader(io.BytesIO(data)).pages[0])["/Annots"])
    left, one, right, other = next(map(float, widget["/Rect"]) for widget in widgets if widget.get("/T") == name)
    buffer = io.BytesIO()
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        page, form = document[0], document.formenv
        pointer = (form, page, 0, (left + right) / 2, (one + other) / 2)
        raw.FORM_OnMouseMove(*pointer)
        raw.FORM_OnLButtonDown(*pointer)
        raw.FORM_OnLButtonUp(*pointer)
        letters = ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")
        raw.FORM_ReplaceSelection(form, page, ctypes.cast(letters, raw.FPDF_WIDESTRING))
        raw.FORM_ForceToKillFocus(form)
        document.save(buffer)
    return buffer.getvalue()


def test_chrome_draws_german_quotation_marks(printed):
    """In the form's own font, in one piece: not in a Chinese font of the machine, or not at all."""
    words = "‚Süß‘ „Öl“ – 5 €… ‰ ™"
    field = fields(typed_in_chrome(printed["stumm.pdf"], "fact-contact", words))["fact-contact"]
    drawn = field.indirect_reference.get_object()["/AP"]["/N"]
    assert field["/V"] == words
    assert words.encode("cp1252") in drawn.get_data()
    font = re.findall(rb"(/\w+) [\d.]+ Tf", drawn.get_data())[-1].decode()
    assert drawn["/Resources"]["/Font"][font]["/BaseFont"] == "/NZFORM+SourceSansPro-Regular"


def encrypted(data: bytes, user: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, "owner", algorithm=algorithm)
    return written(writer)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_lock_that_opens_without_a_password_is_no_hindrance(printed, algorithm):
    """Many programs lock a PDF against changes only."""
    data = encrypted(fill_pdf(printed["musterbiotech.pdf"], FILLED), "", algorithm)
    assert read_pdf(data).typed["employees"] == "ca. 80"


def without_fields(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    del root_of(writer)["/AcroForm"]
    return written(writer)


def unidentified(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for field in root_of(writer)["/AcroForm"]["/Fields"]:
        if field.get_object().get("/T") == IDENTIFICATION:
            field.get_object()[NameObject("/T")] = TextStringObject("other")
    return written(writer)


def many_fields(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    fields = root_of(writer)["/AcroForm"]["/Fields"]
    root_of(writer)["/AcroForm"][NameObject("/Fields")] = ArrayObject([fields[0]] * (MAX_FIELDS + 1))
    return written(writer)


def bomb(data: bytes) -> bytes:
    """Give a PDF whose object stream unpacks to 40 MB."""
    import zlib

    packed = zlib.compress(b"1 0 " + b" " * 40_000_000, 9)
    head = f"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode()
    body = b"%PDF-1.7\n" + head + packed + b"\nendstream\nendobj\n"
    entries = bytes([0, 0, 0, 0, 0, 2, 0, 0, 3, 0]) + bytes([0, 0, 0, 0, 0, 1, 0, 0, 9, 0])
    xref = len(body)
    index = f"4 0 obj\n<</Type/XRef/Size 5/Root 1 0 R/W[1 3 1]/Index[0 4]/Length {len(entries)}>>\nstream\n".encode()
    return body + index + entries + f"\nendstream\nendobj\nstartxref\n{xref}\n%%EOF".encode()


USELESS = {
    "cut off": (lambda data: data[: len(data) // 2], Code.FORM_BROKEN),
    "locked": (lambda data: encrypted(data, "geheim", "AES-256"), Code.FORM_ENCRYPTED),
    "printed anew": (without_fields, Code.FORM_FLATTENED),
    "a letter": (lambda data: with_pages("Das ist ein Brief mit einigen Worten darin"), Code.FORM_FLATTENED),
    "a scan": (lambda data: with_pages("", ""), Code.FORM_SCANNED),
    "another form": (unidentified, Code.FORM_FOREIGN),
    "many pages": (lambda data: with_pages(*[""] * 101), Code.FORM_TOO_LARGE),
    "many fields": (many_fields, Code.FORM_TOO_LARGE),
    "a long text": (lambda data: fill_pdf(data, {"remarks": "x" * 10_001}), Code.FORM_TOO_LARGE),
    "bomb": (bomb, Code.FORM_TOO_LARGE),
}


@pytest.mark.parametrize("name", USELESS)
def test_a_pdf_that_cannot_be_used_is_refused(printed, name):
    """Each for a reason of its own."""
    make, code = USELESS[name]
    with pytest.raises(UnusableError) as refused:
        read_pdf(make(printed["musterbiotech.pdf"]))
    assert refused.value.code is code
