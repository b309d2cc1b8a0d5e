"""netzsite.engine.publishing.replace_files: some files of an output get other bytes, all of them or none."""

import errno
import json
from pathlib import Path

import pytest

from netzsite.engine.manifest import MANIFEST, amend_manifest, write_manifest
from netzsite.engine.publishing import list_output, published, replace_files, staged
from netzsite.errors import NetzsiteError
from tests.conftest import snapshot, write_files

PAGES = {"de/a.html": b"eins", "de/b/c.html": b"zwei", "de/d.html": b"drei", 'de/"e" {x}.html': b"vier"}
NEW = {"de/a.html": b"anders", "de/b/c.html": "größer".encode()}


@pytest.fixture
def output(tmp_path):
    """Give an output folder that was published."""
    with staged(tmp_path / "public") as staging:
        for path, data in PAGES.items():
            staging.write(path, data, "website", f"page:{path}")
    return tmp_path / "public"


def replaced(output, files=None, stamps=None):
    """Replace files, as far as stamps are known."""
    given = {path: (data, published(data, "website", f"page:{path}")) for path, data in (files or NEW).items()}
    return replace_files(output, list_output(output) if stamps is None else stamps, given)


def with_times(output):
    """Give what an output holds, and when each file was written."""
    return {path: (stamp, (output / path).read_bytes()) for path, stamp in list_output(output).items()}


def test_only_the_files_that_are_named_are_replaced(output):
    """The others keep their times; the manifest says of all what lies there."""
    before = with_times(output)
    stamps = replaced(output)
    assert stamps == list_output(output)
    assert snapshot(output).items() >= {**PAGES, **NEW}.items()
    same = before.keys() - NEW.keys() - {MANIFEST}
    assert {path: with_times(output)[path] for path in same} == {path: before[path] for path in same}
    with staged(output) as staging:
        assert {path: (file.bytes, file.entry) for path, file in staging.previous.files.items()} == {
            path: (len(data), f"page:{path}") for path, data in {**PAGES, **NEW}.items()
        }
        staging.keep_all()
    assert [path.name for path in output.parent.iterdir()] == ["public"]


def test_the_manifest_is_the_one_that_a_build_would_write():
    """A line is exchanged where it stands, whatever the path is made of."""
    files = {path: published(data, "website", None) for path, data in PAGES.items()}
    other = {path: published(b"x" * 12345, "feeds", "news:x") for path in ('de/"e" {x}.html', "de/a.html")}
    text = amend_manifest(write_manifest(files, "2026-11-22"), other)
    assert text == write_manifest({**files, **other}, "2026-11-22")
    assert json.loads(text)["files"]["de/a.html"]["bytes"] == 12345
    with pytest.raises(ValueError, match="not found"):
        amend_manifest(text, {"de/x.html": other["de/a.html"]})


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("step", [1, 2, 3])
def test_what_fails_half_way_is_undone(output, monkeypatch, error, step):
    """Wherever it stops, the output is as it was, times included, and nothing lies beside it."""
    before, replace, done = with_times(output), Path.replace, []

    def fail(path, target):
        if path.is_relative_to(output.parent / ".public.netzsite" / "next"):
            done.append(path)
            if len(done) == step:
                raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(type(error)):
        replaced(output)
    assert len(done) == step
    assert with_times(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["public"]


def test_what_a_killed_build_has_left_is_undone_by_the_next(output):
    """Files of which only some were replaced are put back before anything else is done."""
    before = with_times(output)
    left = output.parent / ".public.netzsite"
    (left / "former" / "de" / "b").mkdir(parents=True)
    for path in NEW:
        (left / "former" / path).hardlink_to(output / path)
    write_files(left, {"next/de/b/c.html": NEW["de/b/c.html"], "lock": ""})
    write_files(left, {"next/de/a.html": NEW["de/a.html"]})
    (left / "next" / "de" / "a.html").replace(output / "de" / "a.html")
    with staged(output) as staging:
        staging.keep_all()
    assert with_times(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["public"]


def test_nothing_is_replaced_in_what_somebody_else_has_published(output):
    """Between a look at the output and the replacing another build may have ended."""
    stamps = list_output(output)
    with staged(output) as staging:
        staging.write("de/a.html", b"von anderen", "website")
    before = with_times(output)
    assert replaced(output, stamps=stamps) is None
    assert with_times(output) == before


def test_two_at_once_do_not_mix(output):
    """While a build is at work, nothing is replaced."""
    with staged(output) as staging, pytest.raises(NetzsiteError, match="another build is writing to it"):
        replaced(output)
    assert staging.previous.files.keys() == PAGES.keys()
