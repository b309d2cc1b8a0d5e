"""Vacancies by deadline, employer, place and kind of employment."""

from tests.site.conftest import member, text


def job(name, who="hzi", **fields):
    """Write an advertisement: path -> text."""
    fields = {"member": who, "place": "Bad Salzdetfurth", "employment": "full-time", "posted": "2026-09-01", **fields}
    return {f"jobs/{name}.de.md": text(name.title(), **fields)}


FILES = {
    **member("hzi"),
    **member("umg"),
    **job("spaet", deadline="2027-01-31"),
    **job("frueh", "umg", deadline="2026-12-01", employment="thesis"),
    **job("immer", place="{de: Köln, en: Cologne}"),
    **job("vorbei", deadline="2026-10-01"),
}
PAGE = "de/stellen/index.html"


def test_vacancies_stand_by_deadline_and_what_has_expired_says_so(make_website):
    """The next deadline first, none last; an expired advertisement keeps its page."""
    site = make_website(FILES)
    assert site.sections(PAGE) == {"Offene Stellen": ["Frueh", "Spaet", "Immer"], "Frist abgelaufen": ["Vorbei"]}
    assert site.words(PAGE, "//article[.//a='Frueh']//p[@class='nz-card__kicker']") == ["1. Dezember 2026Bewerbung bis"]
    assert site.words(PAGE, "//article[.//a='Frueh']//ul") == ["UMGBad SalzdetfurthAbschlussarbeit"]
    assert site.words("de/stellen/vorbei.html", "//p[@role='note']/strong") == ["Abgelaufen."]


def test_vacancies_can_be_narrowed(make_website):
    """By employer, by place, by kind of employment, each with a count and an address that stays."""
    site = make_website(FILES)
    assert site.words(PAGE, "//div[@class='nz-narrow']//a") == [
        "HZI (3)",
        "UMG (1)",
        "Bad Salzdetfurth (3)",
        "Köln (1)",
        "Abschlussarbeit (1)",
        "Vollzeit (3)",
    ]
    assert site.titles("de/stellen/arbeitgeber/umg/index.html") == ["Frueh"]
    assert site.titles("de/stellen/ort/bad-salzdetfurth/index.html") == ["Frueh", "Spaet", "Vorbei"]
    assert site.titles("de/stellen/beschaeftigung/vollzeit/index.html") == ["Spaet", "Immer", "Vorbei"]


def test_an_employer_that_is_not_public_leaves_no_trace(make_website):
    """The advertisement stays; who is a draft is named nowhere, not even in an address."""
    site = make_website({**member("geheim", draft="true"), **member("hzi"), **job("eins"), **job("zwei", "geheim")})
    assert site.titles(PAGE) == ["Eins", "Zwei"]
    assert "geheim" not in site.run.everything().lower()
