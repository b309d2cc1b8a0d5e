"""netzsite.media.feeds: RSS and Atom as a feed reader shows them."""

import datetime as dt
import re
import warnings

import pytest
from lxml import etree, html

from netzsite.media import feeds as feeds_medium
from netzsite.render.workshop import Workshop

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # feedparser's own, on import
    import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {
    "members/hzi.yaml": "name: Helmholtz-Zentrum für Größe\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "pictures/photo.yaml": "file: photo.svg\nalt: Ein Labor\ncredit: Jörg Weiß\n",
    "pictures/photo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
    "news/2026/2026-01-10-alt.de.md": "---\ntitle: Älter\nform: press-release\ndate: 2026-01-10\n---\nEin Text.\n",
    "news/2026/2026-03-10-neu.de.md": """\
---
title: Größere „Förderung“ & mehr <heute>
summary: Kurz gesagt < lang & breit
form: press-release
date: 2026-03-10
members: [hzi]
topics: [infection]
picture: photo
---
Viel Text mit [[member:hzi]], [Netz](https://example.org/?a=1&b=2), Fußnote[^1] und **Ä**.

![Noch ein Labor](photo)

[^1]: Die Fußnote.
""",
    "news/2026/2026-03-10-neu.en.md": "---\ntitle: More\nsummary: In short\ntranslated_from: x\n---\nWords.\n",
    "news/2026/2026-12-24-spaeter.de.md": "---\ntitle: GEHEIM\nform: press-release\ndate: 2026-12-24\n---\nGEHEIM\n",
    "news/2026/2026-03-11-gesperrt.de.md": (
        "---\ntitle: GEHEIM\nform: press-release\ndate: 2026-03-11\nembargo: 2026-12-01\n---\nGEHEIM\n"
    ),
    "news/2026/2026-03-12-entwurf.de.md": (
        "---\ntitle: GEHEIM\nform: press-release\ndate: 2026-03-12\ndraft: true\n---\nGEHEIM\n"
    ),
    "jobs/stelle.de.md": (
        "---\ntitle: Stelle\nmember: hzi\nplace: Köln\nemployment: full-time\nposted: 2026-02-01\n---\nKomm.\n"
    ),
}
FEEDS = ["de/feed.rss", "de/feed.atom", "en/feed.rss", "en/feed.atom"]


@pytest.fixture
def feeds(make_site, build_site):
    """Build the feeds: path -> text."""

    def build(files, *arguments):
        run = build_site(make_site(files), "--only", "feeds", *arguments)
        assert run.code == 0, run.lines
        return {name: run.text(name) for name in FEEDS}

    return build


def parse(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(text.encode())


@pytest.mark.parametrize("files", [FILES, {}])
def test_every_feed_is_read_without_complaint(feeds, files):
    """A feed reader takes RSS and Atom in both languages, and those of a network without news."""
    for name, text in feeds(files).items():
        read = parse(text)
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == ("rss20" if name.endswith("rss") else "atom10")
        assert read.feed.title.startswith("BioRegioN")
        assert read.feed.language == name[:2]
        assert len(read.entries) == (0 if not files else 3 if name.startswith("de") else 1)


def test_a_feed_knows_itself_and_the_website(feeds):
    """`self` is the feed's own address, `alternate` the home page in its language."""
    for name, text in feeds(FILES).items():
        links = {link.rel: link.href for link in parse(text).feed.links}
        assert links["self"] == f"https://bioregion.example/{name}"
        assert links["alternate"] == f"https://bioregion.example/{name[:2]}/"
        if name.endswith("rss"):
            assert etree.fromstring(text.encode()).findtext("channel/link") == links["alternate"]


def test_items_are_sorted_dated_and_full(feeds):
    """Newest first, the full text, the picture with its credit, dates with their zone."""
    for name in ("de/feed.rss", "de/feed.atom"):
        entries = parse(feeds(FILES)[name]).entries
        assert [entry.title for entry in entries[1:]] == ["Stelle", "Älter"]
        newest = entries[0]
        assert html.fromstring(newest.title).text_content().startswith("Größere „Förderung“ & mehr")
        assert newest.published_parsed[:5] == (2026, 3, 10, 7, 0)
        text = newest.content[0].value
        for words in ("Viel Text", "Die Fußnote.", "<strong>Ä</strong>", "Jörg Weiß", "Noch ein Labor", "Größe</a>"):
            assert words in text
        assert [tag.term for tag in newest.tags] == ["Meldung", "Infektion"]


def test_nothing_withheld_is_in_a_feed(feeds):
    """What lies ahead, is under embargo or a draft is nowhere, not even by its id."""
    for text in feeds(FILES).values():
        assert "GEHEIM" not in text
        for words in ("spaeter", "gesperrt", "entwurf"):
            assert words not in text


def test_every_address_is_absolute(feeds):
    """A reader does not know the page: links, pictures and footnotes lead to the website."""
    found = 0
    for name, text in feeds(FILES).items():
        root = etree.fromstring(text.encode())
        texts = root.xpath("//*[local-name()='encoded' or local-name()='content' or local-name()='description']/text()")
        for part in texts:
            for address in html.fragment_fromstring(part, create_parent="div").xpath(".//@href | .//@src | .//@srcset"):
                assert address.startswith("https://"), (name, address)
                found += 1
        for address in root.xpath("//*[local-name()='link']/@href | //link/text()"):
            assert address.startswith("https://bioregion.example/")
    assert found > 10


def test_ids_are_unique_and_stay(feeds):
    """An id is a tag URI (RFC 4151) per entry and language: the same in RSS and Atom, and after a change."""
    before = feeds(FILES)
    ids = {name: [entry.id for entry in parse(text).entries] for name, text in before.items()}
    assert ids["de/feed.rss"] == ids["de/feed.atom"]
    everything = ids["de/feed.rss"] + ids["en/feed.rss"]
    assert len(set(everything)) == len(everything)
    for one in everything:
        assert re.fullmatch(r"tag:bioregion\.example,\d{4}:[a-z0-9/-]+", one)
    changed = FILES | {
        "news/2026/2026-01-10-alt.de.md": FILES["news/2026/2026-01-10-alt.de.md"].replace("Älter", "Neuer")
    }
    assert [entry.id for entry in parse(feeds(changed)["de/feed.rss"]).entries] == ids["de/feed.rss"]


def test_a_feed_says_nothing_of_the_build(feeds):
    """As long as the same entries are public, the same bytes: no time of the build is in them."""
    assert feeds(FILES, "--today", "2026-04-01") == feeds(FILES, "--today", "2026-09-30T17:45")


def test_a_description_of_rss_is_html_and_a_summary_of_atom_is_text(feeds):
    """RSS readers take a description for HTML: its signs are written out; Atom says that its summary is text."""
    made = feeds(FILES)
    assert "Kurz gesagt &amp;lt; lang &amp;amp; breit" in made["de/feed.rss"]
    summary = etree.fromstring(made["de/feed.atom"].encode()).find(f"{ATOM}entry/{ATOM}summary")
    assert (summary.text, summary.get("type", "text")) == ("Kurz gesagt < lang & breit", "text")


def test_atom_follows_rfc_4287(feeds):
    """Feed and entries have one id, title, updated and author; times are RFC 3339; content is HTML."""
    for files in (FILES, {}):
        for name in ("de/feed.atom", "en/feed.atom"):
            feed = etree.fromstring(feeds(files)[name].encode())
            assert feed.tag == f"{ATOM}feed"
            assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == name[:2]
            for holder in (feed, *feed.iterfind(f"{ATOM}entry")):
                for required in ("id", "title", "updated"):
                    assert len(holder.findall(ATOM + required)) == 1
                assert holder.findtext(f"{ATOM}title")
            assert feed.findtext(f"{ATOM}author/{ATOM}name")
            for moment in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
                assert dt.datetime.fromisoformat(moment.text).tzinfo is not None
            for entry in feed.iterfind(f"{ATOM}entry"):
                assert (
                    len([link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"])
                    == 1
                )
                assert entry.find(f"{ATOM}content").get("type") == "html"


def test_rss_follows_its_specification(feeds):
    """A channel has title, link and description; times are RFC 822; a guid that is no address says so."""
    for files in (FILES, {}):
        for name in ("de/feed.rss", "en/feed.rss"):
            rss = etree.fromstring(feeds(files)[name].encode())
            assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
            channel = rss[0]
            for required in ("title", "link", "description", "language"):
                assert len(channel.findall(required)) == 1
                assert channel.findtext(required)
            for moment in channel.iter("pubDate", "lastBuildDate"):
                assert re.fullmatch(
                    r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}", moment.text
                )
            for item in channel.iterfind("item"):
                assert item.find("guid").get("isPermaLink") == "false"
                for once in ("title", "link", "description", "guid", "pubDate"):
                    assert len(item.findall(once)) == 1


def test_a_feed_holds_the_newest_only(make_site, build_site, monkeypatch):
    """A feed does not grow for ever."""
    monkeypatch.setitem(feeds_medium.MAX_ITEMS, "", 2)
    run = build_site(make_site(FILES), "--only", "feeds")
    assert [entry.title for entry in parse(run.text("de/feed.atom")).entries[1:]] == ["Stelle"]


def test_characters_that_xml_cannot_hold_do_not_break_a_feed():
    """Whatever reaches the writer, what it writes is XML."""
    from netzsite.render.feed import FeedDocument, FeedItem, write_feed

    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    bad = "a\x00b\x0b\ufffe\x1f\ud800c"
    item = FeedItem("tag:x,2026:a", "https://x.example/a", bad, bad, f"<p>{bad}</p>", moment, (bad,))
    document = FeedDocument(
        "tag:x,2026:f", "https://x.example/f", "https://x.example/", bad, bad, bad, "", "de", bad, moment, [item]
    )
    for suffix in ("rss", "atom"):
        read = parse(write_feed(document, suffix).decode())
        assert not read.bozo
        assert read.entries[0].title == "abc"


# -- Feeds of a part ---------------------------------------------------------------------------------------------------

PARTS = ["de/aktuelles/feed.atom", "de/stellen/feed.atom", "de/themen/infection.atom", "de/mitglieder/hzi.atom"]


@pytest.fixture
def site(make_site, build_site):
    """Build the feeds, once for a test."""
    run = build_site(make_site(FILES), "--only", "feeds")
    assert run.code == 0, run.lines
    return run


def titles(run, path):
    return [html.fromstring(entry.title).text_content().strip() for entry in parse(run.text(path)).entries]


def test_kinds_topics_and_members_have_feeds(site):
    """Each holds what belongs to it and nothing else, newest first, in its language."""
    newest = "Größere „Förderung“ & mehr"
    assert [titles(site, path) for path in PARTS] == [[newest, "Älter"], ["Stelle"], [newest], [newest, "Stelle"]]
    assert titles(site, "en/topics/infection.atom") == ["More"]


def test_a_feed_of_a_part_says_what_it_is_of(site):
    """Its name, its own address, the page that it goes with, and an id of its own."""
    feeds = {path: parse(site.text(path)).feed for path in [*PARTS, "de/feed.atom", "en/members/hzi.atom"]}
    assert len({feed.id for feed in feeds.values()}) == len(feeds)
    member = feeds["de/mitglieder/hzi.atom"]
    links = {link.rel: link.href for link in member.links}
    assert member.title == "BioRegioN: Helmholtz-Zentrum für Größe"
    assert links["self"] == "https://bioregion.example/de/mitglieder/hzi.atom"
    assert links["alternate"] == "https://bioregion.example/de/mitglieder/hzi.html"
    assert member.id == "tag:bioregion.example,1996:feed/de/member/hzi"


def test_the_feed_of_an_example_says_that_it_is_one(make_site, build_site):
    """A reader sees the name of a feed far from the page."""
    files = {"members/probe.yaml": "name: Probe\ntype: company\nsector: biotech\naddress: {town: Ulm}\nexample: true\n"}
    run = build_site(make_site(files), "--only", "feeds")
    assert parse(run.text("en/members/probe.atom")).feed.title == "BioRegioN: Probe (Example)"


def test_an_item_is_the_same_in_every_feed(site):
    """Whoever reads two feeds is not told twice: id, text and date agree."""
    seen: dict[str, object] = {}
    for path in ["de/feed.atom", *PARTS]:
        for entry in parse(site.text(path)).entries:
            said = entry.title, entry.published, entry.content[0].value
            assert seen.setdefault(entry.id, said) == said
    assert len(seen) == 3


def test_a_feed_without_items_is_there_and_valid(site):
    """A topic of which nothing is known yet has a feed already: its address can be given out."""
    read = parse(site.text("de/themen/vaccines.atom"))
    assert not read.bozo
    assert (read.entries, read.feed.title) == ([], "BioRegioN: Impfstoffe")
    assert read.feed.updated.startswith("1996-01-01")


def test_the_feed_of_a_member_holds_the_newest_only(make_site, build_site, monkeypatch):
    """A smaller feed is shorter."""
    monkeypatch.setitem(feeds_medium.MAX_ITEMS, "member", 1)
    run = build_site(make_site(FILES), "--only", "feeds")
    assert len(parse(run.text("de/mitglieder/hzi.atom")).entries) == 1
    assert len(parse(run.text("de/feed.atom")).entries) == 3


def test_nothing_withheld_is_in_the_feed_of_a_member(make_site, build_site):
    """What names a member before its day, under embargo or as a draft is not in its feed, by word or id."""
    files = {name: text.replace("title: GEHEIM\n", "title: GEHEIM\nmembers: [hzi]\n") for name, text in FILES.items()}
    run = build_site(make_site(files), "--only", "feeds")
    everything = run.everything()
    assert "GEHEIM" not in everything
    assert not re.search("spaeter|gesperrt|entwurf", everything)


def test_an_edit_makes_the_feeds_anew_that_show_it(make_site, build_site, tmp_path):
    """A new text is in all feeds of its entry; others stay as they are."""
    content, cache = make_site(FILES), ("--only", "feeds", "--cache", str(tmp_path / "cache"))
    before = build_site(content, *cache).text("de/stellen/feed.atom")
    path = content / "news/2026/2026-03-10-neu.de.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Viel Text", "Neue Worte"), encoding="utf-8")
    run = build_site(content, *cache)
    assert all("Neue Worte" in run.text(name) for name in ("de/feed.rss", *PARTS) if name != "de/stellen/feed.atom")
    assert run.text("de/stellen/feed.atom") == before


def test_an_item_is_rendered_once_for_all_feeds(make_site, build_site, tmp_path, monkeypatch):
    """The text of an item is made for the first feed and found for the others."""
    made, render = [], Workshop.render_alike

    def counted(self, medium, template, lang, values, **further):
        made.extend([values["item"].id] if medium == "feed" else [])
        return render(self, medium, template, lang, values, **further)

    monkeypatch.setattr(Workshop, "render_alike", counted)
    build_site(make_site(FILES), "--only", "feeds", "--cache", str(tmp_path / "cache"))
    assert len(made) == len(set(made)) == 4


def test_pages_announce_their_own_feeds(make_site, build_site, quick_website):
    """The head of a list or a member names its feed before those of everything; the footer names those only."""
    run = build_site(make_site(FILES), "--only", "website")
    for page, feed in (("aktuelles/index.html", "feed.atom"), ("mitglieder/hzi.html", "hzi.atom")):
        tree = html.fromstring(run.text(f"de/{page}").encode())
        links = tree.xpath("//head/link[@rel='alternate'][@type]")
        assert [(link.get("href"), link.get("type")) for link in links] == [
            (feed, "application/atom+xml"),
            ("../feed.rss", "application/rss+xml"),
            ("../feed.atom", "application/atom+xml"),
        ]
        assert tree.xpath("//main//a[contains(@type, 'atom')]/@href") == [feed]
        assert tree.xpath("//footer//a[@type]/@href") == ["../feed.rss", "../feed.atom"]
    assert not html.fromstring(run.text("de/stellen/stelle.html").encode()).xpath("//main//a[@type]")


def test_a_page_lists_all_feeds_and_calendars(make_site, build_site, quick_website):
    """People find every feed of a kind or a topic on one page, which the footer leads to; each link leads somewhere."""
    run = build_site(make_site(FILES), "--only", "website", "--only", "feeds", "--only", "calendar")
    tree = html.fromstring(run.text("de/feeds.html").encode())
    links = {link.text: link.get("href") for link in tree.xpath("//main//a")}
    assert links == {
        "RSS": "feed.rss",
        "Atom": "feed.atom",
        "Aktuelles": "aktuelles/feed.atom",
        "Stellen": "stellen/feed.atom",
        "Alle Termine": "calendar.ics",
        "Alle Fristen": "deadlines.ics",
        "Impfstoffe": "themen/vaccines.atom",
        "Infektion": "themen/infection.atom",
    }
    assert all((run.output / "de" / path).is_file() for path in links.values())
    assert "../feeds.html" in html.fromstring(run.text("de/aktuelles/index.html").encode()).xpath("//footer//a/@href")
    assert tree.xpath("//head/link[@hreflang='en']/@href") == ["https://bioregion.example/en/feeds.html"]
