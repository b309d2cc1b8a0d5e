"""Turns a content folder, a medium and a day into a proposal: the file of an edition as it should be."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netzsite.composing.document import extend_edition, write_edition
from netzsite.composing.draft import Draft, compose, edition_name
from netzsite.composing.editing import UneditableError
from netzsite.config import MediumProfile
from netzsite.entry import Entry
from netzsite.errors import Code, NetzsiteError, Problem, Spot, did_you_mean, has_errors
from netzsite.inspection import inspect_content
from netzsite.kinds.edition import Edition
from netzsite.library import Library
from netzsite.render.theme import load_theme
from netzsite.yaml_text import read_values


@dataclass(frozen=True, slots=True)
class Proposal:
    """The file of an edition.

    Attributes:
        path: the file.
        text: what it should hold; None where nothing is to be written.
        is_there: the file is there already.
        profile: of the medium.
        draft: what is new in it.
        problems: warnings of the content.
    """

    path: Path
    text: str | None
    is_there: bool
    profile: MediumProfile
    draft: Draft
    problems: tuple[Problem, ...]

    @property
    def pages(self) -> float | None:
        """Printed pages that what is new would fill; None if the medium does not say what a page holds."""
        return self.draft.characters / self.profile.page_characters if self.profile.page_characters else None


def propose(content: Path, theme: Path, medium: str, until: dt.date) -> Proposal:
    """Draft an edition, or what is new for one that is there.

    Args:
        content: the content folder.
        theme: the theme's folder, for names of dates.
        medium: its id in the media mix.
        until: the last day of the edition.

    Raises:
        NetzsiteError: the content has errors, the medium has no sections, or its file cannot be added to.
    """
    inspection = inspect_content(content, dt.datetime.combine(until, dt.time(23, 59)))
    if has_errors(inspection.problems) or not inspection.is_usable:
        raise NetzsiteError(*inspection.problems)
    library, everything = inspection.library(with_drafts=False), inspection.everything()
    profile = _profile(library, medium)
    edition_id = f"{medium}/{edition_name(profile, until)}"
    standing = everything.get(Edition, edition_id)
    draft = compose(library, everything, medium, until, standing)
    path = content / "editions" / edition_id / "edition.yaml"
    strings = load_theme(theme, library.network.languages, library.network.identity).strings
    if standing is not None:
        text = _extended(path, standing, draft)
    else:
        text = write_edition(draft, profile, strings) if draft.new >= profile.least_entries else None
    return Proposal(path, text, standing is not None, profile, draft, inspection.problems)


def _profile(library: Library, medium: str) -> MediumProfile:
    """Give the profile of a medium that can be composed.

    Raises:
        NetzsiteError: there is no such medium, or it has no sections.
    """
    media = library.mix.media
    spot = Spot("content/media.yaml")
    if medium not in media:
        hint = did_you_mean(medium, list(media)) or f"known: {', '.join(media)}"
        raise NetzsiteError(Problem(spot, Code.BAD_EDITION, f"media.yaml has no medium '{medium}'", hint))
    if not media[medium].sections:
        hint = "say what an edition holds: docs/newsletters.md shows it"
        raise NetzsiteError(Problem(spot, Code.BAD_EDITION, f"the medium '{medium}' has no sections", hint))
    return media[medium]


def _extended(path: Path, standing: Entry[Edition], draft: Draft) -> str | None:
    """Add what is new to a file; None if nothing is.

    Raises:
        NetzsiteError: that cannot be done without touching what the editor has written.
    """
    before = path.read_text(encoding="utf-8")
    try:
        text: str | None = extend_edition(before, standing.facts, draft)
    except UneditableError:
        text = None
    new = [
        *(pick.name for section in draft.sections for pick in section.picks),
        *(pick.name for pick in draft.left_out),
    ]
    wanted = sorted([*standing.facts.carried, *standing.facts.considered, *new])
    if text is None or sorted(_names(read_values(text, str(path), 1))) != wanted:
        hint = f"write each part and each item on a line of its own, or add them yourself: {', '.join(new)}"
        problem = Problem(standing.source.spot(("parts",)), Code.BAD_EDITION, "nothing can be added here", hint)
        raise NetzsiteError(problem)
    return text if text != before else None


def _names(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the values of an edition's file name."""
    yield from values.get("considered", ())
    for part in values.get("parts", ()):
        yield from part.get("items", ())
