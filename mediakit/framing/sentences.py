"""What is said about frames, in sentences."""

from __future__ import annotations

import pandas as pd

from mediakit.framing.lexicons import Lexicon, plain_frame
from mediakit.wording import count_of, join_names, percents

__all__ = ["answer_in_words", "method_in_words"]

#: So many frames are named with their shares.
_NAMED = 5

_RANKED = {
    "combined": (
        "Articles are ranked by the logarithm of their hits and by how near their words are to the "
        "frame's in these articles (latent semantic scaling, Watanabe 2021), each standardised."
    ),
    "hits": "Articles are ranked by the logarithm of their hits over that of their length.",
    "share": "Articles are ranked by that share.",
}


def answer_in_words(table: pd.DataFrame, checked: str) -> str:
    """Say in how many sentences words of each frame stand; frames are not ranked."""
    if table.empty:
        return f"There is no frame whose numbers may be used. {checked}"
    if not table["score"].any():
        return "No article contains a word from the list of any frame."
    parts = [_share(row) for _, row in table.head(_NAMED).iterrows()]
    n_more = len(table) - _NAMED
    if n_more > 0:
        parts.append(f"{count_of(n_more, 'more frame')} in the table")
    first = (
        "On average, these shares of an article's sentences contain a word from the frame's list"
    )
    return (
        f"{first}: {join_names(parts)}. The lists differ in length and sense, so no frame can be "
        f"called stronger than another: compare one frame between outlets or periods. {checked}"
    )


def _share(row: pd.Series) -> str:
    name = plain_frame(row["frame"])
    if pd.isna(row["low"]):
        return f"{name} {percents(row['score'])[0]}"
    share, low, high = percents(row["score"], row["low"], row["high"])
    return f"{name} {share} (95% range {low} to {high})"


def method_in_words(
    lexicon: Lexicon,
    ranked_by: str,
    notes: str,
    checked: str,
) -> str:
    """Say what a score is and what it cannot tell."""
    parts = [
        "Each article's score for a frame is the share of its sentences with at least one word "
        f"from the frame's list. {lexicon.describe()} Group scores are means over articles with a "
        "95% range (delta method on the log scale); no range is given if fewer than five articles "
        "score above 0.",
        _RANKED[ranked_by],
        notes,
        checked,
        "Lists of different lengths give different scores: compare one frame between groups, not "
        "one frame with another. A word list finds wording, not intent: read the sentences before "
        "calling an article framed.",
    ]
    return " ".join(part for part in parts if part)
