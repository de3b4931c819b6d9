"""Where frames come from: word lists, a classifier, or any result that has a number an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias, runtime_checkable

import pandas as pd

from mediakit.errors import a_kind_of
from mediakit.features import Features
from mediakit.framing.lexicons import Lexicon, load_frames, read_lexicon

__all__ = ["FrameSource", "WordLists", "lexicon_of"]

#: What `score_frames` takes: a list of mediakit's own by its name, the words of each frame, or what
#: `load_frames` and `read_lexicon` give.
WordLists: TypeAlias = str | Mapping[str, Iterable[str]] | Lexicon


@runtime_checkable
class FrameSource(Protocol):
    """Frames with a number an article, such as the result of `score_frames` or of a classifier.

    `assess` and `estimate_shares` hold the numbers against codes, `FrameClassifier` learns beside
    them, and `compare(features=)` compares them.
    """

    @property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames."""
        ...

    def describe(self) -> str:
        """Say where the numbers come from, and what they cannot tell."""
        ...

    def values(self) -> pd.DataFrame:
        """Return the numbers that rank articles: article_id, and a column a frame."""
        ...

    def features(self) -> Features:
        """Return what `compare` compares, with the sentences or titles behind it."""
        ...


def lexicon_of(frames: object) -> Lexicon:
    """Return the word lists of a name, of a dict, or as they are."""
    if isinstance(frames, Lexicon):
        return frames
    if isinstance(frames, str):
        return load_frames(frames)
    if isinstance(frames, Mapping):
        return read_lexicon(frames)
    raise TypeError(
        "Frames are 'generic', 'policy9', 'policy', a dict with the words of each frame, or what "
        f"read_lexicon gives; got {a_kind_of(frames)}."
    )
