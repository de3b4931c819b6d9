"""What is said about topics, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.topics.building import Found, Wanted
from mediakit.topics.runs import FIRM
from mediakit.wording import choose, count_of, join_names, list_quoted, percent, percents, quoted

__all__ = ["answer_in_words", "is_firm", "is_soft", "method_in_words", "with_softness"]

#: A topic with more of the articles than this does not part them.
_TOO_LARGE = 0.6


def is_firm(firmness: float) -> bool:
    """Whether other runs find much the same articles."""
    return firmness >= FIRM


def is_soft(firmness: float) -> bool:
    """Whether other runs find other articles; not if nothing is known."""
    return firmness < FIRM


def with_softness(name: str, firmness: float) -> str:
    """Return the name, which says so if the topic is soft."""
    if is_soft(firmness):
        return f"soft: {name}"
    return name


def answer_in_words(
    found: Found,
    table: pd.DataFrame,
    noun: str,
) -> str:
    """Say which topic is the largest, how firm topics are, and how many articles have none."""
    table = table.sort_values("share", ascending=False, kind="stable")
    parts = [_largest(table, noun), *_too_large(table)]
    if not found.of_other_articles:
        parts.append(_firm(found.firmness))
    parts += [_without(table, noun), _seeds(found.unused_seeds)]
    if found.choice is not None and not found.choice.is_clear:
        parts.append(found.choice.answer())
    return " ".join(part for part in parts if part)


def _largest(table: pd.DataFrame, noun: str) -> str:
    top = table.iloc[0]
    n_topics = len(table)
    share, low, high = percents(top["share"], top["low"], top["high"])
    n = f"{top['n_nearest']:,} of {top['n_independent']:,}"
    n_tied = int((table["share"] == top["share"]).sum())
    if n_topics == 1:
        return f"There is one topic, “{top['topic']}”, with {share} of the {noun}."
    if n_tied > 1:
        return _tied(n_tied, n_topics, share, noun)
    n_rivals = int((table.iloc[1:]["high"] >= top["low"]).sum())
    if not n_rivals:
        return (
            f"The largest of the {count_of(n_topics, 'topic')} is {quoted(top['topic'])}: {share} "
            f"of the {noun} are nearest to this pattern of words ({n}; 95% range {low} to {high})."
        )
    others = choose(n_rivals, "the range of another", f"the ranges of {n_rivals:,} others")
    overlap = choose(n_rivals, "overlaps", "overlap")
    return (
        f"No topic is clearly the largest of the {n_topics:,}: {share} of the {noun} are nearest "
        f"to {quoted(top['topic'])} ({n}; 95% range {low} to {high}), and {others} {overlap} with "
        "that."
    )


def _tied(
    n_tied: int,
    n_topics: int,
    share: str,
    noun: str,
) -> str:
    """Say that several topics are equally large, which draws none of them out."""
    which = f"{n_tied:,} of the {n_topics:,} topics are equally large, and the largest"
    if n_tied == n_topics:
        which = f"All {n_tied:,} topics are equally large"
    return f"{which}: {share} of the {noun} are nearest to each."


def _too_large(table: pd.DataFrame) -> list[str]:
    top = table.iloc[0]
    if top["share"] <= _TOO_LARGE or len(table) == 1:
        return []
    return [
        "A topic of that size does not part the articles: they may share one subject, so try a "
        f"larger n_topics, or look inside with topics.split({top['topic']!r})."
    ]


def _firm(firmness: Sequence[float]) -> str:
    known = [value for value in firmness if value == value]
    n_firm = sum(map(is_firm, known))
    if not known:
        return ""
    if n_firm == len(known):
        which = choose(n_firm, "It is firm", "All of them are firm")
        return f"{which}: other runs of the search found much the same articles."
    if not n_firm:
        return (
            "None of them is firm: other runs of the search drew the lines between them elsewhere."
        )
    are = choose(n_firm, "is", "are")
    return (
        f"{n_firm:,} of the {len(known):,} {are} firm: other runs of the search found much the "
        "same articles; where a topic is soft they drew the line elsewhere."
    )


def _without(table: pd.DataFrame, noun: str) -> str:
    n_all = table["n_independent"].iloc[0]
    n_without = n_all - table["n_nearest"].sum()
    if n_without < 0.5:
        return ""
    share = percent(n_without / n_all)
    return f"No topic fits {share} of the {noun} ({n_without:,.0f})."


def _seeds(unused: Sequence[str]) -> str:
    if not unused:
        return ""
    was = choose(len(unused), "The seed", "The seeds")
    return f"{was} {list_quoted(unused, n=10)} {choose(len(unused), 'is', 'are')} in no article."


def method_in_words(found: Found, wanted: Wanted) -> str:
    """Say how the topics were found and what they cannot tell."""
    if not found.names:
        return "Topics were looked for."
    return (
        f"{count_of(len(found.names), 'topic')} ({_origin(found, wanted)}) from the TF-IDF weights "
        f"of {join_names(wanted.fields)} (common words such as “the”, and words in more than a "
        "fifth of the articles, left out). Each article counts for the topic that its words most "
        "likely come from, or for none; the 95% ranges of the shares (Wilson 1927) take the topics "
        "as found, and another search would draw the lines elsewhere. Firmness is how like a topic "
        "is what other runs find (Jaccard index; firm from .6). Topics are patterns of words: they "
        "are named by terms that more of their articles have than of the others."
    )


def _origin(found: Found, wanted: Wanted) -> str:
    if found.model is None:
        return "given by a model of another tool"
    if found.of_other_articles:
        return (
            "given by a model that was found in other articles, as was how firm they are; words "
            "that it does not know count for nothing"
        )
    if wanted.seeds is None:
        how = "votes of 22 runs of spherical k-means on a latent semantic analysis"
    else:
        how = "spherical k-means that starts from seed words"
    number = "their number set by the user"
    if found.choice is not None:
        number = "their number as recommended by choose_n_topics"
    elif wanted.seeds is not None and wanted.n_topics is None:
        number = "beside those of the seeds, topics of articles far from all seeds"
    return f"{how}, settled by a mixture of word distributions; {number}"
