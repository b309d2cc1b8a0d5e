"""netzsite.library: references lead both ways, and what is not public leaves no trace in what is published."""

import re

import pytest

from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.library import link_content, public_library, resolve
from netzsite.reading import read_content
from tests.conftest import parse_day

MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n"
PERSON = "given_name: Anna\nfamily_name: Beispiel\nconsent: 2026-01-01\npositions: [{member: hzi, role: Leiterin}]\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><title>{}</title></svg>\n'
FIGURE = """\
title: Die Zahl wächst
description: Eine Linie
sources: [{title: Amt}]
columns: {year: {label: Jahr}, sales: {label: Umsatz}}
chart: {mark: line, x: year, y: [sales]}
"""


def news(body="Text.", **fields):
    """Write a piece of news."""
    given = {"title": "Neues", "form": "interview", "date": "2026-03-01", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in given.items()) + f"---\n{body}\n"


@pytest.fixture
def link(make_site):
    """Write a folder, read and link it: the library of all, public or not."""

    def link(files, day="2026-11-22"):
        content = read_content(make_site(files))
        assert content.problems == ()
        library, problems = link_content(content, parse_day(day))
        assert problems == []
        assert library is not None
        return library

    return link


# -- Links -------------------------------------------------------------------------------------------------------------


def test_a_reference_leads_both_ways(link):
    """Facts and texts name entries; each entry knows what names it, however often, once."""
    library = link(
        {
            "members/hzi.yaml": MEMBER,
            "members/umg.yaml": MEMBER + "relations: [{kind: related, member: hzi}]\n",
            "people/anna.yaml": PERSON,
            "news/2026/a.de.md": news("Das [[hzi]] und [[member:hzi|noch einmal]].", members="[hzi]", people="[anna]"),
        }
    )
    hzi = library.get(Member, "hzi")
    assert hzi is not None
    assert library.links["news", "2026/a"] == (("member", "hzi"), ("person", "anna"))
    assert library.backlinks["member", "hzi"] == (("member", "umg"), ("person", "anna"), ("news", "2026/a"))
    assert [entry.id for entry in library.referring(hzi, News)] == ["2026/a"]
    assert library.referring(hzi, Portrait) == ()


def test_a_translation_links_too(link, make_site):
    """What a translation links is linked by the entry."""
    original = {"members/hzi.yaml": MEMBER, "news/2026/a.de.md": news()}
    digest = link(original).of(News)[0].original.digest
    translation = f"---\ntitle: News\ntranslated_from: {digest}\n---\nSee [[hzi]].\n"
    library = link({**original, "news/2026/a.en.md": translation})
    assert library.links["news", "2026/a"] == (("member", "hzi"),)


def test_an_entry_that_names_itself_is_no_backlink(link):
    """A text that links to its own entry does not list it as related."""
    library = link({"news/2026/a.de.md": news("Siehe [[news:2026/a]].")})
    assert library.backlinks == {}


def test_entries_stand_in_the_order_of_their_kind(link):
    """News stand newest first, within a day by priority; members by name of their file."""
    library = link(
        {
            "news/2026/a.de.md": news(),
            "news/2026/b.de.md": news(priority=5),
            "news/2026/c.de.md": news(date="2026-03-02"),
            "members/umg.yaml": MEMBER,
            "members/hzi.yaml": MEMBER,
        }
    )
    assert [entry.id for entry in library.of(News)] == ["2026/c", "2026/b", "2026/a"]
    assert [entry.id for entry in library.of(Member)] == ["hzi", "umg"]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("hzi", ("member", "hzi")),
        ("portrait:hzi", ("portrait", "hzi")),
        ("chapter:foreword", ("chapter", "report/2026/foreword")),
        ("chapter:report/2026/foreword", ("chapter", "report/2026/foreword")),
        ("same", ["member", "news"]),
        ("nothing", []),
        ("chapter:nothing", []),
        ("nokind:hzi", []),
    ],
)
def test_a_link_is_resolved(target, found):
    """A bare id means the one entry of that id, the subject rather than its portrait; chapters know their siblings."""
    ids = {
        "member": ["hzi", "same"],
        "portrait": ["hzi"],
        "news": ["same"],
        "chapter": ["report/2026/foreword", "report/2026/outlook"],
    }
    assert resolve(target, "report/2026/outlook", ids) == found


def test_what_a_link_means_does_not_depend_on_what_is_public(link):
    """A link to a member that is not public becomes words; it does not lead to the portrait of the same name."""
    files = {
        "members/hzi.yaml": MEMBER + "draft: true\n",
        "members/umg.yaml": MEMBER,
        "portraits/hzi.de.md": "---\ntitle: Porträt\nmember: umg\n---\nText.\n",
        "news/2026/a.de.md": news("Das [[hzi|Institut]]."),
    }
    library = public_library(link(files), with_drafts=False)
    assert library.find("hzi", library.of(News)[0]) is None
    assert library.find("portrait:hzi", library.of(News)[0]) is not None


# -- What is not public ------------------------------------------------------------------------------------------------

SECRET = "Geheimnis"

WITHHELD = {
    "draft": {"news/2026/geheimnis.de.md": news(SECRET, title=SECRET, draft="true", members="[hzi]")},
    "future": {"news/2026/geheimnis.de.md": news(SECRET, title=SECRET, date="2026-11-23", members="[hzi]")},
    "embargo": {
        "news/2026/geheimnis.de.md": news(
            f"{SECRET} {{figure: sales}}\n\n![{SECRET}](geheimnis)\n\n{{figure: sales}}",
            title=SECRET,
            embargo="2026-11-22 09:00",
            members="[hzi]",
            topics="[vaccines]",
            deal=f"{{type: grant, parties: [{{member: hzi}}, {{name: {SECRET}}}], volume: 1}}",
        )
    },
    "publish": {"pages/geheimnis.de.md": f"---\ntitle: {SECRET}\nmenu: header\npublish: 2026-12-24\n---\n{SECRET}\n"},
    "draft translation": {
        "pages/open.de.md": "---\ntitle: Offen\nmenu: header\n---\nText.\n",
        "pages/open.en.md": f"---\ntitle: {SECRET}\ntranslated_from: 123456789abc\ndraft: true\n---\n{SECRET}\n",
    },
    "job": {
        "jobs/geheimnis.de.md": f"---\ntitle: {SECRET}\nmember: hzi\nplace: {SECRET}\nemployment: thesis\n"
        "posted: 2026-11-23\n---\nText.\n"
    },
    "edition": {
        "editions/report/geheimnis/edition.yaml": f"title: {SECRET}\ndate: 2026-11-23\nparts: [{{chapter: vorwort}}]\n",
        "editions/report/geheimnis/vorwort.de.md": f"---\ntitle: {SECRET}\n---\n{{figure: sales}}\n\n![x](geheimnis)\n",
    },
    "member": {"members/geheimnis.yaml": MEMBER.replace("HZI", SECRET) + "draft: true\n"},
    "figure": {
        "figures/geheimnis.yaml": FIGURE.replace("Die Zahl", SECRET) + "draft: true\n",
        "figures/geheimnis.csv": f"year,sales,{SECRET}\n2025,1,2\n",
    },
}
FURTHER = {
    "members/hzi.yaml": MEMBER,
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales\n2024,1\n2025,2\n",
    "pictures/geheimnis.yaml": f"file: geheimnis.svg\nalt: {SECRET}\ncredit: {SECRET}\n",
    "pictures/geheimnis.svg": DRAWING.format(SECRET),
}


def traces(run):
    """List where the secret stands, in names and contents, whatever the case of its letters."""
    return [
        run.everything()[found.start() - 60 : found.end() + 20] for found in re.finditer("(?i)geheim", run.everything())
    ]


@pytest.mark.parametrize("case", WITHHELD)
def test_what_is_not_yet_public_leaves_no_trace(make_site, build_site, case):
    """A draft, an embargo or a day to come keeps an entry out of every page, list, feed, file name and manifest."""
    run = build_site(make_site({**FURTHER, **WITHHELD[case]}))
    assert run.code == 0
    assert traces(run) == []


@pytest.mark.parametrize("case", ["draft", "draft translation", "member", "figure"])
def test_drafts_are_shown_on_demand(make_site, build_site, case):
    """`--drafts` shows what is not finished; the public build before has not seen it."""
    assert traces(build_site(make_site({**FURTHER, **WITHHELD[case]}), "--drafts"))


@pytest.mark.parametrize(
    "case", [case for case in WITHHELD if case in ("future", "embargo", "publish", "job", "edition")]
)
def test_what_was_withheld_appears_when_its_time_has_come(make_site, build_site, case):
    """The same content, built later, shows it: nobody has to touch the file."""
    run = build_site(make_site({**FURTHER, **WITHHELD[case]}), "--today", "2026-12-24", "--only", "website")
    assert traces(run)


def test_an_embargo_ends_at_its_minute(make_site, build_site):
    """At 8:59 there is nothing, at 9:00 there is the page."""
    site = make_site({**FURTHER, **WITHHELD["embargo"]})
    assert not traces(build_site(site, "--today", "2026-11-22T08:59"))
    assert traces(build_site(site, "--today", "2026-11-22T09:00"))


LEFT = f"left: 2026-11-22\n{PERSON}"
NO_CONSENT = PERSON.replace("consent: 2026-01-01\n", "")


@pytest.mark.parametrize(
    "person", [NO_CONSENT, LEFT, PERSON.replace("2026-01", "2027-01")], ids=["none", "left", "later"]
)
def test_a_person_without_consent_leaves_no_trace(make_site, build_site, person):
    """No page, no portrait, no photo, no talk and no link of a person who has not consented, or has left."""
    person = person.replace("Beispiel", SECRET) + "picture: geheimnis\n"
    talk = "{start: '9:30', title: Gruß, speakers: [{person: geheimnis, member: hzi}]}"
    event = f"---\ntitle: Auftakt\nform: workshop\nstart: 2026-12-03\nplace: H\nprogramme: [{{talks: [{talk}]}}]\n---\n"
    run = build_site(
        make_site(
            {
                **FURTHER,
                "people/geheimnis.yaml": person,
                "portraits/geheimnis.de.md": f"---\ntitle: {SECRET}\nperson: geheimnis\n---\n{SECRET}\n",
                "news/2026/a.de.md": news("[[person:geheimnis|Eine Frau]], [[geheimnis|sie]].", people="[geheimnis]"),
                "events/2026/b.de.md": event,
            }
        )
    )
    assert run.code == 0
    assert traces(run) == []
    assert "Eine Frau, sie." in run.text("de/aktuelles/2026/a.html")


def test_a_person_with_consent_is_published(make_site, build_site):
    """With consent there are page, photo and portrait."""
    files = {
        **FURTHER,
        "people/geheimnis.yaml": PERSON.replace("Beispiel", SECRET) + "picture: geheimnis\n",
        "portraits/geheimnis.de.md": f"---\ntitle: Porträt\nperson: geheimnis\n---\n{SECRET}\n",
    }
    run = build_site(make_site(files))
    assert f"Anna {SECRET}" in run.text("de/personen/geheimnis.html")
    assert "Porträt" in run.text("de/portraets/geheimnis.html")
    assert any(path.name.startswith("geheimnis") for path in (run.output / "assets" / "pictures").iterdir())


EXPIRED = {
    "news": ("news/2026/a.de.md", news(expires="2026-11-01"), "de/aktuelles/2026/a.html"),
    "event": (
        "events/2026/a.de.md",
        "---\ntitle: A\nform: workshop\nstart: 2026-11-21\nplace: Hannover\n---\nText.\n",
        "de/termine/2026/a.html",
    ),
    "job": (
        "jobs/a.de.md",
        "---\ntitle: A\nmember: hzi\nplace: X\nemployment: thesis\nposted: 2026-01-01\ndeadline: 2026-11-21\n---\n",
        "de/stellen/a.html",
    ),
    "funding": (
        "funding/a.de.md",
        "---\ntitle: A\nfunder: BMBF\nlink: https://example.org/\ndeadlines: [{date: 2026-11-21}]\n---\nText.\n",
        "de/foerderung/a.html",
    ),
}


@pytest.mark.parametrize("case", EXPIRED)
def test_what_has_expired_keeps_its_page_and_says_so(make_site, build_site, case):
    """A link from elsewhere never breaks: the page stays, with a notice; the day before there was none."""
    name, text, page = EXPIRED[case]
    site = make_site({"members/hzi.yaml": MEMBER, name: text})
    over = build_site(site)
    assert over.code == 0
    assert "nz-notice" in over.text(page)
    day_before = build_site(site, "--today", "2026-10-31")
    assert "nz-notice" not in day_before.text(page)
