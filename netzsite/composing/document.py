"""Turns a draft into the text of an `edition.yaml`, or adds it to one without touching what the editor has written."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from textwrap import indent

from netzsite.composing.candidates import Pick
from netzsite.composing.draft import Draft
from netzsite.composing.editing import add_items
from netzsite.config import Cadence, MediumProfile
from netzsite.kinds.edition import Edition
from netzsite.strings import Strings

_HEAD = """\
# Drafted by `netzsite compose` from what is new after {since}. Put it in order, remove and add as you like; then remove
# 'draft: true'. Run it again to be told of what is new; what you have written stays.
"""

_CONSIDERED = "# What found no place. `compose` does not propose it again; move it to a section if you want it.\n"


def write_edition(draft: Draft, profile: MediumProfile, strings: Mapping[str, Strings]) -> str:
    """Write the file of a new edition.

    Args:
        draft: what it carries.
        profile: of its medium.
        strings: language -> words of the theme.
    """
    until = draft.window.until
    lines = ["title:\n"]
    for lang in profile.languages or tuple(strings):
        title = f"{profile.name.pick(lang)} {_issue(profile, until, strings[lang])}"
        lines.append(f"  {lang}: {json.dumps(title, ensure_ascii=False)}\n")
    lines += [f"date: {until}\n", "draft: true\n"]
    filled = [section for section in draft.sections if section.picks]
    lines.append("parts:\n" if filled else "parts: []\n")
    for section in filled:
        lines.append(indent("\n".join(_part(section.section.id, section.picks)), "  ") + "\n")
    if draft.left_out:
        lines += [_CONSIDERED, "considered:\n", *(f"  - {_item(pick)}\n" for pick in draft.left_out)]
    return _HEAD.format(since=draft.window.since) + "".join(lines)


def _issue(profile: MediumProfile, day: dt.date, strings: Strings) -> str:
    if profile.cadence is Cadence.QUARTERLY:
        return f"{(day.month + 2) // 3}/{day.year}"
    return str(day.year) if profile.cadence in (Cadence.YEARLY, Cadence.BIENNIAL) else strings.date(day)


def _part(section: str, picks: tuple[Pick, ...]) -> Iterator[str]:
    """Yield the lines of a part, as an item of a list."""
    yield f"- section: {section}"
    yield "  items:"
    yield from (f"    - {_item(pick)}" for pick in picks)


def _item(pick: Pick) -> str:
    return f"{pick.name}  # {pick.reason}"


def extend_edition(text: str, edition: Edition, draft: Draft) -> str:
    """Add to the file of an edition what is new; every other byte of it stays.

    Args:
        text: the file.
        edition: what it says.
        draft: what it does not know yet.

    Raises:
        UneditableError: the file is written in a way that this does not understand.
    """
    sections = [part.section for part in edition.parts]
    order = [section.section.id for section in draft.sections]
    for section in draft.sections:
        name = section.section.id
        if section.picks and name in sections:
            items = [f"- {pick.name}  # new: {pick.reason}" for pick in section.picks]
            text = add_items(text, ("parts", sections.index(name), "items"), items)
        elif section.picks:
            before = [place for place, each in enumerate(sections) if each in order[: order.index(name)]]
            position = max(before, default=-1) + 1
            text = add_items(text, ("parts",), ["\n".join(_part(name, section.picks))], position)
            sections.insert(position, name)
    if draft.left_out:
        text = add_items(text, ("considered",), [f"- {_item(pick)}" for pick in draft.left_out])
    return text
