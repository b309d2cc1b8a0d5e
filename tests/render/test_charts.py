"""netzsite.render.charts: figures become drawings that say what the numbers say."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from netzsite.checks.figures import check_figure
from netzsite.config import Identity
from netzsite.entry import Entry
from netzsite.kinds.figure import Figure, Mark, lookup
from netzsite.parsing import parse_record
from netzsite.render.charts import chart_spec, draw
from netzsite.render.palettes import Palette, recolour_css
from netzsite.render.theme import load_theme
from netzsite.source import read_source, read_table

STRINGS = load_theme(Path(__file__).parents[2] / "themes/bioregion", ("de", "en"), Identity()).strings
LIGHT = Palette("#111111", "#555555", "#dddddd", ("#0b5d4e", "#b07f22", "#4f8bdc", "#7f2783", "#474a14", "#2c0f0a"))
DARK = Palette("#eeeeee", "#aaaaaa", "#333333", ("#82cbb6", "#d69f30", "#47799a", "#b650d4", "#dfe59b", "#c24a41"))

YAML = """\
title: Titel
description: Beschreibung
unit: {de: Mio. Euro, en: EUR million}
sources: [{title: Quelle}]
columns:
  year: {label: {de: Jahr, en: Year}}
  sales: {label: {de: Umsatz, en: Sales}}
  grants: {label: {de: Förderung, en: Grants}}
chart: {mark: line, x: year, y: [sales, grants]}
"""
CSV = "year,sales,grants\n2019,9500,100\n2020,,120\n2022,12500.5,150\n"


@pytest.fixture
def figure(tmp_path):
    """Make a figure from the texts of its two files."""

    def make(yaml=YAML, csv=CSV):
        Path(tmp_path / "x.yaml").write_text(yaml, encoding="utf-8")
        Path(tmp_path / "x.csv").write_text(csv, encoding="utf-8")
        source = read_source(tmp_path / "x.yaml", "figures/x.yaml")
        facts, problems = parse_record(Figure, source, ("de", "en"))
        assert facts is not None, problems
        return Entry("x", facts, source, {}, read_table(tmp_path / "x.csv", "figures/x.csv"))

    return make


def spec_of(entry, lang="de"):
    return json.loads(chart_spec(entry.facts, entry.table, STRINGS[lang], LIGHT))


def texts(drawing):
    return [element.text for element in ElementTree.fromstring(drawing).iter() if element.tag.endswith("text")]


def drawn(entry, lang="de"):
    return draw(chart_spec(entry.facts, entry.table, STRINGS[lang], LIGHT))


@pytest.mark.slow
def test_a_line_breaks_where_a_number_is_missing(figure):
    """An empty cell and a year without a row are gaps; nothing is drawn between."""
    runs = [(row["s"], row["x"], row["g"]) for row in spec_of(figure())["data"]["values"]]
    assert runs == [
        ("Umsatz", 2019, "Umsatz 0"),
        ("Umsatz", 2022, "Umsatz 2"),
        ("Förderung", 2019, "Förderung 0"),
        ("Förderung", 2020, "Förderung 0"),
        ("Förderung", 2022, "Förderung 1"),
    ]
    lines = [
        path.get("d") or ""
        for path in ElementTree.fromstring(drawn(figure())).iter()
        if path.get("stroke-width") == "2.25"
    ]
    assert sorted(path.count("L") for path in lines) == [0, 0, 0, 1]


@pytest.mark.slow
def test_years_stand_at_their_distance(figure):
    """A missing year leaves its place free, on lines and between bars."""
    assert spec_of(figure())["encoding"]["x"]["type"] == "quantitative"
    bars = spec_of(figure(YAML.replace("line", "grouped-bar")))
    assert bars["encoding"]["x"]["scale"]["domain"] == ["2019", "2020", "2021", "2022"]


@pytest.mark.slow
def test_years_at_a_pace_are_not_gaps(figure):
    """A figure of every second year is whole."""
    rows = spec_of(figure(csv="year,sales,grants\n2018,1,2\n2020,1,2\n2022,3,4\n"))["data"]["values"]
    assert {row["g"] for row in rows} == {"Umsatz 0", "Förderung 0"}


@pytest.mark.slow
def test_a_missing_bar_is_a_dash_and_not_zero(figure):
    """The reader can tell a number that is not known from nothing."""
    entry = figure(YAML.replace("line", "bar").replace("[sales, grants]", "[sales]"))
    assert texts(drawn(entry)).count("–") == 2
    assert "0" not in texts(drawn(entry))


@pytest.mark.slow
def test_numbers_are_written_as_the_language_does(figure):
    """Labels group by the language's own separators."""
    entry = figure(YAML.replace("line", "bar").replace("[sales, grants]", "[sales], decimals: 1"))
    assert {"12.500,5", "Umsatz (Mio. Euro)"} <= set(texts(drawn(entry, "de")))
    assert {"12,500.5", "Sales (EUR million)"} <= set(texts(drawn(entry, "en")))


@pytest.mark.slow
def test_colour_is_never_the_only_channel(figure):
    """Series have shapes of their own, or stand beside each other in the order of the legend."""
    shapes = spec_of(figure())["layer"][1]["encoding"]["shape"]["scale"]["range"]
    assert len(set(shapes)) == 2


@pytest.mark.slow
def test_bars_begin_at_zero(figure):
    """Their length is the number."""
    assert "scale" not in spec_of(figure(YAML.replace("line", "grouped-bar")))["encoding"]["y"]
    assert "0" in texts(
        drawn(figure(YAML.replace("line", "stacked-bar"), "year,sales,grants\n2019,90,80\n2020,95,81\n"))
    )


@pytest.mark.slow
@pytest.mark.parametrize("mark", [mark for mark in Mark if mark not in (Mark.MAP, Mark.TIMELINE, Mark.NETWORK)])
def test_every_mark_is_drawn_alike_each_time_and_safely(figure, mark):
    """A drawing meets a strict Content-Security-Policy, names no role and can stand twice on a page."""
    entry = figure(YAML.replace("mark: line", f"mark: {mark.value}"), "year,sales,grants\n2019,90,80\n2020,95,81\n")
    first = drawn(entry)
    draw.cache_clear()
    assert drawn(entry) == first
    assert not re.search(r"\s(style|class|id|role|aria-\w+|on\w+|href)=|<script|<style", first)
    colours = set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', first))
    assert colours <= {LIGHT.ink, LIGHT.muted, LIGHT.rule, *LIGHT.series, *LIGHT.on_series}
    assert "#0b5d4e" in colours


@pytest.mark.slow
def test_words_of_editors_cannot_become_markup(figure):
    """Labels are texts, whatever they hold."""
    hostile = figure(YAML.replace("de: Umsatz", "de: '<script>alert(1)</script> \" onload=\"x'"))
    drawing = drawn(hostile)
    assert "<script" not in drawing
    assert any("<script>alert(1)</script>" in (text or "") for text in texts(drawing))


def test_dark_mode_turns_every_colour():
    """Each colour of the light palette has a rule for what it fills and draws."""
    css = recolour_css(LIGHT, DARK)
    assert '.chart [fill="#0b5d4e"]{fill:#82cbb6}' in css
    assert '.chart [stroke="#dddddd"]{stroke:#333333}' in css
    assert css.count("{") == 2 * 9 + 6 + 1  # words on series and the ground are filled only


@pytest.mark.parametrize(
    ("yaml", "csv", "message"),
    [
        (YAML.replace("x: year", "x: jahr"), CSV, "figures/x.yaml:9:24: figures/x.csv has no column 'jahr'"),
        (YAML, CSV.replace("9500", "9.500,00 €"), "figures/x.csv:2: sales: '9.500,00 €' is not a number"),
        (YAML, CSV.replace("9500", "n/a"), "figures/x.csv:2: sales: 'n/a' is not a number"),
        (YAML, "year,sales,grants\n2019,,\n", "figures/x.csv: there is not a single number to draw"),
        (YAML, CSV + "2022,1,2\n", "figures/x.csv:5: '2022' stands on line 4 already"),
        (YAML.replace("line", "stacked-bar"), CSV, "figures/x.csv:3: year '2020': sales is not known"),
        (
            YAML.replace("label: {de: U", "unit: t, label: {de: U"),
            CSV,
            "figures/x.yaml:9:33: chart.y: sales, grants have",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_place(figure, yaml, csv, message):
    """A figure is checked without drawing it."""
    (problem,) = check_figure(figure(yaml, csv.replace("9.500,00 €", '"9.500,00 €"')))
    assert f"{problem.spot}: {problem.message}".startswith(message)
    assert problem.hint


def test_a_sound_figure_has_no_problems(figure):
    """Gaps are allowed."""
    assert list(check_figure(figure())) == []


def test_one_number_can_be_asked_for(figure):
    """`{value: x, year=2022, column=sales}` finds its cell, or says what is wrong."""
    entry = figure()
    assert lookup(entry.facts, entry.table, {"year": "2022", "column": "sales"})[1] == pytest.approx(12500.5)
    for conditions, words in (
        ({"year": "2022"}, "add column=sales or column=grants"),
        ({"year": "2021", "column": "sales"}, "no row has year '2021'"),
        ({"year": "2020", "column": "sales"}, "the cell in column 'sales' is empty"),
        ({"jear": "2020", "column": "sales"}, "did you mean 'year'"),
        ({"column": "sales"}, "3 rows fit"),
    ):
        with pytest.raises(ValueError, match=words):
            lookup(entry.facts, entry.table, conditions)
