"""netzsite.render.templating: mistakes in templates are problems with a place, and what they show is text."""

import datetime as dt
import gc
import shutil
import weakref
from decimal import Decimal

import pytest
from markupsafe import Markup

from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import read_folder
from netzsite.errors import NetzsiteError
from netzsite.render.templating import MAX_KEPT, Kept, component, environment, render_template, with_tools
from netzsite.render.theme import Theme
from netzsite.render.workshop import Workshop
from netzsite.strings import Strings
from netzsite.urls import links_below, links_from
from tests.conftest import snapshot

STRINGS = {lang: Strings(lang, {"word": word}) for lang, word in (("de", "Wort"), ("en", "word"))}

NOON_HERE = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
NOON_THERE = NOON_HERE.astimezone(dt.timezone(dt.timedelta(hours=5)))


class Counted:
    """A view that counts how often it is looked into."""

    def __init__(self, name):
        self.name, self.calls = name, 0

    def __repr__(self):
        return f"Counted({self.name})"

    def look(self):
        """Count."""
        self.calls += 1
        return self.name


@pytest.fixture
def make_workshop(tmp_path):
    """Make a workshop whose medium `web` has some templates: path within the theme -> text."""

    def make(files):
        theme = Theme("theme", {path: text.encode() for path, text in files.items()}, {}, STRINGS)
        return Workshop(theme, tmp_path, Cache(None))

    return make


@pytest.fixture
def templates(tmp_path):
    """Make the environment of a medium from templates: name -> text."""

    def make(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return environment(Theme("theme", read_folder(tmp_path), {}, {}), "web", Cache(None))

    return make


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a\n{{ missing }}", "x.html:2: 'missing' is undefined"),
        ("a\n\n{{ view.missing }}", "x.html:3: "),
        ("{% if %}", "x.html:1: Expected an expression"),
        ("{% include 'gone.html' %}", "x.html: there is no template 'gone.html'"),
        ("{% from 'components/a.html' import a %}{{ a() }}", "a.html:2: "),
    ],
)
def test_a_mistake_in_a_template_has_a_place(templates, template, message):
    """Templates use StrictUndefined: nothing is silently empty, and the innermost template is named."""
    made = templates({"web/x.html": template, "components/a.html": "{% macro a() %}\n{{ gone }}{% endmacro %}"})
    with pytest.raises(NetzsiteError) as caught:
        render_template(made, "x.html", {"view": object()})
    (problem,) = caught.value.problems
    place = problem.spot.path.rpartition("/")[2] + (f":{problem.spot.line}" if problem.spot.line else "")
    assert f"{place}: {problem.message}".startswith(message)


def test_templates_escape(templates):
    """What a view holds is text, in elements and attributes, also through macros and filters."""
    made = templates(
        {
            "web/x.html": "{% from 'components/a.html' import a %}{{ a(v) }}{{ v|paragraphs }}{{ [v, v]|join(' ') }}",
            "components/a.html": '{% macro a(v) %}<i title="{{ v }}">{{ v }}</i>{% endmacro %}',
        }
    )
    html = render_template(made, "x.html", {"v": "\"><script>'{{ 7*7 }}"})
    assert "<script>" not in html
    assert '"">' not in html
    assert "49" not in html


def test_a_template_comes_from_the_theme_only(templates):
    """Names of templates are not paths."""
    made = templates({"web/x.html": "x"})
    for name in ("../secret.html", "/etc/passwd", "web/../../secret.html"):
        with pytest.raises(NetzsiteError):
            render_template(made, name, {})


def test_tools_are_seen_by_components_too(templates):
    """A component sees its arguments and the tools that its templates were given, nothing of the page."""
    made = templates(
        {
            "web/x.html": "{% from 'components/a.html' import a %}{{ a() }}",
            "web/y.html": "{% from 'components/a.html' import b %}{{ b() }}",
            "components/a.html": "{% macro a() %}{{ tool }}{% endmacro %}{% macro b() %}{{ view }}{% endmacro %}",
        }
    )
    first, second = (with_tools(made, {"tool": name}) for name in ("first", "second"))
    assert [render_template(each, "x.html", {}) for each in (first, second, first)] == ["first", "second", "first"]
    with pytest.raises(NetzsiteError, match="'view' is undefined"):
        render_template(first, "y.html", {"view": "a page"})
    with pytest.raises(NetzsiteError, match="'tool' is undefined"):
        render_template(made, "x.html", {})


PAGE = "{% from 'components/a/a.html' import a %}{{ a(view) }}"
COMPONENT = "{% macro a(view) %}<a href='{{ href(view) }}'>{{ s.text('word') }}</a>{% endmacro %}"


def test_pages_of_folders_and_languages_share_nothing_that_differs(make_workshop):
    """What a component was made ready with, links and words, is that of the page's folder and language."""
    workshop = make_workshop({"web/x.html": PAGE, "components/a/a.html": COMPONENT})
    places = [
        ("de", "de/a/1.html"),
        ("de", "de/a/2.html"),
        ("en", "en/a/1.html"),
        ("de", "de/1.html"),
        ("en", "1.html"),
    ]
    pages = [workshop.render_page("web", "x.html", *place, {"view": "de/a/3.html"}) for place in places * 2]
    assert [page.decode() for page in pages] == 2 * [
        "<a href='3.html'>Wort</a>",
        "<a href='3.html'>Wort</a>",
        "<a href='../../de/a/3.html'>word</a>",
        "<a href='a/3.html'>Wort</a>",
        "<a href='de/a/3.html'>word</a>",
    ]


def test_more_folders_than_are_kept_come_out_the_same(make_workshop):
    """What is kept is bounded; what is made anew is what it was."""
    workshop = make_workshop({"web/x.html": PAGE, "components/a/a.html": COMPONENT})
    paths = [f"{number}/1.html" for number in range(50)]
    first, second = (
        [workshop.render_page("web", "x.html", "de", path, {"view": "7/2.html"}) for path in paths] for _ in range(2)
    )
    assert first == second
    assert (first[6], first[7]) == (b"<a href='../7/2.html'>Wort</a>", b"<a href='2.html'>Wort</a>")


def test_a_component_of_a_document_sees_what_the_document_may_show(make_workshop):
    """Figures of a report are numbered by it; each document has its own numbers."""
    component = "{% macro a() %}{{ numbers }}{% endmacro %}"
    workshop = make_workshop(
        {"web/x.html": "{% from 'components/a.html' import a %}{{ a() }}", "components/a.html": component}
    )
    link = links_below("https://example.org")
    assert [workshop.render("web", "x.html", "de", {"numbers": n, "view": 0}, link=link) for n in (1, 2)] == ["1", "2"]
    with pytest.raises(NetzsiteError, match="'numbers' is undefined"):
        workshop.render_alike("web", "x.html", "de", {"numbers": 3, "view": 0}, link=link)


def test_a_page_is_gone_when_it_is_written(make_workshop):
    """Nothing that is kept holds a page or its view: thousands are made before Python looks for garbage."""
    workshop = make_workshop({"web/x.html": PAGE, "components/a/a.html": COMPONENT})
    view = Strings("de", {})
    seen = weakref.ref(view)
    gc.disable()
    try:
        workshop.render_page("web", "x.html", "de", "de/1.html", {"view": "x", "further": view})
        del view
        assert seen() is None
    finally:
        gc.enable()


KEPT = "{{ kept('a', view) }}"


def test_what_is_kept_is_kept_under_all_that_it_shows(make_workshop):
    """Values that count as equal and do not read the same are other arguments, and so is a page of another folder."""
    component = "{% macro a(view) %}{{ view }} {{ s.text('word') }} {{ href('de/x.html') }}{% endmacro %}"
    workshop = make_workshop({"web/x.html": KEPT, "web/y.html": PAGE, "components/a/a.html": component})
    values = [1, True, Decimal("1.0"), Decimal("1.00"), "<b>", Markup("<b>"), ("a",), ["a"], "1", NOON_HERE, NOON_THERE]
    places = [("de/1.html", "de"), ("de/a/1.html", "de"), ("de/a/1.html", "en")]
    for _ in range(2):
        for value in values:
            for path, lang in places:
                kept, made = (
                    workshop.render_page("web", f"{name}.html", lang, path, {"view": value}) for name in ("x", "y")
                )
                assert kept == made


def test_what_is_kept_is_made_once(make_workshop):
    """A component is called again only for other arguments."""
    component = "{% macro a(view) %}{{ view.look() }}{% endmacro %}"
    workshop = make_workshop({"web/x.html": KEPT, "components/a/a.html": component})
    views = [Counted("first"), Counted("first"), Counted("second")]
    pages = [workshop.render_page("web", "x.html", "de", "de/1.html", {"view": view}) for view in views]
    assert (pages, [view.calls for view in views]) == ([b"first", b"first", b"second"], [1, 0, 1])


def test_what_has_no_value_is_not_kept(make_workshop):
    """Objects and macros that are written out by their address or name may be others the next time."""
    component = "{% macro a(view) %}{{ view() }}{% endmacro %}"
    page = "{% macro b() %}{{ view }}{% endmacro %}{{ kept('a', b) }}{{ kept('a', further) }}"
    workshop = make_workshop({"web/x.html": page, "components/a/a.html": component})
    pages = [
        workshop.render_page("web", "x.html", "de", "de/1.html", {"view": n, "further": lambda n=n: n}) for n in (1, 2)
    ]
    assert pages == [b"11", b"22"]


def test_what_is_kept_is_bounded(make_workshop):
    """More parts than are kept come out the same."""
    workshop = make_workshop({"web/x.html": KEPT, "components/a/a.html": "{% macro a(view) %}{{ view }}{% endmacro %}"})
    numbers = [*range(MAX_KEPT + 2), 1, MAX_KEPT]
    pages = [workshop.render_page("web", "x.html", "de", "de/1.html", {"view": number}) for number in numbers]
    assert pages == [b"%d" % number for number in numbers]


SITE = {
    "members/a.yaml": "name: Musterwerk A\ntype: company\nsector: biotech\nabout: Eines.\naddress: {town: Köln}\n",
    "pages/imprint.de.md": "---\ntitle: Impressum\nmenu: footer\n---\nWorte.\n",
    "pages/about.de.md": "---\ntitle: Über uns\nmenu: header\n---\nWorte.\n",
    "pages/about.en.md": "---\ntitle: About us\ntranslated_from: x\n---\nWords.\n",
    **{
        f"news/2026/2026-03-{day:02}-neu.{lang}.md": (
            f"---\ntitle: <Neu> {day}\nform: network-news\ndate: 2026-03-{day:02}\nmembers: [a]\n---\nNeues.\n"
            if lang == "de"
            else f"---\ntitle: New {day}\ntranslated_from: x\n---\nNew.\n"
        )
        for day in range(1, 9)
        for lang in (("de", "en") if day % 2 else ("de",))
    },
}


def test_a_website_of_kept_parts_is_the_same_as_one_made_whole(make_site, build_site, quick_website, monkeypatch):
    """What stands the same on many pages stands on each as if it had been made for it."""
    site, called = make_site(SITE), []
    kept = snapshot(build_site(site, "--only", "website").output)
    shutil.rmtree(site.parent / "public")

    def call(parts, name, *arguments):
        called.append(name)
        return component(parts._templates, name, *arguments)

    monkeypatch.setattr(Kept, "__call__", call)
    whole = snapshot(build_site(site, "--only", "website").output)
    assert {"foot", "menu", "card"} <= set(called)
    assert len([path for path in kept if path.endswith(".html")]) > 20
    assert kept == whole


def test_the_same_folder_links_by_the_same_function():
    """Whatever is kept for a folder is found again."""
    assert links_from("de/a") is links_from("de/a")
    assert links_from("de/a")("de/b/c.html#d") == "../b/c.html#d"
    assert links_below("https://example.org/x/")("de/a/index.html#d") == "https://example.org/x/de/a/#d"


def test_templates_are_compiled_once_for_all_processes(tmp_path, monkeypatch):
    """Another process finds them in the cache; what belongs to another text is not found."""
    theme = Theme("theme", {"web/x.html": b"a {{ word }}", "web/y.html": b"b"}, {}, {})
    with Cache(tmp_path) as cache:
        assert render_template(environment(theme, "web", cache), "x.html", {"word": "<1>"}) == "a &lt;1&gt;"
    compiled = []
    monkeypatch.setattr("jinja2.Environment.compile", lambda self, *about: compiled.append(about[1]))
    other = Theme("theme", {"web/x.html": b"c {{ word }}"}, {}, {})
    with Cache(tmp_path) as cache:
        assert render_template(environment(theme, "web", cache), "x.html", {"word": "<2>"}) == "a &lt;2&gt;"
        for templates, name in (
            (environment(theme, "web", cache), "y.html"),
            (environment(other, "web", cache), "x.html"),
        ):
            with pytest.raises(TypeError):
                templates.get_template(name)
    assert compiled == ["y.html", "x.html"]
