"""What a run is asked to do."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do.

    Attributes:
        content: the content folder.
        theme: the theme's folder.
        output: the folder that is replaced.
        moment: the time at which the content is looked at: aware, or naive in the network's time zone.
        drafts: show drafts.
        only: media to build; all if empty.
        strict: warnings count as errors.
        cache: the folder that keeps what was made before; None to make everything.
    """

    content: Path
    theme: Path
    output: Path
    moment: dt.datetime
    drafts: bool = False
    only: Collection[str] = ()
    strict: bool = False
    cache: Path | None = None
