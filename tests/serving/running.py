"""A running `netzsite serve`, for tests of the command and of what a browser shows."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import ROOT, THEME, TODAY


class Serving:
    """A process that serves a content folder on a free port.

    Attributes:
        site: the content folder.
        process: the process.
        folder: its folder for temporary files.
        address: what one types into a browser.
    """

    def __init__(self, site: Path, cache: Path, *arguments: str) -> None:
        self.site, self.folder = site, site.parent / "tmp"
        self.folder.mkdir(exist_ok=True)
        further = ["--port", "0"] if "--port" not in arguments else []
        further += ["--theme", str(THEME)] if "--theme" not in arguments else []
        places = ["--content", str(site), "--cache", str(cache), "--today", TODAY]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "netzsite", "serve", *places, *further, *arguments],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.output = self.process.stdout
        self.address = self.line("http").removeprefix("serve: ")

    def line(self, expected: str) -> str:
        """Read lines until one holds what is expected."""
        for line in self.output:
            if re.search(expected, line):
                return line.strip()
        raise AssertionError(f"nothing printed matches {expected}")

    def ask(self, path: str) -> tuple[int, str]:
        """Give status and text of an answer."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def end(self) -> None:
        """End it, however it is."""
        self.process.terminate()
        self.process.wait(20)
        self.output.close()


@contextmanager
def servings(make_site: Callable[[Mapping[str, str]], Path], cache: Path) -> Iterator[Callable[..., Serving]]:
    """Give a function that serves a content folder: `serving({"pages/about.de.md": "..."}, "--no-drafts")`.

    Args:
        make_site: writes a content folder.
        cache: keeps from one test to the next what is slow to make.
    """
    started: list[Serving] = []

    def start(files: Mapping[str, str], *arguments: str) -> Serving:
        started.append(Serving(make_site(files), cache, *arguments))
        return started[-1]

    try:
        yield start
    finally:
        for serving in started:
            serving.end()
