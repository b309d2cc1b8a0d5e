"""netzsite.agenda: the output changes at the moments that are named, and at no others."""

import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from netzsite.inspection import inspect_content
from netzsite.pipeline import plan
from netzsite.render.theme import load_theme
from tests.conftest import PROFILES, ROOT, THEME, parse_day, run_netzsite, run_on, snapshot, write_files
from tests.pace import examples

DAYS = ("2026-11-20", "2026-11-25", "2026-11-27", "2026-11-30")
UNSEARCHED = {"network.yaml": PROFILES["network.yaml"] + "search: false\n"}
MOMENTS = (*DAYS, "2026-11-25 09:00", "2026-11-28 17:30")
TEXT = "---\ntitle: Titel\n{0}---\nMit [[hzi]].\n"
MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\nverified: 2024-11-26\n"


@st.composite
def fields(draw, *, moments=(), dates=(), lists=()):
    """Draw front matter: each moment, date or list of dates may be there or not."""
    lines = []
    for names, values in ((moments, MOMENTS), (dates, DAYS)):
        for name in names:
            if (value := draw(st.sampled_from([None, *values]))) is not None:
                lines.append(f"{name}: {value}\n")
    for name in lists:
        days = draw(st.lists(st.sampled_from(DAYS), max_size=3))
        lines.append(f"{name}: [{', '.join(f'{{date: {day}}}' for day in days)}]\n")
    return "".join(lines)


SPAN = ("publish", "embargo", "expires")


@st.composite
def contents(draw):
    """Draw content in which much happens by the calendar."""
    day = st.sampled_from(DAYS)
    timed = {
        "news/2026/n.de.md": f"form: interview\ndate: {draw(day)}\npeople: [anna]\n" + draw(fields(moments=SPAN)),
        "events/e.de.md": f"form: fair\nplace: Halle\nstart: {draw(day)}\n"
        + draw(fields(moments=SPAN, dates=["announced"])),
        "funding/f.de.md": "funder: Land\nlink: https://example.org\n"
        + draw(fields(moments=SPAN, dates=["announced"], lists=["deadlines"])),
        "jobs/j.de.md": f"member: hzi\nplace: Köln\nemployment: thesis\nposted: {draw(day)}\n"
        + draw(fields(moments=SPAN, dates=["deadline"])),
        "portraits/p.de.md": "person: anna\n" + draw(fields(moments=SPAN, dates=["date"])),
        "groups/g.de.md": draw(fields(moments=SPAN)) + f"meetings: [{{start: {draw(day)} 10:00}}]\n",
        "funding/o.de.md": f"funder: Land\nlink: https://example.org\nopens: {draw(day)}\n"
        + draw(st.sampled_from(["", "deadlines: [{date: 2026-12-26}]\n", "deadlines: [{date: 2027-03-01}]\n"])),
        "events/r.de.md": "form: fair\nplace: Halle\nstart: 2026-11-30\nregistration: https://example.org\n"
        + f"time_zone: {draw(st.sampled_from(['Europe/Berlin', 'Asia/Tokyo']))}\n"
        + draw(fields(moments=["registration_deadline"])),
        "pages/about.de.md": draw(fields(moments=SPAN)),
        "editions/report/2026/a.de.md": draw(fields(moments=SPAN)),
    }
    person = f"given_name: Anna\nfamily_name: Exempel\n{draw(fields(dates=['consent', 'left']))}"
    edition = f"title: Bericht\ndate: {draw(day)}\nparts: [{{chapter: a}}]\n"
    facts = {"members/hzi.yaml": MEMBER, "people/anna.yaml": person, "editions/report/2026/edition.yaml": edition}
    kept = draw(st.sets(st.sampled_from(sorted(timed)), min_size=1))
    return {**facts, **{name: TEXT.format(timed[name]) for name in sorted(kept | {"editions/report/2026/a.de.md"})}}


@pytest.mark.slow
@pytest.mark.usefixtures("quick_website")
@examples(4, thorough=16)
@given(contents(), st.lists(st.floats(0, 0.99), min_size=1, max_size=2))
def test_builds_differ_at_the_moments_that_are_named_and_only_there(files, shares):
    """Between two moments all builds give the same bytes; at the moment itself pages or feeds differ."""
    with TemporaryDirectory() as made:
        site = write_files(Path(made) / "content", {**PROFILES, **UNSEARCHED, **files})
        _, listed, _ = run_netzsite("due", "--content", str(site), "--today", "2026-11-19", "--all", "--format", "json")
        moments = [dt.datetime.fromisoformat(each["moment"]) for each in json.loads(listed)["moments"]]
        note(listed)

        def build(moment):
            today = moment.strftime("%Y-%m-%dT%H:%M")
            run = run_on(
                site, "build", site.parent / "public", "--today", today, "--only", "website", "--only", "feeds"
            )
            assert run.code == 0
            return snapshot(run.output)

        begin, *times = [dt.datetime.fromisoformat("2026-11-19T00:00+01:00"), *moments]
        last = build(begin)
        for at, following in zip(
            [begin, *times], [*times, dt.datetime.fromisoformat("2027-04-01T00:00+01:00")], strict=True
        ):
            if at != begin:
                now = build(at)
                assert {path for path in now.keys() | last.keys() if now.get(path) != last.get(path)} > {
                    "manifest.json"
                }
                last = now
            for share in (*shares, 0.9999):
                assert build(at + (following - at) * share) == last


@pytest.mark.slow
def test_a_page_asks_for_no_other_moment():
    """Whatever the sample content's pages ask the clock for is known from the heads: `due` needs no build."""
    inspection = inspect_content(ROOT / "content", parse_day())
    assert inspection.catalogue is not None
    known = {
        moment for ids in inspection.catalogue.heads.values() for head in ids.values() for moment, _ in head.turns()
    }
    library = inspection.library(with_drafts=True)
    theme = load_theme(THEME, library.network.languages, library.network.identity)
    asked = set()
    for artifact in plan(library, theme):
        account = library.fresh()
        artifact.compose(account, theme, *artifact.subject)
        asked |= {question.removeprefix("time ") for question in account.asked if question.startswith("time ")}
    assert len(asked) > 10
    assert asked - known == {"9999-12-31T23:59:00"}
