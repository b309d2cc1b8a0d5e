"""Turns a theme folder into tokens, words and the files of templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from netzsite.config import Identity
from netzsite.engine.fingerprint import digest_files, digest_of, read_folder
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.printing import RECIPE
from netzsite.source import decode, parse_source
from netzsite.strings import Strings, load_strings

TOKENS = "tokens.yaml"
"""The file that makes a folder a theme."""


@dataclass(frozen=True)
class Theme:
    """A theme as it was when it was read: what changes in its folder meanwhile is for the next build.

    Attributes:
        name: of its folder.
        files: path within the theme's folder, with forward slashes -> bytes.
        tokens: group -> name -> value, as in tokens.yaml; the network's accent colours already put in.
        strings: language -> words.
        has_fixed_names: the names of style sheet, scripts, icon and fonts stay when their bytes change, for a preview.
    """

    name: str
    files: Mapping[str, bytes] = field(repr=False)
    tokens: Mapping[str, Any]
    strings: Mapping[str, Strings]
    has_fixed_names: bool = False

    def sheets(self, medium: str) -> dict[str, str]:
        """Give a medium's style sheets in the order of their names: name -> text."""
        return self._texts(f"{medium}/css", ".css")

    def page_sheets(self, medium: str) -> dict[str, str]:
        """Give the style sheets that only some pages of a medium load: name -> text."""
        return self._texts(f"{medium}/css/pages", ".css")

    def scripts(self, medium: str) -> dict[str, str]:
        """Give a medium's scripts in the order of their names: name -> text."""
        return self._texts(f"{medium}/js", ".js")

    def stylesheet(self, medium: str) -> str:
        """Join the tokens as custom properties and the medium's style sheets."""
        return "\n".join([token_css(self.tokens), *self.sheets(medium).values()])

    def templates(self, medium: str) -> list[str]:
        """List the names of a medium's templates: those of pages, and components, its own and those of all media."""
        own = {path.removeprefix(f"{medium}/") for path in self.files if path.startswith(f"{medium}/")}
        shared = {path for path in self.files if path.startswith("components/")}
        return sorted(name for name in own | shared if name.endswith(".html"))

    def text(self, path: str) -> str:
        """Give a file as text.

        Raises:
            NetzsiteError: it is too large or not UTF-8.
        """
        data = self.files[path]
        return decode(data, f"{self.name}/{path}")[0] if data.strip() else ""

    @cached_property
    def digest(self) -> str:
        """Give a digest of all files of the theme and of its tokens: of anything that a page's look depends on."""
        return digest_of(repr(self.tokens), str(self.has_fixed_names), digest_files(self.files))

    def _texts(self, folder: str, suffix: str) -> dict[str, str]:
        paths = (path for path in map(PurePosixPath, sorted(self.files)) if str(path.parent) == folder)
        return {path.stem: self.text(str(path)) for path in paths if path.suffix == suffix}


def load_theme(folder: Path, languages: tuple[str, ...], identity: Identity) -> Theme:
    """Read a theme.

    Raises:
        NetzsiteError: the folder, its tokens or its strings are missing or wrong, or a file cannot be read.
    """
    if not (folder / TOKENS).is_file():
        hint = "name a theme's folder with --theme"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.BAD_THEME, "there is no theme in this folder", hint))
    try:
        files = read_folder(folder)
    except OSError as error:
        message, hint = f"cannot be read: {error.strerror}", "delete the file, or the link that leads nowhere"
        raise NetzsiteError(Problem(Spot(str(error.filename)), Code.UNREADABLE_FILE, message, hint)) from None
    tokens = parse_source(files[TOKENS], f"{folder.name}/{TOKENS}").values
    colours = {mode: dict(palette) for mode, palette in tokens["colours"].items()}
    for mode, accent in (("light", identity.accent), ("dark", identity.accent_dark)):
        if accent is not None:
            colours[mode]["accent"] = accent
    tokens = {**tokens, "inks": _inks(tokens, identity), "colours": colours}
    return Theme(folder.name, files, tokens, load_strings(files, languages, folder.name))


def _inks(tokens: Mapping[str, Any], identity: Identity) -> dict[str, str]:
    """Give the recipes of print; that of the theme's accent colour is not that of another one.

    Raises:
        NetzsiteError: one is wrong.
    """
    inks: dict[str, str] = dict(tokens.get("inks", {}))
    known = {*tokens["colours"]["light"], *(f"series-{place}" for place, _ in enumerate(tokens["series"]["light"], 1))}
    for name, recipe in inks.items():
        if name not in known or not re.fullmatch(RECIPE, recipe):
            message, hint = f"inks: '{name}: {recipe}' is no recipe", "write a colour and its percent: ink: 0 0 0 100"
            raise NetzsiteError(Problem(Spot(TOKENS), Code.BAD_THEME, message, hint))
    if identity.accent not in (None, tokens["colours"]["light"].get("accent")):
        inks.pop("accent", None)
    return inks | ({"accent": identity.accent_inks} if identity.accent_inks else {})


_PREFIXES = {"space": "space", "type": "type", "fonts": "font"}


def token_css(tokens: Mapping[str, Any]) -> str:
    """Write tokens as CSS custom properties, the dark colours behind a media query."""
    plain = [
        f"--{prefix}-{name}: {value};"
        for group, prefix in _PREFIXES.items()
        for name, value in tokens.get(group, {}).items()
    ]
    for group, values in tokens.items():
        if group not in {*_PREFIXES, "colours", "series", "classes", "inks"} and isinstance(values, dict):
            plain += [f"--{group}-{name}: {value};" for name, value in values.items()]
    light = "\n  ".join([*plain, *_colours(tokens, "light")])
    dark = "\n    ".join(_colours(tokens, "dark"))
    return (
        f":root {{\n  color-scheme: light dark;\n  {light}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n    {dark}\n  }}\n}}\n"
    )


def _colours(tokens: Mapping[str, Any], mode: str) -> list[str]:
    colours = [f"--colour-{name}: {value};" for name, value in tokens["colours"][mode].items()]
    series = [f"--series-{number}: {value};" for number, value in enumerate(tokens["series"][mode], 1)]
    return colours + series
