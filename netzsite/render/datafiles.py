"""Turns data sets into CSV, JSON and the description that programs read (https://datapackage.org/standard/)."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from netzsite.config import Network
from netzsite.entry import Entry
from netzsite.kinds.figure import Figure
from netzsite.render.datasets import Column, DataSet, Value
from netzsite.render.figurefiles import has_secrets, missing_values
from netzsite.render.places import data_path, figure_data_path, figure_metadata_path, survey_data_path
from netzsite.render.tables import write_csv
from netzsite.strings import Strings
from netzsite.urls import slug

_FOLDER = "data/"
_BETWEEN = ";"
"""Stands between the texts of a list in a cell."""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The table of a figure: its columns by name, label and whether they hold numbers; whether some are secret."""

    id: str
    title: str
    description: str
    columns: tuple[tuple[str, str, bool], ...]
    sources: tuple[tuple[str, str | None], ...]
    has_secrets: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """All data sets with what is said of them in the network's first language, and the tables of figures."""

    lang: str
    network: Network
    homepage: str
    sets: tuple[DataSet, ...]
    figures: tuple[FigureTable, ...]
    surveys: tuple[FigureTable, ...] = ()


# -- CSV ---------------------------------------------------------------------------------------------------------------


def csv_of(data: DataSet) -> bytes:
    """Write a data set as CSV; a column of words is one for each language."""
    names = [name for column in data.columns for name in _names(column, data.languages)]
    rows = (list(_cells(data, row)) for row in data.rows)
    return write_csv(names, rows)


def _names(column: Column, languages: tuple[str, ...]) -> list[str]:
    return [f"{column.name}_{lang}" for lang in languages] if column.is_words else [column.name]


def _cells(data: DataSet, row: tuple[Value, ...]) -> Iterator[str]:
    for column, value in zip(data.columns, row, strict=True):
        if column.is_words:
            yield from value if isinstance(value, tuple) else ("",) * len(data.languages)
        else:
            yield _cell(value)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _BETWEEN.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# -- JSON --------------------------------------------------------------------------------------------------------------


def json_of(data: DataSet) -> bytes:
    """Write a data set as JSON: a list of objects; words are an object by language, what is not known is null."""
    return _json([_object(data, row) for row in data.rows])


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _object(data: DataSet, row: tuple[Value, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in zip(data.columns, row, strict=True):
        if column.is_words:
            words = value if isinstance(value, tuple) else ("",) * len(data.languages)
            found[column.name] = {lang: text or None for lang, text in zip(data.languages, words, strict=True)}
        else:
            found[column.name] = _plain(value)
    return found


def _plain(value: Value) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value


# -- Data package ------------------------------------------------------------------------------------------------------


def package_of(package: Package, strings: Strings) -> bytes:
    """Describe all data sets as a Data Package; the tables of figures keep the terms of their sources."""
    network = package.network
    contributor = {"title": network.legal.publisher.pick(package.lang), "roles": ["publisher"]}
    return _json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": re.sub(r"[^a-z0-9]+", "-", network.short_name.lower()).strip("-") or "network",
            "title": strings.text("open-data.package", network=network.name.pick(package.lang)),
            "description": strings.text("open-data.lead"),
            "homepage": package.homepage,
            "contributors": [contributor],
            "resources": [
                *(resource for data in package.sets for resource in _resources(data, network, strings)),
                *(resource for figure in package.figures for resource in _figure_resources(figure, strings)),
                *(_survey_resource(survey, strings) for survey in package.surveys),
            ],
        }
    )


def _resources(data: DataSet, network: Network, strings: Strings) -> Iterator[dict[str, Any]]:
    table = csv_of(data)
    about = {
        "title": strings.text(f"open-data.sets.{data.name}.title"),
        "description": strings.text(f"open-data.sets.{data.name}.about"),
        **_licences(network),
    }
    path = data_path(data.name, "csv").removeprefix(_FOLDER)
    yield {**_csv(data.name, path), **about, "bytes": len(table), "schema": _schema(data, strings)}
    path = data_path(data.name, "json").removeprefix(_FOLDER)
    yield {"name": f"{data.name}-json", "path": path, "format": "json", "mediatype": "application/json", **about}


def _csv(name: str, path: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }


def _licences(network: Network) -> dict[str, Any]:
    terms = network.open_data
    if terms is None:
        return {}
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", terms.licence).strip("-")
    return {"licenses": [{"name": name, "title": terms.licence, "path": terms.url}]}


def _schema(data: DataSet, strings: Strings) -> dict[str, Any]:
    references = [
        {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": ["id"]}}
        for column in data.columns
        if column.refers_to and column.type != "list"
    ]
    return {
        "fields": [field for column in data.columns for field in _fields(column, data, strings)],
        "primaryKey": list(data.key),
        "missingValues": [""],
        **({"foreignKeys": references} if references else {}),
    }


def _fields(column: Column, data: DataSet, strings: Strings) -> Iterator[dict[str, Any]]:
    further: Mapping[str, Any] = {"delimiter": _BETWEEN} if column.type == "list" else {}
    if column.is_address:
        further = {"format": "uri"}
    if column.choices:
        further = {"categories": [{"value": each.value, "label": strings.value(each)} for each in column.choices]}
    if column.name in data.key:
        further = {**further, "constraints": {"required": True}}
    about = strings.text(column_key(data.name, column, strings))
    for name in _names(column, data.languages):
        yield {"name": name, "type": column.type, "description": about, **further}


def column_key(data: str, column: Column, strings: Strings) -> str:
    """Give the key of the words on a column: its data set's own if there are some."""
    own = f"open-data.columns.{data}-{column.name}"
    return own if strings.has(own) else f"open-data.columns.{column.name}"


def figure_table(figure: Entry[Figure], lang: str) -> FigureTable:
    """Describe the table of a figure, filled, in a language."""
    facts, names = figure.facts, figure.table.columns if figure.table else ()
    labels = {name: column.label.pick(lang) for name, column in facts.columns.items()}
    return FigureTable(
        figure.id,
        facts.title.pick(lang),
        facts.description.pick(lang),
        tuple((name, labels.get(name, name), name in (*facts.chart.y, facts.chart.base)) for name in names),
        tuple((source.title.pick(lang), source.url) for source in facts.sources),
        has_secrets(figure),
    )


def report_package(
    page: Mapping[str, str], figures: Mapping[str, FigureTable], surveys: Mapping[str, FigureTable], strings: Strings
) -> bytes:
    """Describe tables of figures and of surveys that lie beside the description as a Data Package.

    Args:
        page: title, description (may be empty), homepage and publisher.
        figures: file -> table of a figure.
        surveys: file -> table of a survey.
        strings: of the language.
    """
    return _json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": slug(page["title"]),
            **{name: page[name] for name in ("title", "description", "homepage") if page[name]},
            "contributors": [{"title": page["publisher"], "roles": ["publisher"]}],
            "resources": [
                *({**_table_resource(figure, strings), "path": file} for file, figure in figures.items()),
                *({**_survey_resource(survey, strings), "path": file} for file, survey in surveys.items()),
            ],
        }
    )


def _survey_resource(survey: FigureTable, strings: Strings) -> dict[str, Any]:
    """Describe the table of all that a survey has published."""
    fields = [
        {"name": column, "type": "number" if is_number else "string", "title": label}
        for column, label, is_number in survey.columns
    ]
    schema = {"fields": fields, "missingValues": missing_values(strings, has_secrets=survey.has_secrets)}
    about = {"title": survey.title, "description": survey.description, "schema": schema}
    return {**_csv(f"survey-{survey.id}", survey_data_path(survey.id).removeprefix(_FOLDER)), **about}


def _figure_resources(figure: FigureTable, strings: Strings) -> Iterator[dict[str, Any]]:
    """Yield the table of a figure, and the file that says more of it."""
    table = _table_resource(figure, strings)
    yield table
    path = figure_metadata_path(figure.id).removeprefix(_FOLDER)
    about = {name: table[name] for name in ("title", "description", "sources")}
    yield {"name": f"{table['name']}-json", "path": path, "format": "json", "mediatype": "application/json", **about}


def _table_resource(figure: FigureTable, strings: Strings) -> dict[str, Any]:
    name = f"figure-{figure.id.replace('/', '-')}"
    fields = [
        {"name": column, "type": "number" if is_number else "string", "title": label}
        for column, label, is_number in figure.columns
    ]
    return {
        **_csv(name, figure_data_path(figure.id).removeprefix(_FOLDER)),
        "title": figure.title,
        "description": figure.description,
        "sources": [{"title": title, **({"path": url} if url else {})} for title, url in figure.sources],
        "schema": {"fields": fields, "missingValues": missing_values(strings, has_secrets=figure.has_secrets)},
    }
