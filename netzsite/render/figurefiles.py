"""Turns a figure into what programs read of it: a Data Package of its table (https://datapackage.org/standard/)."""

import json
from typing import TYPE_CHECKING, Any

from netzsite.entry import Entry
from netzsite.kinds.figure import SUPPRESSED, Figure, is_suppressed
from netzsite.render.citations import citation
from netzsite.render.figures import figure_view
from netzsite.render.places import figure_data_path
from netzsite.render.tallies import filled
from netzsite.strings import Strings
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.views import Views


def missing_values(strings: Strings, *, has_secrets: bool) -> list[dict[str, str]] | list[str]:
    """Say what cells without a number mean, in the words of Table Schema."""
    if not has_secrets:
        return [""]
    labels = {"": strings.text("figure.not-known"), SUPPRESSED: strings.text("figure.suppressed")}
    return [{"value": value, "label": label} for value, label in labels.items()]


def has_secrets(entry: Entry[Figure]) -> bool:
    """Tell whether some number of a figure's table is kept secret."""
    return entry.table is not None and any(is_suppressed(cell) for row in entry.table.rows for cell in row)


def figure_metadata(views: "Views", named: Entry[Figure], others: tuple["Views", ...]) -> str:
    """Describe a figure and its table as JSON: in the network's first language, with the words of the others.

    Args:
        views: of the first language.
        named: the figure.
        others: of the further languages.
    """
    entry = filled(views, named)
    facts, lang, network = entry.facts, views.lang, views.library.network
    sources = [{"title": each.title.pick(lang), **({"path": each.url} if each.url else {})} for each in facts.sources]
    made = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"figure-{entry.id.replace('/', '-')}",
        "language": lang,
        **_words(views, named),
        "homepage": absolute_link(views.path(entry) or "", network.base_url),
        "contributors": [{"title": network.name.pick(lang), "roles": ["publisher"]}],
        "sources": sources,
        "example": facts.example,
        **({"survey": facts.survey.model_dump(exclude_none=True)} if facts.survey else {}),
        **({"base": [base.model_dump(exclude_none=True) for base in facts.base]} if facts.base else {}),
        "resources": [
            {
                "name": entry.id.replace("/", "-"),
                "type": "table",
                "path": figure_data_path(entry.id).rpartition("/")[2],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": _fields(views, entry),
                    "missingValues": missing_values(views.strings, has_secrets=has_secrets(entry)),
                },
            }
        ],
        "translations": {other.lang: {"homepage": _page(other, entry)} | _words(other, named) for other in others},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _words(views: "Views", named: Entry[Figure]) -> dict[str, Any]:
    view = figure_view(views, named)
    said = {"title": view.title, "description": view.description, "unit": view.unit, "note": view.note}
    told = {name: words for name, words in said.items() if words}
    return {**told, "remarks": list(view.remarks), "citation": citation(views, filled(views, named))}


def _page(views: "Views", entry: Entry[Figure]) -> str:
    return absolute_link(views.path(entry) or "", views.library.network.base_url)


def _fields(views: "Views", entry: Entry[Figure]) -> list[dict[str, str]]:
    facts, table = entry.facts, entry.table
    numbers = {*facts.chart.y, *([facts.chart.base] if facts.chart.base else [])}
    return [
        {
            "name": name,
            "type": "number" if name in numbers else "string",
            **({"title": facts.columns[name].label.pick(views.lang)} if name in facts.columns else {}),
        }
        for name in (table.columns if table else ())
    ]
