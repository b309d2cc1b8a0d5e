"""Pelican: news as articles, portraits and events as pages, a theme in Jinja, its cache of read files switched on."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import NEWS, Document
from benchmarks.peer import BASE_URL, STYLE, TITLES, Peer, frame, installed, write_files

_CONFIG = f"""\
SITENAME = "BioRegioN"
SITEURL = "{BASE_URL}"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "de"
AUTHOR = "Geschäftsstelle"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "."
STATIC_PATHS = []
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
GZIP_CACHE = False
ARTICLE_PATHS = ["news"]
PAGE_PATHS = ["portraits", "events"]
PATH_METADATA = r"(?P<place>.*)\\.md"
ARTICLE_URL = PAGE_URL = "{{place}}/"
ARTICLE_SAVE_AS = PAGE_SAVE_AS = "{{place}}/index.html"
PAGE_ORDER_BY = "reversed-place"
YEAR_ARCHIVE_URL = "news/{{date:%Y}}/"
YEAR_ARCHIVE_SAVE_AS = "news/{{date:%Y}}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "news", "portraits", "events"]
NEWS_SAVE_AS = "news/index.html"
PORTRAITS_SAVE_AS = "portraits/index.html"
EVENTS_SAVE_AS = "events/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_RSS = "feed.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
SECTIONS = {TITLES!r}
_EXTENSIONS = ("tables", "footnotes", "attr_list", "def_list", "sane_lists", "abbr", "toc", "meta")
MARKDOWN = {{"extension_configs": {{f"markdown.extensions.{{name}}": {{}} for name in _EXTENSIONS}}}}
"""

_BASE = frame(
    title="{% block title %}{{ SITENAME }}{% endblock %}",
    about="{% block description %}{% endblock %}",
    name="{{ SITENAME }}",
    menu="""\
{% for section, name in SECTIONS.items() %}<a href="/{{ section }}/">{{ name }}</a>
{% endfor %}""",
    main="{% block main %}{% endblock %}",
)

_ENTRY = """\
{% extends "base.html" %}
{% block title %}{{ KIND.title }} – {{ SITENAME }}{% endblock %}
{% block description %}{{ KIND.about }}{% endblock %}
{% block main %}<h1>{{ KIND.title }}</h1>
<p><time datetime="{{ KIND.date.strftime("%Y-%m-%d") }}">{{ KIND.date.strftime("%d.%m.%Y") }}</time></p>
{{ KIND.content }}{% endblock %}
"""

_LIST = """\
{% extends "base.html" %}
{% block title %}TITLE – {{ SITENAME }}{% endblock %}
{% block main %}<h1>TITLE</h1>
<ul>{% for each in ENTRIES %}
<li><time>{{ each.date.strftime("%d.%m.%Y") }}</time> <a href="/{{ each.url }}">{{ each.title }}</a>
<p>{{ each.about }}</p></li>
{% endfor %}</ul>{% endblock %}
"""

_YEARS = """\
{% extends "base.html" %}
{% block title %}Aktuelles – {{ SITENAME }}{% endblock %}
{% block main %}<h1>Aktuelles</h1>
<ul>{% for year in articles|map(attribute="date.year")|unique %}<li><a href="/news/{{ year }}/">{{ year }}</a></li>
{% endfor %}</ul>{% endblock %}
"""


def _list(title: str, entries: str) -> str:
    return _LIST.replace("TITLE", title).replace("ENTRIES", entries)


class Pelican(Peer):
    """Pelican."""

    name = "pelican"
    output = "output"
    traces = ("cache", "__pycache__")

    def version(self) -> str | None:
        """Look into the virtual environment."""
        return installed(self.tools, "pelican")

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write content with the metadata lines of Python-Markdown, the theme and the settings."""
        templates = {
            "base": _BASE,
            "article": _ENTRY.replace("KIND", "article"),
            "page": _ENTRY.replace("KIND", "page"),
            "index": _list("BioRegioN", "articles[:10]"),
            "news": _YEARS,
            "period_archives": _list("Aktuelles", "articles"),
            **{
                kind: _list(TITLES[kind], f'pages if each.place.startswith("{kind}/")')
                for kind in TITLES
                if kind != NEWS
            },
        }
        write_files(site, {f"theme/templates/{name}.html": text for name, text in templates.items()})
        write_files(site, {"pelicanconf.py": _CONFIG, "theme/static/style.css": STYLE})
        for each in documents:
            head = f"title: {each.title}\nabout: {each.summary}\ndate: {each.day}\n"
            write_files(site, {self.source(each): f"{head}\n{each.body}"})

    def build(self, site: Path) -> list[str]:
        """Build with the settings of the folder."""
        return [str(self.tools / "bin/pelican"), "--settings", "pelicanconf.py", "--quiet", "--fatal", "errors"]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Listen and reload."""
        return [str(self.tools / "bin/pelican"), "--settings", "pelicanconf.py", "-l", "-r", "-p", str(port)]

    def source(self, document: Document) -> str:
        """Name it as its page."""
        return f"content/{document.path}.md"
