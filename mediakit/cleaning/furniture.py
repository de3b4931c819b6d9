"""The lines and sentences of each text, and which of them return too often to be its own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.arrays import Flags, Longs
from mediakit.cleaning.groups import centres_of
from mediakit.cleaning.similar import similar_pairs
from mediakit.tokens import Sentences, find_sentences, tokenize

__all__ = ["furniture_of"]

#: Words from which a sentence inside a paragraph, or one that several outlets print, is furniture.
LONG = 4
#: A sentence of no more words on a line of its own may be an answer in an interview: "Of course."
ANSWER = 2
#: Texts that share this much (Jaccard) are one article, printed again. Briefs with a long footer
#: share less.
SAME_TEXT = 0.8
#: Passages are looked at in parts of so many, since their patterns need copies of them.
_PART = 100_000
#: The number of outlets in which a passage returns across outlets.
OUTLETS = 3

# "A and B contributed to this report", whoever they are. Arrow reads these patterns.
_CONTRIBUTED = (
    r"^.*\b(contribut(?:ed|ing) (?:reporting )?(?:to|for) (?:this|the) "
    r"(?:report|story|article|piece))\b(?:,? (?:from|which|that) .{0,60})?\W*$"
)
# Passages in which figures may differ; in others they may be the news.
_FIGURES = (
    r"\b(?:updated?|published|posted|copyright|images?|photos?|captions?|slideshow|videos?|ago|old"
    r"|page)\b|©"
)
# The same without the ends of words, which Arrow reads fast: no passage without it has figures that
# may differ.
_MAY_BE_FIGURES = (
    "update|published|posted|copyright|image|photo|caption|slideshow|video|ago|old|page|©"
)
# The end of a sentence; "Loading..." is none.
_SPEECH = r"(?:^|[^.])[.?!]['\"”’]*$"
_QUOTED = r"^['\"“‘]"


def furniture_of(
    articles: pd.DataFrame,
    min_articles: int,
    min_days: int,
) -> pd.DataFrame:
    """Return the passages that are furniture.

    Parameters
    ----------
    articles : DataFrame
        In a fixed order: the first of near copies counts for all of them.
    min_articles, min_days : int
        Articles and days from which a passage returns often.

    Returns
    -------
    DataFrame
        row (of the table given), start and stop (characters of the text), passage, key (the passage
        without what differs from day to day), outlet, date, everywhere (several outlets print it);
        by row and start. The index numbers all passages, so that neighbours are known.
    """
    sentences = find_sentences(articles["text"])
    passages, keys = _passages(sentences)
    rows = sentences.texts
    passages = passages.assign(
        outlet=pd.factorize(articles["outlet"])[0][rows],
        date=articles["date"].to_numpy()[rows],
        text_group=_near_copies(articles)[rows],
    )
    times = _times(passages, ["outlet", "key"])
    all_times = _times(passages, ["key"])
    in_outlet = _return_often(times, min_articles, min_days)
    everywhere = _return_often(all_times, min_articles, min_days, n_outlets=OUTLETS)
    certain = _certain(passages, in_outlet, everywhere)
    returns = in_outlet | everywhere
    twice = _return_often(times, 2, min_days)
    furniture = certain | _beside_certain(passages, certain, returns, twice)
    found = passages.assign(everywhere=everywhere & ~in_outlet)[furniture]
    return found.assign(
        outlet=articles["outlet"].to_numpy()[rows[furniture]],
        passage=_texts(sentences.column.filter(pa.array(furniture))).to_numpy(),
        key=keys.take(found["key"].to_numpy()).to_numpy(zero_copy_only=False),
    ).astype({"passage": "str", "key": "str"})


def _certain(passages: pd.DataFrame, in_outlet: Flags, everywhere: Flags) -> Flags:
    """Say which passages are furniture by themselves, whatever their neighbours are."""
    is_long = passages["is_long"].to_numpy()
    is_line = passages["is_line"].to_numpy() & ~passages["is_answer"].to_numpy()
    certain_in_outlet = in_outlet & (is_long | is_line)
    certain = certain_in_outlet | (everywhere & is_long)
    # A line that is furniture in one outlet is so in another that prints its article.
    known_keys = passages["key"][certain & is_line & ~passages["is_short"].to_numpy()]
    is_known = passages["key"].isin(known_keys).to_numpy()
    return certain | (is_known & is_line & ~passages["is_quotation"].to_numpy())


def _passages(sentences: Sentences) -> tuple[pd.DataFrame, pa.Array]:
    """Return each sentence as a row, and the keys that their column `key` numbers."""
    starts = range(0, max(len(sentences.column), 1), _PART)
    parts = [_described(sentences.column.slice(start, _PART)) for start in starts]
    described = pd.concat([part.drop(columns="key") for part in parts], ignore_index=True)
    keys = pa.chunked_array([pa.array(part["key"]) for part in parts], pa.large_string())
    numbers = keys.combine_chunks().dictionary_encode()
    n_in_line = np.bincount(sentences.lines, minlength=1)
    passages = described.assign(
        row=sentences.texts,
        line=sentences.lines,
        start=sentences.starts,
        stop=sentences.stops,
        is_line=n_in_line[sentences.lines] == 1,
        key=numbers.indices.to_numpy(),
    )
    return passages, numbers.dictionary


def _texts(sentences: pa.Array) -> pd.Series:
    """Return sentences without the white space behind them."""
    return pd.Series(sentences, dtype="str").str.rstrip()


def _described(sentences: pa.Array) -> pd.DataFrame:
    """Return what matters of some sentences, and their keys."""
    passage = _texts(sentences)
    lowered = passage.str.lower()
    is_short = lowered.str.contains(_at_most(ANSWER))
    return pd.DataFrame(
        {
            "key": _keys(lowered, is_short),
            "is_short": is_short,
            "is_long": ~lowered.str.contains(_at_most(LONG - 1)),
            "is_answer": is_short & passage.str.contains(_SPEECH),
            "is_quotation": passage.str.contains(_QUOTED),
        }
    )


def _at_most(n_words: int) -> str:
    """Return the pattern of a passage with no more words than this; Arrow reads it."""
    return rf"^[^\pL\pN]*(?:[\pL\pN]+[^\pL\pN]*){{0,{n_words}}}$"


def _keys(lowered: pd.Series, is_short: pd.Series) -> pd.Series:
    """Return the passages without what differs from day to day.

    The slow patterns read only the passages in which they can find something.
    """
    keys = lowered.copy()
    with_figures = lowered[lowered.str.contains("[0-9]")]
    may_differ = with_figures[with_figures.str.contains(_MAY_BE_FIGURES)]
    differing = may_differ.str.contains(_FIGURES).reindex(with_figures.index, fill_value=False)
    chosen = with_figures[differing | is_short[with_figures.index]]
    keys[chosen.index] = chosen.str.replace("[0-9]+", "0", regex=True)
    contributed = keys[keys.str.contains("contribut", regex=False)]
    keys[contributed.index] = contributed.str.replace(_CONTRIBUTED, r"\1", regex=True)
    return keys


def _near_copies(articles: pd.DataFrame) -> Longs:
    """Return a number for each text that its near copies share: they count as one article."""
    tokens = tokenize(articles["text"].fillna(""), check=False)
    pairs = similar_pairs(tokens)
    return centres_of(len(articles), pairs.where(pairs.jaccard >= SAME_TEXT))


def _times(passages: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return, a row a passage, in how many texts it is printed, when, and in how many outlets."""
    numbers = passages.groupby(by, dropna=False, sort=False).ngroup()
    texts_of_outlet = passages.groupby("outlet", dropna=False)["text_group"]
    printed = passages.assign(number=numbers, of=texts_of_outlet.transform("nunique"))
    once_a_text = printed.drop_duplicates(["number", "text_group"])
    times = once_a_text.groupby("number").agg(
        n=("row", "size"),
        n_dated=("date", "count"),
        first=("date", "min"),
        last=("date", "max"),
        of=("of", "max"),
    )
    once_an_outlet = printed.drop_duplicates(["number", "outlet"])
    outlets = once_an_outlet.groupby("number")["outlet"].count()
    return times.assign(outlets=outlets).loc[numbers]


def _return_often(
    times: pd.DataFrame, min_articles: int, min_days: int, *, n_outlets: int = 0
) -> Flags:
    """Say of each passage whether it is in enough articles, over a long enough time.

    If the dates do not show that, the undated articles must be twice as many, and half of all
    articles of the outlet.
    """
    days = (times["last"] - times["first"]).dt.days
    n_undated = times["n"] - times["n_dated"]
    many_undated = n_undated >= np.maximum(2 * min_articles, times["of"] / 2)
    long_enough = (days >= min_days) | many_undated
    often = (times["n"] >= min_articles) & (times["outlets"] >= n_outlets)
    return (often & long_enough).to_numpy()


def _beside_certain(
    passages: pd.DataFrame,
    certain: Flags,
    returns: Flags,
    twice: Flags,
) -> Flags:
    """Say of each passage whether its neighbours show that it is furniture.

    It returns in a block of such passages with two certain ones, or its line has a certain one and
    each of its sentences appears twice.
    """
    rows = passages["row"].to_numpy()
    lines = passages["line"].to_numpy()
    is_first = np.ones(len(rows), dtype=bool)
    next_text = rows[1:] != rows[:-1]
    changes = returns[1:] != returns[:-1]
    is_first[1:] = next_text | changes
    blocks = np.cumsum(is_first) - 1
    in_certain_block = _sums(certain, blocks) >= 2
    in_certain_line = _sums(certain, lines) > 0
    in_repeated_line = _sums(~(twice | returns), lines) == 0
    by_line = in_repeated_line & in_certain_line
    by_block = returns & in_certain_block
    return by_line | by_block


def _sums(flags: Flags, groups: Longs) -> Longs:
    """Return, for each row, how many rows of its group have the flag."""
    return np.bincount(groups, weights=flags, minlength=1)[groups]
