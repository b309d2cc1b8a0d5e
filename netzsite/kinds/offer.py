"""The kind `offer`: Markdown files become an offer of cooperation, or a request for one."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from netzsite.entry import NEVER, Key, Occasion, TextKind, day_after, midnight
from netzsite.fields import Choice, Date, Email, Hidden, Reference, Url, contradiction


class OfferForm(Choice):
    """Whether somebody offers or seeks."""

    OFFERS = "offers"
    SEEKS = "seeks"


class OfferSubject(Choice):
    """What is offered or sought."""

    TECHNOLOGY = "technology"
    PARTNER = "partner"
    INFRASTRUCTURE = "infrastructure"
    PURCHASING = "purchasing"
    KNOWLEDGE = "knowledge"
    CAPITAL = "capital"


class OfferStage(Choice):
    """How far a technology has come."""

    IDEA = "idea"
    PROOF_OF_CONCEPT = "proof-of-concept"
    PROTOTYPE = "prototype"
    VALIDATED = "validated"
    ON_THE_MARKET = "on-the-market"


class OfferRights(Choice):
    """How a technology is protected."""

    NONE = "none"
    KNOW_HOW = "know-how"
    PATENT_FILED = "patent-filed"
    PATENT_GRANTED = "patent-granted"
    COPYRIGHT = "copyright"


class Offer(TextKind):
    """An offer of cooperation, or a request for one."""

    kind: ClassVar[str] = "offer"
    folder: ClassVar[str] = "offers"
    has_section: ClassVar[bool] = True
    is_counted: ClassVar[bool] = False

    form: OfferForm = Field(description="offers or seeks")
    subject: OfferSubject = Field(
        description="technology, partner, infrastructure, purchasing (buying together), knowledge or capital"
    )
    member: Annotated[str | None, Reference("member")] = Field(None, description="the member that offers or seeks")
    person: Annotated[str | None, Reference("person")] = Field(None, description="who answers questions")
    stage: OfferStage | None = Field(None, description="how far the technology has come")
    rights: OfferRights | None = Field(None, description="how the technology is protected")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    deadline: Date | None = Field(None, description="last day on which it is valid; then its page says that it is over")
    link: Url | None = Field(None, description="where more is to be read")
    email: Annotated[Email | None, Hidden()] = Field(
        None, description="where to reply; else the e-mail address of the person, or of the member"
    )
    posted: Annotated[Date, Hidden()] = Field(description="day from which it is shown")

    @model_validator(mode="after")
    def _goes_together(self) -> "Offer":
        if self.member is None and self.person is None:
            raise contradiction("nobody can be asked about it", "give 'member', 'person' or both")
        for name in ("stage", "rights"):
            if getattr(self, name) is not None and self.subject is not OfferSubject.TECHNOLOGY:
                message = f"only a technology has this, and the subject is {self.subject.value}"
                raise contradiction(message, "remove the line, or write 'subject: technology'", at=name)
        if self.deadline is not None and self.deadline < self.posted:
            raise contradiction(
                "the last day lies before the day from which it is shown", "check both dates", "deadline"
            )
        return self

    def dated(self) -> dt.date:
        """Give the day from which it is shown."""
        return self.posted

    def order(self) -> int:
        """Sort the newest first."""
        return -self.posted.toordinal()

    def public_from(self) -> dt.datetime:
        """Give the later of the day from which it is shown and its publishing time."""
        return max(midnight(self.posted), super().public_from())

    def over_from(self) -> dt.datetime:
        """Give the end of the last day, or the expiry time if that comes first."""
        return min(day_after(self.deadline) if self.deadline else NEVER, super().over_from())

    def occasions(self, zone: str) -> Iterator[tuple[Occasion, dt.datetime]]:
        """Yield the end of the last day too."""
        yield from super().occasions(zone)
        if self.deadline is not None:
            yield Occasion.DEADLINE, day_after(self.deadline)

    def owner(self, entry_id: str) -> Key | None:
        """Name the person, where nobody else can be asked: without consent there is no offer either."""
        return ("person", self.person) if self.person and self.member is None else None

    def labels(self) -> Iterator[str]:
        """Name the topics, and what is offered or sought."""
        yield from super().labels()
        yield offer_label(self.form, self.subject)


def offer_label(form: OfferForm, subject: OfferSubject) -> str:
    """Give the label of what is offered, or sought, of a subject."""
    return f"{form.value}-{subject.value}"
