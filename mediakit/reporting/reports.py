"""The main job: run notebooks on articles and write a page for each, with an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from tqdm import tqdm

from mediakit.demo import demo_folder
from mediakit.errors import ArticlesNotFound, UnknownValue
from mediakit.inspecting import inspect_articles
from mediakit.readers import read_articles
from mediakit.reporting.pages import Basis, describe_basis, write_index, write_page
from mediakit.reporting.running import articles_path_of, execute, load_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["find_notebooks", "write_report"]

_PROGRESS = "{desc} {percentage:3.0f}% {bar} {elapsed}"
_OF_OTHERS = {"selection": "", "comment": "", "subject": "", "subjects": {}}
_REASONS = 5  # shown if no article could be read


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


def _read(articles: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the articles of a report, or say why there are none."""
    table, ledger = read_articles(articles, return_ledger=True)
    if len(table):
        return table, ledger
    faults = ledger.loc[ledger["reason"] != "", ["source", "reason"]].head(_REASONS)
    why = " The folder is empty."
    if len(faults):
        why = ""
        for source, reason in faults.itertuples(index=False):
            why += f"\n  {Path(source).name}: {reason}"
    raise ArticlesNotFound(f"No article could be read from '{articles}'.{why}")


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
    sources = _sources_of(paths, books, given)
    read = {source: _read(source) for source in dict.fromkeys(sources)}
    n_cells = sum(cell.cell_type == "code" for book in books for cell in book.cells)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    described = {source: _describe_source(*read[source]) for source in read}
    bases = [described[source] for source in sources]
    pages = _write_pages(paths, folder, bases, given, n_cells)
    written = [folder / name for name, _ in pages]
    if len(pages) > 1:
        index = folder / "index.html"
        write_index(pages, index, _describe_all(read, described), str(given.get("comment", "")))
        written.append(index)
    return written


def _sources_of(
    paths: Sequence[Path],
    books: Sequence[NotebookNode],
    given: Mapping[str, object],
) -> list[str]:
    """Return where the articles of each notebook are."""
    if "articles_path" in given:
        return [str(given["articles_path"])] * len(books)
    sources = []
    for path, book in zip(paths, books, strict=True):
        named = articles_path_of(book)
        source = demo_folder()
        if named is not None:
            source = path.parent / named
        sources.append(str(source))
    return sources


def _describe_source(articles: pd.DataFrame, ledger: pd.DataFrame) -> Basis:
    """Return what a page says about its articles, and about what is wrong with them."""
    return describe_basis(articles, ledger, inspect_articles(articles).in_brief())


def _describe_all(
    read: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]],
    described: Mapping[str, Basis],
) -> Basis:
    """Return what the index says about the articles of all notebooks."""
    if len(described) == 1:
        return next(iter(described.values()))
    tables, ledgers = zip(*read.values(), strict=True)
    faults = "Each page says at its head what is wrong with its articles, if anything was found."
    return describe_basis(pd.concat(tables), pd.concat(ledgers), faults)


def _require_names(paths: Sequence[Path]) -> None:
    """Raise unless each notebook can have a page of its own beside the index."""
    names = [path.stem for path in paths]
    if len(set(names)) < len(names) or (len(names) > 1 and "index" in names):
        raise UnknownValue(
            "Each notebook needs a file name of its own, and none may be called index."
        )


def _write_pages(
    paths: Sequence[Path],
    folder: Path,
    bases: Sequence[Basis],
    given: Mapping[str, object],
    n_cells: int,
) -> list[tuple[str, str]]:
    """Run the notebooks, and return the file name and the title of each page."""
    pages = []
    with tqdm(total=n_cells, desc="Running", unit="cell", bar_format=_PROGRESS) as bar:
        for path, basis in zip(paths, bases, strict=True):
            bar.set_description(path.stem)
            book = execute(path, given=given, on_cell=bar.update)
            target = folder / f"{path.stem}.html"
            title = write_page(book, target, basis, home=len(paths) > 1)
            pages.append((target.name, title))
    return pages
