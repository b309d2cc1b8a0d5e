"""The directory's filter and the map in a real browser, from a host with the policy that netzsite recommends."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from math import hypot
from threading import Thread

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from netzsite.hosting import security_headers
from tests.conftest import PROFILES, run_on, write_files

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def member(name, sector, kind, town, further=""):
    """Write a member."""
    address = f"address: {{town: {town}, district: {town}}}\n"
    return f"name: {name}\ntype: {kind}\nsector: {sector}\n{address}{further}"


FILES = {
    "members/aerzte.yaml": member("Ärztehaus", "medtech", "hospital", "Göttingen", "topics: [infection]\n"),
    "members/anfang.yaml": member("Anfang AG", "biotech", "company", "Köln", "former_names: [Übergang KG]\n"),
    "members/beta.yaml": member("Beta GmbH", "medtech", "company", "Köln", "acronym: BTX\n"),
    "members/gamma.yaml": member("Gamma Institut", "biotech", "institute", "Göttingen", "topics: [vaccines]\n"),
}


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder with the headers that netzsite recommends, and without a word."""

    def end_headers(self):
        for name, value in security_headers().items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(build_once):
    """Build the website."""
    return build_once(FILES).output


@pytest.fixture(scope="module")
def base(folder):
    """Serve the website."""
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}/"
    host.shutdown()
    host.server_close()


@pytest.fixture
def page(chromium, base):
    """Open the directory."""
    chromium.driver.get(f"{base}de/mitglieder/")
    return chromium.driver


def shown(page):
    """List the members that are seen."""
    links = page.find_elements(By.CSS_SELECTOR, ".nz-register__row a")
    return [link.text for link in links if link.is_displayed()]


def go_back(page):
    """Go back a step, and wait until the address is another."""
    address = page.current_url
    page.execute_script("history.back()")
    WebDriverWait(page, 10).until(lambda page: page.current_url != address)


def choose(page, facet, words):
    """Choose a value; the options begin with its words."""
    select = Select(page.find_element(By.ID, f"nz-filter-{facet}"))
    option = next(option for option in select.options if option.text.startswith(words))
    select.select_by_value(str(option.get_attribute("value")))


def write(page, words):
    """Write into the field of free text."""
    field = page.find_element(By.ID, "nz-filter-words")
    field.clear()
    field.send_keys(words)


def status(page):
    return page.find_element(By.CSS_SELECTOR, "[role=status]").text


def options(page, facet):
    """List the values of a facet with their numbers; those that lead nowhere stand in brackets."""
    found = Select(page.find_element(By.ID, f"nz-filter-{facet}")).options[1:]
    return [option.text if option.is_enabled() else f"[{option.text}]" for option in found]


def test_facets_are_combined(page, chromium):
    """Each choice narrows the others, whose numbers follow; letters without members go, and the number is announced."""
    assert status(page) == "4 von 4 Mitgliedern"
    choose(page, "sector", "Medizintechnik")
    assert shown(page) == ["Ärztehaus", "Beta GmbH"]
    assert options(page, "type") == ["[Forschungsinstitut (0)]", "Klinik (1)", "Unternehmen (1)"]
    assert options(page, "sector") == ["Biotechnologie (2)", "Medizintechnik (2)"]
    choose(page, "type", "Unternehmen")
    assert shown(page) == ["Beta GmbH"]
    assert status(page) == "1 von 4 Mitgliedern"
    letters = page.find_elements(By.CSS_SELECTOR, ".nz-jumps a")
    assert [letter.text for letter in letters if letter.is_displayed()] == ["B"]
    assert page.current_url.endswith("?branche=medizintechnik&typ=unternehmen")
    assert chromium.said() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("göttingen", ["Ärztehaus", "Gamma Institut"]),
        ("GOETTINGEN", ["Ärztehaus", "Gamma Institut"]),
        ("gottingen gamma", ["Gamma Institut"]),
        ("uebergang", ["Anfang AG"]),
        ("btx", ["Beta GmbH"]),
        ("nirgends", []),
    ],
)
def test_free_text_is_looked_for_in_all_names_and_towns(page, words, found):
    """Former names, acronyms and towns are found, with and without umlauts."""
    write(page, words)
    assert shown(page) == found


def test_without_hits_there_is_a_way_back(page):
    """Where nothing fits, the page says so and offers everything again."""
    write(page, "nirgends")
    notice = page.find_element(By.CSS_SELECTOR, ".nz-filter-none")
    assert notice.text.startswith("Zu dieser Auswahl passt kein Mitglied.")
    notice.find_element(By.TAG_NAME, "button").click()
    assert len(shown(page)) == 4
    assert not notice.is_displayed()
    assert page.switch_to.active_element.get_attribute("id") == "nz-filter-words"
    assert "?" not in page.current_url


def test_the_address_holds_the_state(page, base):
    """The back button goes back a choice, and an address that was shared opens filtered; nonsense in it is ignored."""
    choose(page, "sector", "Medizintechnik")
    choose(page, "district", "Köln")
    assert shown(page) == ["Beta GmbH"]
    go_back(page)
    assert shown(page) == ["Ärztehaus", "Beta GmbH"]
    go_back(page)
    assert len(shown(page)) == 4
    page.get(f"{base}de/mitglieder/?thema=infektion&typ=quatsch&suche=%C3%A4rzte")
    assert shown(page) == ["Ärztehaus"]
    page.get(f"{base}en/members/?topic=impfstoffe")
    assert shown(page) == ["Gamma Institut"]
    assert status(page) == "1 of 4 members"


def test_it_works_without_a_script(chromium, base):
    """With JavaScript switched off there is no form, and each value leads to its page."""
    chromium.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page = chromium.driver
    page.get(f"{base}de/mitglieder/")
    assert not page.find_element(By.CSS_SELECTOR, ".nz-filter").is_displayed()
    page.find_element(By.LINK_TEXT, "Medizintechnik").click()
    assert page.current_url == f"{base}de/mitglieder/branche/medizintechnik/index.html"
    assert shown(page) == ["Ärztehaus", "Beta GmbH"]


def test_it_filters_from_a_disk(chromium, base, folder):
    """Opened as a file, where an address cannot change, the filter works all the same."""
    chromium.driver.get((folder / "de/mitglieder/index.html").as_uri())
    choose(chromium.driver, "sector", "Medizintechnik")
    assert shown(chromium.driver) == ["Ärztehaus", "Beta GmbH"]
    assert chromium.said() == []


def test_members_of_one_letter_are_filtered(chromium, base, folder):
    """Where there is nothing to jump to, there is still something to filter."""
    members = folder / "de" / "mitglieder"
    text = (members / "index.html").read_text(encoding="utf-8")
    without = re.sub(r"<nav[^>]*>\s*<ul class=.nz-jumps.*?</nav>", "", text, flags=re.S)
    (members / "ohne.html").write_text(without, encoding="utf-8")
    chromium.driver.get(f"{base}de/mitglieder/ohne.html?branche=medizintechnik")
    assert shown(chromium.driver) == ["Ärztehaus", "Beta GmbH"]
    assert chromium.said() == []


def test_two_thousand_members_are_filtered_at_once(chromium, base, folder):
    """With as many rows as a large network has, a letter is answered before one notices."""
    members = folder / "de" / "mitglieder"
    text = (members / "index.html").read_text(encoding="utf-8")
    (members / "viele.html").write_text(
        re.sub(r"<li class=.nz-register__row.*?</li>", r"\g<0>" * 500, text, flags=re.S)
    )
    chromium.driver.get(f"{base}de/mitglieder/viele.html")
    milliseconds = chromium.driver.execute_script(
        """
        const field = document.querySelector("#nz-filter-words"), start = performance.now();
        field.value = "gott";
        field.dispatchEvent(new Event("input"));
        document.body.offsetHeight;
        return performance.now() - start;
        """
    )
    assert status(chromium.driver).startswith("1.000 von ")
    assert milliseconds < 500


# -- The map -----------------------------------------------------------------------------------------------------------

MARKERS = """
return [...document.querySelectorAll(".nz-map__marker")].map(link => {
  const box = link.querySelector("circle").getBoundingClientRect();
  return [link.getAttribute("aria-label"), box.x, box.y, box.width, box.height];
}).filter(marker => marker[3]);
"""


@pytest.mark.parametrize("width", [320, 640, 1023, 1280])
def test_markers_can_be_hit(chromium, serve, width):
    """From 320 px up every marker is at least 24 px wide, and none lies over another (WCAG 2.5.8)."""
    chromium.resize(width)
    chromium.driver.get(serve("") + "de/mitglieder/karte/")
    markers = chromium.driver.execute_script(MARKERS)
    assert len(markers) > 10
    for _, _, _, *sides in markers:
        assert min(sides) >= 24
    for place, (_, x, y, size, _) in enumerate(markers):
        for _, other_x, other_y, other_size, _ in markers[:place]:
            apart = hypot(x + size / 2 - other_x - other_size / 2, y + size / 2 - other_y - other_size / 2)
            assert apart > (size + other_size) / 2
    assert chromium.said() == []


def test_the_map_is_used_with_a_keyboard(chromium, serve):
    """Each marker is reached with the tab key, is seen to be, and leads to its town in the list."""
    chromium.driver.get(serve("") + "de/mitglieder/karte/")
    page = chromium.driver
    last = page.find_elements(By.CSS_SELECTOR, ".nz-atlas__list a")[-1]
    page.execute_script("arguments[0].focus()", last)
    last.send_keys(Keys.TAB)
    marker = page.switch_to.active_element
    assert marker.get_attribute("aria-label").startswith("Hannover: ")
    ring = "return getComputedStyle(arguments[0].querySelector('circle')).strokeWidth"
    assert page.execute_script(ring, marker) == "4px"
    marker.send_keys(Keys.ENTER)
    assert page.current_url.endswith("#nz-hannover-region-hannover")
    assert page.find_element(By.CSS_SELECTOR, ":target h3").text.startswith("Hannover")


def test_the_list_comes_first_where_it_is_narrow(chromium, serve):
    """On a telephone the list stands above the map, with a link down to it; where it is wide they are side by side."""
    tops = "return ['list', 'map'].map(n => document.querySelector('.nz-atlas__' + n).getBoundingClientRect().top)"
    chromium.resize(320)
    chromium.driver.get(serve("") + "de/mitglieder/karte/")
    above, below = chromium.driver.execute_script(tops)
    assert above < below
    assert chromium.driver.find_element(By.LINK_TEXT, "Zur Karte").is_displayed()
    chromium.resize(1280)
    above, below = chromium.driver.execute_script(tops)
    assert above == below


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" + "und" * 22 + "x"
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_longest_name_fits_the_narrowest_window(chromium, tmp_path, monkeypatch):
    """A name of 147 letters without a blank, as a name, a town, a district and a role, widens no page at 320 px."""
    monkeypatch.setattr("netzsite.render.assets.web_fonts", tuple)
    assert len(LONG) == 147
    place = f"address: {{town: {LONG}, district: {LONG}, latitude: 52.5, longitude: 9}}\n"
    borders = (
        '{"type": "FeatureCollection", "features": [{"properties": {"name": "X"}, "geometry": {"type": "Polygon", '
        '"coordinates": [[[8, 52], [10, 52], [10, 53], [8, 52]]]}}]}'
    )
    files = {
        "network.yaml": PROFILES["network.yaml"] + "map: {file: map/x.geojson, attribution: X}\n",
        "map/x.geojson": borders,
        "members/a.yaml": f"name: {LONG}\ntype: company\nsector: biotech\nformer_names: [{LONG}]\n{place}",
        "members/b.yaml": f"name: B\ntype: company\nsector: biotech\nrelations: [{{kind: parent, member: a}}]\n{place}",
        "people/p.yaml": (
            f"given_name: P\nfamily_name: {LONG}\nconsent: 2026-01-01\npositions: [{{member: a, role: {LONG}}}]\n"
        ),
    }
    content = write_files(tmp_path / "content", {**PROFILES, **files})
    run = run_on(content, "build", tmp_path / "public", "--only", "website")
    assert run.code == 0, run.lines
    chromium.resize(320)
    wide = {}
    for path in sorted(run.output.rglob("*.html")):
        if path.name != "404.html":
            chromium.driver.get(path.as_uri())
            wide[path.relative_to(run.output).as_posix()] = chromium.driver.execute_script(WIDER)
    assert {path: width for path, width in wide.items() if width} == {}
