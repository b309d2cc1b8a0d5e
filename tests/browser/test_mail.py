"""The mails of the demonstration as programs show them: narrow and wide, light and dark, with words of any length."""

from email import message_from_bytes, policy

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OVERFLOWING = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
LENGTHEN = """
for (const words of document.querySelectorAll("h1, h2, h3 a, p")) {
  words.append(" Arzneimittelzulassungsverfahrensbeschleunigungsgesetzentwurf");
}
"""
SPREAD = """
const [image] = document.images;
return image ? [image.naturalWidth / image.width, image.getBoundingClientRect().right <= innerWidth] : null;
"""


@pytest.fixture(scope="module")
def messages(public, tmp_path_factory):
    """Open messages of the demonstration as mail programs do, with pictures from the output: name -> address."""
    folder, found = tmp_path_factory.mktemp("mail"), {}
    for path in sorted(public.glob("mail/online-newsletter/*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        _, part = message.iter_parts()
        shown = part.get_content().replace('src="https://bioregion.example/', f'src="{public.as_uri()}/')
        (folder / path.name).with_suffix(".html").write_text(shown, encoding="utf-8")
        found[path.name] = (folder / path.name).with_suffix(".html").as_uri()
    return found


@pytest.mark.parametrize("width", [320, 640])
def test_a_mail_fits_its_window(chromium, messages, width):
    """Nothing is cut off or pushed out, in light and dark, also where a word is longer than a line."""
    for name in ("2026-10-23.de.eml", "2026-11-20.de.eml", "2026-11-20.en.eml"):
        for scheme in ("light", "dark"):
            chromium.resize(width, scheme)
            chromium.driver.get(messages[name])
            assert chromium.driver.execute_script(OVERFLOWING) == 0, (name, scheme)
            chromium.driver.execute_script(LENGTHEN)
            assert chromium.driver.execute_script(OVERFLOWING) == 0, (name, scheme)


def test_a_chart_is_shown_sharp_and_whole(chromium, messages):
    """The picture of a chart is found, has two pixels for each px at least, and fits a telephone."""
    for width in (640, 320):
        chromium.resize(width)
        chromium.driver.get(messages["2026-10-23.de.eml"])
        density, fits = chromium.driver.execute_script(SPREAD)
        assert density >= 2
        assert fits
