"""Turns a figure into how it is cited: a sentence, BibTeX, and CSL-JSON for reference managers."""

import json
import re
from typing import TYPE_CHECKING

from netzsite.entry import Entry
from netzsite.kinds.figure import Figure, position_of
from netzsite.source import Table
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.views import Views

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: rf"\{sign}" for sign in "&%$#_{}"},
}


def citation(views: "Views", entry: Entry[Figure]) -> str:
    """Say in a sentence how a figure is cited: publisher, title, year, address, sources of the data."""
    facts, strings = entry.facts, views.strings
    cited = strings.text(
        "figure.citation",
        publisher=views.library.network.name.pick(views.lang),
        title=_title(views, entry),
        year=year_of(entry) or strings.text("figure.undated"),
        url=_address(views, entry),
    )
    sources = "; ".join(source.title.pick(views.lang) for source in facts.sources)
    return f"{cited} {strings.text('figure.source' if len(facts.sources) == 1 else 'figure.sources')}: {sources}."


def bibtex(views: "Views", entry: Entry[Figure]) -> str:
    """Write a figure as an entry of a BibTeX file."""
    publisher, sources = views.library.network.name.pick(views.lang), "; ".join(_sources(views, entry))
    fields = {
        "author": f"{{{_escaped(publisher)}}}",
        "title": f"{{{_escaped(_title(views, entry))}}}",
        "year": year_of(entry),
        "publisher": _escaped(publisher),
        "url": _address(views, entry),
        "note": _escaped(sources),
        "langid": {"de": "ngerman", "en": "english"}.get(views.lang, ""),
    }
    written = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(views, entry)},\n{written}\n}}\n"


def csl_json(views: "Views", entry: Entry[Figure]) -> str:
    """Write a figure as CSL-JSON (https://docs.citationstyles.org), which reference managers read."""
    publisher, year = views.library.network.name.pick(views.lang), year_of(entry)
    item = {
        "id": _key(views, entry),
        "type": "dataset",
        "title": _title(views, entry),
        "author": [{"literal": publisher}],
        "publisher": publisher,
        **({"issued": {"date-parts": [[int(year)]]}} if year else {}),
        "URL": _address(views, entry),
        "note": "; ".join(_sources(views, entry)),
        "language": views.lang,
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def year_of(entry: Entry[Figure]) -> str:
    """Give the year that a figure is of: of its survey or its deals, else the last year of its table; empty if none."""
    facts = entry.facts
    of_base = max((base.year for base in facts.base if base.year), default=None)
    known = (facts.survey.year if facts.survey else None) or facts.chart.year or of_base
    return str(known) if known else _last_year(entry.facts, entry.table) if entry.table else ""


def _last_year(facts: Figure, table: Table) -> str:
    cells = [row[position_of(table, facts.chart.x)] for row in table.rows]
    years = [cell[:4] for cell in cells if re.fullmatch(r"[12]\d{3}(-\d\d){0,2}", cell)]
    return max(years) if cells and len(years) == len(cells) else ""


def _title(views: "Views", entry: Entry[Figure]) -> str:
    title = entry.title(views.lang)
    return f"{title} [{views.strings.text('entry.example')}]" if entry.facts.example else title


def _sources(views: "Views", entry: Entry[Figure]) -> list[str]:
    titles = [source.title.pick(views.lang) for source in entry.facts.sources]
    return [
        f"{views.strings.text('figure.source' if len(titles) == 1 else 'figure.sources')}: {titles[0]}",
        *titles[1:],
    ]


def _address(views: "Views", entry: Entry[Figure]) -> str:
    return absolute_link(views.path(entry) or "", views.library.network.base_url)


def _key(views: "Views", entry: Entry[Figure]) -> str:
    network = re.sub(r"[^a-z0-9]+", "", views.library.network.short_name.lower())
    return "-".join(filter(None, (network, entry.id.replace("/", "-"), year_of(entry))))


def _escaped(words: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in words)
