"""The promises of the design: tuples match folders, words are complete, a kind is one file, modules stand alone."""

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from pydantic import Field

import netzsite
from netzsite import checks, commands, finding, finishing, kinds, linking, media
from netzsite.all_media import MEDIA
from netzsite.checks import CHECKS
from netzsite.commands import COMMANDS
from netzsite.declarations import has_marker, hints, markers, nested_record
from netzsite.engine.fingerprint import read_folder
from netzsite.entry import Kind, TextKind
from netzsite.errors import Code
from netzsite.fields import Choice, Date, Hidden, Localised, Reference
from netzsite.finishing import FINISHERS
from netzsite.inspection import inspect_content
from netzsite.kinds import KINDS
from netzsite.strings import load_strings
from tests.conftest import ROOT, THEME, parse_day

PACKAGE = Path(netzsite.__file__).parent
MODULES = sorted(module.name for module in pkgutil.walk_packages([str(PACKAGE)], "netzsite."))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def module_names(package):
    """List the modules in the folder of a package."""
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))


# -- Tuples ------------------------------------------------------------------------------------------------------------


def test_the_kinds_are_the_files_of_their_folder():
    """KINDS names one kind of each file in kinds/, and the file is named like its kind."""
    assert sorted(kind.__module__.rpartition(".")[2] for kind in KINDS) == module_names(kinds)
    assert all(kind.__module__ == f"netzsite.kinds.{kind.kind}" for kind in KINDS)


@pytest.mark.parametrize(("written", "package"), [(MEDIA, media), (COMMANDS, commands), (FINISHERS, finishing)])
def test_the_tuples_are_the_files_of_their_folders(written, package):
    """MEDIA, COMMANDS and FINISHERS name each file of their folders once."""
    names = [module.__name__.rpartition(".")[2] for module in written]
    assert sorted(names) == module_names(package)


def test_the_rules_are_the_files_of_their_folder():
    """CHECKS names one rule of each file in checks/, and the rule is named like its file."""
    assert sorted(type(rule).__module__.rpartition(".")[2] for rule in CHECKS) == module_names(checks)
    assert all(type(rule).__module__ == f"netzsite.checks.{type(rule).__name__.lower()}" for rule in CHECKS)


@pytest.mark.parametrize("named", [*MEDIA, *COMMANDS, *FINISHERS], ids=lambda module: module.__name__)
def test_a_medium_and_a_command_are_named_like_their_file(named):
    """What one types after --only or netzsite, or reads in the manifest, is the name of a file."""
    assert named.NAME.replace("-", "_") == named.__name__.rpartition(".")[2]


def test_kinds_differ():
    """No two kinds share a name; what shares a folder differs in the form of its files."""
    assert len({kind.kind for kind in KINDS}) == len(KINDS)
    assert len({(kind.folder, kind.is_text) for kind in KINDS}) == len(KINDS)


# -- Words -------------------------------------------------------------------------------------------------------------


LANGUAGES = tuple(sorted(path.stem for path in (THEME / "strings").glob("*.yaml")))
STRINGS = load_strings(read_folder(THEME), LANGUAGES, THEME.name)


@pytest.fixture(params=sorted(STRINGS))
def words(request):
    """Give the keys of a language."""
    return STRINGS[request.param].texts.keys()


def test_languages_have_the_same_keys():
    """What is said in one language is said in each."""
    assert len(STRINGS) >= 2
    assert len({frozenset(strings.texts) for strings in STRINGS.values()}) == 1


def every_choice(cls=Choice):
    """Yield the closed vocabularies of the package."""
    for choice in cls.__subclasses__():
        if choice.__module__.startswith("netzsite."):
            yield choice


def test_every_choice_has_words(words):
    """A value that an editor may choose is said to readers in their language."""
    shown = {choice for kind in KINDS for choice in every_choice() if is_shown(kind, choice)}
    assert shown
    for choice in shown:
        vocabulary = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", choice.__name__).lower()
        for value in choice:
            assert f"values.{vocabulary}.{value.value}" in words


def is_shown(model, choice):
    """Tell whether a kind or a record in it has a field of a vocabulary that readers see."""
    found = []
    for name, annotation in hints(model).items():
        inner = nested_record(annotation)
        found.append(choice.__name__ in str(annotation) or (inner is not None and is_shown(inner, choice)))
        if name in ("chart", "parts", "menu"):  # how to draw, what to list, where to link: for editors only
            found[-1] = False
    return any(found)


def test_every_kind_has_words(words):
    """A kind is named in the singular and the plural; one with pages has a part of the address and an introduction."""
    for kind in KINDS:
        assert {f"kinds.{kind.kind}.one", f"kinds.{kind.kind}.many"} <= words
        if kind.has_page and kind.kind != "page":
            assert {f"kinds.{kind.kind}.segment", f"kinds.{kind.kind}.intro", f"{kind.kind}-count"} <= words


def test_every_field_that_readers_see_has_a_label(words):
    """A field in the table of facts has a label, its kind's own or the one of all kinds."""
    for kind in KINDS:
        for name in kind.model_fields:
            if not has_marker(kind, name, Hidden) and kind.has_page and kind.kind not in ("figure", "page"):
                assert {f"fields.{name}", f"fields.{kind.kind}-{name}"} & words, f"{kind.kind}.{name}"


# -- Codes -------------------------------------------------------------------------------------------------------------


def test_every_code_is_used_and_documented():
    """A code is raised somewhere, explained in a sentence, and listed in docs/errors.md."""
    used = set(re.findall(r"\bCode\.([A-Z_]+)", CODE))
    documented = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert used == {code.name for code in Code}
    for code in Code:
        assert code.value == code.name.lower().replace("_", "-")
        assert re.fullmatch(r"[A-Z].*\.", code.explanation)
        assert f"`{code.value}`" in documented


# -- Modules -----------------------------------------------------------------------------------------------------------


FORKS = """
import importlib, os, sys
import pydantic, scipy.optimize, weasyprint, yaml  # what takes long
for rank in sys.stdin:
    for name in rank.split():
        child = os.fork()
        if child == 0:
            importlib.import_module(name)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(name)
    for name in rank.split():
        importlib.import_module(name)
"""
"""Imports each module of a rank in a process that knows the lower ranks only; these it could not tell from unknown."""


@pytest.mark.slow
def test_every_module_imports_alone():
    """Each module can be imported first, without a warning: there are no circles.

    The lower ranks may have been imported before: as they import nothing above them, nothing above can be half-made.
    """
    names = [name for name in MODULES if not name.endswith("__main__")]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    ranks = [rank.split(" | ") for rank in reversed(contracts[0]["layers"])]
    lines = [" ".join(name for name in names if name.split(".")[1] in rank) for rank in ranks]
    assert sorted(" ".join(lines).split()) == sorted(names)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKS],
        input="\n".join(lines).encode(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()


def test_every_module_says_what_it_does():
    """The first sentence of every module is a sentence."""
    for name in MODULES:
        if not name.endswith("__main__"):
            first = (importlib.import_module(name).__doc__ or "").partition("\n")[0]
            assert first, name


def test_no_module_is_long():
    """A module is about 150 lines, at most 350; a longer one wants to be two."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path.name: length for path, length in lengths.items() if length > 350} == {}


def test_nothing_is_left_to_be_done():
    """There is no TODO, no blind except and no print outside of the command line."""
    assert not re.search(r"\b(TODO|FIXME|XXX)\b|except Exception\b|except:", CODE)


# -- A new kind --------------------------------------------------------------------------------------------------------


class Prize(TextKind):
    """A prize: the kind that a developer would add as one file."""

    kind: ClassVar[str] = "prize"
    folder: ClassVar[str] = "prizes"

    awarded: Date = Field(description="day of the award")
    winner: Annotated[str, Reference("member")] = Field(description="the id of the member that won")
    endowment: Localised | None = Field(None, description="what one wins")

    def dated(self):
        """Give the day of the award."""
        return self.awarded


@pytest.fixture
def prizes(monkeypatch):
    """Add the kind to KINDS, as the one line in kinds/__init__.py would."""
    for name in MODULES:
        if hasattr(sys.modules.get(name), "KINDS"):
            monkeypatch.setattr(sys.modules[name], "KINDS", (*KINDS, Prize))
    monkeypatch.setitem(linking._FOLDERS, Prize.kind, Prize.folder)
    monkeypatch.setitem(finding._KINDS_OF, Prize.folder, [Prize])


@pytest.fixture
def prize_theme(tmp_path):
    """Copy the theme and add the words of the kind, as a developer would; there is no template of its own."""
    theme = shutil.copytree(THEME, tmp_path / "theme")
    for path in (theme / "strings").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        kind = "kinds:\n  prize: {segment: preise, one: Preis, many: Preise, intro: Preise., none: Noch keine.}\n"
        text = text.replace("kinds:\n", kind, 1) + "prize-count: {one: '{n} Preis', other: '{n} Preise'}\n"
        text = text.replace("\nfields:\n", "\nfields:\n  awarded: Verliehen\n  winner: Ging an\n", 1)
        path.write_text(text, encoding="utf-8")
    return theme


@pytest.mark.usefixtures("prizes")
def test_a_new_kind_has_pages(make_site, build_site, prize_theme):
    """With its words in the theme a new kind has pages, a list, a place in the menus and in the feeds."""
    run = build_site(
        make_site(
            {
                "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n",
                "prizes/2026.de.md": "---\ntitle: Goldener Kolben\nawarded: 2026-03-01\nwinner: hzi\n---\nText.\n",
            }
        ),
        "--theme",
        str(prize_theme),
    )
    assert run.lines == []
    page = run.text("de/preise/2026.html")
    assert "Goldener Kolben" in page
    assert re.search(r"Ging an.*HZI", page, re.S)
    assert "Goldener Kolben" in run.text("de/preise/index.html")
    assert "Goldener Kolben" in run.text("de/feed.rss")
    assert "preise/index.html" in run.text("de/index.html")
    assert "Goldener Kolben" in run.text("de/mitglieder/hzi.html")


@pytest.mark.usefixtures("prizes")
def test_a_new_kind_is_one_class(make_site):
    """A class of a few lines is read, checked and linked: nothing else has to know it."""
    site = make_site(
        {
            "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n",
            "prizes/2026.de.md": "---\ntitle: Preis\nawarded: 2026-03-01\nwinner: hzi\n---\nSiehe [[prize:2026]].\n",
            "prizes/2027.de.md": "---\ntitle: Preis\nawarded: bald\nwiner: hzi\n---\nText.\n",
            "prizes/2028.de.md": "---\ntitle: Preis\nawarded: 2026-03-01\nwinner: hzzi\n---\nSiehe [[prize:2029]].\n",
        }
    )
    inspection = inspect_content(site, parse_day())
    assert inspection.catalogue is not None
    assert inspection.catalogue.backlinks["member", "hzi"] == (("prize", "2026"),)
    assert inspection.content.open_entry(("prize", "2026")).title("en") == "Preis"
    assert [str(problem).partition("\n")[0] for problem in inspection.problems] == [
        "content/prizes/2027.de.md:1:1: error[missing-key]: winner: is missing",
        "content/prizes/2027.de.md:3:10: error[bad-date]: awarded: 'bald' is not a date",
        "content/prizes/2027.de.md:4:1: error[unknown-key]: 'winer' is not a field of 'prize'",
        "content/prizes/2028.de.md:4:9: error[unknown-reference]: winner: there is no member 'hzzi' in 'members/'",
        "content/prizes/2028.de.md:6:7: error[unknown-reference]: [[prize:2029]]: there is no such prize",
    ]


def test_a_field_is_one_line():
    """The one line that declares a field says its type, whether it is needed, its help and what it refers to."""
    assert [mark.kind for mark in markers(hints(Prize)["winner"]) if isinstance(mark, Reference)] == ["member"]
    assert Prize.model_fields["winner"].is_required()
    assert not Prize.model_fields["endowment"].is_required()
    assert issubclass(Prize, Kind)
