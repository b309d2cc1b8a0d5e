"""docs/, README.md and the Makefile say the same as the program."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from netzsite import all_media, checks, commands
from netzsite.cli import make_parser
from tests.conftest import ROOT, THEME, TODAY, run_netzsite, write_files

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Give the parser of each command, and of each step of one: `survey forms`."""
    commands = below(make_parser())
    steps = {f"{name} {step}": found for name, parser in commands.items() for step, found in below(parser).items()}
    return commands | steps


def below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Give the parsers that a parser chooses from."""
    actions = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {name: found for action in actions for name, found in action.choices.items()}


# -- Commands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", parsers())
def test_every_command_and_option_is_documented(command: str):
    """docs/commands.md has a row for each."""
    page = read(DOCS / "commands.md")
    assert f"netzsite {command}" in page
    for action in parsers()[command]._actions:
        if action.dest != "help" and not isinstance(action, argparse._SubParsersAction):
            name = action.option_strings[-1] if action.option_strings else ""
            words = " ".join(action.metavar) if isinstance(action.metavar, tuple) else action.metavar
            shown = f"{name} {words}" if words else name
            assert f"| `{shown.strip()}` |" in page


def test_no_option_is_documented_that_does_not_exist():
    """An option that is gone is gone from docs/commands.md."""
    known = {name for parser in parsers().values() for action in parser._actions for name in action.option_strings}
    assert set(re.findall(r"--[a-z][a-z-]+", read(DOCS / "commands.md"))) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_is_to_be_typed_exists(page: Path):
    """`make ...` names a target, `netzsite ...` a command."""
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    typed = "\n".join(code_of(read(page)))
    assert set(re.findall(r"(?:^ *|`|run: |script: )make ([a-z-]+)", typed, re.MULTILINE)) <= targets
    named = set(re.findall(r"(?:^ *|`|bin/)netzsite ([a-z][a-z0-9]*)", typed, re.MULTILINE))
    assert named <= {command.NAME for command in commands.COMMANDS}


def code_of(text: str) -> Iterator[str]:
    """Yield blocks and spans of code."""
    yield from re.findall(r"^```.*?^```|^    [^\n]+$|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)


# -- Links -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_internal_links_resolve(page: Path):
    """A link to a page or a picture of the project leads to a file, and its anchor to a heading."""
    for address in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", read(page), flags=re.DOTALL)):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), address
        if anchor:
            assert anchor in anchors(read(target)), address


def anchors(text: str) -> set[str]:
    """Give the anchors that GitHub and GitLab make of headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_on_the_map():
    """docs/index.md leads to each page beside the pages of the reference."""
    listed = set(re.findall(r"\]\(([^)#]+)\)", read(DOCS / "index.md")))
    assert {path.name for path in DOCS.glob("*.md")} - {"index.md"} <= listed


# -- The tour's examples work ------------------------------------------------------------------------------------------


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    """Write the files that docs/content.md shows."""
    blocks = re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', read(DOCS / "content.md"), re.MULTILINE | re.DOTALL)
    write_files(tmp_path, {**dict(blocks), "content/pictures/plant.svg": DRAWING})
    return tmp_path / "content"


def check(content: Path, *arguments: str) -> tuple[int, str]:
    code, printed, _ = run_netzsite(
        "check", "--content", str(content), "--theme", str(THEME), "--today", TODAY, *arguments
    )
    return code, printed


def test_the_examples_of_the_tour_have_no_problems(tour: Path):
    """Whoever copies them begins with a folder that can be built."""
    assert check(tour, "--strict") == (0, "check: no problems\n")


def test_the_message_of_the_tour_is_what_check_says(tour: Path):
    """The tour breaks the event's date."""
    event = tour / "events/2026/2026-12-10-werkstatt.de.md"
    event.write_text(read(event).replace("start: 2026-12-10", "start: 2026-13-10"), encoding="utf-8")
    shown = re.search(r"^```text\n(.*?)^```$", read(DOCS / "content.md"), re.MULTILINE | re.DOTALL)
    code, printed = check(tour)
    assert code == 1
    assert shown is not None
    assert printed.startswith(shown[1])


def test_the_reports_example_has_no_problems(tour: Path):
    """docs/report.md shows an edition that can be composed."""
    edition = re.search(r"^```yaml\n(.*?)^```$", read(DOCS / "report.md"), re.MULTILINE | re.DOTALL)
    assert edition is not None
    chapter = "---\ntitle: Vorwort\n---\nText.\n"
    folder = "editions/report/2026"
    names = re.findall(r"chapter: ([a-z]+)", edition[1])
    mix = read(tour / "media.yaml") + (
        "  report: {name: Report, about: Zahlen, scope: [national], cadence: yearly, languages: [de]}\n"
    )
    chapters = {f"{folder}/{name}.de.md": chapter for name in names}
    write_files(tour, {f"{folder}/edition.yaml": edition[1], "media.yaml": mix, **chapters})
    assert check(tour, "--strict") == (0, "check: no problems\n")


# -- Architecture ------------------------------------------------------------------------------------------------------


def test_every_rank_is_on_the_page_on_architecture():
    """The layers that make check holds are those that the page shows."""
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    page = read(DOCS / "architecture.md")
    shown = re.findall(r"[a-z_]+", "\n".join(re.findall(r"^    (.*)$", page.partition("## Ranks")[2], re.MULTILINE)))
    names = [name for layer in layers for name in re.findall(r"[a-z_]+", layer) if name != "__main__"]
    assert [name for name in names if name not in shown] == []


def test_modules_that_the_docs_name_exist():
    """`render/pdf.py` and its like are files of the package."""
    for page in DOCS.glob("*.md"):
        for name in re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", read(page)):
            path = name.removeprefix("netzsite/")
            assert (ROOT / "netzsite" / path).is_file() or (ROOT / path).is_file(), f"{page.name}: {name}"


def test_written_out_tuples_are_named():
    """The page on architecture names each tuple that is filled by hand."""
    page = read(DOCS / "architecture.md")
    assert commands.COMMANDS
    assert checks.CHECKS
    assert all_media.MEDIA
    assert all(f"`{name}`" in page for name in ("KINDS", "MEDIA", "CHECKS", "COMMANDS"))
