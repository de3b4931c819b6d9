"""How prominent each frame is in each article: the share of its sentences with a word of the
frame, and a score that ranks articles better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.arrays import Floats
from mediakit.checks import as_list, one_of, require_whole
from mediakit.errors import UnknownValue
from mediakit.framing.hits import FrameHits, count_hits, read_parts
from mediakit.framing.lexicons import Lexicon
from mediakit.framing.result import FrameScores
from mediakit.framing.scaling import Scaling, WordCounts, scale_articles
from mediakit.framing.sources import WordLists, lexicon_of
from mediakit.independence import gather_evidence, of_origin
from mediakit.tokens import FIELDS, joined_texts
from mediakit.wording import choose, count_of, join_names

__all__ = ["METHODS", "score_frames"]

#: How articles are ranked.
METHODS = ("combined", "hits", "share")
#: The columns beside the frames.
_COLUMNS = {"article_id", "outlet", "date", "title", "n_sentences"}


def score_frames(
    articles: pd.DataFrame,
    frames: WordLists = "generic",
    *,
    method: str = "combined",
    background: pd.DataFrame | None = None,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
    random_state: int = 0,
) -> FrameScores:
    """Score how prominent each frame of a word list is in each article.

    What tables and charts show is the share of an article's sentences with a word of the frame; a
    text without full stops is cut into windows of 25 words. Articles are ranked by `method`.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    frames : str, dict or Lexicon, default 'generic'
        The name of one of mediakit's own lists, a dict with the words of each frame, or the result
        of `load_frames` or `read_lexicon`.
    method : {'combined', 'hits', 'share'}
        How articles are ranked, and what `values()` gives: the logarithm of the hits together with
        how near an article's words are to those of the frame in these articles (latent semantic
        scaling), the logarithm of the hits alone, or the share of sentences.
    background : DataFrame, optional
        More articles to learn from how near words are; they are not scored.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    reprints : {'collapse', 'keep', 'weight'}
        In means, count the rows of one `reprint_group` once a group, each, or as one unit shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.
    random_state : int, default 0
        The seed of chance.

    Returns
    -------
    FrameScores
        `table(by=, freq=)` gives means with ranges, `articles()` a row an article, `values()` the
        numbers that rank them, `examples(frame)` sentences, `explain(article_id, frame)` the words
        that counted.

    Raises
    ------
    ColumnMissing
        If a column of `fields` is not there.
    UnspacedScript
        If the texts are in a script written without spaces.

    References
    ----------
    Watanabe (2021), doi:10.1080/19312458.2020.1832976, for latent semantic scaling; docs/methods.md
    for how near the scores come to what people coded.

    Examples
    --------
    >>> import mediakit as mk
    >>> scores = mk.score_frames(mk.load_demo_articles(), "generic")
    >>> economic = scores.table(by="outlet").query("frame == 'economic'")
    >>> economic.sort_values("score").iloc[-1]["outlet"]
    'northernledger.example'
    """
    one_of("method", method, METHODS)
    require_whole("random_state", random_state, least=0)
    articles = of_origin(articles, origin)
    lexicon = lexicon_of(frames)
    _require_names(lexicon)
    names = tuple(as_list(fields))
    evidence = gather_evidence(articles, columns=names, reprints=reprints)
    counts = None
    if method == "combined":
        counts = WordCounts(random_state)
    hits = _count(evidence.articles(), names, lexicon, counts)
    scaling = _scale(counts, background, names, lexicon, random_state)
    ids = evidence.article_ids
    values = _values(hits, scaling, method)
    return FrameScores(
        evidence,
        _reason(len(ids)),
        lexicon,
        _table(ids, hits.shares, lexicon, hits),
        _table(ids, values, lexicon),
        names,
        reprints,
        method,
        _notes(hits, scaling, lexicon, method),
    )


def _require_names(lexicon: Lexicon) -> None:
    """Raise if a frame is called as a column beside the scores is."""
    taken = sorted(_COLUMNS & set(lexicon.frames))
    if taken:
        raise UnknownValue(
            f"'{taken[0]}' is a column beside the scores, so a frame cannot be called so: give it "
            "another name in the word list."
        )


def _scale(
    counts: WordCounts | None,
    background: pd.DataFrame | None,
    fields: tuple[str, ...],
    lexicon: Lexicon,
    random_state: int,
) -> Scaling | None:
    """Return how near articles are to frames, if that was asked for and can be told."""
    if counts is None:
        return None
    if background is not None:
        for part in read_parts(joined_texts(background, fields)):
            counts.add(part, scored=False)
    return scale_articles(counts, lexicon, random_state)


def _count(
    articles: pd.DataFrame,
    fields: tuple[str, ...],
    lexicon: Lexicon,
    counts: WordCounts | None,
) -> FrameHits:
    """Return where the words of frames stand; gather all words if `counts` is there."""
    parts = []
    for part in read_parts(joined_texts(articles, fields)):
        parts.append(count_hits(part, lexicon))
        if counts is not None:
            counts.add(part)
    return FrameHits(
        n_units=np.concatenate([part.n_units for part in parts]),
        n_words=np.concatenate([part.n_words for part in parts]),
        shares=np.concatenate([part.shares for part in parts]),
        hits=np.concatenate([part.hits for part in parts]),
        n_windowed=sum(part.n_windowed for part in parts),
    )


def _values(
    hits: FrameHits,
    scaling: Scaling | None,
    method: str,
) -> Floats:
    """Return the numbers that rank articles, shape (n_articles, n_frames)."""
    if method == "share":
        return hits.shares
    of_hits = np.log1p(hits.hits) / np.log(np.maximum(hits.n_words, 2))[:, None]
    if scaling is None:
        return of_hits.round(6)
    together = _standardised(of_hits) + _standardised(scaling.scores)
    return np.where(scaling.scaled, together, _standardised(of_hits)).round(6)


def _standardised(values: Floats) -> Floats:
    if not len(values):
        return values
    spread = values.std(axis=0)
    return (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1)


def _table(
    ids: pd.Series,
    values: Floats,
    lexicon: Lexicon,
    hits: FrameHits | None = None,
) -> pd.DataFrame:
    table = pd.DataFrame(values, columns=list(lexicon.frames))
    if hits is not None:
        table.insert(0, "n_sentences", hits.n_units)
    table.insert(0, "article_id", ids.to_numpy())
    return table


def _notes(
    hits: FrameHits,
    scaling: Scaling | None,
    lexicon: Lexicon,
    method: str,
) -> str:
    """Say what was done otherwise than asked."""
    notes = []
    if hits.n_windowed:
        has = choose(hits.n_windowed, "has", "have")
        notes.append(
            f"{count_of(hits.n_windowed, 'text')} {has} hardly any full stops, so windows of 25 "
            "words count as sentences there."
        )
    if method == "combined" and scaling is None:
        notes.append(
            "There is too little to learn from which words go together (300 sentences, and five "
            "words of a frame), so articles are ranked by the words of the lists alone."
        )
    elif scaling is not None and not scaling.scaled.all():
        names = np.array(lexicon.frames)[~scaling.scaled]
        notes.append(
            f"Too few words of {join_names(names)} are in these articles to learn from, so "
            "articles are ranked by those words alone."
        )
    return " ".join(notes)


def _reason(n_articles: int) -> str:
    if n_articles == 0:
        return "There are no articles to score."
    if n_articles == 1:
        return "With only 1 article there is a score but no range."
    return ""
