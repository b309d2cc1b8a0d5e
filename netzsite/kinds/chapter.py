"""The kind `chapter`: Markdown files in an edition's folder become the texts written for that edition."""

from typing import ClassVar

from netzsite.entry import Key, TextKind


class Chapter(TextKind):
    """A text of an edition: editorial, chapter of the report."""

    kind: ClassVar[str] = "chapter"
    folder: ClassVar[str] = "editions"
    has_page: ClassVar[bool] = False

    def owner(self, entry_id: str) -> Key:
        """Name the edition that the text was written for."""
        return "edition", entry_id.rpartition("/")[0]
