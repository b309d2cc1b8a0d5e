"""Where the files lie that pages refer to: paths below the output folder, shared by all media."""

from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.render.pictures import PictureFile
from netzsite.urls import slug

STYLESHEET = "assets/site.css"
ICON = "assets/icon.svg"


def script_path(name: str) -> str:
    """Give the path of a script of the theme, by the name of its file in `website/js/`."""
    return f"assets/{name}.js"


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


def pdf_path(edition: Entry[Edition], lang: str) -> str:
    """Give the path of an edition's PDF: named after its title, so that a download can be told from others."""
    return f"{lang}/downloads/{slug(edition.title(lang))}.pdf"


def vcard_path(page_path: str) -> str:
    """Give the path of the vCard beside a page."""
    return f"{page_path.removesuffix('.html')}.vcf"
