"""netzsite.finishing.compression: compressed copies for hosts that send them."""

import gzip
import json

import brotli
import pytest

from netzsite.engine.finishing import finish
from netzsite.engine.publishing import staged
from netzsite.finishing.compression import finishes
from netzsite.inspection import inspect_content
from tests.conftest import NETWORK, parse_day, snapshot

FILES = {"members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n"}
ASKED = {"network.yaml": f"{NETWORK}hosting: {{precompress: true}}\n"}

pytestmark = pytest.mark.usefixtures("quick_website")


def test_each_text_has_two_copies(make_site, build_site):
    """A page and its copies hold the same; pictures have none, nor what is so small that it gains nothing."""
    made = snapshot(build_site(make_site({**FILES, **ASKED}), "--only", "website").output)
    page = made["de/mitglieder/hzi.html"]
    assert gzip.decompress(made["de/mitglieder/hzi.html.gz"]) == page
    assert brotli.decompress(made["de/mitglieder/hzi.html.br"]) == page
    assert len(made["de/mitglieder/hzi.html.br"]) < len(made["de/mitglieder/hzi.html.gz"]) < len(page) / 2
    copied = {path.removesuffix(".br") for path in made if path.endswith(".br")}
    assert copied == {path.removesuffix(".gz") for path in made if path.endswith(".gz")}
    assert {path.rpartition(".")[2] for path in copied} <= {"html", "css", "js", "json", "svg", "csv"}
    assert all(len(made[path]) >= 1024 for path in copied)
    manifest = json.loads(made["manifest.json"])["files"]
    assert manifest["de/mitglieder/hzi.html.br"]["medium"] == "compression"


def test_copies_are_made_only_if_the_network_says_so(make_site, build_site):
    """Without a word about the host there are none."""
    made = snapshot(build_site(make_site(FILES), "--only", "website").output)
    assert not [path for path in made if path.endswith((".gz", ".br"))]


def test_copies_say_why_they_were_made(make_site, build_site):
    """An edit makes the copies of the pages that show it; `--why` names the page."""
    site = make_site({**FILES, **ASKED, "pages/a.de.md": "---\ntitle: A\n---\nText.\n"})
    further = ("--only", "website", "--cache", str(site.parent / "cache"))
    build_site(site, *further)
    make_site({**ASKED, "pages/a.de.md": "---\ntitle: A\n---\nAnderer Text.\n"})
    why = ("--why", "de/a.html.gz", "--why", "de/mitglieder/hzi.html.gz", "--format", "text")
    printed = build_site(site, *further, *why).printed
    assert "de/a.html.gz was made anew:\nwhy:   it is made from de/a.html, which has changed or is new\n" in printed
    assert "de/mitglieder/hzi.html.gz was left as it was" in printed


def test_workers_give_the_same_bytes(make_site, tmp_path):
    """Side by side or one after the other: the same."""
    profile = inspect_content(make_site(ASKED), parse_day()).content.network
    assert profile is not None
    made = []
    for workers in (1, 4):
        with staged(tmp_path / f"public-{workers}") as staging:
            for number in range(100):
                staging.write(f"{number}.html", f"<p>{number}</p>\n".encode() * 200, "website")
            finish(staging, tuple(finishes(profile, staging.files)), {}, workers)
        made.append(snapshot(tmp_path / f"public-{workers}"))
    assert len(made[0]) == 301
    assert made[0] == made[1]


def test_copies_fit_what_lies_there_whatever_is_built(make_site, build_site):
    """`--only` leaves pages as they are, and their copies with them."""
    site = make_site({**FILES, **ASKED, "pages/a.de.md": "---\ntitle: A\n---\nText.\n"})
    website, kept = ("--only", "website"), ("--cache", str(site.parent / "cache"))
    before = snapshot(build_site(site, *website, *kept).output)
    make_site({**ASKED, "pages/a.de.md": "---\ntitle: A\n---\nAnderer Text.\n"})
    feeds = snapshot(build_site(site, "--only", "feeds", "--only", "hosting", *kept).output)
    assert feeds["de/a.html"] == before["de/a.html"]
    assert feeds["de/a.html.gz"] == before["de/a.html.gz"]
    assert "_headers" in feeds
    after = snapshot(build_site(site, *website, *kept).output)
    assert gzip.decompress(after["de/a.html.gz"]) == after["de/a.html"] != before["de/a.html"]
    assert build_site(site, *website, *kept, "--format", "text").printed.count(" 0 of ") == 1
