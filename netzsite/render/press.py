"""Turns a piece of news into its press kit: a zip with the text, the pictures in print size, and their credits."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netzsite.entry import Key
from netzsite.kinds.news import NewsForm
from netzsite.prose import DIRECTIVE, IMAGE, WIKI_LINK
from netzsite.render.pictures import PictureFile
from netzsite.urls import absolute_link

if TYPE_CHECKING:
    from netzsite.render.markup import Body


def has_kit(labels: Iterable[str], links: Iterable[Key]) -> bool:
    """Tell whether there is a press kit: for each press release, and for what shows a picture."""
    return f"form-{NewsForm.PRESS_RELEASE.value}" in labels or any(kind == "picture" for kind, _ in links)


@dataclass(frozen=True, slots=True)
class PressPicture:
    """A picture in a press kit, and what must stand with it where it is printed."""

    file: PictureFile
    alt: str
    credit: str
    licence: str
    source: str


def plain_markdown(body: "Body", base_url: str) -> str:
    """Write a text as Markdown that any program reads: links in full, numbers filled in, pictures by their words."""

    def link(found: re.Match[str]) -> str:
        target = body.targets.get(found[1].strip())
        words = (found[2] or "").strip() or (target.title if target is not None else "")
        if target is None or target.path is None:
            return words
        return f"[{words}]({absolute_link(target.path, base_url)})"

    def directive(found: re.Match[str]) -> str:
        name, words = found[1], found[2].strip()
        if name == "figure" and words in body.figures:
            figure = body.figures[words]
            return f"[{figure.title}]({absolute_link(figure.page.path, base_url)})"
        return body.values.get(words, "") if name == "value" else ""

    text = IMAGE.sub(lambda found: f"[{found[1]}]", body.markdown)
    return DIRECTIVE.sub(directive, WIKI_LINK.sub(link, text)).strip()


def write_zip(files: Mapping[str, bytes], day: dt.date) -> bytes:
    """Pack files: the same files with the same day give the same bytes; pictures are packed already."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 8, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED if name.endswith((".md", ".txt", ".svg")) else zipfile.ZIP_STORED
            archive.writestr(info, data)
    return packed.getvalue()
