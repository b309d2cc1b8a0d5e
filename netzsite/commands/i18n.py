"""The verb `i18n`: lists what is not said in every language, and writes the beginning of a translation."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netzsite.arguments import add_reading_arguments, make_settings
from netzsite.reporting import Format

if TYPE_CHECKING:
    from netzsite.gaps import Gap
    from netzsite.holdings import Holdings

NAME = "i18n"
HELP = "list translations that are missing or stale, or begin one"

_WORDS = {
    "missing": ("missing", "missing"),
    "draft": ("draft", "drafts"),
    "stale": ("stale", "stale"),
    "incomplete": ("incomplete", "incomplete"),
    "words": ("value missing in YAML", "values missing in YAML"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_reading_arguments(parser)
    parser.add_argument(
        "--new",
        nargs=2,
        default=None,
        metavar=("ID", "LANG"),
        help="write a file for the translation of this text, to be filled in: --new news:2026/talk en",
    )
    parser.add_argument(
        "--format",
        type=Format,
        choices=[Format.TEXT, Format.JSON],
        default=Format.TEXT,
        metavar="FORMAT",
        help="how the list is printed: text or json (default: text)",
    )
    parser.set_defaults(fail=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Print the list, or begin a translation."""
    from netzsite.holdings import read_holdings  # the kinds, needed only here

    holdings = read_holdings(make_settings(arguments))
    if arguments.new is not None:
        return _begin(arguments, holdings)
    gaps = sorted(_gaps(holdings), key=lambda each: (each[1].lang, each[0] != "network", each[0] != "media"))
    if arguments.format is Format.JSON:
        print(json.dumps([_as_dict(kind, gap) for kind, gap in gaps], indent=1, ensure_ascii=False))
    else:
        print("\n".join([*_lines(gaps), *_counts(holdings.network.languages, gaps)]))
    return 0


def _gaps(holdings: "Holdings") -> Iterator[tuple[str, "Gap"]]:
    """Yield the name of a kind or profile with each gap; an original that is a draft is not ready to be translated."""
    from netzsite.gaps import gaps_of, gaps_of_profile

    languages = holdings.network.languages
    for profile in (holdings.network, holdings.mix):
        for gap in gaps_of_profile(holdings.content.folder, profile, languages):
            yield profile.kind, gap
    for kind, ids in holdings.catalogue.heads.items():
        for entry_id, head in ids.items():
            expected = holdings.mix.languages_of(entry_id) if kind in ("edition", "chapter") else ()
            if not head.is_draft:
                for gap in gaps_of(holdings.content.open_entry(head.key), expected or languages):
                    yield kind, gap


def _lines(gaps: list[tuple[str, "Gap"]]) -> Iterator[str]:
    shown = ("", "")
    for kind, gap in gaps:
        if shown != (gap.lang, kind):
            yield f"{gap.lang}: {kind}"
            shown = gap.lang, kind
        yield f"  {gap.lack.value}: {gap.spot}{_explained(gap)}"


def _explained(gap: "Gap") -> str:
    """Say what to do about a gap."""
    what = f": {', '.join(gap.what)}" if gap.what else ""
    if gap.original is None or gap.lack.value not in ("missing", "stale"):
        return what
    made_from = f"translated_from: {gap.original.digest}"
    return f" (translate {Path(gap.original.source.path).name}; {made_from})"


def _counts(languages: tuple[str, ...], gaps: list[tuple[str, "Gap"]]) -> Iterator[str]:
    counts = Counter((gap.lang, gap.lack.value) for _, gap in gaps)
    for lang in languages:
        parts = [
            f"{counts[lang, lack]} {words[counts[lang, lack] != 1]}"
            for lack, words in _WORDS.items()
            if counts[lang, lack]
        ]
        yield f"i18n: {lang}: {', '.join(parts) or 'everything is there'}"


def _as_dict(kind: str, gap: "Gap") -> dict[str, Any]:
    return {
        "language": gap.lang,
        "kind": kind,
        "lack": gap.lack.value,
        "file": gap.spot.path,
        "line": gap.spot.line,
        "column": gap.spot.column,
        "what": list(gap.what),
        "original": gap.original.source.path if gap.original is not None else None,
        "translated_from": gap.original.digest if gap.original is not None else None,
    }


def _begin(arguments: argparse.Namespace, holdings: "Holdings") -> int:
    """Write the beginning of a translation: the original's words, to be overwritten, as a draft."""
    from netzsite.gaps import skeleton, translation_path
    from netzsite.library import resolve

    target, lang = arguments.new
    key = resolve(target, "", lambda name: holdings.catalogue.names.get(name, ()))
    if isinstance(key, list):
        meant = f"write {' or '.join(f'{kind}:{target}' for kind in key)}" if key else "write KIND:ID, as in [[...]]"
        arguments.fail(f"'{target}' is not one text: {meant}")
        return 2
    entry = holdings.content.open_entry(key)
    if entry.original is None:
        arguments.fail(f"'{target}' has no translations: its words stand in {entry.source.path}")
    elif lang not in holdings.network.languages:
        arguments.fail(f"'{lang}' is not a language of the network: {', '.join(holdings.network.languages)}")
    elif lang in entry.wordings:
        arguments.fail(f"{entry.wordings[lang].source.path} is there already")
    else:
        shown = translation_path(entry.original, lang)
        path = holdings.content.folder / Path(holdings.content.heads[key].files[0]).with_name(Path(shown).name)
        path.write_text(skeleton(entry), encoding="utf-8")
        print(f"i18n: wrote {shown}; translate its words, then remove the line 'draft: true'")
    return 0
