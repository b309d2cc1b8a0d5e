"""What stands in front matter and YAML is text: it is shown as written and does nothing."""

import json
import re
import time

import pytest
from lxml import etree, html

from tests.safety.conftest import dangers

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {0.__class__} %(x)s ${7*7}'
QUOTED = f"'{EVIL}'"

FILES = {
    "network.yaml": f"""\
name: {QUOTED}
short_name: {QUOTED}
claim: {QUOTED}
description: {QUOTED}
founded: 1996
region: {QUOTED}
field: {QUOTED}
languages: [de, en]
default_language: de
base_url: https://bioregion.example
contact: {{name: {QUOTED}, person: {QUOTED}, street: {QUOTED}, postcode: {QUOTED}, town: {QUOTED}, phone: {QUOTED}}}
funder: {QUOTED}
coordinator: {QUOTED}
sectors: {{biotech: {QUOTED}}}
topics: {{infection: {QUOTED}}}
legal: {{publisher: {QUOTED}, responsible: {QUOTED}, licence: {QUOTED}, notes: {QUOTED}}}
demonstration: {QUOTED}
""",
    "media.yaml": f"""\
media:
  website:
    {{name: {QUOTED}, about: {QUOTED}, scope: [national], cadence: weekly, circulation: 1, circulation_unit: {QUOTED}}}
""",
    "members/evil.yaml": f"""\
name: {QUOTED}
acronym: {QUOTED}
former_names: [{QUOTED}]
type: company
sector: biotech
topics: [infection]
about: {QUOTED}
address: {{street: {QUOTED}, postcode: {QUOTED}, town: {QUOTED}, district: {QUOTED}}}
phone: {QUOTED}
picture: evil
""",
    "people/evil.yaml": f"""\
given_name: {QUOTED}
family_name: {QUOTED}
titles: {QUOTED}
positions: [{{member: evil, role: {QUOTED}}}]
phone: {QUOTED}
consent: 2026-01-01
""",
    "pictures/evil.yaml": f"file: evil.svg\nalt: {QUOTED}\ncredit: {QUOTED}\nlicence: {QUOTED}\n",
    "pictures/evil.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "figures/evil.yaml": f"""\
title: {QUOTED}
description: {QUOTED}
unit: {QUOTED}
note: {QUOTED}
sources: [{{title: {QUOTED}, url: "https://example.org/?a=1&b=2"}}]
columns: {{year: {{label: {QUOTED}}}, sales: {{label: {QUOTED}}}}}
chart: {{mark: bar, x: year, y: [sales]}}
""",
    "figures/evil.csv": "year,sales\n<script>alert(1)</script>,1\n=1+1,2\n",
    "portraits/evil.de.md": f"""\
---
title: {QUOTED}
summary: {QUOTED}
member: evil
date: 2026-01-01
picture: evil
alt: {QUOTED}
box: [{{label: {QUOTED}, value: {QUOTED}}}]
---
[[member:evil]] und [[person:evil]]

![{EVIL.split(" {{", maxsplit=1)[0].replace("<", "&lt;")}](evil)

{{figure: evil}}
""",
    "news/2026/2026-01-01-evil.de.md": f"""\
---
title: {QUOTED}
summary: {QUOTED}
form: press-release
date: 2026-01-01
members: [evil]
people: [evil]
topics: [infection]
source: {QUOTED}
deal: {{type: grant, parties: [{{name: {QUOTED}}}, {{member: evil}}], volume: 5, stage: {QUOTED}}}
---
{{{{ 7*7 }}}} {{% raw %}}
""",
    "events/2026/2026-12-01-evil.de.md": f"""\
---
title: {QUOTED}
form: workshop
start: 2026-12-01 09:00
place: {QUOTED}
fee: {QUOTED}
announced: 2026-01-02
programme:
  - title: {QUOTED}
    room: {QUOTED}
    talks: [{{start: '9:00', title: {QUOTED}, speakers: [{{name: {QUOTED}}}]}}]
---
Text
""",
    "funding/evil.de.md": f"""\
---
title: {QUOTED}
funder: {QUOTED}
programme: {QUOTED}
volume: {QUOTED}
deadlines: [{{date: 2026-12-01, label: {QUOTED}}}]
applicants: {QUOTED}
link: https://example.org
announced: 2026-01-02
---
Text
""",
    "jobs/evil.de.md": f"""\
---
title: {QUOTED}
member: evil
place: {QUOTED}
employment: full-time
posted: 2026-01-02
---
Text
""",
    "pages/evil.de.md": f"---\ntitle: {QUOTED}\nmenu: header\n---\nText\n",
    "editions/website/evil/edition.yaml": f"""\
title: {QUOTED}
subtitle: {QUOTED}
summary: {QUOTED}
date: 2026-01-01
isbn: {QUOTED}
parts: [{{chapter: evil}}, {{listing: deals, title: {QUOTED}, intro: {QUOTED}}}]
""",
    "editions/website/evil/evil.de.md": f"---\ntitle: {QUOTED}\n---\nText\n",
}


@pytest.fixture(scope="module")
def hostile(build_once):
    """Build a network in which every text field of every kind is an attack."""
    return build_once(FILES, "--only", "feeds")


def test_no_value_becomes_markup(hostile):
    """Templates autoescape: an attack in any field of any kind is shown as the text that it is."""
    pages = sorted(hostile.output.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        tree = html.parse(page)
        data = tree.xpath("//script[@type='application/ld+json']/text()")
        assert all(json.loads(text) and "<" not in text for text in data), page
        scripts = tree.xpath("//script[not(@type='application/ld+json')]")
        assert all(re.search(r"assets/\w+\.\w+\.js$", script.get("src")) and not script.text for script in scripts), (
            page
        )
        assert tree.xpath("//iframe | //style | //object | //@*[starts-with(name(), 'on')]") == [], page
        for picture in tree.xpath("//img"):
            assert picture.get("src").startswith(("../", "assets/")), page
        for address in tree.xpath("//@href"):
            assert not address.lower().startswith(("javascript:", "data:", "vbscript:")), page
        assert "<script>alert(1)</script>" in tree.getroot().text_content() or page.parent == hostile.output, page


def test_no_value_is_run_as_a_template_or_a_format(hostile):
    """`{{ 7*7 }}` and `{0.__class__}` stay as written, in titles, words and bodies."""
    for page in hostile.output.rglob("*.html"):
        text = html.parse(page).getroot().text_content()
        assert "<class" not in text
        assert " 49 " not in text
    news = hostile.text("de/aktuelles/2026/2026-01-01-evil.html")
    assert "{{ 7*7 }} {0.__class__} %(x)s ${7*7}" in news
    assert "{% raw %}" in news


def test_feeds_hold_texts_as_texts(hostile):
    """A title is text in a feed; a description is HTML for RSS readers, so that markup in it is written out."""
    rss = etree.fromstring(hostile.text("de/feed.rss").encode())
    atom = etree.fromstring(hostile.text("de/feed.atom").encode())
    described = rss.xpath("//item/description/text()") + rss.xpath("//item/*[local-name()='encoded']/text()")
    described += atom.xpath("//*[local-name()='content']/text()")
    assert len(described) > 6
    ours = "https://bioregion.example/"
    assert [danger for text in described for danger in dangers(text, images=ours)] == []
    assert EVIL in rss.xpath("//item/title/text()")
    assert {summary.get("type", "text") for summary in atom.iter("{*}summary")} <= {"text"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "//evil.example/",
        "https://evil.example/<script>",
        'https://evil.example/" onclick="x',
        "https://user:secret@evil.example/",
        "https://evil.example/\\nX-Header: 1",
        "https://",
        "https://[",
        "https://evil.example:99999/",
        "java\\tscript:alert(1)",
    ],
)
def test_an_address_in_a_field_must_be_safe(address, make_site, check_site):
    """URLs may be http, https, mailto, tel; nothing else is linked."""
    written = address.replace('"', '\\"')
    site = make_site(
        {"members/a.yaml": f'name: A\ntype: company\nsector: biotech\naddress: {{town: H}}\nwebsite: "{written}"\n'}
    )
    run = check_site(site)
    assert run.code == 1
    assert [(problem.code.value, problem.spot.line) for problem in run.problems] == [("bad-url", 5)]


@pytest.mark.parametrize(
    "address", ["a@b.de?cc=x@y.de", "a@b.de\\nBcc: x@y.de", "<a@b.de>", "a b@c.de", "a,b@c.de", "a%0a@b.de"]
)
def test_an_e_mail_address_carries_nothing_else(address, make_site, check_site):
    """Mail headers cannot be injected: an address is an address."""
    site = make_site(
        {"members/a.yaml": f'name: A\ntype: company\nsector: biotech\naddress: {{town: H}}\nemail: "{address}"\n'}
    )
    assert check_site(site).codes == ["bad-value"]


def test_a_title_of_several_lines_stays_in_its_place(make_site, build_site, quick_website):
    """A line break in a title begins no new header, element or line of a feed."""
    title = 'title: "Eins\\r\\nX-Evil: 1\\n\\n<x>Zwei"\n'
    site = make_site(
        {"news/2026/2026-01-01-x.de.md": f"---\n{title}form: press-release\ndate: 2026-01-01\n---\nText\n"}
    )
    run = build_site(site, "--only", "feeds")
    if run.code == 0:
        atom = etree.fromstring(run.text("de/feed.atom").encode())
        assert [found.text for found in atom.iterfind("{*}entry/{*}title")] == ["Eins X-Evil: 1 <x>Zwei"]
    else:
        assert run.problems[0].spot.line == 2


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x08", "\x0b", "\x1b", "\x7f", "\ufffe", "\uffff"])
def test_a_character_that_nobody_sees_is_a_problem(character, make_site, check_site):
    """XML, terminals and mails cannot hold control characters: their place in text, YAML, escape or table is named."""
    escape = f"\\u{ord(character):04x}"
    figure, facts = FILES["figures/evil.yaml"], "form: press-release\ndate: 2026-01-02\n---\n"
    site = make_site(
        {
            **FILES,
            "news/2026/2026-01-02-a.de.md": f"---\ntitle: A\n{facts}Text\nx{character}y\n",
            "news/2026/2026-01-02-b.de.md": f"---\ntitle: A{character}\n{facts}",
            "news/2026/2026-01-02-c.de.md": f'---\ntitle: "A{escape}"\n{facts}',
            "figures/other.yaml": figure,
            "figures/other.csv": f"year,sales\n2020{character},1\n",
        }
    )
    places = {(problem.spot.path.rpartition("/")[2], problem.spot.line) for problem in check_site(site).problems}
    assert {("2026-01-02-a.de.md", 7), ("2026-01-02-b.de.md", 2), ("2026-01-02-c.de.md", 2), ("other.csv", 2)} <= places


def test_what_a_terminal_or_a_program_reads_cannot_be_forged(make_site, check_site):
    """A message shows an editor's words, but no line break or escape sequence of theirs begins a line of its own."""
    site = make_site({"members/a.yaml": 'name: A\ntype: "x\\n::error::forged"\nsector: biotech\naddress: {town: H}\n'})
    for output in ("github", "text"):
        lines = check_site(site, "--format", output).printed.splitlines()
        assert not [line for line in lines if line.startswith("::error::forged")]


def test_a_file_of_many_mistakes_is_answered_in_time(make_site, check_site):
    """Two hundred problems of a file are enough for one run."""
    many = "".join(f"k{number}: v\n" for number in range(5000))
    started = time.perf_counter()
    run = check_site(
        make_site({"members/a.yaml": f"name: A\ntype: company\nsector: biotech\naddress: {{town: H}}\n{many}"})
    )
    assert 0 < len(run.problems) <= 200
    assert time.perf_counter() - started < 5
