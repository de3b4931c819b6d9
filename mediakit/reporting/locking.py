"""The versions that numbers were made with: `requirements.lock`."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from mediakit.wording import choose, join_names

__all__ = ["LOCK", "locked_versions", "versions_since"]

LOCK = "requirements.lock"

_ITSELF, _EXTRA = "mediakit-news", "lab"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_EXTRA_OF = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")


def locked_versions() -> dict[str, str]:
    """Return the versions of mediakit, of its extra for notebooks, and of all that they need."""
    found: dict[str, str] = {}
    wanted = [(_ITSELF, _EXTRA)]
    while wanted:
        name, extra = wanted.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = version(name)
        except PackageNotFoundError:  # of another system or version of Python
            continue
        for requirement in requires(name) or []:
            of_extra = _EXTRA_OF.search(requirement)
            match = _NAME.match(requirement)
            if match and (not of_extra or of_extra[1] == extra):
                wanted.append((match[0], ""))
    return dict(sorted(found.items()))


def versions_since(folder: Path) -> str:
    """Say which versions are others than those of the lock in a folder; '' if there is no lock, or
    none is."""
    path = folder / LOCK
    if not path.is_file():
        return ""
    locked = dict(
        line.strip().split("==", 1)
        for line in path.read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    )
    now = locked_versions()
    moved = [
        f"{name} (then {then}, now {now[name]})"
        for name, then in locked.items()
        if name in now and now[name] != then
    ]
    if not moved:
        return ""
    is_ = choose(len(moved), "is", "are")
    return f"Of the versions in {LOCK}, {join_names(moved)} {is_} another one now."
