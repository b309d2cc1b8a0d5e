"""Runs the tasks of one tool in one folder, and looks at what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import Document
from benchmarks.measure import Command, Run, measure
from benchmarks.output import Written, check_edit, check_pages, count
from benchmarks.peer import Peer
from benchmarks.serving import free_port, served

COLD = ("cold", "one-worker", "two-workers")
"""Tasks that begin without output and cache."""


@dataclass
class Site:
    """A tool's folder for a size, and how often its newest piece of news was edited and its output put aside."""

    peer: Peer
    folder: Path
    news: Document
    edits: int = 0
    cleared: int = 0
    written: Written | None = None
    commands: Mapping[str, Sequence[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Make the folder for temporary files, and ask for the command lines once."""
        (self.folder / "tmp").mkdir(parents=True)
        self.commands = self.peer.commands(self.folder / "site")

    @property
    def output(self) -> Path:
        """The folder that the tool writes to."""
        return self.folder / "site" / self.peer.output

    def run(self, task: str, number: int) -> Run | None:
        """Run a task; None if the tool does not have it.

        Raises:
            MeasurementError: the tool failed or left something out.
        """
        if task != "serve" and task not in self.commands:
            return None
        if task in COLD:
            self._clear()
        elif task != "check" and self.written is None:
            self._measure("cold")
            self._look(number)
        if task == "serve":
            return self._serve()
        words = self._edit() if task == "edit" else ""
        run = self._measure(task)
        if words:
            check_edit(self.peer, self.output, self.peer.page(self.news), words)
        if task in COLD and self.written is None:
            self._look(number)
        return run

    def _look(self, number: int) -> None:
        check_pages(self.peer, self.output, number)
        self.written = count(self.output)

    def _serve(self) -> Run | None:
        port = free_port()
        line = self.peer.serve(self.folder / "site", port)
        if line is None:
            return None
        address = "/" + self.peer.page(self.news).removesuffix("index.html")
        with served(self._command(line), port) as server:
            server.wait_for(address, self.news.mark)
            return server.measure_edit(self._source, address, self._words())

    def _clear(self) -> None:
        """Put aside what was written: ext4 looks for a while at each file that was just deleted before it makes one."""
        former = self.folder / "former" / str(self.cleared)
        self.cleared += 1
        for name in (self.peer.output, *self.peer.traces):
            path = self.folder / "site" / name
            if path.exists():
                (former / name).parent.mkdir(parents=True, exist_ok=True)
                path.rename(former / name)

    def _measure(self, task: str) -> Run:
        return measure(self._command(self.commands[task]))

    def _command(self, line: Sequence[str]) -> Command:
        environment = {"TMPDIR": str(self.folder / "tmp"), **self.peer.environment}
        return Command(line, self.folder / "site", environment)

    def _edit(self) -> str:
        words = self._words()
        with self._source.open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        return words

    @property
    def _source(self) -> Path:
        return self.folder / "site" / self.peer.source(self.news)

    def _words(self) -> str:
        self.edits += 1
        return f"Ein Satz mehr, der {self.edits}. Nachtrag."
