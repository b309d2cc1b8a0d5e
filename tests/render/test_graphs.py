"""netzsite.render.graphs and netzsite.render.labels: where things stand in the picture of who works with whom."""

import json
import os
import random
import subprocess
import sys
from itertools import combinations

import pytest

from netzsite.render.fonts import text_width
from netzsite.render.graphs import WIDTH, arrange, drawing, graph_spec
from netzsite.render.labels import LINE, Box, wrapped
from tests.conftest import ROOT

NAMES = (
    "HZI",
    "Musterbiotech GmbH",
    "Niedersächsisches Forschungszentrum für Beispielverfahrenstechnik",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)


def spec_of(count, edges, *, has_centre=False):
    """Describe a picture of members with names of every length."""
    labels = [[(line, round(text_width(line, 14), 1)) for line in wrapped(NAMES[i % len(NAMES)])] for i in range(count)]
    counts = [sum(node in edge[:2] for edge in edges) for node in range(count)]
    return graph_spec(labels, counts, edges, has_centre=has_centre)


def some_edges(count, seed=1):
    """Connect members as networks are: some hang together loosely, some closely, some in pairs."""
    chance = random.Random(seed)
    edges = {(chance.randrange(node), node) for node in range(1, count) if node % 7}
    edges |= {(min(pair), max(pair)) for pair in (chance.sample(range(count), 2) for _ in range(count // 2))}
    return [(*edge, ("deal", "group") if sum(edge) % 3 else ("project",)) for edge in sorted(edges)]


def labels_of(drawn):
    """Give the boxes of all labels."""
    for spot in drawn.spots:
        half = max(text_width(line, 14) for line, _, _ in spot.label) / 2
        _, middle, first = spot.label[0]
        last = spot.label[-1][2]
        yield Box(middle - half, first - 0.75 * LINE, middle + half, last + 0.25 * LINE)


SHAPES = {
    "pair": (2, [(0, 1, ("deal",))]),
    "three in a row": (3, [(0, 1, ("deal",)), (1, 2, ("relation",))]),
    "all with all": (12, [(*pair, ("group",)) for pair in combinations(range(12), 2)]),
    "one with all": (40, [(0, other, ("deal",)) for other in range(1, 40)]),
    "twenty pairs": (40, [(node, node + 1, ("deal",)) for node in range(0, 40, 2)]),
    "network": (40, some_edges(40)),
}


@pytest.fixture(params=SHAPES)
def drawn(request):
    """Draw networks of every shape."""
    spec = spec_of(*SHAPES[request.param])
    return drawing(spec, arrange(spec))


def test_no_name_lies_on_another(drawn):
    """Labels overlap neither each other nor the marks of others, and all are within the picture."""
    labels = [Box(box.left + 0.3, box.top + 0.3, box.right - 0.3, box.bottom - 0.3) for box in labels_of(drawn)]
    marks = [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in drawn.spots]
    assert not [pair for pair in combinations(labels, 2) if pair[0].meets(pair[1])]
    assert not [(i, j) for i, box in enumerate(labels) for j, mark in enumerate(marks) if i != j and box.meets(mark)]
    assert all(box.left >= 0 and box.right <= drawn.width + 1 for box in labels)
    assert all(box.top >= 0 and box.bottom <= drawn.height + 1 for box in labels)


def test_marks_can_be_told_apart_by_a_finger(drawn):
    """No two marks share their 24 px (WCAG 2.5.8)."""
    spots = drawn.spots
    assert all(max(abs(a.x - b.x), abs(a.y - b.y)) >= 24 for a, b in combinations(spots, 2))
    assert all(spot.reach >= 12 for spot in spots)


def test_the_more_partners_the_larger():
    """The size of a mark says with how many a member works."""
    spec = spec_of(40, SHAPES["one with all"][1])
    radii = [spot.radius for spot in drawing(spec, arrange(spec)).spots]
    assert radii[0] > 2 * max(radii[1:])


def test_lines_of_a_pair_run_side_by_side():
    """Two members that are connected in several ways have several lines, which do not cover each other."""
    spec = spec_of(2, [(0, 1, ("deal", "project", "group"))])
    strokes = drawing(spec, arrange(spec)).strokes
    assert [stroke.through for stroke in strokes] == ["deal", "project", "group"]
    assert len({stroke.y1 for stroke in strokes}) == 3


def test_parts_that_do_not_hang_together_stand_in_rows():
    """Twenty pairs fill the width and then go on below, rather than fly apart."""
    spec = spec_of(*SHAPES["twenty pairs"])
    drawn = drawing(spec, arrange(spec))
    assert drawn.width <= WIDTH + 20
    assert drawn.height < 3000


def test_a_member_stands_amid_its_partners():
    """With a centre, the first node is in the middle and the others stand around it; networkx is not needed."""
    code = (
        "import sys; from netzsite.render.graphs import arrange; arrange(sys.argv[1]); print('networkx' in sys.modules)"
    )
    spec = spec_of(6, [(0, other, ("deal",)) for other in range(1, 6)], has_centre=True)
    run = subprocess.run([sys.executable, "-c", code, spec], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
    spots = drawing(spec, arrange(spec)).spots
    assert min(spot.x for spot in spots) < spots[0].x < max(spot.x for spot in spots)
    assert min(spot.y for spot in spots) < spots[0].y < max(spot.y for spot in spots)


@pytest.mark.slow
def test_the_same_picture_has_the_same_places():
    """Neither the order of sets, nor how many threads there are, nor what the processor can do moves anything."""
    spec = spec_of(40, some_edges(40, seed=3))
    code = "import sys; from netzsite.render.graphs import arrange; print(arrange(sys.argv[1]))"
    found = set()
    for given in (
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        {"PYTHONHASHSEED": "3", "NPY_DISABLE_CPU_FEATURES": "X86_V3,X86_V4,AVX512_ICL"},
    ):
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code, spec],
            cwd=ROOT,
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1
    assert json.loads(found.pop()) == json.loads(arrange(spec))


def test_words_are_measured_as_they_are_printed():
    """A wide letter is wider than a narrow one, and a letter that the font lacks has a width too."""
    assert text_width("W", 14) > 2 * text_width("i", 14) > 0
    assert text_width("漢", 14) > 0
    assert wrapped("Institut für Beispielforschung") == ("Institut für", "Beispielforschung")
