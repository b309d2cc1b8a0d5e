"""The demonstration network, built once, served as a careful host would serve it, and Chromium to look at it."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SEARCH_PAGES = ("/de/suche.html", "/en/search.html")
SEARCHING = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") + "; connect-src 'self'"
"""What the pages for searching may do."""

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder that looks at pages in Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def paths(public: Path) -> tuple[str, ...]:
    """Choose a page of every template of the website: homes, lists, an entry of each kind and look, 404, root."""
    files = json.loads((public / "manifest.json").read_text(encoding="utf-8"))["files"]
    chosen: dict[tuple[object, ...], str] = {}
    for path, file in sorted(files.items()):
        if path.endswith(".html") and not path.startswith("mail/"):
            kind = (file["entry"] or "").partition(":")[0]
            parts = path.split("/")
            is_large = "nz-title__words--display" in (public / path).read_text(encoding="utf-8")
            sort = (kind, is_large) if kind else (parts[1:2], len(parts), parts[-1] == "index.html")
            chosen.setdefault((parts[0], str(sort)), path)
    return tuple(chosen.values())


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder, below a prefix if asked, with a strict Content-Security-Policy and without a word."""

    prefix = ""

    def translate_path(self, path: str) -> str:
        """Take the prefix away; what lies outside is not there."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside")
        return super().translate_path(path.removeprefix(self.prefix) or "/")

    def end_headers(self) -> None:
        """Add the policy."""
        is_search = self.path.partition("?")[0].endswith(SEARCH_PAGES)
        self.send_header("Content-Security-Policy", SEARCHING if is_search else POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[[Path, str], str]]:
    """Serve folders: `serve_folder(folder, "/sub")` gives the address of the folder below a prefix."""
    servers: dict[tuple[Path, str], ThreadingHTTPServer] = {}

    def start(folder: Path, prefix: str = "") -> str:
        if (folder, prefix) not in servers:
            handler = partial(type("Host", (_Host,), {"prefix": prefix}), directory=str(folder))
            servers[folder, prefix] = ThreadingHTTPServer(("127.0.0.1", 0), handler)
            Thread(target=servers[folder, prefix].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder, prefix].server_port}{prefix}/"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def serve(public: Path, serve_folder: Callable[[Path, str], str]) -> Callable[[str], str]:
    """Serve the demonstration: `serve("/sub")` gives the address of the folder below a prefix."""
    return partial(serve_folder, public)


@dataclass(frozen=True)
class Chromium:
    """A browser, and what it said and asked for since it was last asked."""

    driver: "Chrome"

    def resize(self, width: int, scheme: str = "light", height: int = 900) -> None:
        """Look through a window of a width and height in CSS px, in a light or dark scheme."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})

    def said(self) -> list[str]:
        """Give the messages of the console, of every level."""
        log = self.driver.get_log("browser")
        return [f"{entry['level']}: {entry['message']}" for entry in log]

    def traffic(self) -> tuple[list[str], list[str]]:
        """Give the addresses asked for, and those that failed."""
        asked, failed = [], []
        for entry in self.driver.get_log("performance"):
            event: dict[str, Any] = json.loads(entry["message"])["message"]
            told = event["params"]
            if event["method"] == "Network.requestWillBeSent":
                asked.append(told["request"]["url"])
            elif event["method"] == "Network.responseReceived" and told["response"]["status"] >= 400:
                failed.append(told["response"]["url"])
            elif event["method"] == "Network.loadingFailed" and not told.get("canceled"):
                failed.append(told["errorText"])
        return asked, failed


@pytest.fixture
def chromium(_browser: Chromium) -> Chromium:
    """Give the browser as it was when it started: an empty page, a wide window, a screen, scripts.

    Nor has it been anywhere: a tab remembers fifty pages, and of more it forgets first what a test wants to go back to.
    """
    driver = _browser.driver
    driver.get("about:blank")
    driver.execute_cdp_cmd("Page.resetNavigationHistory", {})
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    _browser.resize(1280)
    _browser.said()
    _browser.traffic()
    return _browser


@pytest.fixture(scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start Chromium with a fresh profile."""
    chromium = start_chromium(tmp_path_factory.mktemp("profile"), "browser", "performance")
    yield chromium
    chromium.driver.quit()


def start_chromium(profile: Path, *logs: str) -> Chromium:
    """Start Chromium with a profile.

    Args:
        profile: an empty folder.
        logs: what the driver takes down: "browser" for the console, "performance" for the traffic.
    """
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # slow: only for who looks

    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    driver_program = shutil.which("chromedriver")
    if program is None or driver_program is None:
        pytest.fail(
            "these tests need Chromium and chromedriver: .ci/system-packages test .venv/bin/python installs them"
        )
    options = ChromeOptions()
    options.binary_location = program
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", dict.fromkeys(logs, "ALL"))
    driver = Chrome(options=options, service=ChromeService(driver_program))
    driver.set_page_load_timeout(60)
    return Chromium(driver)
