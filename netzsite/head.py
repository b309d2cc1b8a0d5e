"""Turns an entry into a head: what can be known of it without opening its files again."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from netzsite.engine.fingerprint import digest_of
from netzsite.entry import ALWAYS, NEVER, Entry, Key, Kind, Occasion, midnight

_ALWAYS, _NEVER = ALWAYS.isoformat(), NEVER.isoformat()
_MIDNIGHT = midnight(dt.date.min).isoformat()[10:]


class Head(NamedTuple):
    """What can be known of an entry without opening it.

    Attributes:
        digest: of all its files, companions such as tables and pictures too.
        face: of all but the bodies of its texts: of what links to it and lists of it can show.
        files: paths below the content folder; the first holds the facts.
        order: sort key within its kind.
        day: the day on which it becomes news (ISO 8601); empty if it never does.
        languages: language -> slug or nothing, for texts, the original first; empty for fact kinds.
        drafts: the languages whose words are drafts.
        public_from, public_until, over_from: moments in the network's time zone (ISO 8601), as `Kind` says.
        owner: the entry that it belongs to.
        labels: by what lists choose it.
        is_shown_everywhere: the original stands in for a translation that is missing.
        occasions: further moments, each after the name of its `Occasion` and a blank.
        former: ids under which it had its page before.
    """

    kind: str
    id: str
    digest: str
    face: str
    files: tuple[str, ...]
    order: tuple[Any, ...] = ()
    day: str = ""
    languages: Mapping[str, str] = {}
    drafts: tuple[str, ...] = ()
    is_draft: bool = False
    public_from: str = ""
    public_until: str = "9"
    over_from: str = "9"
    owner: Key | None = None
    labels: tuple[str, ...] = ()
    is_shown_everywhere: bool = False
    occasions: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.kind, self.id

    @property
    def year(self) -> int:
        """The year in which it becomes news; 0 if it never does."""
        return int(self.day[:4]) if self.day else 0

    def has_language(self, lang: str) -> bool:
        """Tell whether the entry can be read in a language; fact kinds can be read in all."""
        return not self.languages or lang in self.languages

    def is_shown_in(self, lang: str) -> bool:
        """Tell whether readers of a language see the entry: in their language, or the original in its place."""
        return self.is_shown_everywhere or self.has_language(lang)

    def is_over(self, moment: str) -> bool:
        """Tell whether the entry has expired at a moment (ISO 8601)."""
        return self.over_from <= moment

    def turns(self) -> Iterator[tuple[str, Occasion]]:
        """Yield the moments (ISO 8601) at which what is shown of the entry could change by itself, and why."""
        for moment, occasion in (
            (self.public_from, Occasion.APPEARS),
            (self.day and f"{self.day}{_MIDNIGHT}", Occasion.NEWS),
            (self.over_from, Occasion.OVER),
            (self.public_until, Occasion.VANISHES),
        ):
            if _ALWAYS < moment < _NEVER:
                yield moment, occasion
        for written in self.occasions:
            name, _, moment = written.partition(" ")
            yield moment, Occasion(name)

    def published(self, moment: str, *, with_drafts: bool) -> "Head | None":
        """Give what is public of it at a moment (ISO 8601), whatever it belongs to; None if nothing is."""
        if not self.public_from <= moment < self.public_until or (self.is_draft and not with_drafts):
            return None
        if not self.drafts or with_drafts:
            return self
        finished = {lang: slug for lang, slug in self.languages.items() if lang not in self.drafts}
        return self._replace(languages=finished) if finished else None


def make_head(
    entry: Entry[Kind], digest: str, files: tuple[str, ...], zone: str, *, is_shown_everywhere: bool = False
) -> Head:
    """Write down what is to be known of an entry; `zone` is the network's time zone."""
    facts, day = entry.facts, entry.facts.dated()
    fronts = (f"{wording.lang} {wording.source.yaml_text}" for wording in entry.wordings.values())
    return Head(
        entry.kind,
        entry.id,
        digest,
        digest_of(*fronts)[:32] if entry.wordings else digest,
        files,
        tuple(_comparable(facts.order())),
        day.isoformat() if day else "",
        {lang: wording.words.get("slug", "") for lang, wording in entry.wordings.items()},
        tuple(lang for lang, wording in entry.wordings.items() if wording.is_draft),
        facts.draft,
        facts.public_from().isoformat(),
        facts.public_until().isoformat(),
        facts.over_from().isoformat(),
        facts.owner(entry.id),
        tuple(facts.labels()),
        is_shown_everywhere,
        tuple(
            f"{occasion.value} {moment.isoformat()}" for occasion, moment in facts.occasions(zone) if moment != NEVER
        ),
        facts.former_ids,
    )


def _comparable(order: Any) -> Iterator[Any]:
    """Write a sort key in numbers and texts."""
    for part in order if isinstance(order, tuple) else () if order is None else (order,):
        yield part.isoformat() if isinstance(part, (dt.date, dt.time)) else part
