"""From a notebook that has been run to one HTML page that contacts no other host."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from mediakit.reporting.describing import INVENTED, who_was_asked
from mediakit.reporting.outputs import Body
from mediakit.reporting.project import Project
from mediakit.reporting.provenance import Basis
from mediakit.reporting.weight import within_limit
from mediakit.results import versions

__all__ = ["Made", "Page", "write_index", "write_page"]

_TEMPLATES = Path(__file__).parent / "templates"
_SHOW_CODE = '<input type="checkbox" id="show-code"><label for="show-code">Show the code</label>'
_FIRST_PICTURE = re.compile(r'href="data:image/png;base64,([^"]+)"')
_ON_INDEX = 10  # findings of all pages together
_ON_PAGE = 5  # findings at its top
_LONGEST, _DESCRIPTION = 140, 200  # characters
_IN_BRACKETS = re.compile(r" \(\d[^()]*\)")  # numbers, which stand in the finding itself


@dataclass(frozen=True)
class Made:
    """What a page was made from.

    Attributes
    ----------
    notebook, code : str
        The name of the notebook, and the SHA-256 of its code.
    parameters : dict of str to object
        What was given from outside.
    setting : str
        Which of several values of a parameter it has, in words.
    articles : dict of str to list
        The articles that were read, by column.
    results : list of dict
        The SHA-256 of the numbers of each result.
    command : str
        How it was made.
    """

    notebook: str = ""
    code: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    setting: str = ""
    articles: Mapping[str, list[str]] = field(default_factory=dict)
    results: Sequence[Mapping[str, object]] = ()
    command: str = ""


@dataclass(frozen=True)
class Page:
    """A page to be: its file, its body, the articles behind it, who answers for it, and what it was
    made from."""

    file: str
    body: Body
    basis: Basis
    project: Project
    made: Made = field(default_factory=Made)

    @property
    def name(self) -> str:
        """The title of the notebook, and which parameters this page of it has."""
        return " · ".join(part for part in (self.body.title, self.made.setting) if part)

    @property
    def headline(self) -> str:
        """The first finding that is short enough without the numbers in brackets, or else the title
        of the notebook."""
        for finding in self.body.findings:
            said = _IN_BRACKETS.sub("", finding["sentence"])
            if len(said) <= _LONGEST:
                return said
        return self.name

    @property
    def address(self) -> str:
        """The file as a link has it."""
        return quote(self.file)


def _fill(values: dict[str, str]) -> str:
    template = Template((_TEMPLATES / "page.html").read_text(encoding="utf-8"))
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    return template.substitute(values, style=style)


def write_page(page: Page, folder: Path, others: Sequence[Page] = ()) -> None:
    """Write a page: what was found first, then the parts of the notebook, then how it was made.

    It carries its pictures and data, loads nothing, and forbids the browser to contact any other
    host.
    """
    body = page.body
    parts = {
        "title": escape(page.headline),
        "description": escape(_description(page)),
        "picture": _picture(page, folder),
        "around": _around(page, others, "Pages"),
        "again": _around(page, others, "Pages, again"),
        "top": _top(page),
        "contents": _contents(body),
        "body": "\n".join(body.parts),
        "methods": _methods(body),
        "books": "notebook",
        "whole": "page",
        "show_code": _SHOW_CODE,
    }
    text = _fill(parts | _frame(page.basis, page.project, page.made))
    target = folder / page.file
    # Half a letter, which the texts of articles may have, is no reason to have no page.
    target.write_bytes(within_limit(text, body, target).encode(errors="replace"))


def _top(page: Page) -> str:
    """Return headline, standfirst, findings, and how the articles were chosen."""
    findings = page.body.findings
    parts = []
    if page.headline != page.name:
        parts.append(f'<p class="kicker">{escape(page.name)}</p>')
    parts.append(f"<h1>{escape(page.headline)}</h1>")
    parts.append(f'<p class="standfirst">{_standfirst(page)}</p>')
    parts.append(_byline(page.project))
    if findings:
        items = [_finding(finding, "") for finding in findings[:_ON_PAGE]]
        parts.append(f'<ul class="lead">{"".join(items)}</ul>')
    notes = " ".join(page.body.notes.values())
    if notes:
        parts.append(f'<p class="basis">{escape(notes)}</p>')
    return "\n".join(part for part in parts if part)


def _standfirst(page: Page) -> str:
    """Return what the page rests on, and what it cannot show."""
    basis = page.basis
    limits = dict.fromkeys(str(finding["cannot_show"]) for finding in page.body.findings)
    said = [f"From {basis.n_articles}, {basis.dates}.", *limits]
    return escape(" ".join(part for part in said if part))


def _finding(finding: dict[str, object], file: str) -> str:
    """Return a finding with a link to its chart and its sentences."""
    said = [str(finding[name]) for name in ("strength", "survives") if finding[name]]
    link = f'<a href="{file}#result-{finding["result"]}">chart and sentences</a>'
    return (
        f"<li>{escape(str(finding['sentence']))} "
        f"<small>({escape('; '.join(said))}; {link})</small></li>"
    )


def _byline(project: Project) -> str:
    words = [project.date, project.author and f"By {project.author}"]
    if project.contact:
        words.append(f"Contact: {project.contact}")
    line = " · ".join(word for word in words if word)
    said = ""
    if line:
        said = f'<p class="byline">{escape(line)}</p>'
    if project.corrections:
        said += f'<p class="byline">Corrections: {escape(project.corrections)}</p>'
    return said


def _description(page: Page) -> str:
    words = [str(finding["sentence"]) for finding in page.body.findings[1:3]]
    text = " ".join(words) or page.body.title
    return text[:_DESCRIPTION]


def _picture(page: Page, folder: Path) -> str:
    """Write the first chart beside the page as the picture for sharing, and return its tag."""
    if not page.project.address:
        return ""
    found = _FIRST_PICTURE.search("".join(page.body.parts))
    if found is None:
        return ""
    file = Path(page.file).with_suffix(".png").name
    (folder / file).write_bytes(b64decode(found[1]))
    address = f"{page.project.address.rstrip('/')}/{quote(file)}"
    return f'<meta property="og:image" content="{escape(address)}">'


def _contents(body: Body) -> str:
    shown = "".join(body.parts)
    links = [
        f'<li><a href="#{anchor}">{words}</a></li>'
        for anchor, words in body.contents
        if f'id="{anchor}"' in shown
    ]
    if body.methods:
        links.append('<li><a href="#methods">How these numbers were made</a></li>')
    if len(links) < 3:
        return ""
    return f'<nav class="contents" aria-label="Contents"><ol>{"".join(links)}</ol></nav>'


def _methods(body: Body) -> str:
    """Return how the numbers were made, once for each result."""
    if not body.methods:
        return ""
    items = [
        f'<h3 id="method-{number}">{escape(name)}</h3><p>{escape(words)}</p>'
        for number, (name, words) in sorted(body.methods.items())
    ]
    return f'<h2 id="methods">How these numbers were made</h2>\n{"".join(items)}'


def _around(page: Page, others: Sequence[Page], label: str) -> str:
    """Return links to the index and to the pages before and after."""
    if len(others) < 2:
        return ""
    place = [other.file for other in others].index(page.file)
    links = ['<a href="index.html">All pages of this report</a>']
    if place:
        links.append(f'<a rel="prev" href="{others[place - 1].address}">← Previous</a>')
    if place + 1 < len(others):
        links.append(f'<a rel="next" href="{others[place + 1].address}">Next →</a>')
    return f'<nav class="around" aria-label="{label}">{" ".join(links)}</nav>'


def _frame(basis: Basis, project: Project, made: Made) -> dict[str, str]:
    """Return the parts that every page has: the articles behind it, and how it was made."""
    used = [f"{name} {number}" for name, number in versions().items()]
    notes = [basis.reading, *_counted(basis), *_how(made)]
    invented = ""
    if basis.invented:
        invented = f'<p class="invented">{INVENTED}</p>'
    return {
        "articles": escape(_articles_in_words(basis)),
        "reading": "\n".join(f"<p>{escape(note)}</p>" for note in notes if note),
        "versions": escape(", ".join(used)),
        "invented": invented,
        "site": escape(project.title or "mediakit report"),
    }


def _counted(basis: Basis) -> list[str]:
    """Say how many records were rejected, and whose texts the articles are."""
    if not basis.fingerprint:
        return []
    notes = [f"Records that were rejected: {basis.n_rejected:,}."]
    if basis.origins:
        notes.append(f"Of the articles, {basis.origins}.")
    return notes


def _how(made: Made) -> list[str]:
    """Say with which parameters and by which command a page was made."""
    notes = []
    given = [f"{name} = {value!r}" for name, value in made.parameters.items()]
    if given:
        notes.append(f"Parameters given: {'; '.join(given)}.")
    if made.command:
        notes.append(f"Command: {made.command}")
    return notes


def _articles_in_words(basis: Basis) -> str:
    if not basis.fingerprint:
        return "Each page says which articles it rests on."
    return (
        f"{basis.n_articles}, {basis.dates}. Sources: {basis.sources}. "
        f"Fingerprint of the articles: {basis.fingerprint}."
    )


def write_index(pages: Sequence[Page], folder: Path) -> None:
    """Write the page that leads to the others, with the findings of each, and say whether the
    outlets were asked to comment."""
    items = []
    n_each = max(1, _ON_INDEX // len(pages))
    for page in pages:
        told = [_finding(finding, page.address) for finding in page.body.findings[:n_each]]
        found = ""
        if told:
            found = f'<ul class="lead">{"".join(told)}</ul>'
        items.append(f'<li><h2><a href="{page.address}">{escape(page.name)}</a></h2>{found}</li>')
    nobody = who_was_asked("")
    comments = dict.fromkeys(page.body.notes.get("comment", nobody) for page in pages)
    comment = " ".join(words for words in comments if words != nobody) or nobody
    project = pages[0].project
    heading = project.title or "What the articles say, page by page"
    parts = {
        "title": escape(heading),
        "description": escape(pages[0].headline),
        "picture": "",
        "around": "",
        "again": "",
        "top": f"<h1>{escape(heading)}</h1>{_byline(project)}",
        "contents": "",
        "body": f'<ol class="pages">{"".join(items)}</ol>\n<p>{escape(comment)}</p>',
        "methods": "",
        "books": "notebooks",
        "whole": "report",
        "show_code": "",
    }
    bases = list(dict.fromkeys(page.basis for page in pages))
    basis = bases[0]
    if len(bases) > 1:
        basis = Basis(invented=all(basis.invented for basis in bases))
    frame = _frame(basis, project, Made(command=pages[0].made.command))
    (folder / "index.html").write_bytes(_fill(parts | frame).encode(errors="replace"))
