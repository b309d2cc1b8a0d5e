"""The kind `chapter`: Markdown files in an edition's folder become the texts written for that edition."""

from typing import ClassVar

from netzsite.entry import TextKind


class Chapter(TextKind):
    """A text of an edition: editorial, chapter of the report."""

    kind: ClassVar[str] = "chapter"
    folder: ClassVar[str] = "editions"
    has_page: ClassVar[bool] = False
