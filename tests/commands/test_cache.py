"""The verb `cache` says what is kept; a build says what befell it."""

import re

from netzsite.engine.cache import FILE
from tests.conftest import run_netzsite, run_on


def test_says_what_is_kept(make_site, tmp_path):
    """The number of entries, their room, the limit and the oldest use are said; clearing says so."""
    site, folder = make_site({}), tmp_path / "cache"
    assert run_on(site, "build", tmp_path / "public", "--cache", str(folder), "--only", "feeds").code == 0
    code, printed, _ = run_netzsite("cache", "--cache", str(folder))
    assert code == 0
    held = r"[1-9]\d* entries, \d+\.\d of 1073\.7 MB, the oldest used on \d{4}-\d\d-\d\d\n"
    assert re.fullmatch(re.escape(f"cache: {folder}: ") + held, printed)
    assert run_netzsite("cache", "--cache", str(folder), "--clear")[1].endswith("; cleared\n")
    assert not folder.exists()
    assert run_netzsite("cache", "--cache", str(folder))[1] == f"cache: {folder}: 0 entries, 0.0 of 1073.7 MB\n"


def test_a_build_says_what_befell_its_cache(make_site, tmp_path):
    """A cache that is damaged costs a line, not the build."""
    site, folder = make_site({}), tmp_path / "cache"
    folder.mkdir()
    (folder / FILE).write_text("no database")
    arguments = ("--cache", str(folder), "--only", "feeds")
    run = run_on(site, "build", tmp_path / "public", *arguments, "--format", "text")
    assert run.code == 0
    assert f"\nbuild: the cache {folder / FILE} is not a sound database: it was removed" in run.printed
    again = run_on(site, "build", tmp_path / "public", *arguments, "--format", "text")
    assert "the cache" not in again.printed
    assert re.search(r", 0 of \d+ rendered", again.printed)
