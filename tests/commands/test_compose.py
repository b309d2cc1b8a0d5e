"""The verb `compose` drafts an edition that an editor would send after small changes, and adds only what is new."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import NETWORK, THEME, run_netzsite, run_on

pytestmark = pytest.mark.slow

MIX = """\
media:
  website: {name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}
  online-newsletter:
    name: {de: Online-Newsletter, en: Online newsletter}
    about: Neues
    scope: [regional]
    cadence: fortnightly
    sections:
      - {id: lead, title: Im Mittelpunkt, takes: news, limit: 1, priority: 5}
      - {id: deals, title: Vereinbarungen, takes: deals}
      - {id: news, title: Aus dem Netzwerk, takes: news, limit: 2, characters: [20, 400]}
      - {id: people, title: Menschen, takes: portraits, forms: [interview]}
      - {id: dates, title: Termine, takes: events, ahead_days: 60}
      - {id: funding, title: Förderung, takes: deadlines, ahead_days: 45, again: true}
      - {id: jobs, title: Stellen, takes: jobs}
      - {id: offers, title: Angebote, takes: offers, limit: 2}
      - {id: members, title: Neu, takes: members}
  print-newsletter:
    name: Gedruckt
    about: Mehr
    scope: [national]
    cadence: quarterly
    page_characters: 100
    sections:
      - {id: reports, title: Berichte, takes: news, text: full, carried_by: online-newsletter}
"""


def news(day, name, priority=0, extra="", summary="Ein Satz, der lang genug ist."):
    """Write a piece of news."""
    head = f"title: {name}\nform: press-release\ndate: {day}\npriority: {priority}\nsummary: {summary}\n{extra}"
    return {f"news/{day[:4]}/{day}-{name}.de.md": f"---\n{head}---\nText.\n"}


def event(day, name, status="planned"):
    """Write an event."""
    head = f"title: {name}\nform: workshop\nstart: {day}\nplace: Köln\nstatus: {status}\n"
    return {f"events/{day[:4]}/{day}-{name}.de.md": f"---\n{head}---\nText.\n"}


def offer(posted, name, form="offers", deadline=""):
    """Write an offer or a request."""
    head = f"title: {name}\nform: {form}\nsubject: infrastructure\nmember: hzi\nposted: {posted}\n"
    limit = f"deadline: {deadline}\n" if deadline else ""
    return {f"offers/{name}.de.md": f"---\n{head}{limit}---\nText.\n"}


DEAL = "deal: {type: grant, volume: undisclosed, parties: [{name: Land, role: funder}]}\n"
FILES = {
    "network.yaml": NETWORK,
    "media.yaml": MIX,
    **news("2026-10-20", "alt", 9),
    **news("2026-11-10", "haupt", 7),
    **news("2026-11-11", "zuschuss", 6, DEAL),
    **news("2026-11-12", "erste", 3),
    **news("2026-11-13", "zweite", 2),
    **news("2026-11-14", "dritte", 1),
    **news("2026-11-15", "sperre", 9, "embargo: 2026-12-01 10:00\n"),
    **news("2026-11-15", "spaeter-erschienen", 4, "publish: 2026-11-30\n"),
    **event("2026-12-03", "bald"),
    **event("2026-12-04", "abgesagt", "cancelled"),
    **event("2026-11-01", "vorbei"),
    **event("2027-06-01", "fern"),
    "funding/ruf.de.md": (
        "---\ntitle: Ruf\nfunder: Land\ndeadlines: [{date: 2026-12-09}]\nlink: https://example.org/\n---\nText.\n"
    ),
    "members/hzi.yaml": ("name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\njoined: 2026-11-11\n"),
    "jobs/stelle.de.md": (
        "---\ntitle: Stelle\nmember: hzi\nplace: Köln\nemployment: full-time\nposted: 2026-11-12\n---\nText.\n"
    ),
    **offer("2026-11-10", "lager", "seeks"),
    **offer("2026-11-12", "mikroskop", deadline="2027-01-31"),
    **offer("2026-11-09", "zentrifuge"),
    **offer("2026-11-11", "abgelaufen", deadline="2026-11-19"),
    **offer("2026-10-01", "frueher"),
    "portraits/hzi.de.md": "---\ntitle: Gespräch\nmember: hzi\nform: interview\ndate: 2026-11-13\n---\nText.\n",
    "portraits/hzi-profil.de.md": "---\ntitle: Profil\nmember: hzi\ndate: 2026-11-13\n---\nText.\n",
}
EDITION = "editions/online-newsletter/2026-11-20/edition.yaml"


@dataclass(frozen=True)
class Desk:
    """A content folder in which editions are drafted."""

    site: Path

    def __call__(self, until="2026-11-20", medium="online-newsletter", *arguments):
        """Draft an edition until a day: exit code, what is printed."""
        command = ("compose", medium, "--content", str(self.site), "--theme", str(THEME), "--until", until)
        return run_netzsite(*command, *arguments)[:2]


@pytest.fixture
def compose(make_site):
    """Write the site that editions are drafted in."""
    return Desk(make_site(FILES))


def sections(text):
    """Read section -> items of a drafted file, as plain lines."""
    found: dict[str, list[str]] = {}
    items: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith(("- section:", "considered:")):
            items = found.setdefault(line.rpartition("section: ")[2], [])
        elif line.startswith("- "):
            items.append(line[2:].partition("  #")[0])
    return found


def test_drafts_what_is_new_and_what_lies_ahead(compose):
    """Each section takes its own, the best first, each entry once, with a reason; the rest is named as left out."""
    code, printed = compose()
    text = (compose.site / EDITION).read_text(encoding="utf-8")
    assert code == 0
    assert sections(text) == {
        "lead": ["news:2026/2026-11-10-haupt"],
        "deals": ["news:2026/2026-11-11-zuschuss"],
        "news": ["news:2026/2026-11-12-erste", "news:2026/2026-11-13-zweite"],
        "people": ["portrait:hzi"],
        "dates": ["event:2026/2026-12-03-bald"],
        "funding": ["funding:ruf"],
        "jobs": ["job:stelle"],
        "offers": ["offer:mikroskop", "offer:lager"],
        "members": ["member:hzi"],
        "considered:": ["news:2026/2026-11-14-dritte", "offer:zentrifuge"],
    }
    assert "- news:2026/2026-11-10-haupt  # press-release of 2026-11-10, priority 7\n" in text
    assert "- event:2026/2026-12-03-bald  # workshop in 13 days, on 2026-12-03\n" in text
    assert "- offer:mikroskop  # offers infrastructure, posted on 2026-11-12, valid until 2027-01-31\n" in text
    assert "- offer:lager  # seeks infrastructure, posted on 2026-11-10\n" in text
    assert "draft: true\n" in text
    assert '  de: "Online-Newsletter 20. November 2026"\n  en: "Online newsletter 20 November 2026"\n' in text
    assert "  lead: news:2026/2026-11-10-haupt (press-release of 2026-11-10, priority 7)\n" in printed
    assert run_on(compose.site, "check", compose.site).code == 0


def test_the_next_edition_carries_nothing_twice(compose):
    """A deadline is carried again where the section says so, all else once; what was held back comes when public."""
    compose()
    compose("2026-12-02")
    text = (compose.site / EDITION.replace("2026-11-20", "2026-12-02")).read_text(encoding="utf-8")
    assert sections(text) == {
        "lead": ["news:2026/2026-11-15-sperre"],
        "news": ["news:2026/2026-11-15-spaeter-erschienen"],
        "funding": ["funding:ruf"],
    }
    assert "public since 2026-12-01\n" in text


def test_offers_can_be_carried_again_and_narrowed(compose):
    """With 'again' what is still valid comes in each edition; 'forms' takes requests alone."""
    mix = compose.site / "media.yaml"
    text = mix.read_text(encoding="utf-8")
    mix.write_text(
        text.replace("takes: offers, limit: 2", "takes: offers, again: true, forms: [seeks]"), encoding="utf-8"
    )
    compose()
    compose("2026-12-02")
    for day in ("2026-11-20", "2026-12-02"):
        text = (compose.site / EDITION.replace("2026-11-20", day)).read_text(encoding="utf-8")
        assert sections(text)["offers"] == ["offer:lager"]


def test_running_again_keeps_the_editors_hand(compose):
    """What the editor has reordered, removed, added and said stays; only what is new since comes, with a word."""
    compose()
    path = compose.site / EDITION
    text = path.read_text(encoding="utf-8")
    assert compose() == (0, f"compose: {path}: nothing new since 2026-11-06\n")
    assert path.read_text(encoding="utf-8") == text
    edited = text.replace("# Drafted by", "# Ours, drafted by")
    edited = edited.replace("      - news:2026/2026-11-12-erste  # press", "      # - erste")
    edited = edited.replace("considered:\n", "considered:\n  - news:2026/2026-11-12-erste\n")
    path.write_text(edited, encoding="utf-8")
    (compose.site / "news/2026/2026-11-18-neu.de.md").write_text(*news("2026-11-18", "neu").values(), encoding="utf-8")
    code, printed = compose()
    after = path.read_text(encoding="utf-8")
    line = "      - news:2026/2026-11-18-neu  # new: press-release of 2026-11-18, priority 0\n"
    assert code == 0
    assert after.replace(line, "") == edited
    assert after.count(line) == 1
    assert "added to" in printed


def test_a_section_that_was_empty_gets_its_place(compose):
    """A part that the editor has removed, or that had nothing, is put where the medium has it."""
    compose()
    path = compose.site / EDITION
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - section: deals"), text.index("  - section: news")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    compose()
    assert path.read_text(encoding="utf-8") == text.replace("  # grant:", "  # grant:")


def test_an_empty_week_is_no_edition(compose):
    """Dates alone make no edition; the next one takes along what there is."""
    compose()
    code, printed = compose("2026-11-25")
    assert (code, printed) == (0, "compose: 0 new since 2026-11-20, an edition needs 1: nothing to write\n")
    assert not (compose.site / "editions/online-newsletter/2026-11-25").exists()


def test_prints_what_online_editions_carried(compose):
    """The print newsletter takes what the online newsletters of its quarter had, and says how much room that needs."""
    compose()
    code, printed = compose("2026-12-31", "print-newsletter")
    text = (compose.site / "editions/print-newsletter/2026-q4/edition.yaml").read_text(encoding="utf-8")
    assert code == 0
    assert sections(text)["reports"][0] == "news:2026/2026-11-10-haupt"
    assert len(sections(text)["reports"]) == 4
    assert 'de: "Gedruckt 4/2026"\n' in text
    assert "characters fill about 1.6 pages\n" in printed


def test_says_what_does_not_fit_its_place(compose):
    """Copy that is too short or too long for its section is named."""
    path = compose.site / "news/2026/2026-11-12-erste.de.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Ein Satz, der", "Ein Satz, " + "lang " * 100), encoding="utf-8"
    )
    printed = compose("2026-11-20", "online-newsletter", "--dry-run")[1]
    assert "news:2026/2026-11-12-erste is too long for 'news': 5" in printed
    assert "characters where 20 to 400 fit" in printed
    assert not (compose.site / EDITION).exists()


@pytest.mark.parametrize(
    ("medium", "message"),
    [
        ("online-newsleter", "media.yaml has no medium 'online-newsleter'"),
        ("website", "the medium 'website' has no sections"),
    ],
)
def test_says_what_cannot_be_composed(compose, medium, message):
    """A medium that is not there, or has no sections, is a mistake with a hint."""
    code, printed = compose("2026-11-20", medium)
    assert code == 1
    assert message in printed
    assert "hint:" in printed


def test_a_file_that_cannot_be_added_to_is_left_alone(compose):
    """Parts written in brackets are for the editor: nothing is written, and the message names what is new."""
    path = compose.site / EDITION
    path.parent.mkdir(parents=True)
    path.write_text("title: Eigenes\ndate: 2026-11-20\nparts: [{section: news}]\n", encoding="utf-8")
    before = path.read_bytes()
    code, printed = compose()
    assert code == 1
    assert "nothing can be added here" in printed
    assert "news:2026/2026-11-12-erste" in printed
    assert path.read_bytes() == before


def test_every_section_is_in_the_order_of_the_medium(compose):
    """Drafted parts stand in the order of media.yaml."""
    compose()
    found = list(sections((compose.site / EDITION).read_text(encoding="utf-8")))[:-1]
    assert found == ["lead", "deals", "news", "people", "dates", "funding", "jobs", "offers", "members"]
