"""Where the files lie that pages refer to: paths below the output folder, shared by all media."""

import posixpath

from netzsite.entry import Entry
from netzsite.kinds.edition import Edition
from netzsite.render.pictures import PictureFile
from netzsite.strings import Strings
from netzsite.urls import entry_path, slug

STYLESHEET = "assets/site.css"
ICON = "assets/icon.svg"
"""As `assets` names them before it puts in digests."""

TOUCH_ICON = "assets/icon-180.png"
"""The icon of a page that a reader puts on the home screen of a telephone."""

SEARCH_INDEX = "assets/search"
"""The folder of what the search looks words up in."""

PRINTING = "printing"
"""The folder of printers' PDFs."""

PDF_MEDIA = ("report", "print-newsletter")
"""The media whose editions are PDFs."""

ARCHIVE_MEDIA = ("report",)
"""The media whose editions are PDFs for archives too."""

READ_BY_CHAPTERS = ("report",)
"""The media whose editions are so long that each of their chapters has a page of its own."""

DATA_PACKAGE = "data/datapackage.json"
SITEMAP = "sitemap.xml"


def feed_path(lang: str, suffix: str, segment: str = "") -> str:
    """Give the path of a feed, `rss` or `atom`: of a language, or of a list by its part of the address."""
    return posixpath.join(lang, segment, f"feed.{suffix}")


def companion_path(page: str, suffix: str) -> str:
    """Give the path of a file that goes with a page: `de/termine/tag.html` has `de/termine/tag.ics`."""
    return page.removesuffix("html") + suffix


def calendar_path(lang: str) -> str:
    """Give the path of the calendar of all events."""
    return f"{lang}/calendar.ics"


def deadlines_path(lang: str) -> str:
    """Give the path of the calendar of all deadlines."""
    return f"{lang}/deadlines.ics"


def data_path(name: str, suffix: str) -> str:
    """Give the path of a data set: `csv` or `json`."""
    return f"data/{name}.{suffix}"


def search_path(strings: Strings) -> str:
    """Give the path of a language's page for searching."""
    return entry_path(strings.lang, "", strings.text("search.segment"))


def picture_path(entry_id: str, file: PictureFile, width: int) -> str:
    """Give the path of a picture's variant; its name changes with its bytes, so that hosts may cache it for ever."""
    suffix = {"jpeg": "jpg"}.get(file.format, file.format)
    return f"assets/pictures/{entry_id.replace('/', '-')}-{width}.{file.digest}.{suffix}"


def preview_path(page: str) -> str:
    """Give the path of the picture that is shown with a link to a page; `page` is the page's path."""
    return f"assets/previews/{page.removesuffix('.html')}.png"


def figure_data_path(entry_id: str) -> str:
    """Give the path of a figure's table as CSV."""
    return f"data/figures/{entry_id}.csv"


def figure_metadata_path(entry_id: str) -> str:
    """Give the path of what programs read of a figure."""
    return f"data/figures/{entry_id}.json"


def survey_data_path(entry_id: str) -> str:
    """Give the path of the table with all that a survey has published, as CSV."""
    return f"data/surveys/{entry_id}.csv"


def survey_names_path(entry_id: str) -> str:
    """Give the path of the table with the answers of companies that have agreed to be named, as CSV."""
    return survey_data_path(f"{entry_id}-named")


def press_kit_path(entry_id: str, lang: str) -> str:
    """Give the path of the press kit of a piece of news."""
    return f"{lang}/downloads/press/{entry_id.replace('/', '-')}.zip"


def pdf_path(edition: Entry[Edition], lang: str) -> str:
    """Give the path of an edition's PDF: named after its title, so that a download can be told from others."""
    return f"{lang}/downloads/{slug(edition.title(lang))}.pdf"


def archive_path(edition: Entry[Edition], lang: str, ending: str) -> str:
    """Give the path of an edition's PDF for archives: that of the other PDF, with a word at its end."""
    return f"{pdf_path(edition, lang).removesuffix('.pdf')}-{ending}.pdf"


def print_path(edition_id: str, lang: str) -> str:
    """Give the path of an edition's printer's PDF; no page lists what lies in this folder."""
    return f"{PRINTING}/{edition_id}.{lang}.pdf"


def cover_path(edition_id: str, lang: str) -> str:
    """Give the path of the cover of an edition that is glued, for the printer."""
    return f"{PRINTING}/{edition_id}.{lang}.cover.pdf"


def mail_path(edition_id: str, lang: str, suffix: str) -> str:
    """Give the path of an edition as mail: `html`, `txt` or `eml`."""
    return f"mail/{edition_id}.{lang}.{suffix}"


def mail_chart_path(figure_id: str, lang: str) -> str:
    """Give the path of a figure's chart as mail shows it; it stays, because mails that have gone out refer to it."""
    return f"mail/charts/{figure_id}.{lang}.png"


def edition_feed_path(lang: str, segment: str, medium: str, what: str) -> str:
    """Give the path of a feed for mail of a medium: of its `editions`, or of the `items` that they carry."""
    return posixpath.join(lang, segment, medium, {"editions": "mail.rss", "items": "items.rss"}[what])


def vcard_path(page_path: str) -> str:
    """Give the path of the vCard beside a page."""
    return f"{page_path.removesuffix('.html')}.vcf"
