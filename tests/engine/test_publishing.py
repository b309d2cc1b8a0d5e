"""netzsite.engine.publishing: the output is replaced as a whole or not at all, and nothing else is ever touched."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from netzsite.engine import workspace
from netzsite.engine.manifest import MANIFEST
from netzsite.engine.publishing import check_output, staged
from netzsite.errors import Code, NetzsiteError
from tests.conftest import ROOT, THEME, TODAY, snapshot, write_files

PAGES = {"de/index.html": b"Hallo", "de/a/b.html": "Über".encode(), "assets/site.css": b""}


def publish(output, files=None, medium="website"):
    """Publish files."""
    with staged(output) as staging:
        for path, data in (PAGES if files is None else files).items():
            staging.write(path, data, medium)


def leftovers(output):
    """List what lies beside an output folder."""
    return sorted(path.name for path in output.parent.iterdir() if path != output)


@pytest.fixture
def output(tmp_path):
    """Give the path of an output folder that is not there yet."""
    return tmp_path / "site" / "public"


# -- Replacing ---------------------------------------------------------------------------------------------------------


def test_an_output_is_replaced_as_a_whole(output):
    """After a build the folder holds its files and no other, and nothing lies beside it."""
    publish(output)
    assert snapshot(output).keys() == {*PAGES, MANIFEST}
    publish(output, {"de/c.html": b"Neu"})
    assert snapshot(output).keys() == {"de/c.html", MANIFEST}
    assert leftovers(output) == []


def test_the_manifest_lists_every_file(output):
    """manifest.json says of every file its digest, size, medium and entry."""
    with staged(output) as staging:
        staging.write("de/a.html", "Über".encode(), "website", "page:a")
    manifest = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    digest = hashlib.sha256("Über".encode()).hexdigest()
    assert manifest["generator"] == "netzsite"
    assert manifest["files"] == {
        "de/a.html": {"sha256": digest, "bytes": 5, "medium": "website", "entry": "page:a"},
    }


def test_an_empty_folder_may_be_published_to(output):
    """A folder that is there but empty is nobody's."""
    output.mkdir(parents=True)
    publish(output)
    assert (output / "de" / "index.html").read_bytes() == b"Hallo"


def test_only_some_media_may_be_built(output):
    """The files of the other media are taken over, the old ones of the medium that is built are not."""
    with staged(output) as staging:
        staging.write("a.html", b"a", "website")
        staging.write("b.html", b"b", "website", "page:b")
        staging.write("feed.xml", b"old", "feeds")
        staging.write("gone.xml", b"old", "feeds")
    with staged(output) as staging:
        staging.write("feed.xml", b"new", "feeds")
        staging.keep_media({"website"})
    files = snapshot(output)
    manifest = json.loads(files.pop(MANIFEST))
    assert files == {"a.html": b"a", "b.html": b"b", "feed.xml": b"new"}
    assert manifest["files"]["b.html"]["entry"] == "page:b"
    assert sorted(manifest["files"]) == sorted(files)


# -- Refusing ----------------------------------------------------------------------------------------------------------


def refusal(output):
    """Give the problem with which publishing is refused."""
    with pytest.raises(NetzsiteError) as caught:
        publish(output)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem


@pytest.mark.parametrize(
    "files",
    [
        {"holiday.jpg": b"x"},
        {MANIFEST: b'{"name": "some web app"}'},
        {MANIFEST: b'{"generator": "netzsite", "files": {"../../x": {}}}', "a.html": b"a"},
        {MANIFEST: b"[]"},
        {MANIFEST: b"\xff"},
    ],
    ids=["a photo", "another manifest", "a forged manifest", "a list", "no text"],
)
def test_a_folder_of_somebody_else_is_refused(output, files):
    """A folder that netzsite did not make stays as it is."""
    write_files(output, files)
    problem = refusal(output)
    assert problem.code is Code.FOREIGN_OUTPUT
    assert "was not made by netzsite" in problem.message
    assert snapshot(output) == files
    assert leftovers(output) == []


def test_a_file_that_somebody_added_is_refused_by_name(output):
    """What somebody put into the output is not deleted; the message names it."""
    publish(output)
    write_files(output, {"de/notes.txt": "x", "CNAME": "example.org"})
    before = snapshot(output)
    assert "holds files that netzsite did not make: CNAME, de/notes.txt" in refusal(output).message
    assert snapshot(output) == before


def test_a_link_that_somebody_added_is_refused(output, tmp_path):
    """A symbolic link in the output is a stranger too, and what it points to stays."""
    write_files(tmp_path / "private", {"x": "y"})
    publish(output)
    (output / "private").symlink_to(tmp_path / "private")
    assert "did not make: private" in refusal(output).message
    assert snapshot(tmp_path / "private") == {"x": b"y"}


@pytest.mark.parametrize("kind", ["link", "dead link", "file"])
def test_an_output_that_is_no_folder_is_refused(output, tmp_path, kind):
    """A symbolic link or a file in the place of the output is not replaced."""
    output.parent.mkdir()
    (tmp_path / "elsewhere").mkdir()
    if kind == "file":
        output.write_text("x")
    else:
        output.symlink_to(tmp_path / ("elsewhere" if kind == "link" else "nowhere"))
    assert "is not a folder of its own" in refusal(output).message
    assert output.is_symlink() == (kind != "file")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "", ".", "a\\b", "a\0b", "a/.."])
def test_a_path_that_leaves_the_output_is_refused(output, path):
    """No artifact is written outside of the output folder, whatever its path; the build ends without publishing."""
    publish(output)
    before = snapshot(output.parent)
    with pytest.raises(ValueError, match="leaves the output folder"):
        publish(output, {path: b"x"})
    assert snapshot(output.parent) == before


@pytest.mark.parametrize("below", ["file/public", "file/folder/public"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, below):
    """An output below a file cannot be made; that is a problem with a way out."""
    (tmp_path / "file").write_text("x")
    problem = refusal(tmp_path / below)
    assert problem.code is Code.UNWRITABLE_OUTPUT
    assert problem.message == "cannot be written: a part of its path is a file"


def test_two_builds_at_once_do_not_mix(output):
    """The second build is told to wait; the first one is not disturbed."""
    with staged(output) as staging:
        staging.write("a.html", b"first", "website")
        assert "another build is writing to it" in refusal(output).message
    assert snapshot(output)["a.html"] == b"first"
    assert leftovers(output) == []


def test_many_builds_at_once_all_end_well(output):
    """Of builds that start together some publish, some are refused and none crashes; the output is one of theirs."""
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(publish_or_be_refused, [output] * 40, range(40)))
    published = [number for number, is_published in enumerate(results) if is_published]
    files = snapshot(output)
    assert published
    assert int(files["a.html"]) in published
    assert files["a.html"] == files["b.html"]


def publish_or_be_refused(output, number):
    """Publish two files that say the same; tell whether it was allowed."""
    refused = None
    try:
        publish(output, {"a.html": b"%d" % number, "b.html": b"%d" % number})
    except NetzsiteError as error:
        refused = str(error)
    assert refused is None or "another build is writing to it" in refused
    return refused is None


# -- Crashes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, NetzsiteError, OSError])
def test_a_crash_leaves_the_last_output(output, error):
    """Whatever ends a build, the last output stays as it was, and nothing lies beside it."""
    publish(output)
    before = snapshot(output)
    with pytest.raises(error):
        publish_and_crash(output, error)
    assert snapshot(output) == before
    assert leftovers(output) == []


def publish_and_crash(output, error):
    """Begin to publish, and crash."""
    with staged(output) as staging:
        staging.write("a.html", b"new", "website")
        raise error


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_crash_between_two_renames_is_undone(output, monkeypatch, error):
    """Where the file system cannot exchange folders in one step, a crash between two renames loses nothing."""
    publish(output)
    before = snapshot(output)

    def no_exchange(one, other):
        shutil.rmtree(one)  # so that the second rename fails
        return False

    monkeypatch.setattr(workspace, "_exchange_at_once", no_exchange)
    if error is KeyboardInterrupt:
        rename = type(output).rename

        def interrupted(path, target):
            if target == output and path.name == "next":
                raise KeyboardInterrupt
            return rename(path, target)

        monkeypatch.setattr(type(output), "rename", interrupted)
    with pytest.raises(error):
        publish(output, {"a.html": b"new"})
    monkeypatch.undo()
    assert snapshot(output) == before
    assert leftovers(output) == []


def test_two_renames_serve_where_there_is_no_exchange(output, monkeypatch):
    """A file system that cannot exchange folders gets the new output all the same."""
    monkeypatch.setattr(workspace, "_exchange_at_once", lambda one, other: False)
    publish(output)
    publish(output, {"a.html": b"new"})
    assert snapshot(output).keys() == {"a.html", MANIFEST}
    assert leftovers(output) == []


@pytest.mark.parametrize("output_is_there", [True, False])
def test_the_next_build_cleans_up(output, output_is_there):
    """What a killed build has left is removed or, if it is the last output, put back; then the build goes on."""
    publish(output)
    left = output.parent / ".public.netzsite"
    write_files(left, {"next/half.html": "x", "lock": ""})
    if output_is_there:
        write_files(left, {"previous/old.html": "x"})
    else:
        output.rename(left / "previous")
    with staged(output) as staging:
        assert staging.previous.files.keys() == PAGES.keys()
        staging.keep_media({"website"})
    assert snapshot(output).keys() == {*PAGES, MANIFEST}
    assert leftovers(output) == []


@pytest.mark.slow
def test_a_reader_never_finds_the_output_missing(output):
    """While the output is replaced again and again, every look at it finds a whole one."""
    publish(output, {"a.html": b"0", "b.html": b"0"})
    missing, is_over = [], threading.Event()

    def read():
        while not is_over.is_set():
            if not (output / "a.html").exists() or not (output / MANIFEST).exists():
                missing.append(True)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        publish(output, {"a.html": b"%d" % number, "b.html": b"%d" % number})
    is_over.set()
    reader.join()
    assert missing == []


HANGING = """
import sys, time
from netzsite.cli import main
from netzsite.render.workshop import Workshop

rendered, render = [], Workshop.render_page

def hang(self, *arguments):
    rendered.append(1)
    if len(rendered) == 3:
        print("hanging", flush=True)
        time.sleep(60)
    return render(self, *arguments)

Workshop.render_page = hang
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_the_last_output(make_site, build_site, sent):
    """A build that is stopped in the middle leaves the last output; the next one cleans up and goes on."""
    site = make_site({"pages/about.de.md": "---\ntitle: Alt\n---\nText.\n"})
    output = build_site(site).output
    before = snapshot(output)
    make_site({"pages/about.de.md": "---\ntitle: Neu\n---\nText.\n"})
    arguments = ["build", "--content", site, "--output", output, "--theme", THEME, "--today", TODAY, "--no-cache"]
    arguments += ["--workers", "1"]
    command = [sys.executable, "-c", HANGING, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        while "hanging" not in child.stdout.readline():
            pass
        child.send_signal(sent)
        code = child.wait(timeout=30)
        errors = child.stderr.read()
    assert code == (130 if sent == signal.SIGINT else -sent)
    assert errors == ("build: interrupted; nothing was published\n" if sent == signal.SIGINT else "")
    assert snapshot(output) == before
    assert build_site(site).code == 0
    assert "Neu" in (output / "de" / "about.html").read_text(encoding="utf-8")
    assert leftovers(output) == ["content"]


def test_the_manifest_of_an_output_is_read_again(output):
    """What was published is known to the next build by medium and entry."""
    with staged(output) as staging:
        staging.write("a.html", b"a", "website", "page:a")
    assert check_output(output).files["a.html"].entry == "page:a"
    with contextlib.suppress(FileNotFoundError):
        os.remove(output / MANIFEST)  # noqa: PTH107
    with pytest.raises(NetzsiteError, match="was not made by netzsite"):
        check_output(output)
