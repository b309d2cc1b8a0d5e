"""The part of a record that names somebody: a person of the network by id, or anybody by name."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from netzsite.fields import Record, Reference, Text, contradiction


class Somebody(Record):
    """A person of the network, or somebody by name; and where they come from."""

    called: ClassVar[str]
    """What messages call them: `a speaker`."""

    person: Annotated[str | None, Reference("person")] = Field(None, description="the person's id")
    name: Text | None = Field(None, description="the name of somebody without an entry")
    member: Annotated[str | None, Reference("member")] = Field(None, description="the member they come from")

    @model_validator(mode="after")
    def _is_named_once(self) -> Self:
        if (self.person is None) == (self.name is None):
            raise contradiction(f"{self.called} is a person or a name", "give either 'person' or 'name'")
        return self
