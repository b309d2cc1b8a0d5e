"""The cache keeps what was made, never gives anything else, and never stops a build."""

import datetime as dt
import os
import pickle
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from hashlib import sha256

import pytest

from netzsite.engine import database
from netzsite.engine.cache import FILE, Cache
from tests.conftest import ROOT, snapshot

NOISE = random.Random(0).randbytes(9000)
"""Bytes that cannot be packed."""

KEY, OTHER = "ab" + "0" * 62, "cd" + "0" * 62


def keys(count):
    """Give some keys."""
    return [sha256(str(number).encode()).hexdigest() for number in range(count)]


def run_sql(folder, *statements):
    """Change a cache's file from outside."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def keep(folder, *names, data=b"page"):
    """Keep something under some keys, as an earlier build would."""
    with Cache(folder) as cache:
        for name in names:
            cache.keep(name, data)
    return folder / FILE


def found(folder, *names):
    """Give which keys a later build finds."""
    with Cache(folder) as cache:
        return sorted(cache.find_many(names))


PRELUDE = """\
import os, sys
from hashlib import sha256
from pathlib import Path
from netzsite.engine.cache import Cache
cache = Cache(Path(sys.argv[1]))
def key(number): return sha256(str(number).encode()).hexdigest()
"""


def start(code, *arguments, under=(), **options):
    """Start a program that has a cache named by its first argument, under another program if need be."""
    line = [*under, sys.executable, "-W", "error", "-c", PRELUDE + code, *arguments]
    return subprocess.Popen([*map(str, line)], cwd=ROOT, stdout=subprocess.PIPE, text=True, **options)


def output_of(code, *arguments, **options):
    """Run a program to its end and give what it printed."""
    with start(code, *arguments, **options) as program:
        printed, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    return printed


# -- Keeping and finding -----------------------------------------------------------------------------------------------


def test_keeps_what_was_made(tmp_path):
    """What is kept under a key is not made again, in another build neither."""
    with Cache(tmp_path) as cache:
        assert cache.made(KEY, lambda: b"page") == b"page"
    with Cache(tmp_path) as cache:
        assert cache.made(KEY, lambda: b"other") == b"page"
        assert cache.notes == ()


def test_distinguishes_keys(tmp_path):
    """Another key is another thing."""
    with Cache(tmp_path) as cache:
        cache.made(KEY, lambda: b"page")
        assert cache.made(OTHER, lambda: b"other") == b"other"


def test_the_last_thing_kept_under_a_key_counts(tmp_path):
    """A ledger that each build keeps under the same key is found as it was last, and held once."""
    for data in (b"first", b"second" * 1_000_000, b"", b"word " * 1000, b"last"):
        keep(tmp_path, KEY, data=data)
        with Cache(tmp_path) as cache:
            assert cache.find(KEY) == data
            assert cache.size()[0] == 1


def test_texts_are_packed(tmp_path):
    """Pages take a fraction of their room; what is packed already does not grow."""
    page, picture = "".join(f"<li>Meldung {number}</li>\n" for number in range(1000)).encode(), os.urandom(50_000)
    keep(tmp_path, KEY, data=page)
    with Cache(tmp_path) as cache:
        assert cache.size()[1] < len(page) / 3
        cache.keep(OTHER, picture)
    with Cache(tmp_path) as cache:
        assert cache.find_many([KEY, OTHER]) == {KEY: page, OTHER: picture}
        assert cache.size()[1] < len(page) / 3 + len(picture) + 2


def test_finds_many_at_once(tmp_path):
    """Many keys are asked for together, written and unwritten ones; what there is not is left out."""
    old, new, missing = keys(2000)[:1200], keys(2000)[1200:1300], keys(2000)[1300:]
    keep(tmp_path, *old)
    with Cache(tmp_path) as cache:
        for key in new:
            cache.keep(key, key.encode())
        assert cache.find_many([*missing, *new, *old]) == {
            **dict.fromkeys(old, b"page"),
            **{key: key.encode() for key in new},
        }
        assert cache.find_many([]) == {}


def test_without_folder_keeps_nothing():
    """A cache that is switched off makes everything."""
    with Cache(None) as cache:
        assert [cache.made(KEY, lambda: b"one"), cache.made(KEY, lambda: b"two")] == [b"one", b"two"]
        assert (cache.size(), cache.find_many([KEY]), cache.oldest()) == ((0, 0), {}, None)
        cache.shrink()
        cache.clear()


def test_looking_leaves_no_trace(tmp_path):
    """Nothing is made on the disk before something is kept, and SQLite is not loaded before something is looked for."""
    code = "cache.flush(); cache.close(); print('sqlite3' in sys.modules, cache.notes)\n"
    code += "print(cache.find(key(1)), cache.size(), cache.oldest()); cache.shrink(); cache.clear(); cache.close()"
    assert output_of(code, tmp_path / "cache") == "False ()\nNone (0, 0) None\n"
    assert list(tmp_path.iterdir()) == []


def test_one_file_is_left(tmp_path):
    """After a build there is one file to carry to another machine; it may lie anywhere there."""
    keep(tmp_path / "a b?#%" / "cache", *keys(1000), data=b"x" * 5000)
    assert list(snapshot(tmp_path)) == [f"a b?#%/cache/{FILE}"]
    shutil.move(tmp_path / "a b?#%" / "cache", tmp_path / "moved")
    assert found(tmp_path / "moved", *keys(1000)) == sorted(keys(1000))


def test_batches_are_written_as_they_come(tmp_path):
    """A long build does not gather everything in memory: others find most of it before it ends."""
    with Cache(tmp_path) as cache:
        for key in keys(100):
            cache.keep(key, b"x" * 100_000)
        assert len(found(tmp_path, *keys(100))) > 70
        cache.flush()
        assert len(found(tmp_path, *keys(100))) == 100


def test_what_earlier_versions_kept_goes(tmp_path):
    """A folder that holds a file for each thing, as it was before, is emptied of these when the database is made."""
    for name in ("ab/" + "0" * 62, "cd/" + "1" * 62, "cd/notes.txt", "ef/" + "2" * 61, "de/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    keep(tmp_path, KEY)
    assert sorted(snapshot(tmp_path)) == [FILE, "cd/notes.txt", "de/index.html", "ef/" + "2" * 61]
    assert not (tmp_path / "ab").exists()


# -- Limit and clearing ------------------------------------------------------------------------------------------------


def test_shrinks_to_its_limit(tmp_path):
    """What was used longest ago is dropped first, and the disk has the space back."""
    file = keep(tmp_path, *keys(400), data=os.urandom(49_999))
    ages = (f"UPDATE entry SET used = {number} WHERE key = x'{key}'" for number, key in enumerate(keys(400)))
    run_sql(tmp_path, "BEGIN", *ages, "COMMIT")
    with Cache(tmp_path, limit=1_000_000) as cache:
        cache.shrink()
        assert cache.size() == (20, 1_000_000)
    assert found(tmp_path, *keys(400)) == sorted(keys(400)[380:])
    assert file.stat().st_size < 1_500_000


def test_what_a_build_used_outlives_what_it_did_not(tmp_path):
    """Things found or kept in this build are dropped last, however old they are."""
    old, unused, new = keys(3)
    keep(tmp_path, old, unused, data=b"x" * 49)
    run_sql(tmp_path, f"UPDATE entry SET used = 1 WHERE key = x'{old}'", "UPDATE entry SET used = used - 60")
    with Cache(tmp_path, limit=100) as cache:
        cache.find(old)
        cache.keep(new, b"x" * 49)
        cache.shrink()
    assert found(tmp_path, old, unused, new) == sorted([old, new])


def test_within_the_limit_nothing_goes(tmp_path):
    """A cache that keeps to its limit is left alone."""
    keep(tmp_path, KEY, OTHER, data=b"x" * 49)
    with Cache(tmp_path, limit=100) as cache:
        cache.shrink()
        assert cache.size() == (2, 100)


def test_marks_uses_once_a_day(tmp_path):
    """A build that only finds things writes nothing, unless their last use is a day ago."""
    file = keep(tmp_path, KEY, OTHER)
    before = file.read_bytes()
    found(tmp_path, KEY, OTHER)
    assert file.read_bytes() == before
    run_sql(tmp_path, "UPDATE entry SET used = 1795305600")  # 2026-11-22
    run_sql(tmp_path, f"UPDATE entry SET used = used - 172800 WHERE key = x'{OTHER}'")
    with Cache(tmp_path) as cache:
        assert cache.oldest() == dt.date(2026, 11, 20)
    run_sql(tmp_path, "UPDATE entry SET used = strftime('%s', 'now') - 90000")
    found(tmp_path, KEY)
    with sqlite3.connect(file) as connection:
        query = "SELECT hex(key), strftime('%s', 'now') - used < 1000 FROM entry ORDER BY key"
        assert connection.execute(query).fetchall() == [(KEY.upper(), 1), (OTHER.upper(), 0)]
    connection.close()


def test_clears(tmp_path):
    """Clearing leaves nothing behind, and the cache can be used again."""
    with Cache(tmp_path / "cache") as cache:
        cache.made(KEY, lambda: b"page")
        cache.flush()
        cache.keep(OTHER, b"unwritten")
        cache.clear()
        assert (cache.size(), cache.find_many([KEY, OTHER])) == ((0, 0), {})
        assert not (tmp_path / "cache").exists()
        cache.keep(KEY, b"anew")
    assert found(tmp_path / "cache", KEY, OTHER) == [KEY]
    assert cache.notes == ()


def test_touches_nothing_but_its_own(tmp_path):
    """Clearing and shrinking leave files alone that the cache has not made, whatever folder is named."""
    page = tmp_path / "de" / "index.html"
    page.parent.mkdir()
    page.write_text("page")
    with Cache(tmp_path, limit=0) as cache:
        cache.made(KEY, lambda: b"kept")
        cache.shrink()
        cache.clear()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [page]


def test_leaves_the_database_of_another_program_alone(tmp_path):
    """A file of the same name that another program made is neither filled nor removed."""
    run_sql(tmp_path, "CREATE TABLE entry (key, data)", "INSERT INTO entry VALUES (1, 2)")
    before = snapshot(tmp_path)
    with Cache(tmp_path) as cache:
        assert cache.made(KEY, lambda: b"page") == b"page"
        cache.clear()
    assert "belongs to another program" in the_note(cache)
    assert snapshot(tmp_path) == before


# -- Damage ------------------------------------------------------------------------------------------------------------


def the_note(cache):
    """Give the one line that a cache says of itself."""
    (note,) = cache.notes
    assert "\n" not in note
    return note


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE body SET data = substr(data, 1, length(data) - 1)",
        "UPDATE body SET data = x'01' || substr(data, 2)",
        "UPDATE body SET data = ''",
        "UPDATE body SET data = CAST(x'ff' AS TEXT)",
        "UPDATE entry SET used = 'x', digest = 7",
        "UPDATE entry SET digest = x'00'",
        "DELETE FROM body",
        "UPDATE entry SET id = 3 - id",  # each has the other's bytes
    ],
)
def test_spoilt_rows_are_made_again(tmp_path, harm):
    """An entry that is not what was kept is not found, is counted, and is mended."""
    keep(tmp_path, KEY, data=b"page")
    keep(tmp_path, OTHER, data=b"other")
    run_sql(tmp_path, harm)
    with Cache(tmp_path) as cache:
        assert cache.find_many([KEY, OTHER]) == {}
        assert cache.made(KEY, lambda: b"mended") == b"mended"
        assert cache.damaged == 2
        assert the_note(cache) == f"the cache {tmp_path / FILE} held 2 damaged entries; they are made anew"
    with Cache(tmp_path) as cache:
        assert cache.find_many([KEY, OTHER]) == {KEY: b"mended"}
        assert (cache.size(), cache.notes) == ((1, 7), ())


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_database_is_made_anew(tmp_path, content):
    """Whatever lies there under the name of the cache, the build goes on and has a cache again."""
    (tmp_path / FILE).write_bytes(content)
    with Cache(tmp_path) as cache:
        assert cache.made(KEY, lambda: b"page") == b"page"
    assert "is not a sound database: it was removed" in the_note(cache)
    assert found(tmp_path, KEY) == [KEY]


def test_an_empty_file_is_filled(tmp_path):
    """A file without content, which an interrupted copy leaves, is a cache without content."""
    (tmp_path / FILE).touch()
    keep(tmp_path, KEY)
    assert found(tmp_path, KEY) == [KEY]


@pytest.mark.parametrize("part", [(0.1, 0.9), (0.3, 0.31), (0.9, 1)])
def test_corrupt_pages_do_no_harm(tmp_path, part):
    """Bytes overwritten anywhere in the file: what is found is what was kept, the rest is made anew."""
    file = keep(tmp_path, *keys(500), data=NOISE)
    size = file.stat().st_size
    start, end = (int(size * share) for share in part)
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(os.urandom(end - start))
    with Cache(tmp_path) as cache:
        for key in keys(500):
            assert cache.made(key, lambda: NOISE) == NOISE
    assert cache.notes
    with Cache(tmp_path) as cache:
        assert set(cache.find_many(keys(500)).values()) <= {NOISE}


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_truncated_file_does_no_harm(tmp_path, share):
    """A file of which the end is missing gives what it still holds, or is made anew."""
    file = keep(tmp_path, *keys(500), data=NOISE)
    os.truncate(file, int(file.stat().st_size * share))
    with Cache(tmp_path) as cache:
        for key in keys(500):
            assert cache.made(key, lambda: NOISE) == NOISE
    assert cache.notes


def test_another_layout_is_made_anew(tmp_path):
    """A database of another version of netzsite is noticed by its number and removed."""
    keep(tmp_path, KEY)
    run_sql(tmp_path, "PRAGMA user_version = 99", "DROP TABLE entry", "CREATE TABLE newer (key)")
    with Cache(tmp_path) as cache:
        assert cache.made(KEY, lambda: b"page") == b"page"
    assert "has the layout of another version of netzsite" in the_note(cache)
    assert found(tmp_path, KEY) == [KEY]


# -- Faults of disk and folder -----------------------------------------------------------------------------------------

AS_NOBODY = "import netzsite.engine.database\nif os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
"""Who may do everything is stopped by no permission."""

TRY = (
    "print(cache.find(key(1)), cache.made(key(2), lambda: b'made'), cache.find(key(2)))\n"
    "cache.shrink(); cache.close(); print(*cache.notes, sep='|')"
)


@pytest.fixture
def open_folder(tmp_path):
    """Give a folder that everyone may look into."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.owner() == tmp_path.owner() and folder.name.startswith(("pytest-", "popen-", tmp_path.name)):
            folder.chmod(0o755)
    yield tmp_path
    (tmp_path / "cache").chmod(0o755)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o644)])
def test_a_cache_that_may_not_be_written_is_read(open_folder, folder_mode, file_mode):
    """A read-only cache gives what it holds and says once that it keeps nothing."""
    folder = open_folder / "cache"
    file = keep(folder, keys(2)[1])
    before = file.read_bytes()
    file.chmod(file_mode)
    folder.chmod(folder_mode)
    finds, notes = output_of(AS_NOBODY + TRY, folder).splitlines()
    assert finds.startswith("b'page' b'made'")
    assert f"the cache {file} cannot be written (" in notes
    assert "|" not in notes
    assert file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o555, 0o111, 0])
def test_a_folder_that_may_not_be_written_stays_empty(open_folder, mode):
    """Where no cache can be made, the build makes everything and says so once."""
    (open_folder / "cache").mkdir(mode=mode)
    finds, notes = output_of(AS_NOBODY + TRY, open_folder / "cache").splitlines()
    assert finds.startswith("None b'made'")
    assert "cannot be used (" in notes
    assert "|" not in notes


def test_something_else_in_place_of_the_cache(tmp_path):
    """A folder in place of the file, or a file in place of the folder, costs the cache and nothing else."""
    (tmp_path / "a" / FILE).mkdir(parents=True)
    (tmp_path / "b").write_text("file")
    for folder in (tmp_path / "a", tmp_path / "b", tmp_path / "b" / "below"):
        with Cache(folder) as cache:
            assert cache.made(KEY, lambda: b"page") == b"page"
            cache.flush()
            assert cache.made(KEY, lambda: b"again") == b"again"
            cache.shrink()
        assert f"the cache {folder / FILE} cannot be used (" in the_note(cache)


FILL = "noise = os.urandom(20000)\nfor number in range(500): assert cache.made(key(number), lambda: noise) == noise\n"


def test_a_full_disk(tmp_path):
    """On a full disk the build goes on without keeping; what was kept before is still found."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["unshare", "--mount", "--map-root-user", "sh", "-c", 'mount -t tmpfs -o size=5m tmpfs "$0" && exec "$@"']
    if not shutil.which("unshare") or subprocess.run([*mount, disk, "true"], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    code = FILL + "cache.flush(); print(len(cache.find_many(map(key, range(500)))) > 50, *cache.notes, sep='|')"
    still_found, note = output_of(code, disk / "cache", under=(*mount, disk)).strip().split("|")
    assert still_found == "True"
    assert "does not fit on the disk: nothing more is kept" in note


def test_a_disk_that_refuses_to_write(tmp_path):
    """Any other fault in writing is noted once, too."""

    def limit_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))

    code = FILL + "cache.close(); print(*cache.notes, sep='|')"
    printed = output_of(code, tmp_path / "cache", preexec_fn=limit_files)
    assert printed.count("the cache") == 1
    assert "cannot be written (disk I/O error)" in printed
    assert set(snapshot(tmp_path)) >= {f"cache/{FILE}"}
    found(tmp_path / "cache", KEY)


# -- Several processes -------------------------------------------------------------------------------------------------


def test_a_locked_cache_is_read(tmp_path, monkeypatch):
    """While another process holds the file for long, a build reads on, and says once that it keeps nothing."""
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.1)
    keep(tmp_path, KEY)
    code = "import sqlite3; c = sqlite3.connect(cache.folder / 'cache.sqlite'); c.execute('BEGIN IMMEDIATE')\n"
    code += "print('locked', flush=True); sys.stdin.read(); c.close()"
    with start(code, tmp_path, stdin=subprocess.PIPE) as program:
        assert program.stdout.readline() == "locked\n"
        with Cache(tmp_path) as cache:
            for key in keys(3):
                assert cache.made(key, lambda: b"x" * 3_000_000) == b"x" * 3_000_000
            assert cache.find(KEY) == b"page"
            cache.shrink()
        assert "was locked for 0.1 s: nothing more is kept" in the_note(cache)
        program.communicate(timeout=60)
    assert found(tmp_path, KEY, *keys(3)) == [KEY]


def test_several_processes_keep_at_once(tmp_path):
    """Builds that start together make one cache together, and none loses what it keeps."""
    code = (
        "low = int(sys.argv[2])\nfor n in range(low, low + 300): cache.made(key(n), lambda: str(n).encode() * 5000)\n"
    )
    code += "cache.close(); print(*cache.notes)"
    programs = [start(code, tmp_path / "cache", low) for low in (0, 150, 300, 450)]
    for program in programs:
        assert program.communicate(timeout=60)[0] == "\n"
        assert program.returncode == 0
    with Cache(tmp_path / "cache") as cache:
        assert cache.find_many(keys(750)) == {key: str(n).encode() * 5000 for n, key in enumerate(keys(750))}
        assert cache.size()[0] == 750


@pytest.mark.parametrize("kept", [30, 250])
def test_a_killed_process_loses_its_last_batch_only(tmp_path, kept):
    """Whatever was written before a process is killed in the middle of keeping is found, and is sound."""
    code = "number = 0\nwhile True:\n    cache.keep(key(number), b'x' * 100000)\n    number += 1\n"
    code += "    if number % 10 == 0: print(number, flush=True)\n"
    with start(code, tmp_path) as program:
        while int(program.stdout.readline()) < kept:
            pass
        program.send_signal(signal.SIGKILL)
    with Cache(tmp_path) as cache:
        held = cache.find_many(keys(kept))
        assert len(held) > kept - 25
        assert set(held.values()) <= {b"x" * 100000}
        cache.keep(KEY, b"page")
    assert cache.notes == ()
    assert list(snapshot(tmp_path)) == [FILE]
    assert found(tmp_path, KEY) == [KEY]


def test_lives_on_in_both_processes_after_a_fork(tmp_path):
    """Parent and child of a fork find what was kept before, and both keep on; nothing is lost or spoilt."""
    code = (
        "cache.keep(key(0), b'0' * 9000)\nchildren = []\n"
        "for child in range(1, 5):\n"
        "    if not (pid := os.fork()):\n"
        "        for n in range(child * 100, child * 100 + 100): cache.keep(key(n), b'child' * 9000)\n"
        "        sound = cache.find(key(0)) == b'0' * 9000\n"
        "        cache.close(); os._exit(not sound or len(cache.notes))\n"
        "    children.append(pid)\n"
        "    cache.keep(key(child), b'parent' * 9000); assert cache.find(key(0))\n"
        "for n in range(500, 600): cache.keep(key(n), b'parent' * 9000)\n"
        "cache.flush()\n"
        "print(*(os.waitpid(pid, 0)[1] for pid in children)); cache.keep(key(600), b'last'); cache.close()\n"
        "print(len(cache.find_many(map(key, range(601)))), cache.notes); cache.close()"
    )
    assert output_of(code, tmp_path).splitlines() == ["0 0 0 0", "506 ()"]
    assert list(snapshot(tmp_path)) == [FILE]
    connection = sqlite3.connect(tmp_path / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_can_be_handed_to_another_process(tmp_path):
    """What goes to another process is the name of the folder and the limit."""
    with Cache(tmp_path, limit=7) as cache:
        cache.keep(KEY, b"page")
        cache.flush()
        with pickle.loads(pickle.dumps(cache)) as handed:
            assert (handed.folder, handed.limit, handed.find(KEY)) == (tmp_path, 7, b"page")


def test_a_cache_cleared_under_a_running_build(tmp_path):
    """Clearing while a build runs costs the build nothing, and leaves no harm for the next."""
    with Cache(tmp_path) as cache:
        for number, key in enumerate(keys(100)):
            assert cache.made(key, lambda: b"x" * 100_000) == b"x" * 100_000
            if number in (30, 60):
                Cache(tmp_path).clear()
                keep(tmp_path, OTHER)
    assert found(tmp_path, OTHER) == [OTHER]
    with Cache(tmp_path) as later:
        assert set(later.find_many(keys(100)).values()) <= {b"x" * 100_000}
        assert later.notes == ()
