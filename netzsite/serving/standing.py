"""Turns an edit of words into the pages that show them, for a process that knows what is there."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from netzsite.engine.artifact import Artifact
from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import surroundings
from netzsite.head import Head
from netzsite.inspection import network_time
from netzsite.ledger import Ledger
from netzsite.pipeline import Plan
from netzsite.production import Studio
from netzsite.render.workshop import Workshop
from netzsite.settings import Settings


@dataclass(frozen=True)
class Standing:
    """What is published, and all that is known of it.

    Attributes:
        settings: of the build that published it.
        plan: the content, the theme and the files that are to be.
        ledger: what the pages asked.
        around: digest of what every finding depends on.
    """

    settings: Settings
    plan: Plan
    ledger: Ledger
    around: str

    def amend(self, paths: Collection[str], moment: dt.datetime) -> "Amendment | None":
        """Find the pages that show entries of which only words have changed; None if more could have.

        Args:
            paths: files below the content folder.
            moment: the time at which the content is looked at now.

        Raises:
            NetzsiteError: a file has changed while it was read.
        """
        now = network_time(moment, self.plan.library.network).isoformat()
        if not self._validity[0] <= now < self._validity[1]:
            return None
        amended = self.plan.inspection.amended(paths)
        if amended is None:
            return None
        inspection, keys = amended
        public = self.plan.library.catalogue
        heads = [inspection.content.heads[key] for key in keys]
        shown = [head.published(public.moment, with_drafts=self.settings.drafts) for head in heads]
        library = replace(
            self.plan.library,
            catalogue=public.exchanged([head for head in shown if head is not None]),
            opened=inspection.content.open_entry,
            asked=set(),
            _made={},
        )
        standing = replace(self, plan=replace(self.plan, inspection=inspection, library=library))
        for name in ("_validity", "_artifacts", "_listed", "_asking", "_tools"):  # none of them has changed
            standing.__dict__[name] = getattr(self, name)
        due = frozenset(path for head in heads for path in self._pages_of(head))
        return None if any(map(self._is_listed_or_lists, due)) else Amendment(standing, due)

    def _is_listed_or_lists(self, path: str) -> bool:
        """Tell whether a page would have to be made when others are finished, or others after it."""
        return bool(self._artifacts[path].lists) or path.endswith(self._listed)

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        return tuple({ending for artifact in self.plan.artifacts for ending in artifact.lists})

    def _pages_of(self, head: Head) -> frozenset[str]:
        """List the pages that have asked what a changed entry says: it itself, its face, all of its kind."""
        questions = [f"entry {head.kind} {head.id}", f"all {head.kind}"]
        if self.plan.inspection.content.heads[head.key].face != head.face:
            questions.append(f"face {head.kind} {head.id}")
        return frozenset(path for question in questions for path in self._asking.get(question, ()))

    def make(self, path: str) -> bytes:
        """Make a page."""
        workshop, around = self._tools
        made = Studio(self.plan.library, workshop, around).make(self._artifacts[path]).file
        if not isinstance(made, bytes):
            raise TypeError("a studio without a shelf gives bytes")
        return made

    @cached_property
    def _validity(self) -> tuple[str, str]:
        catalogue = self.plan.inspection.catalogue
        return self.ledger.validity(catalogue) if catalogue is not None else ("9", "")

    @cached_property
    def _artifacts(self) -> Mapping[str, Artifact]:
        return {artifact.path: artifact for artifact in self.plan.artifacts}

    @cached_property
    def _asking(self) -> Mapping[str, list[str]]:
        """Question that depends on the words of an entry -> the pages that ask it."""
        questions = dict(enumerate(self.ledger.answers))
        of_words = {number: question for number, question in questions.items() if question.startswith(_OF_WORDS)}
        asking: dict[str, list[str]] = {}
        for path, page in self.ledger.pages.items():
            for number in of_words.keys() & page.asked:
                asking.setdefault(of_words[number], []).append(path)
        return asking

    @cached_property
    def _tools(self) -> tuple[Workshop, str]:
        """The workshop, and the digest of what all rendering depends on."""
        workshop = Workshop(self.plan.theme, self.settings.content, Cache(self.settings.cache))
        return workshop, surroundings(self.plan.theme.digest)

    def warm_up(self) -> None:
        """Find out before an edit what finding its pages takes."""
        _ = self._validity, self._artifacts, self._listed, self._asking
        self._tools[0].warm_up(("website", "feed"))


_OF_WORDS = ("entry ", "face ", "all ")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an edit of words leads to: what is known after it, and the paths of the pages that are due."""

    standing: Standing
    due: frozenset[str]

    def make(self, path: str) -> bytes:
        """Make a page that is due."""
        return self.standing.make(path)
