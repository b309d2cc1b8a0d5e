"""Turns a number into that many seeded German documents: news, portraits and events as values that know no tool.

The same number gives the same documents. Of 20, 12 are news, 5 portraits, 3 events; the newest come last. A document
has about 3,000 characters of Markdown: paragraphs, headings, a list, a table, bold and italic words, links.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

FIRST_DAY, LAST_DAY = dt.date(1996, 1, 1), dt.date(2026, 11, 20)

NEWS, PORTRAITS, EVENTS = "news", "portraits", "events"

_TURNS = tuple({"N": NEWS, "P": PORTRAITS, "E": EVENTS}[letter] for letter in "PNNENNPNNPNENNPNENPN")

_SUBJECTS = (
    "Das Institut", "Ein Team aus zwei Abteilungen", "Die Arbeitsgruppe", "Das junge Unternehmen", "Der Verbund",
    "Die Klinik", "Eine Ausgründung der Hochschule", "Das Labor", "Die Geschäftsführung", "Der Messstand",
)  # fmt: skip
_VERBS = (
    "prüft", "beschreibt", "erweitert", "vergleicht", "entwickelt", "misst", "dokumentiert", "überträgt", "bündelt",
    "veröffentlicht",
)  # fmt: skip
_OBJECTS = (
    "ein Verfahren zur Aufreinigung von Proteinen", "die Ergebnisse einer zweijährigen Studie",
    "Wirkstoffe gegen resistente Keime", "eine Zellkultur unter wechselnden Bedingungen",
    "die Haltbarkeit von Impfstoffen", "Pflanzen, die mit wenig Wasser auskommen", "einen Sensor für Bioreaktoren",
    "Daten aus der Versorgung seltener Erkrankungen", "ein Gerüst für nachwachsendes Gewebe",
    "die Übertragung vom Labor in den Betrieb",
)  # fmt: skip
_ENDINGS = (
    "und legt dazu Messwerte vor", "gemeinsam mit Partnern aus der Region", "über einen Zeitraum von drei Jahren",
    "ohne den bisherigen Ablauf zu ändern", "an zwei Standorten zugleich", "mit größerer Genauigkeit als bisher",
    "im Auftrag mehrerer Kliniken", "und bereitet die Zulassung vor",
)  # fmt: skip
_SOURCES = ("Bericht", "Messreihe", "Mitteilung", "Vortrag", "Zeitschrift", "Übersicht")
_HEADINGS = {
    NEWS: ("Hintergrund", "Vorgehen", "Ergebnisse", "Ausblick", "Förderung", "Nächste Schritte"),
    PORTRAITS: ("Geschichte", "Arbeitsgebiete", "Ausstattung", "Zusammenarbeit", "Nachwuchs", "Leitbild"),
    EVENTS: ("Thema", "Ablauf", "Zielgruppe", "Anreise", "Veranstalter", "Begleitprogramm"),
}
_NAMES = (
    "Aller Analytik", "Beispiel Biotech", "Diemel Diagnostik", "Elbe Enzyme", "Fulda Forschung", "Grana Genetik",
    "Hase Hygiene", "Innerste Implantate", "Jade Journal", "Kiepe Kulturen", "Leine Labor", "Muster Medizintechnik",
    "Nette Nährstoffe", "Oker Optik", "Rhume Reagenzien", "Söse Sensorik", "Treene Tiergesundheit", "Weser Wirkstoffe",
)  # fmt: skip
_PROSE = {NEWS: (225, 380, 226), PORTRAITS: (180, 270, 200), EVENTS: (180, 270, 200)}
"""Words outside the list and the table: at least, at most, most often."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document before a tool has said how it is to be written.

    Attributes:
        section: news, portraits or events.
        id: name of the file below the section, without suffix: `2026/2026-11-20-meldung-980`.
        title: no other document has it.
        summary: two sentences.
        day: of the news or the event; portraits have one too, for tools that ask for it.
        partners: ids of the organisations that it is about: of one if it is a portrait, else of two.
        body: Markdown without a title.
        mark: words of the body that no other document has.
    """

    section: str
    id: str
    title: str
    summary: str
    day: dt.date
    partners: tuple[str, ...]
    body: str
    mark: str

    @property
    def path(self) -> str:
        """Section and id."""
        return f"{self.section}/{self.id}"


def documents(number: int, seed: int = 1996) -> Iterator[Document]:
    """Yield a number of documents, the newest last."""
    known = range(organisations(number))
    for index in range(number):
        random = Random(f"{seed} {index}")
        day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * index / max(1, number - 1)
        section = _TURNS[index % len(_TURNS)]
        partners = tuple(f"partner-{each}" for each in random.sample(known, 1 if section == PORTRAITS else 2))
        yield _document(random, index, section, day, partners)


def organisations(number: int) -> int:
    """Say how many organisations a number of documents is about: one for a hundred, but at least two."""
    return max(2, number // 100)


def newest_news(number: int) -> Document:
    """Give the piece of news that its list, the home page and the feed begin with."""
    latest = max(index for index in range(number) if _TURNS[index % len(_TURNS)] == NEWS)
    return next(islice(documents(number), latest, None))


def _document(random: Random, index: int, section: str, day: dt.date, partners: tuple[str, ...]) -> Document:
    id, title = {
        NEWS: (f"{day.year}/{day}-meldung-{index}", f"{_sentence(random)[:-1]} ({index})"),
        PORTRAITS: (f"portrait-{index}", f"{random.choice(_NAMES)} {index}"),
        EVENTS: (f"{day.year}/{day}-termin-{index}", f"Werkstatt {index}: {random.choice(_HEADINGS[NEWS])}"),
    }[section]
    summary = f"{_sentence(random)} {_sentence(random)}"
    mark = f"Vorgang {index:06d}"
    body = "\n".join(_body(random, section, mark)) + "\n"
    return Document(section, id, title, summary, day, partners, body, mark)


def _body(random: Random, section: str, mark: str) -> Iterator[str]:
    length = int(random.triangular(*_PROSE[section]))
    yield f"{_paragraph(random, length // 4)} Näheres unter *{mark}*."
    for heading in random.sample(_HEADINGS[section], 3):
        yield from ("", f"## {heading}", "", _paragraph(random, length // 8), "", _paragraph(random, length // 8))
    yield from ("", *(f"- {random.choice(_OBJECTS)}, {_link(random)}" for _ in range(4)), "")
    yield from ("| Jahr | Wert | Anteil |", "| --- | ---: | ---: |")
    yield from (f"| {year} | {random.randrange(900)} | *{random.randrange(100)} %* |" for year in range(2020, 2026))


def _paragraph(random: Random, words: int) -> str:
    """Write whole sentences, about as many words as asked for, with bold and italic words and a link."""
    subject, object = random.choice(_SUBJECTS), random.choice(_OBJECTS)
    sentences = [f"**{subject}** {random.choice(_VERBS)} *{object}* ({_link(random)})."]
    while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
        sentences.append(_sentence(random))
    return " ".join(sentences)


def _link(random: Random) -> str:
    return f"[{random.choice(_SOURCES)}](https://example.org/{random.randrange(1000)})"


def _sentence(random: Random) -> str:
    words = (random.choice(part) for part in (_SUBJECTS, _VERBS, _OBJECTS, _ENDINGS))
    return " ".join(words) + "."
