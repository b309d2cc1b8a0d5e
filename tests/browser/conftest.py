"""The demonstration network, built once, served as a careful host would serve it, and Chromium to look at it."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from tests.conftest import ROOT, run_on

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder that looks at pages in Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration network once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "demonstration"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "public").exists():
            run = run_on(ROOT / "content", "build", shared / "public")
            assert run.code == 0, run.lines
    return shared / "public"


@pytest.fixture(scope="session")
def paths(public: Path) -> tuple[str, ...]:
    """Choose a page of every template: homes, each sort of list, an entry of each kind and look, 404, root."""
    files = json.loads((public / "manifest.json").read_text(encoding="utf-8"))["files"]
    chosen: dict[tuple[object, ...], str] = {}
    for path, file in sorted(files.items()):
        if path.endswith(".html"):
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
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve(public: Path) -> Iterator[Callable[[str], str]]:
    """Serve the demonstration: `serve("/sub")` gives the address of the folder below a prefix."""
    servers: dict[str, ThreadingHTTPServer] = {}

    def start(prefix: str = "") -> str:
        if prefix not in servers:
            handler = type("Host", (_Host,), {"prefix": prefix})
            servers[prefix] = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(public)))
            Thread(target=servers[prefix].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[prefix].server_port}{prefix}/"

    yield start
    for server in servers.values():
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Chromium:
    """A browser, and what it said and asked for since it was last asked."""

    driver: Chrome

    def resize(self, width: int, scheme: str = "light") -> None:
        """Look through a window of a width in CSS px, in a light or dark scheme."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
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
    """Give the browser as it was when it started: an empty page, a wide window, a screen, scripts."""
    driver = _browser.driver
    driver.get("about:blank")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    _browser.resize(1280)
    _browser.said()
    _browser.traffic()
    return _browser


@pytest.fixture(scope="module")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start Chromium with a fresh profile."""
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
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(driver_program))
    driver.set_page_load_timeout(60)
    yield Chromium(driver)
    driver.quit()
