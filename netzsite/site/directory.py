"""The section `directory`: the members who take part, from A to Z, and a page for each value of each facet."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact
from netzsite.entry import Entry
from netzsite.kinds.member import Member
from netzsite.library import Library
from netzsite.render.assets import assets
from netzsite.render.maps import MapView
from netzsite.render.parts import Link
from netzsite.render.theme import Theme
from netzsite.site.composer import Composer
from netzsite.site.facets import Facet, FacetValue, facets
from netzsite.site.maps import map_path, overview
from netzsite.site.page import NAME, PageView, render_page


@dataclass(frozen=True, slots=True)
class Row:
    """A member in the directory.

    Attributes:
        type, sector, town: in words.
        former_names: other names under which it is looked for.
        chosen_by: facet -> the slugs of its values, divided by blanks.
        words: all that free text is looked for in: see `searchable`.
    """

    link: Link
    type: str
    sector: str
    town: str
    acronym: str
    former_names: tuple[str, ...]
    chosen_by: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The members of a letter; `anchor` is where its part of the page begins."""

    title: str
    anchor: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """What the directory shows, or the page of a value of a facet (`facet`, `value`)."""

    title: str
    intro: str
    count: int
    letters: tuple[Letter, ...]
    facets: tuple[Facet, ...]
    home: str
    script: str
    overview: MapView | None = None
    map_path: str = ""
    facet: Facet | None = None
    value: FacetValue | None = None


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the directory and the pages of its facets; without members there is a directory all the same."""
    composer = Composer(library, theme, lang)
    yield Artifact(composer.list_path(Member), NAME, _directory, (lang,), render_page, lang=lang)
    for facet in facets(composer):
        for value in facet.values:
            yield Artifact(value.path, NAME, _facet_page, (lang, value.label), render_page, lang=lang)


def _directory(library: Library, theme: Theme, lang: str) -> PageView:
    composer = Composer(library, theme, lang)
    title, intro = composer.strings.text("kinds.member.many"), composer.strings.text("kinds.member.intro")
    members = library.choose(Member, lang, label="active")
    path = composer.list_path(Member)
    region = library.region
    page = DirectoryPage(
        title,
        intro,
        len(members),
        letters(composer, members),
        facets(composer),
        path,
        assets(library, theme).scripts["directory"].path,
        overview(composer, region, members) if region is not None else None,
        map_path(composer),
    )
    others = composer.others(lambda other: composer.list_path(Member, lang=other))
    return PageView("directory.html", composer.frames.frame(path, title, intro, "directory", others), page)


def _facet_page(library: Library, theme: Theme, lang: str, label: str) -> PageView:
    composer = Composer(library, theme, lang)
    facet, value = _chosen(composer, label)
    members = library.choose(Member, lang, label=label)
    count = composer.strings.text("member-count", n=len(members))
    home, others = composer.list_path(Member), composer.others(lambda other: _path_in(composer, other, label))
    title = f"{value.words}, {facet.title}: {composer.strings.text('kinds.member.many')}"
    frame = composer.frames.frame(
        value.path,
        title,
        f"{facet.title}: {value.words}. {count}.",
        "directory",
        others,
        (composer.frames.list_item(Member),),
    )
    page = DirectoryPage(
        value.words, "", len(members), letters(composer, members), facets(composer), home, "", facet=facet, value=value
    )
    return PageView("directory.html", frame, page)


def _chosen(composer: Composer, label: str) -> tuple[Facet, FacetValue]:
    for facet in facets(composer):
        value = facet.find(label)
        if value is not None:
            return facet, value
    raise KeyError(label)


def _path_in(composer: Composer, lang: str, label: str) -> str:
    return _chosen(Composer(composer.library, composer.theme, lang), label)[1].path


def letters(composer: Composer, members: tuple[Entry[Member], ...]) -> tuple[Letter, ...]:
    """Divide members by their first letters."""
    by_letter = composer.by_letter(members)
    return tuple(Letter(letter, anchor, tuple(_rows(composer, named))) for letter, anchor, named in by_letter)


def _rows(composer: Composer, members: Iterator[Entry[Member]]) -> Iterator[Row]:
    chosen = {value.label: (facet.name, value.slug) for facet in facets(composer) for value in facet.values}
    for member in members:
        facts = member.facts
        slugs: dict[str, list[str]] = {}
        for name, part in filter(None, map(chosen.get, facts.labels())):
            slugs.setdefault(name, []).append(part)
        names = (*facts.name.values(), facts.acronym or "", *facts.former_names)
        yield Row(
            composer.views.link(member),
            composer.strings.value(facts.type),
            composer.network.sectors[facts.sector].pick(composer.lang),
            facts.address.town,
            facts.acronym or "",
            facts.former_names,
            tuple((name, " ".join(parts)) for name, parts in slugs.items()),
            searchable(*names, facts.address.town),
        )


_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def searchable(*texts: str) -> str:
    """Fold texts for searching: small letters without marks, words with umlauts written out too.

    The script folds what is typed likewise, so Göttingen is found as `gottingen`, `goettingen` and `GÖTTINGEN`.
    """
    composed = unicodedata.normalize("NFC", " ".join(filter(None, texts))).casefold()
    words = dict.fromkeys(form for word in composed.split() for form in (word, word.translate(_WRITTEN_OUT)))
    plain = unicodedata.normalize("NFD", " ".join(words))
    return "".join(character for character in plain if not unicodedata.combining(character))
