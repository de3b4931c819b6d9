"""From the cells of a notebook that has been run to the body of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from mediakit.display import PAGE_DATA
from mediakit.errors import MissingExtra
from mediakit.reporting.foreign import without_actions

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Body", "body_of"]

_PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
_MOST_TEXT, _MOST_HTML = 20_000, 1_000_000  # characters of an output that is not ours
_OWN = re.compile(r'class="[^"]*\bmk-')
_NOT_SHOWN = frozenset(["method"])  # tags of cells: a page has the methods once, at its end


@dataclass
class Body:
    """What the cells of a notebook become.

    Attributes
    ----------
    title : str
        The first heading.
    parts : list of str
        HTML, in the order of the cells.
    contents : list of (str, str)
        The anchor and the words of each heading of the second level.
    methods : dict of int to (str, str)
        What each result is called and how it was made, by its number.
    findings : list of dict
        What the notebook leads with.
    notes : dict of str to str
        What stands at the top of a page: how the articles were chosen, and their state.
    evidence : list of dict
        The sentences behind the results, for the file that a heavy page leads to.
    """

    title: str = ""
    parts: list[str] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    methods: dict[int, tuple[str, str]] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, str]] = field(default_factory=list)


def body_of(notebook: NotebookNode, fallback: str) -> Body:
    """Return the body of a page; its title is the first heading, or else the fallback."""
    body = Body()
    for cell in notebook.cells:
        if _NOT_SHOWN & set(cell.metadata.get("tags", [])):
            _collect(cell, body)
        elif cell.cell_type == "markdown":
            body.parts.append(_words(cell.source, body))
        elif cell.cell_type == "code":
            body.parts += _code(_without_folders(cell))
            body.parts += [_output(output, body) for output in cell.outputs]
    body.parts = _without_empty_sections([part for part in body.parts if part])
    body.title = body.title or fallback
    return body


def _collect(cell: NotebookNode, body: Body) -> None:
    for output in cell.get("outputs", []):
        _keep_data(output, body)


def _words(source: str, body: Body) -> str:
    """Return a cell of text; its first heading is the title of the page and stands there."""
    try:
        import mistune
    except ImportError as error:
        raise MissingExtra("mistune", "lab") from error

    class Renderer(mistune.HTMLRenderer):
        """Gives each heading an anchor, and the page its title."""

        def heading(self, text: str, level: int, **_: Any) -> str:
            if level == 1 and not body.title:
                body.title = _plain(text)
                return ""
            anchor = f"part-{len(body.contents) + 1}"
            if level > 2:
                return f"<h{level}>{text}</h{level}>\n"
            body.contents.append((anchor, text))
            return f'<h2 id="{anchor}">{text}</h2>\n'

    render = mistune.create_markdown(
        renderer=Renderer(escape=True), plugins=["table", "strikethrough"]
    )
    return str(render(source))


def _plain(text: str) -> str:
    """Return the words of a heading without its tags."""
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", text))


def _without_folders(cell: NotebookNode) -> str:
    """Return the code of a cell; where the articles lie on this machine is nobody's business."""
    if "given" not in cell.metadata.get("tags", []):
        return str(cell.source)
    return re.sub(r"(articles_path = [\w.]*\(?[\"'])[^\"']*/", r"\1", cell.source)


def _code(source: str) -> Iterator[str]:
    if source.strip():
        yield f'<pre class="code">{escape(source)}</pre>'


def _output(output: NotebookNode, body: Body) -> str:
    """Return one output; what went to the error stream is no part of a page."""
    if output.output_type == "stream":
        if output.name == "stderr":
            return ""
        return "".join(f"<p>{escape(line)}</p>" for line in _lines(_cut(output.text)))
    if output.output_type == "error":
        return f'<pre class="output">{escape(_cut(output.evalue))}</pre>'
    anchors = _keep_data(output, body)
    return f'<div class="output">{anchors}{_shown(output.data, output.metadata)}</div>'


def _cut(text: str) -> str:
    """Return a text, or the beginning of one that is too long for a page."""
    n_more = len(text) - _MOST_TEXT
    if n_more <= 0:
        return text
    return (
        f"{text[:_MOST_TEXT]}\n… and {n_more:,} more characters, which are left out of this page."
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _keep_data(output: NotebookNode, body: Body) -> str:
    """Collect what results say of themselves, and return anchors for those not shown before."""
    data = output.get("data", {}).get(PAGE_DATA, {})
    body.findings += data.get("leading", [])
    anchors = ""
    for one in [data, *data.get("behind", [])]:
        body.notes.update(one.get("notes", {}))
        body.evidence += one.get("evidence", [])
        if "result" in one and int(one["result"]) not in body.methods:
            body.methods[int(one["result"])] = (one["name"], one["method"])
            anchors += f'<span id="result-{int(one["result"])}"></span>'
    return anchors


def _shown(data: NotebookNode, metadata: NotebookNode) -> str:
    """Return the richest form of an output that needs no script."""
    if "text/html" in data:
        html = data["text/html"]
        if len(html) > _MOST_HTML and not _OWN.search(html):
            return f"<p>An output of {len(html):,} characters is left out of this page.</p>"
        return without_actions(html)
    for kind in _PICTURES:
        if kind in data:
            return _picture(kind, data, metadata)
    return f'<pre class="output">{escape(_cut(data.get("text/plain", "")))}</pre>'


def _picture(kind: str, data: NotebookNode, metadata: NotebookNode) -> str:
    from base64 import b64encode

    content = data[kind]
    if kind == "image/svg+xml":
        content = b64encode(content.encode()).decode()
    alt = metadata.get(kind, {}).get("alt") or data.get("text/plain", "A picture")
    return f'<img alt="{escape(alt)}" src="data:{kind};base64,{content.strip()}">'


def _without_empty_sections(parts: list[str]) -> list[str]:
    """Return the parts without headings that nothing but another heading follows."""
    kept: list[str] = []
    for part in parts:
        if kept and _is_heading(kept[-1]) and part.startswith("<h2"):
            kept.pop()
        kept.append(part)
    if kept and _is_heading(kept[-1]):
        kept.pop()
    return kept


def _is_heading(part: str) -> bool:
    return bool(re.fullmatch(r"<h2 id=\"[^\"]*\">(?:(?!<h2).)*</h2>\n?", part))
