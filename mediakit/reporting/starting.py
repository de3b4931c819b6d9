"""A new reporting project: a folder that runs at once, and that a colleague can run again."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from mediakit.demo import demo_folder
from mediakit.errors import ArticlesNotFound, FolderNotWritable, MissingExtra
from mediakit.reporting.locking import LOCK, locked_versions
from mediakit.reporting.publishing import writing
from mediakit.reporting.refreshing import refresh
from mediakit.reporting.reports import Wanted, make_report
from mediakit.reporting.updating import run_again, store

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["start_project"]

_TEMPLATES = Path(__file__).parent / "templates" / "project"
_NAMES = {"gitignore": ".gitignore", "test_numbers.template": "test_numbers.py"}
_NOTEBOOK = "01-coverage"
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

#: What project.toml says of the demo articles, and of others, of which nothing is known.
_DEMO = {
    "selection": "All articles of the demo, by five invented outlets, from March and April 2031.",
    "comment": "The outlets are invented, so nobody was asked to comment.",
    "subject": "recruit* OR mercenar* OR fighter* OR volunteer*",
    "agencies": '"Corvane Wire" = ["Corvane", "corvanewire.example"]',
}
_OTHERS = {"selection": "", "comment": "", "subject": "", "agencies": ""}


def start_project(name: str | Path, articles: str = "") -> Path:
    """Make a folder with notebook, data, README, methodology, lock and test, run it, and return it.

    Parameters
    ----------
    name : str or Path
        The folder; it must not be there, or be empty.
    articles : str, optional
        A file, a folder or a pattern: the articles, which are copied. By default the demo articles.

    Raises
    ------
    FolderNotWritable
        If the folder is in use, or cannot be made.
    ArticlesNotFound
        If there are no such articles, or none can be read.
    """
    folder = Path(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotWritable(f"'{folder}' is there already. Choose another name.")
    with writing(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".mediakit-", dir=folder.parent))
    try:
        with writing(folder):
            _fill(stage, folder.name, articles)
        _run(stage)
        with writing(folder):
            stage.chmod(0o755)  # a temporary folder is its owner's alone
            if folder.exists():
                folder.rmdir()
            stage.replace(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return folder


def _fill(folder: Path, name: str, articles: str) -> None:
    """Write the files of a project."""
    known = dict(_DEMO)
    if articles:
        known = dict(_OTHERS)
    agencies = known.pop("agencies")
    title = name.replace("-", " ").replace("_", " ").strip().capitalize()
    values = {key: json.dumps(value, ensure_ascii=False) for key, value in known.items()}
    values |= {"title": title, "agencies": agencies}
    values["title_in_toml"] = json.dumps(title, ensure_ascii=False)
    for path in sorted(_TEMPLATES.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix in (".md", ".toml"):
            text = Template(text).substitute(values)
        if path.suffix != ".cells":
            (folder / _NAMES.get(path.name, path.name)).write_text(text, encoding="utf-8")
    _copy(articles or str(demo_folder()), folder / "data" / "source")
    processed = folder / "data" / "processed"
    processed.mkdir()
    (processed / ".gitkeep").touch()
    lines = [f"{package}=={number}\n" for package, number in locked_versions().items()]
    (folder / LOCK).write_text("".join(lines), encoding="utf-8")
    _write_notebook(folder / f"{_NOTEBOOK}.ipynb")


def _copy(articles: str, target: Path) -> None:
    """Copy articles as they are: a folder with all in it, a file, or what a pattern finds."""
    source = Path(articles).expanduser()
    if source.is_dir():
        shutil.copytree(source, target)
        return
    files = [source]
    if not source.exists():
        files = sorted(Path(source.anchor).glob(str(source.relative_to(source.anchor))))
    target.mkdir(parents=True)
    for file in files:
        if file.is_file():
            shutil.copy2(file, target)
    if not any(target.iterdir()):
        raise ArticlesNotFound(f"There is no file or folder '{articles}'.")


def _write_notebook(path: Path) -> None:
    """Write the notebook that the template describes: cells that begin with %%."""
    try:
        import nbformat
    except ImportError as error:
        raise MissingExtra("nbformat", "lab") from error
    text = (_TEMPLATES / f"{_NOTEBOOK}.cells").read_text(encoding="utf-8")
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": _KERNEL})
    for number, cell in enumerate(text.split("%% ")[1:]):
        head, _, source = cell.partition("\n")
        notebook.cells.append(_cell(head.split(), source.strip(), number))
    nbformat.write(notebook, path)


def _cell(head: list[str], source: str, number: int) -> NotebookNode:
    """Return a cell of text or code with its tags; its id is the same in every project."""
    from nbformat.v4 import new_code_cell, new_markdown_cell

    kind, *tags = head
    identity = f"cell-{number}"
    if kind == "text":
        return new_markdown_cell(source, id=identity)
    return new_code_cell(source, id=identity, metadata={"tags": tags})


def _run(folder: Path) -> None:
    """Run the notebook of a project, keep its outputs, and fill README and methodology."""
    notebook = folder / f"{_NOTEBOOK}.ipynb"
    with tempfile.TemporaryDirectory() as elsewhere:
        report = make_report([notebook], Wanted(), Path(elsewhere) / "reports")
    refresh(folder, report.made)
    store(run_again([notebook])[1])
