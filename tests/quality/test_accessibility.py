"""Every page, narrow and wide, light and dark, looked at with axe-core."""

from collections import Counter
from itertools import product

import pytest

from tests.quality.conftest import tool

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = tuple(product((360, 1280), ("light", "dark")))

RUN = """
const [rules, done] = arguments;
axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(
  found => done(found.violations.map(rule => `${rule.id}: ${rule.nodes.length} times, first ${rule.nodes[0].html}`)),
  error => done([`axe failed: ${error}`]),
);
"""


@pytest.fixture(scope="module")
def axe(quick_chromium):
    """Give a browser that has axe in every page; it comes past the policy of the page, as an extension does."""
    source = tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    quick_chromium.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    return quick_chromium


@pytest.fixture
def looks(by_turns, typical, pages, pytestconfig):
    """Give a function: path -> widths and schemes; a template that is there in two languages has two looks in each."""
    templates = {page.path: page.template for page in pages}
    count = Counter(templates[path] for path in typical)

    def choose(path):
        if pytestconfig.getoption("--every-page") or count[templates[path]] != 2:
            return LOOKS
        return LOOKS[::3] if path in by_turns else LOOKS[1:3]

    return choose


def test_axe_finds_nothing(axe, address, share, looks):
    """WCAG 2.2 AA and axe's best practices, on every page at 360 and 1280 px, light and dark."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in share:
        axe.driver.get(address + path)
        for width, scheme in looks(path):
            axe.resize(width, scheme)
            for line in axe.driver.execute_async_script(RUN, RULES):
                found.setdefault(f"{path}: {line}", []).append((width, scheme))
    assert found == {}


def test_axe_finds_what_is_wrong(axe, address):
    """The check would notice: a picture without words, pale letters, a small target."""
    axe.driver.get(address + "de/index.html")
    axe.resize(1280)
    axe.driver.execute_script(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><p id=pale>Text</p>');"
        "document.querySelector('#pale').style.color = '#ddd'"
    )
    found = {line.partition(":")[0] for line in axe.driver.execute_async_script(RUN, RULES)}
    assert found == {"image-alt", "color-contrast"}
