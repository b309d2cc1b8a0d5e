"""Turns what a website needs of its host into the files that hosts read: nginx, Apache, and those that read `_headers`.

What they say is decided in `netzsite.hosting`; here it is only written down, in the words of each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from netzsite.hosting import (
    ASK_EACH_TIME,
    FOREVER,
    LASTING,
    SEARCHING,
    SECURITY,
    TYPES,
    security_headers,
)

_CSP = "Content-Security-Policy"
_HSTS = "Strict-Transport-Security", "max-age=31536000"
"""A year, this host only: what lies on other names of the domain is not for a website to decide (RFC 6797)."""

_LASTING_FOLDERS = ("assets/fonts", "assets/pictures", "assets/search/fragment", "assets/search/index")
"""Folders in which every name changes with the bytes, for hosts that cannot look for a pattern."""


@dataclass(frozen=True, slots=True)
class Host:
    """What the files for hosts say.

    Attributes:
        base: path of the website on its host, without a slash at the end; empty at the root.
        is_secure: its address begins with https.
        languages: those of the website.
        default_language: that of the page which is shown where there is none.
        search_pages: paths of the pages for searching; none if there is no search.
        moves: old path, new path.
        lasting: paths of assets whose names change with their bytes.
        precompressed: there are compressed copies.
    """

    base: str
    is_secure: bool
    languages: tuple[str, ...]
    default_language: str
    search_pages: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    lasting: tuple[str, ...]
    precompressed: bool

    def address(self, path: str) -> str:
        """Give the path of a file on the host."""
        return f"{self.base}/{quote(path)}"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every file but the policy."""
        return {**SECURITY, **(dict([_HSTS]) if self.is_secure else {})}

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages whose missing pages are not shown by default."""
        return tuple(lang for lang in self.languages if lang != self.default_language)

    @property
    def search_pattern(self) -> str:
        """A regular expression for the addresses of the pages for searching."""
        return f"^{re.escape(self.base)}/(?:{'|'.join(map(re.escape, self.search_pages))})"


def _policy(further: bool) -> str:
    return security_headers(SEARCHING if further else None)[_CSP]


# -- Hosts that read _headers and _redirects ---------------------------------------------------------------------------


def headers_file(host: Host) -> str:
    """Write `_headers`, as Netlify and Cloudflare Pages read it.

    All rules that fit an address count, and what two of them say of one header is joined; so each header is said once,
    and the policy allows everywhere what the pages for searching need.
    """
    lines = [f"{host.base}/*", f"  {_CSP}: {_policy(bool(host.search_pages))}"]
    lines += [f"  {name}: {value}" for name, value in host.headers.items()]
    for place in (*(f"{folder}/*" for folder in _LASTING_FOLDERS), *host.lasting):
        lines += ["", f"{host.base}/{place}", f"  Cache-Control: {FOREVER}"]
    return "\n".join(lines) + "\n"


def redirects_file(host: Host) -> str:
    """Write `_redirects`, as Netlify and Cloudflare Pages read it; the latter finds the pages for 404 by itself."""
    lines = [f"{host.address(old)} {host.address(new)} 301" for old, new in host.moves]
    lines += [f"{host.base}/{lang}/* {host.address(f'{lang}/404.html')} 404" for lang in host.other_languages]
    lines.append(f"{host.base}/* {host.address(f'{host.default_language}/404.html')} 404")
    return "\n".join(lines) + "\n"


# -- nginx -------------------------------------------------------------------------------------------------------------


def nginx(host: Host) -> str:
    """Write what is included in a `server` block of nginx."""
    return "\n".join([*_nginx_files(host), "", *_nginx_headers(host), "", *_nginx_places(host)]) + "\n"


def _nginx_files(host: Host) -> Iterator[str]:
    yield "# For the server block of nginx whose root holds the published files: include .../hosting/nginx.conf;"
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield "default_type application/octet-stream;"
    yield "types {"
    yield from (f'    "{kind}" {suffix.removeprefix(".")};' for suffix, kind in TYPES.items())
    yield "}"
    if host.precompressed:
        yield "gzip_static on;"
        yield "gzip_vary on;"
        yield "# brotli_static on;  # with the module ngx_http_brotli_static"


def _nginx_headers(host: Host) -> Iterator[str]:
    yield f'set $netzsite_policy "{_policy(False)}";'
    if host.search_pages:
        yield f'if ($uri ~ "{host.search_pattern}$") {{ set $netzsite_policy "{_policy(True)}"; }}'
    yield f'set $netzsite_cache "{ASK_EACH_TIME}";'
    yield f'if ($uri ~ "{LASTING}") {{ set $netzsite_cache "{FOREVER}"; }}'
    yield f"add_header {_CSP} $netzsite_policy always;"
    yield from (f'add_header {name} "{value}" always;' for name, value in host.headers.items())
    yield "add_header Cache-Control $netzsite_cache;"


def _nginx_places(host: Host) -> Iterator[str]:
    yield f"error_page 404 {host.address(f'{host.default_language}/404.html')};"
    for lang in host.other_languages:
        yield f"location {host.base}/{lang}/ {{ error_page 404 {host.address(f'{lang}/404.html')}; }}"
    yield f"location ~ ^{re.escape(host.base)}/(?:_headers|_redirects|\\.htaccess|hosting/) {{ return 404; }}"
    for old, new in host.moves:
        yield f"location = {host.address(old)} {{ return 301 {host.address(new)}; }}"


# -- Apache ------------------------------------------------------------------------------------------------------------


def apache(host: Host) -> str:
    """Write `.htaccess`; it needs `AllowOverride FileInfo Indexes`, or may be included in a `Directory` block."""
    parts = [_apache_files(host), _apache_headers(host), _apache_places(host)]
    return "\n".join("\n".join(part) + "\n" for part in parts)


def _apache_files(host: Host) -> Iterator[str]:
    yield "# For Apache 2.4, in the folder of the published files."
    yield "DirectoryIndex index.html"
    yield "RemoveLanguage .br"
    yield "RemoveType .gz"
    yield from (f'AddType "{kind}" {suffix}' for suffix, kind in TYPES.items())
    yield f"ErrorDocument 404 {host.address(f'{host.default_language}/404.html')}"
    for lang in host.other_languages:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(host.base)}/{lang}/#">'
        yield f"    ErrorDocument 404 {host.address(f'{lang}/404.html')}"
        yield "</If>"


def _apache_headers(host: Host) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    yield f'Header always set {_CSP} "{_policy(False)}"'
    if host.search_pages:
        names = "|".join(re.escape(path.rpartition("/")[2]) for path in host.search_pages)
        yield f'<FilesMatch "^(?:{names})(?:\\.gz|\\.br)?$">'
        yield f'<If "%{{REQUEST_URI}} =~ m#{host.search_pattern}#">'
        yield f'    Header always set {_CSP} "{_policy(True)}"'
        yield "</If>"
        yield "</FilesMatch>"
    yield from (f'Header always set {name} "{value}"' for name, value in host.headers.items())
    yield f'Header set Cache-Control "{ASK_EACH_TIME}"'
    yield f'<FilesMatch "{LASTING.replace("$", "(?:[.]gz|[.]br)?$")}">'
    yield f'    Header set Cache-Control "{FOREVER}"'
    yield "</FilesMatch>"
    if host.precompressed:
        yield '<FilesMatch "\\.(?:html|css|js|json|svg|csv|rss|atom|xml|txt|ics|webmanifest)(?:\\.gz|\\.br)?$">'
        yield "    Header merge Vary Accept-Encoding"
        yield "</FilesMatch>"
    yield "</IfModule>"


def _apache_places(host: Host) -> Iterator[str]:
    yield "<IfModule mod_rewrite.c>"
    yield "RewriteEngine On"
    yield "RewriteRule ^(?:_headers$|_redirects$|\\.ht|hosting/) - [R=404,L]"
    for old, new in host.moves:
        yield f"RewriteRule ^{re.escape(quote(old))}$ {host.address(new)} [R=301,L]"
    if host.precompressed:
        yield "AddEncoding br .br"
        yield "AddEncoding gzip .gz"
        for suffix, name in ((".br", "br"), (".gz", "gzip")):
            yield f"RewriteCond %{{HTTP:Accept-Encoding}} \\b{name}\\b"
            yield f"RewriteCond %{{REQUEST_FILENAME}}{re.escape(suffix)} -f"
            yield f"RewriteRule ^(.+)$ {host.base}/$1{suffix} [E=no-gzip:1,E=no-brotli:1,END]"
    yield "</IfModule>"
