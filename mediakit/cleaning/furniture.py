"""The lines and sentences of each text, and which of them come back too often to belong to one article."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.cleaning.groups import centres_of
from mediakit.cleaning.similar import similar_pairs
from mediakit.tokens import sentence_spans, tokenize

__all__ = ["mark_furniture"]

#: A sentence inside a paragraph, or one that several outlets print, is furniture by itself from so many words on.
LONG = 4
#: A sentence of no more words in a line of its own may be an answer in an interview: "Of course."
ANSWER = 2
#: Texts that share so much (Jaccard) are one article, printed again. Briefs with a long footer share less.
SAME_TEXT = 0.8
#: A passage that returns across outlets must stand in so many of them.
OUTLETS = 3

# "A and B contributed to this report", whoever they are. Read by Arrow, like the next.
_CONTRIBUTED = (
    r"^.*\b(contribut(?:ed|ing) (?:reporting )?(?:to|for) (?:this|the) (?:report|story|article|piece))\b"
    r"(?:,? (?:from|which|that) .{0,60})?\W*$"
)
# Passages in which figures may differ; in others they may be the news.
_FIGURES = r"\b(?:updated?|published|posted|copyright|images?|photos?|captions?|slideshow|videos?|ago|old|page)\b|©"
# The end of a sentence; "Loading..." is none.
_SPEECH = r"(?:^|[^.])[.?!]['\"”’]*$"


def mark_furniture(articles: pd.DataFrame, min_articles: int, min_days: int) -> pd.DataFrame:
    """Return the passages of each text, and whether they are furniture.

    Parameters
    ----------
    articles : DataFrame
        In a fixed order: of near copies the first stands for all.

    Returns
    -------
    DataFrame
        row (of the table given), start and stop (characters of the text), passage, key (the passage without what
        differs from day to day), outlet, date, everywhere (several outlets print it), furniture; by row and start.
    """
    passages = _passages(articles)
    passages = passages.assign(
        outlet=articles["outlet"].to_numpy()[passages["row"]],
        date=articles["date"].to_numpy()[passages["row"]],
        text_group=_near_copies(articles)[passages["row"]],
    )
    times, everywhere_times = _times(passages, ["outlet", "key"]), _times(passages, ["key"])
    of_outlet = _return_often(times, min_articles, min_days)
    everywhere = _return_often(everywhere_times, min_articles, min_days, n_outlets=OUTLETS)
    n_words = passages["n_words"].to_numpy()
    long = n_words >= LONG
    answer = (n_words <= ANSWER) & passages["passage"].str.contains(_SPEECH).to_numpy()
    whole_line = passages["is_line"].to_numpy() & ~answer
    certain = (of_outlet & (long | whole_line)) | (everywhere & long)
    # A line that is furniture in one outlet is so in another that prints its article.
    known = (
        passages["key"].isin(passages["key"][certain & whole_line & (n_words > ANSWER)]).to_numpy()
    )
    certain |= known & whole_line & ~passages["passage"].str.contains(r"^['\"“‘]").to_numpy()
    twice = _return_often(times, 2, min_days)
    furniture = certain | _beside_certain(passages, certain, of_outlet | everywhere, twice)
    return passages.assign(everywhere=everywhere & ~of_outlet, furniture=furniture)


def _passages(articles: pd.DataFrame) -> pd.DataFrame:
    """Return each sentence of each line as a row."""
    found, n_lines = [], 0
    for row, text in enumerate(articles["text"].fillna("").tolist()):
        for line in re.finditer(r"[^\n]+", text):
            spans = sentence_spans(line[0])
            n_lines += 1
            found += [
                (row, n_lines, line.start() + a, line.start() + b, line[0][a:b], len(spans) == 1)
                for a, b in spans
            ]
    passages = pd.DataFrame(found, columns=["row", "line", "start", "stop", "passage", "is_line"])
    passages = passages.astype(
        {"row": "int64", "line": "int64", "start": "int64", "stop": "int64", "passage": "str"}
    )
    passages = passages.astype({"is_line": "bool"})
    passages = passages.assign(passage=passages["passage"].str.rstrip())
    lowered = passages["passage"].str.lower()
    n_words = lowered.str.count(r"[\pL\pN]+")
    may_differ = lowered.str.contains(_FIGURES) | (n_words <= ANSWER)
    keys = lowered.where(~may_differ, lowered.str.replace("[0-9]+", "0", regex=True))
    keys = keys.str.replace(_CONTRIBUTED, r"\1", regex=True)
    return passages.assign(key=keys, n_words=n_words)


def _near_copies(articles: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return a number for each text that its near copies share: printed ten times it is one article."""
    pairs = similar_pairs(tokenize(articles["text"].fillna(""), check=False))
    return centres_of(len(articles), pairs.where(pairs.jaccard >= SAME_TEXT))


def _times(passages: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return of each passage, row by row, in how many texts it stands, and when, and in how many outlets."""
    numbers = passages.groupby(by, dropna=False, sort=False).ngroup()
    once = passages.assign(number=numbers)
    n_of_outlet = once.groupby("outlet", dropna=False)["text_group"].transform("nunique")
    groups = (
        once.assign(n_of_outlet=n_of_outlet)
        .drop_duplicates(["number", "text_group"])
        .groupby("number")
    )
    times = groups.agg(
        n=("row", "size"),
        n_dated=("date", "count"),
        first=("date", "min"),
        last=("date", "max"),
        of=("n_of_outlet", "max"),
    )
    outlets = once.drop_duplicates(["number", "outlet"]).groupby("number")["outlet"].count()
    return times.assign(outlets=outlets).loc[numbers]


def _return_often(
    times: pd.DataFrame, min_articles: int, min_days: int, *, n_outlets: int = 0
) -> npt.NDArray[np.bool_]:
    """Say of each passage whether it stands in enough articles, over a long enough time.

    Where their dates do not show that, so many of them must have none as are twice that number and half of all articles
    of the outlet.
    """
    dated = (times["last"] - times["first"]).dt.days >= min_days
    undated = times["n"] - times["n_dated"] >= np.maximum(2 * min_articles, times["of"] / 2)
    often = (times["n"] >= min_articles) & (dated | undated) & (times["outlets"] >= n_outlets)
    return often.to_numpy()


def _beside_certain(
    passages: pd.DataFrame,
    certain: npt.NDArray[np.bool_],
    returns: npt.NDArray[np.bool_],
    twice: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Say of each passage whether its neighbours show what it is: it returns in a block of such with two certain ones,
    or stands in a line with a certain one in which every sentence is found twice."""
    rows, lines = passages["row"].to_numpy(), passages["line"].to_numpy()
    new_block = np.ones(len(rows), dtype=bool)
    new_block[1:] = (rows[1:] != rows[:-1]) | (returns[1:] != returns[:-1])
    block = np.cumsum(new_block) - 1
    certain_in_block = np.bincount(block, weights=certain, minlength=1)
    once_in_line, certain_in_line = (
        np.bincount(lines, weights=each, minlength=1) for each in (~(twice | returns), certain)
    )
    whole_line = (once_in_line[lines] == 0) & (certain_in_line[lines] > 0)
    return whole_line | (returns & (certain_in_block[block] >= 2))
