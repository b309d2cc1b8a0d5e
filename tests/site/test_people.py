"""People from A to Z and their pages: initials or a photo, words of their own, talks, and nobody without consent."""

import pytest

from netzsite.kinds.person import Person

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><circle r="9"/></svg>'


def person(given, family, further="", consent="consent: 2026-01-01\n"):
    """Write a person."""
    return f"given_name: {given}\nfamily_name: {family}\n{consent}{further}"


ROLES = "positions: [{member: hzi, role: {de: Leiter, en: Head}}, {member: b, role: Beirat}]\n"
PROGRAMME = (
    "programme:\n  - talks:\n      - {start: '9:00', title: Guten Morgen, speakers: [{person: anna}, {person: otto}]}\n"
    "      - {start: '10:00', title: Pause, speakers: [{name: Niemand}]}\n"
)
FILES = {
    "members/hzi.yaml": "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n",
    "members/b.yaml": "name: B\ntype: institute\nsector: biotech\naddress: {town: Köln}\ndraft: true\n",
    "people/anna.yaml": person("Anna", "Özil", ROLES + "statement: Ich <b>rede</b> gern.\ntopics: [infection]\n"),
    "people/bert.yaml": person("Bert", "Adam", "picture: bert\n"),
    "people/otto.yaml": person("Otto", "Unsichtbar", "statement: Niemand liest das.\npicture: otto\n", consent=""),
    "people/gone.yaml": person("Gerda", "Gegangen", "left: 2026-11-22\n"),
    "people/zoe.yaml": person("Zoë", "O’Neill"),
    "pictures/bert.yaml": "file: bert.svg\nalt: Bert\ncredit: wir\n",
    "pictures/bert.svg": DRAWING,
    "pictures/otto.yaml": "file: otto.svg\nalt: Versteckt\ncredit: wir\n",
    "pictures/otto.svg": DRAWING.replace("9", "8"),
    "events/2026/tag.de.md": f"---\ntitle: Ein Tag\nform: fair\nstart: 2026-12-01\nplace: Hier\n{PROGRAMME}---\nX\n",
    "portraits/anna.de.md": "---\ntitle: Wer ist Anna\nform: interview\nperson: anna\ndate: 2026-01-01\n---\nText.\n",
    "portraits/otto.de.md": "---\ntitle: Wer ist das\nform: interview\nperson: otto\ndate: 2026-01-01\n---\nText.\n",
}


@pytest.fixture(scope="module")
def site(build_once):
    """Build the website once for all."""
    return build_once(FILES)


def test_people_are_listed_from_a_to_z(site):
    """By family name, umlauts as base letters, with the main role, which leads to the member."""
    page = site.page("de/personen/index.html")
    assert page.xpath("//p[@class='nz-people__name']/a/text()") == ["Bert Adam", "Zoë O’Neill", "Anna Özil"]
    assert page.xpath("//main//h2/text()") == ["A", "O"]
    anna = page.xpath("//li[contains(., 'Anna')]")[0]
    assert "Leiter, HZI" in anna.text_content()
    assert anna.xpath(".//a/@href") == ["anna.html", "../mitglieder/hzi.html"]


def test_who_did_not_agree_or_has_left_is_nowhere(site):
    """No page, no photo, no mention, no card, no talk: not the name, the picture or the portrait."""
    everything = site.everything()
    for trace in (
        "Unsichtbar",
        "Niemand liest das",
        "Versteckt",
        "otto.",
        "otto-",
        "Otto",
        "Wer ist das",
        "Gegangen",
        "gerda",
    ):
        assert trace not in everything


def test_a_person_has_a_page(site):
    """Roles at members that are public, words of their own, portraits and talks."""
    page = site.page("de/personen/anna.html")
    assert [" ".join(post.text_content().split()) for post in page.xpath("//p[@class='nz-title__subtitle']")] == [
        "Leiter, HZI"
    ]
    assert page.xpath("string(//blockquote)").strip() == "Ich <b>rede</b> gern."
    assert page.xpath("//section[.//h2='Porträts']//h3//a/text()") == ["Wer ist Anna"]
    talks = page.xpath("//section[.//h2='Vorträge und Termine']")[0]
    assert talks.xpath(".//h3/text()") == ["Guten Morgen"]
    assert talks.xpath(".//a/text()") == ["Ein Tag"]
    assert not page.xpath("//section[.//h2='Termine']")


def test_a_face_is_a_photo_or_initials(site):
    """Who has no photo has initials; they are drawn the same each time, and not told by colour."""
    assert site.page("de/personen/bert.html").xpath("//main//img/@alt") == ["Bert"]
    page = site.page("de/personen/anna.html")
    assert page.xpath("//svg//text[@class='nz-face__initials']/text()") == ["AÖ"]
    assert not page.xpath("//main//img")
    dots = [site.page(f"de/personen/{name}.html").xpath("//circle/@cx") for name in ("anna", "zoe")]
    assert dots[0] != dots[1]


@pytest.mark.parametrize(
    ("given", "family", "initials"),
    [("Anna", "von der Leyen", "AL"), ("erika", "mustermann", "EM"), ("Ørjan", "Åse-Berg", "ØÅ")],
)
def test_initials_are_those_one_would_sign_with(given, family, initials):
    """A prefix in small letters does not count."""
    assert Person.model_validate({"given_name": given, "family_name": family}).initials == initials


def test_without_people_there_is_no_list(make_site, build_site, quick_website):
    """Nothing leads to a list of nobody."""
    run = build_site(make_site({"people/otto.yaml": FILES["people/otto.yaml"].replace("picture: otto\n", "")}))
    assert not (run.output / "de/personen").exists()
