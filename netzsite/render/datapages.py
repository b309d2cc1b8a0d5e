"""Turns data sets into what a page says of them: columns, files with their sizes, terms."""

from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.library import Library
from netzsite.render.datafiles import column_key, csv_of, json_of
from netzsite.render.datarows import data_set
from netzsite.render.datasets import COLUMNS, Column, DataSet
from netzsite.render.places import DATA_PACKAGE, data_path
from netzsite.render.theme import Theme
from netzsite.strings import Strings


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its name in the files, the word for its type, what it holds."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a data set: csv or json, its path, its size in bytes and in words."""

    format: str
    path: str
    bytes: int
    size: str


@dataclass(frozen=True, slots=True)
class DataSetView:
    """A data set in the reader's language."""

    name: str
    title: str
    about: str
    count: int
    columns: tuple[ColumnView, ...]
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """What the page of open data shows: the licence (empty if none is stated), how to name the source, the sets."""

    title: str
    licence: str
    licence_url: str
    source: str
    notes: str
    package: str
    sets: tuple[DataSetView, ...]


def open_data_page(library: Library, theme: Theme, lang: str) -> OpenDataPage:
    """Describe all data sets in a language."""
    network, strings = library.network, theme.strings[lang]
    terms = network.open_data
    return OpenDataPage(
        strings.text("open-data.title"),
        terms.licence if terms else "",
        terms.url if terms else "",
        f"{network.short_name}, {network.base_url}",
        network.legal.notes.pick(lang) if network.legal.notes else "",
        DATA_PACKAGE,
        tuple(_describe(data_set(library, theme, name), strings) for name in COLUMNS),
    )


def _describe(data: DataSet, strings: Strings) -> DataSetView:
    written = {"csv": csv_of(data), "json": json_of(data)}
    return DataSetView(
        data.name,
        strings.text(f"open-data.sets.{data.name}.title"),
        strings.text(f"open-data.sets.{data.name}.about"),
        len(data.rows),
        tuple(_columns(data, strings)),
        tuple(
            FileView(suffix, data_path(data.name, suffix), len(made), _size(len(made), strings))
            for suffix, made in written.items()
        ),
    )


def _columns(data: DataSet, strings: Strings) -> Iterator[ColumnView]:
    for column in data.columns:
        name = ", ".join(f"{column.name}_{lang}" for lang in data.languages) if column.is_words else column.name
        yield ColumnView(name, strings.text(_type_key(column)), strings.text(column_key(data.name, column, strings)))


def _type_key(column: Column) -> str:
    return f"open-data.types.{'address' if column.is_address else 'code' if column.choices else column.type}"


def _size(count: int, strings: Strings) -> str:
    return strings.text("open-data.size", n=max(1, round(count / 1000)))
