"""Turns a table of who works with whom into the description of a picture, and that into a scene."""

import json
from collections.abc import Mapping

from netzsite.kinds.figure import Figure
from netzsite.render.fonts import printable, text_width
from netzsite.render.graphs import arrange, drawing, graph_spec
from netzsite.render.labels import wrapped
from netzsite.render.palettes import Palette
from netzsite.render.scenes import SIZE, Json, Scene
from netzsite.source import Table
from netzsite.strings import Strings

SORTS = ("deal", "project", "group", "relation")
"""Through what members are connected, in the order of colours and dashes."""

MOST = 40
"""Members in the picture: more cannot be told apart; the table has all."""

_ROOM = 1.3
"""How much wider than asked for rows of parts may be: shown smaller, they are easier to take in than a long column."""

_DASHES: Mapping[str, str] = {"deal": "", "project": "7 3", "group": "2 3", "relation": "9 3 2 3"}


def network(figure: Figure, table: Table, strings: Strings, palette: Palette, width: int) -> str:
    """Describe the picture of a network; `web` finds the places, when it is drawn.

    Args:
        figure: gives the names of members.
        table: a line for each pair of members and what connects them: member, partner, through.
        strings: the words of the reader's language.
        palette: colours.
        width: in px, which the drawing is made for; it is wider where the network needs it.
    """
    pairs: dict[tuple[str, str], list[str]] = {}
    for member, partner, through in ((row[0], row[2], row[4]) for row in table.rows):
        pairs.setdefault((member, partner), []).append(through)
    labels = {name: label for row in table.rows for name, label in ((row[0], row[1]), (row[2], row[3]))}
    partners = {name: sum(name in pair for pair in pairs) for name in labels}
    most = sorted(labels, key=lambda name: (-partners[name], strings.sort_key(labels[name]), name))[:MOST]
    names = sorted(most, key=lambda name: (strings.sort_key(labels[name]), name))
    pairs = {pair: through for pair, through in pairs.items() if set(names).issuperset(pair)}
    made: Json = {
        "colours": {"ink": palette.ink, "paper": palette.paper, "series": list(palette.series)},
        "edges": [
            (*sorted((names.index(one), names.index(other))), tuple(through)) for (one, other), through in pairs.items()
        ],
        "graph": [[partners[name], list(wrapped(printable(labels[name])))] for name in names],
        "sorts": [
            (sort, strings.text(f"values.through.{sort}"))
            for sort in SORTS
            if any(sort in each for each in pairs.values())
        ],
        "width": width,
    }
    return json.dumps(made, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def web(spec: Json) -> Json:
    """Find the places of a network's nodes and give the scene of it."""
    colours = spec["colours"]
    labels = [[(line, round(text_width(line, SIZE), 1)) for line in lines] for _, lines in spec["graph"]]
    asked = graph_spec(
        labels,
        [count for count, _ in spec["graph"]],
        spec["edges"],
        has_centre=False,
        width=round(spec["width"] * _ROOM),
    )
    found = drawing(asked, arrange(asked))
    scene = Scene(max(spec["width"], found.width))
    left, top = (scene.width - found.width) / 2, _legend(scene, spec) + 8
    for stroke in found.strokes:
        place = SORTS.index(stroke.through)
        ends = {"x1": left + stroke.x1, "y1": top + stroke.y1, "x2": left + stroke.x2, "y2": top + stroke.y2}
        _line(scene, ends, colours["series"][place], _DASHES[stroke.through])
    for spot in found.spots:
        scene.add("circle", cx=left + spot.x, cy=top + spot.y, r=spot.radius, fill=colours["ink"])
        for words, x, y in spot.label:
            half = text_width(words, SIZE) / 2
            scene.add("rect", x=left + x - half, y=top + y - 12, width=2 * half, height=15, fill=colours["paper"])
        for words, x, y in spot.label:
            scene.text(left + x, top + y - SIZE * 0.34, words, colours["ink"], anchor="middle")
    made: Json = json.loads(scene.spec(top + found.height))
    return made


def _legend(scene: Scene, spec: Json) -> float:
    """Name the sorts of lines; give where the names end."""
    x, y = 4.0, 12.0
    for sort, label in spec["sorts"]:
        width = text_width(label, SIZE) + 58
        if x > 4 and x + width - 18 > spec["width"]:
            x, y = 4.0, y + 20
        ends = {"x1": x, "y1": y, "x2": x + 30, "y2": y}
        _line(scene, ends, spec["colours"]["series"][SORTS.index(sort)], _DASHES[sort])
        scene.text(x + 36, y, label, spec["colours"]["ink"])
        x += width
    return y + 10


def _line(scene: Scene, ends: Mapping[str, float], colour: str, dash: str) -> None:
    further: dict[str, str] = {"stroke_dasharray": dash} if dash else {}
    scene.add("line", **ends, stroke=colour, stroke_width="2", **further)
