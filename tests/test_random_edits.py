"""After any sequence of edits, a build that goes on from the last one equals a build that begins anew, byte by byte."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from netzsite.errors import NetzsiteError
from netzsite.pipeline import build
from netzsite.serving.preview import LivePreview
from netzsite.settings import Settings
from tests.conftest import NETWORK, PROFILES, THEME, Run, parse_day, run_on, snapshot, write_files
from tests.pace import examples
from tests.render.test_pictures import saved

MEMBER = "name: {0}\ntype: {1}\nsector: biotech\naddress: {{town: Köln}}\n{2}"
PERSON = "given_name: Anna\nfamily_name: {0}\npositions: [{{member: hzi, role: Leiterin}}]\n{1}"
NEWS = "---\ntitle: {0}\nform: press-release\ndate: {1}\n{2}---\n{3}\n"
EVENT = "---\ntitle: Treffen\nform: fair\nstart: {0}\nplace: Halle\norganisers: [{1}]\n{2}---\nText.\n"
FUNDING = "---\ntitle: Aufruf\nfunder: {0}\nlink: https://example.org\ndeadlines: [{{date: {1}}}]\n---\nText.\n"
PAGE = "---\ntitle: {0}\nmenu: {1}\n{2}---\nText mit {{value: f, year=2025}}.\n"
PORTRAIT = "---\ntitle: Porträt\n{0}: {1}\n---\nVon [[hzi]].\n"
FIGURE = """\
title: {0}
description: D
sources: [{{title: Q}}]
columns: {{year: {{label: Jahr}}, n: {{label: Zahl}}}}
chart: {{mark: bar, x: year, y: [n]}}
"""
EDITION = "title: Bericht\ndate: {0}\nyear: 2026\nparts: [{{chapter: a}}, {{listing: deals, title: Handel}}]\n"
CHAPTER = "---\ntitle: {0}\n---\nMit [[hzi]] und {{value: f, year=2025}}.\n"
TWO = "---\ntitle: Two\ntranslated_from: 123456789abc\n{0}---\nSee [[hzi]].\n"
DEAL = "deal: {type: grant, parties: [{member: hzi}], volume: 5000}\nmembers: [hzi]\n"
CONSENT = "consent: 2026-01-01\n"
PICTURED = "picture: p\nformer_ids: [gbf]\n"
TODAY = ("2026-11-22", "2026-11-22T09:30", "2026-12-02", "2027-03-01")


def faces(form: str, *choices: tuple[str, ...]) -> list[str | bytes]:
    """Fill a form with every combination of words."""
    return [form.format(*words) for words in product(*choices)]


NEWS_A = faces(
    NEWS,
    ("Eins", "Erstens"),
    ("2026-03-10", "2026-12-01", "2025-05-05"),
    ("", DEAL, "embargo: 2026-11-22 09:00\n", "people: [anna]\npriority: 3\n"),
    ("Von [[hzi]].", "![Bild](p) und {value: f, year=2025}", "Wer [[nirgends|ist]]?", "Mit [[anna|ihr]]."),
)
FACES: dict[str, list[str | bytes]] = {
    "members/hzi.yaml": faces(MEMBER, ("HZI", "Zentrum"), ("institute",), ("", "draft: true\n", PICTURED)),
    "members/umg.yaml": faces(MEMBER, ("UMG",), ("hospital",), ("relations: [{kind: child, member: hzi}]\n", "")),
    "people/anna.yaml": faces(PERSON, ("Alt", "Neu"), (CONSENT, "", f"{CONSENT}left: 2026-12-01\n")),
    "portraits/hzi.de.md": faces(PORTRAIT, ("member",), ("hzi",)) + faces(PORTRAIT, ("person",), ("anna",)),
    "news/2026/a.de.md": NEWS_A,
    "news/2026/b.de.md": NEWS_A,
    "news/2026/b.en.md": faces(TWO, ("", "draft: true\n")),
    "news/2026/hzi.de.md": faces(NEWS, ("Gleicher Name",), ("2026-05-05",), ("",), ("[[news:2026/a]]",)),
    "events/2026/e.de.md": faces(
        EVENT,
        ("2026-12-01", "2026-12-01 10:00", "2026-12-24"),
        ("hzi", "umg"),
        (
            "",
            "registration_deadline: 2026-11-30\n",
            "announced: 2026-11-20\ntopics: [vaccines]\n",
            "status: cancelled\n",
        ),
    )
    + faces(EVENT, ("2026-11-21", "2026-11-22"), ("hzi",), ("",)),
    "funding/f.de.md": faces(FUNDING, ("Land", "Bund"), ("2026-11-22", "2026-12-01")),
    "pages/about.de.md": faces(
        PAGE, ("Wir", "Über uns"), ("header", "footer"), ("", "slug: wir\n", "publish: 2026-12-01\n")
    ),
    "figures/f.yaml": faces(FIGURE, ("Eine Zahl", "Zwei Zahlen")),
    "figures/f.csv": ["year,n\n2024,1\n2025,2\n", "year,n\n2024,1\n2025,3\n"],
    "pictures/p.yaml": ["file: p.png\nalt: Bild\ncredit: Wir\n", "file: q.png\nalt: Bild\ncredit: Wir\n"],
    "pictures/p.png": [saved("PNG", size=(20, 10)), saved("PNG", size=(30, 10))],
    "pictures/q.png": [saved("PNG", size=(40, 10))],
    "editions/report/2026/edition.yaml": faces(EDITION, ("2026-11-01", "2026-12-01")),
    "editions/report/2026/a.de.md": faces(CHAPTER, ("Kapitel", "Kapitel eins")),
    "network.yaml": [
        NETWORK,
        NETWORK.replace("claim: Das Netzwerk", "claim: Ein Netzwerk"),
        f"{NETWORK}hosting: {{precompress: true}}\n",
        f"{NETWORK}search: false\n",
    ],
}
"""What each file of the content may hold; a file may also be missing."""

COMMON = {name: held[0] for name, held in FACES.items() if name not in ("news/2026/hzi.de.md", "news/2026/b.en.md")}

THEME_EDITS = [
    ("website/base.html", "nz-skip", "nz-leap"),
    ("tokens.yaml", "ink: '#1c1d1a'", "ink: '#000000'"),
    ("strings/de.yaml", "many: Mitglieder", "many: Partner"),
    ("components/card/card.html", "<", "\n<"),
]


def spoil_a_page(folder: Path) -> None:
    """Change what was published, as nobody should."""
    path = folder / "kept/de/index.html"
    if path.exists():
        path.write_bytes(b"x" * 999)


def lose_a_page(folder: Path) -> None:
    """Delete what was published."""
    (folder / "kept/de/index.html").unlink(missing_ok=True)


def lose_the_output(folder: Path) -> None:
    """Delete all that was published."""
    shutil.rmtree(folder / "kept", ignore_errors=True)


def spoil_the_cache(folder: Path) -> None:
    """Overwrite a part of the cache."""
    path = folder / "cache/cache.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\xff" * 5000 + data[len(data) // 2 + 5000 :])


def touch_everything(folder: Path) -> None:
    """Give every file another time."""
    for path in folder.glob("content/**/*"):
        os.utime(path, ns=(1_000_000_000_000_000_000, 1_000_000_000_000_000_000))


ACCIDENTS = (spoil_a_page, lose_a_page, lose_the_output, spoil_the_cache, touch_everything)

Change = Callable[[Path], None]


@st.composite
def changes(
    draw: st.DrawFn, sorts: tuple[str, ...] = ("file",) * 12 + ("rename", "theme", "accident", "accident")
) -> tuple[str, Change]:
    """Draw an edit, with words that say what it does."""
    what = draw(st.sampled_from(sorts))
    if what == "file":
        name = draw(st.sampled_from(sorted(FACES)))
        face = draw(st.sampled_from([*FACES[name], *([None] if name != "network.yaml" else [])]))
        return f"{name} becomes {face!r}", lambda folder: put(folder / "content" / name, face)
    if what == "rename":
        return "news a is renamed", lambda folder: rename(folder / "content/news/2026/a.de.md", "c.de.md")
    if what == "theme":
        name, old, new = draw(st.sampled_from(THEME_EDITS))
        return f"{name}: {new!r}", lambda folder: edit(folder / "theme" / name, old, new)
    accident = draw(st.sampled_from(ACCIDENTS))
    return accident.__name__, accident


def put(path: Path, face: str | bytes | None) -> None:
    """Give a file what it is to hold; None removes it."""
    if face is None:
        path.unlink(missing_ok=True)
    else:
        write_files(path.parent, {path.name: face})


def rename(path: Path, name: str) -> None:
    """Give a file another name, if it is there."""
    if path.exists():
        path.rename(path.with_name(name))


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first such words."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


STEPS = st.lists(st.tuples(st.lists(changes(), min_size=1, max_size=3), st.sampled_from(TODAY)), min_size=1, max_size=4)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_figures")
@examples(8, thorough=40)
@given(STEPS, st.booleans())
def test_a_build_after_any_edits_equals_a_clean_one(steps, drafts):
    """Whatever is changed, in content, theme, day, output or cache: nothing old shows through."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        site = write_files(folder / "content", {**PROFILES, **COMMON})
        shutil.copytree(THEME, folder / "theme")
        further = ["--drafts"] if drafts else []
        further += ["--theme", str(folder / "theme")]
        media = ("website", "search", "feeds", "calendar", "opendata", "hosting")
        further += [word for medium in media for word in ("--only", medium)]
        run_on(site, "build", folder / "kept", *further, "--cache", str(folder / "cache"))
        for edits, today in steps:
            for words, change in edits:
                note(words)
                change(folder)
            kept = run_on(site, "build", folder / "kept", *further, "--today", today, "--cache", str(folder / "cache"))
            shutil.rmtree(folder / "clean", ignore_errors=True)
            clean = run_on(site, "build", folder / "clean", *further, "--today", today)
            assert_same(kept, clean)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_figures")
@examples(4, thorough=20)
@given(st.lists(st.lists(changes(("file",) * 9 + ("rename", "theme")), min_size=1, max_size=2), max_size=6))
def test_a_preview_after_any_edits_equals_a_clean_build(steps):
    """A preview that lives through many edits shows what a build would make, and has told of all that it changed."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        site = write_files(folder / "content", {**PROFILES, **COMMON})
        shutil.copytree(THEME, folder / "theme")
        wanted = Settings(site, folder / "theme", folder / "preview", parse_day(), drafts=True, preview=True)
        preview, shown = LivePreview(replace(wanted, cache=folder / "cache"), parse_day), dict[str, bytes]()
        for edits in ([], *steps):
            before = snapshot(site) | {f"theme/{name}": data for name, data in snapshot(folder / "theme").items()}
            for words, change in edits:
                note(words)
                change(folder)
            after = snapshot(site) | {f"theme/{name}": data for name, data in snapshot(folder / "theme").items()}
            names = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
            changed = [folder / name if name.startswith("theme/") else site / name for name in names]
            told = set[str]().union(*(step.changed for step in preview.refresh(changed, ())))
            with suppress(NetzsiteError):
                build(replace(wanted, output=folder / "clean"), lambda step, done, total: None)
                files, expected = snapshot(folder / "preview"), snapshot(folder / "clean")
                assert {path for path in expected if files.get(path) != expected[path]} <= {"manifest.json"}
                assert files.keys() == expected.keys()
                assert {path for path in files if files[path] != shown.get(path)} <= {*told, "manifest.json"}
                shown = files


def assert_same(kept: Run, clean: Run) -> None:
    """Compare two builds: what they say, and what they publish."""
    assert (kept.code, kept.problems) == (clean.code, clean.problems)
    if clean.code == 0:
        before, after = snapshot(clean.output), snapshot(kept.output)
        assert after.keys() == before.keys()
        assert [path for path in before if before[path] != after[path]] == []
