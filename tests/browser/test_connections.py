"""The picture of who works with whom in a real browser: by keyboard, narrow and wide, light and dark."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATH = "de/verbindungen/index.html"

MEETING = """
const boxes = [...document.querySelectorAll(".nz-network__node")].map(node => ({
  name: node.getAttribute("aria-label"),
  lines: [...node.querySelectorAll("text")].map(text => text.getBoundingClientRect()),
  mark: node.querySelector("use").getBoundingClientRect(),
}));
const meets = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
const found = [];
for (const one of boxes) for (const other of boxes) if (one !== other) {
  if (one.lines.some(a => other.lines.some(b => meets(a, b)))) found.push([one.name, other.name]);
  if (one.lines.some(a => meets(a, other.mark))) found.push([one.name, "the mark of " + other.name]);
}
return [boxes.length, found];
"""

SEEN = """
const box = arguments[0].querySelector("use").getBoundingClientRect();
const canvas = document.querySelector(".nz-network__canvas").getBoundingClientRect();
const ring = getComputedStyle(arguments[0].querySelector(".nz-network__target"));
return [box.left >= canvas.left - 1 && box.right <= canvas.right + 1 && box.top >= 0 && box.bottom <= innerHeight + 1,
        ring.stroke !== "none" && parseFloat(ring.strokeWidth) >= 2];
"""


def press(driver, key):
    driver.switch_to.active_element.send_keys(key)
    return driver.switch_to.active_element


@pytest.mark.parametrize("width", [360, 1280])
def test_no_name_lies_on_another(chromium, serve, width):
    """As letters are really drawn, no name meets another or another's mark."""
    chromium.resize(width)
    chromium.driver.get(serve("") + PATH)
    count, found = chromium.driver.execute_script(MEETING)
    assert count > 20
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_leads_from_member_to_member(chromium, serve, width, scheme):
    """Tab goes from member to member, scrolls to each and shows that it has the focus; Enter follows the link."""
    driver = chromium.driver
    chromium.resize(width, scheme)
    driver.get(serve("") + PATH)
    driver.execute_script("document.documentElement.style.scrollBehavior = 'auto'")
    names = [node.get_attribute("aria-label") for node in driver.find_elements(By.CSS_SELECTOR, ".nz-network__node")]
    driver.execute_script("document.querySelector('.nz-network__canvas').focus()")
    for name in names:
        node = press(driver, Keys.TAB)
        assert node.accessible_name == name
        assert node.aria_role == "link"
        assert driver.execute_script(SEEN, node) == [True, True], name
    address = driver.switch_to.active_element.get_dom_attribute("href")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert driver.current_url.endswith(address.removeprefix(".."))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_lines_have_contrast(chromium, serve, scheme):
    """WCAG 1.4.11: marks and lines stand out from the paper by 3 to 1."""
    driver = chromium.driver
    chromium.resize(1280, scheme)
    driver.get(serve("") + PATH)
    code = """
    const light = rgb => rgb.match(/[0-9.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = light(getComputedStyle(document.body).backgroundColor);
    const ratio = colour => { const [a, b] = [light(colour), paper].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05); };
    return [...document.querySelectorAll(".nz-network__mark, .nz-network__line")].map(e => {
      const style = getComputedStyle(e);
      return [e.getAttribute("class"), ratio(e.matches(".nz-network__line") ? style.stroke : style.fill)]; });
    """
    found = driver.execute_script(code)
    assert len(found) > 40
    assert sorted({name for name, ratio in found if ratio < 3}) == []
