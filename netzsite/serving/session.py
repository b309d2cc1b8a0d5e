"""Turns what is saved into refreshed pages, for as long as somebody works."""

from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Event

from netzsite.serving.audience import Audience
from netzsite.serving.preview import Preview, Refreshed
from netzsite.serving.watching import batches


def refreshes(preview: Preview, folders: Collection[Path], audience: Audience, stopped: Event) -> Iterator[Refreshed]:
    """Refresh the preview now and after each batch of changes, tell the open pages, and yield what was done.

    Args:
        preview: what is served.
        folders: the content and the theme.
        audience: the open pages.
        stopped: set when it is to end.
    """
    for changed in batches(folders, stopped):
        for refreshed in preview.refresh(changed, audience.open_pages()):
            audience.tell(refreshed)
            yield refreshed
