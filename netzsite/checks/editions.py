"""The rule that an edition belongs to a medium of the mix and can be composed in each of its languages."""

from collections.abc import Iterator

from netzsite.config import MediumProfile
from netzsite.entry import Entry, Kind
from netzsite.errors import Code, Problem, Severity, did_you_mean
from netzsite.gaps import read_profile
from netzsite.kinds.chapter import Chapter
from netzsite.kinds.edition import Edition, Listing, Part
from netzsite.kinds.event import EventForm
from netzsite.kinds.figure import Figure, lookup
from netzsite.kinds.picture import Picture
from netzsite.kinds.portrait import Portrait
from netzsite.kinds.survey import Survey
from netzsite.library import Library
from netzsite.printing import LEAST_PPI
from netzsite.render.pictures import UnsafePictureError, inspect
from netzsite.rule import Rule
from netzsite.yaml_text import Location, dotted

REPORT = "report"
PAGE_MM = 210, 297
"""The page of a report."""

Fault = tuple[Location, str, str]
"""Where something is said in a part, what is wrong with it, what to do."""

_ANYWHERE = frozenset({Listing.DEALS, Listing.MEMBERS})


class Editions(Rule):
    """Looks at the medium and the chapters of an edition, and at what media.yaml says of editions."""

    def of_entry(self, entry: Entry[Kind], library: Library) -> Iterator[Problem]:
        """Yield what keeps an edition from being composed."""
        if not isinstance(entry.facts, Edition):
            return
        medium = entry.id.partition("/")[0]
        if medium not in library.mix.media:
            hint = did_you_mean(medium, list(library.mix.media))
            yield Problem(entry.source.spot(), Code.BAD_EDITION, f"media.yaml has no medium '{medium}'", hint)
        else:
            yield from _missing_chapters(library, entry, entry.facts, medium)
            yield from _unknown_sections(library.mix.media[medium], entry, entry.facts)
            for position, part in enumerate(entry.facts.parts):
                for at, message, hint in _faults(library, entry.facts, part, medium):
                    spot = entry.source.spot(("parts", position, *at))
                    yield Problem(spot, Code.BAD_EDITION, message, hint)
        yield from _missing_figures(library, entry, entry.facts)

    def of_network(self, library: Library) -> Iterator[Problem]:
        """Yield media whose events could not be found."""
        known = [form.value for form in EventForm]
        for name, profile in library.mix.media.items():
            if profile.event_form not in (None, *known):
                spot = read_profile(library.folder, library.mix).spot(("media", name, "event_form"))
                message = f"media.{name}.event_form: '{profile.event_form}' is not a form of events"
                hint = did_you_mean(str(profile.event_form), known)
                yield Problem(spot, Code.BAD_CHOICE, message, hint or f"allowed: {', '.join(known)}")


def _missing_chapters(library: Library, edition: Entry[Kind], facts: Edition, medium: str) -> Iterator[Problem]:
    languages = library.mix.media[medium].languages or library.network.languages
    for position, part in enumerate(facts.parts):
        chapter = library.get(Chapter, f"{edition.id}/{part.chapter}") if part.chapter else None
        for lang in languages:
            if chapter is not None and not chapter.has_language(lang):
                spot = edition.source.spot(("parts", position, "chapter"))
                message = f"the chapter '{part.chapter}' is missing in '{lang}'"
                hint = f"add {part.chapter}.{lang}.md; until then the other language stands in its place"
                yield Problem(spot, Code.MISSING_TRANSLATION, message, hint, Severity.WARNING)


def _unknown_sections(profile: MediumProfile, edition: Entry[Kind], facts: Edition) -> Iterator[Problem]:
    known = [section.id for section in profile.sections]
    for position, part in enumerate(facts.parts):
        if part.section is not None and part.section not in known:
            spot = edition.source.spot(("parts", position, "section"))
            message = f"the medium has no section '{part.section}'"
            hint = did_you_mean(part.section, known) or f"media.yaml has: {', '.join(known) or 'none'}"
            yield Problem(spot, Code.BAD_EDITION, message, hint)


def _faults(library: Library, edition: Edition, part: Part, medium: str) -> Iterator[Fault]:
    """Yield what keeps a listing from being made."""
    if part.listing is not None and part.listing not in _ANYWHERE and medium != REPORT:
        hint = f"listings for it: {', '.join(sorted(listing.value for listing in _ANYWHERE))}"
        yield ("listing",), f"the listing '{part.listing.value}' is for a report", hint
    if part.listing is Listing.KEY_FIGURES and not edition.key_figures:
        yield ("listing",), "the edition has no key figures", "add 'key_figures: ...' above the parts"
    if part.listing is Listing.METHOD:
        yield from _no_survey(library, edition, part)
    for place, item in enumerate(part.items if part.listing is Listing.PORTRAITS else ()):
        if not item.startswith(f"{Portrait.kind}:"):
            yield ("items", place), f"'{item}' is no portrait", "write portrait:id"
    for place, page in enumerate(part.advertisements):
        picture = library.get(Picture, page.picture)
        if picture is not None and (problem := _does_not_fill(library, picture)):
            hint = "give a drawing (SVG), or a picture of 210 by 297 mm with enough pixels"
            yield ("advertisements", place, "picture"), problem, hint


def _no_survey(library: Library, edition: Edition, part: Part) -> Iterator[Fault]:
    year = str(edition.reported_year)
    if part.survey is None and not library.knows(Survey.kind, year):
        hint = "name another with 'survey: ...', or write it with `netzsite survey aggregate`"
        yield ("listing",), f"there is no survey '{year}' whose method could be told", hint


def _missing_figures(library: Library, edition: Entry[Kind], facts: Edition) -> Iterator[Problem]:
    for position, key_figure in enumerate(facts.key_figures):
        figure = library.get(Figure, key_figure.figure)
        if figure is None or figure.table is None:
            continue  # a problem of its own
        try:
            lookup(figure.facts, figure.table, key_figure.where)
        except ValueError as error:
            place = ("key_figures", position, "where")
            hint = f"write 'where: {{{figure.facts.chart.x}: ..., column: ...}}'"
            yield Problem(edition.source.spot(place), Code.BAD_EDITION, f"{dotted(place)}: {error}", hint)


def _does_not_fill(library: Library, picture: Entry[Picture]) -> str:
    """Say why a picture is not right for a whole page; empty if it is, or if it cannot be used at all."""
    try:
        file = inspect(library.folder / Picture.folder / picture.facts.file)
    except UnsafePictureError:
        return ""
    width, height = PAGE_MM
    if abs(file.height / file.width - height / width) > 0.01:
        return f"the picture has {file.width} by {file.height} px, which is not the form of a page"
    ppi = round(file.width / width * 25.4)
    if file.format == "svg" or ppi >= LEAST_PPI:
        return ""
    return f"the picture has {ppi} pixels per inch, {LEAST_PPI} are needed"
