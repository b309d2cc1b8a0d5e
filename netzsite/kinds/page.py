"""The kind `page`: Markdown files become a page that belongs to no list: about, contact, imprint, privacy, join."""

from typing import Annotated, ClassVar

from pydantic import Field

from netzsite.entry import TextKind
from netzsite.fields import Choice, Count, Hidden, Id, Words


class Menu(Choice):
    """Where a page is linked from on every page."""

    HEADER = "header"
    FOOTER = "footer"
    NOWHERE = "nowhere"


class Overview(Choice):
    """A page of the website that is made of no text, which a page may lead to."""

    MEDIA_MIX = "media-mix"
    DOWNLOADS = "downloads"


class Page(TextKind):
    """A page of its own."""

    kind: ClassVar[str] = "page"
    folder: ClassVar[str] = "pages"

    slug: Annotated[Id | None, Words(is_expected=False), Hidden()] = Field(
        None, description="the page's part of the address in this language, if it is not the id: impressum"
    )
    menu: Annotated[Menu, Hidden()] = Field(Menu.NOWHERE, description="linked in the header, the footer, or nowhere")
    position: Annotated[Count, Hidden()] = Field(100, description="order within the menu, small numbers first")
    leads_to: Annotated[tuple[Overview, ...], Hidden()] = Field(
        (), description="pages made of no text that stand as buttons below this one: media-mix, downloads"
    )

    def order(self) -> int:
        """Sort by position in the menu."""
        return self.position
