"""netzsite.media.hosting: files for web hosts, tried with real ones, and pages at addresses that have moved."""

import gzip
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from netzsite.hosting import SEARCHING, security_headers
from tests.conftest import NETWORK, PROFILES, run_on, snapshot, write_files

MEMBER = "name: HZI\ntype: institute\nsector: biotech\naddress: {town: Köln}\n"
FILES = {
    "members/hzi.yaml": f"{MEMBER}former_ids: [gbf, helmholtz-braunschweig]\n",
    "pages/contact.de.md": "---\ntitle: Kontakt\nslug: kontakt\nformer_ids: [adresse]\n---\nText.\n",
    "pages/contact.en.md": "---\ntitle: Contact\ntranslated_from: 000000000000\n---\nText.\n",
}
ONLY = ("--only", "website", "--only", "search", "--only", "hosting")

pytestmark = pytest.mark.usefixtures("quick_website")


def network(further="", base_url="https://bioregion.example"):
    """Write the profile of a network at an address."""
    return {"network.yaml": NETWORK.replace("https://bioregion.example", base_url) + further}


# -- Old addresses -----------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(make_site, build_site):
    """Publish entries that had other ids."""
    return build_site(make_site(FILES), *ONLY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("de/mitglieder/gbf.html", "hzi.html"),
        ("en/members/helmholtz-braunschweig.html", "hzi.html"),
        ("de/adresse.html", "kontakt.html"),
        ("en/adresse.html", "contact.html"),
    ],
)
def test_an_old_address_leads_to_the_new_one(moved, old, new):
    """Where a host can do nothing, a small page leads on: at once, by a link, and search engines too."""
    page = moved.text(old)
    assert f'<meta http-equiv="refresh" content="0; url={new}">' in page
    assert f'<a href="{new}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="https://bioregion.example/{old.rpartition("/")[0]}/{new}">' in page
    assert "data-pagefind-body" not in page


def test_hosts_that_read_redirects_lead_on_too(moved):
    """`_redirects` has a line for each old address."""
    lines = moved.text("_redirects").splitlines()
    assert "/de/mitglieder/gbf.html /de/mitglieder/hzi.html 301" in lines
    assert "/en/* /en/404.html 404" in lines
    assert lines[-1] == "/* /de/404.html 404"


def test_an_old_address_is_there_from_the_next_build(make_site, build_site):
    """A new former id makes the files for hosts anew, and `--why` says so."""
    site = make_site(FILES)
    further = (*ONLY, "--cache", str(site.parent / "cache"))
    build_site(site, *further)
    make_site({"members/hzi.yaml": f"{MEMBER}former_ids: [gbf]\n"})
    run = build_site(site, *further, "--why", "_redirects", "--format", "text")
    assert "why:   entries have other former ids" in run.printed
    assert not (run.output / "de/mitglieder/helmholtz-braunschweig.html").exists()
    clean = snapshot(build_site(site, *ONLY).output)
    assert "_redirects" in clean
    assert snapshot(run.output) == clean


# -- Files for hosts ---------------------------------------------------------------------------------------------------


def test_headers_say_what_a_careful_host_sends(moved):
    """`_headers` allows no inline scripts and styles, and lets browsers keep what changes its name with its bytes."""
    text = moved.text("_headers")
    assert text.startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
    assert "unsafe-inline" not in text
    assert "'unsafe-eval'" not in text
    assert "  Strict-Transport-Security: max-age=31536000\n" in text
    assert "  X-Content-Type-Options: nosniff\n" in text
    stylesheet = next((moved.output / "assets").glob("site.*.css"))
    assert f"/assets/{stylesheet.name}\n  Cache-Control: public, max-age=31536000, immutable" in text


def test_without_search_nothing_may_run(make_site, build_site):
    """A network without search has no page, field, script and index for it, and its policy allows no engine."""
    run = build_site(make_site({**FILES, **network("search: false\n")}), *ONLY)
    assert not [path for path in snapshot(run.output) if "suche" in path or "assets/search" in path]
    for name in ("_headers", ".htaccess", "hosting/nginx.conf"):
        assert "wasm" not in run.text(name)
    assert "<form" not in run.text("de/index.html")


def test_a_website_below_a_path_says_the_path(make_site, build_site):
    """Addresses for hosts begin at the root of the host; without https nothing insists on it."""
    run = build_site(make_site({**FILES, **network(base_url="http://bioregion.example/netz/")}), *ONLY)
    assert "/netz/de/mitglieder/gbf.html /netz/de/mitglieder/hzi.html 301" in run.text("_redirects")
    assert run.text("_headers").startswith("/netz/*\n")
    assert "Strict-Transport-Security" not in run.text("_headers")


# -- Real hosts --------------------------------------------------------------------------------------------------------


NGINX = """\
daemon off;
pid {work}/pid;
error_log stderr;
{modules}
events {{}}
http {{
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; include {output}/hosting/nginx.conf; {further} }}
}}
"""
APACHE = """\
ServerRoot {work}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/log
{modules}
{further}
TypesConfig /dev/null
AddLanguage br .br
DocumentRoot {root}
<Directory {root}>
  Require all granted
  AllowOverride FileInfo Indexes
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "mime", "dir", "alias", "headers", "rewrite", "setenvif")


def apache_modules(folder):
    """Load what a common Apache has."""
    return "\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in MODULES)


@contextmanager
def running(name, output, base, has_brotli):
    """Run a real web server for a published folder, and give its port."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    modules = Path({"nginx": "/usr/lib/nginx/modules", "apache2": "/usr/lib/apache2/modules"}[name])
    if program is None or not modules.is_dir():
        pytest.skip(f"{name} is not installed here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    work = Path(tempfile.mkdtemp(prefix="netzsite-host-"))  # one that a server without rights may read
    work.chmod(0o755)
    shutil.copytree(output, work / "root" / base)
    values = {"work": work, "port": port, "root": work / "root", "output": work / "root" / base, "further": ""}
    if name == "nginx":
        brotli_module = modules / "ngx_http_brotli_static_module.so"
        values["modules"] = f"load_module {brotli_module};" if has_brotli else ""
        values["further"] = "brotli_static on;" if has_brotli else ""
        text, command = NGINX.format(**values), [program, "-c", str(work / "conf"), "-p", str(work)]
    else:
        values["further"] = "User nobody\nGroup nogroup" if os.getuid() == 0 else ""
        text = APACHE.format(**values, modules=apache_modules(modules))
        command = [program, "-X", "-f", str(work / "conf")]
    (work / "conf").write_text(text)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=10)
        shutil.rmtree(work)


def wait_for(port, process):
    """Wait until somebody listens."""
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)


def ask(port, path, **headers):
    """Give status, headers in small letters, and bytes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    connection.close()
    return answer


@pytest.fixture(scope="module", params=["", "netz"], ids=["at the root", "below a path"])
def published(request, tmp_path_factory):
    """Publish a network with copies, at the root of a host or below a path: its folder, and the path."""
    profile = network("hosting: {precompress: true}\n", f"https://bioregion.example/{request.param}")
    site = write_files(tmp_path_factory.mktemp("host") / "content", {**PROFILES, **FILES, **profile})
    run = run_on(site, "build", site.parent / "public", *ONLY)
    assert run.code == 0, run.lines
    return run.output, request.param


@pytest.fixture(params=["nginx", "apache2"])
def host(request, published):
    """Run a server: its name, a function that asks it, and the folder."""
    output, base = published
    prefix = f"/{base}" if base else ""
    has_brotli = request.param == "apache2" or Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists()
    with running(request.param, output, base, has_brotli) as port:
        yield lambda path, **headers: ask(port, f"{prefix}{path}", **headers), output, prefix, has_brotli


def test_a_real_host_sends_what_it_should(host):
    """A host sends types, policy and caching as the files say, and leads on from old addresses."""
    get, output, prefix, _ = host
    status, headers, body = get("/de/")
    assert (status, body) == (200, (output / "de/index.html").read_bytes())
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert {name.lower(): value for name, value in security_headers().items()}.items() <= headers.items()
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["cache-control"] == "no-cache"
    for page in ("/de/suche.html", "/en/search.html"):
        policy = get(page)[1]["content-security-policy"]
        assert policy == security_headers(SEARCHING)["Content-Security-Policy"]
        assert get(page, **{"Accept-Encoding": "br, gzip"})[1]["content-security-policy"] == policy
    stylesheet = next((output / "assets").glob("site.*.css")).relative_to(output).as_posix()
    assert get(f"/{stylesheet}")[1]["cache-control"] == "public, max-age=31536000, immutable"
    assert get(f"/{stylesheet}")[1]["content-type"] == "text/css; charset=utf-8"
    for old, new in (("/de/mitglieder/gbf.html", "/de/mitglieder/hzi.html"), ("/en/adresse.html", "/en/contact.html")):
        status, headers, _ = get(old)
        assert (status, urlsplit(headers["location"]).path) == (301, f"{prefix}{new}")


def test_a_real_host_shows_what_is_missing_in_the_language(host):
    """The page for what is not there is that of the address's language, else of the default, with its status."""
    get, output, _, _ = host
    for path, lang in (("/en/nowhere.html", "en"), ("/de/nowhere.html", "de"), ("/nowhere", "de")):
        status, headers, body = get(path)
        assert (status, body) == (404, (output / lang / "404.html").read_bytes())
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "immutable" not in headers.get("cache-control", "")
    for path in ("/_headers", "/_redirects", "/.htaccess", "/hosting/nginx.conf"):
        assert get(path)[0] in (403, 404)


def test_a_real_host_sends_compressed_copies(host):
    """Who understands brotli or gzip gets the copy, with the type of the text and the word that answers vary."""
    get, output, _, has_brotli = host
    page = (output / "de/mitglieder/hzi.html").read_bytes()
    _, headers, body = get("/de/mitglieder/hzi.html", **{"Accept-Encoding": "gzip"})
    assert (headers["content-encoding"], gzip.decompress(body)) == ("gzip", page)
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "accept-encoding" in headers["vary"].lower()
    assert headers["cache-control"] == "no-cache"
    if has_brotli:
        _, headers, body = get("/de/mitglieder/hzi.html", **{"Accept-Encoding": "gzip, deflate, br"})
        assert (headers["content-encoding"], brotli.decompress(body)) == ("br", page)
        assert headers["content-type"] == "text/html; charset=utf-8"
    assert "content-encoding" not in get("/de/mitglieder/hzi.html")[1]
    stylesheet = next((output / "assets").glob("site.*.css")).relative_to(output).as_posix()
    _, headers, _ = get(f"/{stylesheet}", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert "immutable" in headers["cache-control"]
