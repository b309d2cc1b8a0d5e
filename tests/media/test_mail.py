"""netzsite.media.mail: an edition as HTML mail, plain text and message, from what the content says."""

import io
import re
from email import message_from_bytes, policy

import pytest
from lxml import html
from PIL import Image

from netzsite.render.charts import paint
from tests.conftest import NETWORK, snapshot

MIX = """\
media:
  website: {{name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}}
  brief:
    name: {{de: Rundbrief, en: Letter}}
    about: Neues
    scope: [regional]
    cadence: weekly
    mail: {mail}
    sections:
      - {{id: news, title: {{de: Neues, en: News}}, takes: news}}
      - {{id: reports, title: Berichte, takes: news, text: full}}
      - {{id: dates, title: Termine, takes: events, text: line}}
"""
SMTP = "{sender: office@example.org, sender_name: 'Das \"Büro\"', unsubscribe: 'mailto:office@example.org'}"
NEWS = """\
---
title: {title}
form: press-release
date: 2026-11-10
summary: Kurz & <gut>.
{extra}---
Siehe [[hzi]] und [mehr](https://example.org/a?b=1&c=2).

| Jahr | Wert |
| --- | --- |
| 2025 | 7 |
"""
FILES = {
    "network.yaml": NETWORK,
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/a.de.md": NEWS.format(title="Erste Meldung", extra=""),
    "news/2026/b.de.md": NEWS.format(title="Zweite Meldung", extra="example: true\n"),
    "news/2026/c.de.md": NEWS.format(title="Geheimes", extra="embargo: 2027-01-01\n"),
    "events/2026/d.de.md": "---\ntitle: Treffen\nform: workshop\nstart: 2026-12-03\nplace: Köln\n---\nText.\n",
    "editions/brief/2026-11-20/editorial.de.md": "---\ntitle: Vorweg\n---\nGuten Tag, ein *Wort*.\n",
    "editions/brief/2026-11-20/edition.yaml": (
        "title: {de: Rundbrief im November, en: November letter}\ndate: 2026-11-20\nparts:\n"
        "  - chapter: editorial\n"
        "  - {section: news, intro: Dies und das., items: [news:2026/a, news:2026/b, news:2026/c]}\n"
        "  - {section: reports, items: [news:2026/a]}\n"
        "  - {section: dates, items: [event:2026/d]}\n"
    ),
}
PATH = "mail/brief/2026-11-20.de"


@pytest.fixture
def build(make_site, build_site):
    """Build the mails of the site; `mail` is the medium's profile for mail."""

    def build(mail=SMTP, cache=None, **changes):
        site = make_site({**FILES, "media.yaml": MIX.format(mail=mail), **changes})
        run = build_site(site, "--only", "mail", *(("--cache", str(cache)) if cache else ()))
        assert run.code == 0, run.lines
        return run

    return build


def test_one_edition_becomes_mails_in_each_language(build):
    """HTML, text and message stand beside each other, with the feeds; what is under embargo is nowhere."""
    run = build()
    names = {name for name in snapshot(run.output) if name != "manifest.json"}
    mails = {f"mail/brief/2026-11-20.{lang}.{suffix}" for lang in ("de", "en") for suffix in ("html", "txt", "eml")}
    feeds = {f"{folder}/brief/{name}.rss" for folder in ("de/ausgaben", "en/editions") for name in ("mail", "items")}
    assert names == mails | feeds
    assert "Geheimes" not in run.everything()


def test_html_needs_no_style_sheet(build):
    """Looks stand in attributes, layout tables say so, links are whole, and only dark mode has a style sheet."""
    text = build().text(f"{PATH}.html")
    tree = html.fromstring(text.encode())
    assert all(table.get("role") == "presentation" for table in tree.xpath("//table[not(ancestor::div)]"))
    assert all(re.match(r"https://|mailto:", link) for link in tree.xpath("//@href"))
    assert "background-color" in tree.find("body").get("style")
    assert "var(" not in text
    assert "@media (prefers-color-scheme: dark)" in tree.findtext("head/style")
    assert tree.get("lang") == "de"
    assert "Kurz &amp; &lt;gut&gt;." in text
    assert not tree.xpath("//script | //link | //svg | //img")


def test_sections_show_as_much_as_the_medium_says(build):
    """A summary, a whole text, or a line; the editorial comes first, examples are marked."""
    tree = html.fromstring(build().text(f"{PATH}.html").encode())
    assert [title.text for title in tree.xpath("//h2")] == ["Vorweg", "Neues", "Berichte", "Termine"]
    parts = {part.find("h2").text: part.text_content() for part in tree.xpath("//td[h2]")}
    assert "Kurz & <gut>." in parts["Neues"]
    assert "Dies und das." in parts["Neues"]
    assert "Siehe HZI" not in parts["Neues"]
    assert "Siehe HZI und mehr." in parts["Berichte"]
    assert parts["Neues"].count("Beispiel") == 1
    assert "3. Dezember 2026" in parts["Termine"]
    assert "Guten Tag, ein Wort." in parts["Vorweg"]


def test_what_lists_of_mail_show(build):
    """The preheader is made of headlines, unless the editor writes one; it is not read out."""
    edition = FILES["editions/brief/2026-11-20/edition.yaml"]
    shown = html.fromstring(build().text(f"{PATH}.html").encode()).xpath("//body/div[1]")[0]
    assert shown.text == "Erste Meldung · Zweite Meldung · Erste Meldung · Treffen"
    assert shown.get("aria-hidden") == "true"
    own = edition + "subject: Neues & Altes\npreheader: Lesen Sie selbst\n"
    run = build(**{"editions/brief/2026-11-20/edition.yaml": own})
    assert html.fromstring(run.text(f"{PATH}.html").encode()).xpath("//body/div[1]")[0].text == "Lesen Sie selbst"
    assert (
        message_from_bytes((run.output / f"{PATH}.eml").read_bytes(), policy=policy.default)["Subject"]
        == "Neues & Altes"
    )


def test_plain_text_says_the_same(build):
    """Lines stay short, addresses are written out, tables can be read."""
    text = build().text(f"{PATH}.txt")
    assert text.startswith("Rundbrief im November\n=====================\n")
    assert "* Zweite Meldung (Beispiel)\n  10. November 2026 · Pressemitteilung\n  Kurz & <gut>.\n" in text
    assert "https://bioregion.example/de/aktuelles/2026/a.html" in text
    assert "(https://example.org/a?b=1&c=2)" in text
    assert re.search(r"2025 +7", text)
    assert "Abbestellen: mailto:office@example.org" in text
    assert all(len(line) <= 78 or "https://" in line for line in text.splitlines())


def test_a_message_that_mail_programs_open(build):
    """Two alternatives in UTF-8, the plain one first, with what a message must have; the same bytes each time."""
    run = build()
    data = (run.output / f"{PATH}.eml").read_bytes()
    message = message_from_bytes(data, policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Subject"] == "Rundbrief im November"
    assert message["From"].addresses[0].display_name == 'Das "Büro"'
    assert message["Date"].datetime.isoformat() == "2026-11-20T08:00:00+01:00"
    assert message["Content-Language"] == "de"
    assert message["Message-ID"].endswith("@bioregion.example>")
    assert message["To"] is None
    _, shown = message.iter_parts()
    assert "".join(shown.get_content().split()) == "".join(run.text(f"{PATH}.html").split())
    assert not message.defects
    assert [part.get_content_charset() for part in message.iter_parts()] == ["utf-8", "utf-8"]
    assert [part["Content-Transfer-Encoding"] for part in message.iter_parts()] == ["quoted-printable"] * 2
    assert all(len(line) <= 78 for part in message.iter_parts() for line in part.as_bytes().splitlines())
    assert all(len(line) <= 998 for line in data.splitlines())
    assert (build().output / f"{PATH}.eml").read_bytes() == data


@pytest.mark.parametrize(
    ("service", "leave", "archive"),
    [
        ("listmonk", "{{ UnsubscribeURL }}", "{{ MessageURL }}"),
        ("keila", "{{ unsubscribe_link }}", "https://bioregion.example/de/ausgaben/brief/2026-11-20.html"),
        ("mailchimp", "*|UNSUB|*", "*|ARCHIVE|*"),
        ("brevo", "{{ unsubscribe }}", "{{ mirror }}"),
    ],
)
def test_services_find_their_words(build, service, leave, archive):
    """What a service replaces stands in the mail as the service wants it."""
    text = build(f"{{sender: office@example.org, service: {service}}}").text(f"{PATH}.html")
    assert f'href="{leave}"' in text
    assert f'href="{archive}"' in text


def test_readers_must_be_able_to_leave(make_site, check_site):
    """Without a service that fills it in, the address to unsubscribe must be given."""
    run = check_site(make_site({**FILES, "media.yaml": MIX.format(mail="{sender: office@example.org}")}))
    assert run.codes == ["contradiction"]
    assert "media.brief.mail.unsubscribe: readers must be able to unsubscribe" in run.lines[0]


# -- Pictures and charts -----------------------------------------------------------------------------------------------

FIGURE = """\
title: {de: Umsätze steigen, en: Sales rise}
description: {de: Drei Balken, en: Three bars}
sources: [{title: Quelle}]
columns: {year: {label: {de: Jahr, en: Year}}, sales: {label: {de: Umsatz, en: Sales}}}
chart: {mark: bar, x: year, y: [sales]}
"""
EDITION = "editions/brief/2026-11-20/edition.yaml"
NAMES = ("sales", "carried", "reported", "unseen")
CHARTS = {
    **{f"figures/{name}.yaml": FIGURE for name in NAMES},
    **{f"figures/{name}.csv": "year,sales\n2024,5\n2025,7\n2026,11\n" for name in NAMES},
    "editions/brief/2026-11-20/editorial.de.md": "---\ntitle: Vorweg\n---\nGuten Tag.\n\n{figure: sales}\n",
    "news/2026/a.de.md": NEWS.format(title="Erste Meldung", extra="") + "\n{figure: reported}\n",
    EDITION: FILES[EDITION].replace("news:2026/b,", "figure:carried,"),
}


@pytest.mark.slow
def test_charts_become_pictures(build, monkeypatch, tmp_path):
    """A figure in the editorial, in a text that is shown in full, or carried itself is a PNG on a ground of its own.

    It is twice as dense as it is shown, with alternative text and measures, and leads to its page. Others are not
    painted, and what looks the same is painted once. Plain text has the numbers.
    """
    specs = []

    def counted(spec):
        specs.append(spec)
        return paint(spec)

    monkeypatch.setattr("netzsite.render.workshop.paint", counted)
    run = build(cache=tmp_path / "kept", **CHARTS)
    assert len(specs) == 2
    painted = {path.name for path in (run.output / "mail/charts").iterdir()}
    assert painted == {f"{name}.{lang}.png" for name in ("sales", "carried", "reported") for lang in ("de", "en")}
    tree = html.fromstring(run.text(f"{PATH}.html").encode())
    shown = tree.xpath("//img")
    names = [image.get("src").rpartition("/")[2] for image in shown]
    assert names == ["sales.de.png", "carried.de.png", "reported.de.png"]
    assert {image.get("alt") for image in shown} == {"Drei Balken"}
    assert len(tree.xpath("//a[text()='Abbildung mit Quellen und Daten'][starts-with(@href, 'https://')]")) == 3
    for image in shown:
        path = run.output / image.get("src").removeprefix("https://bioregion.example/")
        with Image.open(path) as picture:
            width, height = int(image.get("width")), int(image.get("height"))
            assert picture.width >= 2 * width
            assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
            assert picture.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
        assert path.stat().st_size < 40_000
    text = run.text(f"{PATH}.txt")
    assert re.search(r"2026 +11", text.partition("NEUES")[0])
    assert ".png" not in text
    build(cache=tmp_path / "kept", **{**CHARTS, "news/2026/a.de.md": NEWS.format(title="Neu", extra="")})
    assert len(specs) == 2


def test_pictures_have_measures_and_drawings_words(build):
    """A photograph is linked in a size that dense screens need, with width and height; an SVG is told in words."""
    photo = io.BytesIO()
    Image.new("RGB", (2000, 1000), "#456").save(photo, "JPEG")
    run = build(
        **{
            "pictures/foto.yaml": "file: foto.jpg\nalt: Ein Labor\ncredit: Jörg Weiß\n",
            "pictures/foto.jpg": photo.getvalue(),
            "pictures/plan.yaml": "file: plan.svg\nalt: Ein Plan\ncredit: Jörg Weiß\n",
            "pictures/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
            "editions/brief/2026-11-20/editorial.de.md": (
                "---\ntitle: Vorweg\n---\n![Ein Labor](foto)\n\n![Ein Plan](plan)\n"
            ),
        }
    )
    tree = html.fromstring(run.text(f"{PATH}.html").encode())
    (image,) = tree.xpath("//img")
    assert re.search(r"/assets/pictures/foto-960\.[0-9a-f]+\.jpg$", image.get("src"))
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("552", "276", "Ein Labor")
    assert "Ein Plan (Bild: Jörg Weiß)" in tree.text_content()
    assert "Ein Labor (Bild: Jörg Weiß)" in run.text(f"{PATH}.txt")
