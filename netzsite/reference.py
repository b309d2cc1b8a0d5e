"""Turns the declarations of kinds and problems into the reference that editors read: Markdown files in docs/."""

from collections.abc import Iterable, Iterator

from netzsite.declarations import has_marker
from netzsite.entry import Kind, TextKind, translation_model
from netzsite.errors import Code
from netzsite.fields import Record, Words
from netzsite.kinds import KINDS
from netzsite.schema import PROFILES, Declared, declared_fields, first_sentence

COMMAND = "make docs"
"""What writes the files anew; each says so."""

_GENERATED = f"<!-- Written by `{COMMAND}` from the declarations in netzsite/. Do not edit. -->\n"


def reference_files() -> dict[str, str]:
    """Write the reference: path below docs/ -> Markdown."""
    pages = {f"reference/{kind.kind}.md": _kind_page(kind) for kind in KINDS}
    pages |= {f"reference/{model.kind}.md": _profile_page(model) for model in PROFILES}  # type: ignore[attr-defined]
    return {"reference/index.md": _index(), **pages, "errors.md": _errors_page()}


# -- Pages -------------------------------------------------------------------------------------------------------------


def _index() -> str:
    lines = [
        _GENERATED,
        "# Reference: every field of every file",
        "",
        "How the pieces fit together is told in [the tour for editors](../content.md).",
        "",
        "| kind | file below `content/` | what it is |",
        "| --- | --- | --- |",
        *(f"| [{kind.kind}]({kind.kind}.md) | `{_file(kind)}` | {first_sentence(kind)} |" for kind in KINDS),
        *(f"| [{name}]({name}.md) | `{file}` | {sentence} |" for name, (file, sentence) in _PROFILES.items()),
    ]
    return "\n".join(lines) + "\n"


def _kind_page(kind: type[Kind]) -> str:
    lines = [_GENERATED, f"# The kind `{kind.kind}`", "", first_sentence(kind), "", *_files(kind), ""]
    lines += ["## Fields", "", *_table(kind)]
    if issubclass(kind, TextKind):
        lines += ["", "Below the front matter stands the text, in Markdown.", "", *_translation(kind)]
    return "\n".join([*lines, *_groups(kind)]) + "\n"


def _profile_page(model: type[Record]) -> str:
    name: str = model.kind  # type: ignore[attr-defined]  # each profile has one
    file, sentence = _PROFILES[name]
    lines = [_GENERATED, f"# `{file}`", "", sentence, "", "## Fields", "", *_table(model)]
    return "\n".join([*lines, *_groups(model)]) + "\n"


_PROFILES = {
    "network": ("network.yaml", "Who the network is: names, contact, languages, vocabularies, colours, imprint."),
    "media": ("media.yaml", "The media of the network, as the home page shows them."),
    "questionnaire": (
        "../surveys/<year>/questionnaire.yaml",
        "What a [survey](../survey.md) asks, what answers may be, and what becomes of them.",
    ),
    "asked": ("../surveys/<year>/asked.yaml", "The companies that a [survey](../survey.md) asks."),
}
"""The files that are no entries: name -> place below `content/`, and what they are."""


def _errors_page() -> str:
    lines = [
        _GENERATED,
        "# Every message",
        "",
        "A message names the place, whether it is an error or a warning, its code, what is wrong, and how to mend it.",
        "[The tour for editors](content.md#reading-a-message) shows one.",
        "",
        "| code | what it means |",
        "| --- | --- |",
        *(f"| `{code.value}` | {_cell(code.explanation)} |" for code in Code),
    ]
    return "\n".join(lines) + "\n"


# -- Parts of a page ---------------------------------------------------------------------------------------------------


def _file(kind: type[Kind]) -> str:
    if kind.file_name is not None:
        return f"{kind.folder}/<id>/{kind.file_name}"
    return f"{kind.folder}/<id>.<language>.md" if kind.is_text else f"{kind.folder}/<id>.yaml"


def _files(kind: type[Kind]) -> Iterator[str]:
    if kind.is_text:
        yield f"Files: `content/{_file(kind)}`, one for each language, for example `<id>.de.md` and `<id>.en.md`."
    else:
        yield f"File: `content/{_file(kind)}`, one for all languages."
    if kind.has_table:
        yield f"The data lie beside it in `content/{kind.folder}/<id>.csv`: commas, the names of the columns first."
    yield "The id may hold folders (`2026/kick-off`); it is made of small letters a to z, digits and hyphens."
    if not kind.has_page:
        yield "It has no page of its own."


def _translation(kind: type[TextKind]) -> Iterator[str]:
    words = [name for name in kind.model_fields if has_marker(kind, name, Words)]
    shown = ", ".join(f"`{name}`" for name in words)
    yield "## In a translation"
    yield ""
    yield (
        f"A translation holds its own {shown} and its own text. All other fields are facts: they stand in the original"
        " only, and hold for every language. Beside the words it may hold:"
    )
    yield ""
    yield from _rows(field for field in declared_fields(translation_model(kind)) if field.name not in words)


def _groups(model: type[Record], path: str = "") -> Iterator[str]:
    """Describe the groups of fields inside a record, each below the way to it."""
    for field in declared_fields(model):
        inner = field.shape.record
        if inner is None:
            continue
        way = f"{path}{field.name}"
        yield from ("", f"## Group `{way}`", "", f"{first_sentence(inner)} {_where(field)}", "")
        yield from _table(inner, f"{way}.")
        yield from _groups(inner, f"{way}.")


def _anchor(way: str) -> str:
    """Give the anchor that GitHub and GitLab make of a group's heading."""
    return f"group-{way.replace('.', '')}"


def _where(field: Declared) -> str:
    kind = field.shape.schema.get("type")
    if kind == "array":
        return f"`{field.name}` is a list: each item begins with `- `."
    is_named = "additionalProperties" in field.shape.schema and "properties" not in field.shape.schema
    return (
        f"`{field.name}` holds one below each name." if is_named else f"The fields stand indented below `{field.name}`."
    )


def _table(model: type[Record], path: str = "") -> Iterator[str]:
    return _rows(declared_fields(model), path)


def _rows(fields: Iterable[Declared], path: str = "") -> Iterator[str]:
    yield "| field | needed | what to write | what it says |"
    yield "| --- | --- | --- | --- |"
    for field in fields:
        needed = "yes" if field.is_required else "no"
        yield f"| `{field.name}` | {needed} | {_cell(_value(field, path))} | {_cell(field.help)} |"


def _value(field: Declared, path: str) -> str:
    shape = field.shape
    words = f"[{shape.one}](#{_anchor(path + field.name)})" if shape.record else shape.one
    example = f": `{shape.example}`" if shape.example else ""
    return f"{words}{example}" + (f"; `{field.default}` if left out" if field.default else "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
