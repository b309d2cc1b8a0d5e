"""Says what a careful web host sends with a file: its type, how long to keep it, and what a browser may do with it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy that every page keeps: directive -> sources (https://www.w3.org/TR/CSP3/)."""

SEARCHING: Mapping[str, str] = {"script-src": "'wasm-unsafe-eval'", "connect-src": "'self'"}
"""What the page for searching needs beside the policy: our script, its engine in WebAssembly, and the index."""

SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers beside the policy, the same for every file. The last keeps other sites from showing our files as theirs."""

FOREVER = "public, max-age=31536000, immutable"
"""A year, the longest that caches take: for files whose name changes with their bytes."""

ASK_EACH_TIME = "no-cache"
"""It may be kept, but only be shown after asking whether it is still the same."""

LASTING = r"\.[0-9a-f]{10}\.[a-z0-9]+$|_[0-9a-f]{7,}\.pf_[a-z]+$"
"""What the name of a file ends with that changes with its bytes: ours, and Pagefind's."""

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


_COMPRESSIBLE = ("; charset=utf-8", "+json", "/json")


def content_type(path: str) -> str:
    """Give the media type of a file, with its character set where it is a text."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def is_text(path: str) -> bool:
    """Tell whether a file is a text, which becomes much smaller when it is compressed."""
    return content_type(path).endswith(_COMPRESSIBLE)


def is_lasting(path: str) -> bool:
    """Tell whether a published file has a name that changes with its bytes."""
    return re.search(LASTING, path) is not None


def cache_control(path: str) -> str:
    """Say how long a browser may keep a published file."""
    return FOREVER if is_lasting(path) else ASK_EACH_TIME


def security_headers(further: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the headers that go with every file.

    Args:
        further: what else the pages of this host load: directive of the policy -> sources.
    """
    policy = dict(POLICY)
    for directive, sources in (further or {}).items():
        policy[directive] = f"{policy[directive]} {sources}" if directive in policy else sources
    written = "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
    return {"Content-Security-Policy": written, **SECURITY}
