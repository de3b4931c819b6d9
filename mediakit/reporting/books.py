"""Find notebooks, and read them: what is none ends in a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mediakit.errors import ArticlesNotFound, MissingExtra, NotebookFailed
from mediakit.reporting.project import has_project
from mediakit.wording import join_names

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["find_notebooks", "load_notebook", "require_kernel"]

_ENDING = "*.ipynb"


def find_notebooks(named: Sequence[str | Path] = ()) -> list[Path]:
    """Return the notebooks named, or else those of the project in the current folder, or else the
    ones that come with mediakit.

    A folder is taken for the notebooks in it.
    """
    places = [Path(path) for path in named]
    if not places and has_project(Path()):
        places = [Path()]
    if not places:
        places = [_own_notebooks()]
    notebooks: list[Path] = []
    for path in places:
        if not path.exists():
            kind = "notebook or folder"
            if path.suffix:
                kind = "notebook"
            raise ArticlesNotFound(f"There is no {kind} '{path}'.")
        if path.is_dir():
            notebooks += sorted(path.glob(_ENDING))
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


def load_notebook(path: Path) -> NotebookNode:
    """Return a notebook as it is on disk.

    Raises
    ------
    NotebookFailed
        If it is none, with the reason.
    """
    try:
        import nbformat
    except ImportError as error:
        raise MissingExtra("nbformat", "lab") from error
    text = _text_in(path)
    fault = _why_none(text, nbformat.current_nbformat)
    if fault:
        raise NotebookFailed(f"{path.name} is not a notebook: {fault}.")
    try:
        notebook = nbformat.convert(nbformat.reader.reads(text), to_version=4)
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        said = error.message.split("\n")[0][:200]
        raise NotebookFailed(f"{path.name} is not a valid notebook: {said}.") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotebookFailed(f"{path.name} is not a valid notebook.") from error
    return notebook


def _text_in(path: Path) -> str:
    if not path.is_file():
        raise NotebookFailed(f"{path.name} is not a notebook: it is no file.")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise NotebookFailed(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise NotebookFailed(f"{path.name} is not a notebook: it is not UTF-8.") from error


def _why_none(text: str, newest: int) -> str:
    """Return why a text is no notebook; '' if it looks like one."""
    try:
        content = json.loads(text)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError:
        return "it is not valid JSON"
    if not isinstance(content, dict):
        return "its JSON is a list or a single value"
    version = content.get("nbformat")
    if not isinstance(version, int) or isinstance(version, bool):
        return "its JSON has no nbformat, which each notebook has"
    if version > newest:
        return f"its format is {version}, and the newest that is known here is {newest}"
    if version < 3:
        return f"its format is {version}; open it in Jupyter and save it"
    return ""


def require_kernel(path: Path, notebook: NotebookNode, kernel: str = "") -> str:
    """Return the kernel that a notebook runs in: the one given, or else the one that it names.

    Raises
    ------
    NotebookFailed
        If it is not on this machine, or no Python.
    """
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError as error:
        raise MissingExtra("jupyter_client", "lab") from error
    name = kernel or str(notebook.metadata.get("kernelspec", {}).get("name", "python3"))
    manager = KernelSpecManager()
    here = sorted(manager.find_kernel_specs())
    try:
        language = manager.get_kernel_spec(name).language
    except NoSuchKernel as error:
        raise NotebookFailed(
            f"{path.name} asks for the kernel '{name}', which is not on this machine. Here: "
            f"{join_names(here)}. Choose one with --kernel {(here or ['python3'])[0]}, or in "
            "JupyterLab under Kernel, Change Kernel, and save."
        ) from error
    if language and language.lower() != "python":
        raise NotebookFailed(f"{path.name} runs in {language}; only Python can be run for a page.")
    return name
