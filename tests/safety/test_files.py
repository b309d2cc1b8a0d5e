"""Paths from content never leave their folder; output never leaves the output folder; no file keeps a run busy."""

import time
import tracemalloc

import pytest

from tests.conftest import snapshot

MEMBER = "name: A\ntype: company\nsector: biotech\naddress: {town: H}\n"
NEWS = "---\ntitle: Neues\nform: press-release\ndate: 2026-01-01\n---\n"
FIGURE = """\
title: Titel
description: Beschreibung
sources: [{title: Quelle}]
columns: {year: {label: Jahr}, sales: {label: Umsatz}}
chart: {mark: bar, x: year, y: [sales]}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
PICTURE = "file: photo.svg\nalt: Bild\ncredit: Ich\n"

WAYS_OUT = [
    "../secret",
    "../../etc/passwd",
    "/etc/passwd",
    "..\\\\..\\\\secret",
    "C:\\\\secret",
    "%2e%2e/secret",
    "..%2fsecret",
    "a/../../secret",
    "./secret",
    "secret/",
    "Secret",
    "se cret",
    "file:///etc/passwd",
    "secret.svg/../../x",
]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_no_name_in_a_field_leads_out_of_its_folder(name, make_site, check_site):
    """Picture files, references and ids of vocabularies are names of what is there, never ways to it."""
    site = make_site(
        {
            "pictures/a.yaml": f'file: "{name}.svg"\nalt: Bild\ncredit: Ich\n',
            "members/a.yaml": MEMBER
            + f'picture: "{name}"\ntopics: ["{name}"]\nrelations: [{{kind: parent, member: "{name}"}}]\n',
            "editions/website/a/edition.yaml": f'title: A\ndate: 2026-01-01\nparts: [{{chapter: "{name}"}}]\n',
        }
    )
    (site.parent / "secret.svg").write_text(SVG)
    run = check_site(site)
    assert {problem.spot.path for problem in run.problems if problem.code.value != "missing-translation"} == {
        "content/pictures/a.yaml",
        "content/members/a.yaml",
        "content/editions/website/a/edition.yaml",
    }


@pytest.mark.parametrize("name", [*WAYS_OUT, "x\x00y", "<img>", "javascript:alert(1)"])
def test_no_name_in_a_text_leads_out_of_its_folder(name, make_site, check_site):
    """Links, figures, values and pictures in texts name what is there."""
    name = name.replace("\\\\", "\\")
    text = f"[[{name}]] [[page:{name}]] {{value: {name}, year=1}}\n\n{{figure: {name}}}\n\n![x]({name})\n"
    run = check_site(make_site({"pages/a.de.md": f"---\ntitle: A\n---\n{text}"}))
    assert run.code == 1
    assert len([problem for problem in run.problems if problem.severity.value == "error"]) >= (1 if "\0" in name else 3)


@pytest.mark.parametrize(
    "name",
    [
        "members/A.yaml",
        "members/a b.yaml",
        "members/a..yaml",
        "members/ä.yaml",
        "members/%2e%2e.yaml",
        "members/-a.yaml",
    ],
)
def test_a_file_name_that_cannot_be_an_address_is_refused(name, make_site, check_site):
    """Ids are small letters, digits and hyphens, so that no page lies where nobody expects it."""
    assert check_site(make_site({name: MEMBER})).codes == ["bad-file-name"]


@pytest.mark.parametrize("lang", ["../strings/en", "/etc", "de/..", "en\\\\..", "%2e%2e", "en%00"])
def test_a_language_is_not_a_path(lang, make_site, check_site):
    """A language is a tag (BCP 47): it names a file of the theme and a folder of the output."""
    network = (make_site({}) / "network.yaml").read_text(encoding="utf-8")
    run = check_site(make_site({"network.yaml": network.replace("[de, en]", f'[de, "{lang}"]')}))
    assert run.code == 1
    assert run.problems[0].spot.path == "content/network.yaml"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("members/a.yaml", "secret.yaml"),
        ("news/2026/2026-01-01-a.de.md", "secret.md"),
        ("figures/a.csv", "secret.csv"),
        ("pictures/photo.svg", "secret.svg"),
        ("members/sub", "folder"),
        ("people", "folder"),
        ("network.yaml", "network.yaml"),
        ("media.yaml", "media.yaml"),
    ],
)
def test_a_symbolic_link_out_of_the_content_is_not_followed(link, target, make_site, build_site):
    """Files, folders, tables, pictures and profiles: a link is a problem, and what it leads to is never read."""
    site = make_site({"figures/a.yaml": FIGURE, "pictures/photo.yaml": PICTURE})
    outside = site.parent / "outside"
    (outside / "folder").mkdir(parents=True)
    kept = {name: (site / name).read_text() for name in ("network.yaml", "media.yaml")}
    texts = {
        "secret.yaml": MEMBER.replace("A", "SECRET"),
        "secret.md": NEWS + "SECRET",
        "secret.csv": "year,sales\n9,9\n",
    }
    for name, text in {**texts, **kept, "secret.svg": SVG, "folder/b.yaml": MEMBER.replace("A", "SECRET")}.items():
        (outside / name).write_text(text)
    if link != "figures/a.csv":
        (site / "figures/a.csv").write_text("year,sales\n1,1\n")
    if link != "pictures/photo.svg":
        (site / "pictures/photo.svg").write_text(SVG)
    (site / link).unlink(missing_ok=True)
    (site / link).parent.mkdir(parents=True, exist_ok=True)
    (site / link).symlink_to(outside / target)
    run = build_site(site)
    assert run.code == 1
    assert "symbolic-link" in run.codes or run.codes == ["missing-file"]
    assert "SECRET" not in run.printed
    assert not run.output.exists()


BOMBS = {
    "aliases": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 20)),
    "flow": "topics: " + "[" * 100_000,
    "groups": "topics: " + "{a: " * 50_000,
    "lists": "topics:\n" + "- " * 100_000,
    "large": "about: " + "x" * 2_200_000,
    "binary": "\x00\xff" * 1000,
    "tag": "about: !!python/object/apply:os.system ['echo hacked']",
    "merge": "a: &a {name: B}\n<<: *a",
    "many keys": "".join(f"k{number}: v\n" for number in range(10_000)),
    "long key": "? " + "x" * 100_000 + "\n: y",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_yaml_bomb_is_refused_quickly_and_without_memory(name, make_site, check_site):
    """Alias bombs, deep nesting, huge files and tags are problems, not work."""
    site = make_site({"members/a.yaml": (MEMBER + BOMBS[name]).encode("latin-1")})
    tracemalloc.start()
    started = time.perf_counter()
    run = check_site(site)
    seconds, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert run.code == 1
    assert {problem.spot.path for problem in run.problems} == {"content/members/a.yaml"}
    assert seconds < 20
    assert peak < 300 * 1024 * 1024


def test_a_huge_text_or_table_is_refused(make_site, check_site):
    """No text of a network is larger than 2 MB."""
    site = make_site(
        {
            "news/2026/2026-01-01-a.de.md": NEWS + "x " * 1_100_000,
            "figures/a.yaml": FIGURE,
            "figures/a.csv": "year,sales\n" + "1,2\n" * 600_000,
        }
    )
    assert check_site(site).codes == ["unreadable-file", "unreadable-file"]


# -- The output folder -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [".", "content", "content/public", "content/a/b", "./content/../content", "linked/x"])
def test_the_output_never_touches_the_content(place, make_site, build_site):
    """Output that is the content, lies within it or holds it is refused, also by way of a symbolic link."""
    site = make_site({"members/a.yaml": MEMBER})
    (site.parent / "linked").symlink_to(site)
    before = snapshot(site)
    run = build_site(site, "--output", str(site.parent / place))
    assert run.codes == ["foreign-output"]
    assert snapshot(site) == before


def test_a_folder_with_files_of_others_is_not_replaced(make_site, build_site):
    """The output folder is only replaced if netzsite made it, and nothing else has come into it since."""
    site = make_site({"members/a.yaml": MEMBER})
    run = build_site(site, "--only", "feeds")
    assert run.code == 0
    stranger = run.output / "de" / "thesis.txt"
    stranger.write_text("three years of work")
    refused = build_site(site, "--only", "feeds")
    assert refused.codes == ["foreign-output"]
    assert "thesis.txt" in refused.lines[0]
    assert stranger.read_text() == "three years of work"


def test_a_link_in_the_place_of_the_output_is_not_followed(make_site, build_site):
    """A symbolic link as output folder is refused."""
    site = make_site({"members/a.yaml": MEMBER})
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "keep").write_text("x")
    (site.parent / "public").symlink_to(elsewhere)
    assert build_site(site, "--only", "feeds").codes == ["foreign-output"]
    assert (elsewhere / "keep").read_text() == "x"
