"""Nothing moves under a reader's eyes when the fonts come: until then others of the same widths are shown."""

import pytest

TEMPLATES = ("home", "list", "member", "news", "event", "person", "page")
LIMIT = 0.02
"""Of a page's height: a line here or there is broken elsewhere; without the stand-ins it is three times as much."""

HEIGHT = "return document.querySelector('main').getBoundingClientRect().height"
STAND_INS = "return [...document.fonts].filter(font => font.family.includes('Stand-in')).map(font => font.status)"


def load(chromium, address, blocked):
    """Load a page for the first time, without some files; give the height of what it says, in CSS px."""
    chromium.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": blocked})
    chromium.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    chromium.driver.get(address)
    chromium.driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    return float(chromium.driver.execute_script(HEIGHT))


def test_a_page_is_as_long_before_its_fonts_come(chromium, address, pages, typical, record_property):
    """Widths and heights of letters fit, in the sans and the serif, on a telephone and on a desk."""
    chromium.driver.execute_cdp_cmd("Network.enable", {})
    looked_at = [page.path for page in pages if page.path in typical and page.template in TEMPLATES]
    shifts = {}
    for width in (412, 1280):
        chromium.resize(width)
        for path in looked_at:
            before = load(chromium, address + path, ["*.woff2"])
            if "loaded" not in chromium.driver.execute_script(STAND_INS):
                pytest.skip("needs Arial and Times New Roman, or Liberation, which has their widths")
            after = load(chromium, address + path, [])
            shifts[width, path] = abs(after - before) / after
    record_property("largest shift when fonts come", f"{max(shifts.values()):.1%} of a page's height")
    assert {key: shift for key, shift in shifts.items() if shift > LIMIT} == {}
