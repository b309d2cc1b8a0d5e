"""netzsite.pipeline: read, link, check, render, publish; a build with an error leaves the last output as it was."""

import os
import shutil
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from netzsite.engine.cache import Cache
from netzsite.media import website
from netzsite.pipeline import build, prepare
from netzsite.settings import Settings
from tests.conftest import ROOT, THEME, TODAY, parse_day, snapshot, write_files

PAGE = "---\ntitle: Über uns\n---\nText mit [[hzi]].\n"
FILES = {
    "pages/about.de.md": PAGE,
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n",
}


@pytest.fixture
def theme(tmp_path):
    """Copy the theme, to change it."""
    return shutil.copytree(THEME, tmp_path / "theme")


def test_nothing_is_rendered_while_there_is_an_error(make_site, build_site, monkeypatch):
    """All is read and checked before anything is rendered: with an error no template is looked at."""
    monkeypatch.setattr(website, "artifacts", None)
    run = build_site(make_site({**FILES, "members/umg.yaml": "name: [\n"}))
    assert run.codes == ["bad-yaml", "missing-translation"]
    assert not run.output.exists()


def test_all_stages_report_in_one_run(make_site, check_site):
    """What reading, linking, a rule and the theme find is printed together, sorted by place."""
    run = check_site(
        make_site(
            {
                "members/hzi.yaml": "name: HZI\n",
                "pages/about.de.md": "---\ntitle: Über uns\n---\n[[nobody]] <script>\n",
                "figures/x.yaml": "title: x\n",
            }
        ),
        "--theme",
        "nowhere",
    )
    assert {"missing-key", "unknown-reference", "forbidden-html", "missing-file", "bad-theme"} <= set(run.codes)
    assert list(run.problems) == sorted(run.problems)


def test_an_error_leaves_the_last_output(make_site, build_site):
    """The public folder keeps every byte when the content has become wrong."""
    site = make_site(FILES)
    before = snapshot(build_site(site).output)
    make_site({"pages/about.de.md": "---\ntitel: Über uns\n---\n"})
    run = build_site(site)
    assert run.code == 1
    assert snapshot(run.output) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "text", "message"),
    [
        ("page.html", "{% if %}", "page.html:1: error[bad-theme]"),
        ("page.html", "\n{{ view.nothing_of_the_kind }}", "page.html:2: error[bad-theme]"),
        ("page.html", "{% include 'nothing.html' %}", "error[bad-theme]: there is no template 'nothing.html'"),
        ("page.html", "{{ s.text('nothing.here') }}", "error[missing-string]: 'nothing.here' has no words"),
    ],
)
def test_a_wrong_template_is_named_and_leaves_the_last_output(make_site, build_site, theme, template, text, message):
    """A mistake of the theme is found while rendering; it is named with its place, and nothing is published."""
    site = make_site(FILES)
    before = snapshot(build_site(site, "--theme", str(theme)).output)
    (theme / "website" / template).write_text(text, encoding="utf-8")
    run = build_site(site, "--theme", str(theme))
    assert run.code == 1
    assert message in run.lines[0]
    assert snapshot(run.output) == before
    assert sorted(path.name for path in site.parent.iterdir()) == ["content", "public", "theme"]


def test_a_theme_without_words_is_an_error(make_site, check_site, theme):
    """A word that the theme lacks in one language is found before anything is rendered."""
    english = theme / "strings" / "en.yaml"
    english.write_text(english.read_text(encoding="utf-8").replace("    many: Members\n", "", 1), encoding="utf-8")
    assert check_site(make_site(FILES), "--theme", str(theme)).lines[-1] == (
        "theme/strings/en.yaml: error[missing-string]: 'kinds.member.many' is missing"
    )


@pytest.mark.parametrize("below", ["content/public", "content", ".", "theme/public"])
def test_the_output_must_not_lie_in_its_sources(make_site, theme, below):
    """Publishing into the content, or over it, is refused before anything is read."""
    site = make_site(FILES)
    before = snapshot(site.parent)
    settings = Settings(site, theme, site.parent / below, parse_day())
    with pytest.raises(Exception, match=r"foreign-output.*must not lie in each other"):
        build(settings, lambda step, done, total: None)
    assert snapshot(site.parent) == before


def test_the_clock_is_read_in_the_time_zone_of_the_network(make_site):
    """What is due is decided by the network's own day, wherever the build runs: midnight in Berlin is 23:00 UTC."""
    site = make_site({**FILES, "pages/about.de.md": PAGE.replace("---\n", "---\npublish: 2026-11-23\n", 1)})
    early, late = (parse_day(f"2026-11-22T{time}").replace(tzinfo=ZoneInfo("UTC")) for time in ("22:59", "23:00"))
    paths = []
    for moment in (early, late):
        planned, _ = prepare(Settings(site, THEME, site.parent / "public", moment), Cache(None))
        assert planned is not None
        paths.append({artifact.path for artifact in planned.artifacts})
    assert paths[1] - paths[0] == {"de/about.html"}


def test_progress_is_told(make_site):
    """A build tells which step it is at, and how far."""
    told = []
    site = make_site(FILES)
    built = build(Settings(site, THEME, site.parent / "public", parse_day()), lambda *step: told.append(step))
    assert told[0] == ("check", 0, 1)
    assert [step for step, _, _ in dict.fromkeys((step, 0, 0) for step, _, _ in told)] == [
        "check",
        "website",
        "search",
        "feeds",
        "calendar",
        "opendata",
        "previews",
        "sitemap",
        "hosting",
        "finish",
        "publish",
    ]
    assert sum(built.files.values()) == told[-1][1] == told[-1][2]


def test_every_file_of_the_manifest_is_there(make_site, build_site):
    """The manifest lists each file with medium and entry, and the folder holds nothing else."""
    import json

    run = build_site(make_site(FILES))
    manifest = json.loads(run.text("manifest.json"))["files"]
    assert snapshot(run.output).keys() == {*manifest, "manifest.json"}
    assert manifest["de/mitglieder/hzi.html"]["entry"] == "member:hzi"
    assert manifest["de/feed.rss"]["medium"] == "feeds"


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes(make_site, tmp_path):
    """Two builds in other time zones, languages and orders of hashing give the same tree, byte for byte."""
    figure = (
        "title: {de: Zahl, en: Figure}\ndescription: x\nsources: [{title: x}]\n"
        "columns: {a: {label: A}, b: {label: B}, c: {label: C}}\nchart: {mark: bar, x: a, y: [b, c]}\n"
    )
    news = (
        "---\ntitle: {}\nform: interview\ndate: 2026-03-01\nmembers: [hzi, umg]\ntopics: [vaccines, infection]\n---\n"
    )
    site = make_site(
        {
            **FILES,
            "members/umg.yaml": FILES["members/hzi.yaml"].replace("HZI", "UMG"),
            "figures/x.yaml": figure,
            "figures/x.csv": "a,b,c\n2024,1,2\n2025,3,4\n",
            **{f"news/2026/{name}.de.md": news.format(name) + "{figure: x}\n" for name in "abcdef"},
            "events/2026/e.de.md": "---\ntitle: E\nform: workshop\nstart: 2026-12-03 10:00\nplace: X\n---\nText.\n",
        }
    )
    trees = []
    for number, environment in enumerate(
        [
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"},
            {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
        ]
    ):
        output = tmp_path / f"public-{number}"
        arguments = ["--content", site, "--theme", THEME, "--output", output, "--today", TODAY, "--no-cache"]
        command = [sys.executable, ROOT / "build.py", *arguments]
        subprocess.run(command, cwd=tmp_path, env={**os.environ, **environment}, check=True, capture_output=True)
        trees.append(snapshot(output))
    assert len(trees[0]) > 40
    assert trees[0] == trees[1]


# -- The demonstration with thirty mistakes ----------------------------------------------------------------------------


class Mistakes:
    """Makes mistakes in a content folder, and remembers where each must be reported."""

    def __init__(self, content):
        self.content = content
        self.files = {folder: iter(sorted((content / folder).rglob("*.yaml"))) for folder in ("members", "pictures")}
        self.files |= {
            folder: iter(sorted((content / folder).rglob("*.de.md"))) for folder in ("news", "events", "jobs")
        }
        self.expected = []

    def shown(self, path):
        return f"content/{path.relative_to(self.content).as_posix()}"

    def expect(self, path, place, code):
        self.expected.append((f"{self.shown(path)}{place}", code))

    def append(self, folder, text, column, code):
        """Write a line to the end of the next file of a folder."""
        path = next(self.files[folder])
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
        path.write_bytes(before.encode() + (text if isinstance(text, bytes) else text.encode()) + b"\n")
        self.expect(path, f":{before.count(chr(10)) + 1}:{column}", code)

    def set(self, folder, name, value, code):
        """Give a field of the next file that has it another value."""
        path = next(path for path in self.files[folder] if f"\n{name}: " in f"\n{path.read_text(encoding='utf-8')}")
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(at for at, line in enumerate(lines) if line.startswith(f"{name}: "))
        lines[at] = f"{name}: {value}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.expect(path, f":{at + 1}:{len(name) + 3}", code)

    def write(self, name, text, code, place=""):
        """Write a new file."""
        write_files(self.content, {name: text})
        self.expect(self.content / name, place, code)

    def make(self):
        """Make thirty mistakes, and some."""
        for text, column, code in [
            ("webseite: x", 1, "unknown-key"),
            ("draft: vielleicht", 8, "bad-choice"),
            ("name: x", 1, "duplicate-key"),
            ("kein doppelpunkt", 1, "bad-yaml"),
            ("x: [1", 4, "bad-yaml"),
            ("x: a: b", 5, "bad-yaml"),
            ('x: "y', 4, "bad-yaml"),
            ("x: &y z", 4, "yaml-alias"),
            ("x: !y z", 4, "yaml-tag"),
            ("x: " + "[" * 50, 43, "yaml-too-deep"),
            (b"x: \xfc", 4, "bad-encoding"),
            ("picture: nobody-took-it", 10, "unknown-reference"),
        ]:
            self.append("members", text, column, code)
        self.set("members", "type", "zoo", "bad-choice")
        self.set("members", "sector", "biotec", "unknown-reference")
        self.set("members", "website", "www.example.org", "bad-url")
        self.set("members", "founded", "bald", "bad-number")
        for text, column, code in [
            ("[[member:nobody]]", 1, "unknown-reference"),
            ("<script>x</script>", 1, "forbidden-html"),
            ("[x](javascript:y)", 5, "unsafe-link"),
            ("[x](www.example.org)", 5, "incomplete-link"),
            ("{figur: x}", 1, "bad-directive"),
            ("![Logo](https://example.org/x.png)", 1, "foreign-picture"),
        ]:
            self.append("news", text, column, code)
        self.set("news", "date", "2026-13-01", "bad-date")
        self.set("news", "form", "pressrelease", "bad-choice")
        self.set("events", "start", "morgen", "bad-time")
        self.set("events", "form", "party", "bad-choice")
        self.set("jobs", "member", "nobody", "unknown-reference")
        self.set("pictures", "file", "gone.jpg", "bad-picture")
        self.write("members/Größe.yaml", "x", "bad-file-name")
        self.write("pages/x.fr.md", "x", "unknown-language")
        self.write("newss/x.de.md", "x", "unknown-file")
        self.write("pages/empty.de.md", "", "empty-file")
        self.write("pages/plain.de.md", "Text", "no-front-matter", ":1:1")
        self.write("pages/open.de.md", "---\ntitle: x\n", "unclosed-front-matter", ":1:1")
        figure = sorted((self.content / "figures").glob("*.csv"))[0]
        figure.unlink()
        self.expect(figure.with_suffix(".yaml"), "", "missing-file")


@pytest.mark.slow
def test_thirty_mistakes_give_thirty_messages(make_site, build_site, tmp_path):
    """An editor who makes thirty mistakes in the demonstration reads of each, with its place and a way out."""
    before = snapshot(build_site(make_site({})).output)
    content = shutil.copytree(ROOT / "content", tmp_path / "content", dirs_exist_ok=True)
    mistakes = Mistakes(content)
    mistakes.make()
    assert len(mistakes.expected) >= 30
    run = build_site(content)
    assert run.code == 1
    found = {(str(problem.spot), problem.code.value) for problem in run.problems}
    assert set(mistakes.expected) - found == set()
    assert all(problem.hint for problem in run.problems)
    assert snapshot(run.output) == before
