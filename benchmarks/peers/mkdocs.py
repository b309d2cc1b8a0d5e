"""MkDocs: a docs folder, a theme in Jinja, and a hook of ten lines for lists and the feed, which MkDocs has not."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import NEWS, Document
from benchmarks.peer import BASE_URL, STYLE, TITLES, Peer, frame, installed, write_files

_CONFIG = f"""\
site_name: BioRegioN
site_url: {BASE_URL}/
theme:
  name: null
  custom_dir: theme
  static_templates: [feed.xml]
hooks: [lists.py]
plugins: []
markdown_extensions: [tables, footnotes, attr_list, def_list, sane_lists, abbr, toc]
extra:
  sections:
"""

_HOOK = '''\
"""Gives templates what lists and the feed show: section, or section and year -> pages, the newest first."""

from collections import defaultdict


def on_env(env, config, files):
    lists = defaultdict(list)
    for page in (file.page for file in files.documentation_pages()):
        if "date" in page.meta:
            section, year = page.file.src_uri.split("/")[:2]
            lists[section].append(page)
            lists[f"{section}/{year}"].append(page)
    for pages in lists.values():
        pages.sort(key=lambda page: page.meta["date"], reverse=True)
    env.globals["lists"] = lists
'''

_BASE = frame(
    title="{{ page.title }} – {{ config.site_name }}",
    about="{{ page.meta.summary }}",
    name="{{ config.site_name }}",
    menu="""\
{% for section, name in config.extra.sections.items() %}<a href="/{{ section }}/">{{ name }}</a>
{% endfor %}""",
    main="""\
{% block main %}<h1>{{ page.title }}</h1>
<p><time datetime="{{ page.meta.date }}">{{ page.meta.date.strftime("%d.%m.%Y") }}</time></p>
{{ page.content }}{% endblock %}""",
)

_LIST = """\
{% extends "main.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<ul>{% for each in lists[page.meta.list][:page.meta.most] %}
<li><time>{{ each.meta.date.strftime("%d.%m.%Y") }}</time> <a href="/{{ each.url }}">{{ each.title }}</a>
<p>{{ each.meta.summary }}</p></li>
{% endfor %}</ul>{% endblock %}
"""

_YEARS = """\
{% extends "main.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<ul>{% for year in lists["news"]|map(attribute="meta.date.year")|unique %}
<li><a href="/news/{{ year }}/">{{ year }}</a></li>
{% endfor %}</ul>{% endblock %}
"""

_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{{ config.site_name }}</title><link>{{ config.site_url }}</link><description>Aktuelles</description>
{% for each in lists["news"][:50] %}<item>
<title>{{ each.title|e }}</title><link>{{ each.canonical_url }}</link><guid>{{ each.canonical_url }}</guid>
<pubDate>{{ each.meta.date.strftime("%a, %d %b %Y 00:00:00 +0000") }}</pubDate>
<description>{{ each.content|e }}</description>
</item>
{% endfor %}</channel></rss>
"""


def _list(title: str, template: str = "list", of: str = "", most: int = 1_000_000) -> str:
    return f"---\ntitle: '{title}'\ntemplate: {template}.html\nlist: {of}\nmost: {most}\nsummary: ''\n---\n"


class MkDocs(Peer):
    """MkDocs; its quick build of changed pages alone (`--dirty`) leaves lists and the feed as they were: not used."""

    name = "mkdocs"
    output = "site"
    traces = ("__pycache__",)

    def version(self) -> str | None:
        """Look into the virtual environment."""
        return installed(self.tools, "mkdocs")

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write pages with YAML front matter; each list is a page with a template of its own."""
        templates = {"main.html": _BASE, "list.html": _LIST, "years.html": _YEARS, "feed.xml": _FEED, "sitemap.xml": ""}
        write_files(site, {f"theme/{name}": text for name, text in templates.items()})
        sections = "".join(f"    {section}: {title}\n" for section, title in TITLES.items())
        write_files(site, {"mkdocs.yml": _CONFIG + sections, "lists.py": _HOOK, "docs/style.css": STYLE})
        lists = {section: _list(title, of=section) for section, title in TITLES.items()}
        lists |= {NEWS: _list(TITLES[NEWS], "years"), ".": _list("BioRegioN", of=NEWS, most=10)}
        for each in documents:
            head = f"title: '{each.title}'\nsummary: {each.summary}\ndate: {each.day}\n"
            write_files(site, {self.source(each): f"---\n{head}---\n{each.body}"})
            if each.section == NEWS:
                lists[f"news/{each.day.year}"] = _list(str(each.day.year), of=f"news/{each.day.year}")
        write_files(site, {f"docs/{place}/index.md": text for place, text in lists.items()})

    def build(self, site: Path) -> list[str]:
        """Build what there is."""
        return [str(self.tools / "bin/mkdocs"), "build", "--quiet"]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Serve and reload."""
        return [str(self.tools / "bin/mkdocs"), "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]

    def source(self, document: Document) -> str:
        """Name it as its page."""
        return f"docs/{document.path}.md"
