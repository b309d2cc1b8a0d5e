"""The kind `chapter`: Markdown files in an edition's folder become the texts written for that edition."""

from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import Key, TextKind
from netzsite.fields import Hidden, Reference


class Chapter(TextKind):
    """A text of an edition: editorial, chapter of the report."""

    kind: ClassVar[str] = "chapter"
    folder: ClassVar[str] = "editions"
    has_page: ClassVar[bool] = False

    author: Annotated[str | None, Reference("person"), Hidden()] = Field(
        None, description="who signs the text, a foreword for example: a report shows name, role and photo"
    )

    def owner(self, entry_id: str) -> Key:
        """Name the edition that the text was written for."""
        return "edition", entry_id.rpartition("/")[0]
