"""Style sheets in `css/pages/`: whoever shows what only one of them styles loads it, and nobody else does."""

import re

import pytest

CLASS = re.compile(r"\.(nz-[\w-]+)")


def classes(text):
    """Give the classes that the selectors of a style sheet name."""
    return set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", text)))


@pytest.fixture(scope="module")
def own(public):
    """Give what only a page's sheet styles: its file -> classes."""
    sheets = {path.name: classes(path.read_text(encoding="utf-8")) for path in (public / "assets").glob("*.css")}
    site = next(name for name in sheets if name.startswith("site."))
    return {
        name: found.difference(*(other for each, other in sheets.items() if each != name))
        for name, found in sheets.items()
        if name != site
    }


def test_a_page_loads_the_sheets_that_it_shows(trees, pages, own):
    """A class is styled wherever it stands; and what loads a sheet has pages that need it."""
    needed, loaded = set(), set()
    for page in pages:
        tree = trees[page.path]
        found = {name for value in tree.xpath("//@class") for name in value.split()}
        links = {href.rpartition("/")[2] for href in tree.xpath("//link[@rel='stylesheet']/@href")}
        needs = {name for name, sheet in own.items() if found & sheet}
        assert needs <= links, page.path
        needed |= {(page.template, name) for name in needs}
        loaded |= {(page.template, name) for name in links & set(own)}
    assert loaded == needed
    assert {name for _, name in loaded} == set(own)
