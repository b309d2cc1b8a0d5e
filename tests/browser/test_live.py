"""netzsite serve in a real browser: what is saved is seen, where one was, and mistakes come and go."""

import shutil
import time
from contextlib import contextmanager
from itertools import product

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.test_pages import LOW_CONTRAST, OVERFLOWING
from tests.conftest import THEME, write_files
from tests.serving.running import Serving, servings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "\n\n".join(f"Absatz {number} mit einigen Wörtern." for number in range(200))
ABOUT = f"---\ntitle: Über uns\nmenu: footer\n---\n{TEXT}\n"
FILES = {
    "pages/about.de.md": ABOUT,
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: 000000000000\n---\nText.\n",
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
}
WRONG = {"pages/about.de.md": ABOUT.replace("menu:", "menuu:")}

PANEL = "return document.querySelector('netzsite-problems')?.shadowRoot.querySelector('dialog[open]')?.innerText ?? ''"
BADGE = "return document.querySelector('netzsite-problems').shadowRoot.querySelector('button.badge')"
FOCUS = "return document.activeElement.shadowRoot?.activeElement.className ?? document.activeElement.localName"


@pytest.fixture
def serving(make_site, pytestconfig):
    """Serve a small content folder."""
    with servings(make_site, pytestconfig.cache.mkdir("netzsite-serve")) as start:
        yield start


@pytest.fixture
def theme(tmp_path):
    """Copy the theme, to change it."""
    return shutil.copytree(THEME, tmp_path / "theme")


class Reader:
    """Somebody who looks at a page, and does nothing else."""

    def __init__(self, chromium):
        self.chromium, self.driver = chromium, chromium.driver

    def opens(self, address):
        """Look at a page, and mark it: a page that has been loaded again has no mark."""
        self.driver.get(address)
        self.marks()

    def marks(self):
        self.driver.execute_script("window.isTheSame = true")

    @property
    def is_the_same(self):
        """Tell whether the page has not been loaded again."""
        return self.driver.execute_script("return window.isTheSame === true")

    def sees(self, words):
        """Wait for words on the page."""
        self.waits(lambda: words in self.driver.find_element(By.TAG_NAME, "body").text)

    def waits(self, condition):
        """Wait for a condition."""
        waiting = WebDriverWait(self.driver, 20, 0.02, ignored_exceptions=[StaleElementReferenceException])
        return waiting.until(lambda driver: condition())

    def background(self, name):
        """Give the background of an element."""
        return self.driver.find_element(By.TAG_NAME, name).value_of_css_property("background-color")

    def panel(self):
        """Give the words of the open panel; empty if it is closed."""
        return self.driver.execute_script(PANEL)


@pytest.fixture
def reader(chromium):
    """Give a reader with a quiet browser."""
    return Reader(chromium)


@contextmanager
def served(serving, files, *arguments):
    """Serve, when the first build is done: of the quick media, and then of the pictures of links."""
    running = serving(files, *arguments)
    running.line(r"serve: \d+ files")
    running.line(r"serve: \d+ files")
    yield running


def test_a_saved_text_is_seen_without_a_click_and_in_its_place(serving, reader):
    """The page shows the new words; whoever has read half of it is still there."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/about.html")
        reader.driver.execute_script("scrollTo({top: 3000, behavior: 'instant'})")
        assert reader.driver.execute_script("return scrollY") == 3000
        write_files(running.site, {"pages/about.de.md": ABOUT.replace("Absatz 90 ", "Geänderter Absatz 90 ")})
        reader.sees("Geänderter Absatz 90")
        reader.waits(lambda: reader.driver.execute_script("return document.readyState") == "complete")
        assert not reader.is_the_same
        assert abs(reader.driver.execute_script("return scrollY") - 3000) < 5
        assert reader.chromium.said() == []


def test_a_page_that_has_not_changed_stays(serving, reader):
    """A change elsewhere does not disturb."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "en/members/hzi.html")
        about = FILES["pages/about.en.md"].replace("Text.", "Other text.")
        write_files(running.site, {"pages/about.en.md": about})
        assert running.line(r"serve: \d+ file").startswith("serve: 1 file ")
        time.sleep(0.3)
        assert reader.is_the_same


def test_a_mistake_is_shown_with_its_place_and_goes_when_it_is_mended(serving, reader):
    """Over the last good page, read out, in reach of the keyboard; nothing violates the policy."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/about.html")
        write_files(running.site, WRONG)
        reader.waits(lambda: "content/pages/about.de.md:3:1" in reader.panel())
        panel = reader.panel()
        assert "1 error" in panel
        assert "'menuu' is not a field of 'page'" in panel
        assert "unknown-key" in panel
        assert "did you mean 'menu'?" in panel
        assert reader.driver.execute_script(FOCUS) == "panel__title"
        assert "Absatz 3" in reader.driver.find_element(By.TAG_NAME, "body").text
        write_files(running.site, FILES)
        reader.waits(lambda: not reader.panel())
        assert reader.chromium.said() == []


def test_the_panel_closes_and_opens_by_keyboard(serving, reader):
    """Escape closes it until there is something else to say; the badge opens it, and gets the focus back."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/about.html")
        write_files(running.site, WRONG)
        reader.waits(reader.panel)
        ActionChains(reader.driver).send_keys(Keys.ESCAPE).perform()
        reader.waits(lambda: not reader.panel())
        assert reader.driver.execute_script(FOCUS) == "body"
        reader.driver.refresh()
        reader.waits(lambda: reader.driver.execute_script(BADGE).is_displayed())
        assert reader.panel() == ""
        reader.driver.execute_script(f"({BADGE.replace('return ', '')}).focus()")
        ActionChains(reader.driver).send_keys(Keys.ENTER).perform()
        reader.waits(reader.panel)
        ActionChains(reader.driver).send_keys(Keys.ESCAPE).perform()
        reader.waits(lambda: not reader.panel())
        assert reader.driver.execute_script(FOCUS) == "badge badge--error"
        write_files(running.site, {"members/hzi.yaml": "name: HZI\n"})
        reader.waits(lambda: "members/hzi.yaml" in reader.panel())


def test_warnings_are_a_badge(serving, reader):
    """They do not stand in the way; a click shows them."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/")
        badge = reader.waits(lambda: reader.driver.execute_script(BADGE))
        reader.waits(lambda: badge.text == "1 warning")
        assert reader.panel() == ""
        badge.click()
        assert "stale-translation" in reader.panel()
        write_files(running.site, {"pages/about.de.md": ABOUT.replace("Absatz 0 ", "Neuer Absatz ")})
        running.line(r"serve: \d+ file")
        reader.waits(reader.panel)


def test_the_panel_is_readable(serving, reader):
    """It fits, narrow and wide, and its colours have contrast enough, light and dark (WCAG 1.4.3, 1.4.10)."""
    with served(serving, FILES) as running:
        write_files(running.site, {**WRONG, "members/hzi.yaml": "name: HZI\ntype: institut\nsector: bio\n"})
        for width, scheme in product((360, 1280), ("light", "dark")):
            reader.chromium.resize(width, scheme)
            reader.opens(running.address + "de/")
            reader.waits(reader.panel)
            left, top, right, bottom, tall = reader.driver.execute_script(
                "const panel = document.querySelector('netzsite-problems').shadowRoot.querySelector('dialog');"
                "const box = panel.getBoundingClientRect();"
                "return [box.left, box.top, box.right, box.bottom, panel.scrollWidth - panel.clientWidth]"
            )
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= 900
            assert tall <= 0
            assert reader.driver.execute_script(OVERFLOWING) is None
            inside = "document.querySelector('netzsite-problems').shadowRoot.querySelector('dialog')"
            count, poor = reader.driver.execute_script(LOW_CONTRAST.replace("document.body", inside))
            assert count > 10
            assert (width, scheme, poor) == (width, scheme, [])


def test_a_style_sheet_is_exchanged_without_loading_the_page_again(serving, reader, theme):
    """What is typed, opened and scrolled stays."""
    with served(serving, FILES, "--theme", str(theme)) as running:
        reader.opens(running.address + "de/about.html")
        for colour in ("rgb(1, 2, 3)", "rgb(3, 2, 1)"):
            write_files(theme, {"website/css/9-trial.css": f".nz-main {{ background-color: {colour} }}\n"})
            reader.waits(lambda colour=colour: colour[4:-1] in reader.background("main"))
        reader.waits(lambda: len(reader.driver.find_elements(By.CSS_SELECTOR, "link[rel=stylesheet]")) == 1)
        assert reader.is_the_same
        assert reader.chromium.said() == []


def test_a_site_with_errors_from_the_start_appears_when_they_are_mended(serving, reader):
    """Until then, a page of its own shows what is to be done."""
    running = serving({**FILES, **WRONG})
    reader.opens(running.address + "de/about.html")
    reader.waits(lambda: "content/pages/about.de.md:3:1" in reader.panel())
    assert "There is no website yet" in reader.panel()
    write_files(running.site, FILES)
    reader.sees("Absatz 1 ")
    violations = [line for line in reader.chromium.said() if "Security" in line]
    assert violations == []


def test_a_page_in_the_background_catches_up(serving, reader):
    """Ten pages can be open; each is up to date when one looks at it."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/about.html")
        first = reader.driver.current_window_handle
        others = []
        try:
            for _ in range(9):
                reader.driver.switch_to.new_window("tab")
                others.append(reader.driver.current_window_handle)
                reader.opens(running.address + "de/")
            write_files(running.site, {"pages/about.de.md": ABOUT.replace("Absatz 0 ", "Neuer Absatz ")})
            running.line(r"serve: \d+ file")
            reader.driver.switch_to.window(first)
            reader.sees("Neuer Absatz")
        finally:
            for other in others:
                reader.driver.switch_to.window(other)
                reader.driver.close()
            reader.driver.switch_to.window(first)


def test_a_server_that_comes_back_finds_its_pages(serving, reader, make_site, pytestconfig):
    """They are loaded again, without a click."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/about.html")
        running.end()
        write_files(running.site, {"pages/about.de.md": ABOUT.replace("Absatz 0 ", "Neuer Absatz ")})
        port = running.address.rstrip("/").rpartition(":")[2]
        again = Serving(running.site, pytestconfig.cache.mkdir("netzsite-serve"), "--port", port)
        try:
            reader.sees("Neuer Absatz")
        finally:
            again.end()


def test_one_can_search_in_the_preview(serving, reader):
    """What was just written is found."""
    with served(serving, FILES) as running:
        reader.opens(running.address + "de/suche.html?q=Absatz")
        reader.sees("1 Treffer")
        write_files(running.site, {"pages/about.de.md": ABOUT.replace("Absatz 0 ", "Kaffeekanne ")})
        running.line("serve: .* file")
        reader.opens(running.address + "de/suche.html?q=Kaffeekanne")
        reader.sees("1 Treffer")
        assert reader.chromium.said() == []
