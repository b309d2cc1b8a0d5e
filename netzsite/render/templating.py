"""Turns a theme's templates into text; the only module that imports Jinja, needed only where something is rendered."""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from netzsite.engine.cache import Cache
from netzsite.engine.fingerprint import surroundings
from netzsite.errors import Code, NetzsiteError, Problem, Spot
from netzsite.render.theme import Theme

Templates: TypeAlias = jinja2.Environment
"""The templates of a medium."""


MAX_KEPT = 256
"""How many parts are kept for the same tools: all that pages of a folder share."""

_NO_VALUE = re.compile(r" at 0x[0-9a-f]+>|<Macro ")
"""How something is written out that is the same, or another, however it reads."""


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to: once in a process, whatever tools they see; once in a cache, in any process."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._codes: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = _template_key(bucket)
        if key not in self._codes and (data := self._cache.find(key)) is not None:
            bucket.bytecode_from_string(data)
            self._codes[key] = bucket.code
        bucket.code = self._codes.get(key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        key = _template_key(bucket)
        self._codes[key] = bucket.code
        self._cache.keep(key, bucket.bytecode_to_string())


def _template_key(bucket: Bucket) -> str:
    """Give the key of a compiled template: its name, its text, the code, the libraries and Python."""
    return surroundings("template", bucket.key, bucket.checksum)


class _Environment(jinja2.Environment):
    """Gives each template its globals as one dictionary: every import of a component looks through all of them."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(theme: Theme, medium: str, cache: Cache) -> Templates:
    """Make the template environment of a medium: its own folder, then the theme's (for `components/`).

    Args:
        theme: with the templates.
        medium: the name of its folder.
        cache: keeps them compiled.
    """

    def load(name: str) -> tuple[str, str, None] | None:
        path = next((path for path in (f"{medium}/{name}", name) if path in theme.files), None)
        return (theme.text(path), f"{theme.name}/{path}", None) if path is not None else None

    made = _Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_Compiled(cache),
    )
    made.filters["paragraphs"] = _paragraphs
    return made


def with_tools(templates: Templates, tools: Mapping[str, Any]) -> Templates:
    """Give the same templates with tools that all of them see, components too, which are then made ready once."""
    made = templates.overlay()
    made.globals = {**templates.globals, **tools}
    return made


def component(templates: Templates, name: str, *arguments: object) -> Markup:
    """Call a component's macro of the same name."""
    macro = getattr(templates.get_template(f"components/{name}/{name}.html").module, name)
    return Markup(macro(*arguments))  # noqa: S704 - a macro's result is escaped


class Kept:
    """Calls components, and gives what came of the same arguments before.

    A component sees its arguments and the tools of its templates, nothing else, and views are written out by `repr`
    wherever they are the same (`fingerprint`): that is the key. What has no such key is called each time.
    """

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._parts: dict[str, Markup] = {}

    def __call__(self, name: str, *arguments: object) -> Markup:
        """Call a component's macro of the same name, or take what it gave."""
        key = f"{name} {arguments!r}"
        found = self._parts.get(key)
        if found is None:
            found = component(self._templates, name, *arguments)
            if _NO_VALUE.search(key):
                return found
            if len(self._parts) == MAX_KEPT:
                self._parts.clear()
            self._parts[key] = found
        return found


def render_template(templates: Templates, name: str, context: Mapping[str, Any]) -> str:
    """Render a template.

    Raises:
        NetzsiteError: the template is missing or wrong, with its file and line.
    """
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
