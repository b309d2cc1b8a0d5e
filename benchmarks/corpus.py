"""Multiplies the demonstration content: adds seeded German news until there are as many as asked for.

The same number gives the same files. A piece of news has about 3,000 characters of Markdown: paragraphs, headings, a
list, a table, links to members, sometimes a picture, a deal, or a translation.
"""

import argparse
import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from netzsite.content import read_content

FIRST_DAY, LAST_DAY = dt.date(1996, 1, 1), dt.date(2026, 11, 20)

SUBJECTS = (
    "Das Institut", "Ein Team aus zwei Abteilungen", "Die Arbeitsgruppe", "Das junge Unternehmen", "Der Verbund",
    "Die Klinik", "Eine Ausgründung der Hochschule", "Das Labor", "Die Geschäftsführung", "Der Messstand",
)  # fmt: skip
VERBS = (
    "prüft", "beschreibt", "erweitert", "vergleicht", "entwickelt", "misst", "dokumentiert", "überträgt", "bündelt",
    "veröffentlicht",
)  # fmt: skip
OBJECTS = (
    "ein Verfahren zur Aufreinigung von Proteinen", "die Ergebnisse einer zweijährigen Studie",
    "Wirkstoffe gegen resistente Keime", "eine Zellkultur unter wechselnden Bedingungen",
    "die Haltbarkeit von Impfstoffen", "Pflanzen, die mit wenig Wasser auskommen", "einen Sensor für Bioreaktoren",
    "Daten aus der Versorgung seltener Erkrankungen", "ein Gerüst für nachwachsendes Gewebe",
    "die Übertragung vom Labor in den Betrieb",
)  # fmt: skip
ENDINGS = (
    "und legt dazu Messwerte vor", "gemeinsam mit Partnern aus der Region", "über einen Zeitraum von drei Jahren",
    "ohne den bisherigen Ablauf zu ändern", "an zwei Standorten zugleich", "mit größerer Genauigkeit als bisher",
    "im Auftrag mehrerer Kliniken", "und bereitet die Zulassung vor",
)  # fmt: skip
HEADINGS = ("Hintergrund", "Vorgehen", "Ergebnisse", "Ausblick", "Förderung", "Nächste Schritte")
FORMS = ("press-release", "company-news", "network-news", "interview", "background", "field-report")
DEALS = ("partnership", "licence", "financing", "grant", "supply")


@dataclass(frozen=True)
class Vocabulary:
    """What the news may name."""

    members: Sequence[str]
    topics: Sequence[str]
    pictures: Sequence[str]


def write_corpus(content: Path, folder: Path, number: int, seed: int = 1996) -> int:
    """Copy a content folder and fill it up with news.

    Args:
        content: the folder to copy.
        folder: the folder to write; must not exist.
        number: pieces of news that there are in the end.
        seed: of the random choices.

    Returns:
        How many pieces of news were added.
    """
    shutil.copytree(content, folder)
    read = read_content(content)
    if read.network is None:
        raise SystemExit(f"{content} has no usable network.yaml")
    ids = {kind: sorted(entry_id for entry_kind, entry_id in read.heads if entry_kind == kind) for kind in ("member", "picture")}
    vocabulary = Vocabulary(ids["member"], sorted(read.network.topics), ids["picture"])
    random = Random(seed)
    missing = max(0, number - sum(kind == "news" for kind, _ in read.heads))
    for index in range(missing):
        day = FIRST_DAY + (LAST_DAY - FIRST_DAY) * index / max(1, missing)
        path = folder / "news" / str(day.year) / f"{day}-bench-{index}.de.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_news(random, vocabulary, day), encoding="utf-8")
    return missing


def bodies(number: int, seed: int = 1996) -> Iterator[str]:
    """Yield the Markdown of that many pieces of news, each with about 3,000 characters."""
    random, vocabulary = Random(seed), Vocabulary(("dsmz", "hzi", "mhh"), (), ())
    for _ in range(number):
        yield "\n".join(_body(random, vocabulary)) + "\n"


def _news(random: Random, vocabulary: Vocabulary, day: dt.date) -> str:
    members = random.sample(vocabulary.members, 2)
    lines = [
        "---",
        f"title: {_sentence(random)[:-1]}",
        f"summary: {_sentence(random)} {_sentence(random)}",
        f"form: {random.choice(FORMS)}",
        f"date: {day}",
        f"members: [{', '.join(members)}]",
        f"topics: [{', '.join(random.sample(vocabulary.topics, 2))}]",
        f"priority: {random.randrange(10)}",
        "example: true",
        *(_deal(random, members) if random.random() < 0.1 else ()),
        *((f"picture: {random.choice(vocabulary.pictures)}",) if random.random() < 0.2 else ()),
        "---",
        *_body(random, vocabulary),
    ]
    return "\n".join(lines) + "\n"


def _deal(random: Random, members: Sequence[str]) -> Iterator[str]:
    volume = random.choice(("undisclosed", str(random.randrange(1, 400) * 50_000)))
    yield from ("deal:", f"  type: {random.choice(DEALS)}", f"  volume: {volume}", "  parties:")
    yield from (f"    - member: {member}" for member in members)


def _body(random: Random, vocabulary: Vocabulary) -> Iterator[str]:
    yield _paragraph(random, random.choice(vocabulary.members))
    for heading in random.sample(HEADINGS, 3):
        yield from ("", f"## {heading}", "", _paragraph(random, random.choice(vocabulary.members)), "")
        yield _paragraph(random)
    yield from ("", *(f"- {_sentence(random)}" for _ in range(4)), "")
    yield from (
        "| Jahr | Wert |",
        "| --- | ---: |",
        *(f"| {year} | {random.randrange(900)} |" for year in range(2020, 2026)),
    )


def _paragraph(random: Random, member: str = "") -> str:
    sentences = [_sentence(random) for _ in range(4)]
    if member:
        sentences.insert(2, f"Beteiligt ist auch [[member:{member}]], **ohne** dass sich am *Ziel* etwas ändert.")
    return " ".join(sentences)


def _sentence(random: Random) -> str:
    words = (random.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, ENDINGS))
    return " ".join(words) + "."


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(description="multiply the demonstration content")
    parser.add_argument("folder", type=Path, help="the folder to write; must not exist")
    parser.add_argument("number", type=int, help="pieces of news in the end")
    parser.add_argument("--content", type=Path, default=Path("content"), metavar="FOLDER", help="what to multiply")
    arguments = parser.parse_args()
    added = write_corpus(arguments.content, arguments.folder, arguments.number)
    print(f"{arguments.folder}: {added} pieces of news added")


if __name__ == "__main__":
    main()
