"""Every template of the website in a real browser: quiet, alone, readable, at every width, light and dark."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 360, 768, 1280)

OVERFLOWING = """
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide <= 0) return null;
const right = document.documentElement.clientWidth;
const found = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > right + 1);
return [wide, ...found.slice(0, 5).map(e => e.tagName + "." + e.className)];
"""

LOW_CONTRAST = """
const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const context = canvas.getContext("2d", {willReadFrequently: true});
const known = new Map();
function rgba(colour) {
  if (!known.has(colour)) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    known.set(colour, [...context.getImageData(0, 0, 1, 1).data]);
  }
  return known.get(colour);
}
function over(top, below) {
  const alpha = top[3] / 255;
  return [0, 1, 2].map(i => top[i] * alpha + below[i] * (1 - alpha)).concat(255);
}
function ground(element) {
  const layers = [];
  for (let e = element; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
  const paper = rgba(matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white");
  return layers.reverse().reduce((below, top) => over(top, below), paper);
}
function luminance(colour) {
  const shares = colour.slice(0, 3).map(v => v / 255);
  const [r, g, b] = shares.map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let count = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim()) continue;
  if (!element.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})) continue;
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) continue;
  const style = getComputedStyle(element);
  const below = ground(element);
  const colour = over(rgba(element instanceof SVGElement ? style.fill : style.color), below);
  const [light, dark] = [luminance(colour), luminance(below)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const needed = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700) ? 3 : 4.5;
  count += 1;
  if (ratio < needed) poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute("class")}: ${
    walker.currentNode.data.trim().slice(0, 40)}`);
}
return [count, [...new Set(poor)].slice(0, 10)];
"""


def test_pages_are_quiet_and_ask_nobody_else(chromium, serve, paths):
    """A built page loads nothing from elsewhere, nothing fails, and the console of the browser stays empty."""
    base = serve("")
    chromium.resize(1280)
    chromium.said(), chromium.traffic()
    for path in paths:
        chromium.driver.get(base + path)
        asked, failed = chromium.traffic()
        assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(base).netloc}, path
        assert failed == [], path
        assert chromium.said() == [], path


def test_no_page_is_wider_than_its_window(chromium, serve, paths):
    """From 320 px to wide screens nobody has to scroll sideways (WCAG 1.4.10); colours have no width."""
    problems = []
    for path in paths:
        chromium.driver.get(serve("") + path)
        for width in WIDTHS:
            chromium.resize(width)
            found = chromium.driver.execute_script(OVERFLOWING)
            if found:
                problems.append((path, width, found))
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(chromium, serve, paths, scheme):
    """WCAG 1.4.3: 4.5 to 1, 3 to 1 for large letters, also in drawings, in light and dark."""
    problems = {}
    chromium.resize(1280, scheme)
    for path in paths:
        chromium.driver.get(serve("") + path)
        count, poor = chromium.driver.execute_script(LOW_CONTRAST)
        assert count > 3
        if poor:
            problems[path] = poor
    assert problems == {}


def test_pages_work_below_a_folder(chromium, serve, paths):
    """The output works below any folder of a host: style sheet, fonts and pictures are found."""
    base = serve("/institut/netz")
    chromium.resize(1280)
    chromium.traffic()
    for path in (path for path in paths if not path.endswith("/404.html")):  # it takes the folder from the base_url
        chromium.driver.get(base + path)
        _, failed = chromium.traffic()
        assert failed == []
        assert chromium.driver.execute_script("return document.styleSheets[0].cssRules.length") > 10
    home = next(path for path in paths if path.count("/") == 1 and path.endswith("index.html"))
    chromium.driver.get(base + home)
    # The driver takes what a closed <details> shows on wide screens for hidden: the mouse is moved there instead.
    link = chromium.driver.find_element(By.CSS_SELECTOR, ".nz-menu a")
    address = link.get_attribute("href")
    ActionChains(chromium.driver).move_to_element(link).click().perform()
    assert chromium.driver.current_url == address
    assert address.startswith(base)
    assert chromium.driver.find_element(By.TAG_NAME, "h1").text


def test_pages_work_from_a_disk(chromium, public, paths):
    """Opened as a file, a page has its style sheet, fonts and pictures, and its links lead on."""
    for path in (path for path in paths if not path.endswith("/404.html")):
        chromium.traffic()
        chromium.driver.get((public / path).as_uri())
        _, failed = chromium.traffic()
        assert failed == [], path
        broken = "return [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        assert chromium.driver.execute_script(broken) == []


def test_pages_work_without_scripts(chromium, serve, paths):
    """With JavaScript switched off everything is there; pages hold no scripts within them that would run."""
    driver = chromium.driver
    chromium.resize(360)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for path in paths:
            if path == "index.html":
                continue
            driver.get(serve("") + path)
            assert driver.find_element(By.TAG_NAME, "h1").is_displayed()
            inline = "script:not([src]):not([type='application/ld+json']), [onclick], [onload]"
            assert driver.find_elements(By.CSS_SELECTOR, inline) == []
        summary = driver.find_element(By.CSS_SELECTOR, "summary")
        if summary.is_displayed():
            assert not driver.find_element(By.CSS_SELECTOR, ".nz-menu a").is_displayed()
            summary.click()
        assert driver.find_element(By.CSS_SELECTOR, ".nz-menu a").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_root_leads_to_the_default_language(chromium, serve):
    """Who comes to the root reads the home page in the default language."""
    chromium.driver.get(serve(""))
    chromium.driver.implicitly_wait(5)
    assert chromium.driver.find_element(By.CSS_SELECTOR, ".nz-page--home h1").text
    chromium.driver.implicitly_wait(0)
    assert urlsplit(chromium.driver.current_url).path == "/de/index.html"


def press(driver, key):
    driver.switch_to.active_element.send_keys(key)
    return driver.switch_to.active_element


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_is_enough(chromium, serve, scheme, width):
    """The first key leads to the link that skips the menu, the focus is always seen, and nothing traps it."""
    driver = chromium.driver
    chromium.resize(width, scheme)
    driver.get(serve("") + "de/index.html")
    skip = press(driver, Keys.TAB)
    assert skip.get_attribute("href").endswith("#nz-content")
    assert skip.is_displayed()
    place = skip.rect
    assert place["x"] >= 0
    assert place["y"] >= 0
    assert place["height"] >= 20
    skip.send_keys(Keys.ENTER)
    assert driver.switch_to.active_element.get_attribute("id") == "nz-content"
    driver.get(serve("") + "de/index.html")
    seen = []
    for _ in range(40):
        element = press(driver, Keys.TAB)
        style = driver.execute_script(
            "const s = getComputedStyle(arguments[0]), b = arguments[0].getBoundingClientRect(),"
            "  said = arguments[0].outerHTML.slice(0, 90);"
            "return [s.outlineStyle, parseFloat(s.outlineWidth), b.width, b.height, said]",
            element,
        )
        assert style[0] not in ("none", "hidden"), style
        assert style[1] >= 2, style
        assert style[2] > 0, style
        seen.append(style[4])
    assert len(set(seen)) > 20


def test_a_page_can_be_printed(chromium, serve, paths):
    """On paper the menu is gone and the text is black on white."""
    driver = chromium.driver
    chromium.resize(1280, "dark")
    entry = next(path for path in paths if path.startswith("de/aktuelles/20"))
    driver.get(serve("") + entry)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not driver.find_element(By.CSS_SELECTOR, ".nz-menu").is_displayed()
        count, poor = driver.execute_script(LOW_CONTRAST)
        assert count > 3
        assert poor == []
        assert len(driver.print_page()) > 1000
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_build_in_the_tests_is_the_whole_demonstration(paths):
    """All templates are looked at: homes, lists, an entry of each kind in each language, 404 and root."""
    assert {"index.html", "de/index.html", "en/index.html", "de/404.html", "en/404.html"} <= set(paths)
    assert len(paths) > 25
    assert all(not Path(path).is_absolute() for path in paths)
