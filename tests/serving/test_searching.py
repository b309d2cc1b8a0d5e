"""netzsite.serving.searching: one can search in a preview, and no edit waits for it."""

import json

from netzsite.serving.preview import Refreshed
from tests.conftest import write_files

PAGE = '<html lang="de"><head></head><body data-pagefind-body><h1>{0}</h1></body></html>\n'
ENTRY = "/assets/search/pagefind-entry.json"


def named(served):
    """Give the name of the list of all that can be found."""
    return json.loads(served.ask(ENTRY).body)["languages"]["de"]["hash"]


def test_the_index_is_made_when_somebody_searches(serve, tmp_path):
    """It lies in no folder; all of it is served, with the policy and types of a careful host."""
    served = serve(write_files(tmp_path / "preview", {"de/a.html": PAGE.format("Eins")}))
    assert served.ask("/assets/search/pagefind.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert served.ask(f"/assets/search/pagefind.{named(served)}.pf_meta?ts=1").status == 200
    assert not (tmp_path / "preview/assets").exists()
    assert served.ask("/assets/search/nowhere.pf_meta").status == 404


def test_the_index_follows_what_is_saved(serve, tmp_path):
    """When pages have changed, the next search makes it anew; before, it is not touched."""
    served = serve(write_files(tmp_path / "preview", {"de/a.html": PAGE.format("Eins")}))
    before = named(served)
    write_files(served.folder, {"de/a.html": PAGE.format("Zwei ganz andere Wörter")})
    assert named(served) == before
    served.audience.tell(Refreshed(frozenset({"de/a.html"}), (), 0.1))
    assert named(served) != before


def test_only_the_page_for_searching_may_run_its_script(serve, tmp_path):
    """A page with a script of its own gets what it needs; the others the preview's script only."""
    pages = {"de/a.html": PAGE.format("Eins"), "de/suche.html": '<head><script src="search.js" defer></script></head>'}
    served = serve(write_files(tmp_path / "preview", pages))
    assert "'wasm-unsafe-eval'" in served.ask("/de/suche.html").headers["content-security-policy"]
    assert "'wasm-unsafe-eval'" not in served.ask("/de/a.html").headers["content-security-policy"]
