"""Makes the demonstration's surveys up: 60 companies that there are not, and what they answer in three years.

    python -m tests.survey_sample

writes `surveys/2024` to `surveys/2026`, of which only `surveys/2026/questionnaire.yaml` is written by hand. Whoever
runs it again gets the same bytes. One company is many times as large as any other; some answer in one year and not in
another, leave questions out, estimate, or decline.

So that a search for answers finds answers and no chance, an answer has three digits at most, or it is an amount with
cents of at least eight.
"""

import datetime as dt
import hashlib
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from netzsite.survey.answers import Answer, Answers, Receipt, write_answers

ROOT = Path(__file__).parents[1]
YEARS = (2024, 2025, 2026)
SEED = 2006
DOMINANT = "beispielwerke"
"""The company that is many times as large as any other."""

MEMBERS = {
    "musterbiotech": ("therapeutics-diagnostics", "Region Hannover", 31),
    "beispiel-diagnostics": ("therapeutics-diagnostics", "Göttingen", 88),
    "musterlabor": ("therapeutics-diagnostics", "Braunschweig", 46),
    "musterorganoid": ("therapeutics-diagnostics", "Göttingen", 6),
    "mustermedtech": ("medical-technology", "Region Hannover", 8),
    "exempla-bioprozess": ("laboratory-bioprocess", "Göttingen", 134),
    "fermenta-beispiel": ("laboratory-bioprocess", "Braunschweig", 38),
    "musterpflanzen": ("plant-agri-food", "Hildesheim", 254),
}
"""Examples of the directory -> sector, district, employees."""

TOWNS = {
    "Region Hannover": ("Hannover", 15),
    "Göttingen": ("Göttingen", 12),
    "Braunschweig": ("Braunschweig", 11),
    "Oldenburg (Oldb)": ("Oldenburg", 7),
    "Hildesheim": ("Hildesheim", 6),
    "Stade": ("Stade", 4),
    "Emsland": ("Lingen", 3),
    "Lüneburg": ("Lüneburg", 2),
}
"""District -> a town in it, and how many of the companies sit there."""

SECTORS = {
    "therapeutics-diagnostics": 17,
    "medical-technology": 14,
    "laboratory-bioprocess": 12,
    "plant-agri-food": 8,
    "bioeconomy": 7,
    "environment-biodiversity": 2,
}
"""Sector -> how many of the companies."""

FIRST = ("Muster", "Beispiel", "Exempel", "Platzhalter", "Vorlagen")
SECOND = ("zell", "gen", "protein", "faser", "serum", "implantat", "optik", "saat", "algen", "membran", "analytik")
FORMS = ("GmbH", "GmbH & Co. KG", "AG", "UG (haftungsbeschränkt)")


class _Dice(random.Random):
    """Draws in ways that are the same in every version of Python: all come from `random()`."""

    def pick(self, choices: tuple[str, ...], weights: tuple[float, ...] | None = None) -> str:
        """Draw one of some words."""
        shares = weights or (1.0,) * len(choices)
        mark = self.random() * sum(shares)
        for choice, share in zip(choices, shares, strict=True):
            mark -= share
            if mark < 0:
                return choice
        return choices[-1]

    def about(self, middle: float, spread: float) -> float:
        """Draw a number around another: at most `spread` times it, or one part of it."""
        return middle * float(spread ** (self.random() + self.random() - 1))


class _Company:
    """A made-up company, and what it is like."""

    def __init__(self, name: str, label: str, sector: str, district: str, employees: int, dice: _Dice) -> None:
        self.id, self.label, self.sector, self.district = name, label, sector, district
        self.employees = float(employees)
        self.founded = 1950 + int(dice.random() ** 0.4 * 74)
        self.productivity = dice.about(165_000, 2.2) * (3.9 if name == DOMINANT else 1)
        self.research = dice.about(0.28, 2.5) if "diagnostics" in sector else dice.about(0.12, 2.5)
        self.growth = 0.98 + 0.16 * dice.random()
        self.stage = dice.pick(("none", "preclinical", "clinical", "market"), (3, 3, 2, 4))
        self.diligence = 0.72 + 0.28 * dice.random()
        self.lang = "en" if dice.random() < 0.12 else "de"


def _companies(dice: _Dice) -> list[_Company]:
    """Make the companies up, the examples of the directory first."""
    sectors = [name for name, count in SECTORS.items() for _ in range(count)]
    districts = [name for name, (_, count) in TOWNS.items() for _ in range(count)]
    found = []
    for name, (sector, district, employees) in MEMBERS.items():
        sectors.remove(sector)
        districts.remove(district)
        found.append(_Company(name, "", sector, district, employees, dice))
    sectors.remove("medical-technology")
    districts.remove("Region Hannover")
    label = "Beispielwerke AG"
    found.append(_Company(DOMINANT, label, "medical-technology", "Region Hannover", 800, dice))
    districts.sort(key=lambda _: dice.random())
    for number, (sector, district) in enumerate(zip(sectors, districts, strict=True)):
        word = FIRST[number % len(FIRST)] + SECOND[number // len(FIRST)]
        label = f"{word} {dice.pick(FORMS, (8, 2, 2, 1))}"
        found.append(_Company(word, label, sector, district, 3 + int(dice.random() ** 2.6 * 240), dice))
    return found


# -- Files that the office writes --------------------------------------------------------------------------------------


def _asked(companies: list[_Company]) -> str:
    lines = ["# Erfundene Unternehmen. Wer im Verzeichnis steht, bringt von dort mit, was hier fehlt.", "companies:"]
    for company in companies:
        name = _identifier(company.id)
        lines += [f"  - id: {name}"]
        if company.id in MEMBERS:
            lines += ["    member: yes"]
        else:
            lines += [f"    name: {company.label}", f"    sector: {company.sector}"]
        lines += [f"    district: {company.district}", f"    town: {TOWNS[company.district][0]}"]
        if company.id not in MEMBERS:
            lines += [f"    founded: {company.founded}", f"    website: https://{name}.example/"]
        lines += [f"    email: survey@{name}.example", f"    language: {company.lang}", "    example: yes"]
    return "\n".join(lines) + "\n"


def _identifier(word: str) -> str:
    return word.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def _questionnaire(year: int) -> str:
    """Give the questionnaire of an earlier year: that of 2026, with other years, and without what was new then."""
    text = (ROOT / "surveys" / "2026" / "questionnaire.yaml").read_text(encoding="utf-8")
    text = re.sub(r"        changed:\n( {10}.*\n)+", "", text)
    if year == 2024:
        text = re.sub(r"      - id: obstacles\n( {8}.*\n)+", "", text)
    earlier = 2026 - year
    text = re.sub(r"\b(2025|2026)\b", lambda found: str(int(found[1]) - earlier), text)
    return text.replace(f"opens: {year}-02-02", f"opens: {year}-02-{2 + earlier:02}")


# -- Answers -----------------------------------------------------------------------------------------------------------


def _answers(company: _Company, year: int, dice: _Dice) -> Answers:
    values = dict(_values(company, year, dice))
    if year == YEARS[0]:
        values.pop("obstacles", None)
    declined = {name for name in ("revenue", "equity") if dice.random() < 0.06 and company.id != DOMINANT}
    left_out = {name for name in values if dice.random() > 0.97 and name not in ("employees", "naming")}
    kept = {name: value for name, value in values.items() if name not in declined | left_out}
    kept |= dict(_further(company, year, kept))
    shares = {"revenue-products", "revenue-services", "revenue-licences"}
    if shares - kept.keys():
        kept = {name: value for name, value in kept.items() if name not in shares}
    estimated = {name for name in ("revenue", "research-spending") if name in kept and dice.random() < 0.1}
    name, moment = _identifier(company.id), dt.datetime(year, 2, 9, 8, 15)  # noqa: DTZ001 - in the network's time zone
    moment += dt.timedelta(hours=int(dice.random() * 24 * 60))
    file = f"{name}-{year}.pdf"
    receipt = Receipt(file=file, digest=hashlib.sha256(file.encode()).hexdigest(), received=moment, by="Erika Muster")
    return Answers(name, kept, frozenset(estimated), frozenset(declined), (receipt,))


def _values(company: _Company, year: int, dice: _Dice) -> Iterator[tuple[str, Answer]]:
    company.employees *= company.growth * dice.about(1, 1.06)
    employees = max(2, round(company.employees))
    revenue = _money(employees * company.productivity * dice.about(1, 1.15))
    research = _money(float(revenue) * company.research * dice.about(1, 1.2) * (1.08 if year == YEARS[-1] else 1))
    yield "employees", Decimal(employees)
    yield "employees-research", Decimal(round(employees * min(0.85, company.research * dice.about(1.6, 1.3))))
    yield "employees-women", Decimal(round(employees * (0.34 + 0.24 * dice.random())))
    yield "trainees", Decimal(round(employees * 0.06 * dice.random()))
    yield "vacancies", Decimal(round(employees * 0.09 * dice.random()))
    yield "revenue", revenue
    products, services = round(30 + 50 * dice.random()), round(20 * dice.random())
    yield "revenue-products", Decimal(products)
    yield "revenue-services", Decimal(100 - products - services)
    yield "revenue-licences", Decimal(services)
    yield "exports", Decimal(round(70 * dice.random()))
    yield "outlook-revenue", dice.pick(("higher", "same", "lower"), (5, 4, 2))
    yield "research-spending", research
    yield "patents", Decimal(round(dice.random() ** 2 * employees**0.5))
    yield "new-products", Decimal(round(dice.random() ** 2 * 4))
    yield "furthest-stage", company.stage
    yield "partners", _several(dice, ("universities", "institutes", "hospitals", "companies"), 0.5)
    yield "investment", _money(float(revenue) * 0.09 * dice.about(1, 2.5))
    yield "equity", _money(dice.about(2_600_000, 4)) if dice.random() < 0.22 else Decimal(0)
    yield "public-funding", _money(dice.about(310_000, 3)) if dice.random() < 0.55 else Decimal(0)
    yield "sources", _several(dice, ("cash-flow", "owners", "venture", "loans", "grants"), 0.4)
    yield "obstacles", _several(dice, ("staff", "financing", "regulation", "space", "energy"), 0.42)
    yield "hiring", dice.pick(("more", "same", "fewer"), (5, 5, 2))
    yield "site-rating", dice.pick(("very", "rather", "little"), (4, 6, 2))
    if year == YEARS[0]:
        yield "registered", dt.date(company.founded, 1 + int(dice.random() * 12), 1 + int(dice.random() * 28))
    is_named = dice.random() < 0.3
    yield "naming", "yes" if is_named else "no"
    if is_named:
        yield "event", _event(company.lang, _word(dice), year - 1)
    if dice.random() < 0.15:
        yield "remarks", f"Erfundene Anmerkung {_word(dice)} zu {year}: bitte erst im Herbst anrufen."


def _further(company: _Company, year: int, values: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    """Yield what was asked later than all else, drawn by dice of its own; some answer without consent to be named."""
    dice = _Dice(f"{company.id} {year}")
    yield "sites", Decimal(1 + int(company.employees / 120) + (company.founded % 5 == 0))
    if "trainees" in values:
        yield "naming-trainees", dice.pick(("yes", "no"), (2, 5))
    if "event" not in values and dice.random() < 0.1:
        yield "event", f"Erfundenes Ereignis {_word(dice)}, das im Jahr {year} niemand erfahren soll."


def _money(amount: float) -> Decimal:
    """Round to an amount with cents that nothing else can be by chance: eight digits and more, the last no zero."""
    euros = max(100_003, round(amount))
    return Decimal(f"{euros}.{1 + euros % 9}{1 + euros // 9 % 9}")


def _several(dice: _Dice, options: tuple[str, ...], share: float) -> tuple[str, ...]:
    chosen = tuple(option for option in options if dice.random() < share)
    return chosen or (dice.pick(options),)


def _event(lang: str, word: str, year: int) -> str:
    """Make an event up, with a word by which it is found."""
    events = {
        "de": (
            "Labor „{}“ eröffnet",
            "Zulassung für das Gerät „{}“",
            "Projekt „{}“ begonnen",
            "Verfahren „{}“ erprobt",
        ),
        "en": ("Laboratory “{}” opened", "Device “{}” approved", "Project “{}” begun", "Process “{}” tested"),
    }[lang]
    mark = "erfunden" if lang == "de" else "made up"
    return f"{events[sum(map(ord, word)) % len(events)].format(word)}, {year} ({mark})"


def _word(dice: _Dice) -> str:
    """Make a word up that stands nowhere else."""
    return "".join(dice.pick(("ba", "ke", "li", "mo", "nu", "ro", "sti", "vu", "xa", "zy")) for _ in range(5)).title()


def write_sample(root: Path) -> None:
    """Write `surveys/` below a folder; what lies there of answers is replaced."""
    dice = _Dice(SEED)
    companies = _companies(dice)
    for year in YEARS:
        folder = root / "surveys" / str(year)
        shutil.rmtree(folder / "answers", ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "asked.yaml").write_text(_asked(companies), encoding="utf-8")
        if year != YEARS[-1]:
            (folder / "questionnaire.yaml").write_text(_questionnaire(year), encoding="utf-8")
        for company in companies:
            answers = _answers(company, year, dice)
            if company.id == DOMINANT or dice.random() < company.diligence:
                write_answers(folder, answers)


if __name__ == "__main__":
    write_sample(ROOT)
