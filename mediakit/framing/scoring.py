"""How prominent each frame is in each article: the share of its sentences with a word of the
frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.arrays import Longs
from mediakit.checks import as_list
from mediakit.framing.lexicons import Lexicon, load_frames
from mediakit.framing.result import FrameScores
from mediakit.independence import gather_evidence, of_origin
from mediakit.queries import find
from mediakit.tokens import FIELDS, Tokens, check_spaces, find_sentences, joined_texts, tokenize
from mediakit.uncertainty import stable

__all__ = ["score_frames"]

#: Texts are cut into sentences and words so many at a time, which saves memory.
_PART = 5_000


def score_frames(
    articles: pd.DataFrame,
    frames: str | Lexicon = "generic",
    *,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> FrameScores:
    """Score how prominent each frame of a word list is in each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    frames : str or Lexicon, default 'generic'
        The result of `load_frames` or `read_lexicon`, or the name of one of mediakit's own lists.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    reprints : {'collapse', 'keep', 'weight'}
        In means, count the rows of one `reprint_group` once a group, each, or as one unit shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    FrameScores
        `table(by=, freq=)` gives means with ranges, `articles()` a row an article,
        `examples(frame)` sentences.

    Raises
    ------
    ColumnMissing
        If a column of `fields` is not there.
    UnspacedScript
        If the texts are in a script written without spaces.

    Examples
    --------
    >>> import mediakit as mk
    >>> scores = mk.score_frames(mk.load_demo_articles(), "generic")
    >>> economic = scores.table(by="outlet").query("frame == 'economic'")
    >>> economic.sort_values("score").iloc[-1]["outlet"]
    'northernledger.example'
    """
    articles = of_origin(articles, origin)
    lexicon = frames
    if isinstance(frames, str):
        lexicon = load_frames(frames)
    if not isinstance(lexicon, Lexicon):
        raise TypeError(
            "Expected 'generic', 'policy9' or the result of read_lexicon, got "
            f"{type(lexicon).__name__}."
        )
    names = tuple(as_list(fields))
    evidence = gather_evidence(articles, columns=names, reprints=reprints)
    texts = joined_texts(evidence.articles(), names)
    scores = _score_texts(texts, lexicon)
    scores.insert(0, "article_id", evidence.article_ids)
    return FrameScores(evidence, _reason(len(texts)), lexicon, scores, names, reprints)


def _score_texts(texts: pa.ChunkedArray, lexicon: Lexicon) -> pd.DataFrame:
    """Return a row a text: its sentences, and for each frame the share of them with a word of
    it."""
    parts = []
    n_sentences = 0
    n_unspaced = 0
    for start in range(0, max(len(texts), 1), _PART):
        part = texts.slice(start, _PART)
        sentences = find_sentences(part)
        tokens = tokenize(sentences.column, check=False)
        n_sentences += tokens.n_texts
        n_unspaced += tokens.n_unspaced
        parts.append(_score_sentences(sentences.texts, tokens, len(part), lexicon))
    check_spaces(n_unspaced, n_sentences)
    return pd.concat(parts, ignore_index=True)


def _score_sentences(
    text_of: Longs, tokens: Tokens, n_texts: int, lexicon: Lexicon
) -> pd.DataFrame:
    """Return a row a text, given the words of each sentence and the text that it is of."""
    n_sentences = np.bincount(text_of, minlength=n_texts)
    scores: dict[str, np.ndarray] = {"n_sentences": n_sentences}
    for frame in lexicon.frames:
        has_word = find(lexicon.query(frame), tokens).in_text
        hits = np.bincount(text_of[has_word], minlength=n_texts)
        scores[frame] = stable(hits / np.maximum(n_sentences, 1))
    return pd.DataFrame(scores)


def _reason(n_articles: int) -> str:
    if n_articles == 0:
        return "There are no articles to score."
    if n_articles == 1:
        return "With only 1 article there is a score but no range."
    return ""
