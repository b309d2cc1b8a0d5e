"""Turns an edit of words into the files that show them, for whoever knows what is there and what its files asked.

Most edits correct a text: what is there, its order, names and links stay as they are. Then only those files differ that
have asked what the entry itself says, and nothing else has to be asked again.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from netzsite.catalogue import Catalogue
from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import surroundings
from netzsite.head import Head
from netzsite.inspection import Inspection, network_time
from netzsite.ledger import Ledger
from netzsite.library import Library
from netzsite.production import Made, Studio
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Showing:
    """Which files show what, and how they are made.

    Attributes:
        paths: of the files, and `PLAN` for the list of all files.
        asking: question about the words of entries -> places in `paths` of those that asked it.
        artifact: gives the artifact of a path; None for a file that is not made by itself.
        valid: the moments between which nothing changes by itself: from (inclusive), until (exclusive); ISO 8601.
    """

    paths: Sequence[str]
    asking: Mapping[str, Sequence[int]]
    artifact: Callable[[str], Artifact | None]
    valid: tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """What is published, and what is known of it.

    Attributes:
        settings: of the build that published it.
        inspection: of its content.
        library: of what is public.
        theme: that it was made with.
        cache: keeps what is made.
        find_showing: finds out which files show what.
    """

    settings: Settings
    inspection: Inspection
    library: Library
    theme: Theme
    cache: Cache
    find_showing: Callable[[], Showing]

    def amend(self, paths: Collection[str], moment: dt.datetime, answered: Iterable[str] = ()) -> "Amendment | None":
        """Find the files that show entries of which only words have changed; None if more could have.

        Args:
            paths: files below the content folder.
            moment: the time at which the content is looked at now.
            answered: questions that were answered otherwise in what is published: whoever asked them is due, too.

        Raises:
            NetzsiteError: a file has changed while it was read.
        """
        now = network_time(moment, self.library.network).isoformat()
        if not self.showing.valid[0] <= now < self.showing.valid[1]:
            return None
        amended = self.inspection.amended(paths)
        if amended is None:
            return None
        inspection, keys = amended
        heads = [inspection.content.heads[key] for key in keys]
        shown = [head.published(self._public.moment, with_drafts=self.settings.drafts) for head in heads]
        library = replace(
            self.library,
            catalogue=self._public.exchanged([head for head in shown if head is not None]),
            opened=inspection.content.open_entry,
            asked=set(),
            _made={},
        )
        standing = replace(self, inspection=inspection, library=library)
        for name in ("showing", "_tools"):  # neither has changed
            standing.__dict__[name] = getattr(self, name)
        due = self._due([*self._questions(heads), *answered])
        artifacts = {path: self.showing.artifact(path) for path in due}
        found = {path: artifact for path, artifact in artifacts.items() if artifact is not None}
        return Amendment(standing, found, due) if len(found) == len(due) else None

    def _questions(self, heads: Iterable[Head]) -> Iterator[str]:
        """Yield the questions that changed entries answer otherwise."""
        for head in heads:
            yield f"entry {head.kind} {head.id}"
            yield f"all {head.kind}"
            if self.inspection.content.heads[head.key].face != head.face:
                yield f"face {head.kind} {head.id}"

    def _due(self, questions: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """List the files that have asked some questions: path -> questions."""
        due: dict[str, tuple[str, ...]] = {}
        for question in dict.fromkeys(questions):
            for path in map(self.showing.paths.__getitem__, self.showing.asking.get(question, ())):
                due[path] = (*due.get(path, ()), question)
        return due

    @property
    def _public(self) -> Catalogue:
        return self.library.catalogue

    @cached_property
    def showing(self) -> Showing:
        """Which files show what."""
        return self.find_showing()

    @cached_property
    def _tools(self) -> tuple[Workshop, str]:
        """The workshop, and the digest of what all rendering depends on."""
        workshop = Workshop(self.theme, self.settings.content, self.cache)
        return workshop, surroundings(self.theme.digest)

    def make(self, artifact: Artifact) -> Made:
        """Make a file, as bytes that are not put anywhere."""
        workshop, around = self._tools
        return Studio(self.library, workshop, around).make(artifact)

    def warm_up(self) -> None:
        """Find out before an edit what finding its files takes."""
        _ = self.showing
        self._tools[0].warm_up(("website", "feed"))


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an edit of words leads to.

    Attributes:
        standing: what is known after it.
        artifacts: path -> what is due.
        reasons: path -> the questions that make it due.
    """

    standing: Standing
    artifacts: Mapping[str, Artifact]
    reasons: Mapping[str, tuple[str, ...]]

    def make(self, path: str) -> tuple[bytes, Made]:
        """Make a file that is due: its bytes, and what became of it."""
        made = self.standing.make(self.artifacts[path])
        if not isinstance(made.file, bytes):
            raise TypeError("a studio without a shelf gives bytes")
        return made.file, made


PLAN = ""
"""Stands among paths for the list of all files: it is not made by itself, so whoever changes it needs a build."""

_OF_WORDS = ("entry ", "face ", "all ")


def showing_of(
    artifacts: Sequence[Artifact], asked: Iterable[str], ledger: Ledger, catalogue: Catalogue | None
) -> Showing:
    """Find out which files show what.

    Args:
        artifacts: all of the build.
        asked: what was asked to list them.
        ledger: what they asked.
        catalogue: of all entries.
    """
    listed = tuple({ending for artifact in artifacts for ending in artifact.lists})
    alone = {each.path: each for each in artifacts if not each.lists and not each.path.endswith(listed)}
    valid = ledger.validity(catalogue) if catalogue is not None else ("9", "")
    paths = [PLAN, *sorted(ledger.pages)]
    asking = {question: [0] for question in asked if question.startswith(_OF_WORDS)}
    questions = dict(enumerate(ledger.answers))
    of_words = {number: question for number, question in questions.items() if question.startswith(_OF_WORDS)}
    for place, path in enumerate(paths[1:], 1):
        for number in of_words.keys() & ledger.pages[path].asked:
            asking.setdefault(of_words[number], []).append(place)
    return Showing(paths, asking, alone.get, valid)
