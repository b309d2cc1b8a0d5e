"""The cache keeps what was made, and never gives anything else."""

import os
from pathlib import Path

from netzsite.engine.cache import Cache

KEY, OTHER = "ab" + "0" * 62, "cd" + "0" * 62


def test_keeps_what_was_made(tmp_path):
    """What is kept under a key is not made again, in another build neither."""
    assert Cache(tmp_path).made(KEY, lambda: b"page") == b"page"
    assert Cache(tmp_path).made(KEY, lambda: b"other") == b"page"


def test_distinguishes_keys(tmp_path):
    """Another key is another thing."""
    cache = Cache(tmp_path)
    cache.made(KEY, lambda: b"page")
    assert cache.made(OTHER, lambda: b"other") == b"other"


def test_spoilt_file_is_made_again(tmp_path):
    """A file that a crash or a disk has spoilt is not found, and is mended."""
    Cache(tmp_path).made(KEY, lambda: b"page")
    for spoilt in (b"", b"half", (tmp_path / "ab" / KEY[2:]).read_bytes()[:-1]):
        (tmp_path / "ab" / KEY[2:]).write_bytes(spoilt)
        assert Cache(tmp_path).made(KEY, lambda: b"mended") == b"mended"
        assert Cache(tmp_path).made(KEY, lambda: b"not needed") == b"mended"


def test_without_folder_keeps_nothing():
    """A cache that is switched off makes everything."""
    cache = Cache(None)
    assert [cache.made(KEY, lambda: b"one"), cache.made(KEY, lambda: b"two")] == [b"one", b"two"]
    assert cache.size() == (0, 0)


def test_shrinks_to_its_limit(tmp_path):
    """What was used longest ago is dropped first."""
    cache = Cache(tmp_path, limit=100)
    for number in range(4):
        key = f"{number:02d}" + "0" * 62
        cache.made(key, lambda: b"x" * 18)  # 50 bytes with the digest
        os.utime(Path(tmp_path, key[:2], key[2:]), (number, number))
    cache.shrink()
    assert sorted(path.parent.name for path in tmp_path.glob("??/*")) == ["02", "03"]


def test_clears(tmp_path):
    """Clearing leaves nothing behind."""
    cache = Cache(tmp_path / "cache")
    cache.made(KEY, lambda: b"page")
    cache.clear()
    assert cache.size() == (0, 0)
    assert not (tmp_path / "cache").exists()


def test_touches_nothing_but_its_own(tmp_path):
    """Clearing and shrinking leave files alone that the cache has not made, whatever folder is named."""
    page = tmp_path / "de" / "index.html"
    page.parent.mkdir()
    page.write_text("page")
    cache = Cache(tmp_path, limit=0)
    cache.made(KEY, lambda: b"kept")
    cache.shrink()
    cache.clear()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [page]
