"""The main job: run notebooks on articles and write a page for each, with an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from mediakit.demo import demo_folder
from mediakit.errors import ArticlesNotFound, UnknownValue
from mediakit.readers import read_articles
from mediakit.reporting.pages import describe_basis, write_index, write_page
from mediakit.reporting.running import execute, load_notebook

__all__ = ["find_notebooks", "run_notebook", "write_report"]


def find_notebooks(named: Sequence[str | Path] = ()) -> list[Path]:
    """Return the notebooks named (a folder stands for those in it), or else the ones that mediakit brings."""
    package = Path(__file__).parent.parent
    brought = (
        package / "notebooks" if (package / "notebooks").is_dir() else package.parent / "notebooks"
    )
    found: list[Path] = []
    for path in map(Path, named or [brought]):
        if not path.exists():
            raise ArticlesNotFound(
                f"There is no {'notebook' if path.suffix else 'notebook or folder'} '{path}'."
            )
        found += sorted(path.glob("*.ipynb")) if path.is_dir() else [path]
    if not found:
        raise ArticlesNotFound(f"There is no notebook in {', '.join(map(str, named)) or brought}.")
    return found


def _read(articles: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the articles that a report is to rest on, or say why there are none."""
    table, ledger = read_articles(articles, return_ledger=True)
    if table.empty:
        reasons = ledger.loc[ledger["reason"] != "", ["source", "reason"]].head(5)
        lines = [
            f"  {Path(source).name}: {reason}" for source, reason in reasons.itertuples(index=False)
        ]
        told = "\n" + "\n".join(lines) if lines else " The folder is empty."
        raise ArticlesNotFound(f"No article could be read from '{articles}'.{told}")
    return table, ledger


def run_notebook(
    notebook: str | Path, *, articles: str | Path | None = None, out: str | Path = "reports"
) -> Path:
    """Run a notebook and write it as one self-contained HTML page.

    Parameters
    ----------
    notebook : str or Path
        The notebook; it is not changed.
    articles : str or Path, optional
        The articles to run it on, in place of those that its `parameters` cell names; the demo articles
        by default.
    out : str or Path, default 'reports'
        The folder for the page.

    Returns
    -------
    Path
        The page. It asks nothing of any other host, and folds the code away.

    Raises
    ------
    ArticlesNotFound
        Where the notebook or the articles are not there.
    NotebookFailed
        Where a cell ends in an error.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.run_notebook("no-such.ipynb")
    Traceback (most recent call last):
    ...
    mediakit.errors.ArticlesNotFound: There is no notebook 'no-such.ipynb'.
    """
    return write_report([notebook], articles=articles, out=out)[0]


def write_report(
    notebooks: Sequence[str | Path] = (),
    *,
    articles: str | Path | None = None,
    out: str | Path = "reports",
    parameters: Mapping[str, str] | None = None,
) -> list[Path]:
    """Run notebooks and write a page each, and an index page where there are several.

    Parameters
    ----------
    notebooks : sequence of str or Path
        Notebooks or folders of them; mediakit's own by default.
    articles : str or Path, optional
        The articles to run them on; the demo articles by default.
    out : str or Path, default 'reports'
        The folder for the pages.
    parameters : mapping of str to str, optional
        Other values for what the notebooks' `parameters` cells set, such as {'subject': 'tram*'}.

    Returns
    -------
    list of Path
        The pages, the index last.
    """
    paths = find_notebooks(notebooks)
    names = [path.stem for path in paths]
    if len(set(names)) < len(names) or (len(names) > 1 and "index" in names):
        raise UnknownValue(
            "Each notebook needs a file name of its own, and none may be called index."
        )
    books = [load_notebook(path) for path in paths]
    table, ledger = _read(articles if articles is not None else demo_folder())
    basis = describe_basis(table, ledger)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    n_cells = sum(cell.cell_type == "code" for book in books for cell in book.cells)
    pages: list[tuple[str, str]] = []
    given = dict(parameters or {}) | ({} if articles is None else {"articles_path": str(articles)})
    with tqdm(
        total=n_cells,
        desc="Running",
        unit="cell",
        bar_format="{desc} {percentage:3.0f}% {bar} {elapsed}",
    ) as bar:
        for path in paths:
            bar.set_description(path.stem)
            book = execute(path, given=given, on_cell=bar.update)
            target = folder / f"{path.stem}.html"
            pages.append((target.name, write_page(book, target, basis, home=len(paths) > 1)))
    written = [folder / name for name, _ in pages]
    if len(pages) > 1:
        write_index(pages, folder / "index.html", basis)
        written.append(folder / "index.html")
    return written
