"""What starting costs: each command loads only what it needs. Modules are looked at here; benchmarks/ has the times."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROFILES, ROOT, THEME, TODAY, write_files

LOUD = {
    "PIL",
    "babel",
    "cryptography",
    "feedgen",
    "fontTools",
    "icalendar",
    "jinja2",
    "lxml",
    "markdown",
    "nh3",
    "numpy",
    "openpyxl",
    "pikepdf",
    "rich",
    "scipy",
    "uharfbuzz",
    "vl_convert",
    "watchfiles",
    "weasyprint",
}
"""Libraries that only rendering needs."""

CHILD = """\
import json, sys
before, opened = set(sys.modules), []
sys.addaudithook(lambda event, about: opened.append(str(about[0])) if event == "open" else None)
{code}
loaded = sorted(set(sys.modules) - before)
print()
print(json.dumps([loaded, opened]))
"""
MAIN = """\
from netzsite.cli import main
try: code = main(sys.argv[1:])
except SystemExit as stopped: code = stopped.code
assert code == 0
"""

TEXTS = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "pages/about.de.md": "---\ntitle: Über uns\n---\nEin *Text* mit [[hzi]].\n",
}


def run_child(code, *arguments):
    """Run code in a fresh interpreter: the modules that it loaded, and the files that it opened."""
    child = [sys.executable, "-c", CHILD.format(code=code), *map(str, arguments)]
    done = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded, opened = json.loads(done.stdout.splitlines()[-1])
    return set(loaded), opened


def packages(loaded):
    """Give the packages of modules, without those of Python itself."""
    return {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names


@pytest.fixture
def site(tmp_path):
    """Write a content folder of texts and an empty output folder; give the arguments that name them."""
    write_files(tmp_path / "content", {**PROFILES, **TEXTS})
    (tmp_path / "public").mkdir()
    return ("--content", tmp_path / "content", "--theme", THEME, "--today", TODAY, "--format", "json")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check", "--help"], ["cache", "--help"], ["send", "--help"], ["survey", "forms", "--help"]],
    ids=" ".join,
)
def test_help_needs_nothing_but_python(arguments):
    """Help is there at once: no kinds, no media, no library."""
    loaded, _ = run_child(MAIN, *arguments)
    assert packages(loaded) == {"netzsite"}
    assert loaded & {"netzsite.pipeline", "netzsite.all_media", "netzsite.kinds", "netzsite.entry"} == set()


@pytest.mark.slow
def test_what_decides_whether_to_build_needs_nothing_but_python():
    """The build's own module, the arguments and the engine can be asked before anything else is loaded."""
    names = ["artifact", "cache", "database", "fingerprint", "publishing", "rows"]
    modules = ["arguments", "commands.build", "errors", "reporting", *(f"engine.{name}" for name in names)]
    loaded, _ = run_child("\n".join(f"import netzsite.{name}" for name in modules))
    assert packages(loaded) == {"netzsite"}
    assert "netzsite.pipeline" not in loaded


@pytest.mark.slow
def test_a_check_of_texts_loads_nothing_that_renders(site):
    """A check reads and plans, and renders nothing; pictures and drawings would load what opens them."""
    loaded, opened = run_child(MAIN, "check", *site)
    assert {"netzsite.pipeline", "pydantic", "yaml"} <= loaded
    assert packages(loaded) & LOUD == set()
    assert not [path for path in opened if "locale-data" in path]


@pytest.mark.slow
def test_a_build_with_nothing_to_do_loads_nothing_that_renders(site, tmp_path):
    """The second build finds everything as it left it."""
    arguments = ("build", *site, "--output", tmp_path / "public", "--cache", tmp_path / "cache")
    assert "jinja2" in run_child(MAIN, *arguments, "--workers", "1")[0]
    loaded, _ = run_child(MAIN, *arguments)
    assert packages(loaded) & LOUD == set()


@pytest.mark.slow
def test_only_the_data_of_one_s_own_languages_are_read():
    """A date in German reads Babel's German, and none of its thousand other languages."""
    code = "import datetime; from netzsite.strings import Strings\n"
    code += 'assert Strings("de", {}).date(datetime.date(2026, 3, 10)) == "10. März 2026"'
    _, opened = run_child(code)
    data = {Path(path).name for path in opened if path.endswith(".dat")}
    assert {"de.dat"} <= data <= {"de.dat", "root.dat", "global.dat"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux tells of them")
def test_the_attack_on_tables_starts_no_threads():
    """A check that attacks published tables leaves a process of which workers can be copied."""
    code = "import os, netzsite.disclosure.programs\nassert len(os.listdir('/proc/self/task')) == 1"
    assert "scipy" in packages(run_child(code)[0])
