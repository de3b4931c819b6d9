"""Untrusted text as a notebook or a page shows it: escaped, and no link leads out of the web."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

__all__ = [
    "PAGE_DATA",
    "PLAIN",
    "Behind",
    "Note",
    "escape",
    "folded_on_page",
    "for_page",
    "html_link",
    "html_paragraph",
    "mime_bundle",
]

#: What a result tells the writer of pages, beside what it shows.
PAGE_DATA = "application/vnd.mediakit.page+json"

#: The classes of an element in which JupyterLab takes `$x$` and `\(x\)` for no mathematics.
PLAIN = "tex2jax_ignore mathjax_ignore"

_FOR_PAGE = "MEDIAKIT_PAGE"  # set in the kernel that runs a notebook for a page
_OPENED = ("http", "https")
_LEFT = "%/:=&?~#+!$,;'@()*[]"  # characters that an address may have


class Behind(Protocol):
    """What stands behind a chart or a table: a result, which has the sentences and the method."""

    def behind_html(self) -> str:
        """Return the sentences, folded away, or a link to them if the page has them already."""

    def behind_data(self) -> dict[str, Any]:
        """Return what the writer of pages collects: findings and how the numbers were made."""

    def provenance(self) -> dict[str, str]:
        """Return what a saved chart carries: which articles it rests on, and how it was made."""


def for_page() -> bool:
    """Whether a notebook is being run for a page, which shows more than JupyterLab does."""
    return bool(os.environ.get(_FOR_PAGE))


def mime_bundle(text: str, shown: str, behind: Behind | None) -> dict[str, Any]:
    """Return what a notebook keeps of a display; on a page what is behind it comes along."""
    bundle: dict[str, Any] = {"text/plain": text, "text/html": shown}
    if behind is not None and for_page():
        bundle["text/html"] += behind.behind_html()
        bundle[PAGE_DATA] = behind.behind_data()
    return bundle


def escape(text: object) -> str:
    """Return text that HTML shows as it is; in a notebook only inside an element that is PLAIN."""
    return html.escape(str(text), quote=True)


def html_paragraph(text: str) -> str:
    """Return a paragraph, escaped."""
    return f'<p class="{PLAIN}">{escape(text)}</p>'


@dataclass(frozen=True)
class Note:
    """Paragraphs of plain text, shown as such in a notebook; a page has the notes at its top."""

    paragraphs: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "\n\n".join(self.paragraphs)

    def _repr_html_(self) -> str:
        return "".join(html_paragraph(paragraph) for paragraph in self.paragraphs)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if for_page() and self.notes:
            bundle[PAGE_DATA] = {"notes": dict(self.notes)}
        return bundle


def folded_on_page(summary: str, shown: str) -> str:
    """Return what a notebook shows, and a page folds away."""
    if not shown or not for_page():
        return shown
    return f'<details class="mk-evidence"><summary>{escape(summary)}</summary>{shown}</details>'


def html_link(text: object, url: object) -> str:
    """Return a link to an article, or the text alone if its address is none of the web.

    Examples
    --------
    >>> html_link("Snow", "javascript:alert(1)"), html_link("Snow", None)
    ('Snow', 'Snow')
    """
    address = _web_address(url)
    if not address:
        return escape(text)
    href = html.escape(address, quote=True)
    return f'<a href="{href}" rel="noopener noreferrer nofollow">{escape(text)}</a>'


def _web_address(url: object) -> str:
    """Return an address of the web as a link has it; '' if it is none."""
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in _OPENED or not parts.netloc:
        return ""
    return quote(url.strip(), safe=_LEFT)
