"""netzsite.render.assets: what all pages link, under names that change with the bytes."""

import json
import re
import shutil

import pytest

from netzsite.hosting import is_lasting
from netzsite.pipeline import build
from netzsite.render.fonts import web_fonts
from netzsite.settings import Settings
from tests.conftest import THEME, parse_day, snapshot, write_files

FILES = {"pages/about.de.md": "---\ntitle: Über uns\n---\nText.\n"}
SMALL = ("--only", "website", "--only", "search")


def linked(run, path="de/about.html"):
    """Give the addresses of style sheet and icon that a page links."""
    return re.findall(r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', run.text(path))


@pytest.fixture
def theme(tmp_path):
    """Copy the theme, to change it."""
    return shutil.copytree(THEME, tmp_path / "theme")


def test_names_carry_a_digest(make_site, build_site):
    """Style sheet, scripts, icon and fonts may be kept for ever, and the style sheet loads the fonts by their names."""
    run = build_site(make_site(FILES), *SMALL)
    names = [path for path in snapshot(run.output) if path.startswith("assets/") and "/search/" not in path]
    assert len(names) > 10
    assert all(map(is_lasting, names))
    for path in linked(run):
        assert (run.output / "de" / path).resolve().is_file()
    style = next(path for path in names if path.startswith("assets/site.") and path.endswith(".css"))
    loaded = re.findall(r'url\("([^"]+\.woff2)"\)', run.text(style))
    assert len(loaded) == len(web_fonts())
    assert all((run.output / "assets" / path).is_file() for path in loaded)


@pytest.mark.usefixtures("quick_website")
def test_what_changes_has_another_name(make_site, build_site, theme):
    """A new style sheet has a new name, every page links it, and the old one is gone."""
    site = make_site(FILES)
    further = (*SMALL, "--theme", str(theme), "--cache", str(theme.parent / "cache"))
    before = linked(build_site(site, *further))
    write_files(theme, {"website/css/9-trial.css": ".nz-main { color: red }\n"})
    run = build_site(site, *further)
    after = linked(run)
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]
    assert linked(run, "index.html") == [path.removeprefix("../") for path in after]
    assert len(list((run.output / "assets").glob("site.*.css"))) == 1


@pytest.mark.usefixtures("quick_website")
def test_in_a_preview_names_stay(make_site, tmp_path):
    """An open page exchanges its style sheet by its name; and nothing is made of finished files."""
    wanted = Settings(make_site(FILES), THEME, tmp_path / "preview", parse_day(), preview=True)
    build(wanted, lambda step, done, total: None)
    made = snapshot(tmp_path / "preview")
    assert {"assets/site.css", "assets/icon.svg", "assets/search.js"} <= made.keys()
    assert {file["medium"] for file in json.loads(made["manifest.json"])["files"].values()} >= {"website", "search"}
    assert not [path for path in made if path.startswith("assets/search/")]
