"""netzsite schema: prints JSON Schemas, writes the reference."""

import json

import pytest

from netzsite.reference import reference_files
from netzsite.schema import model_names
from tests.conftest import run_netzsite


@pytest.mark.parametrize("name", model_names())
def test_it_prints_one_json_document(name: str):
    """The output can be saved as it is."""
    code, printed, _ = run_netzsite("schema", name)
    assert code == 0
    assert json.loads(printed)["type"] == "object"


def test_a_translation_holds_words_only():
    """Facts are not completed in a translation."""
    code, printed, _ = run_netzsite("schema", "news", "--translation")
    assert code == 0
    assert set(json.loads(printed)["properties"]) == {"title", "summary", "alt", "translated_from", "draft"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "one of the arguments KIND --reference is required"),
        (("nwes",), "invalid choice: 'nwes'"),
        (("member", "--translation"), "'member' has no translations"),
        (("news", "--reference", "docs"), "not allowed with argument"),
    ],
)
def test_a_wrong_command_line_is_said_so(arguments: tuple[str, ...], words: str):
    """Exit code 2, as for every command."""
    code, printed, errors = run_netzsite("schema", *arguments)
    assert (code, printed) == (2, "")
    assert words in errors


def test_it_writes_the_reference(tmp_path):
    """Folders are made as needed, and each page is there."""
    code, printed, _ = run_netzsite("schema", "--reference", str(tmp_path / "docs"))
    assert code == 0
    assert f"wrote {len(reference_files())} files" in printed
    assert (tmp_path / "docs" / "reference" / "news.md").read_text(encoding="utf-8").startswith("<!-- Written by")
    assert (tmp_path / "docs" / "errors.md").is_file()
