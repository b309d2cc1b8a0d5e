"""The finisher `search-index`: what readers' browsers look words up in, made by Pagefind, which runs here only.

Pagefind reads the pages that mark what can be searched (`data-pagefind-body` in the theme) and writes many small files,
of which a browser fetches the few that a search needs.
"""

import gzip
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from netzsite.config import Network
from netzsite.engine.finishing import Finish
from netzsite.engine.manifest import PublishedFile
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.render.compounds import LANGUAGES, inner_words, nouns_of
from netzsite.render.places import SEARCH_INDEX

NAME = "search-index"

ENTRY, SCRIPT = "pagefind-entry.json", "pagefind.js"
"""What a browser asks for first: the engine, and the list of languages."""

_MARK = "data-pagefind-body"
_BEGINNING = re.compile(rf"<[^<>]*\b{_MARK}\b[^<>]*>")

END_OF_INNER_WORDS = "⁂"
"""Divides, in what is indexed of a page, what was added from what it says; `search.js` knows it too."""

_MAGIC = b"pagefind_dcd"
"""What each file of the index begins with, when it is unpacked; CBOR (RFC 8949) follows."""

_FILTERS = 3
"""The place of the filters in the list of what a language has: pairs of a name and the name of a file."""

_ADDITIONS = ("ui.js", "ui.css", "pagefind-highlight.js", "pagefind-worker.js")
"""What our search page does without: it has its own looks, and searches where its policy allows it."""


def finishes(network: Network, files: Mapping[str, PublishedFile]) -> Iterator[Finish]:
    """Plan the index of all pages, if the network has a search."""
    pages = tuple(sorted(path for path in files if path.endswith(".html")))
    if network.search and pages:
        yield Finish(NAME, NAME, pages, make_index)


def make_index(folder: Path, sources: tuple[str, ...]) -> dict[str, bytes]:
    """Index the pages of a folder: path -> bytes; nothing if there is nothing to be found.

    Args:
        folder: the output.
        sources: all pages that lie there.

    Raises:
        NetzsiteError: Pagefind cannot be used.
    """
    texts = {source: text for source in sources if _MARK in (text := (folder / source).read_text(encoding="utf-8"))}
    if not texts:
        return {}  # Pagefind would take everything for searchable
    with TemporaryDirectory(prefix="netzsite-search-") as place:
        site, made = Path(place, "site"), Path(place, "made")
        for source, text in _with_inner_words(texts):
            (site / source).parent.mkdir(parents=True, exist_ok=True)
            (site / source).write_text(text, encoding="utf-8")
        made.mkdir()
        _run_pagefind(site, made)
        found = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
        files = {name: path.read_bytes() for name, path in found.items() if not name.endswith(_ADDITIONS)}
    entry = json.loads(files.pop(ENTRY))
    stems = {f"wasm.{found['wasm'] or 'unknown'}.pagefind" for found in entry["languages"].values()}
    files = {name: data for name, data in files.items() if not name.startswith("wasm.") or name in stems}
    for found in entry["languages"].values():
        found["hash"] = _put_in_order(files, found["hash"])
    files[ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return {f"{SEARCH_INDEX}/{name}": data for name, data in files.items()}


def _with_inner_words(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Put the words within the compounds of each page before what it says; our script does not show them."""
    said: dict[str, dict[str, str]] = {}
    for source, text in texts.items():
        lang, words = _said(text)
        said.setdefault(lang, {})[source] = words
    for lang, pages in said.items():
        nouns = set().union(*map(nouns_of, pages.values())) if lang in LANGUAGES else set()
        for source, words in pages.items():
            inner = " ".join(inner_words(words, nouns))
            added = f'<p data-pagefind-weight="0.5">{inner} {END_OF_INNER_WORDS}</p>' if inner else ""
            beginning, text = _BEGINNING.search(texts[source]), texts[source]
            at = beginning.end() if beginning else 0
            yield source, text[:at] + added + text[at:]


def _said(page: str) -> tuple[str, str]:
    """Give the language of a page, and what of its text is searched."""
    from lxml import html  # needed only here

    tree = html.document_fromstring(page)
    ignored = "ancestor-or-self::*[@data-pagefind-ignore]"
    texts: list[str] = tree.xpath(f"//*[@data-pagefind-body]//text()[not({ignored})]")
    return tree.get("lang", ""), " ".join(texts).replace("\u00ad", "")


def _put_in_order(files: dict[str, bytes], language: str) -> str:
    """Write what Pagefind writes in any order in the same order each time: filters, and the values of each.

    Args:
        files: all of the index; those of the language's filters and the one that lists them are exchanged.
        language: the name of that list; its new name is given back, because files are named after their bytes.
    """
    listed = _read(files.pop(f"pagefind.{language}.pf_meta"))
    prefix = language.partition("_")[0]
    for named in listed[_FILTERS]:
        values = _read(files.pop(f"filter/{named[1]}.pf_filter"))
        values[1].sort()
        data, digest = _written(values)
        named[1] = f"{prefix}_{digest[:7]}"
        files[f"filter/{named[1]}.pf_filter"] = data
    listed[_FILTERS].sort()
    data, digest = _written(listed)
    files[f"pagefind.{prefix}_{digest[:10]}.pf_meta"] = data
    return f"{prefix}_{digest[:10]}"


def _read(data: bytes) -> list[Any]:
    import cbor2  # needed only here

    read: list[Any] = cbor2.loads(gzip.decompress(data).removeprefix(_MAGIC))
    return read


def _written(values: list[Any]) -> tuple[bytes, str]:
    import cbor2

    data = _MAGIC + cbor2.dumps(values)
    return gzip.compress(data, 9, mtime=0), sha256(data).hexdigest()


def _run_pagefind(folder: Path, made: Path) -> None:
    """Run Pagefind: in an empty folder and without its variables, so that no setting of the machine reaches it."""
    from pagefind_bin import get_executable  # ten megabytes of program, needed only here

    places = ["--site", str(folder), "--output-path", str(made), "--silent"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND")}
    try:
        command = [str(get_executable()), *places]
        done = subprocess.run(command, cwd=made, env=clean, capture_output=True, text=True)  # noqa: S603 - our own words
    except (OSError, TypeError) as error:
        raise _unusable(str(error)) from None
    if done.returncode:
        raise _unusable((done.stderr or done.stdout).strip())


def _unusable(reason: str) -> NetzsiteError:
    message = f"the index of the search cannot be made: {reason or 'Pagefind ended with an error'}"
    hint = "install pagefind_bin for this system, or do without a search: 'search: false' in network.yaml"
    return NetzsiteError(Problem(Spot(NAME), Code.NO_INDEX, message, hint))
