"""netzsite.render.tables: CSV that a spreadsheet opens as data."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.render.tables import write_csv

STARTS = "=+-@\t\r＝＋－＠"


def read(data, delimiter=","):
    return list(csv.reader(io.StringIO(data.decode()), delimiter=delimiter))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("https://evil.example","x")',
        "+49=1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
        "harmless;=1+1",
        'harmless; "=1+1',
        "harmless\n=1+1",
    ],
)
def test_a_formula_is_defused(cell):
    """CSV cells that a spreadsheet would run as a formula are defused, in rows and headers, for , and ; alike."""
    data = write_csv([cell], [[cell]])
    for row in read(data):
        assert not row[0].startswith(tuple(STARTS))
    for delimiter in ",;\t":
        pieces = [piece.strip(" \"'") for line in data.decode().splitlines() for piece in line.split(delimiter)]
        starts = [piece for line in data.decode().splitlines() for piece in re.split(rf'{delimiter}[ "]*', line)]
        assert pieces
        assert not [piece for piece in starts if piece.lstrip('" ').startswith(tuple("=+@＝＋＠"))]


@pytest.mark.parametrize("cell", ["-5", "+5", "-5.25", "-5,25", "-5%", "12500", "a-b", "a = b", "Köln; Bonn", "", "–"])
def test_data_stay_as_they_are(cell):
    """Numbers with a sign are numbers; words with a hyphen are words."""
    assert read(write_csv(["x", "y"], [[cell, "z"]]))[1] == [cell, "z"]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=4))
def test_every_cell_comes_back_or_begins_with_an_apostrophe(rows):
    """Nothing else is changed (RFC 4180), and no cell begins as a formula does."""
    read_back = read(write_csv(["a", "b"], rows))[1:] if not any("\0" in cell for row in rows for cell in row) else []
    for row, cells in zip(read_back, rows, strict=False):
        for found, cell in zip(row, cells, strict=True):
            assert re.sub("['\r\n]+", "", found) == re.sub("['\r\n]+", "", cell)
            is_number = re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", found)
            assert is_number or not found.startswith(tuple(STARTS))


def test_published_data_are_defused(make_site, build_site, quick_website):
    """The CSV that a reader downloads is the defused one."""
    figure = """\
title: Titel
description: Beschreibung
sources: [{title: Quelle}]
columns: {name: {label: Name}, sales: {label: Umsatz}}
chart: {mark: bar, x: name, y: [sales]}
"""
    site = make_site({"figures/a.yaml": figure, "figures/a.csv": "name,sales\n=1+1,-5\n@x,6\n"})
    run = build_site(site, "--only", "website")
    assert run.code == 0, run.lines
    (path,) = run.output.rglob("a.csv")
    assert path.read_text().splitlines() == ["name,sales", "'=1+1,-5", "'@x,6"]
