"""The main job: run notebooks on articles and write a page for each, with an index."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from mediakit.errors import ArticlesNotFound, UnknownValue
from mediakit.keeping import keeping_results
from mediakit.reporting.outputs import body_of
from mediakit.reporting.pages import Page, write_index, write_page
from mediakit.reporting.project import read_project
from mediakit.reporting.provenance import Basis
from mediakit.reporting.running import execute, load_notebook

__all__ = ["find_notebooks", "write_report"]

_PROGRESS = "{desc} {percentage:3.0f}% {bar} {elapsed}"
_OF_OTHERS = {"selection": "", "comment": "", "subject": "", "subjects": {}, "codes_path": ""}


def find_notebooks(named: Sequence[str | Path] = ()) -> list[Path]:
    """Return the notebooks named, or else the ones that come with mediakit.

    A folder is taken for the notebooks in it.
    """
    places = [Path(path) for path in named] or [_own_notebooks()]
    notebooks: list[Path] = []
    for path in places:
        if not path.exists():
            kind = "notebook or folder"
            if path.suffix:
                kind = "notebook"
            raise ArticlesNotFound(f"There is no {kind} '{path}'.")
        if path.is_dir():
            notebooks += sorted(path.glob("*.ipynb"))
        else:
            notebooks.append(path)
    if not notebooks:
        raise ArticlesNotFound(f"There is no notebook in {', '.join(map(str, places))}.")
    return notebooks


def _own_notebooks() -> Path:
    package = Path(__file__).parent.parent
    installed = package / "notebooks"
    if installed.is_dir():
        return installed
    return package.parent / "notebooks"


def write_report(
    notebooks: Sequence[str | Path] = (),
    *,
    articles: str | Path | None = None,
    out: str | Path = "reports",
    parameters: Mapping[str, str] | None = None,
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
    parameters : mapping of str to str, optional
        Other values for the variables of the notebooks' `parameters` cells, such as
        {'subject': 'tram*'}. With `articles`, say in 'selection' how they were chosen; the parts of
        the notebooks that ask for a subject are left out unless you name one.

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
    UnknownValue
        If two notebooks have the same file name, or one is called index.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.write_report(["no-such.ipynb"])
    Traceback (most recent call last):
    ...
    mediakit.errors.ArticlesNotFound: There is no notebook 'no-such.ipynb'.
    """
    if isinstance(notebooks, str | Path):
        notebooks = [notebooks]
    paths = find_notebooks(notebooks)
    _require_names(paths)
    books = [load_notebook(path) for path in paths]
    given: dict[str, object] = dict(parameters or {})
    if articles is not None:
        # What a notebook says and asks of its own articles is not said and asked of others.
        given = {**_OF_OTHERS, **given, "articles_path": str(articles)}
    n_cells = sum(cell.cell_type == "code" for book in books for cell in book.cells)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with keeping_results():
        pages = _run(paths, given, n_cells)
    for page in pages:
        write_page(page, folder, pages)
    written = [folder / page.file for page in pages]
    if len(pages) > 1:
        write_index(pages, folder)
        written.append(folder / "index.html")
    return written


def _require_names(paths: Sequence[Path]) -> None:
    """Raise unless each notebook can have a page of its own beside the index."""
    names = [path.stem for path in paths]
    if len(set(names)) < len(names) or (len(names) > 1 and "index" in names):
        raise UnknownValue(
            "Each notebook needs a file name of its own, and none may be called index."
        )


def _run(paths: Sequence[Path], given: Mapping[str, object], n_cells: int) -> list[Page]:
    """Run the notebooks, and return the pages that they make."""
    pages = []
    with tqdm(total=n_cells, desc="Running", unit="cell", bar_format=_PROGRESS) as bar:
        for path in paths:
            bar.set_description(path.stem)
            book = execute(path, given=given, on_cell=bar.update, for_page=True)
            basis = Basis(**json.loads(book.cells.pop().outputs[-1].text))
            body = body_of(book, path.stem)
            pages.append(Page(f"{path.stem}.html", body, basis, read_project(path.parent)))
    return pages
