"""Says what a tool has to offer to be measured: it writes its folder from documents and gives its command lines."""

import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import EVENTS, NEWS, PORTRAITS, Document

TITLES = {NEWS: "Aktuelles", PORTRAITS: "Porträts", EVENTS: "Termine"}
"""Names of the sections in every tool's menu."""

BASE_URL = "https://bioregion.example"

STYLE = "body { max-width: 45rem; margin: auto; font-family: sans-serif }\nnav a { margin-right: 1rem }\n"


def frame(title: str, about: str, name: str, menu: str, main: str, *, style: str = "/style.css") -> str:
    """Give the template of the frame that every tool's pages have, from the expressions of its template language."""
    return f"""\
<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta name="description" content="{about}">
<link rel="stylesheet" href="{style}">
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
</head>
<body>
<header><nav><a href="/">{name}</a>
{menu}</nav></header>
<main>{main}</main>
<footer><p>Geschäftsstelle BioRegioN</p></footer>
</body>
</html>
"""


class Peer(ABC):
    """A tool that is measured; what is not said otherwise holds for most of them.

    Attributes:
        name: its name, small.
        output: the folder below the site that it writes to.
        traces: what it leaves below the site beside the output.
        environment: variables that its processes get besides.
        newest: pieces of news that its home page shows.
    """

    name: ClassVar[str]
    output: ClassVar[str]
    traces: ClassVar[tuple[str, ...]] = ()
    environment: ClassVar[Mapping[str, str]] = {}
    newest: ClassVar[int] = 10

    def __init__(self, tools: Path) -> None:
        """Know the folder that the tools are installed in."""
        self.tools = tools

    def install(self) -> None:  # noqa: B027 - most are installed by the lock file
        """Set up what the virtual environment of the tools cannot hold."""

    @abstractmethod
    def version(self) -> str | None:
        """Give the version; None if the tool cannot be had here."""

    @abstractmethod
    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write the folder that the tool builds from."""

    @abstractmethod
    def build(self, site: Path) -> list[str]:
        """Give the command line of a build; it runs in the site's folder."""

    @abstractmethod
    def serve(self, site: Path, port: int) -> list[str] | None:
        """Give the command line of the server that looks out for changes; None if there is none."""

    @abstractmethod
    def source(self, document: Document) -> str:
        """Give the path below the site of a document's file."""

    def commands(self, site: Path) -> Mapping[str, list[str]]:
        """Give the command line of each task but the server."""
        return dict.fromkeys(("cold", "again", "edit"), self.build(site))

    def page(self, document: Document) -> str:
        """Give the path below the output of a document's page."""
        return f"{document.path}/index.html"

    def listing(self, document: Document) -> str:
        """Give the path below the output of the list that names a document."""
        year = f"/{document.day.year}" if document.section == NEWS else ""
        return f"{document.section}{year}/index.html"

    def home(self) -> str:
        """Give the path below the output of the home page."""
        return "index.html"

    def feed(self) -> str:
        """Give the path below the output of the feed."""
        return "feed.xml"


def write_files(site: Path, files: Mapping[str, str]) -> None:
    """Write texts below a folder."""
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def first_line(command: list[str]) -> str | None:
    """Give the first line that a program prints; None if there is no such program or it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.partition("\n")[0].strip()


def installed(tools: Path, name: str) -> str | None:
    """Give the version of a distribution in the virtual environment of the tools; None if it is not there."""
    asked = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    return first_line([str(tools / "bin/python"), "-c", asked, name])
