"""Maps: projected, drawn without a word of colour, and markers that never cover each other."""

import math
import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from netzsite.region import District, Region
from netzsite.render.maps import MARGIN, TARGET, MapView, Spot, draw_map, fit, markers, names, path_data
from netzsite.render.parts import FactValue
from netzsite.render.spreading import Circle, spread

LEFT = ((8.0, 52.0), (9.0, 52.0), (9.0, 53.0), (8.0, 53.0), (8.0, 52.0))
RIGHT = ((9.0, 52.0), (10.0, 52.0), (10.0, 53.0), (9.0, 53.0), (9.0, 52.0))
HOLE = ((8.4, 52.4), (8.4, 52.6), (8.6, 52.6), (8.6, 52.4), (8.4, 52.4))
REGION = Region((District("Links", (LEFT, HOLE)), District("Rechts", (RIGHT,))))


def spots(*counts, point=(8.5, 52.5)):
    return [Spot(point, count, f"Ort {n}", f"Ort {n}: {count}", f"#ort-{n}") for n, count in enumerate(counts)]


def test_a_map_is_as_wide_as_asked_and_true_to_scale():
    """A degree east is shorter than a degree north, by the cosine of the latitude; all lies within the margin."""
    projection = fit(REGION, 500)
    (x1, y1), (x2, y2) = projection.place((8.0, 53.0)), projection.place((10.0, 52.0))
    assert (x1, y1) == (MARGIN, MARGIN)
    assert [x2, y2] == pytest.approx([500 - MARGIN, projection.height - MARGIN], abs=0.1)
    assert (x2 - x1) / 2 / (y2 - y1) == pytest.approx(math.cos(math.radians(52.5)), abs=0.001)
    assert projection.shows((9.0, 52.5))
    assert not projection.shows((13.0, 52.5))


def test_a_district_is_found_by_its_key_or_its_name():
    """A town and the land around it may have one name; the key tells them apart."""
    town, land, other = (
        District(name, (), key) for name, key in (("Muster", "01"), ("Muster", "02"), ("Beispiel", ""))
    )
    region = Region((town, land, other))
    assert region.find("02") == (land,)
    assert region.find("Muster") == (town, land)
    assert region.find("Beispiel") == (other,)
    assert region.find("") == ()


def test_a_district_is_known_by_its_points():
    """What lies in a hole does not lie in the district."""
    assert REGION.district_of((8.2, 52.2)) == REGION.districts[0]
    assert REGION.district_of((9.5, 52.5)) == REGION.districts[1]
    assert REGION.district_of((8.5, 52.5)) is None
    assert REGION.district_of((7.0, 52.5)) is None


def test_the_outline_leaves_out_inner_borders():
    """Where two districts meet there is no line; around the hole there is one."""
    assert sorted(len(ring) for ring in REGION.outline) == [5, 7]
    assert all(ring[0] == ring[-1] for ring in REGION.outline)


def test_paths_are_short():
    """Rings become steps with one decimal; what is finer than a line is left out."""
    square = path_data([LEFT], fit(REGION, 500), finest=0.5)
    assert re.fullmatch(r"M[\d. ]+l(-?[\d.]+[ -]?)+z", square)
    assert path_data([LEFT], fit(REGION, 500), finest=1000) == ""


circles = st.builds(Circle, st.floats(0, 500), st.floats(0, 400), st.floats(TARGET, 30))


@given(st.lists(circles, min_size=1, max_size=60))
def test_no_circle_covers_another(found):
    """Wherever they lie, circles come to rest within the area and apart, each standing for some, and all for all."""
    placed = spread(found, 500, 400)
    for (one, _), (other, _) in combinations(placed, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius
    assert all(
        each.radius <= each.x <= 500 - each.radius and each.radius <= each.y <= 400 - each.radius for each, _ in placed
    )
    assert sorted(place for _, places in placed for place in places) == list(range(len(found)))
    assert spread(found, 500, 400) == placed


def test_a_thousand_towns_share_markers():
    """Where there is no room for all, neighbours become one, which says whom it stands for; none is lost."""
    projection = fit(REGION, 288)
    many = [
        Spot((8 + n % 40 / 20, 52 + n // 40 / 25), 1 + n % 3, f"Ort {n}", f"Ort {n}", f"#ort-{n}") for n in range(1000)
    ]
    placed = markers(many, projection, largest=18)
    assert 5 < len(placed) < 100
    assert sum(marker.count for marker, _ in placed) == sum(spot.count for spot in many)
    assert all(marker.radius >= TARGET for marker, _ in placed)
    assert sum(marker.label.count("Ort") for marker, _ in placed) == 1000


def test_a_lonely_marker_stays_where_it_is():
    """Only what covers another is moved; a larger number has a larger area."""
    projection = fit(REGION, 500)
    ((marker, _),) = markers(spots(40), projection, largest=30)
    assert (marker.x, marker.y) == (marker.true_x, marker.true_y)
    assert TARGET < marker.radius <= 30


def test_names_stand_where_there_is_room():
    """A name covers no marker and no other name; where there is no room there is none."""
    projection = fit(REGION, 500)
    placed = markers(spots(9, 4, 1), projection, largest=30)
    assert 1 <= len(names(placed, projection, most=2)) <= 2
    shared = [(replace(marker, count=marker.count + 1), spot) for marker, spot in placed]
    assert names(shared, projection, most=9) == ()
    assert names(placed, projection, most=0) == ()


def test_a_drawing_is_well_formed_and_holds_no_style():
    """Names are escaped; every marker is a link with a name; there is neither style nor script."""
    projection = fit(REGION, 500)
    spot = Spot((8.5, 52.5), 3, '<"Ort" & Söhne>', 'Ort "<&>": 3', "de/ort.html")
    placed = markers([spot], projection, largest=30)
    view = MapView(
        projection.width,
        projection.height,
        "Karte <1>",
        "nz-map--wide",
        FactValue("ich"),
        (("nz-map__district", "M0 0l1 1z"),),
        markers=tuple(marker for marker, _ in placed),
        names=names(placed, projection, most=9),
    )
    drawing = etree.fromstring(str(draw_map(view, lambda path: f"../{path}")))
    link = drawing.find("{*}a")
    assert link is not None
    assert (link.get("href"), link.get("aria-label")) == ("../de/ort.html", 'Ort "<&>": 3')
    assert drawing.get("aria-label") == "Karte <1>"
    assert drawing.get("role") == "group"
    assert not drawing.xpath("//@style | //*[local-name()='style' or local-name()='script']")
