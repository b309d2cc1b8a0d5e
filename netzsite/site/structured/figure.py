"""A figure in schema.org's words: the data set behind it, with its table as CSV, years and sources."""

import re

from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.render.places import figure_data_path
from netzsite.render.structured import Thing
from netzsite.render.tallies import filled
from netzsite.site.composer import Composer
from netzsite.site.structured.words import page_of, publisher


def compose(composer: Composer, named: Entry[Figure]) -> Thing:
    """Describe the data of a figure; on which terms others published them, nobody has written down."""
    view, entry = composer.views.figure(named), filled(composer.views, named)
    facts, lang = entry.facts, composer.lang
    return {
        "@type": "Dataset",
        "name": entry.title(lang),
        "description": " ".join(filter(None, (view.description, view.unit, view.note, *view.remarks))),
        "url": page_of(composer, entry),
        "inLanguage": lang,
        "isAccessibleForFree": True,
        "variableMeasured": tuple(facts.columns[name].label.pick(lang) for name in facts.chart.y),
        "temporalCoverage": _years(entry),
        "citation": tuple(source.title.pick(lang) for source in facts.sources),
        "isBasedOn": tuple(source.url for source in facts.sources if source.url),
        "publisher": publisher(composer),
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": composer.address(figure_data_path(entry.id)),
        },
    }


def _years(entry: Entry[Figure]) -> str:
    """Say which years the table covers, if its first column holds years."""
    if entry.table is None:
        return ""
    place = entry.table.columns.index(entry.facts.chart.x)
    cells = [row[place] for row in entry.table.rows]
    are_years = bool(cells) and all(re.fullmatch(r"[12]\d{3}", cell) for cell in cells)
    return "/".join(dict.fromkeys((min(cells), max(cells)))) if are_years else ""
