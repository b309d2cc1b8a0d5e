"""Every page of the demonstration, served as a careful host would serve it, and Chromium to look at it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.browser.conftest import Chromium, start_chromium
from tests.quality.host import hosted

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules"
SHARES = 8


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder: they look at every page."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.quality)
            item.add_marker(pytest.mark.slow)
            if {"chromium", "quick_chromium"} & set(getattr(item, "fixturenames", ())):
                item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was measured."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    told = sorted((name, value) for report in reports for name, value in report.user_properties)
    if told:
        terminalreporter.section("measured")
    for name, value in told:
        terminalreporter.line(f"{name}: {value}")


def tool(path: str) -> Path:
    """Give a file of the tools that npm installs, or skip the test."""
    if not (TOOLS / path).exists():
        pytest.skip(f"needs {path.partition('/')[0]}, which make test-site installs with npm")
    return TOOLS / path


@dataclass(frozen=True)
class Page:
    """A page of the output.

    Attributes:
        template: what it is, by the class of its body: home, list, member, root.
        size: bytes.
        has_pictures: it shows pictures other than drawings in the page itself.
    """

    path: str
    template: str
    size: int
    has_pictures: bool

    @property
    def lang(self) -> str:
        """Give the language; empty for the page at the root."""
        return self.path.partition("/")[0] if "/" in self.path else ""


def read_page(public: Path, path: str) -> Page:
    """Read what the tests choose pages by."""
    text = (public / path).read_text(encoding="utf-8")
    named = re.search(r'<body class="[^"]*nz-page--([\w-]+)', text)
    assert named is not None, path
    return Page(path, named[1], len(text.encode()), "<img" in text)


def list_pages(public: Path) -> tuple[Page, ...]:
    """List every page of the website, in the order of their paths; mails are looked at where they are read."""
    files = json.loads((public / "manifest.json").read_text(encoding="utf-8"))["files"]
    paths = sorted(path for path, file in files.items() if path.endswith(".html") and file["medium"] != "mail")
    return tuple(read_page(public, path) for path in paths)


@pytest.fixture(scope="session")
def pages(public: Path) -> tuple[Page, ...]:
    """List every page of the output."""
    return list_pages(public)


@pytest.fixture(scope="session")
def trees(public: Path, pages: tuple[Page, ...]) -> Mapping[str, Any]:
    """Read every page with a parser: path -> tree."""
    return {page.path: html.parse(public / page.path).getroot() for page in pages}


@pytest.fixture(params=range(SHARES))
def share(request: pytest.FixtureRequest, pages: tuple[Page, ...], typical: tuple[str, ...]) -> tuple[str, ...]:
    """Deal out the pages to look at: every one if --every-page asks for it, or else one of each template."""
    every = tuple(page.path for page in pages if page.template != "root")
    return (every if request.config.getoption("--every-page") else typical)[request.param :: SHARES]


@pytest.fixture(scope="session")
def typical(pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Choose the longest page of each template in each language, but none of those that lead on at once."""
    longest = {(page.lang, page.template): page.path for page in sorted(pages, key=lambda page: page.size)}
    return tuple(sorted(path for (_, template), path in longest.items() if template != "root"))


@pytest.fixture(scope="session")
def by_turns(pages: tuple[Page, ...], typical: tuple[str, ...], pytestconfig: pytest.Config) -> tuple[str, ...]:
    """Choose each of these templates in one language, which are taken by turns; in all if --every-page asks for it."""
    if pytestconfig.getoption("--every-page"):
        return typical
    templates: dict[str, list[str]] = {}
    for page in sorted(pages, key=lambda page: (page.template, page.lang)):
        if page.path in typical:
            templates.setdefault(page.template, []).append(page.path)
    return tuple(paths[turn % len(paths)] for turn, paths in enumerate(templates.values()))


@pytest.fixture(scope="session")
def address(public: Path) -> Iterator[str]:
    """Serve the output, and give the address of its root."""
    with hosted(public) as address:
        yield address


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start Chromium with an empty cache; it takes down the console and the traffic."""
    browser = start_chromium(tmp_path_factory.mktemp("profile"), "browser", "performance")
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def quick_chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start Chromium that takes nothing down."""
    browser = start_chromium(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.driver.quit()
