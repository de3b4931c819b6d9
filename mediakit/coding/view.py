"""The view in which a coder reads an article and says what it carries, by mouse or keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from mediakit.coding.sheet import CodingSheet
from mediakit.errors import MediakitError

__all__ = ["CodingView"]

_HERE = Path(__file__).parent


class CodingView(anywidget.AnyWidget):
    """One coder's sheet in the notebook: the page asks, the sheet saves, the page shows what is
    saved.

    The page gets texts as data and sets them as text, never as HTML.
    """

    _esm = _HERE / "view.js"
    _css = _HERE / "view.css"
    shown = traitlets.Dict().tag(sync=True)

    def __init__(self, sheet: CodingSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.place = sheet.first_open()
        self._show("")
        self.on_msg(self._act)

    def __repr__(self) -> str:
        return self.sheet.describe()

    def _act(self, _: object, content: dict[str, Any], buffers: object = None) -> None:
        """Do what the page asks for. An error is shown in the page, or the coder would go on
        without knowing that nothing is saved."""
        problem = ""
        try:
            self._do(**content)
        except (MediakitError, OSError) as error:
            problem = f"Not saved: {error}"
        self._show(problem)

    def _do(self, what: str, place: int, label: str = "", value: str | None = None) -> None:
        """Do what the page asks for, of the article that it shows."""
        if what == "mark":
            self.sheet.mark(place, label, value)
        elif what == "note":
            self.sheet.write_note(place, value or "")
        elif what == "finish":
            self.sheet.finish(place)
            self.place = min(place + 1, len(self.sheet) - 1)
        elif what == "go":
            self.place = min(max(place, 0), len(self.sheet) - 1)

    def _show(self, problem: str) -> None:
        """Send the page what it shows. A number that grows tells it that this is an answer, even if
        nothing else has changed."""
        sheet = self.sheet
        article = sheet.article(self.place)
        date = article.get("date")
        if isinstance(date, pd.Timestamp) and not pd.isna(date):
            date = f"{date:%Y-%m-%d}"
        self.shown = {
            "answers": self.shown.get("answers", 0) + 1,
            "coder": sheet.coder,
            "place": self.place,
            "n": len(sheet),
            "n_done": sheet.n_done,
            "title": _plain(article["title"]),
            "date": _plain(date),
            "text": _plain(article["text"]),
            "note": article["note"],
            "labels": [
                {"name": label, "means": sheet.means.get(label, ""), "code": article[label]}
                for label in sheet.labels
            ],
            "saved": f"Saved in {sheet.path.name}.",
            "problem": problem,
        }


def _plain(value: object) -> str:
    """Return what a cell holds as text; nothing if it is missing."""
    if pd.isna(value):
        return ""
    return str(value)
