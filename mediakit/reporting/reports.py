"""The main job: run notebooks on articles and write a page for each, with an index."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from mediakit.errors import UnknownValue
from mediakit.keeping import keeping_results
from mediakit.reporting.books import find_notebooks, load_notebook, require_kernel
from mediakit.reporting.manifest import code_of, write_manifest
from mediakit.reporting.outputs import body_of
from mediakit.reporting.pages import Made, Page, write_index, write_page
from mediakit.reporting.project import Project, read_project
from mediakit.reporting.provenance import Basis
from mediakit.reporting.publishing import publishing, writing
from mediakit.reporting.running import CELL_SECONDS, execute
from mediakit.reporting.settings import ARTICLES, Book, give, require_taken

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Report", "Wanted", "make_report", "write_report"]

_PROGRESS = "{desc} {percentage:3.0f}% {bar} {elapsed}"
_LONGEST_NAME = 60  # characters of a value in the name of a page


@dataclass(frozen=True)
class Wanted:
    """What a run is asked for beside its notebooks.

    Attributes
    ----------
    articles : str
        The articles to run the notebooks on, instead of their own.
    parameters : mapping of str to object
        Other values for their parameters.
    each : mapping of str to sequence
        Values of a parameter that get a page each.
    kernel : str
        The kernel to run in, instead of the one that a notebook names.
    cell_seconds : int
        How long a cell may run.
    """

    articles: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    each: Mapping[str, Sequence[object]] = field(default_factory=dict)
    kernel: str = ""
    cell_seconds: int = CELL_SECONDS

    def command(self, notebooks: Sequence[str | Path]) -> str:
        """Return the command that a page tells: without folders of this machine."""
        words = ["mediakit", "report", *(Path(path).name for path in notebooks)]
        if self.articles:
            words += ["--articles", Path(self.articles).name]
        words += [
            part for name, value in self.parameters.items() for part in ("--set", f"{name}={value}")
        ]
        for name, values in self.each.items():
            words += ["--each", f"{name}={','.join(map(str, values))}"]
        return shlex.join(words)


@dataclass(frozen=True)
class Report:
    """What a run has made.

    Attributes
    ----------
    pages : list of Path
        The pages, the index last.
    taken : dict of str to list of str
        Which notebooks took each parameter that was given, by their names.
    made : list of Page
        What is on the pages.
    """

    pages: list[Path]
    taken: dict[str, list[str]]
    made: list[Page]


@dataclass(frozen=True)
class _Job:
    """A page to be."""

    path: Path
    name: str
    notebook: NotebookNode
    project: Project
    taken: dict[str, object]
    setting: str = ""


def write_report(
    notebooks: Sequence[str | Path] = (),
    *,
    articles: str | Path | None = None,
    out: str | Path = "reports",
    parameters: Mapping[str, object] | None = None,
) -> list[Path]:
    """Run notebooks and write each as a self-contained HTML page, with an index for several.

    Parameters
    ----------
    notebooks : sequence of str or Path
        Notebooks or folders of them; by default those that come with mediakit. They are not
        changed.
    articles : str or Path, optional
        The articles to run them on, instead of those that their `parameters` cells name.
    out : str or Path, default 'reports'
        The folder for the pages.
    parameters : mapping of str to object, optional
        Other values for what the notebooks' cells tagged `parameters` set, such as
        {'subject': 'tram*'}. Text becomes what stands there: '5' is a number in place of a number.
        With `articles`, say in 'selection' how they were chosen; the parts of the notebooks that
        ask for a subject are left out unless you name one.

    Returns
    -------
    list of Path
        The pages, the index last. They contact no other host and fold the code away.

    Raises
    ------
    ArticlesNotFound
        If there are no such notebooks or articles.
    NotebookFailed
        If a cell raises an error.
    FolderNotWritable
        If the folder for the pages cannot be written. No page is half written.
    UnknownValue
        If no notebook has a parameter that is given, or two have the same file name, or one is
        called index.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.write_report(["no-such.ipynb"])
    Traceback (most recent call last):
    ...
    mediakit.errors.ArticlesNotFound: There is no notebook 'no-such.ipynb'.
    """
    wanted = Wanted("" if articles is None else str(articles), parameters or {})
    return make_report(notebooks, wanted, out).pages


def make_report(
    notebooks: str | Path | Sequence[str | Path], wanted: Wanted, out: str | Path
) -> Report:
    """Run notebooks and write their pages into a folder, all of them or none."""
    if isinstance(notebooks, str | Path):
        notebooks = [notebooks]
    jobs = _jobs(find_notebooks(notebooks), wanted)
    folder = Path(out)
    with publishing(folder) as stage:
        with keeping_results():
            pages = _run(jobs, wanted, wanted.command(notebooks))
        with writing(folder):
            names = _write(pages, stage)
    taken: dict[str, list[str]] = {}
    for job in jobs:
        for name in job.taken:
            taken.setdefault(name, []).append(job.path.stem)
    taken = {name: list(dict.fromkeys(books)) for name, books in taken.items()}
    return Report([folder / name for name in names], taken, pages)


def _jobs(paths: Sequence[Path], wanted: Wanted) -> list[_Job]:
    """Return the pages to be; whatever can be found wrong before a run is found here."""
    books = [Book.of(path, load_notebook(path)) for path in paths]
    given = {**wanted.parameters, **wanted.each}
    require_taken(books, given, articles=bool(wanted.articles))
    jobs = [job for book in books for job in _jobs_of(book, wanted)]
    names = [job.name.casefold() for job in jobs]
    if len(set(names)) < len(names) or (len(names) > 1 and "index" in names):
        raise UnknownValue(
            "Each notebook needs a file name of its own, and none may be called index."
        )
    return jobs


def _jobs_of(book: Book, wanted: Wanted) -> list[_Job]:
    """Return the pages of one notebook: one, or one for each value of a parameter."""
    path = book.path
    require_kernel(path, book.notebook, wanted.kernel)
    project = read_project(path.parent)
    names = [name for name in wanted.each if name in book.parameters]
    jobs = []
    for values in product(*[wanted.each[name] for name in names]):
        one = dict(zip(names, values, strict=True))
        copy = Book(path, deepcopy(book.notebook), book.place, book.parameters)
        taken = give(copy, {**wanted.parameters, **one}, wanted.articles)
        ending = "".join(f"-{_in_file_name(value)}" for value in values)
        said = "; ".join(f"{name}: {value}" for name, value in one.items())
        jobs.append(_Job(path, path.stem + ending, copy.notebook, project, taken, said))
    return jobs


def _in_file_name(value: object) -> str:
    """Return a value as a part of the name of a file that every system takes."""
    return re.sub(r"[^\w.-]+", "-", str(value))[:_LONGEST_NAME].strip("-.") or "none"


def _run(jobs: Sequence[_Job], wanted: Wanted, command: str) -> list[Page]:
    """Run the notebooks, and return the pages that they make."""
    pages = []
    n_cells = sum(cell.cell_type == "code" for job in jobs for cell in job.notebook.cells)
    with tqdm(total=n_cells, desc="Running", unit="cell", bar_format=_PROGRESS) as bar:
        for job in jobs:
            bar.set_description(job.name)
            book = execute(
                job.path,
                job.notebook,
                on_cell=bar.update,
                for_page=True,
                command=command,
                kernel=wanted.kernel,
                cell_seconds=wanted.cell_seconds,
            )
            pages.append(_page(job, book, command))
    return pages


def _page(job: _Job, book: NotebookNode, command: str) -> Page:
    """Return the page of a notebook that has been run; its last cell says what it rests on."""
    told = json.loads(book.cells.pop().outputs[-1].text)
    made = Made(
        job.path.name,
        code_of(load_notebook(job.path).cells),
        _without_folder(job.taken),
        job.setting,
        told["articles"],
        told["results"],
        command,
    )
    body = body_of(book, job.path.stem)
    return Page(f"{job.name}.html", body, Basis(**told["basis"]), job.project, made)


def _without_folder(taken: Mapping[str, object]) -> dict[str, object]:
    """Return parameters; where the articles lie on this machine is nobody's business."""
    shown = dict(taken)
    if ARTICLES in shown:
        shown[ARTICLES] = Path(str(shown[ARTICLES])).name
    return shown


def _write(pages: Sequence[Page], folder: Path) -> list[str]:
    """Write the pages, their index and their manifest, and return the names of the pages."""
    for page in pages:
        write_page(page, folder, pages)
    names = [page.file for page in pages]
    if len(pages) > 1:
        write_index(pages, folder)
        names.append("index.html")
    write_manifest(pages, folder, pages[0].made.command)
    return names
