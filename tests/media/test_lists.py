"""Lists that grow for twenty years, editions on the web, and the pages that a host shows for others."""

import re

import pytest

from netzsite.site.archive import NEWEST
from netzsite.site.entries import RELATED


def news(number, year, words=""):
    """Write a piece of news about the one member."""
    head = f"---\ntitle: Meldung {number}\nform: press-release\ndate: {year}-03-10\nmembers: [hzi]\n{words}---\nText.\n"
    return f"news/{year}/{year}-03-10-meldung-{number}.de.md", head


DEAL = "deal: {type: grant, volume: 1200000, parties: [{member: hzi, role: recipient}, {name: Land, role: funder}]}\n"
FILES = {
    "members/weg.yaml": "name: Weg\ntype: company\nsector: biotech\naddress: {town: Ulm}\nstatus: left\n",
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    **dict(news(number, 2025) for number in range(NEWEST + 5)),
    **dict(news(number, 2026, DEAL if number == 1 else "") for number in range(5)),
    "news/2026/2026-03-11-entwurf.de.md": "---\ntitle: Idee\nform: background\ndate: 2026-03-11\ndraft: true\n---\nX\n",
    "editions/report/2026/edition.yaml": (
        "title: Bericht\ndate: 2026-04-01\nyear: 2026\nparts:\n  - chapter: anfang\n"
        "  - {listing: deals, title: Vereinbarungen}\n  - {listing: members, title: Mitglieder, intro: Alle.}\n"
    ),
    "editions/report/2026/anfang.de.md": "---\ntitle: Anfang\n---\n## Lage\n\nGut, [[hzi]].\n",
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website with its drafts, once for all."""
    return build_once(FILES, "--drafts")


def headings(run, path):
    return [heading.text_content().strip() for heading in run.page(path).xpath("//main//h3")]


def test_a_list_by_year_shows_the_newest_and_leads_to_the_years(site):
    """The list of news stays short; each year has a page with all of its news, and names the others."""
    assert len(headings(site, "de/aktuelles/index.html")) == NEWEST
    assert len(headings(site, "de/aktuelles/2025/index.html")) == NEWEST + 5
    links = site.page("de/aktuelles/2025/index.html").xpath("//nav[@aria-label='Auswahl: Jahr']//a")
    assert [(link.text_content(), link.get("href"), link.get("aria-current")) for link in links] == [
        ("2026 (6)", "../2026/index.html", None),
        (f"2025 ({NEWEST + 5})", "index.html", "page"),
    ]


def test_a_page_names_the_newest_related_entries_only(site):
    """A member of whom much has been written keeps a short page, which leads to the rest."""
    page = site.page("de/mitglieder/hzi.html")
    assert len(page.xpath("//section[contains(., 'Aktuelles')]//h3")) == RELATED
    assert page.xpath("//section[contains(., 'Aktuelles')]//a[@href='../aktuelles/index.html']")


def test_an_edition_can_be_read_on_the_web(site):
    """The page of a report leads to its chapters, the deals of the year and the members, and to the PDFs."""
    page = site.page("de/ausgaben/report/2026.html")
    assert page.xpath("//a[@class='nz-toc__link']/text()") == ["Anfang", "Vereinbarungen", "Mitglieder"]
    assert [link for link in page.xpath("//a/@href") if link.endswith("downloads/bericht.pdf")]
    chapter, deals = page.xpath("//a[@class='nz-toc__link']/@href")[:2]
    assert site.page(f"de/ausgaben/report/{chapter}").xpath("//h2[text()='Lage']")
    assert site.page(f"de/ausgaben/report/{deals}").xpath("//td[text()='1,2 Mio. €']")


def test_an_edition_lists_who_still_takes_part(site):
    """The directory of an edition leaves out members that have left, on the web as in print."""
    names = site.page("de/ausgaben/report/2026/members.html").xpath("//li[@class='nz-directory__item']/a/text()")
    assert names == ["HZI"]


def test_what_names_a_member_in_a_chapter_is_its_edition(site):
    """A member's page leads to the edition whose chapter names it, for chapters have no pages."""
    assert site.page("de/mitglieder/hzi.html").xpath("//a[@href='../ausgaben/report/2026.html']")


def test_a_draft_says_so(site):
    """With --drafts, a draft is shown as one."""
    notices = site.page("de/aktuelles/2026/2026-03-11-entwurf.html").xpath("//p[@role='note']")
    assert [notice.xpath("string(strong)") for notice in notices] == ["Entwurf."]


def test_the_page_for_missing_pages_works_at_any_depth(site):
    """A host shows it in place of any page, so its links begin at the root of the website."""
    links = site.page("de/404.html").xpath("//a/@href | //link[@rel='stylesheet']/@href")
    assert all(link.startswith(("/", "#", "mailto:")) for link in links)
    assert any(re.fullmatch(r"/assets/site\.[0-9a-f]{10}\.css", link) for link in links)


def test_a_page_may_have_an_address_in_each_language(make_site, build_site, quick_website):
    """The slug of a page stands in its address; a translation without one keeps the id."""
    run = build_site(
        make_site(
            {
                "pages/imprint.de.md": "---\ntitle: Impressum\nslug: impressum\n---\nWir.\n",
                "pages/imprint.en.md": "---\ntitle: Imprint\ntranslated_from: x\n---\nWe.\n",
            }
        ),
        "--only",
        "website",
    )
    assert run.page("de/impressum.html").xpath("//a[@hreflang='en']/@href") == ["../en/imprint.html"]
    assert not [problem for problem in run.problems if problem.code == "missing-translation"]
