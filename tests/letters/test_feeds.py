"""netzsite.letters.feeds: the feeds from which services send newsletters as mail."""

import re
import warnings

import pytest
from lxml import etree, html

from netzsite.letters import feeds
from tests.conftest import NETWORK

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # feedparser's own, on import
    import feedparser

MIX = """\
media:
  website: {name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}
  brief:
    name: {de: Rundbrief, en: Letter}
    about: Neues & mehr
    scope: [regional]
    cadence: weekly
    mail: {sender: office@example.org, service: mailchimp}
    sections: [{id: news, title: {de: Neues, en: News}, takes: news}]
  heft:
    name: Heft
    about: Gedrucktes
    scope: [national]
    cadence: quarterly
    sections: [{id: news, title: Neues, takes: news}]
"""
NEWS = """\
---
title: {0}
form: press-release
date: 2026-11-01
summary: Kurz & gut.
---
Ganzer Text von {0}.[^1]

[^1]: Note.
"""
EDITION = "title: {{de: Brief vom {0}, en: Letter of {0}}}\ndate: {0}\nparts: [{{section: news, items: [{1}]}}]\n"
FILES = {
    "network.yaml": NETWORK,
    "media.yaml": MIX,
    **{f"news/2026/{name}.de.md": NEWS.format(name) for name in ("eins", "zwei", "drei")},
    "news/2026/geheim.de.md": NEWS.format("geheim").replace("---\n", "---\nembargo: 2027-01-01\n", 1),
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\nabout: Forscht.\n",
    "editions/brief/2026-11-06/edition.yaml": EDITION.format("2026-11-06", "news:2026/zwei, news:2026/eins"),
    "editions/brief/2026-11-20/edition.yaml": EDITION.format(
        "2026-11-20", "member:hzi, news:2026/drei, news:2026/geheim, news:2026/zwei"
    ),
    "editions/brief/2026-12-04/edition.yaml": EDITION.format("2026-12-04", "news:2026/eins"),
    "editions/heft/2026-q4/edition.yaml": EDITION.format("2026-10-01", "news:2026/eins"),
}
LETTERS, ITEMS = "de/ausgaben/brief/mail.rss", "de/ausgaben/brief/items.rss"


def parse(text):
    """Read a feed as a feed reader does, with all that is written in it."""
    read = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    return read


@pytest.fixture
def build(make_site, build_site):
    """Build the mails and the feeds of the site."""

    def build(**changes):
        run = build_site(make_site({**FILES, **changes}), "--only", "mail")
        assert run.code == 0, run.lines
        return run

    return build


def test_the_items_are_the_editions_ready_to_be_sent(build):
    """Each public edition is one item, the newest first, of the edition's day, with its subject and its page."""
    read = parse(build().text(LETTERS))
    assert [entry.title for entry in read.entries] == ["Brief vom 2026-11-20", "Brief vom 2026-11-06"]
    assert [entry.published for entry in read.entries] == [
        "Fri, 20 Nov 2026 08:00:00 +0100",
        "Fri, 06 Nov 2026 08:00:00 +0100",
    ]
    assert read.entries[0].link == "https://bioregion.example/de/ausgaben/brief/2026-11-20.html"
    assert read.entries[0].id == "tag:bioregion.example,1996:mail/brief/2026-11-20/de"
    assert read.entries[0].summary == "HZI · drei · zwei"
    assert read.feed.title == "BioRegioN: Rundbrief, ganze Ausgaben"
    assert read.feed.subtitle == "Neues & mehr"


def test_an_item_is_html_that_every_mail_program_shows(build):
    """Looks stand in the tags, links are whole, tables say that they are layout; nothing is left to replace."""
    text = parse(build().text(LETTERS)).entries[0].content[0].value
    tree = html.fragment_fromstring(text, create_parent="div")
    assert not tree.xpath("//html | //head | //body | //style | //link | //script | //svg | //picture")
    assert not re.search(r"\*\||\{\{|var\(|data:|<!doctype", text, re.IGNORECASE)
    assert all(table.get("role") == "presentation" for table in tree.xpath("//table"))
    assert all(re.match(r"https://|mailto:", link) for link in tree.xpath("//@href | //@src"))
    assert all("color" in (title.get("style") or "") for title in tree.xpath("//h1 | //h2 | //h3"))
    assert "background-color" in tree.xpath("//table[@width='600']")[0].get("style")
    assert tree.xpath("//a[text()='Im Browser lesen']/@href")[0].endswith("/de/ausgaben/brief/2026-11-20.html")
    assert "Abbestellen" not in text


def test_content_stands_where_services_look_for_it(build):
    """The letter is in `content:encoded`, what lists show in `description`, and the id is no address."""
    item = etree.fromstring(build().text(LETTERS).encode()).find("channel/item")
    assert item.find("{http://purl.org/rss/1.0/modules/content/}encoded").text.startswith("<table")
    assert item.find("description").text == "HZI · drei · zwei"
    assert item.find("guid").get("isPermaLink") == "false"


def test_single_items_keep_the_order_of_the_edition(build):
    """What editions carried, in full, also sorted by time; what is carried again is a new item, what is secret none."""
    read = parse(build().text(ITEMS))
    assert [entry.title for entry in read.entries] == ["HZI", "drei", "zwei", "zwei", "eins"]
    by_time = sorted(read.entries, key=lambda entry: entry.published_parsed, reverse=True)
    assert [entry.id for entry in by_time] == [entry.id for entry in read.entries]
    assert len({entry.id for entry in read.entries}) == 5
    assert read.entries[1].published == "Fri, 20 Nov 2026 07:59:59 +0100"
    assert read.entries[1].id == "tag:bioregion.example,1996:mail/brief/2026-11-20/news/2026/drei/de"
    assert "Ganzer Text von drei." in read.entries[1].content[0].value
    assert 'href="https://bioregion.example/de/aktuelles/2026/drei.html#' in read.entries[1].content[0].value
    assert "Forscht." in read.entries[0].content[0].value


def test_ids_and_days_stay_when_words_change(build):
    """An edition that is corrected is not sent again."""
    before, path = build(), "editions/brief/2026-11-20/edition.yaml"
    after = build(**{path: FILES[path].replace("Brief vom", "Neuer Brief vom")})
    for feed in (LETTERS, ITEMS):
        was, now = parse(before.text(feed)).entries, parse(after.text(feed)).entries
        assert [(entry.id, entry.published) for entry in was] == [(entry.id, entry.published) for entry in now]
    assert parse(after.text(LETTERS)).entries[0].title == "Neuer Brief vom 2026-11-20"


def test_only_media_with_mail_have_these_feeds(build):
    """In each language; what is not yet out, or under embargo, is in none of them."""
    run = build()
    assert {path.relative_to(run.output).as_posix() for path in run.output.rglob("*.rss")} == {
        LETTERS,
        ITEMS,
        "en/editions/brief/mail.rss",
        "en/editions/brief/items.rss",
    }
    assert "geheim" not in run.everything()
    assert "2026-12-04" not in run.everything()


def test_a_feed_without_editions_is_there_and_valid(build):
    """Its address can be given to a service before the first edition is out."""
    none = {name: text.replace("date: 2026-1", "date: 2027-1") for name, text in FILES.items() if "editions/" in name}
    read = parse(build(**none).text(LETTERS))
    assert (read.entries, read.feed.updated) == ([], "Mon, 01 Jan 1996 00:00:00 +0100")


def test_a_feed_holds_the_newest_only(build, monkeypatch):
    """It does not grow for ever."""
    monkeypatch.setattr(feeds, "MAX_EDITIONS", 1)
    monkeypatch.setattr(feeds, "MAX_ITEMS", 2)
    run = build()
    assert [len(parse(run.text(feed)).entries) for feed in (LETTERS, ITEMS)] == [1, 2]


def test_the_page_of_feeds_lists_them(make_site, build_site):
    """Readers and whoever sets up a service find them, with what they are for."""
    run = build_site(make_site(FILES), "--only", "feeds", "--only", "mail")
    tree = html.fromstring(run.text("de/feeds.html").encode())
    links = {link.text: link.get("href") for link in tree.xpath("//main//a")}
    assert links["Rundbrief, ganze Ausgaben"] == "ausgaben/brief/mail.rss"
    assert links["Rundbrief, einzelne Beiträge"] == "ausgaben/brief/items.rss"
    assert "Heft, ganze Ausgaben" not in links
    assert all((run.output / "de" / links[name]).is_file() for name in links if name.startswith("Rundbrief"))
