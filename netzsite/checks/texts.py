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
            yield from _check_mention(wording, mention)


def _check_mention(wording: Wording, mention: Mention) -> Iterator[Problem]:
    if mention.what is Mentioned.ENTRY:
        return
    spot = wording.source.body_spot(mention.line, mention.column)
    if mention.what is Mentioned.HTML:
        message = f"{mention.words} '{mention.target}' is not allowed"
        hint = "remove it" if mention.words == "the attribute" else "use Markdown; write &lt; for a plain <"
        yield Problem(spot, Code.FORBIDDEN_HTML, message, hint)
    elif mention.what is Mentioned.ADDRESS and not has_safe_scheme(mention.target):
        yield Problem(
            spot, Code.UNSAFE_LINK, f"'{mention.target}' may not be linked", "link https://, http://, mailto: or tel:"
        )
    elif mention.what is Mentioned.ADDRESS and not is_complete(mention.target):
        message = f"'{mention.target}' does not say where it leads"
        yield Problem(spot, Code.INCOMPLETE_LINK, message, "write https://..., or [[id]] for what is in content")
    elif mention.what is Mentioned.TANGLE:
        message = "brackets, lists or quotations are nested too deeply"
        yield Problem(spot, Code.TANGLED_TEXT, message, "is a bracket not closed? write \\[ for a plain [")
    elif mention.what is Mentioned.UNKNOWN_DIRECTIVE:
        message = f"{{{mention.target}: ...}} is not known"
        yield Problem(spot, Code.BAD_DIRECTIVE, message, did_you_mean(mention.target, _DIRECTIVES))
    elif mention.what is Mentioned.PICTURE:
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", mention.target):
            message = f"the picture '{mention.target}' lies outside the content folder"
            yield Problem(spot, Code.FOREIGN_PICTURE, message, "put the file into pictures/ and write ![words](id)")
        elif not mention.words:
            message = f"the picture '{mention.target}' has no alternative text"
            hint = f"write what it shows: ![words]({mention.target})"
            yield Problem(spot, Code.NO_ALTERNATIVE_TEXT, message, hint)
