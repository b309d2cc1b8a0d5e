"""netzsite.library: references lead both ways, and what is not public leaves no trace in what is published."""

import re
from functools import cache
from pathlib import Path

import pytest

from netzsite import library, reasons
from netzsite.catalogue import Catalogue
from netzsite.entry import topic_label
from netzsite.inspection import inspect_content
from netzsite.kinds.member import Member
from netzsite.kinds.news import News
from netzsite.kinds.portrait import Portrait
from netzsite.library import resolve
from tests.conftest import PROFILES, parse_day, run_on, write_files

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
    """Write a folder, read and link it: the library of what is public, drafts too."""

    def link(files, *, with_drafts=True):
        inspection = inspect_content(make_site(files), parse_day())
        assert inspection.is_usable, inspection.problems
        return inspection.library(with_drafts=with_drafts)

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
    catalogue = library.catalogue
    assert catalogue.links["news", "2026/a"] == (("member", "hzi"), ("person", "anna"))
    assert catalogue.backlinks["member", "hzi"] == (("member", "umg"), ("person", "anna"), ("news", "2026/a"))
    assert library.referring(hzi, News) == (("news", "2026/a"),)
    assert library.referring(hzi, Portrait) == ()


def test_a_translation_links_too(link, make_site):
    """What a translation links is linked by the entry."""
    original = {"members/hzi.yaml": MEMBER, "news/2026/a.de.md": news()}
    digest = link(original).of(News)[0].original.digest
    translation = f"---\ntitle: News\ntranslated_from: {digest}\n---\nSee [[hzi]].\n"
    library = link({**original, "news/2026/a.en.md": translation})
    assert library.catalogue.links["news", "2026/a"] == (("member", "hzi"),)


def test_an_entry_that_names_itself_is_no_backlink(link):
    """A text that links to its own entry does not list it as related."""
    library = link({"news/2026/a.de.md": news("Siehe [[news:2026/a]].")})
    assert library.catalogue.backlinks == {}


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
    names = {
        "hzi": ("member", "portrait"),
        "same": ("member", "news"),
        "report/2026/foreword": ("chapter",),
        "report/2026/outlook": ("chapter",),
    }
    assert resolve(target, "report/2026/outlook", lambda name: names.get(name, ())) == found


def test_what_a_link_means_does_not_depend_on_what_is_public(link):
    """A link to a member that is not public becomes words; it does not lead to the portrait of the same name."""
    files = {
        "members/hzi.yaml": MEMBER + "draft: true\n",
        "members/umg.yaml": MEMBER,
        "portraits/hzi.de.md": "---\ntitle: Porträt\nmember: umg\n---\nText.\n",
        "news/2026/a.de.md": news("Das [[hzi|Institut]]."),
    }
    library = link(files, with_drafts=False)
    assert library.find("hzi", library.of(News)[0]) is None
    assert library.find("portrait:hzi", library.of(News)[0]) is not None


# -- What has become news ----------------------------------------------------------------------------------------------


def test_the_newest_are_found_by_kind_topic_and_member(link):
    """By any of them alone or together; what lies ahead is not news yet, and who asks is asked again."""
    event = "---\ntitle: T\nform: fair\nstart: 2026-12-01\nplace: X\nannounced: {}\ntopics: [infection]\n---\n[[hzi]]\n"
    seen = link(
        {
            "members/hzi.yaml": MEMBER,
            "members/umg.yaml": MEMBER,
            "news/2026/a.de.md": news(date="2026-01-01", members="[hzi]", topics="[infection]"),
            "news/2026/b.de.md": news(date="2026-03-01", members="[hzi, umg]", topics="[vaccines]"),
            "events/2026/c.de.md": event.format("2026-02-01"),
            "events/2026/d.de.md": event.format("2026-11-30"),
        }
    )

    def ids(**scope):
        return [entry_id.removeprefix("2026/") for _, entry_id in seen.newest("de", 9, **scope)]

    hzi, infection = ("member", "hzi"), topic_label("infection")
    assert ids() == ids(about=hzi) == ["b", "c", "a"]
    assert ids(kind="news") == ids(kind="news", about=hzi) == ["b", "a"]
    assert ids(label=infection) == ids(label=infection, about=hzi) == ["c", "a"]
    assert ids(kind="event", label=infection) == ["c"]
    assert ids(about=("member", "umg"), label=infection) == []
    assert [key[1] for key in seen.newest("de", 1)] == ["2026/b"]
    assert seen.newest("en", 9) == ()
    assert seen.catalogue.answer("newest de 9 news  member hzi") == seen.catalogue.answer("newest de 9 news   ")
    assert "newest de 9   member hzi" in seen.asked


# -- Questions ---------------------------------------------------------------------------------------------------------


def test_every_question_can_be_answered_and_said():
    """What the library writes down has an answer in the catalogue, and words for `--why`; rules alone ask `public`."""
    written = set(re.findall(r'asked\.add\(f"(\w+) ', Path(library.__file__).read_text(encoding="utf-8")))
    answered = {name.removeprefix("_answer_") for name in vars(Catalogue) if name.startswith("_answer_")}
    assert written == answered
    assert answered - {"public"} == set(reasons._WORDS)


def test_what_was_asked_is_asked_again(link):
    """A page that shows something another page has shown depends on the same."""
    seen = link({"members/hzi.yaml": MEMBER, "news/2026/a.de.md": news(members="[hzi]")})
    pages = [seen.fresh(), seen.fresh()]
    for page in pages:
        assert page.once("card", lambda inner: inner.face(("member", "hzi"))) is not None
    assert pages[0].asked == pages[1].asked == {"face member hzi"}
    assert seen.asked == set()


def test_a_face_has_no_body(link):
    """What lists and links are made from does not hold the text, so that a text may change behind it."""
    seen = link({"news/2026/a.de.md": news("Geheim.")})
    entry = seen.face(("news", "2026/a"))
    assert entry is not None
    assert (entry.title("de"), entry.wordings["de"].body) == ("Neues", "")
    assert seen.named(("news", "2026/a")).wordings["de"].body.strip() == "Geheim."
    assert [found.wordings["de"].body for found in seen.choose(News)] == [""]


def test_what_is_kept_is_found_again_and_asked_by_each(link):
    """A face is made once and counts are counted once; each page has asked, and what one does to them is its own."""
    found = link({"members/hzi.yaml": MEMBER, "news/2026/a.de.md": news()})
    pages = found.fresh(), found.fresh()
    faces = [page.face(("news", "2026/a")) for page in pages]
    assert faces[0] is faces[1]
    for page in pages:
        counts, years = page.labels(News, "de", "form-"), page.tally(News, "de")
        assert (counts, years) == ({"form-interview": 1}, {2026: 1})
        counts.clear()
        years.clear()
    assert pages[0].asked == pages[1].asked == {"face news 2026/a", "labels news de form-", "tally news de "}


def test_answers_tell_what_changes(link):
    """A body changes an entry alone, a title its face too, another day the lists, another link who is named."""
    files = {"members/hzi.yaml": MEMBER, "news/2026/a.de.md": news("Text."), "news/2026/b.de.md": news("Text.")}
    asked = ["entry news 2026/a", "face news 2026/a", "list news de 0   ", "referring member hzi de", "years news de"]

    def answers(text):
        return [link({**files, "news/2026/a.de.md": text}).catalogue.answer(question) for question in asked]

    before = answers(news("Text."))
    for text, changed in [
        (news("Mehr."), asked[:1]),
        (news("Text.", title="Neu"), asked[:2]),
        (news("Text.", date="2025-03-01"), [*asked[:3], asked[4]]),
        (news("Text mit [[hzi]]."), [asked[0], asked[3]]),
    ]:
        after = answers(text)
        assert [name for name, one, other in zip(asked, before, after, strict=True) if one != other] == changed


# -- What is not public ------------------------------------------------------------------------------------------------


def secrets(word):
    """Write what is not public, each with a word of its own: case -> files that hold word and case."""
    return {case: files(f"{word}{case}", f"{word}{case}".lower()) for case, files in SECRETS.items()}


def embargoed(word, name):
    """Write a piece of news under embargo, with a deal, a number and a picture of its own."""
    deal = f"{{type: grant, parties: [{{member: hzi}}, {{name: {word}}}], volume: 1}}"
    fields = {"title": word, "embargo": "2026-11-22 09:00", "members": "[hzi]", "topics": "[vaccines]", "deal": deal}
    text = news(f"{word} {{value: sales, year=2025}}\n\n![{word}]({name})", **fields)
    return {**picture(word, name), f"news/2026/{name}.de.md": text}


def picture(word, name):
    """Write a picture."""
    return {
        f"pictures/{name}.yaml": f"file: {name}.svg\nalt: {word}\ncredit: {word}\n",
        f"pictures/{name}.svg": DRAWING.format(word),
    }


def edition(word, name):
    """Write an edition with a chapter that shows a picture."""
    return {
        **picture(word, name),
        f"editions/report/{name}/edition.yaml": f"title: {word}\ndate: 2026-11-23\nparts: [{{chapter: vorwort}}]\n",
        f"editions/report/{name}/vorwort.de.md": f"---\ntitle: {word}\n---\n![x]({name})\n",
    }


JOB = "---\ntitle: {0}\nmember: hzi\nplace: {0}\nemployment: thesis\nposted: 2026-11-23\n---\nText.\n"
SECRETS = {
    "Entwurf": lambda word, name: {f"news/2026/{name}.de.md": news(word, title=word, draft="true", members="[hzi]")},
    "Zukunft": lambda word, name: {f"news/2026/{name}.de.md": news(word, title=word, date="2026-11-23")},
    "Sperrfrist": embargoed,
    "Seite": lambda word, name: {
        f"pages/{name}.de.md": f"---\ntitle: {word}\nmenu: header\npublish: 2026-12-24\n---\n{word}\n"
    },
    "Rohfassung": lambda word, name: {
        "pages/open.de.md": "---\ntitle: Offen\nmenu: header\n---\nText.\n",
        "pages/open.en.md": f"---\ntitle: {word}\ntranslated_from: 123456789abc\ndraft: true\n---\n{word}\n",
    },
    "Stelle": lambda word, name: {f"jobs/{name}.de.md": JOB.format(word)},
    "Ausgabe": edition,
    "Mitglied": lambda word, name: {f"members/{name}.yaml": MEMBER.replace("HZI", word) + "draft: true\n"},
    "Abbildung": lambda word, name: {
        f"figures/{name}.yaml": FIGURE.replace("Die Zahl", word) + "draft: true\n",
        f"figures/{name}.csv": f"year,sales,{word}\n2025,1,2\n",
    },
}
DRAFTS = ("Entwurf", "Rohfassung", "Mitglied", "Abbildung")
FURTHER = {
    "members/hzi.yaml": MEMBER,
    "figures/sales.yaml": FIGURE,
    "figures/sales.csv": "year,sales\n2024,1\n2025,2\n",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build a site with all that is withheld: arguments of a build -> names and contents of everything published."""
    folder = tmp_path_factory.mktemp("withheld")
    files = {name: text for case in secrets("Geheim").values() for name, text in case.items()}
    site = write_files(folder / "content", {**PROFILES, **FURTHER, **files})

    @cache
    def build(*arguments):
        run = run_on(site, "build", folder / "public", "--only", "website", "--only", "feeds", *arguments)
        assert run.code == 0
        return run.everything()

    return build


def traces(text, word):
    """List where a word stands, whatever the case of its letters."""
    return [text[max(0, found.start() - 60) : found.end() + 20] for found in re.finditer(f"(?i){word}", text)]


@pytest.mark.parametrize("case", SECRETS)
def test_what_is_not_yet_public_leaves_no_trace(published, case):
    """A draft, an embargo or a day to come keeps an entry out of every page, list, feed, file name and manifest."""
    assert traces(published("--today", "2026-11-22T08:59"), f"Geheim{case}") == []


@pytest.mark.parametrize("case", DRAFTS)
def test_drafts_are_shown_on_demand(published, case):
    """`--drafts` shows what is not finished; what has its time is still withheld."""
    assert traces(published("--today", "2026-11-22T08:59", "--drafts"), f"Geheim{case}")
    assert not traces(published("--today", "2026-11-22T08:59", "--drafts"), "GeheimZukunft")


@pytest.mark.parametrize("case", [case for case in SECRETS if case not in DRAFTS])
def test_what_was_withheld_appears_when_its_time_has_come(published, case):
    """The same content, built later, shows it: nobody has to touch the file."""
    assert traces(published("--today", "2026-12-24"), f"Geheim{case}")


def test_an_embargo_ends_at_its_minute(published):
    """At 8:59 there is nothing, at 9:00 there are page and picture."""
    assert traces(published("--today", "2026-11-22T09:00"), "GeheimSperrfrist")
    assert not traces(published("--today", "2026-11-22T09:00"), "GeheimZukunft")


LEFT = f"left: 2026-11-22\n{PERSON}"
NO_CONSENT = PERSON.replace("consent: 2026-01-01\n", "")


@pytest.mark.parametrize(
    "person", [NO_CONSENT, LEFT, PERSON.replace("2026-01", "2027-01")], ids=["none", "left", "later"]
)
def test_a_person_without_consent_leaves_no_trace(make_site, build_site, person):
    """No page, no portrait, no photo, no talk and no link of a person who has not consented, or has left."""
    person = person.replace("Beispiel", "Geheimnis") + "picture: geheimnis\n"
    talk = "{start: '9:30', title: Gruß, speakers: [{person: geheimnis, member: hzi}]}"
    event = f"---\ntitle: Auftakt\nform: workshop\nstart: 2026-12-03\nplace: H\nprogramme: [{{talks: [{talk}]}}]\n---\n"
    run = build_site(
        make_site(
            {
                **FURTHER,
                **picture("Geheimnis", "geheimnis"),
                "people/geheimnis.yaml": person,
                "portraits/geheimnis.de.md": "---\ntitle: Geheimnis\nperson: geheimnis\n---\nGeheimnis\n",
                "news/2026/a.de.md": news("[[person:geheimnis|Eine Frau]], [[geheimnis|sie]].", people="[geheimnis]"),
                "events/2026/b.de.md": event,
            }
        )
    )
    assert run.code == 0
    assert traces(run.everything(), "geheimnis") == []
    assert "Eine Frau, sie." in run.text("de/aktuelles/2026/a.html")


def test_a_person_with_consent_is_published(make_site, build_site):
    """With consent there are page, photo and portrait."""
    files = {
        **FURTHER,
        **picture("Geheimnis", "geheimnis"),
        "people/geheimnis.yaml": PERSON.replace("Beispiel", "Geheimnis") + "picture: geheimnis\n",
        "portraits/geheimnis.de.md": "---\ntitle: Porträt\nperson: geheimnis\n---\nText.\n",
    }
    run = build_site(make_site(files))
    assert "Anna Geheimnis" in run.text("de/personen/geheimnis.html")
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


def test_what_has_expired_keeps_its_page_and_says_so(make_site, build_site):
    """A link from elsewhere never breaks: the page stays, with a notice; a month before there was none."""
    site = make_site({"members/hzi.yaml": MEMBER, **{name: text for name, text, _ in EXPIRED.values()}})
    over = build_site(site)
    assert over.code == 0
    for _, _, page in EXPIRED.values():
        assert "nz-notice" in over.text(page)
    before = build_site(site, "--today", "2026-10-31")
    for _, _, page in EXPIRED.values():
        assert "nz-notice" not in before.text(page)


def test_labels_are_counted_by_family(link):
    """Directories know how many entries each topic, sector, type and district has; who has left is in none."""
    files = {
        "members/hzi.yaml": MEMBER + "topics: [infection, vaccines]\n",
        "members/umg.yaml": MEMBER.replace("town: Braunschweig", "town: Göttingen, district: Göttingen"),
        "members/weg.yaml": MEMBER + "topics: [infection]\nstatus: left\n",
    }
    found = link(files)
    assert found.labels(Member, "de", "topic-") == {"topic-infection": 1, "topic-vaccines": 1}
    assert found.labels(Member, "de")["sector-biotech"] == 2
    assert found.labels(Member, "de", "district-") == {"district-goettingen": 1}
    assert [member.id for member in found.choose(Member, label="topic-infection")] == ["hzi"]
