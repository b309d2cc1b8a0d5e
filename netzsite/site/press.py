"""The section `press`: the press kit of each press release, and of each piece of news that shows a picture."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from netzsite.engine.artifact import Artifact, Effort
from netzsite.entry import Entry
from netzsite.kinds.news import News
from netzsite.kinds.picture import Picture
from netzsite.library import Library
from netzsite.render.pictures import inspect, publish
from netzsite.render.places import press_kit_path
from netzsite.render.press import PressPicture, has_kit, plain_markdown, write_zip
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.site.composer import Composer
from netzsite.site.page import NAME
from netzsite.urls import absolute_link


@dataclass(frozen=True, slots=True)
class PressKit:
    """What a press kit holds: `folder` is the name of the folder in the zip."""

    folder: str
    day: dt.date
    text: str
    pictures: tuple[PressPicture, ...]
    credits: str


def artifacts(library: Library, theme: Theme, lang: str) -> Iterator[Artifact]:
    """Plan the press kits."""
    catalogue = library.catalogue
    for head in catalogue.heads[News.kind].values():
        if head.has_language(lang) and has_kit(head.labels, catalogue.links.get(head.key, ())):
            path, effort = press_kit_path(head.id, lang), Effort.FILE
            yield Artifact(path, NAME, _kit, (lang, head.id), _render, head.key, lang, effort)


def _kit(library: Library, theme: Theme, lang: str, entry_id: str) -> PressKit:
    composer, entry = Composer(library, theme, lang), library.get(News, entry_id)
    if entry is None:
        raise KeyError(entry_id)
    named = (library.get(Picture, name) for kind, name in library.links(entry) if kind == Picture.kind)
    pictures = tuple(_picture(composer, picture) for picture in named if picture is not None)
    folder = entry_id.rpartition("/")[2]
    return PressKit(folder, entry.facts.date, _text(composer, entry), pictures, _credits(composer, pictures))


def _picture(composer: Composer, picture: Entry[Picture]) -> PressPicture:
    facts, lang = picture.facts, composer.lang
    return PressPicture(
        inspect(composer.library.folder / Picture.folder / facts.file),
        facts.title_in(lang),
        facts.credit.pick(lang),
        facts.licence or "",
        facts.source_url or "",
    )


def _text(composer: Composer, entry: Entry[News]) -> str:
    """Write the text with all that an editor of a paper needs: where it comes from, where it stands, whom to ask."""
    strings, network, facts = composer.strings, composer.network, entry.facts
    path = composer.views.path(entry) or ""
    contact = (network.contact.name.pick(composer.lang), network.contact.phone, network.contact.email)
    sources = (facts.source, facts.source_url)
    lines = [
        strings.text("entry.example-note") if facts.example else "",
        f"# {entry.title(composer.lang)}",
        f"{strings.date(facts.date)} · {strings.value(facts.form)}",
        composer.views.summary(entry),
        plain_markdown(composer.views.body(entry), network.base_url),
        "---",
        f"{strings.text('fields.source')}: {', '.join(filter(None, sources))}" if any(sources) else "",
        f"{strings.text('press.online')}: {absolute_link(path, network.base_url)}",
        f"{strings.text('press.contact')}: {', '.join(filter(None, contact))}",
    ]
    return "\n\n".join(filter(None, lines)) + "\n"


def _credits(composer: Composer, pictures: tuple[PressPicture, ...]) -> str:
    """List the pictures with what must stand with them."""
    strings = composer.strings
    parts = (
        [
            picture.file.path,
            picture.alt,
            strings.text("picture.credit", credit=picture.credit),
            strings.text("press.licence", licence=picture.licence) if picture.licence else "",
            picture.source,
        ]
        for picture in pictures
    )
    blocks = ["\n".join(filter(None, part)) for part in parts]
    return "\n\n".join([strings.text("press.use"), *blocks]) + "\n" if blocks else ""


def _render(view: PressKit, workshop: Workshop) -> bytes:
    """Pack the kit; a picture keeps its measures and loses what a camera wrote into it."""
    files = {f"{view.folder}/text.md": view.text.encode()}
    for picture in view.pictures:
        files[f"{view.folder}/{picture.file.path}"] = publish(workshop.content, picture.file, picture.file.width)
    if view.credits:
        files[f"{view.folder}/credits.txt"] = view.credits.encode()
    return write_zip(files, view.day)
