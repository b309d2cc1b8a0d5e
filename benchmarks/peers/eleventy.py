"""Eleventy: content with layouts in Nunjucks and `eleventy.config.js`; the only tool that npm installs."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import Document
from benchmarks.peer import BASE_URL, STYLE, TITLES, Peer, first_line, frame, write_files

_PACKAGES = {
    "@11ty/eleventy": "3.1.8",
    "markdown-it-attrs": "5.0.1",
    "markdown-it-deflist": "4.0.0",
    "markdown-it-footnote": "4.0.0",
}

_CONFIG = """\
const attributes = require("markdown-it-attrs");
const definitions = require("markdown-it-deflist");
const footnotes = require("markdown-it-footnote");

module.exports = function (config) {
  config.amendLibrary("md", (parser) => parser.use(attributes).use(definitions).use(footnotes));
  config.addPassthroughCopy({ "static/style.css": "style.css" });
  const newest = (first, second) => second.date - first.date;
  for (const section of ["news", "portraits", "events"]) {
    config.addCollection(section, (all) => all.getFilteredByGlob(`content/${section}/**/*.md`).sort(newest));
  }
  config.addCollection("years", (all) => {
    const years = new Map();
    for (const each of all.getFilteredByGlob("content/news/**/*.md").sort(newest)) {
      const year = String(each.date.getUTCFullYear());
      if (!years.has(year)) years.set(year, []);
      years.get(year).push(each);
    }
    return [...years].map(([year, pages]) => ({ year, pages }));
  });
  config.addFilter("german", (date) => date.toISOString().slice(0, 10).split("-").reverse().join("."));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("newest", (pages, number) => pages.slice(0, number));
  return {
    dir: { input: "content", includes: "../layouts", output: "output" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
};
"""

_BASE = frame(
    title="{{ title }} – BioRegioN",
    about="{{ about }}",
    name="BioRegioN",
    menu="""\
{% for section, name in sections %}<a href="/{{ section }}/">{{ name }}</a>
{% endfor %}""",
    main="""\
<h1>{{ title }}</h1>
{{ content | safe }}""",
)

_ENTRY = """\
---
layout: base.njk
---
<p><time datetime="{{ page.date | day }}">{{ page.date | german }}</time></p>
{{ content | safe }}
"""

_LIST = """\
---
title: TITLE
layout: base.njk
permalink: PLACE/index.html
---
<ul>{% for each in ENTRIES %}
<li><time>{{ each.date | german }}</time> <a href="{{ each.url }}">{{ each.data.title }}</a>
<p>{{ each.data.about }}</p></li>
{% endfor %}</ul>
"""

_YEAR = """\
---
pagination: { data: collections.years, size: 1, alias: each }
eleventyComputed: { title: "{{ each.year }}" }
"""

_YEARS = """\
---
title: Aktuelles
layout: base.njk
permalink: news/index.html
---
<ul>{% for each in collections.years %}<li><a href="/news/{{ each.year }}/">{{ each.year }}</a></li>
{% endfor %}</ul>
"""

_FEED = f"""\
---
permalink: feed.xml
---
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>BioRegioN</title><link>{BASE_URL}/</link><description>Aktuelles</description>
{{% for each in collections.news | newest(50) %}}<item>
<title>{{{{ each.data.title }}}}</title>
<link>{BASE_URL}{{{{ each.url }}}}</link><guid>{BASE_URL}{{{{ each.url }}}}</guid>
<pubDate>{{{{ each.date | rfc822 }}}}</pubDate>
<description>{{{{ each.content }}}}</description>
</item>
{{% endfor %}}</channel></rss>
"""


def _list(title: str, place: str, entries: str) -> str:
    return _LIST.replace("TITLE", title).replace("PLACE/", f"{place}/" if place else "").replace("ENTRIES", entries)


class Eleventy(Peer):
    """Eleventy with Nunjucks and markdown-it."""

    name = "eleventy"
    output = "output"
    traces = (".cache",)

    @property
    def _folder(self) -> Path:
        return self.tools / "eleventy"

    def install(self) -> None:
        """Let npm put it into the folder of the tools, unless it is there in this version."""
        if self.version() == _PACKAGES["@11ty/eleventy"]:
            return
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(self._folder)]
        first_line([*command, *(f"{name}@{version}" for name, version in _PACKAGES.items())])

    def version(self) -> str | None:
        """Ask the program."""
        return first_line(["node", str(self._program()), "--version"])

    def _program(self) -> Path:
        return self._folder / "node_modules/@11ty/eleventy/cmd.cjs"

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write content with YAML front matter; lists and the feed are templates."""
        year = _list("", "news/{{ each.year }}", "each.pages").removeprefix("---\ntitle: \n")
        write_files(
            site,
            {
                "eleventy.config.js": _CONFIG,
                "static/style.css": STYLE,
                "layouts/base.njk": _BASE,
                "layouts/entry.njk": _ENTRY,
                "content/index.njk": _list("BioRegioN", "", "collections.news | newest(10)"),
                "content/year.njk": _YEAR + year,
                "content/news.njk": _YEARS,
                "content/portraits.njk": _list(TITLES["portraits"], "portraits", "collections.portraits"),
                "content/events.njk": _list(TITLES["events"], "events", "collections.events"),
                "content/feed.njk": _FEED,
                "content/_data/sections.js": f"module.exports = {TITLES!r};\n",
            },
        )
        (site / "node_modules").symlink_to(self._folder.resolve() / "node_modules")
        for each in documents:
            head = f"title: '{each.title}'\nabout: {each.summary}\ndate: {each.day}\nlayout: entry.njk\n"
            address = f"permalink: {each.path}/index.html\n"  # it would drop the date from the name of the file
            write_files(site, {self.source(each): f"---\n{head}{address}---\n{each.body}"})

    def build(self, site: Path) -> list[str]:
        """Build what there is."""
        return ["node", str(self._program()), "--quiet"]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Serve and reload."""
        return ["node", str(self._program()), "--serve", "--quiet", f"--port={port}"]

    def source(self, document: Document) -> str:
        """Name it as its page."""
        return f"content/{document.path}.md"
