"""The verb `schema`: prints the JSON Schema of a kind's file, or writes the reference in docs/."""

import argparse
import json
from pathlib import Path

from netzsite.reference import reference_files
from netzsite.reporting import Format
from netzsite.schema import find_model, json_schema, model_names

NAME = "schema"
HELP = "print what a file of a kind may hold, as JSON Schema, or write the reference for editors"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    names = model_names()
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "kind", nargs="?", choices=names, metavar="KIND", help=f"the kind of the file: {', '.join(names)}"
    )
    what.add_argument(
        "--reference",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="write reference/*.md and errors.md to this folder, one page for each kind (the project's own: docs)",
    )
    parser.add_argument("--translation", action="store_true", help="the schema of a translation of the kind")
    parser.set_defaults(fail=parser.error, today=None, format=Format.TEXT)


def run(arguments: argparse.Namespace) -> int:
    """Print a schema, or write the reference."""
    if arguments.reference is not None:
        return _write_reference(arguments.reference)
    model = find_model(arguments.kind, translation=arguments.translation)
    if model is None:
        arguments.fail(f"'{arguments.kind}' has no translations: its words stand in the one file")
    else:
        print(json.dumps(json_schema(model), indent=2, ensure_ascii=False))
    return 0


def _write_reference(folder: Path) -> int:
    files = reference_files()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"schema: wrote {len(files)} files below {folder}")
    return 0
