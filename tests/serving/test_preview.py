"""netzsite.serving.preview: a build that is repeated, and what each one changed."""

import datetime as dt
import shutil

import pytest

from netzsite.errors import Severity
from netzsite.serving.preview import LivePreview, Refreshed
from netzsite.settings import Settings
from tests.conftest import THEME, parse_day, snapshot, write_files

pytestmark = pytest.mark.usefixtures("quick_website")

FILES = {
    "pages/about.de.md": "---\ntitle: Über uns\nmenu: footer\n---\nText.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: 000000000000\n---\nText.\n",
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "pages/draft.de.md": "---\ntitle: Entwurf\ndraft: true\n---\nText.\n",
}
BROKEN = {"pages/about.de.md": "---\ntitel: Über uns\n---\nText.\n"}


@pytest.fixture
def site(make_site):
    """Make a small content folder."""
    return make_site(FILES)


@pytest.fixture
def preview(site, tmp_path):
    """Preview it with drafts on the usual day."""
    settings = Settings(
        site, THEME, tmp_path / "preview", parse_day(), drafts=True, cache=tmp_path / "cache", preview=True
    )
    return LivePreview(settings, parse_day)


def refresh(preview, changed=(), first=()):
    """Refresh in all steps: all that changed, the last problems, the seconds together."""
    steps = list(preview.refresh(changed, first))
    changed = frozenset[str]().union(*(step.changed for step in steps))
    return Refreshed(changed, steps[-1].problems, sum(step.seconds for step in steps))


def errors(refreshed):
    """Give the spots of the errors."""
    return [problem.spot.path for problem in refreshed.problems if problem.severity is Severity.ERROR]


def test_the_first_time_everything_is_new(preview):
    """Drafts are shown, and warnings are told."""
    refreshed = refresh(preview)
    files = snapshot(preview.folder)
    assert refreshed.changed == files.keys() - {"manifest.json"}
    assert "de/entwurf.html" in files or "de/draft.html" in files
    assert errors(refreshed) == []
    assert {problem.code.value for problem in refreshed.problems} == {"stale-translation", "missing-translation"}
    assert refreshed.seconds > 0


def test_only_what_changed_is_named(preview, site):
    """A corrected sentence changes the page it stands on; a page that is gone is named, too."""
    refresh(preview)
    write_files(site, {"pages/about.de.md": FILES["pages/about.de.md"].replace("Text", "Neuer Text")})
    changed = refresh(preview, [site / "pages/about.de.md"], ()).changed
    assert "de/about.html" in changed
    assert not any(path.startswith("assets/") for path in changed)
    (site / "members/hzi.yaml").unlink()
    assert "de/mitglieder/hzi.html" in refresh(preview, [site / "members/hzi.yaml"], ()).changed
    assert refresh(preview).changed == frozenset()


def test_with_an_error_the_last_good_output_stays(preview, site):
    """When the mistake is mended, it goes on."""
    refresh(preview)
    before = snapshot(preview.folder)
    write_files(site, BROKEN)
    refreshed = refresh(preview, [site / "pages/about.de.md"], ())
    assert set(errors(refreshed)) == {"content/pages/about.de.md"}
    assert refreshed.changed == frozenset()
    assert snapshot(preview.folder) == before
    write_files(site, FILES)
    assert errors(refresh(preview, [site / "pages/about.de.md"], ())) == []


def test_an_error_from_the_start_leaves_no_output(preview, site):
    """Nothing can be shown yet."""
    write_files(site, BROKEN)
    assert errors(refresh(preview)) != []
    assert not preview.folder.exists()


def test_a_content_folder_that_goes_away_is_a_problem(preview, site):
    """As when a branch is checked out that has none."""
    refresh(preview)
    shutil.rmtree(site)
    assert errors(refresh(preview, [site], ())) == [str(site)]


def test_a_file_that_goes_away_while_it_is_read_is_a_problem(site, tmp_path):
    """It is named; the next change looks again."""
    theme = shutil.copytree(THEME, tmp_path / "theme")
    settings = Settings(site, theme, tmp_path / "preview", parse_day(), cache=tmp_path / "cache")
    preview = LivePreview(settings, parse_day)
    refresh(preview)
    sheet = next(path for path in sorted((theme / "website").rglob("*.css")))
    text = sheet.read_bytes()
    sheet.unlink()
    sheet.symlink_to("nowhere.css")  # named by its folder, and not to be read
    assert errors(refresh(preview, [sheet], ())) == [str(sheet)]
    sheet.unlink()
    sheet.write_bytes(text)
    assert errors(refresh(preview, [sheet], ())) == []


def test_the_day_moves_on(site, tmp_path):
    """Each refresh asks what time it is: an embargo ends."""
    embargoed = "---\ntitle: Neu\nembargo: 2026-11-23\n---\nText.\n"
    write_files(site, {"pages/new.de.md": embargoed})
    moments = iter([parse_day("2026-11-22"), parse_day("2026-11-23") + dt.timedelta(hours=1)])
    settings = Settings(site, THEME, tmp_path / "preview", parse_day(), cache=tmp_path / "cache")
    preview = LivePreview(settings, lambda: next(moments))
    assert "de/new.html" not in refresh(preview).changed
    assert "de/new.html" in refresh(preview).changed
