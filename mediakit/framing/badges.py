"""How far each frame's scores were checked against people, in a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mediakit.framing.lexicons import plain_frame
from mediakit.wording import choose, join_names

__all__ = ["NOT_CHECKED", "Badges"]

_NONE = "not checked"
NOT_CHECKED = "The scores were not checked against people."


@dataclass(frozen=True)
class Badges:
    """The badge of each frame.

    Attributes
    ----------
    of_frame : mapping of str to str
        'usable', 'do not use' or 'not known yet'; frames that are not in it were not checked.
    """

    of_frame: Mapping[str, str]

    @classmethod
    def of(cls, table: pd.DataFrame) -> Badges:
        """Return the badges that the table of an assessment has."""
        return cls(dict(zip(table["label"].astype(str), table["badge"].astype(str), strict=True)))

    def in_words(self, frames: Sequence[str]) -> str:
        """Say which frames were found usable, which not, and which nobody checked."""
        parts = []
        for badge, words in _SENTENCES.items():
            names = [plain_frame(frame) for frame in frames if self.badge(frame) == badge]
            if names:
                frames_of = choose(len(names), "frame", "frames")
                parts.append(f"The scores of the {join_names(names)} {frames_of} {words}.")
        return " ".join(parts)

    def badge(self, frame: str) -> str:
        """Return the badge of a frame."""
        return self.of_frame.get(frame, _NONE)


_SENTENCES = {
    "usable": "agree well enough with the coders to be used",
    "do not use": "do not agree with the coders: do not use them",
    "not known yet": "were checked on too few coded articles to tell",
    _NONE: "were not checked against people",
}
