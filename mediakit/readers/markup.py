"""Text freed of HTML that an export left in it."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

__all__ = ["without_markup"]

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|blockquote|img|figure|figcaption|"
    r"table|tr|td|th|script|style|section|article)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BLOCKS = frozenset(
    "p br div h1 h2 h3 h4 h5 h6 ul ol li blockquote figure figcaption table tr section "
    "article".split()
)
_HIDDEN = frozenset({"script", "style"})


class _Text(HTMLParser):
    """Gathers the text of a page: a block is a line of its own, scripts are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._n_hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._n_hidden += 1
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._n_hidden:
            self._n_hidden -= 1
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._n_hidden:
            self.parts.append(data)


def without_markup(text: str) -> str:
    """Return text without tags and with entities as the characters that they stand for.

    Text without either comes back as it is: a lone < or & is not HTML.
    """
    if _TAG.search(text):
        parser = _Text()
        parser.feed(text)
        parser.close()
        lines = "".join(parser.parts).replace("\xa0", " ").split("\n")
        return "\n".join(line.strip() for line in lines if line.strip())
    if _ENTITY.search(text):
        return html.unescape(text).replace("\xa0", " ")
    return text
