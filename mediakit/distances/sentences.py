"""What is said of distances: who is farthest apart, and who is drawing closer."""

from __future__ import annotations

import pandas as pd

from mediakit.uncertainty import MAX_Q
from mediakit.wording import PERIOD_NOUNS, choose, count_of, join_names, plural_of

__all__ = ["distances_in_words", "pairs_in_words", "trends_in_words"]


_SCALE = "0, no difference, to 1, nothing in common"


def distances_in_words(numbers: pd.DataFrame, metric: str, what: str) -> str:
    """Say in a sentence who is farthest apart and who is closest; the farthest pair comes first."""
    farthest, closest = numbers.iloc[0], numbers.iloc[-1]
    if len(numbers) == 1:
        bounds = f"95% range {farthest['low']:.2f} to {farthest['high']:.2f}"
        return (
            f"{farthest['a']} and {farthest['b']} are {farthest['distance']:.2f} apart in {what} "
            f"({metric}, from {_SCALE}; {bounds})."
        )
    if f"{farthest['distance']:.2f}" == f"{closest['distance']:.2f}":
        return _equal_in_words(numbers, metric, what)
    n_tied = int((numbers["distance"] == closest["distance"]).sum()) - 1
    ties = ""
    if n_tied:
        ties = f", as close as {count_of(n_tied, 'other pair')}"
    return (
        f"{farthest['a']} and {farthest['b']} are farthest apart in {what} "
        f"({_with_range(farthest)}); {closest['a']} and {closest['b']} are closest{ties} "
        f"({_with_range(closest)}). The {metric} runs from {_SCALE}.{_overlap(numbers)}"
    )


def pairs_in_words(differing: pd.DataFrame, n_pairs: int, by: str, what: str) -> str:
    """Say in a sentence how many pairs differ by more than chance, the farthest pair first."""
    farthest = differing.iloc[0]
    far = f"{farthest['a']} and {farthest['b']}"
    if n_pairs == 1:
        return f"{far} differ in {what} by more than chance ({_with_range(farthest)})."
    which = f"{len(differing):,} of the {n_pairs:,} pairs of {plural_of(by)} differ"
    if len(differing) == n_pairs:
        which = f"All {n_pairs:,} pairs of {plural_of(by)} differ"
    if len(differing) == 1:
        which = f"1 of the {n_pairs:,} pairs of {plural_of(by)} differs"
        return f"{which} in {what} by more than chance: {far} ({_with_range(farthest)})."
    return (
        f"{which} in {what} by more than chance; the farthest apart are {far} "
        f"({_with_range(farthest)}, from {_SCALE})."
    )


def _overlap(numbers: pd.DataFrame) -> str:
    """Say that other pairs may be farther apart, or closer, if their ranges allow it."""
    farthest, closest = numbers.iloc[0], numbers.iloc[-1]
    may_be_farther = (numbers["high"].iloc[1:] >= farthest["low"]).any()
    may_be_closer = (numbers["low"].iloc[:-1] <= closest["high"]).any()
    may_be = []
    if may_be_farther:
        may_be.append("farther apart")
    if may_be_closer:
        may_be.append("closer")
    if not may_be:
        return ""
    return (
        f" Their ranges overlap with those of other pairs, which may be {join_names(may_be, 'or')}."
    )


def _equal_in_words(numbers: pd.DataFrame, metric: str, what: str) -> str:
    pairs = f"All {len(numbers):,} pairs"
    if len(numbers) == 2:
        pairs = "Both pairs"
    low, high = numbers["low"].min(), numbers["high"].max()
    return (
        f"{pairs} are about equally far apart in {what} ("
        f"{numbers['distance'].iloc[0]:.2f}; 95% ranges between {low:.2f} and {high:.2f}). "
        f"The {metric} runs from {_SCALE}."
    )


def trends_in_words(trend: pd.DataFrame, by: str, freq: str) -> str:
    """Say which pairs are drawing closer, and which are drifting apart."""
    noun = PERIOD_NOUNS[freq]
    if trend["low"].isna().all():
        return (
            f"At least four {plural_of(noun)} are needed to say which {plural_of(by)} are drawing "
            "closer or drifting apart."
        )
    n_tested = int(trend["p"].notna().sum())
    found = trend[trend["q"] <= MAX_Q]
    if found.empty:
        pairs = count_of(n_tested, "pair")
        which = f"None of the {pairs} with enough {plural_of(noun)} was"
        if n_tested == 1:
            which = f"The only pair with enough {plural_of(noun)} was not"
        return f"{which} found to draw closer or drift apart (false discovery rate 5%)."
    closer = found[found["change"] < 0]
    apart = found[found["change"] > 0]
    sentences = []
    for rows, verbs in (
        (closer, ("is drawing closer", "are drawing closer")),
        (apart, ("is drifting apart", "are drifting apart")),
    ):
        if len(rows):
            sentences.append(_draw_in_words(rows, verbs, n_tested, noun))
    return " ".join(sentences)


def _with_range(row: pd.Series) -> str:
    return f"{row['distance']:.2f}; 95% range {row['low']:.2f} to {row['high']:.2f}"


def _draw_in_words(
    rows: pd.DataFrame,
    verbs: tuple[str, str],
    n_tested: int,
    noun: str,
) -> str:
    """Say which pairs are drawing closer, or drifting apart."""
    details = []
    for row in rows.head(3).to_dict("records"):
        bounds = f"95% range {row['low']:+.3f} to {row['high']:+.3f}"
        details.append(f"{row['a']} and {row['b']} ({row['change']:+.3f} per {noun}; {bounds})")
    which = f"{len(rows):,} of the {count_of(n_tested, 'pair')}"
    if n_tested == 1:
        which = "The only pair"
    verb = choose(len(rows), *verbs)
    more = ""
    if len(rows) > len(details):
        more = ", most clearly"
    return f"{which} with enough {plural_of(noun)} {verb}{more}: {join_names(details)}."
