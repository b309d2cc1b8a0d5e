"""Where the files lie that pages refer to: paths below the output folder, shared by all media."""

from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.render.pictures import PictureFile
from netzsite.urls import slug

STYLESHEET = "assets/site.css"
ICON = "assets/icon.svg"


def feed_path(lang: str, suffix: str) -> str:
    """Give the path of a language's feed: `rss` or `atom`."""
    return f"{lang}/feed.{suffix}"


def picture_path(entry_id: str, file: PictureFile, width: int) -> str:
    """Give the path of a picture's variant; its name changes with its bytes, so that hosts may cache it for ever."""
    suffix = {"jpeg": "jpg"}.get(file.format, file.format)
    return f"assets/pictures/{entry_id.replace('/', '-')}-{width}.{file.digest}.{suffix}"


def figure_data_path(entry_id: str) -> str:
    """Give the path of a figure's table as CSV."""
    return f"data/figures/{entry_id}.csv"


def press_kit_path(entry_id: str, lang: str) -> str:
    """Give the path of the press kit of a piece of news."""
    return f"{lang}/downloads/press/{entry_id.replace('/', '-')}.zip"


def pdf_path(edition: Entry[Edition], lang: str) -> str:
    """Give the path of an edition's PDF: named after its title, so that a download can be told from others."""
    return f"{lang}/downloads/{slug(edition.title(lang))}.pdf"
