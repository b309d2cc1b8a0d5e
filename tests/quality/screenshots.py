"""Turns pages of the demonstration into the pictures of docs/screenshots: `make screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser.conftest import Chromium, start_chromium
from tests.conftest import ROOT, run_on
from tests.quality.conftest import Page, list_pages
from tests.quality.host import hosted

FOLDER = ROOT / "docs" / "screenshots"
WINDOWS = {360: 720, 1280: 800}
"""Width -> height, CSS px."""

SHOWN = {
    "home": "de/index.html",
    "list": "de/aktuelles/index.html",
    "members": "de/mitglieder/index.html",
    "map": "de/mitglieder/karte/index.html",
    "member": "",
    "news": "",
    "event": "",
}
"""Name of the picture -> page; where none is named, the longest page of the template with that name."""


def find_page(pages: tuple[Page, ...], name: str) -> str | None:
    """Give the path of the page for a picture; None if there is no such page."""
    named = SHOWN[name]
    found = [
        page for page in pages if page.path == named or (not named and page.template == name and page.lang == "de")
    ]
    return max(found, key=lambda page: page.size).path if found else None


def take(chromium: Chromium, url: str, width: int) -> bytes:
    """Photograph the top of a page in light colours, when its fonts are there and nothing moves."""
    chromium.resize(width, "light", WINDOWS[width])
    chromium.driver.get(url)
    chromium.driver.execute_async_script("document.fonts.ready.then(() => requestAnimationFrame(arguments[0]))")
    picture = Image.open(io.BytesIO(chromium.driver.get_screenshot_as_png())).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=80, method=6)
    return buffer.getvalue()


def main() -> None:
    """Build the demonstration on the day of the tests, and take all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder) / "public"
        run_on(ROOT / "content", "build", public, "--only", "website")
        chromium = start_chromium(Path(folder) / "profile")
        chromium.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        FOLDER.mkdir(exist_ok=True)
        with hosted(public) as address:
            for name in SHOWN:
                path = find_page(list_pages(public), name)
                for width in WINDOWS if path else ():
                    (FOLDER / f"{name}-{width}.webp").write_bytes(take(chromium, f"{address}{path}", width))
        chromium.driver.quit()


if __name__ == "__main__":
    main()
