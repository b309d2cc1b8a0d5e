"""netzsite.cli and build.py: what one types, what is printed, and the exit code that CI looks at."""

import argparse
import datetime as dt
import json
import os
import pty
import re
import subprocess
import sys

import pytest

from netzsite.arguments import find_theme, parse_moment
from netzsite.cli import make_parser
from netzsite.commands import COMMANDS, survey
from tests.conftest import ROOT, THEME, TODAY, run_netzsite, snapshot, write_files

PAGE = "---\ntitle: Über uns\n---\nText.\n"
DRAFT = "---\ntitle: Entwurf\ndraft: true\nmenu: footer\n---\nText.\n"
BROKEN = {"pages/about.de.md": "---\ntitel: Über uns\n---\nText.\n"}
ONE_LANGUAGE = {"pages/about.de.md": PAGE}
BOTH = {"members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n"}


def run_child(*arguments, **environment):
    """Run netzsite in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "netzsite", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


# -- Exit codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        (BOTH, [], 0),
        (BOTH, ["--strict"], 0),
        (ONE_LANGUAGE, [], 0),
        (ONE_LANGUAGE, ["--strict"], 1),
        (BROKEN, [], 1),
    ],
    ids=["clean", "clean and strict", "warning", "warning and strict", "error"],
)
def test_the_exit_code_says_whether_to_publish(make_site, check_site, build_site, files, arguments, code):
    """0: publish; 1: the content has errors, or with --strict warnings. Checking and building agree."""
    site = make_site(files)
    checked, built = check_site(site, *arguments), build_site(site, *arguments)
    assert checked.code == built.code == code
    assert checked.problems == built.problems
    assert built.output.exists() == (code == 0)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bild"],
        ["check", "--contents", "x"],
        ["check", "--today", "10.3.2026"],
        ["check", "--today", "2026-02-30"],
        ["check", "--format", "xml"],
        ["build", "--only", "wibsite"],
        ["check", "--output", "x"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_explained(arguments):
    """2: the command line is wrong; the message names what is wrong with it, and there is no traceback."""
    code, printed, errors = run_netzsite(*arguments)
    assert code == 2
    assert printed == ""
    assert re.search(r"^netzsite.*: error: ", errors, re.M)
    assert "Traceback" not in errors


def test_a_wrong_day_is_answered_with_the_right_form():
    """Whoever writes a day in the German way is told the form that is meant."""
    assert (
        "'10.3.2026' is not a date; write YYYY-MM-DD, for example 2026-03-10"
        in run_netzsite("check", "--today", "10.3.2026")[2]
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-10", "2026-03-10T00:00"),
        ("2026-03-10T09:30", "2026-03-10T09:30"),
        ("2026-03-10 09:30", "2026-03-10T09:30"),
    ],
)
def test_the_day_may_have_a_time(text, moment):
    """--today takes a day, or a day with a time."""
    assert parse_moment(text) == dt.datetime.fromisoformat(moment)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    """A content folder that does not exist is a mistake of the content (1), and said without a traceback."""
    code, printed, errors = run_netzsite("check", "--content", str(tmp_path / "nowhere"))
    assert (code, errors) == (1, "")
    assert printed.startswith(f"{tmp_path}/nowhere: error[missing-file]: there is no such folder\n  hint: ")


def test_a_theme_that_is_not_there_is_an_error(make_site, check_site, tmp_path):
    """A folder without a theme is named."""
    run = check_site(make_site(BOTH), "--theme", str(tmp_path))
    assert run.code == 1
    assert run.lines == [f"{tmp_path}: error[bad-theme]: there is no theme in this folder"]


# -- What is printed ---------------------------------------------------------------------------------------------------


def test_checking_ends_with_a_count(make_site, check_site):
    """People read the problems, then how many there are."""
    assert check_site(make_site(BOTH), "--format", "text").printed == "check: no problems\n"
    printed = check_site(make_site(BROKEN), "--format", "text").printed
    assert printed.startswith("content/pages/about.de.md:1:1: error[missing-key]: title: is missing\n  hint: ")
    assert printed.endswith("\ncheck: 2 errors\n")


def test_building_prints_plain_lines_without_a_terminal(make_site, build_site):
    """In CI each step is a line without colours, the last one says what was made and how long it took."""
    run = build_site(make_site(ONE_LANGUAGE), "--format", "text")
    *steps, last = run.printed.splitlines()
    assert "build: check ..." in steps
    assert "build: publish ..." in steps
    assert "\x1b" not in run.printed
    assert re.fullmatch(r"build: .*public: \d+ pages, .* in \d+\.\d s, .*; 1 warning", last)


def test_a_build_with_errors_says_that_nothing_was_published(make_site, build_site):
    """After the problems stands that the last output is still there."""
    printed = build_site(make_site(BROKEN), "--format", "text").printed
    assert printed.endswith("\nbuild: 2 errors; nothing was published\n")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_programs_get_json_and_nothing_else(make_site, check_site, build_site, verb):
    """With --format json all that is printed is one list, whether there are problems or not."""
    run = {"check": check_site, "build": build_site}[verb]
    assert json.loads(run(make_site(BOTH)).printed) == []
    assert [problem["code"] for problem in json.loads(run(make_site(BROKEN)).printed)] == ["missing-key", "unknown-key"]


@pytest.mark.parametrize("verb", ["check", "build"])
def test_github_gets_workflow_commands_and_nothing_else(make_site, check_site, build_site, verb):
    """With --format github every line is a command of a workflow."""
    printed = {"check": check_site, "build": build_site}[verb](make_site(BROKEN), "--format", "github").printed
    assert len(printed.splitlines()) == 2
    assert all(line.startswith("::error file=content/pages/about.de.md,line=") for line in printed.splitlines())


def test_drafts_are_shown_on_demand(make_site, build_site):
    """--drafts publishes drafts too."""
    site = make_site({"pages/draft.de.md": DRAFT})
    assert not (build_site(site).output / "de" / "draft.html").exists()
    assert "Entwurf" in build_site(site, "--drafts").text("de/draft.html")


def test_one_medium_may_be_built_alone(make_site, build_site):
    """--only builds a medium anew and keeps the files of the others as they are."""
    site = make_site(ONE_LANGUAGE)
    before = snapshot(build_site(site).output)
    make_site({"pages/about.de.md": PAGE.replace("uns", "alle")})
    after = snapshot(build_site(site, "--only", "feeds").output)
    before.pop("manifest.json")
    after.pop("manifest.json")
    assert after == before
    assert "Über alle" in build_site(site, "--only", "website").text("de/about.html")


# -- Help --------------------------------------------------------------------------------------------------------------


def test_the_first_help_names_every_command():
    """`netzsite --help` names the commands with a sentence each, and the exit codes."""
    code, printed, _ = run_netzsite("--help")
    assert code == 0
    for command in COMMANDS:
        assert re.search(rf"^ +{command.NAME} +\S", printed, re.M)
    assert "Exit codes: 0 all is well" in printed


def below(parser):
    """Give the parsers that a parser chooses from."""
    actions = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {name: found for action in actions for name, found in action.choices.items()}


@pytest.mark.parametrize(
    ("command", "step"),
    [(command, None) for command in COMMANDS] + [(survey, step) for step in survey.STEPS],
    ids=lambda command: command.NAME if command else "itself",
)
def test_every_argument_is_explained(command, step, monkeypatch):
    """The help of a command, or of a step of one, explains each of its arguments, and fits a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    code, printed, _ = run_netzsite(command.NAME, *([step.NAME] if step else []), "--help")
    assert code == 0
    assert (step or command).HELP in " ".join(printed.split())
    assert all(len(line) <= 80 for line in printed.splitlines())
    parser = below(make_parser())[command.NAME]
    for action in (below(parser)[step.NAME] if step else parser)._actions:
        assert action.help, f"{command.NAME} {action.dest}"
        assert not action.help.endswith("."), action.help


# -- Real processes ----------------------------------------------------------------------------------------------------


def test_the_theme_beside_the_content_is_taken(tmp_path):
    """Without --theme the folder themes/bioregion beside the content serves, else the one that comes with netzsite."""
    assert find_theme(tmp_path / "content") == THEME
    write_files(tmp_path / "themes" / "bioregion", {"tokens.yaml": "x"})
    assert find_theme(tmp_path / "content") == tmp_path / "themes" / "bioregion"


@pytest.mark.slow
def test_the_module_is_the_command(make_site):
    """`python -m netzsite` is the command `netzsite`; without --today it takes the clock."""
    run = run_child("check", "--content", make_site(BROKEN), "--theme", THEME)
    assert run.returncode == 1
    assert run.stdout.endswith(b"check: 2 errors\n")
    assert run.stderr == b""


@pytest.mark.slow
def test_build_py_builds(make_site, tmp_path):
    """`python build.py` is `netzsite build`, from any folder."""
    command = [sys.executable, ROOT / "build.py", "--content", make_site(BROKEN), "--output", tmp_path / "public"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 1
    assert run.stdout.endswith(b"build: 2 errors; nothing was published\n")


@pytest.mark.slow
def test_a_terminal_without_umlauts_is_no_reason_to_crash(make_site):
    """Where the terminal cannot show a letter, its number stands there; the exit code stays."""
    site = make_site({"members/Größe.yaml": "x"})
    run = run_child("check", "--content", site, "--theme", THEME, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert run.returncode == 1
    assert run.stderr == b""
    assert rb"content/members/Gr\xf6\xdfe.yaml: error[bad-file-name]" in run.stdout


@pytest.mark.slow
def test_a_reader_may_stop_reading(make_site):
    """`netzsite check | head -1` ends without a traceback."""
    site = make_site({f"members/m{number}.yaml": "name: [\n" for number in range(800)})
    command = [sys.executable, "-m", "netzsite", "check", "--content", str(site), "--theme", str(THEME)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=30) == 1


@pytest.mark.slow
def test_a_terminal_sees_a_bar(make_site):
    """On a terminal a bar shows how far a build is, and goes when it is over."""
    site = make_site(ONE_LANGUAGE)
    main, child = pty.openpty()
    arguments = ["build", "--content", site, "--theme", THEME, "--output", site.parent / "public", "--today", TODAY]
    command = [sys.executable, "-m", "netzsite", *map(str, arguments), "--only", "feeds"]
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, cwd=ROOT, stdout=child, stderr=child, env=environment) as process:
        os.close(child)
        printed = b""
        while True:
            try:
                data = os.read(main, 4096)
            except OSError:  # the terminal is closed
                break
            if not data:
                break
            printed += data
        os.close(main)
        assert process.wait(timeout=60) == 0
    assert b"\x1b[" in printed
    assert b"build: " in printed.splitlines()[-1]
