"""The page of a piece of news: source, neighbours, what it names, what is related; and texts that strain it."""

from tests.conftest import snapshot
from tests.site.conftest import event, member, news, text


def page(day, title):
    """Give the path of the page of a piece of news."""
    return f"de/aktuelles/{day[:4]}/{day}-{title}.html"


def test_a_piece_of_news_leads_to_its_neighbours(make_website):
    """The newer before, the older after; the first and the last have one each."""
    files = {**news("Alt", "2026-01-01"), **news("Mitte", "2026-02-01"), **news("Neu", "2026-03-01")}
    site = make_website(files)
    way = "//nav[@class='nz-beside']//p"
    assert site.words(page("2026-02-01", "mitte"), way) == ["Neuer Neu", "Älter Alt"]
    assert site.words(page("2026-03-01", "neu"), way) == ["Älter Mitte"]
    assert site.words(page("2026-01-01", "alt"), way) == ["Neuer Mitte"]


def test_a_single_piece_of_news_has_no_neighbours(make_website):
    """Where there is nothing before and nothing after, nothing is said."""
    site = make_website(news("Allein", "2026-01-01"))
    assert site.words(page("2026-01-01", "allein"), "//nav[@class='nz-beside']") == []


def test_a_source_leads_to_where_it_is(make_website):
    """The source stands below the text, linked if it is online; the table of facts does not repeat it."""
    site = make_website(
        {
            **news("Eins", "2026-01-01", source="Pressestelle", source_url="https://example.org/p"),
            **news("Zwei", "2026-01-02", source="Zeitung"),
        }
    )
    source = "//p[@class='nz-source']"
    assert site.words(page("2026-01-01", "eins"), source) == ["Quelle: Pressestelle"]
    assert site.page(page("2026-01-01", "eins")).xpath(f"{source}/a/@href") == ["https://example.org/p"]
    assert site.words(page("2026-01-02", "zwei"), source) == ["Quelle: Zeitung"]
    assert "Quelle" not in " ".join(site.words(page("2026-01-01", "eins"), "//dl"))


def test_what_is_related_shares_members_and_topics(make_website):
    """More on the subject: of any kind, by what it shares, then by nearness in time; what is named stands apart."""
    site = make_website(
        {
            **member("hzi"),
            **news("Eins", "2026-06-01", "Siehe [[event:2026/tagung]].", topics="[infection]", members="[hzi]"),
            **news("Nah", "2026-06-20", topics="[infection]"),
            **news("Fern", "2024-01-01", topics="[infection]"),
            **news("Haus", "2026-01-01", members="[hzi]"),
            **news("Fremd", "2026-06-02", topics="[vaccines]"),
            **event("tagung", "2026-12-01", topics="[infection]"),
            **event("kurs", "2027-01-15", topics="[infection]"),
            **event("vorbei", "2026-06-03", topics="[infection]"),
            "jobs/stelle.de.md": text(
                "Stelle", member="hzi", place="Ulm", employment="thesis", posted="2026-06-02", topics="[infection]"
            ),
        }
    )
    sections = site.sections(page("2026-06-01", "eins"))
    assert sections["In diesem Beitrag"] == ["Tagung"]
    assert sections["Mehr zum Thema"] == ["Stelle", "Haus", "Nah", "Kurs", "Fern"]
    assert "Mehr zum Thema" not in site.sections(page("2026-06-02", "fremd"))


def test_an_edit_makes_few_pages_anew(make_site, build_site, quick_website):
    """The words of one piece of news change its own page only, in each language; its title also what shows it."""
    files = [news(f"Meldung {number}", f"2026-01-{number + 1:02}", topics="[infection]") for number in range(28)]
    site = make_site({path: words for one in files for path, words in one.items()})
    arguments = "--only", "website", "--cache", str(site.parent / "cache")
    before = snapshot(build_site(site, *arguments).output)
    path = site / "news/2026/2026-01-01-meldung-0.de.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Text.", "Anders."), encoding="utf-8")
    after = snapshot(build_site(site, *arguments).output)
    changed = [name for name in after if name.endswith(".html") and after[name] != before[name]]
    assert changed == [f"{lang}/2026/2026-01-01-meldung-0.html" for lang in ("de/aktuelles", "en/news")]
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Neue "), encoding="utf-8")
    printed = build_site(site, *arguments, "--format", "text", "--why", "de/themen/vaccines.html").printed
    assert "vaccines.html was left as it was" in printed


def test_many_members_and_a_long_headline_fit(make_website):
    """Twelve members stand in the table of facts; a headline of 150 letters is no problem anywhere."""
    headline = ("Hochdurchsatzsequenzierung " * 6)[:150].strip()
    members = [f"m{number}" for number in range(12)]
    files = {path: words for name in members for path, words in member(name).items()}
    written = text(headline, form="press-release", date="2026-01-01", members=f"[{', '.join(members)}]")
    site = make_website({**files, "news/2026/lang.de.md": written, **news("Zwei", "2026-01-02")})
    facts = site.page("de/aktuelles/2026/lang.html").xpath("//dd//li/a/@href")
    assert facts == [f"../../mitglieder/{name}.html" for name in members]
    assert site.words("de/aktuelles/2026/2026-01-02-zwei.html", "//nav[@class='nz-beside']//a") == [headline]


def test_a_wide_table_scrolls_by_keyboard(make_website):
    """A table of thirty columns scrolls by itself, in a part that the keyboard reaches and that has a name."""
    row = "|" + "|".join(f" Wert {number} " for number in range(30)) + "|\n"
    site = make_website(news("Breit", "2026-01-01", f"{row}|{'---|' * 30}\n{row}"))
    (region,) = site.page(page("2026-01-01", "breit")).xpath("//div[@class='nz-prose']/div[@role='group']")
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == "Tabelle"
    assert len(region.xpath(".//th")) == 30
