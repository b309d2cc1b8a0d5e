"""netzsite: a content folder as editors write it, with the theme of the demonstration."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import EVENTS, NEWS, PORTRAITS, Document
from benchmarks.peer import BASE_URL, TITLES, Peer, first_line, write_files

ROOT = Path(__file__).parent.parent.parent

TODAY = "2026-11-22"

_NETWORK = f"""\
name: BioRegioN
short_name: BioRegioN
claim: Das Netzwerk
description: Ein Netzwerk zum Messen.
founded: 1996
region: Niedersachsen
field: Lebenswissenschaften
languages: [de]
default_language: de
base_url: {BASE_URL}/
contact: {{name: Geschäftsstelle, town: Musterstadt, email: info@example.org}}
sectors: {{biotech: Biotechnologie}}
legal: {{publisher: Geschäftsstelle}}
search: false
previews: none
"""

_MEDIA = """\
media:
  website: {name: Website, about: Alles, since: 1996, scope: [national], cadence: continuous}
  report: {name: Report, about: Zahlen, since: 2006, scope: [national], cadence: yearly, languages: [de]}
"""

_MEMBER = """\
name: Musterwerk {id}
type: company
sector: biotech
about: Ein Unternehmen zum Messen.
address: {{town: Musterstadt}}
website: https://example.org/{id}
"""


class Netzsite(Peer):
    """netzsite as it lies here, with the Python that measures."""

    name = "netzsite"
    output = "public"
    traces = (".cache", ".public.netzsite")
    environment: ClassVar[Mapping[str, str]] = {"PYTHONPATH": str(ROOT)}
    newest = 6

    def version(self) -> str | None:
        """Ask git how it is called."""
        return first_line(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]) or "as it lies here"

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write a content folder, and in it the members that the documents are about."""
        write_files(site, {"content/network.yaml": _NETWORK, "content/media.yaml": _MEDIA})
        for each in documents:
            partners = ", ".join(each.partners)
            facts = {
                NEWS: f"form: network-news\ndate: {each.day}\nmembers: [{partners}]",
                PORTRAITS: f"member: {partners}",
                EVENTS: f"form: workshop\nstart: {each.day}\nplace: Musterstadt\norganisers: [{partners}]",
            }[each.section]
            title = f'"{each.title}"' if ": " in each.title else each.title
            head = f"title: {title}\nsummary: {each.summary}\n{facts}\n"
            write_files(site, {self.source(each): f"---\n{head}---\n{each.body}"})
            for partner in each.partners:
                write_files(site, {f"content/members/{partner}.yaml": _MEMBER.format(id=partner)})

    def build(self, site: Path) -> list[str]:
        """Build into folders of the site's own."""
        return [*self._command("build", site), "--output", str(site / "public"), "--cache", str(site / ".cache")]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Serve, with those options that there are."""
        known = self._help("serve")
        wanted = {"--port": str(port), "--output": str(site / "public"), "--cache": str(site / ".cache")}
        options = [word for name, value in wanted.items() if f"{name} " in known for word in (name, value)]
        return [*self._command("serve", site), *options] if known else None

    def commands(self, site: Path) -> Mapping[str, list[str]]:
        """Check alone, too, and build with one and with two workers, if there are workers."""
        workers = {"one-worker": "1", "two-workers": "2"} if "--workers" in self._help("build") else {}
        return {
            **super().commands(site),
            "check": self._command("check", site),
            **{task: [*self.build(site), "--workers", number] for task, number in workers.items()},
        }

    def source(self, document: Document) -> str:
        """Say the language in the name."""
        return f"content/{document.path}.de.md"

    def page(self, document: Document) -> str:
        """Know the words of the theme."""
        return f"de/{TITLES[document.section].lower().replace('ä', 'ae')}/{document.id}.html"

    def listing(self, document: Document) -> str:
        """Know that news and events are listed by year."""
        folder = self.page(document).removesuffix(f"/{document.id}.html")
        return f"{folder}/index.html" if document.section == PORTRAITS else f"{folder}/{document.day.year}/index.html"

    def home(self) -> str:
        """Stand in the language's folder."""
        return "de/index.html"

    def feed(self) -> str:
        """Stand there, too."""
        return "de/feed.rss"

    def _command(self, verb: str, site: Path) -> list[str]:
        folders = ["--content", str(site / "content"), "--theme", str(ROOT / "themes/bioregion")]
        return [sys.executable, "-m", "netzsite", verb, *folders, "--today", TODAY]

    def _help(self, verb: str) -> str:
        asked = subprocess.run(
            [sys.executable, "-m", "netzsite", verb, "--help"], capture_output=True, text=True, cwd=ROOT, check=False
        )
        return asked.stdout if asked.returncode == 0 else ""
