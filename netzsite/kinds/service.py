"""The kind `service`: Markdown files describe a service of the network in a form that is the same for all.

The parts of the form are fields that hold words: each is there in the original and in every translation.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import TextKind
from netzsite.fields import Choice, Count, Hidden, Reference, Text, Url, Words, Year


class ServiceCategory(Choice):
    """What a service is for."""

    COMMUNICATION = "communication"
    MEETING = "meeting"
    MATCHING = "matching"
    ADVICE = "advice"
    TRAINING = "training"


PARTS = ("target_group", "problem", "approach", "strategy", "financing")
"""The parts of the form, in the order in which they are read."""


class Service(TextKind):
    """A service of the network."""

    kind: ClassVar[str] = "service"
    folder: ClassVar[str] = "services"
    has_section: ClassVar[bool] = True
    is_counted: ClassVar[bool] = False

    category: ServiceCategory = Field(description="communication, meeting, matching, advice or training")
    transferability: Annotated[Count, Hidden()] = Field(
        description="how others can take it over: 1 hardly, 2 with effort, 3 with small changes, 4 as it is",
        ge=1,
        le=4,
    )
    target_group: Annotated[Text, Words(), Hidden()] = Field(description="whom the service is for")
    problem: Annotated[Text, Words(), Hidden()] = Field(description="what was wrong before there was the service")
    approach: Annotated[Text, Words(), Hidden()] = Field(description="the idea that it follows")
    strategy: Annotated[Text, Words(), Hidden()] = Field(description="strategy and implementation: how it is done")
    financing: Annotated[Text, Words(), Hidden()] = Field(
        description="financing and sustainability: who pays, and what makes it last"
    )
    since: Year | None = Field(None, description="year in which it began")
    person: Annotated[str | None, Reference("person")] = Field(None, description="who answers questions")
    topics: tuple[Annotated[str, Reference("topic")], ...] = Field((), description="topics of the network's vocabulary")
    link: Url | None = Field(None, description="the service itself")

    def order(self) -> tuple[int, int]:
        """Sort by category, and what is easily taken over first."""
        return list(ServiceCategory).index(self.category), -self.transferability
