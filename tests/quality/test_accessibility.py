"""Every page, narrow and wide, light and dark, looked at with axe-core."""

import pytest

from tests.quality.conftest import tool

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")

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


def test_axe_finds_nothing(axe, address, share):
    """WCAG 2.2 AA and axe's best practices, on every page at 360 and 1280 px, light and dark."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in share:
        axe.driver.get(address + path)
        for width in WIDTHS:
            for scheme in SCHEMES:
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
