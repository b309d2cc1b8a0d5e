"""Where a survey lies: `surveys/<year>/`, beside the content folder and never in it."""

from pathlib import Path

from netzsite.errors import Code, NetzsiteError, Problem, Spot

SURVEYS = "surveys"


def surveys_beside(content: Path) -> Path:
    """Give the folder of all surveys."""
    return content.absolute().parent / SURVEYS


def survey_folder(content: Path, year: int) -> Path:
    """Give the folder of the survey of a year.

    Raises:
        NetzsiteError: there is none.
    """
    folder = surveys_beside(content) / str(year)
    if not folder.is_dir():
        there = ", ".join(map(str, survey_years(content))) or "none yet"
        hint = f"write {SURVEYS}/{year}/questionnaire.yaml (surveys that are there: {there})"
        raise NetzsiteError(Problem(Spot(f"{SURVEYS}/{year}"), Code.MISSING_FILE, "there is no such survey", hint))
    return folder


def survey_years(content: Path) -> tuple[int, ...]:
    """List the years of which there is a survey, ascending."""
    surveys = surveys_beside(content)
    if not surveys.is_dir():
        return ()
    return tuple(sorted(int(folder.name) for folder in surveys.iterdir() if folder.is_dir() and folder.name.isdigit()))


def shown(path: Path) -> str:
    """Give a file of a survey as messages name it, with forward slashes: `surveys/2026/asked.yaml`."""
    parts = path.absolute().parts
    place = len(parts) - 1 - parts[::-1].index(SURVEYS) if SURVEYS in parts else len(parts) - 1
    return "/".join(parts[place:])
