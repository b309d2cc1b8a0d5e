"""What an attacker would hand in, and what a reader's browser would make of it."""

import re
from collections.abc import Iterator

import pytest
from lxml import etree, html

ALERT = "alert(1)"

MARKDOWN = [
    f"<script>{ALERT}</script>",
    f"<SCRIPT>{ALERT}</SCRIPT >",
    "<scr<script>ipt>alert(1)</script>",
    f"text <img src=x onerror={ALERT}> text",
    f"<img/src=x/onerror={ALERT}>",
    f'<img"onerror="{ALERT}" src=x>',
    '<img src="https://evil.example/track.png">',
    f"<svg onload={ALERT}>",
    f"<svg><style><img src=x onerror={ALERT}></style></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={ALERT}></style></mglyph></table></mtext></math>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    f'<form action="javascript:{ALERT}"><button formaction="javascript:{ALERT}">x</button></form>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    f'<p style="background:url(https://evil.example)" onclick="{ALERT}">x</p>',
    f"<a title='>' onclick='{ALERT}'>x</a>",
    f"<div\nonclick={ALERT}>x</div>",
    f"[x](javascript:{ALERT})",
    f"[x](JaVaScRiPt:{ALERT})",
    f"[x](jav&#x61;script:{ALERT})",
    f"[x](&#106;avascript:{ALERT})",
    f"[x](javascript&colon;{ALERT})",
    f"[x](<java\tscript:{ALERT}>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox)",
    f"[x][y]\n\n[y]: javascript:{ALERT} 'title'",
    f"[x]\n\n[x]: <javascript:{ALERT}>",
    f"<javascript:{ALERT}>",
    f'<a href="javascript:{ALERT}">x</a>',
    f"<a href=' \x0bjavascript:{ALERT}'>x</a>".replace("\x0b", "&#11;"),
    f'<blockquote cite="javascript:{ALERT}">x</blockquote>',
    f"# Title {{: onclick={ALERT} }}",
    f'# Title {{ onclick="{ALERT}" }}',
    f'[x](https://a.example){{: href="javascript:{ALERT}" style="x" }}',
    f"![x](javascript:{ALERT})",
    "![x](https://evil.example/x.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    f"x[^1]\n\n[^1]: <img src=x onerror={ALERT}>",
    f"a|b\n-|-\n<img src=x onerror={ALERT}>|[x](javascript:{ALERT})",
    f"Term\n: <img src=x onerror={ALERT}>",
    f"x\n\n*[x]: <img src=x onerror={ALERT}>",
    f"[[hzi|<img src=x onerror={ALERT}>]]",
    '[[hzi|<img src="https://evil.example/track.png">]]',
    f"[[javascript:{ALERT}]]",
    f"[[[[hzi|<script>{ALERT}</script>]]]]",
    f'[x](entry:hzi "><script>{ALERT}</script>")',
    f'![a"><script>{ALERT}</script>](photo)',
    f'{{figure: "><script>{ALERT}</script>}}',
    f"{{value: <script>{ALERT}</script>}}",
    f"<!-- --!><script>{ALERT}</script> -->",
    f"<![CDATA[<script>{ALERT}</script>]]>",
    f"<?php echo 1 ?><script>{ALERT}</script>",
    "\x02wzxhzdk:0\x03 <b>\x02stx\x03".replace("\x02", "&#2;").replace("\x03", "&#3;"),
]
"""Each is dangerous if it reaches a page as written."""

DANGEROUS_ELEMENTS = frozenset(
    {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "noscript",
    }
    | {"template", "svg", "math", "foreignobject", "frame", "frameset", "applet", "audio", "video", "source", "track"}
    | {"portal", "dialog", "meta", "link"}
)
LINKING = frozenset({"href", "src", "srcset", "cite", "action", "formaction", "data", "poster", "ping", "background"})


def dangers(fragment: str, images: str = "") -> Iterator[str]:
    """Yield what a browser could run or load from elsewhere in a fragment of HTML; `images` begin what it may show."""
    readable = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", fragment)  # for lxml's sake
    root = html.fragment_fromstring(readable, create_parent="div")
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"comment {etree.tostring(element)!r}"
            continue
        if element.tag.lower() in DANGEROUS_ELEMENTS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            plain = re.sub(r"[\t\n\r]", "", value).lstrip("".join(map(chr, range(33)))).lower()
            if name.startswith("on") or name == "style":
                yield f"{name}={value}"
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", plain)
            if name in LINKING and scheme and scheme[0] not in ("http:", "https:", "mailto:", "tel:"):
                yield f"{name}={value}"
            if element.tag == "img" and name in ("src", "srcset") and not (images and value.startswith(images)):
                yield f"{name}={value}"


@pytest.fixture(params=MARKDOWN)
def attack(request: pytest.FixtureRequest) -> str:
    """Give each dangerous piece of Markdown in turn."""
    text: str = request.param
    return text
