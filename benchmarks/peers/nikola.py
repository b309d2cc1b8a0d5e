"""Nikola: news as posts, portraits and events as pages, a theme in Jinja, only the plugins that the page set needs."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import NEWS, Document
from benchmarks.peer import BASE_URL, STYLE, TITLES, Peer, frame, installed, write_files

_CONFIG = f"""\
BLOG_AUTHOR = "Geschäftsstelle BioRegioN"
BLOG_EMAIL = "info@example.org"
BLOG_TITLE = "BioRegioN"
BLOG_DESCRIPTION = "Aktuelles"
SITE_URL = BASE_URL = "{BASE_URL}/"
DEFAULT_LANG = "de"
TRANSLATIONS = {{"de": ""}}
TIMEZONE = "Europe/Berlin"
FUTURE_IS_NOW = True
DATE_FORMAT = "dd.MM.yyyy"
THEME = "bench"
NAVIGATION_LINKS = {{"de": {tuple((f"/{section}/", title) for section, title in TITLES.items())!r}}}
POSTS = (("news/*.md", "news", "post.tmpl"),)
PAGES = (
    ("portraits/*.md", "portraits", "page.tmpl"),
    ("events/*.md", "events", "page.tmpl"),
    ("lists/*.md", "", "listed.tmpl"),
)
COMPILERS = {{"markdown": [".md"]}}
MARKDOWN_EXTENSIONS = [
    f"markdown.extensions.{{name}}"
    for name in ("tables", "footnotes", "attr_list", "def_list", "sane_lists", "abbr", "toc")
]
PRETTY_URLS = True
INDEX_PATH = "lists-of-posts"
DISABLE_INDEXES = True
ARCHIVE_PATH = "news"
ARCHIVE_FILENAME = "index.html"
RSS_FILENAME_BASE = "feed"
FEED_LENGTH = 50
FEED_TEASERS = False
COPY_SOURCES = False
LOGO_URL = CONTENT_FOOTER = SOCIAL_BUTTONS_CODE = ""
DISABLED_PLUGINS = [
    "classify_authors", "classify_categories", "classify_page_index", "classify_tags", "copy_files", "create_bundles",
    "render_galleries", "render_listings", "robots", "scale_images", "sitemap",
]
"""

_BASE = frame(
    title="{{ title|e }} – {{ blog_title|e }}",
    about="{% block description %}{% endblock %}",
    name="{{ blog_title|e }}",
    menu="""\
{% for address, name in navigation_links[lang] %}<a href="{{ address }}">{{ name }}</a>
{% endfor %}""",
    main="""\
<h1>{{ title|e }}</h1>
{% block content %}{% endblock %}""",
    style="/assets/style.css",
)

_POST = """\
{% extends "base.tmpl" %}
{% block description %}{{ post.meta("about")|e }}{% endblock %}
{% block content %}
<p><time datetime="{{ post.formatted_date("webiso") }}">{{ post.formatted_date(date_format) }}</time></p>
{{ post.text() }}{% endblock %}
"""

_LISTED = """\
{% extends "base.tmpl" %}
{% block content %}{{ post.text() }}{% endblock %}
"""

_ITEMS = """\
<ul>{% for each in posts %}
<li><time>{{ each.formatted_date(date_format) }}</time> <a href="{{ each.permalink() }}">{{ each.title()|e }}</a>
<p>{{ each.meta("about")|e }}</p></li>
{% endfor %}</ul>
"""

_YEAR = f"""\
{{% extends "base.tmpl" %}}
{{% block content %}}{_ITEMS}{{% endblock %}}
"""

_YEARS = """\
{% extends "base.tmpl" %}
{% block content %}<ul>{% for text, link, count in items %}<li><a href="{{ link }}">{{ text }}</a></li>
{% endfor %}</ul>{% endblock %}
"""


def _list(title: str, slug: str, chosen: str) -> str:
    head = f".. title: {title}\n.. slug: {slug}\n.. date: 1996-01-01\n"
    return f"{head}\n{{{{% post-list {chosen} template=items.tmpl %}}}}{{{{% /post-list %}}}}\n"


class Nikola(Peer):
    """Nikola."""

    name = "nikola"
    output = "output"
    traces = ("cache", ".doit.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", "__pycache__")

    def version(self) -> str | None:
        """Look into the virtual environment."""
        return installed(self.tools, "nikola")

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write posts and pages with Nikola's own lines of metadata; lists are pages with its shortcode."""
        templates = {"base": _BASE, "post": _POST, "page": _POST, "listed": _LISTED, "items": _ITEMS}
        templates |= {"archive": _YEAR, "list": _YEARS}
        write_files(site, {f"themes/bench/templates/{name}.tmpl": text for name, text in templates.items()})
        write_files(site, {"conf.py": _CONFIG, "themes/bench/assets/style.css": STYLE})
        write_files(site, {"themes/bench/bench.theme": "[Theme]\nengine = jinja\nparent =\n"})
        lists = {
            section: _list(title, section, f"post_type=page categories={section}")
            for section, title in TITLES.items()
            if section != NEWS
        }
        lists["index"] = _list("BioRegioN", "index", "stop=10")
        write_files(site, {f"lists/{name}.md": text for name, text in lists.items()})
        for each in documents:
            head = f".. title: {each.title}\n.. about: {each.summary}\n.. date: {each.day} 08:00:00\n"
            head += f".. category: {each.section}\n"
            write_files(site, {self.source(each): f"{head}\n{each.body}"})

    def build(self, site: Path) -> list[str]:
        """Build what is out of date."""
        return [str(self.tools / "bin/nikola"), "build", "--quiet"]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Build and serve by itself."""
        return [str(self.tools / "bin/nikola"), "auto", "--address", "127.0.0.1", "--port", str(port)]

    def source(self, document: Document) -> str:
        """Name it as its page."""
        return f"{document.path}.md"
