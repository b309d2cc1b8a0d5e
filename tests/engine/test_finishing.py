"""netzsite.engine.finishing: files made of finished files, and left as they are while those are the same."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from netzsite.engine.finishing import Finish, Finished, files_of, finish
from netzsite.engine.manifest import MANIFEST
from netzsite.engine.publishing import staged
from tests.conftest import snapshot


def joined(folder: Path, sources: tuple[str, ...]) -> dict[str, bytes]:
    """Make one file of all sources, and one that says how many there are."""
    return {"all.txt": b"".join((folder / path).read_bytes() for path in sources), "count.txt": b"%d" % len(sources)}


def doubled(folder: Path, sources: tuple[str, ...]) -> dict[str, bytes]:
    """Make a file of each source."""
    return {f"{sources[0]}.twice": (folder / sources[0]).read_bytes() * 2}


@pytest.fixture
def publish(tmp_path):
    """Publish texts and what is made of them, and give what was made anew."""
    standing: Mapping[str, Finished] = {}

    def run(files, workers=1, forget=False):
        nonlocal standing
        with staged(tmp_path / "public") as staging:
            for path, data in files.items():
                staging.write(path, data, "website")
            texts = tuple(sorted(path for path in files if path.endswith(".html")))
            planned = [Finish("joined", "joining", texts, joined)]
            planned += [Finish(f"doubled {path}", "doubling", (path,), doubled) for path in texts]
            done = finish(staging, planned, {} if forget else standing, workers)
        standing = done.finished
        return sorted(path for _, paths in done.new for path in paths)

    return run


FILES = {"a.html": b"eins", "b.html": b"zwei", "c.css": b"drei"}


def test_files_are_made_of_finished_files(publish, tmp_path):
    """A finish gives any number of files; the manifest lists them with their medium."""
    assert publish(FILES) == ["a.html.twice", "all.txt", "b.html.twice", "count.txt"]
    made = snapshot(tmp_path / "public")
    assert made["all.txt"] == b"einszwei"
    assert made["b.html.twice"] == b"zweizwei"
    assert b'"medium": "joining"' in made[MANIFEST]
    assert b'"medium": "doubling"' in made[MANIFEST]


def test_what_has_the_same_sources_is_not_made_again(publish):
    """Only what was made of a changed file is made anew; nothing if none has changed."""
    publish(FILES)
    assert publish(FILES) == []
    assert publish({**FILES, "c.css": b"neu"}) == []
    assert publish({**FILES, "a.html": b"neu"}) == ["a.html.twice", "all.txt", "count.txt"]


def test_what_came_or_went_is_noticed(publish, tmp_path):
    """A source more or less makes anew what is made of all, and what was made of one that is gone goes with it."""
    publish(FILES)
    assert publish({"a.html": b"eins"}) == ["all.txt", "count.txt"]
    assert snapshot(tmp_path / "public").keys() == {"a.html", "a.html.twice", "all.txt", "count.txt", MANIFEST}
    assert publish(FILES) == ["all.txt", "b.html.twice", "count.txt"]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"fremd")])
def test_what_is_not_as_it_was_left_is_made_again(publish, tmp_path, spoil):
    """A file that somebody deleted or changed is made anew, with all that is made with it."""
    publish(FILES)
    before = snapshot(tmp_path / "public")
    spoil(tmp_path / "public" / "all.txt")
    assert publish(FILES) == ["all.txt", "count.txt"]
    assert snapshot(tmp_path / "public") == before


def test_workers_make_the_same(publish, tmp_path):
    """Many files are made side by side, and come out the same."""
    files = {f"{number}.html": b"%d" % number for number in range(200)}
    publish(files, workers=4)
    before = snapshot(tmp_path / "public")
    assert len(publish(files, forget=True)) == 202
    assert snapshot(tmp_path / "public") == before


def test_a_mistake_in_a_worker_is_not_swallowed(tmp_path):
    """What goes wrong in a thread ends the build, and the last output stays."""

    def broken(folder, sources):
        raise OSError(sources[0])

    def publish():
        with staged(tmp_path / "public") as staging:
            for number in range(100):
                staging.write(f"{number}.html", b"", "website")
            finish(staging, [Finish(path, "broken", (path,), broken) for path in staging.files], {}, 3)

    with pytest.raises(OSError, match=r"\.html"):
        publish()
    assert not (tmp_path / "public").exists()


def test_two_finishes_do_not_make_the_same_file(tmp_path):
    """A path that is taken is a mistake in the program."""
    twice = Finish("one", "x", ("a.html",), lambda folder, sources: {"a.html": b""})
    with staged(tmp_path / "public") as staging:
        staging.write("a.html", b"", "website")
        with pytest.raises(ValueError, match="made twice"):
            finish(staging, [twice], {}, 1)


def test_the_files_of_all_finishes_are_listed(tmp_path):
    """Each with size and time."""
    with staged(tmp_path / "public") as staging:
        staging.write("a.html", b"eins", "website")
        done = finish(staging, [Finish("doubled", "x", ("a.html",), doubled)], {}, 1)
    assert [(path, size) for path, (size, _) in files_of(done.finished).items()] == [("a.html.twice", 8)]
