"""Who answers for a report: `project.toml` beside the notebook."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from mediakit.errors import UnknownValue, nearest

__all__ = ["Project", "has_project", "read_project"]

_FILE = "project.toml"
_OF_NOTEBOOKS = ("selection", "comment", "owners", "agencies", "subject")


@dataclass(frozen=True)
class Project:
    """What `project.toml` says; what it leaves out, the page leaves out.

    Attributes
    ----------
    title : str
        The name of the report.
    date, author, contact, corrections : str
        When and by whom it was published, whom to write to, and what was corrected since.
    address : str
        Where the pages will be, such as https://paper.example/report/; pictures for sharing need
        it.
    """

    title: str = ""
    date: str = ""
    author: str = ""
    contact: str = ""
    corrections: str = ""
    address: str = ""


def has_project(folder: Path) -> bool:
    """Whether a folder is that of a project."""
    return (folder / _FILE).is_file()


def read_project(folder: Path) -> Project:
    """Return what the project file in a folder says.

    Raises
    ------
    UnknownValue
        If the file is no TOML, or has a name that nothing reads.
    """
    path = folder / _FILE
    if not path.is_file():
        return Project()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnknownValue(f"{_FILE} is not valid TOML: {error}") from error
    known = [field.name for field in fields(Project)]
    for name in given:
        if name not in known and name not in _OF_NOTEBOOKS:
            raise UnknownValue(nearest("name", name, [*known, *_OF_NOTEBOOKS], where=_FILE))
    return Project(**{name: str(given[name]) for name in known if name in given})
