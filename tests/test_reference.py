"""netzsite.reference and netzsite.schema: what editors read of the declarations."""

import re
from functools import cache
from pathlib import Path

import pytest

from netzsite.declarations import hints
from netzsite.entry import translation_model
from netzsite.errors import Code
from netzsite.fields import Record
from netzsite.kinds import KINDS
from netzsite.reference import COMMAND, reference_files
from netzsite.schema import PROFILES, declared_fields, find_model, first_sentence, json_schema, model_names
from tests.conftest import ROOT

DOCS = ROOT / "docs"


generated = cache(reference_files)
"""What `make docs` would write."""


def models_below(model: type[Record]) -> list[type[Record]]:
    """List a record and all groups of fields inside it."""
    inner = [field.shape.record for field in declared_fields(model) if field.shape.record]
    return [model, *(found for group in inner for found in models_below(group))]


MODELS = list(dict.fromkeys(found for model in (*KINDS, *PROFILES) for found in models_below(model)))


def test_the_committed_reference_is_what_the_declarations_say():
    """A change of a field or a message is a change of docs/ in the same commit."""
    stale = [name for name, text in generated().items() if read(DOCS / name) != text]
    assert not stale, f"run `{COMMAND}` and commit docs/: {', '.join(stale)}"


def test_no_page_of_the_reference_is_left_over():
    """A kind that is gone takes its page along."""
    written = {path.relative_to(DOCS).as_posix() for path in (DOCS / "reference").iterdir()} | {"errors.md"}
    assert written == set(generated()), f"delete what is left over, then run `{COMMAND}`"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__name__}")
def test_every_field_has_help_and_words(model: type[Record]):
    """An editor learns of each field what to write and what for."""
    fields = declared_fields(model)
    assert sorted(field.name for field in fields) == sorted(hints(model))
    assert all(field.help and field.shape.one for field in fields)
    assert re.fullmatch(r"[A-Z].+\.", first_sentence(model))


@pytest.mark.parametrize("name", model_names())
def test_a_page_names_every_field_and_group(name: str):
    """Fields of groups inside are on the page of the kind."""
    model = find_model(name)
    assert model is not None
    page = generated()[f"reference/{name}.md"]
    for inner in models_below(model):
        assert all(f"| `{field}` |" in page for field in hints(inner))


def test_a_page_says_what_a_translation_holds():
    """Words are named, facts are not."""
    page = generated()["reference/news.md"].partition("## In a translation")[2].partition("## ")[0]
    assert all(f"`{name}`" in page for name in hints(translation_model(KINDS_BY_NAME["news"])))
    assert "`members`" not in page


def test_every_message_is_explained():
    """docs/errors.md has a line for each code."""
    page = generated()["errors.md"]
    assert all(f"| `{code.value}` | {code.explanation} |" in page for code in Code)


def test_a_value_is_described_in_plain_words():
    """Types are said as an editor would say them."""
    page = generated()["reference/event.md"]
    assert "| `status` | no | one of: `planned`, `cancelled`, `postponed`; `planned` if left out |" in page
    assert "| `announced` | no | a date: `2026-03-10` |" in page
    assert "| `organisers` | no | a list of member ids (`members/`) |" in page


def test_the_schema_completes_and_limits():
    """Editors with JSON Schema complete words and mark what cannot be."""
    schema = json_schema(KINDS_BY_NAME["member"])
    assert schema["required"] == ["name", "type", "sector", "address"]
    assert schema["additionalProperties"] is False
    properties = schema["properties"]
    assert "service-provider" in properties["type"]["enum"]
    latitude = properties["address"]["properties"]["latitude"]
    assert (latitude["minimum"], latitude["maximum"]) == (-90, 90)
    assert properties["relations"]["items"]["required"] == ["kind", "member"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_schema_knows_all_that_the_demonstration_uses(kind):
    """What is read without a problem is not marked in an editor."""
    known = json_schema(kind)["properties"].keys() | json_schema(translation_model(kind))["properties"].keys()
    folder = ROOT / "content" / kind.folder
    files = folder.rglob(kind.file_name or ("*.md" if kind.is_text else "*.yaml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        fields = text.split("---\n")[1] if kind.is_text else text
        assert set(re.findall(r"^([a-z_]+):", fields, re.MULTILINE)) <= known, path


KINDS_BY_NAME = {kind.kind: kind for kind in KINDS}


def read(path: Path) -> str:
    """Read a page; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""
