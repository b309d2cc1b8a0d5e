"""The page for searching in a real browser, below a sub-path, under the policy that the page keeps."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import PROFILES, run_on, write_files

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEMBER = "name: {0}\ntype: hospital\nsector: biotech\naddress: {{town: Köln}}\n"
FILES = {
    **PROFILES,
    "members/hzi.yaml": MEMBER.format("Zentrum für Infektionsforschung"),
    "members/umg.yaml": MEMBER.format("Universität Göttingen"),
    **{
        f"news/2026/n{number}.de.md": f"---\ntitle: Meldung {number}\nform: press-release\ndate: 2026-03-10\n"
        "---\nDie Häuser liegen in der Straße <b>am & im</b> Wald.\n"
        for number in range(12)
    },
    "pages/lab.de.md": "---\ntitle: Im Labor\n---\nWir lieben Wirkstoffforschung & <i>mehr</i>.\n",
    "pages/free.de.md": "---\ntitle: Was frei ist\n---\nDie Forschung ist frei.\n",
    "pages/about.en.md": "---\ntitle: About us\n---\nWe study infectious diseases.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Publish a small network."""
    site = write_files(tmp_path_factory.mktemp("search") / "content", FILES)
    run = run_on(site, "build", site.parent / "public", "--only", "website", "--only", "search")
    assert run.code == 0, run.lines
    return run.output


class Seeker:
    """Somebody who searches."""

    def __init__(self, chromium, base):
        self.chromium, self.driver, self.base = chromium, chromium.driver, base

    def asks(self, query, page="de/suche.html"):
        """Open the page with a query, and read what is said when the search is done."""
        self.driver.get(f"{self.base}{page}?{query}")
        return self.hears()

    def hears(self, words=""):
        """Wait for the state of the search to say something, with certain words in it."""
        waiting = WebDriverWait(self.driver, 20, 0.05)
        return waiting.until(lambda _: (said := self.state) and "…" not in said and words in said and said)

    @property
    def state(self):
        return self.driver.find_element(By.ID, "nz-search-state").text

    @property
    def titles(self):
        return [found.text for found in self.driver.find_elements(By.CSS_SELECTOR, "#nz-search-found a")]

    def focus(self):
        return self.driver.execute_script("return document.activeElement.textContent || document.activeElement.id")

    def presses(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()


@pytest.fixture
def seeker(chromium, folder, serve_folder):
    """Search below a sub-path; in the end nothing must have been refused or asked of others."""
    base = serve_folder(folder, "/netz")
    yield Seeker(chromium, base)
    assert chromium.said() == []
    asked, failed = chromium.traffic()
    assert failed == []
    assert all(address.startswith((base, "data:", "about:")) for address in asked)


def test_words_are_found_and_counted(seeker):
    """The state, which screen readers announce, says how many; a hit leads to its page."""
    assert seeker.asks("q=Infektion") == "1 Treffer für „Infektion“"
    assert seeker.titles == ["Zentrum für Infektionsforschung"]
    link = seeker.driver.find_element(By.CSS_SELECTOR, "#nz-search-found a")
    assert link.get_attribute("href") == f"{seeker.base}de/mitglieder/hzi.html"
    assert seeker.driver.find_element(By.CSS_SELECTOR, "#nz-search-found mark").text
    assert seeker.driver.find_element(By.ID, "nz-search-state").get_attribute("role") == "status"


@pytest.mark.parametrize("word", ["Göttingen", "Goettingen", "Gottingen", "göttingen", "GÖTTING"])
def test_umlauts_are_found_however_they_are_written(seeker, word):
    """ö, oe and o are the same, and so are capital letters; the beginning of a word is enough."""
    assert seeker.asks(f"q={word}") == f"1 Treffer für „{word}“"
    assert seeker.titles == ["Universität Göttingen"]


@pytest.mark.parametrize("word", ["Forschung", "forschungen", "FORSCH"])
def test_words_within_compounds_are_found(seeker, word):
    """Where a page has the word itself it stands first; else the compound is shown, and nothing that we added."""
    assert seeker.asks(f"q={word}") == f"3 Treffer für „{word}“"
    assert seeker.titles[0] == "Was frei ist"
    assert set(seeker.titles[1:]) == {"Im Labor", "Zentrum für Infektionsforschung"}
    found = seeker.driver.find_elements(By.CSS_SELECTOR, "#nz-search-found li")
    lab = next(item for item in found if "Im Labor" in item.text)
    assert lab.find_element(By.TAG_NAME, "mark").text == "Wirkstoffforschung"
    assert lab.find_element(By.TAG_NAME, "p").text == "Im Labor. Wir lieben Wirkstoffforschung & mehr."


@pytest.mark.parametrize("word", ["Haus", "Häuser", "Strasse", "Straße", "Straßen"])
def test_forms_of_a_word_are_found(seeker, word):
    """German words are reduced to their stems."""
    assert seeker.asks(f"q={word}").startswith("12 Treffer")


def test_each_language_searches_its_own_pages(seeker):
    """The English page finds English entries by English stems, and what there is in German only under its address."""
    assert seeker.asks("q=disease", "en/search.html") == "1 hit for “disease”"
    assert seeker.titles == ["About us"]
    assert seeker.asks("q=Häuser", "en/search.html").startswith("12 hits")
    link = seeker.driver.find_element(By.CSS_SELECTOR, "#nz-search-found a")
    assert link.get_attribute("href").startswith(f"{seeker.base}en/news/2026/")
    assert seeker.asks("q=disease").startswith("Nichts gefunden")


def test_what_is_not_there_is_not_found(seeker):
    """A word that no page has gives no hits, though the index has some that begin like it."""
    assert seeker.asks("q=Zxqwv").startswith("Nichts gefunden für „Zxqwv“")
    assert seeker.titles == []


def test_hits_can_be_narrowed_and_addressed(seeker):
    """The kind narrows what is found; the address says both, so that it can be sent to somebody."""
    assert seeker.asks("q=Meldung&kind=news").startswith("12 Treffer")
    assert seeker.asks("q=Meldung&kind=member").startswith("Nichts gefunden")
    assert seeker.driver.find_element(By.ID, "nz-search-kind").get_attribute("value") == "member"
    seeker.driver.find_element(By.CSS_SELECTOR, "option[value='']").click()
    seeker.hears("12 Treffer")
    assert seeker.driver.current_url.endswith("?q=Meldung")


def test_more_hits_come_on_request(seeker):
    """Ten are shown at once; the next follow with the button, and the first of them has the focus."""
    seeker.asks("q=Meldung")
    assert len(seeker.titles) == 10
    seeker.driver.find_element(By.CSS_SELECTOR, "#nz-search-more button").send_keys(Keys.ENTER)
    WebDriverWait(seeker.driver, 10).until(lambda _: len(seeker.titles) == 12)
    assert seeker.focus() == seeker.titles[10]
    assert not seeker.driver.find_element(By.ID, "nz-search-more").is_displayed()


def test_one_can_search_without_a_mouse(seeker):
    """Typing searches; arrows lead through what is found, and Escape back to the field."""
    seeker.driver.get(f"{seeker.base}de/suche.html")
    assert seeker.focus() == "nz-search-words"
    seeker.presses("Infektion")
    assert seeker.hears("Infektion") == "1 Treffer für „Infektion“"
    seeker.presses(Keys.ARROW_DOWN)
    assert seeker.focus() == "Zentrum für Infektionsforschung"
    seeker.presses(Keys.ESCAPE)
    assert seeker.focus() == "nz-search-words"
    assert seeker.driver.current_url.endswith("?q=Infektion")


def test_what_editors_write_stays_text(seeker):
    """Signs that mean something in HTML are shown as they are."""
    seeker.asks("q=Wald")
    words = seeker.driver.find_element(By.CSS_SELECTOR, ".nz-found__words")
    assert "am & im" in words.text
    assert not words.find_elements(By.TAG_NAME, "b")
    said = seeker.asks("q=%3Cimg src=x onerror=alert(1)%3E")
    assert "<img src=x onerror=alert(1)>" in said or "Treffer" in said


def test_every_page_has_a_field(seeker):
    """The field at the top of a page leads to the page for searching, with the word in the address."""
    seeker.driver.get(f"{seeker.base}de/mitglieder/index.html")
    field = seeker.driver.find_element(By.CSS_SELECTOR, "header input[name=q]")
    field.send_keys("Göttingen", Keys.ENTER)
    assert seeker.hears("Göttingen") == "1 Treffer für „Göttingen“"
    assert "/netz/de/suche.html?q=G" in seeker.driver.current_url


def test_without_scripts_the_lists_are_there(seeker):
    """Who has no JavaScript reads why there is no search, and finds every list."""
    seeker.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    seeker.driver.get(f"{seeker.base}de/suche.html")
    main = seeker.driver.find_element(By.TAG_NAME, "main")
    assert "braucht JavaScript" in main.text
    assert not main.find_element(By.ID, "nz-search").is_displayed()
    assert [link.text for link in main.find_elements(By.CSS_SELECTOR, ".nz-ways a")] == ["Mitglieder", "Aktuelles"]


def test_a_page_on_a_disk_says_why_it_cannot_search(chromium, folder):
    """From file:// the lists are the way, and the page says so."""
    chromium.driver.get(f"{(folder / 'de/suche.html').as_uri()}?q=Wald")
    assert "Datenträger" in chromium.driver.find_element(By.ID, "nz-search-state").text
    chromium.said()


def test_an_index_that_cannot_be_loaded_is_said(chromium, folder, serve_folder, tmp_path):
    """A file that is missing is an answer too, and the lists stay."""
    write_files(tmp_path, {path: (folder / path).read_bytes() for path in ("de/suche.html",)})
    scripts = [path.relative_to(folder).as_posix() for path in (folder / "assets").glob("search.*.js")]
    write_files(tmp_path, {path: (folder / path).read_bytes() for path in scripts})
    seeker = Seeker(chromium, serve_folder(tmp_path, ""))
    assert "nicht möglich" in seeker.asks("q=Wald")
    chromium.said()
    chromium.traffic()
