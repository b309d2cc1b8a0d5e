"""Turns deals, groups, projects and relations into who works with whom: a picture, and a table that says the same.

Two members are connected if they are parties to one deal, take part in one group or project, or if one names the other
as related. What withheld entries would connect is not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from netzsite.entry import Entry, Key, Kind
from netzsite.fields import Choice
from netzsite.kinds.group import Group
from netzsite.kinds.member import Member, RelationKind
from netzsite.kinds.news import News
from netzsite.kinds.project import Project
from netzsite.render.parts import Link

if TYPE_CHECKING:
    from netzsite.render.views import Views

MOST = 40
"""Members in the picture of a network: more cannot be told apart; the table has all."""

MOST_AROUND = 12
"""Partners in the picture of one member."""

Pair = tuple[str, str]
"""The ids of two members, in alphabetical order."""


class Through(Choice):
    """Through what two members are connected; the picture draws each in a way of its own."""

    DEAL = "deal"
    PROJECT = "project"
    GROUP = "group"
    RELATION = "relation"


class Tie(NamedTuple):
    """What connects two members: a sort, and the entry that says so."""

    through: Through
    key: Key


Ties = Mapping[Pair, tuple[Tie, ...]]
"""Who is connected, through what, in the order of `Through`."""


@dataclass(frozen=True, slots=True)
class Node:
    """A member in a picture: the label that is seen, the name that is heard, its type, and with how many it works.

    The count is 0 where it is not known: a member's own page does not look up the partners of its partners.
    """

    link: Link
    label: str
    name: str
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a picture between two nodes, by their places; `through` are values of `Through`."""

    first: int
    second: int
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GraphView:
    """A picture of who works with whom; with a centre, the others stand around the first node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    has_centre: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The types of members that it shows, each once."""
        return tuple(sorted({node.type for node in self.nodes}))

    @property
    def has_examples(self) -> bool:
        """Whether any of them is made up."""
        return any(node.link.is_example for node in self.nodes)

    @property
    def through(self) -> tuple[str, ...]:
        """The sorts of connections that it shows, each once."""
        shown = {through for edge in self.edges for through in edge.through}
        return tuple(through.value for through in Through if through.value in shown)


@dataclass(frozen=True, slots=True)
class PartnerView:
    """With whom a member works, and through what: a sort in words, and the entry; a relation has none of its own."""

    link: Link
    ties: tuple[tuple[str, Link | None], ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A member amid its partners: the picture of some, and all of them in words."""

    picture: GraphView
    partners: tuple[PartnerView, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A line of the table: a member, its main sector, its type, and its partners."""

    link: Link
    sector: str
    type: str
    partners: tuple[PartnerView, ...]


class Connections:
    """Makes pictures and tables of one language."""

    def __init__(self, views: "Views") -> None:
        self.views, self.library, self.strings = views, views.library, views.strings

    # -- Who is connected ----------------------------------------------------------------------------------------------

    def all(self) -> Ties:
        """Find all connections of the network."""
        return self._between(self._sources(), self.library.choose(Member, label="related"))

    def of(self, member: Entry[Member]) -> Ties:
        """Find the connections of a member, and those that its partners have through the same entries."""
        sources: list[Entry[Kind]] = []
        for kind in (News, Project, Group):
            found = (self.library.face(key) for key in self.library.referring(member, kind))
            sources += [entry for entry in found if entry is not None]
        related = (self.library.face(key) for key in self.library.referring(member, Member))
        return self._between(sources, [member, *(entry for entry in related if entry is not None)])

    def _sources(self) -> Iterator[Entry[Kind]]:
        """Yield what can connect: news that report a deal, projects, groups."""
        languages = self.library.network.languages
        for label in sorted({label for lang in languages for label in self.library.labels(News, lang, "deal-")}):
            yield from self.library.choose(News, label=label)
        yield from self.library.choose(Project)
        yield from self.library.choose(Group)

    def _between(self, sources: Iterable[Entry[Kind]], related: Iterable[Entry[Kind]]) -> Ties:
        found: dict[Pair, list[Tie]] = {}
        for tie, members in (*map(_taking_part, sources), *(named for entry in related for named in _relations(entry))):
            for pair in combinations(sorted(set(filter(self._takes_part, members))), 2):
                found.setdefault(pair, []).append(tie)
        order = list(Through)
        return {
            pair: tuple(sorted(dict.fromkeys(ties), key=lambda tie: order.index(tie.through)))
            for pair, ties in sorted(found.items())
        }

    def _takes_part(self, member_id: str) -> bool:
        """Tell whether a member is public and has not left."""
        member = self.library.face((Member.kind, member_id))
        return member is not None and isinstance(member.facts, Member) and member.facts.is_active

    # -- Pictures ------------------------------------------------------------------------------------------------------

    def picture(self, ties: Ties, most: int = MOST) -> GraphView:
        """Draw the members with the most partners, and what connects them."""
        partners = partners_of(ties)
        chosen = set(sorted(partners, key=lambda name: (-len(partners[name]), self._title(name)))[:most])
        shown = {pair: found for pair, found in ties.items() if chosen.issuperset(pair)}
        names = sorted({name for pair in shown for name in pair}, key=self._title)
        return self._graph(names, shown, partners)

    def neighbourhood(self, member: Entry[Member]) -> Neighbourhood | None:
        """Draw a member amid those it has most in common with, and list all; None if it has no partners."""
        ties = self.of(member)
        own = sorted(partners_of(ties).get(member.id, ()), key=self._title)
        if not own:
            return None
        shared = {name: ties[_pair(member.id, name)] for name in own}
        drawn = sorted(own, key=lambda name: (-len(shared[name]), self._title(name)))[:MOST_AROUND]
        names = [member.id, *sorted(drawn, key=self._title)]
        shown = {pair: found for pair, found in ties.items() if set(names).issuperset(pair)}
        picture = self._graph(names, shown, {member.id: set(own)}, has_centre=True)
        return Neighbourhood(picture, tuple(self._partner(name, found) for name, found in shared.items()))

    def _graph(
        self, names: list[str], ties: Ties, partners: Mapping[str, set[str]], *, has_centre: bool = False
    ) -> GraphView:
        places = {name: place for place, name in enumerate(names)}
        edges = []
        for pair, found in ties.items():
            first, second = sorted(places[name] for name in pair)
            edges.append(Edge(first, second, tuple(dict.fromkeys(tie.through.value for tie in found))))
        nodes = tuple(self._node(name, len(partners.get(name, ()))) for name in names)
        return GraphView(nodes, tuple(sorted(edges, key=lambda edge: (edge.first, edge.second))), has_centre)

    def _node(self, name: str, count: int) -> Node:
        member = self._member(name)
        link, facts = self.views.link(member), member.facts
        label = facts.acronym or link.title
        said = link.title if link.title.startswith(label) else f"{label}, {link.title}"
        partners = self.strings.text("connections.partners", n=count) if count else ""
        example = self.strings.text("entry.example") if link.is_example else ""
        words = filter(None, (said, self.strings.value(facts.type), partners, example))
        return Node(link, label, ", ".join(words), facts.type.value, count)

    # -- The table -----------------------------------------------------------------------------------------------------

    def rows(self, ties: Ties) -> tuple[MemberRow, ...]:
        """List the members that work with others, those with the most partners first."""
        partners = partners_of(ties)
        names = sorted(partners, key=lambda name: (-len(partners[name]), self._title(name)))
        return tuple(self._row(name, sorted(partners[name], key=self._title), ties) for name in names)

    def _row(self, name: str, partners: list[str], ties: Ties) -> MemberRow:
        member = self._member(name)
        views = (self._partner(partner, ties[_pair(name, partner)]) for partner in partners)
        sector = self.library.network.sectors[member.facts.sector].pick(self.views.lang)
        return MemberRow(self.views.link(member), sector, self.strings.value(member.facts.type), tuple(views))

    def _partner(self, name: str, ties: tuple[Tie, ...]) -> PartnerView:
        links = ((self.strings.value(tie.through), self._source(tie)) for tie in ties)
        return PartnerView(self.views.link(self._member(name)), tuple(links))

    def _source(self, tie: Tie) -> Link | None:
        entry = None if tie.through is Through.RELATION else self.library.face(tie.key)
        return self.views.link(entry) if entry is not None else None

    def _member(self, name: str) -> Entry[Member]:
        member = self.library.face((Member.kind, name))
        if member is None or not isinstance(member.facts, Member):
            raise KeyError(name)
        return member  # type: ignore[return-value]  # its facts say so

    def _title(self, name: str) -> tuple[str, str]:
        return self.strings.sort_key(self._member(name).title(self.views.lang)), name


def partners_of(ties: Ties) -> dict[str, set[str]]:
    """Give with whom each member works."""
    partners: dict[str, set[str]] = {}
    for first, second in ties:
        partners.setdefault(first, set()).add(second)
        partners.setdefault(second, set()).add(first)
    return partners


def counts_of(ties: Ties) -> dict[str, int]:
    """Count the pairs that are connected through each sort; a pair may be connected through several."""
    sorts = [{tie.through for tie in found} for found in ties.values()]
    return {through.value: sum(through in found for found in sorts) for through in Through}


def _pair(first: str, second: str) -> Pair:
    return (first, second) if first < second else (second, first)


def _taking_part(entry: Entry[Kind]) -> tuple[Tie, tuple[str, ...]]:
    """Say who takes part in what an entry is about."""
    facts = entry.facts
    if isinstance(facts, News):
        parties = facts.deal.parties if facts.deal is not None else ()
        return Tie(Through.DEAL, entry.key), tuple(party.member for party in parties if party.member)
    if isinstance(facts, Group):
        chairs = tuple(chair.member for chair in facts.chairs if chair.member)
        return Tie(Through.GROUP, entry.key), (*facts.members, *chairs)
    return Tie(Through.PROJECT, entry.key), facts.members if isinstance(facts, Project) else ()


_LASTING = frozenset({RelationKind.PARENT, RelationKind.CHILD, RelationKind.RELATED})
"""Relations between two that both exist; who follows whom says nothing of working together."""


def _relations(entry: Entry[Kind]) -> Iterator[tuple[Tie, tuple[str, ...]]]:
    for relation in entry.facts.relations if isinstance(entry.facts, Member) else ():
        if relation.kind in _LASTING:
            pair = _pair(entry.id, relation.member)  # whether one or both say so
            yield Tie(Through.RELATION, (Member.kind, pair[0])), pair


def sources_of(ties: Ties) -> dict[str, int]:
    """Count the deals, projects and groups that connect anybody, and the relations."""
    entries = {tie for found in ties.values() for tie in found if tie.through is not Through.RELATION}
    relations = counts_of(ties)[Through.RELATION.value]
    counts = {through.value: sum(tie.through is through for tie in entries) for through in Through}
    return counts | {Through.RELATION.value: relations}
