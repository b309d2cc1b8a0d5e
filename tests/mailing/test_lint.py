"""netzsite.mailing.lint: each fault that a mail program stumbles over is found, and named with whom it hurts."""

import pytest

from netzsite.mailing.forced import turn_lightness, turn_over
from netzsite.mailing.lint import MAX_BYTES, Mail, lint
from tests.conftest import run_on

ARCHIVE, LEAVE = "https://a.example/letter.html", "https://a.example/leave"
STYLE = "color: #1c1d1a; background-color: #ffffff; font-size: 16px"
SOUND = f"""\
<!doctype html>
<html lang="de">
<head><meta charset="utf-8"><title>Brief</title><style>
@media (max-width: 620px) {{ .sheet {{ width: 100% !important }} }}
@media (prefers-color-scheme: dark) {{ .body {{ color: #ecebe5 !important; background-color: #151715 !important }} }}
</style></head>
<body class="body" style="{STYLE}">
<div style="display: none">Was in diesem Brief steht, in einem Satz</div>
<table class="sheet" role="presentation" width="600"><tr><td>
<h1>Brief</h1>
<p>Ein Satz mit <a href="https://a.example/x">einem Verweis</a>.</p>
<p><img src="https://a.example/x.png" alt="" width="300"></p>
<table><tr><th>Jahr</th></tr><tr><td>2026</td></tr></table>
<p><a href="{ARCHIVE}">Im Browser</a> <a href="{LEAVE}">Abbestellen</a></p>
</td></tr></table>
</body>
</html>
"""
TEXT = "<p>Ein Satz mit "
PICTURE = '<img src="https://a.example/x.png" alt="" width="300">'


def look(html=SOUND, text="Brief", subject="Ein Brief"):
    """Look at a mail: the rules that it breaks."""
    data = html if isinstance(html, bytes) else html.encode()
    return lint(Mail(data, text, subject, ARCHIVE, LEAVE))


def test_nothing_is_found_in_a_sound_mail():
    """What is as it should be is passed in silence, also what a service fills in."""
    assert look() == []
    filled = SOUND.replace(LEAVE, "{{ UnsubscribeURL }}")
    assert lint(Mail(filled.encode(), "x", "Brief", ARCHIVE, "{{ UnsubscribeURL }}")) == []


FAULTS = {
    "size": (SOUND.replace("Ein Satz mit", "x" * MAX_BYTES), "Gmail"),
    "encoding": (SOUND.encode().replace(b"Ein Satz mit", "Für".encode("latin-1")), "all programs"),
    "charset": (SOUND.replace('<meta charset="utf-8">', ""), "Outlook"),
    "language": (SOUND.replace('<html lang="de">', "<html>"), "screen readers"),
    "title": (SOUND.replace("<title>Brief</title>", ""), "screen readers"),
    "preheader": (SOUND.replace('<div style="display: none">', f'<div style="{STYLE}">'), "lists"),
    "unsubscribe": (SOUND.replace(LEAVE, "https://a.example/other"), "all readers"),
    "archive": (SOUND.replace(ARCHIVE, "https://a.example/other"), "all readers"),
    "link": (SOUND.replace('https://a.example/x"', 'x.html"'), "all programs"),
    "link-text": (SOUND.replace("einem Verweis", ""), "screen readers"),
    "alt": (SOUND.replace(' alt=""', ""), "readers without pictures"),
    "picture-size": (SOUND.replace(' width="300"', ""), "Outlook"),
    "data-picture": (SOUND.replace("https://a.example/x.png", "data:image/png;base64,AAAA"), "Gmail"),
    "picture-link": (SOUND.replace("https://a.example/x.png", "x.png"), "all programs"),
    "picture-type": (SOUND.replace("x.png", "x.svg"), "Outlook"),
    "tag": (SOUND.replace(TEXT, f"<svg></svg>{TEXT}"), "Gmail"),
    "property": (SOUND.replace("<h1>", '<h1 style="position: absolute">'), "Outlook"),
    "layout": (SOUND.replace("<h1>", '<h1 style="display: flex">'), "Outlook"),
    "value": (SOUND.replace("<h1>", '<h1 style="font-size: 2rem">'), "Outlook"),
    "style-sheet": (SOUND.replace("<style>", "<style>h1 { color: red }"), "T-Online"),
    "table": (SOUND.replace("<th>Jahr</th>", "<td>Jahr</td>"), "screen readers"),
    "width": (SOUND.replace('width="600"', 'width="900"'), "phones"),
    "contrast": (SOUND.replace("<h1>", '<h1 style="color: #cccccc">'), "weak eyes"),
    "forced-dark": (SOUND.replace("; background-color: #ffffff", ""), "dark mode"),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found(rule):
    """One fault in a sound mail gives its finding, with a hint and the programs that it hurts, and no other rule's."""
    html, client = FAULTS[rule]
    found = look(html)
    assert {finding.rule for finding in found} == {rule}
    assert client in found[0].clients
    assert found[0].hint


@pytest.mark.parametrize("change", [{"subject": "x" * 90}, {"subject": "a\nb"}, {"text": " "}])
def test_words_beside_the_html(change):
    """The subject fits its place and the plain text is there."""
    assert [finding.rule for finding in look(**change)] == ["plain-text" if "text" in change else "subject"]


def test_contrast_is_looked_at_in_dark_mode_too():
    """A text that dark mode leaves dark on dark is found."""
    found = look(SOUND.replace("<h1>", '<h1 style="color: #333333">'))
    assert [finding.message for finding in found] == ["'Brief' has a contrast of 1.4 in dark mode, 4.5 is needed"]


def test_contrast_is_looked_at_where_programs_force_dark_mode():
    """Grey on white that can just be read cannot once Outlook.com has turned it round: a warning, not ours to mend."""
    found = look(SOUND.replace("<h1>", '<h1 style="color: #767676; background-color: #ffffff">'))
    assert [(finding.message, finding.is_error) for finding in found] == [
        ("'Brief' has a contrast of 4.1 in dark mode that Outlook.com forces, 4.5 is needed", False)
    ]


def test_what_is_wrong_in_light_mode_is_named_once():
    """A text that cannot be read in light mode is not named again for each program that turns it round."""
    style = "color: #999999; background-color: #ffffff"
    found = look(SOUND.replace("<h1>", f'<h1 style="{style}">'))
    assert {finding.message.partition(" in ")[2] for finding in found} == {
        "light mode, 4.5 is needed",
        "dark mode, 4.5 is needed",
    }


@pytest.mark.parametrize(
    ("colour", "outlook", "gmail"),
    [
        ("#ffffff", "#333333", "#000000"),
        ("#000000", "#ffffff", "#ffffff"),
        ("#333333", "#cfcfcf", "#cccccc"),
        ("#0b5d5a", "#77bdb9", "#a2f4f1"),
    ],
)
def test_colours_that_programs_turn_round(colour, outlook, gmail):
    """White becomes each program's own ground, black becomes white, a colour keeps its hue."""
    assert (turn_lightness(colour), turn_over(colour)) == (outlook, gmail)


def test_check_looks_at_what_is_about_to_go_out(make_site):
    """A fault of the newest edition stops the build; one that has long gone out is left alone."""
    mix = (
        "media:\n  brief:\n    name: Brief\n    about: Neues\n    scope: [regional]\n    cadence: weekly\n"
        "    mail: {sender: a@example.org, unsubscribe: 'https://a.example/leave'}\n"
        "    sections: [{id: news, title: Neues, takes: news}]\n"
    )
    edition = "title: {title}\ndate: {date}\nparts:\n  - {{section: news, items: [news:2026/a]}}\n"
    news = "---\ntitle: Eine Meldung mit einer langen Zeile\nform: interview\ndate: 2026-01-10\n---\nText.\n"
    long = "Sehr langer Titel " * 6
    files = {
        "media.yaml": mix,
        "news/2026/a.de.md": news,
        "editions/brief/2026-11-20/edition.yaml": edition.format(title=long, date="2026-11-20"),
        "editions/brief/2026-10-20/edition.yaml": edition.format(title=long, date="2026-10-20"),
    }
    site = make_site(files)
    run = run_on(site, "check", site)
    assert {problem.code.value for problem in run.problems} == {"bad-mail"}
    assert {problem.spot.path for problem in run.problems} == {"content/editions/brief/2026-11-20/edition.yaml"}
    assert "mail in 'de', subject: the subject has 107 characters (hurts all programs)" in run.lines[0]
