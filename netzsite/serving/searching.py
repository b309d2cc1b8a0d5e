"""Turns the pages of a preview into the index of its search, when somebody searches and the pages have changed."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from netzsite.finishing.search_index import ENTRY, SCRIPT, make_index
from netzsite.render.places import SEARCH_INDEX


class PreviewIndex:
    """The index of a folder, in memory; a build without a preview publishes the same.

    It is made in the thread of the one who searches, so that no edit waits for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Mapping[str, bytes] = {}
        self._mark = ""
        self._lock = Lock()

    def find(self, address: str, mark: str) -> tuple[str, bytes] | None:
        """Give path and bytes of a file of the index; None if the address leads to none.

        Args:
            address: path and query as they were sent.
            mark: names the state of the folder, which the index is brought up to.

        Raises:
            NetzsiteError: Pagefind cannot be used.
        """
        path = address.partition("?")[0].removeprefix("/")
        if not path.startswith(f"{SEARCH_INDEX}/"):
            return None
        with self._lock:
            is_first = path.endswith((ENTRY, SCRIPT))  # what a browser asks for before all else
            if is_first and mark != self._mark:
                pages = sorted(page.relative_to(self._folder).as_posix() for page in self._folder.rglob("*.html"))
                self._files, self._mark = make_index(self._folder, tuple(pages)), mark
            data = self._files.get(path)
            return (path, data) if data is not None else None
