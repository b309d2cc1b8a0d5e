"""Marks that we draw ourselves, and what every mark does with what is kept secret and with breaks."""

import json
import re
from html import unescape
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netzsite.config import Identity
from netzsite.kinds.figure import Figure
from netzsite.region import District, Region
from netzsite.render.charts import chart_spec, draw, measures, on_plate
from netzsite.render.choropleths import classes, hatch
from netzsite.render.fonts import text_width
from netzsite.render.palettes import palette
from netzsite.render.scenes import SIZE, dodge, ticks, wrap
from netzsite.render.theme import load_theme
from netzsite.source import Table
from tests.conftest import THEME

BIOREGION = load_theme(THEME, ("de", "en"), Identity())
LIGHT = palette(BIOREGION.tokens, "light")
LONG = "Arzneimittelzulassungsberatungsgesellschaften und Auftragsforschung"


def spec(mark, csv, *, width=640, region=None, lang="de", **more):
    """Describe a figure of a table whose first column is that of the categories."""
    columns, *rows = [line.split(",") for line in csv.splitlines()]
    chart = {"mark": mark, "x": columns[0], "y": columns[1:], **more.pop("chart", {})}
    labels = more.pop("columns", {name: {"label": name} for name in columns})
    given = {"title": "T", "description": "D", "sources": [{"title": "Q"}], "columns": labels, "chart": chart, **more}
    table = Table("x.csv", tuple(columns), tuple(map(tuple, rows)), tuple(range(2, len(rows) + 2)))
    return chart_spec(Figure.model_validate(given), table, BIOREGION.strings[lang], LIGHT, width, region)


def texts(drawing):
    return [unescape(words) for words in re.findall(r"<text[^>]*>([^<]*)</text>", drawing)]


def items(written, tag):
    return [attributes for name, attributes, _ in json.loads(written)["items"] if name == tag]


# -- Labels and titles -------------------------------------------------------------------------------------------------


def depths(drawing):
    """Give how far down each line of words stands in its group."""
    lines = re.findall(r'<text[^>]*translate\([^,]*,([^)]*)\)[^>]*?(?: y="([^"]*)")?>([^<]*)</text>', drawing)
    return {words: float(place) + float(further or 0) for place, further, words in lines}


@pytest.mark.slow
def test_the_middle_of_a_label_is_beside_that_of_its_bar():
    """The lines of a long label stand around its bar's number as the only line of a short one stands beside it."""
    label = "Forschung und Entwicklung im Auftrag Dritter sowie Beratung von Unternehmen"
    found = depths(draw(spec("horizontal-bar", f"k,a\n{label},5\nKurz,7")))
    middle = (found["Forschung und Entwicklung im Auftrag"] + found["Unternehmen"]) / 2
    assert abs((middle - found["5"]) - (found["Kurz"] - found["7"])) < 0.1


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["bar", "line"])
def test_a_title_is_not_wider_than_its_drawing(mark):
    """It is broken into lines, and the drawing grows by them; one that fits stays as it is."""
    long, csv = "Dedizierte Biotechnologie-Unternehmen und weitere im ganzen Land", "year,a\n2023,5\n2024,6"
    columns = {"year": {"label": "Jahr"}, "a": {"label": long}}
    wide, narrow = (spec(mark, csv, width=width, columns=columns) for width in (640, 300))
    assert long in texts(draw(wide))
    lines = json.loads(narrow)["title"]
    assert " ".join(lines) == long
    assert all(text_width(line, SIZE) < 300 for line in lines)
    assert measures(narrow)[1] >= measures(spec(mark, csv, width=300))[1] + 15
    assert set(lines) <= set(texts(draw(narrow)))


# -- Kept secret, broken -----------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["bar", "grouped-bar", "horizontal-bar", "line", "area", "point"])
def test_a_secret_has_a_dot_and_no_number(mark):
    """No mark shows nothing, or zero, for what is kept secret; a dash says that a number is not known."""
    drawing = draw(spec(mark, "year,a\n2023,5\n2024,.\n2025,7"))
    assert texts(drawing).count("•") == 1
    assert "–" not in texts(drawing)
    assert "•" not in texts(draw(spec(mark, "year,a\n2023,5\n2024,\n2025,7")))


@pytest.mark.slow
def test_a_sum_with_a_secret_is_not_drawn():
    """The other parts would make a sum that is too small, or give the secret away."""
    stacked = json.loads(spec("stacked-bar", "year,a,b\n2023,5,6\n2024,.,8"))
    assert [row["v"] for row in stacked["data"]["values"] if row["x"] == "2024"] == [None, None]
    beside = json.loads(spec("stacked-bar", "year,a,b\n2023,5,.\n2024,.,8"))
    assert [row["v"] for row in beside["data"]["values"]] == [5, None, None, 8]
    assert beside["encoding"]["xOffset"]["field"] == "s"
    area = json.loads(spec("area", "year,a,b\n2023,5,6\n2024,.,8\n2025,1,2"))
    assert {row["x"] for row in area["data"]["values"]} == {2023, 2025}
    assert [(row["w"], row["v"]) for row in area["data"]["values"] if row["x"] == 2025] == [(0, 1), (1, 3)]


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["line", "area"])
def test_nothing_is_joined_across_a_break(mark):
    """Before and after are runs of their own, with a dashed line and a sign between; without a break they are one."""
    csv, breaks = "year,a\n2022,5\n2023,6\n2024,7\n2025,8", [{"before": "2024", "note": "Neu"}]

    def runs(given):
        inner = given["layer"][0] if "data" not in given else given
        return [row["g"] for row in inner["data"]["values"]]

    assert runs(json.loads(spec(mark, csv))) == ["a 0"] * 4
    broken = spec(mark, csv, breaks=breaks)
    assert runs(json.loads(broken)) == ["a 0", "a 0", "a 1", "a 1"]
    drawing = draw(broken)
    assert texts(drawing).count("¹") == 1
    assert "stroke-dasharray" in drawing


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["bar", "horizontal-bar", "stacked-bar"])
def test_bars_have_breaks_between_them(mark):
    drawing = draw(spec(mark, "year,a\n2022,5\n2023,6\n2024,7", breaks=[{"before": "2024", "note": "Neu"}]))
    assert texts(drawing).count("¹") == 1
    assert drawing.count("stroke-dasharray") == 1


def test_two_series_are_never_joined():
    """A series that ends where another begins stays apart from it."""
    rows = json.loads(spec("line", "year,a,b\n2022,5,\n2023,6,\n2024,,7\n2025,,8"))["data"]["values"]
    assert {(row["s"], row["g"].rpartition(" ")[0]) for row in rows} == {("a", "a"), ("b", "b")}
    assert not {row["g"] for row in rows if row["s"] == "a"} & {row["g"] for row in rows if row["s"] == "b"}


def test_labels_that_do_not_fit_lay_the_bars_down():
    """A standing bar with a word wider than itself would cover its neighbour's label."""
    fits = json.loads(spec("bar", "k,a\nx,1\ny,2"))
    wide = json.loads(spec("bar", "k,a\n" + "".join(f"Zulassungsberatungsgesellschaft{n},1\n" for n in range(5))))
    assert fits["encoding"]["x"]["type"] == "ordinal"
    assert wide["encoding"]["y"]["type"] == "ordinal"


# -- Slopes, dot plots, shares -----------------------------------------------------------------------------------------


def test_a_slope_joins_two_points_in_time():
    """A line for each series that is known at both; numbers and names stand at the ends, dots for secrets."""
    written = spec("slope", "year,a,b,c\n2020,10,5,7\n2026,30,.,")
    assert len([line for line in items(written, "line") if line.get("stroke-width")]) == 1
    assert {"10", "30 a", "5", "• b", "7", "– c"} <= set(texts(draw(written)))
    assert not [
        line
        for line in items(spec("slope", "y,a\n2020,1\n2026,3", breaks=[{"before": "2026", "note": "N"}]), "line")
        if line.get("stroke-width")
    ]


def test_a_dot_plot_has_a_row_for_each_category():
    """Each series has a shape of its own; what is not told has a sign instead of a dot."""
    written = spec("dot-plot", "k,a,b\neins,3,9\nzwei,.,4\ndrei,,")
    said = texts(draw(written))
    assert {"eins", "3", "9", "zwei", "4"} <= set(said)
    assert said.count("–") == 2
    assert len([dot for dot in items(written, "circle") if dot["r"] == "2.6"]) == 1
    assert len(items(written, "polygon")) == 3  # two squares, and one in the legend


def test_a_share_says_percents():
    """One bar of all categories, or one of 100 % for each; a whole with a secret part shows no parts."""
    assert {"75 %", "25 %"} <= {words.replace("\xa0", " ") for words in texts(draw(spec("share", "k,a\nx,3\ny,1")))}
    assert "25%" in texts(draw(spec("share", "k,a\nx,3\ny,1", lang="en")))
    assert "< 1 %" in {words.replace("\xa0", " ") for words in texts(draw(spec("share", "k,a\nx,999\ny,1")))}
    bars = spec("share", "k,a,b\nx,3,1\ny,.,1")
    assert len([bar for bar in items(bars, "rect") if bar["fill"] != "none"]) == 2
    assert len([dot for dot in items(bars, "circle") if dot["r"] == "2.6"]) == 1
    assert not [words for words in texts(draw(bars)) if "100" in words]


@pytest.mark.parametrize("mark", ["slope", "dot-plot", "share"])
@pytest.mark.parametrize("width", [300, 380, 640])
def test_long_labels_stay_within_a_drawing(mark, width):
    """On the narrowest too, whatever their letters."""
    name = LONG.replace(" ", "_")
    csv = {"slope": f"y,{name},b\n2020,1,2\n2026,2,3"}.get(mark, f"k,a,b\n{name},1,2\n{name}x,3,4")
    written = spec(mark, csv.replace("_", "\u00a0"), width=width)
    for _, attributes, words in json.loads(written)["items"]:
        if words:
            x, wide, anchor = float(attributes["x"]), text_width(words, SIZE), attributes.get("text-anchor", "start")
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            assert left >= -1, words
            assert left + wide <= width + (8 if attributes.get("font-weight") else 2), words


def test_a_drawing_of_ours_gets_a_ground():
    """For mail: what is drawn stays in the middle of a plate that is larger."""
    written = spec("share", "k,a\nx,3\ny,1")
    plate = on_plate(written, "#fafafa")
    assert [large - small for large, small in zip(measures(plate), measures(written), strict=True)] == [24, 24]
    assert 'fill="#fafafa"' in draw(plate)


@pytest.mark.parametrize("mark", ["timeline", "network", "dot-plot", "bar"])
def test_a_figure_without_data_says_so(mark):
    """A year without deals, a network of nobody: no empty axes."""
    count = {"count": "members", "x": "sector", "y": [], "year": 2026}
    assert texts(draw(spec(mark, "sector,members", chart=count))) == ["keine Angabe"]


# -- Maps --------------------------------------------------------------------------------------------------------------


def square(west):
    return ((west, 52.0), (west + 1, 52.0), (west + 1, 53.0), (west, 53.0), (west, 52.0))


REGION = Region(
    tuple(District(name, (square(8.0 + n),), key) for n, (name, key) in enumerate(zip("ABCD", "1234", strict=True)))
)


def test_a_map_tells_little_secret_and_nothing_apart():
    """Colours by classes, strokes for a secret, an outline for what is not known; the legend names the districts."""
    drawing = draw(spec("map", "k,a\nA,10\n2,99\nC,.", region=REGION))
    fills = [colour for colour in re.findall(r'<path[^>]* fill="([^"]+)"', drawing) if colour != "none"]
    assert len(set(fills)) == 2
    assert set(fills) <= set(LIGHT.classes)
    said = " ".join(texts(drawing))
    assert "• geheim gehalten: C" in said
    assert "keine Angabe: D" in said


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(2, 5))
def test_classes_hold_every_number_once(values, most):
    """Few classes, in order, none overlapping; nothing is in the class of nothing but nothing."""
    found = classes(map(float, values), most)
    assert len(found) <= most
    for value in values:
        assert len([each for each in found if each.least <= value <= each.most]) == 1
    for one, other in combinations(found, 2):
        assert one.most < other.least
    if len(set(values)) > most and 0 in values:
        assert (found[0].least, found[0].most) == (0, 0)


def test_strokes_leave_holes_out():
    """What lies in a hole of a district belongs to another."""
    outer = [(0, 0), (40, 0), (40, 40), (0, 40), (0, 0)]
    hole = [(10, 10), (30, 10), (30, 30), (10, 30), (10, 10)]
    for x1, y1, x2, y2 in re.findall(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)", hatch([outer, hole])):
        x, y = (float(x1) + float(x2)) / 2, (float(y1) + float(y2)) / 2
        assert 0 <= x <= 40
        assert not (10.5 < x < 29.5 and 10.5 < y < 29.5)


# -- Words and numbers -------------------------------------------------------------------------------------------------


@given(st.text("abc -", max_size=80), st.integers(40, 300))
def test_wrapped_words_fit_and_lose_nothing(words, width):
    """Lines are as wide as asked at most; only a hyphen is added, where a word is divided."""
    lines = wrap(words, width)
    assert all(text_width(line, SIZE) <= width for line in lines)
    assert re.sub(r"[ -]", "", "".join(lines)) == re.sub(r"[ -]", "", words)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_are_round_and_cover_all(lowest, span):
    found = ticks(lowest, lowest + span)
    assert found[0] <= lowest + span * 1e-6
    assert found[-1] >= (lowest + span) - span * 1e-6
    assert 2 <= len(found) <= 8


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6))
def test_labels_that_are_moved_apart_do_not_cover_each_other(places):
    """They stay in the room there is, in their order."""
    found = dodge(places, [20.0] * len(places), (0, 300))
    ordered = sorted(found)
    assert all(later - earlier >= 19.99 for earlier, later in pairwise(ordered))
    assert ordered[0] >= 9.99
    assert ordered[-1] <= 290.01
