"""Every page as readers see it: alone, quiet, in a narrow window, in large letters, without scripts."""

from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By

from tests.browser.test_pages import OVERFLOWING

CUT_OFF = """
const cut = [];
for (const element of document.querySelectorAll("body *")) {
  const style = getComputedStyle(element);
  if (element instanceof SVGElement || style.position === "absolute" || !element.checkVisibility()) continue;
  const hides = [style.overflowX, style.overflowY].some(how => how === "hidden" || how === "clip");
  const wide = element.scrollWidth > element.clientWidth + 1, high = element.scrollHeight > element.clientHeight + 1;
  const words = element.innerText?.trim();
  if (words && (hides && (wide || high) || style.textOverflow === "ellipsis" && wide))
    cut.push(`${element.tagName}.${element.className}: ${words.slice(0, 40)}`);
}
return cut;
"""

LETTERS = "return parseFloat(getComputedStyle(document.body).fontSize)"


@pytest.fixture
def resized(quick_chromium):
    """Give the browser, and put its letters back."""
    yield quick_chromium
    enlarge(quick_chromium.driver, 1)


def enlarge(driver, times):
    """Make letters larger, as a reader may in the settings of a browser."""
    sizes = {"standard": 16 * times, "fixed": 13 * times}
    driver.execute_cdp_cmd("Page.setFontSizes", {"fontSizes": sizes})


@pytest.fixture
def scriptless(quick_chromium):
    """Give a function that opens a page with scripts or without, and gives the links in its content that are seen."""
    driver = quick_chromium.driver

    def links(url, *, scripts):
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        driver.get(url)
        found = driver.find_elements(By.CSS_SELECTOR, "main h1, main a[href]")
        return {link.get_dom_attribute("href") for link in found if link.is_displayed()}

    yield links
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_pages_are_quiet_and_ask_nobody_else(chromium, address, share):
    """Under the policy of netzsite.hosting nothing is refused, nothing fails, and no other host is asked."""
    own, problems = urlsplit(address).netloc, []
    chromium.driver.get("about:blank")
    chromium.said(), chromium.traffic()
    for path in share:
        chromium.driver.get(address + path)
        asked, failed = chromium.traffic()
        others = {url for url in asked if urlsplit(url).netloc != own and not url.startswith(("data:", "blob:"))}
        problems += [(path, line) for line in (*others, *failed, *chromium.said())]
    assert problems == []


def test_no_page_is_wider_than_its_window(resized, address, share):
    """At 320 px nobody has to scroll sideways; with letters of 200 % nothing is cut off (WCAG 1.4.4, 1.4.10)."""
    problems, driver = [], resized.driver
    for path in share:
        driver.get(address + path)
        enlarge(driver, 1)
        resized.resize(320)
        problems += [(path, 320, found) for found in [driver.execute_script(OVERFLOWING)] if found]
        before = driver.execute_script(LETTERS)
        enlarge(driver, 2)
        for width in (640, 1280):
            resized.resize(width)
            assert driver.execute_script(LETTERS) >= 2 * before
            problems += [(path, width, found) for found in driver.execute_script(CUT_OFF)]
            problems += [(path, width, found) for found in [driver.execute_script(OVERFLOWING)] if found]
    assert problems == []


def test_pages_work_without_scripts(scriptless, address, share, trees):
    """Links that a page with scripts shows, it shows without them too; a page holds no script in itself."""
    for path in share:
        tree = trees[path]
        assert (
            tree.xpath("//script[not(@src) and not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')]")
            == []
        )
        if tree.xpath("//script[@src]"):
            assert scriptless(address + path, scripts=True) <= scriptless(address + path, scripts=False), path
