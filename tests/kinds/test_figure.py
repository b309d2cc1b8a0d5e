"""netzsite.kinds.figure: tables of numbers, and the one number that a text names."""

from decimal import Decimal

import pytest

from netzsite.kinds.figure import Figure, data, lookup, number
from netzsite.source import Table

TABLE = Table(
    "sales.csv",
    ("year", "country", "sales", "costs"),
    (("2024", "DE", "1", ""), ("2025", "DE", "2.50", "4"), ("2025", "AT", "-3", "")),
    (2, 3, 4),
)


def figure(**chart):
    """Make a figure of the table."""
    columns = {name: {"label": name} for name in TABLE.columns}
    return Figure.model_validate(
        {
            "title": "x",
            "description": "x",
            "sources": [{"title": "x"}],
            "columns": columns,
            "chart": {"mark": "line", "x": "year", "y": ["sales"], **chart},
        }
    )


def test_a_cell_is_a_number_or_empty():
    """Numbers stay as exact as they are written; an empty cell is a number that is not known, not zero."""
    assert number("2.50") == Decimal("2.50")
    assert number("") is None
    with pytest.raises(ValueError, match="'1,5' is not a number"):
        number("1,5")


def test_a_secret_is_not_a_gap():
    """A point alone is a number that is known and not told; an empty cell one that is not known."""
    table = Table("x.csv", ("year", "sales"), (("2024", "."), ("2025", "")), (2, 3))
    points = data(figure(), table)
    assert [(point.value, point.is_suppressed) for point in points] == [(None, True), (None, False)]
    assert lookup(figure(), table, {"year": "2024"}) == ("sales", None)


def test_a_base_is_one_group_or_several():
    """One survey, or one for each year; the column of answers is no series."""
    facts = figure(base="costs").model_dump() | {"base": {"asked": 60, "answered": 48}}
    made = Figure.model_validate(facts)
    assert [(base.asked, base.answered) for base in made.base] == [(60, 48)]
    assert {point.series for point in data(made, TABLE)} == {"sales"}


@pytest.mark.parametrize(
    ("chart", "reads"),
    [
        ({}, True),
        ({"mark": "timeline", "year": 2026}, False),
        ({"mark": "network"}, False),
        ({"mark": "map", "x": "district", "count": "members"}, False),
        ({"mark": "map"}, True),
    ],
)
def test_some_figures_need_no_table(chart, reads):
    """The network's own entries have what timelines, networks and counts show."""
    given = {"mark": "line", "x": "year", "y": ["sales"], **chart}
    assert Figure.reads_table({"chart": given}) is reads
    assert figure(**chart).chart.is_of_library is not reads


def test_a_figure_draws_its_series():
    """Each column of numbers is a series; or one column names the series of each row."""
    assert [(point.x, point.series, point.value) for point in data(figure(y=["sales", "costs"]), TABLE)][:2] == [
        ("2024", "sales", Decimal(1)),
        ("2024", "costs", None),
    ]
    assert {point.series for point in data(figure(series="country"), TABLE)} == {"DE", "AT"}


@pytest.mark.parametrize(
    ("chart", "conditions", "found"),
    [
        ({}, {"year": "2024"}, ("sales", Decimal(1))),
        ({}, {"year": "2025", "country": "AT"}, ("sales", Decimal(-3))),
        ({"y": ["sales", "costs"]}, {"year": "2025", "country": "DE", "column": "costs"}, ("costs", Decimal(4))),
    ],
)
def test_a_text_names_one_number(chart, conditions, found):
    """Conditions choose a row, `column` the number in it."""
    assert lookup(figure(**chart), TABLE, conditions) == found


@pytest.mark.parametrize(
    ("chart", "conditions", "reason"),
    [
        ({}, {"year": "2025"}, "2 rows fit: name more columns"),
        ({}, {"year": "2023"}, "no row has year '2023'"),
        ({}, {"year": "2024", "country": "AT"}, "no row has year '2024' and country 'AT'"),
        ({}, {"jahr": "2024"}, "sales.csv has no column 'jahr'"),
        ({"y": ["sales", "costs"]}, {"year": "2024"}, "add column=sales or column=costs"),
        ({"y": ["sales", "costs"]}, {"year": "2024", "column": "costs"}, "the cell in column 'costs' is empty"),
    ],
)
def test_a_number_that_is_not_there_is_explained(chart, conditions, reason):
    """No row, several rows, no such column, an empty cell: each has its own words."""
    with pytest.raises(ValueError, match=reason):
        lookup(figure(**chart), TABLE, conditions)
