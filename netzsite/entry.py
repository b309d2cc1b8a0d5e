"""What every entry has: the base of the kinds, and the entry that the files of one identity become.

A fact kind is a YAML file whose words are localised values. A text kind is one Markdown file per language: the file in
the original language holds the facts and its words, a translation holds only words and the digest of the original.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import Field, create_model

from netzsite.declarations import has_marker, hints
from netzsite.fields import Choice, Flag, Hidden, Id, Moment, Record, Reference, Text, Words
from netzsite.source import Source, Table, digest

ALWAYS, NEVER = dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001 - in the network's time zone
"""Moments that have always come, and that never will."""

Key = tuple[str, str]
"""Kind and id: the identity of an entry across languages."""


def midnight(day: dt.date) -> dt.datetime:
    """Give the moment at which a day begins."""
    return dt.datetime.combine(day, dt.time())


def day_after(day: dt.date) -> dt.datetime:
    """Give the moment at which a day has ended; the last day that there is never ends."""
    return midnight(day + dt.timedelta(days=1)) if day < dt.date.max else NEVER


class Occasion(Enum):
    """Why what is shown of an entry changes by the calendar alone."""

    APPEARS = "appears"
    EMBARGO = "embargo"
    CONSENT = "consent"
    NEWS = "news"
    OPENS = "opens"
    NEAR = "near"
    DEADLINE = "deadline"
    REGISTRATION = "registration"
    MEETING = "meeting"
    EXPIRES = "expires"
    OVER = "over"
    STALE = "stale"
    LEFT = "left"
    VANISHES = "vanishes"


class Untranslated(Choice):
    """What readers of a language see of a text that is not translated into it."""

    ORIGINAL = "original"
    LEAVE_OUT = "leave-out"


def topic_label(topic: str) -> str:
    """Give the label of entries on a topic of the network's vocabulary."""
    return f"topic-{topic}"


class Grouping(Enum):
    """How a list is divided."""

    NONE = "none"
    LETTER = "letter"
    YEAR = "year"
    CURRENT = "current"


class Kind(Record):
    """Base of the kinds. A kind is a file in `kinds/` and its name in `KINDS`."""

    kind: ClassVar[str]
    """The kind's name in references, `[[name:id]]`, templates and strings."""
    folder: ClassVar[str]
    """The folder below content/ that holds its files."""
    is_text: ClassVar[bool] = False
    """Markdown files per language, rather than one YAML file."""
    file_name: ClassVar[str | None] = None
    """Where set, only files of this name belong to the kind and their folder is the id."""
    has_table: ClassVar[bool] = False
    """A CSV file of the same name lies beside the YAML file, unless the entry says otherwise (`reads_table`)."""
    has_page: ClassVar[bool] = True
    """The website has a page for each entry."""

    untranslated: ClassVar[Untranslated] = Untranslated.LEAVE_OUT
    """What becomes of a text of the kind in a language into which it is not translated; networks may say otherwise."""
    grouping: ClassVar[Grouping] = Grouping.NONE
    """How a list of the kind is divided."""
    in_header: ClassVar[bool] = False
    """The list of the kind is linked in the header of every page; else in the footer."""
    is_counted: ClassVar[bool] = True
    """The home page says how many there are."""

    has_section: ClassVar[bool] = False
    """The website lists the kind in a section of its own (`site/`), not in the general lists."""

    example: Annotated[Flag, Hidden()] = Field(False, description="made up to show how it works; every medium says so")
    draft: Annotated[Flag, Hidden()] = Field(False, description="not yet to be published; `--drafts` shows it")
    former_ids: Annotated[tuple[Id, ...], Hidden()] = Field(
        (), description="ids under which its page was published before: the old addresses lead to the new one"
    )

    @classmethod
    def reads_table(cls, values: Mapping[str, Any]) -> bool:
        """Tell whether a CSV file lies beside a YAML file, from its values as they were read, mistakes among them."""
        return cls.has_table

    def title_in(self, lang: str) -> str:
        """Give the entry's title in a language; text kinds are asked through `Entry.title`."""
        raise NotImplementedError

    def order(self) -> Any:
        """Give the sort key within the kind; the newest or first comes first."""
        return None

    def dated(self) -> dt.date | None:
        """Give the day on which the entry becomes news: feeds take what has one."""
        return None

    def public_from(self) -> dt.datetime:
        """Give the moment before which the entry must not be published: ALWAYS is public, NEVER is not."""
        return ALWAYS

    def public_until(self) -> dt.datetime:
        """Give the moment from which the entry must not be published any more."""
        return NEVER

    def over_from(self) -> dt.datetime:
        """Give the moment from which the entry has expired: it keeps its page, says so, and leaves current lists."""
        return NEVER

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield further moments at which a page says something else, and what lies behind those that are said above.

        Whatever a page asks the clock for must be among all these: `netzsite due` knows no other moments.

        Args:
            zone: the network's time zone, in which moments are given.
        """
        yield from ()

    def owner(self, entry_id: str) -> Key | None:
        """Name the entry that this one belongs to: what belongs to something withheld is withheld with it."""
        return None

    def companions(self) -> Iterable[str]:
        """Name the files in the same folder that the entry shows."""
        return ()

    def labels(self) -> Iterator[str]:
        """Say by what lists choose the entry, beside kind, year and languages: family-name, without blanks."""
        yield from map(topic_label, getattr(self, "topics", ()))


class TextKind(Kind):
    """Base of the kinds whose content is a text."""

    is_text: ClassVar[bool] = True

    title: Annotated[Text, Words(), Hidden()] = Field(description="the headline")
    summary: Annotated[Text | None, Words(), Hidden()] = Field(
        None, description="two or three sentences: the newsletter's length"
    )
    picture: Annotated[str | None, Reference("picture"), Hidden()] = Field(None, description="the id of a picture")
    alt: Annotated[Text | None, Words(), Hidden()] = Field(
        None, description="what the picture shows here, if its own alternative text does not fit"
    )
    publish: Annotated[Moment | None, Hidden()] = Field(None, description="not public before this moment")
    embargo: Annotated[Moment | None, Hidden()] = Field(None, description="press embargo: nowhere before this moment")
    expires: Annotated[Moment | None, Hidden()] = Field(
        None, description="marked as expired from this moment on; the page stays"
    )

    def title_in(self, lang: str) -> str:
        """Give the original's title."""
        return self.title

    def public_from(self) -> dt.datetime:
        """Give the later of publishing time and embargo."""
        return max(self.publish or ALWAYS, self.embargo or ALWAYS)

    def over_from(self) -> dt.datetime:
        """Give the expiry time."""
        return self.expires or NEVER

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the end of the embargo, and the expiry if the entry is not over before."""
        if self.embargo is not None:
            yield Occasion.EMBARGO, self.embargo
        if self.expires is not None and self.expires == self.over_from():
            yield Occasion.EXPIRES, self.expires


class TranslationBase(Record):
    """What every translation holds beside its words."""

    facts: ClassVar[frozenset[str]] = frozenset()
    """The fields of the kind that stand in the original only."""

    translated_from: Text = Field(description="digest of the original text; `netzsite check` prints it")
    draft: Flag = Field(False, description="the translation is not yet to be published")


@cache
def translation_model(kind: type[Kind]) -> type[TranslationBase]:
    """Make the record of a kind's translations: its word fields and nothing else."""
    annotations = hints(kind)
    words: dict[str, Any] = {
        name: (annotations[name], field) for name, field in kind.model_fields.items() if has_marker(kind, name, Words)
    }
    model = create_model(f"{kind.__name__}Translation", __base__=TranslationBase, **words)
    model.kind = f"{kind.kind} translation"  # type: ignore[attr-defined]  # read by fields.model_name
    model.facts = frozenset(kind.model_fields) - words.keys() - TranslationBase.model_fields.keys()
    return model


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry's words in one language.

    Attributes:
        words: name of a word field -> its text; fields left empty are missing.
        body: Markdown.
        translated_from: digest of the text it was made from; None in the original.
        is_draft: not yet to be published.
    """

    lang: str
    words: Mapping[str, str]
    body: str
    source: Source
    translated_from: str | None = None
    is_draft: bool = False

    @property
    def title(self) -> str:
        """The headline."""
        return self.words.get("title", "")

    @property
    def summary(self) -> str:
        """The summary, or nothing."""
        return self.words.get("summary", "")

    @property
    def digest(self) -> str:
        """The digest of all words: changes when a translation has to be looked at, and not when a fact changes."""
        return digest("\n".join([*(f"{name}: {text}" for name, text in sorted(self.words.items())), self.body.strip()]))


K_co = TypeVar("K_co", bound=Kind, covariant=True)
K = TypeVar("K", bound=Kind)


@dataclass(frozen=True, slots=True)
class Entry(Generic[K_co]):
    """All that the files of one identity say.

    Attributes:
        facts: the kind's record; for a text kind read from the original.
        wordings: language -> words, the original first; empty for fact kinds.
        source: the file that holds the facts.
        table: the CSV beside the file, if the kind has one.
    """

    id: str
    facts: K_co
    source: Source
    wordings: Mapping[str, Wording]
    table: Table | None = None

    @property
    def kind(self) -> str:
        """The kind's name."""
        return self.facts.kind

    @property
    def key(self) -> Key:
        """Kind and id."""
        return self.facts.kind, self.id

    @property
    def original(self) -> Wording | None:
        """The wording in the original language; None for a fact kind."""
        return next(iter(self.wordings.values()), None)

    def has_language(self, lang: str) -> bool:
        """Tell whether the entry can be read in a language; fact kinds can be read in all."""
        return not self.wordings or lang in self.wordings

    def is_draft(self, lang: str) -> bool:
        """Tell whether the entry, or its text in a language, is a draft."""
        return self.facts.draft or (lang in self.wordings and self.wordings[lang].is_draft)

    def wording(self, lang: str) -> Wording | None:
        """Give the words in a language, else the original's; None for a fact kind."""
        return self.wordings.get(lang) or self.original

    def title(self, lang: str) -> str:
        """Give the title in a language, else the original's."""
        wording = self.wording(lang)
        return wording.title if wording else self.facts.title_in(lang)
