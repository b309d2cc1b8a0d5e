"""netzsite.checks: what the rules leave in peace; what they report is shown by the cases in tests/problems."""

import pytest

MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Braunschweig}\n"
PERSON = "given_name: Erika\nfamily_name: Mustermann\n"
NEWS = "---\ntitle: Neues\nform: interview\ndate: 2026-03-01\n---\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n'
PICTURE = {"pictures/cup.yaml": "file: cup.svg\nalt: Tasse\ncredit: Ich\n", "pictures/cup.svg": DRAWING}
EDITION = "title: Report\ndate: 2026-11-01\nparts: [{chapter: foreword}]\n"
ONE_LANGUAGE = """\
media:
  report: {name: Report, about: Zahlen, scope: [national], cadence: yearly, languages: [de]}
"""

CLEAN = {
    "a person with consent": {"people/x.yaml": PERSON + "consent: 2026-01-01\n"},
    "a person who is a draft": {"people/x.yaml": PERSON + "draft: true\n"},
    "a text in one language": {"news/2026/x.de.md": NEWS + "Text.\n"},
    "a name for all languages": {"members/hzi.yaml": MEMBER},
    "a name for each language": {"members/hzi.yaml": MEMBER.replace("HZI", "{de: HZI, en: HZI}")},
    "a link with words to what is not public": {
        "pages/about.de.md": "---\ntitle: Ü\npublish: 2027-01-01\n---\nText\n",
        "pages/about.en.md": "---\ntitle: A\ntranslated_from: DIGEST\n---\nText\n",
        "news/2026/x.de.md": NEWS + "Siehe [[page:about|hier]].\n",
    },
    "links to the web, to mail and within the text": {
        "news/2026/x.de.md": NEWS + "[a](https://a.example) [b](mailto:a@b.example) [c](#note) <https://a.example>\n"
    },
    "HTML that is allowed": {"news/2026/x.de.md": NEWS + "H<sub>2</sub>O, <abbr title='x'>HZI</abbr>, 3 < 4\n"},
    "HTML in code": {"news/2026/x.de.md": NEWS + "Schreiben Sie `<script>` nie.\n"},
    "a picture with words": {**PICTURE, "news/2026/x.de.md": NEWS + "![Eine Tasse](cup)\n\n![Eine Tasse](cup.svg)\n"},
    "an edition in the one language of its medium": {
        "media.yaml": ONE_LANGUAGE,
        "editions/report/2026/edition.yaml": EDITION,
        "editions/report/2026/foreword.de.md": "---\ntitle: Vorwort\n---\nText\n",
    },
    "letters of European languages": {"news/2026/x.de.md": NEWS + "Łódź, Århus, „Größe“ – 5 €, naïve, Škoda …\n"},
}


@pytest.mark.parametrize("case", CLEAN)
def test_what_is_right_is_left_in_peace(make_site, check_site, case):
    """A rule does not report what an editor has done well."""
    run = check_site(make_site(CLEAN[case]))
    stale = [problem for problem in run.problems if problem.code.value == "stale-translation"]
    if stale:  # the case holds a translation: write the digest that it was made from
        digest = stale[0].hint.rpartition(": ")[2].rstrip("'")
        run = check_site(make_site({name: text.replace("DIGEST", digest) for name, text in CLEAN[case].items()}))
    assert run.lines == []
