"""Content folders from dictionaries, and runs of netzsite on them, for every test."""

import datetime as dt
import fcntl
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
import pytest
from lxml import html

from netzsite import pipeline
from netzsite.cli import main
from netzsite.engine.cache import Cache
from netzsite.errors import Code, Problem, Severity, Spot
from netzsite.render import fonts, templating, theme, workshop
from tests import pace

TODAY = "2026-11-22"
"""The day on which every run takes place, unless a test says otherwise."""

ROOT = Path(__file__).parent.parent
THEME = ROOT / "themes" / "bioregion"

NETWORK = """\
name: BioRegioN
short_name: BioRegioN
claim: Das Netzwerk
description: Ein Netzwerk
founded: 1996
region: Niedersachsen
field: Life Sciences
languages: [de, en]
default_language: de
base_url: https://bioregion.example
contact: {name: Geschäftsstelle, town: Hannover, email: info@example.org}
sectors: {biotech: Biotechnologie, medtech: Medizintechnik}
topics: {infection: Infektion, vaccines: Impfstoffe}
legal: {publisher: Geschäftsstelle}
"""

MEDIA = """\
media:
  website: {name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}
  report: {name: Report, about: Zahlen, since: 2006, scope: [national], cadence: yearly}
"""

PROFILES = {"network.yaml": NETWORK, "media.yaml": MEDIA}


def parse_day(day: str = TODAY) -> dt.datetime:
    """Give a day as the moment at which netzsite looks at the content."""
    return dt.datetime.fromisoformat(day)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the flag that writes expected messages anew."""
    parser.addoption("--refresh", action="store_true", help="write the messages of tests/problems anew")
    parser.addoption("--public", type=Path, help="look at this output instead of building the demonstration")
    parser.addoption("--every-page", action="store_true", help="measure every page, not one of each template")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave what builds media out of the quick tests, and begin with what takes longest."""
    pace.mark_slow(items)
    pace.sort(items)


Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Run:
    """What a run gave: exit code, problems (in the order printed), all that it printed, and its output folder."""

    code: int
    problems: tuple[Problem, ...]
    printed: str
    output: Path

    @property
    def lines(self) -> list[str]:
        """Each problem as a terminal shows it, without its hint."""
        return [str(problem).partition("\n")[0] for problem in self.problems]

    @property
    def codes(self) -> list[str]:
        """The codes of the problems in order."""
        return [problem.code.value for problem in self.problems]

    def text(self, path: str) -> str:
        """Give a published file as text."""
        return (self.output / path).read_text(encoding="utf-8")

    def page(self, path: str) -> Any:
        """Give a published page as a tree."""
        return html.fromstring(self.text(path).encode())

    def everything(self) -> str:
        """Give the names and the contents of all published files, to look for what must not be there."""
        paths = sorted(path for path in self.output.rglob("*") if path.is_file())
        names = [path.relative_to(self.output).as_posix() for path in paths]
        return "\n".join([*names, *(path.read_bytes().decode("utf-8", "replace") for path in paths)])


def write_files(folder: Path, files: Files) -> Path:
    """Write files below a folder; texts keep their line ends."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give the files below a folder: path -> bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run_netzsite(*argv: str) -> tuple[int, str, str]:
    """Run the command line in this process: exit code, standard output, standard error."""
    output, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(errors):
        try:
            code = main(argv)
        except SystemExit as stopped:  # argparse
            code = int(stopped.code or 0)
    return code, output.getvalue(), errors.getvalue()


def read_problems(printed: str) -> tuple[Problem, ...]:
    """Read the problems that `--format json` printed."""
    found: list[dict[str, Any]] = json.loads(printed)
    codes = {code.value: code for code in Code}
    return tuple(
        Problem(
            Spot(each["file"], each["line"], each["column"]),
            codes[each["code"]],
            each["message"],
            each["hint"],
            Severity(each["severity"]),
        )
        for each in found
    )


def run_on(site: Path, verb: str, output: Path, *arguments: str) -> Run:
    """Run a verb on a content folder on the fixed day; problems are read unless the arguments name another format."""
    further = ["--today", TODAY] if "--today" not in arguments else []
    further += ["--format", "json"] if "--format" not in arguments else []
    further += ["--theme", str(THEME)] if "--theme" not in arguments else []
    if verb == "build":
        further += ["--output", str(output), *([] if "--cache" in arguments else ["--no-cache"])]
        further += [] if "--workers" in arguments else ["--workers", "1"]
    code, printed, errors = run_netzsite(verb, "--content", str(site), *further, *arguments)
    problems = read_problems(printed) if "--format" not in arguments and printed else ()
    return Run(code, problems, printed + errors, output)


@pytest.fixture(scope="session", autouse=True)
def _slow_things_made_once(pytestconfig: pytest.Config) -> Iterator[None]:
    """Cut each font once for all runs, and compile the theme's templates once a session: both take half a second.

    test_fonts.py looks at the real thing; tests that change a template work on a copy of the theme.
    """
    kept = Cache(pytestconfig.cache.mkdir("netzsite-fonts") if hasattr(pytestconfig, "cache") else None)
    code = Path(fonts.__file__).read_bytes()

    def woff2(part: fonts.WebFont) -> bytes:
        source = part.font.path.read_bytes() + part.name.encode()
        return kept.made(sha256(code + source).hexdigest(), partial(fonts.woff2, part))

    compiled, make_environment = pace.Compiled(), templating.environment

    def environment(read: theme.Theme, medium: str, kept: Cache) -> jinja2.Environment:
        made = make_environment(read, medium, kept)
        made.bytecode_cache = compiled
        return made

    loaded = cache(theme.load_theme)

    def load_theme(folder: Path, *network: Any) -> theme.Theme:
        return (loaded if folder == THEME else theme.load_theme)(folder, *network)

    with kept, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load_theme", load_theme)
        patch.setattr(workshop, "woff2", woff2)
        patch.setattr(templating, "environment", environment)
        yield


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[Files], Path]:
    """Write a content folder named `content` from a dictionary: path -> text or bytes."""

    def make(files: Files) -> Path:
        return write_files(tmp_path / "content", {**PROFILES, **files})

    return make


@pytest.fixture
def check_site() -> Callable[..., Run]:
    """Check a content folder: `check_site(site, "--strict")`."""
    return lambda site, *arguments: run_on(site, "check", site.parent / "public", *arguments)


@pytest.fixture
def build_site() -> Callable[..., Run]:
    """Build a content folder into `public` beside it: `build_site(site, "--drafts")`."""
    return lambda site, *arguments: run_on(site, "build", site.parent / "public", *arguments)


@pytest.fixture
def quick_website(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the fonts out of a website: packing them takes longer than all else."""
    leave_fonts_out(monkeypatch)


@pytest.fixture
def quick_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint each drawing once for all builds: that depends on the drawing alone, and takes longer than the pages."""
    monkeypatch.setattr("netzsite.site.figures.paint_svg", pace.paint_svg)
    monkeypatch.setattr("netzsite.site.figures.with_fewer_colours", pace.with_fewer_colours)


def leave_fonts_out(patch: pytest.MonkeyPatch) -> None:
    """Make websites without fonts, and without the rules that load them."""
    for module in ("media.website", "render.assets"):
        patch.setattr(f"netzsite.{module}.web_fonts", tuple)


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """Build a website without fonts for a fixture that a whole module shares: `build_once(FILES, "--drafts")`."""

    def build(files: Files, *arguments: str) -> Run:
        folder = tmp_path_factory.mktemp("site")
        content = write_files(folder / "content", {**PROFILES, **files})
        with pytest.MonkeyPatch.context() as patch:
            leave_fonts_out(patch)
            run = run_on(content, "build", folder / "public", "--only", "website", *arguments)
        assert run.code == 0, run.lines
        return run

    return build


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Build the demonstration network once for all processes of a test run; cache and messages lie beside it.

    It is built on two cores, because another process may be waiting for it.
    """
    given: Path | None = pytestconfig.getoption("--public")
    if given is not None:
        return given
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "demonstration"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "public").exists():
            command = [sys.executable, "-W", "error", "-m", "netzsite", "build", "--workers", "2", "--format", "json"]
            command += ["--content", "content", "--theme", str(THEME), "--today", TODAY]
            command += ["--output", str(shared / "public"), "--cache", str(shared / "cache")]
            run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
            assert run.returncode == 0, (run.stdout + run.stderr).decode()
            (shared / "printed.txt").write_bytes(run.stdout + run.stderr)
    return shared / "public"
