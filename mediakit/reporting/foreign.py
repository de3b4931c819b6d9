"""HTML that mediakit did not write: a page shows it without anything that acts by itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["without_actions"]

#: Elements that run, load or send something.
_ACTIVE = frozenset(
    "script iframe frame frameset object embed applet form input button link meta base".split()
)
_LEADING = frozenset("href src srcset xlink:href action formaction data background poster".split())
_HARMLESS = re.compile(r"\s*(?:https?:|data:(?:image/|text/csv)|#|[\w./-]*$)", re.IGNORECASE)


class _Finder(HTMLParser):
    """Looks for what acts: elements, handlers of events, addresses that are no addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.acts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.acts |= tag in _ACTIVE
        for name, value in attrs:
            self.acts |= name.startswith("on")
            if name in _LEADING:
                self.acts |= not _HARMLESS.match(value or "")


def without_actions(markup: str) -> str:
    """Return HTML as it is if nothing in it acts, and else cleaned by lxml."""
    finder = _Finder()
    finder.feed(markup)
    finder.close()
    if not finder.acts:
        return markup
    from lxml_html_clean import Cleaner

    cleaner = Cleaner(
        scripts=True,
        javascript=True,
        embedded=True,
        frames=True,
        forms=True,
        meta=True,
        links=True,
        page_structure=True,
        style=True,
        safe_attrs_only=True,
    )
    cleaned: str = cleaner.clean_html(f"<div>{markup}</div>")
    return cleaned
