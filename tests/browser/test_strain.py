"""What strains a page: long headlines, wide tables, many parties and talks, in a narrow window and by keyboard."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.test_pages import OVERFLOWING
from tests.conftest import PROFILES, run_on, write_files
from tests.site.conftest import event, member, news, text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROW = "|" + "|".join(f" Messwert {number} " for number in range(30)) + "|\n"
LONG = ("Hochdurchsatzsequenzierungsverfahren" * 5)[:150]
PARTIES = ", ".join(f"{{name: Beteiligungsgesellschaft Nummer {number}, role: investor}}" for number in range(9))
TALKS = ", ".join(f"{{start: 9:00, title: {LONG[:60]} {number}, speakers: [{{name: A B}}]}}" for number in range(40))
FILES = {
    **{path: words for number in range(12) for path, words in member(f"m{number}", topics="[infection]").items()},
    **news("Tabelle", "2026-01-02", f"{ROW}|{'---|' * 30}\n{ROW}"),
    "news/2026/lang.de.md": text(
        LONG,
        form="press-release",
        date="2026-01-01",
        topics="[infection]",
        members=f"[{', '.join(f'm{number}' for number in range(12))}]",
        deal=f"{{type: financing, volume: 123456789, parties: [{PARTIES}]}}",
    ),
    **event("tag", "2026-12-03 09:00", form="life-science-day", programme=f"[{{talks: [{TALKS}]}}]"),
    "events/2026/lang.de.md": text(LONG, form="workshop", start="2026-12-03", end="2026-12-05", place="Ulm"),
}
PAGES = (
    "aktuelles/2026/2026-01-02-tabelle.html",
    "aktuelles/2026/lang.html",
    "aktuelles/index.html",
    "vereinbarungen/index.html",
    "termine/2026/tag.html",
    "termine/kalender/2026-12.html",
    "themen/infection.html",
)


@pytest.fixture(scope="module")
def strained(tmp_path_factory):
    """Build the website once."""
    folder = tmp_path_factory.mktemp("strain")
    content = write_files(folder / "content", {**PROFILES, **FILES})
    run = run_on(content, "build", folder / "public", "--only", "website")
    assert run.code == 0, run.lines
    return folder / "public" / "de"


@pytest.mark.parametrize("width", [320, 360, 900, 1280])
def test_no_strained_page_is_wider_than_its_window(chromium, strained, width):
    """A headline of one long word breaks; tables scroll in their own place."""
    chromium.resize(width)
    problems = {}
    for page in PAGES:
        chromium.driver.get((strained / page).as_uri())
        if found := chromium.driver.execute_script(OVERFLOWING):
            problems[page] = found
    assert problems == {}


def test_a_wide_table_is_read_with_the_keyboard(chromium, strained):
    """The region of a table takes the focus, and the arrow keys scroll it."""
    chromium.driver.get((strained / PAGES[0]).as_uri())
    region = chromium.driver.find_element(By.CSS_SELECTOR, ".nz-prose .nz-scroll")
    chromium.driver.execute_script(
        "document.documentElement.style.scrollBehavior = 'auto'; arguments[0].focus()", region
    )
    for _ in range(5):
        ActionChains(chromium.driver).send_keys(Keys.ARROW_RIGHT).perform()
    assert chromium.driver.switch_to.active_element == region
    WebDriverWait(chromium.driver, 10).until(
        lambda driver: driver.execute_script("return arguments[0].scrollLeft", region) > 0
    )
