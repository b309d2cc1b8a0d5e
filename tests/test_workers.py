"""Builds side by side: the same bytes with one process, with several and on a cluster, whatever befalls the workers."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from netzsite.distribution import deal
from netzsite.engine.artifact import Artifact, Effort
from netzsite.errors import NetzsiteError
from netzsite.production import Order, make_share
from tests.conftest import PROFILES, ROOT, THEME, TODAY, snapshot, write_files

pytestmark = pytest.mark.slow

NEWS = 180

NOTE = "build: a worker ended unexpectedly; "

WITH_A_THREAD = """\
import sys, threading, time
if __name__ == "__main__":
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    from netzsite.cli import main
    sys.exit(main(sys.argv[1:]))
"""


def news(number: int) -> tuple[str, str]:
    """Give the path and the text of a piece of news."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
    text = "\n\n".join(f"Absatz {each} von *Meldung {number}*, mit [[hzi]] und **Betonung**." for each in range(20))
    front = f"---\ntitle: Meldung {number}\nform: press-release\ndate: {day}\nmembers: [hzi]\n---\n"
    return f"news/{day.year}/{day}-meldung.de.md", f"{front}{text}\n"


FILES = {
    **PROFILES,
    **dict(map(news, range(NEWS))),
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "figures/f.yaml": (
        "title: T\ndescription: D\nsources: [{title: Q}]\ncolumns: {year: {label: Jahr}, n: {label: Zahl}}\n"
        "chart: {mark: bar, x: year, y: [n]}\n"
    ),
    "figures/f.csv": "year,n\n2024,1\n2025,2\n",
}


@dataclass(frozen=True)
class Site:
    """A folder with content, and a cache in which fonts are found, but no page."""

    folder: Path

    def command(self, *arguments: str) -> list[str]:
        """Give the arguments of a build into the folder."""
        theme = self.folder / "theme" if (self.folder / "theme").exists() else THEME
        line = ["build", "--content", str(self.folder / "content"), "--theme", str(theme), "--today", TODAY]
        line += ["--output", str(self.folder / "public"), "--cache", str(self.folder / "cache")]
        return [*line, *arguments]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Begin a build in a process of its own, which Ctrl-C can be sent to."""
        line = [sys.executable, "-m", "netzsite", *self.command(*arguments)]
        return subprocess.Popen(
            line, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )

    def build(self, *arguments: str) -> str:
        """Build, and give what was printed."""
        process = self.start(*arguments)
        printed, _ = process.communicate(timeout=120)
        assert process.returncode == 0, printed
        return printed

    @property
    def output(self) -> dict[str, bytes]:
        """What is published."""
        return snapshot(self.folder / "public")

    def wait_for_pages(self, count: int, process: "subprocess.Popen[str]") -> None:
        """Wait until some pages of the next output are there."""
        pages = self.folder / ".public.netzsite/next/de"
        until(lambda: process.poll() is not None or len(list(pages.rglob("*.html"))) >= count)
        assert process.poll() is None, process.communicate()


def until(is_done: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Build once with one process; give the folder, with fonts and charts in its cache, and the output."""
    site = Site(tmp_path_factory.mktemp("workers"))
    write_files(site.folder / "content", FILES)
    site.build("--workers", "1")
    write_files(site.folder / "content", {"pages/about.de.md": "---\ntitle: Über uns\nmenu: header\n---\nWir.\n"})
    shutil.copytree(site.folder / "cache", site.folder / "fonts")
    site.build("--workers", "1")
    return site.folder, site.output


@pytest.fixture
def site(prepared: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Site:
    """Give a copy of the content whose pages have never been rendered."""
    shutil.copytree(prepared[0] / "content", tmp_path / "content")
    shutil.copytree(prepared[0] / "fonts", tmp_path / "cache")
    return Site(tmp_path)


@pytest.fixture
def expected(prepared: tuple[Path, dict[str, bytes]]) -> dict[str, bytes]:
    """Give what one process makes of the content."""
    return prepared[1]


# -- Processes ---------------------------------------------------------------------------------------------------------


def test_two_processes_make_the_same_bytes(prepared, site, expected):
    """How many work is not to be seen in the output, nor is who did what; unchanged files keep their times."""
    printed = site.build("--workers", "2")
    assert site.output == expected
    assert NOTE not in printed
    times = {path: path.stat().st_mtime_ns for path in (site.folder / "public").rglob("*.html")}
    (site.folder / "cache").rename(site.folder / "forgotten")
    shutil.copytree(prepared[0] / "fonts", site.folder / "cache")
    count = len(expected) - 1
    assert f", 0 of {count} rendered" not in site.build("--workers", "2")
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert f", 0 of {count} rendered" in site.build("--workers", "2")


def test_a_process_that_cannot_be_copied_has_workers_too(site, expected, tmp_path):
    """Where there are threads, or the system has no copies, workers read the content themselves."""
    program = tmp_path / "program.py"
    program.write_text(WITH_A_THREAD)
    line = [sys.executable, str(program), *site.command("--workers", "2")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(line, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    assert site.output == expected


def test_a_worker_that_is_killed_is_done_without(site, expected):
    """Its share is made by the build itself, which says so in a line."""
    process = site.start("--workers", "2")
    site.wait_for_pages(5, process)
    worker = psutil.Process(process.pid).children()[0]
    worker.suspend()  # so that it holds a share
    time.sleep(0.1)
    worker.kill()
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0, printed
    assert NOTE in printed
    assert site.output == expected


def test_a_mistake_of_the_theme_is_told_as_by_one_process(site, tmp_path):
    """The message is the same, and the last output stays."""
    shutil.copytree(THEME, tmp_path / "theme")
    site.build("--workers", "2")
    before = site.output
    (tmp_path / "theme/website/news.html").write_text("\n{{ view.nothing_of_the_kind }}")
    printed = []
    for workers in ("1", "2"):
        process = site.start("--workers", workers)
        printed.append(process.communicate(timeout=120)[0])
        assert process.returncode == 1
    assert "theme/news.html:2: error[bad-theme]" in printed[0]
    assert printed[0] == printed[1]
    assert site.output == before


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_a_build_that_is_stopped(site, sent):
    """After Ctrl-C, or worse, nothing runs on, nothing is published, and the next build can begin."""
    process = site.start("--workers", "2")
    site.wait_for_pages(5, process)
    workers = psutil.Process(process.pid).children()
    assert len(workers) == 2
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does
    else:
        process.kill()
    printed, _ = process.communicate(timeout=60)
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert not alive
    assert "Traceback" not in printed
    assert process.returncode == (130 if sent is signal.SIGINT else -signal.SIGKILL)
    assert not (site.folder / "public").exists()
    if sent is signal.SIGKILL:
        site.build("--workers", "2")


def test_little_work_is_not_dealt_out():
    """What takes less than to start a worker is made at once; slow things come first, charts together."""
    efforts = [*[Effort.PAGE] * 60, Effort.FILE, Effort.CHARTS, Effort.DOCUMENT, Effort.CHARTS]
    artifacts = [
        Artifact(f"{number}.html", "website", str, (), str, effort=effort)  # type: ignore[arg-type]
        for number, effort in enumerate(efforts)
    ]
    assert [len(share) for share in deal(artifacts, 1)] == [64]
    shares = deal(artifacts, 2)
    assert [{artifact.effort for artifact in share} for share in shares[:4]] == [
        {Effort.DOCUMENT},
        {Effort.CHARTS},
        {Effort.FILE},
        {Effort.PAGE},
    ]
    assert sorted(artifact.path for share in shares for artifact in share) == sorted(one.path for one in artifacts)


def test_shares_of_pages_dwindle():
    """Pages that stand together go to one worker; in the end there is a little for each. In a cluster all are equal."""
    pages = [Artifact(f"{number}.html", "website", str, (), str) for number in range(5000)]  # type: ignore[arg-type]
    sizes = [len(share) for share in deal(pages, 2)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sum(sizes), sizes[0], sizes[-2]) == (5000, 480, 4)
    assert [page for share in deal(pages, 2) for page in share] == pages
    assert {len(share) for share in deal(pages, "dask://host:1")[:-1]} == {48}


def test_documents_of_the_same_subject_are_one_share():
    """The pages of a printed edition are found once for the screen and the printer, in each language by one worker."""
    artifacts = [
        Artifact(f"{lang}/{name}.pdf", "report", str, (lang, "report/2026"), str, effort=Effort.DOCUMENT)  # type: ignore[arg-type]
        for lang in ("de", "en")
        for name in ("screen", "print")
    ]
    assert deal(artifacts, 2) == [tuple(artifacts[:2]), tuple(artifacts[2:])]


def test_a_worker_that_finds_other_content_makes_nothing(site):
    """It says what differs; no page is made from files that the build has not checked."""
    content = site.folder / "content"
    moment = dt.datetime.fromisoformat(TODAY)
    order = Order(content, THEME, None, moment, drafts=False, found="", state="another", around="", shelf=None)
    with pytest.raises(NetzsiteError, match=r"foreign-worker.*another content"):
        make_share(order, ())


# -- A cluster ---------------------------------------------------------------------------------------------------------


@dataclass
class Dask:
    """A scheduler on this machine, and its workers."""

    folder: Path
    processes: list["subprocess.Popen[bytes]"]

    def start(self, program: str, *arguments: str, code: Path = ROOT) -> "subprocess.Popen[bytes]":
        """Start a scheduler or a worker."""
        line = [sys.executable, "-m", f"distributed.cli.dask_{program}", "--host", "127.0.0.1", *arguments]
        line += ["--scheduler-file", str(self.folder / "scheduler.json"), "--no-dashboard", "--dashboard-address", ":0"]
        with (self.folder / "log").open("ab") as log:
            environment = {**os.environ, "PYTHONPATH": str(code)}
            process = subprocess.Popen(line, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def start_worker(self, code: Path = ROOT) -> "subprocess.Popen[bytes]":
        """Start a worker, and wait until it is there."""
        before = self.log.count("Registered to")
        worker = self.start("worker", "--no-nanny", "--nthreads", "2", "--local-directory", str(self.folder), code=code)
        until(lambda: self.log.count("Registered to") > before)
        return worker

    @property
    def log(self) -> str:
        """What they have said so far."""
        return (self.folder / "log").read_text()

    @property
    def address(self) -> str:
        """What is typed after --workers."""
        address: str = json.loads((self.folder / "scheduler.json").read_text())["address"]
        return address.replace("tcp://", "dask://")


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """Start a scheduler."""
    (tmp_path / "dask").mkdir()
    dask = Dask(tmp_path / "dask", [])
    dask.start("scheduler", "--port", "0")
    until((dask.folder / "scheduler.json").exists)
    yield dask
    for process in dask.processes:
        process.kill()
        process.wait()


def test_a_cluster_makes_the_same_bytes_and_does_without_a_worker(site, expected, dask):
    """One of two workers is killed while they render."""
    killed, _ = dask.start_worker(), dask.start_worker()
    process = site.start("--workers", dask.address)
    site.wait_for_pages(1, process)
    killed.kill()
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0, printed
    assert NOTE not in printed
    assert site.output == expected


@pytest.mark.parametrize("lost", [slice(1, None), slice(None)], ids=["the workers", "the scheduler too"])
def test_a_cluster_that_goes_is_done_without(site, expected, dask, lost):
    """A build does not wait for workers that are gone."""
    dask.start_worker()
    process = site.start("--workers", dask.address)
    site.wait_for_pages(1, process)
    for gone in dask.processes[lost]:
        gone.kill()
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0, printed
    assert NOTE in printed
    assert "Traceback" not in printed
    assert site.output == expected


def test_a_worker_with_another_netzsite_is_refused(site, dask, tmp_path):
    """It would give other bytes; the message names it, and nothing is published."""
    shutil.copytree(ROOT / "netzsite", tmp_path / "code/netzsite")
    with (tmp_path / "code/netzsite/urls.py").open("a") as file:
        file.write("# changed\n")
    dask.start_worker()
    dask.start_worker(tmp_path / "code")
    process = site.start("--workers", dask.address)
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert printed.count("error[foreign-worker]: runs another netzsite") == 1
    assert "tcp://127.0.0.1:" in printed
    assert not (site.folder / "public").exists()


def test_a_cluster_that_is_not_there_is_named(site):
    """Nobody waits long for a wrong address."""
    process = site.start("--workers", "dask://127.0.0.1:1")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "dask://127.0.0.1:1: error[no-cluster]: there is no scheduler of Dask" in printed
    assert not (site.folder / "public").exists()
