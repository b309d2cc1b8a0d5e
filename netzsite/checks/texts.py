"""The rule that texts hold nothing that a page would have to drop: scripts, unsafe links, foreign pictures."""

import re
from collections.abc import Iterator

from netzsite.entry import Wording
from netzsite.errors import Code, Problem, did_you_mean
from netzsite.prose import Mention, Mentioned, has_safe_scheme, is_complete, mentions
from netzsite.rule import Rule

_DIRECTIVES = ("figure", "value")


class Texts(Rule):
    """Looks at what a text mentions."""

    def of_text(self, wording: Wording) -> Iterator[Problem]:
        """Yield what is wrong within a text."""
        for mention in mentions(wording.body):
            found = _fault(mention)
            if found is not None:
                yield Problem(wording.source.body_spot(mention.start), *found)


def _fault(mention: Mention) -> tuple[Code, str, str] | None:
    """Give the code, the message and the hint of what is wrong with a mention."""
    target = mention.target
    if mention.what is Mentioned.ADDRESS:
        return _fault_of_address(target)
    if mention.what is Mentioned.HTML:
        hint = "remove it" if mention.words == "the attribute" else "use Markdown; write &lt; for a plain <"
        return Code.FORBIDDEN_HTML, f"{mention.words} '{target}' is not allowed", hint
    if mention.what is Mentioned.TANGLE:
        message = "brackets, lists or quotations are nested too deeply"
        return Code.TANGLED_TEXT, message, "is a bracket not closed? write \\[ for a plain ["
    if mention.what is Mentioned.UNKNOWN_DIRECTIVE:
        return Code.BAD_DIRECTIVE, f"{{{target}: ...}} is not known", did_you_mean(target, _DIRECTIVES)
    return _fault_of_picture(target, mention.words) if mention.what is Mentioned.PICTURE else None


def _fault_of_address(target: str) -> tuple[Code, str, str] | None:
    if target.startswith("https://"):  # as most do
        return None
    if not has_safe_scheme(target):
        return Code.UNSAFE_LINK, f"'{target}' may not be linked", "link https://, http://, mailto: or tel:"
    if not is_complete(target):
        message = f"'{target}' does not say where it leads"
        return Code.INCOMPLETE_LINK, message, "write https://..., or [[id]] for what is in content"
    return None


def _fault_of_picture(target: str, words: str) -> tuple[Code, str, str] | None:
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", target):
        message = f"the picture '{target}' lies outside the content folder"
        return Code.FOREIGN_PICTURE, message, "put the file into pictures/ and write ![words](id)"
    if not words:
        message = f"the picture '{target}' has no alternative text"
        return Code.NO_ALTERNATIVE_TEXT, message, f"write what it shows: ![words]({target})"
    return None
