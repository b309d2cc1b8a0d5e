"""netzsite.finishing.search_index: what a browser looks words up in."""

import gzip
import json
import subprocess

import pytest

from netzsite.errors import NetzsiteError
from netzsite.finishing.search_index import make_index
from tests.conftest import NETWORK, snapshot, write_files

FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\nexample: true\n",
    "pages/about.de.md": "---\ntitle: Über uns\n---\nWirkstoffe und Bücher.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: 000000000000\n---\nCompounds.\n",
    "news/2026/a.de.md": "---\ntitle: Eine Meldung\nform: press-release\ndate: 2026-03-10\n---\nVon [[hzi]].\n",
}
INDEX = "assets/search/"

pytestmark = pytest.mark.usefixtures("quick_website")


def fragments(made, lang):
    """Read what is shown of the pages that can be found."""
    files = [data for path, data in made.items() if path.startswith(f"{INDEX}fragment/{lang}_")]
    return [json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for data in files]


def test_every_entry_can_be_found_in_its_languages(make_site, build_site):
    """The index has the entries of each language with title, kind and text, and nothing of menus, lists and notices.

    Who looks for something in English also finds what there is in German only: it has a page there that says so.
    """
    made = snapshot(build_site(make_site(FILES), "--only", "website").output)
    german = {found["url"]: found for found in fragments(made, "de")}
    assert german.keys() == {"/de/mitglieder/hzi.html", "/de/about.html", "/de/aktuelles/2026/a.html"}
    english = {found["url"]: found for found in fragments(made, "en")}
    assert english.keys() == {"/en/about.html", "/en/members/hzi.html", "/en/news/2026/a.html"}
    assert "Not yet translated" not in english["/en/news/2026/a.html"]["content"]
    assert german["/de/about.html"]["meta"]["title"] == "Über uns"
    assert german["/de/about.html"]["filters"] == {"kind": ["page"]}
    assert "Wirkstoffe und Bücher" in german["/de/about.html"]["content"]
    shown = " ".join(found["content"] for found in german.values())
    assert "Datenschutz" not in shown
    assert "Beispiel" not in shown
    assert "HZI" in german["/de/aktuelles/2026/a.html"]["content"]
    assert "Meldung" not in german["/de/mitglieder/hzi.html"]["content"]  # it stands under what names the member


def test_the_same_pages_give_the_same_index(make_site, build_site):
    """Pagefind writes filters and languages in any order; we write them in one."""
    output = build_site(make_site(FILES), "--only", "website").output
    pages = tuple(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    first = make_index(output, pages)
    assert all(make_index(output, pages) == first for _ in range(4))
    assert {path: data for path, data in snapshot(output).items() if path.startswith(INDEX)} == first


def test_words_within_compounds_are_indexed_before_the_text(tmp_path):
    """Once a page, by the nouns of all pages of the language, without what is passed over; English has none."""
    page = '<html lang="{}"><body><nav>Der Wirkstoffhandel</nav><main class="m" data-pagefind-body><h1>{}</h1>{}</main>'
    note = "<p data-pagefind-ignore>Ein Datenzentrum</p>"
    write_files(
        tmp_path,
        {
            "de/a.html": page.format("de", "Wirkstoff\u00adforschung", f"<p>Ein Zentrum</p>{note}"),
            "de/b.html": page.format("de", "Forschung", "<p>Handel</p>"),
            "en/c.html": page.format("en", "Research", "<p>Data Center, Datacenter</p>"),
        },
    )
    made = make_index(tmp_path, ("de/a.html", "de/b.html", "en/c.html"))
    content = {found["url"]: found["content"] for lang in ("de", "en") for found in fragments(made, lang)}
    inner, said = content["/de/a.html"].split("⁂")
    assert (inner, "Zentrum" in said) == ("forschung ", True)
    assert content["/de/b.html"] == "Forschung. Handel."
    assert content["/en/c.html"] == "Research. Data Center, Datacenter."


def test_a_network_may_do_without(make_site, build_site):
    """`search: false` leaves out the index."""
    made = snapshot(build_site(make_site({**FILES, "network.yaml": f"{NETWORK}search: false\n"})).output)
    assert not [path for path in made if path.startswith(INDEX)]


def test_where_nothing_can_be_found_there_is_no_index(tmp_path):
    """Pages that mark nothing are not searched as a whole instead."""
    write_files(tmp_path, {"de/index.html": '<html lang="de"><body>Wort</body></html>'})
    assert make_index(tmp_path, ("de/index.html",)) == {}


def test_a_setting_of_the_machine_changes_nothing(tmp_path, monkeypatch):
    """Neither variables nor a file of settings reach Pagefind."""
    page = '<html lang="de"><body data-pagefind-body><h1>Wort</h1></body></html>'
    write_files(tmp_path, {"de/a.html": page, "pagefind.yml": "exclude_selectors: [h1]\n"})
    before = make_index(tmp_path, ("de/a.html",))
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "h1")
    monkeypatch.chdir(tmp_path)
    assert make_index(tmp_path, ("de/a.html",)) == before
    assert fragments(before, "de")[0]["content"] == "Wort."


def test_a_program_that_fails_is_said(tmp_path, monkeypatch):
    """A machine on which Pagefind does not run is a problem that says what to do."""
    write_files(tmp_path, {"de/a.html": '<html lang="de"><body data-pagefind-body>Wort</body></html>'})
    failed = subprocess.CompletedProcess([], 1, "", "wrong system")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(NetzsiteError, match=r"no-index.*wrong system"):
        make_index(tmp_path, ("de/a.html",))
