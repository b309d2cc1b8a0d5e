"""An entry's page lists the editions that carry it."""

import pytest
from lxml import html

NEWS = "---\ntitle: {0}\nform: interview\ndate: 2026-03-01\n{1}---\nText.\n"
DEAL = "deal: {type: grant, parties: [{member: hzi}], volume: undisclosed}\n"
MEMBER = "name: {0}\ntype: institute\nsector: biotech\naddress: {{town: Köln}}\n"
MEDIA = """\
media:
  letter:
    name: {de: Brief, en: Letter}
    about: A
    scope: [national]
    cadence: weekly
    sections: [{id: n, title: N, takes: news}]
  report: {name: Report, about: Zahlen, scope: [national], cadence: yearly}
"""
FILES = {
    "media.yaml": MEDIA,
    "members/hzi.yaml": MEMBER.format("HZI"),
    "members/umg.yaml": MEMBER.format("UMG"),
    "news/one.de.md": NEWS.format("Eins", ""),
    "news/two.de.md": NEWS.format("Zwei", DEAL),
    "news/old.de.md": NEWS.format("Alt", DEAL.replace("}\n", ", date: 2025-01-01}\n")),
    "pages/about.de.md": "---\ntitle: Wir\n---\nText.\n",
    "editions/letter/1/edition.yaml": "title: Nr. 1\ndate: 2026-04-01\nparts: [{section: n, items: [news:one]}]\n",
    "editions/letter/2/edition.yaml": "title: Nr. 2\ndate: 2026-05-01\nparts: [{section: n, items: [news:one]}]\n",
    "editions/letter/3/edition.yaml": "title: GEHEIM\ndate: 2026-12-01\nparts: [{section: n, items: [news:one]}]\n",
    "editions/report/2026/edition.yaml": (
        "title: Jahr\ndate: 2026-11-01\n"
        "parts: [{chapter: a}, {listing: deals, title: Handel}, {listing: members, title: Alle}]\n"
    ),
    "editions/report/2026/a.de.md": "---\ntitle: Kapitel\n---\nMit [[hzi]], siehe [[page:about]].\n",
}

pytestmark = pytest.mark.usefixtures("quick_website")


@pytest.fixture
def appeared(make_site, build_site):
    """Build; give a function that lists what a page says: medium, title, address, day."""
    run = build_site(make_site(FILES), "--only", "website")
    assert run.code == 0, run.lines
    assert "GEHEIM" not in run.everything()

    def read(path):
        items = html.fromstring(run.text(path).encode()).xpath("//*[@class='nz-appearances__item']")
        return [
            (
                item.xpath("string(span[1])"),
                item.xpath("string(.//a)"),
                item.xpath("string(.//a/@href)"),
                item.xpath("string(time/@datetime)"),
            )
            for item in items
        ]

    return read


def test_sections_carry_what_they_list(appeared):
    """Each edition with its medium, title, address and day, the newest first; what is to come is not said."""
    assert appeared("de/aktuelles/one.html") == [
        ("Brief", "Nr. 2", "../ausgaben/letter/2.html", "2026-05-01"),
        ("Brief", "Nr. 1", "../ausgaben/letter/1.html", "2026-04-01"),
    ]
    assert [medium for medium, *_ in appeared("en/news/one.html")] == ["Letter", "Letter"]


def test_chapters_carry_what_they_name(appeared):
    """Not the pages that they link, nor everybody whom the list of members holds."""
    assert [title for _, title, *_ in appeared("de/mitglieder/hzi.html")] == ["Jahr"]
    assert appeared("de/mitglieder/umg.html") == appeared("de/about.html") == []


def test_a_list_of_deals_carries_the_news_of_its_year(appeared):
    """The day of the deal counts, not that of the news."""
    assert [title for _, title, *_ in appeared("de/aktuelles/two.html")] == ["Jahr"]
    assert appeared("de/aktuelles/old.html") == []
