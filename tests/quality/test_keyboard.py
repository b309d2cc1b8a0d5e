"""Each template by keyboard alone: every function is reached, seen and used without a mouse."""

from functools import partial

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

STEPS = 900

REACHABLE = """
const named = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const all = [...document.querySelectorAll(named)].filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);
window.reachable = new Set(all.filter(e => !(e.type === "radio" && e.name)));
window.wrong = [];
return window.reachable.size;
"""

STEP = """
const element = document.activeElement;
if (element === document.body) return "end";
const style = getComputedStyle(element), box = element.getBoundingClientRect();
const said = element.outerHTML.slice(0, 100);
const shape = element instanceof SVGElement ? getComputedStyle(element.querySelector("circle, rect, path")) : null;
const is_drawn = shape !== null && shape.stroke !== "none" && parseFloat(shape.strokeWidth) >= 2;
const is_outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
if (!is_outlined && !is_drawn) window.wrong.push(`not seen: ${said}`);
const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
if (right - left < 1 || bottom - top < 1) window.wrong.push(`not in the window: ${said}`);
const is_new = window.reachable.delete(element);
return is_new ? "new" : "known";
"""

LEFT = "return [window.wrong, [...window.reachable].map(element => element.outerHTML.slice(0, 100))]"


TAB = {"type": "keyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


@pytest.fixture(autouse=True)
def still(chromium):
    """Ask pages to move nothing: what takes the focus is in the window at once."""
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})


def narrow(driver, width):
    """Look through a window of a width in CSS px."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def walk(driver):
    """Go through a page with the tab key until its end; give what is wrong, and what was not reached."""
    count = driver.execute_script(REACHABLE)
    assert count > 3
    known = 0
    for _ in range(STEPS):
        driver.execute_cdp_cmd("Input.dispatchKeyEvent", TAB)
        told = driver.execute_script(STEP)
        known += told == "known"
        if known > 3:  # once round: what has the focus at first need not be the first
            break
    return driver.execute_script(LEFT)


@pytest.mark.parametrize(("width", "lang"), [(360, "de"), (1280, "en")])
def test_everything_is_reached_and_seen(chromium, address, typical, width, lang):
    """The tab key comes to every link, button and field, none twice; the focus is seen, and in the window."""
    narrow(chromium.driver, width)
    problems = {}
    for path in (path for path in typical if path.startswith(lang)):
        chromium.driver.get(address + path)
        found = walk(chromium.driver)
        if found != [[], []]:
            problems[path] = found
    assert problems == {}


def test_the_skip_link_leads_past_the_menu(chromium, address, typical, pages):
    """The first key leads to it, and it leads to the content."""
    searches = {page.path for page in pages if page.template == "search"}
    driver = chromium.driver
    for path in (path for path in typical if path not in searches):  # whose field has the focus already
        driver.get(address + path)
        driver.execute_cdp_cmd("Input.dispatchKeyEvent", TAB)
        skip = driver.switch_to.active_element
        assert skip.is_displayed(), path
        skip.send_keys(Keys.ENTER)
        assert driver.switch_to.active_element.tag_name == "main", path


def test_menu_and_details_open_and_close(chromium, address, typical):
    """Enter and the space bar open and close what can be opened."""
    driver = chromium.driver
    narrow(driver, 360)
    for path in typical:
        driver.get(address + path)
        summaries = [one for one in driver.find_elements(By.TAG_NAME, "summary") if one.is_displayed()]
        assert summaries, path
        for summary in summaries:
            details = summary.find_element(By.XPATH, "..")
            before = details.get_attribute("open")
            for key in (Keys.ENTER, Keys.SPACE):
                summary.send_keys(key)
                assert (details.get_attribute("open") is None) is not (before is None), path
                summary.send_keys(key)
                assert details.get_attribute("open") == before, path


SCROLLERS = """
const ways = ["auto", "scroll"];
return [...document.querySelectorAll("main *")].filter(e => !(e instanceof SVGElement) && e.checkVisibility()
  && ways.includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1);
"""


def has_moved(scroller, driver):
    """Tell whether something has been scrolled sideways."""
    return driver.execute_script("return arguments[0].scrollLeft", scroller) > 0


def test_what_scrolls_sideways_scrolls_by_key(chromium, address, typical):
    """A wide table takes the focus, and the arrow keys move it (WCAG 2.1.1)."""
    driver, moved = chromium.driver, 0
    narrow(driver, 320)
    for path in typical:
        driver.get(address + path)
        for scroller in driver.execute_script(SCROLLERS):
            driver.execute_script("arguments[0].focus()", scroller)
            assert driver.switch_to.active_element == scroller, path
            scroller.send_keys(Keys.ARROW_RIGHT * 4)
            WebDriverWait(driver, 5, 0.02).until(partial(has_moved, scroller))
            moved += 1
    assert moved > 0


def test_the_language_is_changed_by_key(chromium, address, typical):
    """The link to the other language leads to the page in it."""
    driver = chromium.driver
    for path in typical:
        driver.get(address + path)
        link = driver.find_element(By.CSS_SELECTOR, ".nz-languages a")
        lang = link.get_attribute("hreflang")
        link.send_keys(Keys.ENTER)
        assert driver.execute_script("return document.documentElement.lang") == lang, path
