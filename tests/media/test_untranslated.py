"""Texts that are not translated: what readers of the other language see is a matter of the kind."""

import pytest

from tests.conftest import NETWORK

TEXT = "---\ntitle: {0}\nsummary: Kurz gesagt.\n{1}---\nMit [[hzi]].\n"
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/neu.de.md": TEXT.format("Neues", "form: interview\ndate: 2026-03-10\nmembers: [hzi]\n"),
    "news/2026/auch.de.md": TEXT.format("Auch", "form: interview\ndate: 2026-03-11\n"),
    "news/2026/auch.en.md": "---\ntitle: Also\ntranslated_from: x\n---\nSee [[news:2026/neu]] and [[portrait:hzi]].\n",
    "events/e.de.md": TEXT.format("Treffen", "form: fair\nstart: 2026-12-01\nplace: Halle\nannounced: 2026-03-01\n"),
    "funding/f.de.md": TEXT.format("Aufruf", "funder: Land\nlink: https://example.org\n"),
    "jobs/j.de.md": TEXT.format("Stelle", "member: hzi\nplace: Köln\nemployment: thesis\nposted: 2026-03-01\n"),
    "portraits/hzi.de.md": TEXT.format("Porträt", "member: hzi\n"),
    "pages/about.de.md": TEXT.format("Über uns", "menu: header\n"),
}
SHOWN = ["en/events/e.html", "en/funding/f.html", "en/jobs/j.html", "en/news/2026/neu.html"]
LEFT_OUT = ["en/portraits/hzi.html", "en/about.html"]

pytestmark = pytest.mark.usefixtures("quick_website")


@pytest.fixture
def site(make_site, build_site):
    """Build website and feeds."""
    run = build_site(make_site(FILES), "--only", "website", "--only", "feeds")
    assert run.code == 0, run.lines
    return run


def test_the_kind_decides(site):
    """News, events, funding and jobs show the original; portraits and pages are left out."""
    assert all((site.output / path).is_file() for path in SHOWN)
    assert not any((site.output / path).exists() for path in LEFT_OUT)


def test_a_page_with_the_original_says_so(site):
    """A notice in the reader's language; the words carry their own; what is around them is the reader's."""
    page = site.page("en/news/2026/neu.html")
    assert page.get("lang") == "en"
    (notice,) = page.xpath("//p[@role='note']")
    words = "Not yet translated. So far this text exists only in its original language (Deutsch)."
    assert " ".join(notice.text_content().split()) == words
    (heading,) = page.xpath("//h1")
    assert (heading.text, heading.get("lang")) == ("Neues", "de")
    assert page.xpath("//p[@class='nz-title__lead']/@lang") == ["de"]
    assert page.xpath("//div[@class='nz-prose']/@lang") == ["de"]
    assert page.xpath("//div[@class='nz-prose']//a/@href") == ["../../members/hzi.html"]
    own = site.page("de/aktuelles/2026/neu.html")
    assert not own.xpath("//p[@role='note'] | //h1/@lang | //div[@class='nz-prose']/@lang")


def test_search_engines_are_led_to_the_original(site):
    """The page is no translation: its canonical address is the original's, and neither page claims the other."""
    page, own = site.page("en/news/2026/neu.html"), site.page("de/aktuelles/2026/neu.html")
    address = "https://bioregion.example/de/aktuelles/2026/neu.html"
    assert page.xpath("//link[@rel='canonical']/@href") == own.xpath("//link[@rel='canonical']/@href") == [address]
    assert page.xpath("//link[@rel='alternate'][@hreflang]") == []
    assert "en" not in own.xpath("//link[@rel='alternate'][@hreflang]/@hreflang")
    translated = site.page("de/aktuelles/2026/auch.html")
    assert {"de", "en"} <= set(translated.xpath("//link[@rel='alternate'][@hreflang]/@hreflang"))


def test_readers_change_language_and_stay(site):
    """The menu of languages leads from the one page to the other, and to the home page where there is none."""
    languages = "//*[@class='nz-languages']//a/@href"
    assert site.page("en/news/2026/neu.html").xpath(languages) == ["../../../de/aktuelles/2026/neu.html"]
    assert site.page("de/aktuelles/2026/neu.html").xpath(languages) == ["../../../en/news/2026/neu.html"]
    assert site.page("de/portraets/hzi.html").xpath(languages) == ["../../en/index.html"]


def test_lists_and_links_mark_the_language(site):
    """What is not translated stands in lists with the name of its language, and its words carry it."""
    (link,) = site.page("en/news/index.html").xpath("//h3/a[.='Neues']")
    assert (link.get("href"), link.get("lang"), link.get("hreflang")) == ("2026/neu.html", "de", "de")
    assert link.getnext().text == "Deutsch"
    assert site.page("en/news/index.html").xpath("//h3/a[.='Also']/@lang") == []
    (prose,) = site.page("en/news/2026/auch.html").xpath("//div[@class='nz-prose']")
    assert prose.xpath(".//a/@href") == ["neu.html", "../../../de/portraets/hzi.html"]
    assert prose.xpath(".//a/@hreflang") == ["de", "de"]
    assert {"Neues", "Stelle", "Also"} <= set(site.page("en/members/hzi.html").xpath("//h3/a/text()"))


def test_feeds_hold_what_is_in_their_language(site):
    """Whoever reads both feeds reads nothing twice."""
    assert "<title>Neues</title>" in site.text("de/feed.rss")
    assert "<title>Neues</title>" not in site.text("en/feed.rss")
    assert "<title>Also</title>" in site.text("en/feed.rss")
    assert "Treffen" not in site.text("en/feed.atom")


def test_a_network_may_decide_otherwise(make_site, build_site):
    """`untranslated` in network.yaml goes before the kind."""
    decided = f"{NETWORK}untranslated: {{news: leave-out, portrait: original, page: original}}\n"
    run = build_site(make_site({**FILES, "network.yaml": decided}), "--only", "website")
    assert not (run.output / "en/news/2026/neu.html").exists()
    assert all((run.output / path).is_file() for path in [*LEFT_OUT, "en/jobs/j.html"])
    assert run.page("en/index.html").xpath("//nav//a[@href='about.html' and @lang='de']/text()")[0] == "Über uns"


def test_a_draft_of_a_translation_is_no_translation(make_site, build_site):
    """Until it is finished, readers see the original; whoever asks for drafts sees the draft."""
    draft = "---\ntitle: New\ntranslated_from: x\ndraft: true\n---\nDRAFT\n"
    site = make_site({**FILES, "news/2026/neu.en.md": draft})
    assert build_site(site, "--only", "website").page("en/news/2026/neu.html").xpath("//h1/text()") == ["Neues"]
    assert build_site(site, "--only", "website", "--drafts").page("en/news/2026/neu.html").xpath("//h1/text()") == [
        "New"
    ]
