"""Turns a theme folder into tokens, words and templates; the only module that imports Jinja."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from markupsafe import Markup

from netzsite.config import Identity
from netzsite.engine.fingerprint import digest_folder, digest_of
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.source import read_source
from netzsite.strings import Strings, load_strings

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True)
class Theme:
    """A theme: where it lies, its design tokens and its words.

    Attributes:
        tokens: group -> name -> value, as in tokens.yaml; the network's accent colours already put in.
        strings: language -> words.
        has_fixed_names: the names of style sheet, scripts, icon and fonts stay when their bytes change, for a preview.
    """

    folder: Path
    tokens: Mapping[str, Any]
    strings: Mapping[str, Strings]
    has_fixed_names: bool = False

    def css_files(self, medium: str) -> tuple[Path, ...]:
        """List a medium's style sheets in the order of their names."""
        return tuple(sorted((self.folder / medium / "css").glob("*.css")))

    def page_sheets(self, medium: str) -> tuple[Path, ...]:
        """List the style sheets that only some pages of a medium load."""
        return tuple(sorted((self.folder / medium / "css" / "pages").glob("*.css")))

    def scripts(self, medium: str) -> tuple[Path, ...]:
        """List a medium's scripts in the order of their names."""
        return tuple(sorted((self.folder / medium / "js").glob("*.js")))

    def stylesheet(self, medium: str) -> str:
        """Join the tokens as custom properties and the medium's style sheets."""
        return "\n".join(
            [token_css(self.tokens), *(path.read_text(encoding="utf-8") for path in self.css_files(medium))]
        )

    def digest(self) -> str:
        """Give a digest of all files of the theme and of its tokens: of anything that a page's look depends on."""
        return digest_of(repr(self.tokens), str(self.has_fixed_names), digest_folder(self.folder))


def load_theme(folder: Path, languages: tuple[str, ...], identity: Identity) -> Theme:
    """Read a theme.

    Raises:
        NetzsiteError: the folder, its tokens or its strings are missing or wrong.
    """
    if not (folder / "tokens.yaml").is_file():
        hint = "name a theme's folder with --theme"
        raise NetzsiteError(Problem(Spot(str(folder)), Code.BAD_THEME, "there is no theme in this folder", hint))
    tokens = read_source(folder / "tokens.yaml", f"{folder.name}/tokens.yaml").values
    colours = {mode: dict(palette) for mode, palette in tokens["colours"].items()}
    for mode, accent in (("light", identity.accent), ("dark", identity.accent_dark)):
        if accent is not None:
            colours[mode]["accent"] = accent
    return Theme(folder, {**tokens, "colours": colours}, load_strings(folder / "strings", languages))


_PREFIXES = {"space": "space", "type": "type", "fonts": "font"}


def token_css(tokens: Mapping[str, Any]) -> str:
    """Write tokens as CSS custom properties, the dark colours behind a media query."""
    plain = [
        f"--{prefix}-{name}: {value};"
        for group, prefix in _PREFIXES.items()
        for name, value in tokens.get(group, {}).items()
    ]
    for group, values in tokens.items():
        if group not in {*_PREFIXES, "colours", "series"} and isinstance(values, dict):
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


Templates: TypeAlias = "Environment"
"""The compiled templates of a medium."""


def environment(folder: Path, medium: str) -> Templates:
    """Make the template environment of a medium: its own folder, then the theme's (for `components/`)."""
    import jinja2  # needed only where something is rendered

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder / medium, folder]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["paragraphs"] = _paragraphs
    return made


def render_template(templates: Templates, name: str, context: Mapping[str, Any]) -> str:
    """Render a template.

    Raises:
        NetzsiteError: the template is missing or wrong, with its file and line.
    """
    import jinja2

    try:
        return templates.get_template(name).render(context)
    except jinja2.TemplateNotFound as error:
        raise _template_error(name, 0, f"there is no template '{error.name}'") from error
    except jinja2.TemplateSyntaxError as error:
        raise _template_error(error.name or name, error.lineno, error.message or "wrong syntax") from error
    except jinja2.UndefinedError as error:
        raise _template_error(*_template_place(error, name), error.message or "undefined") from error


def _template_place(error: Exception, name: str) -> tuple[str, int]:
    """Find the innermost template in a traceback; Jinja rewrites frames to the lines of templates."""
    place, trace = (name, 0), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            place = Path(trace.tb_frame.f_code.co_filename).name, trace.tb_lineno
        trace = trace.tb_next
    return place


def _template_error(name: str, line: int, message: str) -> NetzsiteError:
    return NetzsiteError(Problem(Spot(f"theme/{name}", line), Code.BAD_THEME, message, "mend the template"))


def _paragraphs(text: str) -> Markup:
    """Split a plain text at empty lines into escaped paragraphs."""
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in _split(text))


def _split(text: str) -> Iterator[str]:
    return (part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
