"""A build that finds things made before gives the same bytes as one that makes everything, and touches little."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import PROFILES, THEME, run_on, snapshot, write_files

FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "news/2026/2026-03-10-eins.de.md": (
        "---\ntitle: Eins\nform: press-release\ndate: 2026-03-10\nmembers: [hzi]\n---\n"
        "Von [[hzi]]. {value: f, year=2025}\n"
    ),
    "news/2026/2026-12-01-zwei.de.md": "---\ntitle: Zwei\nform: background\ndate: 2026-12-01\n---\nSpäter.\n",
    "figures/f.yaml": (
        "title: T\ndescription: D\nsources: [{title: Q}]\ncolumns: {year: {label: Jahr}, n: {label: Zahl}}\n"
        "chart: {mark: bar, x: year, y: [n]}\n"
    ),
    "figures/f.csv": "year,n\n2024,1\n2025,2\n",
}


def edit(name, old, new):
    """Give an edit of a file of the content or the theme."""

    def apply(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return apply


EDITS = {
    "a name": edit("content/members/hzi.yaml", "HZI", "Helmholtz-Zentrum"),
    "a title": edit("content/news/2026/2026-03-10-eins.de.md", "title: Eins", "title: Erstens"),
    "a number": edit("content/figures/f.csv", "2025,2", "2025,3"),
    "a new entry": lambda folder: write_files(
        folder / "content", {"pages/about.de.md": "---\ntitle: Über uns\nmenu: header\n---\nWir.\n"}
    ),
    "an entry less": lambda folder: (folder / "content/pages/about.de.md").unlink(),
    "a template": edit("theme/website/base.html", "nz-skip", "nz-leap"),
    "a token": edit("theme/tokens.yaml", "ink: '#1c1d1a'", "ink: '#000000'"),
    "a word": edit("theme/strings/de.yaml", "many: Mitglieder", "many: Partner"),
    "the accent": edit("content/network.yaml", "topics:", "identity: {accent: '#123456'}\ntopics:"),
}


@pytest.mark.slow
@pytest.mark.usefixtures("quick_figures")
def test_a_build_after_any_edit_equals_a_clean_one(tmp_path):
    """Whatever changes, content or theme or day, what was kept from earlier builds never shows through."""
    site = write_files(tmp_path / "content", {**PROFILES, **FILES})
    theme = shutil.copytree(THEME, tmp_path / "theme")

    def build(output, *arguments):
        run = run_on(site, "build", tmp_path / output, "--theme", str(theme), *arguments)
        assert run.code == 0, run.lines
        return snapshot(run.output)

    kept = ("--cache", str(tmp_path / "cache"))
    before = build("kept", *kept)
    for name, apply in EDITS.items():
        apply(tmp_path)
        after = build("kept", *kept)
        assert after != before, name
        assert after == build("clean", "--no-cache"), name
        before = after
    assert build("kept", *kept, "--today", "2026-12-24") == build("clean", "--no-cache", "--today", "2026-12-24")


def test_what_has_not_changed_keeps_its_time(make_site, build_site):
    """A build touches the files whose bytes change; hosts and copies need not move the others."""
    site = make_site(FILES)
    output = build_site(site, "--only", "feeds").output
    times = {path.name: path.stat().st_mtime_ns for path in (output / "de").glob("feed.*")}
    (site / "news/2026/2026-12-01-zwei.de.md").unlink()
    build_site(site, "--only", "feeds")
    assert {path.name: path.stat().st_mtime_ns for path in (output / "de").glob("feed.*")} == times


def test_a_new_template_does_not_turn_texts_into_html_again(make_site, tmp_path, monkeypatch):
    """What depends on the text alone is kept apart from the page: another look is put around the same words."""
    site, theme = make_site(FILES), shutil.copytree(THEME, tmp_path / "theme")
    arguments = ("--theme", str(theme), "--cache", str(tmp_path / "cache"), "--only", "feeds")
    before = run_on(site, "build", tmp_path / "public", *arguments).text("de/feed.rss")
    edit("theme/feed/item.html", "{", "<i>neu</i>{")(tmp_path)
    monkeypatch.setattr("netzsite.render.markup.convert", None)
    after = run_on(site, "build", tmp_path / "public", *arguments).text("de/feed.rss")
    assert "neu" not in before
    assert "neu" in after
