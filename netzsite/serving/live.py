"""Adds to a page the script that keeps it up to date; the files themselves stay as they were built."""

from pathlib import Path

EVENTS = "/_netzsite/events"
"""Where open pages listen."""

_ROUTE = "/_netzsite/"
_FOLDER = Path(__file__).parent / "live"


def own_file(address: str) -> Path | None:
    """Give our script or style sheet if the address is its own."""
    name = address.partition("?")[0].removeprefix(_ROUTE)
    return _FOLDER / name if name in ("live.js", "live.css") and address.startswith(_ROUTE) else None


def waiting_page() -> bytes:
    """Give the page that is shown until there is a first output."""
    return (_FOLDER / "waiting.html").read_bytes()


def with_script(page: bytes, mark: str, nonce: str) -> bytes:
    """Add the script to a page.

    Args:
        page: HTML.
        mark: names the state that it is of.
        nonce: lets the page's policy run this script and no other.
    """
    script = f'<script src="{_ROUTE}live.js" nonce="{nonce}" data-mark="{mark}" defer></script>\n'.encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest
