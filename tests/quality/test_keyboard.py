"""Each template by keyboard alone: every function is reached, seen and used without a mouse."""

from functools import partial

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

STEPS = 900
AT_ONCE = 8

WATCH = """
const named = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const all = [...document.querySelectorAll(named)].filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);
const reachable = new Set(all.filter(e => !(e.type === "radio" && e.name)));
const wrong = [];
let known = 0;

addEventListener("keydown", () => {  // what has the focus now was reached by the key before, and the page has followed
  const element = document.activeElement;
  if (element === document.body) return;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const said = element.outerHTML.slice(0, 100);
  const shape = element instanceof SVGElement ? getComputedStyle(element.querySelector("circle, rect, path")) : null;
  const isDrawn = shape !== null && shape.stroke !== "none" && parseFloat(shape.strokeWidth) >= 2;
  const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!isOutlined && !isDrawn) wrong.push(`not seen: ${said}`);
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  if (right - left < 1 || bottom - top < 1) wrong.push(`not in the window: ${said}`);
  if (!reachable.delete(element)) known += 1;
}, true);
window.rounds = () => known;
window.found = () => [wrong, [...reachable].map(element => element.outerHTML.slice(0, 100))];
return reachable.size;
"""


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


def wait(driver, is_so, path):
    """Wait until something is so on a page; a browser does what a key asks for in its own time."""
    WebDriverWait(driver, 30, 0.02).until(is_so, path)


def walk(driver):
    """Go through a page with the tab key until its end; give what is wrong, and what was not reached."""
    count = driver.execute_script(WATCH)
    assert 3 < count < STEPS
    ActionChains(driver, duration=0).send_keys(Keys.TAB * count).perform()
    for _ in range(count // AT_ONCE + 2):  # once round: what has the focus at first need not be the first
        if driver.execute_script("return window.rounds()") > 3:
            break
        ActionChains(driver, duration=0).send_keys(Keys.TAB * AT_ONCE).perform()
    return driver.execute_script("return window.found()")


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


def test_the_skip_link_leads_past_the_menu(chromium, address, by_turns, pages):
    """The first key leads to it, and it leads to the content."""
    searches = {page.path for page in pages if page.template == "search"}
    driver = chromium.driver
    for path in (path for path in by_turns if path not in searches):  # whose field has the focus already
        driver.get(address + path)
        driver.execute_cdp_cmd("Input.dispatchKeyEvent", TAB)
        skip = driver.switch_to.active_element
        assert skip.is_displayed(), path
        skip.send_keys(Keys.ENTER)
        wait(driver, lambda driver: driver.switch_to.active_element.tag_name == "main", path)


SUMMARIES = """
const summaries = [...document.querySelectorAll("summary")].filter(e => e.checkVisibility());
window.states = [];
addEventListener("keydown", ({target}) => window.states.push(target.parentElement.open), true);
return summaries;
"""


def test_menu_and_details_open_and_close(chromium, address, by_turns):
    """Enter and the space bar open and close what can be opened."""
    driver = chromium.driver
    narrow(driver, 360)
    for path in by_turns:
        driver.get(address + path)
        summaries = driver.execute_script(SUMMARIES)
        assert summaries, path
        for summary in summaries:
            before = driver.execute_script("arguments[0].focus(); return arguments[0].parentElement.open", summary)
            ActionChains(driver, duration=0).send_keys(Keys.ENTER * 2 + Keys.SPACE * 2).perform()
            states = driver.execute_script(
                "return [...window.states.splice(0), arguments[0].parentElement.open]", summary
            )
            assert states == [before, not before, before, not before, before], path


def test_the_walk_notices_what_is_wrong(chromium, address):
    """A link that nobody sees, one beside the window, and one that the tab key does not reach."""
    driver = chromium.driver
    driver.get(address + "de/404.html")
    driver.execute_script(
        "for (const id of ['unseen', 'beside', 'skipped']) "
        "document.querySelector('main').insertAdjacentHTML('beforeend', `<p><a href='#top' id='${id}'>Text</a></p>`);"
        "document.querySelector('#unseen').style.outline = 'none';"
        "document.querySelector('#beside').style = 'position: fixed; left: -99px; width: 9px';"
        "document.querySelector('#skipped').onfocus = event => event.target.blur()"
    )
    wrong, left = walk(driver)
    assert [[name for name in ("unseen", "beside", "skipped") if name in said] for said in (*wrong[:2], *left)] == [
        ["unseen"],
        ["beside"],
        ["skipped"],
    ]


SCROLLERS = """
const ways = ["auto", "scroll"];
return [...document.querySelectorAll("main *")].filter(e => !(e instanceof SVGElement) && e.checkVisibility()
  && ways.includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1);
"""


def has_moved(scroller, driver):
    """Tell whether something has been scrolled sideways."""
    return driver.execute_script("return arguments[0].scrollLeft", scroller) > 0


def test_what_scrolls_sideways_scrolls_by_key(chromium, address, by_turns):
    """A wide table takes the focus, and the arrow keys move it (WCAG 2.1.1)."""
    driver, moved = chromium.driver, 0
    narrow(driver, 320)
    for path in by_turns:
        driver.get(address + path)
        for scroller in driver.execute_script(SCROLLERS):
            driver.execute_script("arguments[0].focus()", scroller)
            assert driver.switch_to.active_element == scroller, path
            scroller.send_keys(Keys.ARROW_RIGHT * 4)
            wait(driver, partial(has_moved, scroller), path)
            moved += 1
    assert moved > 0


def speaks(lang, driver):
    """Tell whether the page that is shown is in a language."""
    return driver.execute_script("return document.documentElement.lang") == lang


def test_the_language_is_changed_by_key(chromium, address, by_turns):
    """The link to the other language leads to the page in it."""
    driver = chromium.driver
    for path in by_turns:
        driver.get(address + path)
        link = driver.find_element(By.CSS_SELECTOR, ".nz-languages a")
        lang = link.get_attribute("hreflang")
        link.send_keys(Keys.ENTER)
        wait(driver, partial(speaks, lang), path)
