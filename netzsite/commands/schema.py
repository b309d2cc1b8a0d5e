"""The verb `schema`: prints the JSON Schema of a kind's file, or writes the reference in docs/."""

import argparse
import json
from collections.abc import Collection
from pathlib import Path

from netzsite.arguments import Names
from netzsite.reporting import Format

NAME = "schema"
HELP = "print what a file of a kind may hold, as JSON Schema, or write the reference for editors"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    what = parser.add_mutually_exclusive_group(required=True)
    kind = what.add_argument("kind", nargs="?", choices=Names(_kinds), metavar="KIND")
    kind.help = "the kind of the file: %(choices)s"  # filled in when it is printed
    what.add_argument(
        "--reference",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="write reference/*.md and errors.md to this folder, one page for each kind (the project's own: docs)",
    )
    parser.add_argument("--translation", action="store_true", help="the schema of a translation of the kind")
    parser.set_defaults(fail=parser.error, today=None, format=Format.TEXT)


def _kinds() -> Collection[str]:
    from netzsite.schema import model_names

    return model_names()


def run(arguments: argparse.Namespace) -> int:
    """Print a schema, or write the reference."""
    if arguments.reference is not None:
        return _write_reference(arguments.reference)
    from netzsite.schema import find_model, json_schema

    model = find_model(arguments.kind, translation=arguments.translation)
    if model is None:
        arguments.fail(f"'{arguments.kind}' has no translations: its words stand in the one file")
    else:
        print(json.dumps(json_schema(model), indent=2, ensure_ascii=False))
    return 0


def _write_reference(folder: Path) -> int:
    from netzsite.reference import reference_files

    files = reference_files()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"schema: wrote {len(files)} files below {folder}")
    return 0
