"""How strongly each frame speaks in each article: the share of its sentences with a word of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of, require_columns
from mediakit.comparing import Features, with_most
from mediakit.context import Quotes, quote_sentences
from mediakit.errors import UnknownValue
from mediakit.framing.lexicons import Lexicon, load_frames
from mediakit.independence import gather_evidence, mark_small
from mediakit.queries import find
from mediakit.results import Result, groups_to_draw, source_line
from mediakit.tokens import FIELDS, join_fields, sentence_spans, tokenize
from mediakit.uncertainty import score_interval, stable
from mediakit.wording import count_of, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FrameScores", "score_frames"]


@dataclass(frozen=True, repr=False)
class FrameScores(Result):
    """How strongly each frame speaks, in each article and in groups of them."""

    lexicon: Lexicon
    scores: pd.DataFrame
    fields: tuple[str, ...]
    reprints: str

    def table(self, *, by: str | Sequence[str] | None = None) -> pd.DataFrame:
        """Return the mean score of each frame, over all articles or in each group.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.

        Returns
        -------
        DataFrame
            frame, the columns of `by`, score (the mean share of sentences with a word of the frame, 0 to
            1; more is stronger), low and high (95 %), n_articles, n_independent, small_sample.
        """
        names = as_list(by)
        require_columns(self.evidence.rows, names)
        frames = list(self.lexicon.frames)
        rows = self.evidence.rows.merge(
            self.scores[["article_id", *frames]], on="article_id", suffixes=("_", "")
        )
        evidence = gather_evidence(rows.dropna(subset=names), sides=names, reprints=self.reprints)
        scores = evidence.per_unit(evidence.articles[frames].to_numpy(dtype=float))
        units = evidence.articles[names].iloc[evidence.unit_rows].reset_index(drop=True)
        groups = units.groupby(names, sort=True).indices if names else {(): np.arange(len(units))}
        sizes = evidence.rows.groupby(names).size() if names else None
        numbers = []
        for column, frame in enumerate(frames):
            for group, places in groups.items():
                key = group if isinstance(group, tuple) else (group,)
                n = len(evidence.rows) if sizes is None else int(sizes[group])
                n_independent = len(np.unique(evidence.groups[evidence.unit_rows][places]))
                score, low, high = score_interval(scores[places, column])
                numbers.append((frame, *key, score, low, min(high, 1.0), n, n_independent))
        columns = ["frame", *names, "score", "low", "high", "n_articles", "n_independent"]
        return mark_small(
            pd.DataFrame(numbers, columns=columns).dropna(subset="score", ignore_index=True)
        )

    def articles(self) -> pd.DataFrame:
        """Return a row an article: its scores, its dominant frame, and the second."""
        scores = self.scores[list(self.lexicon.frames)].to_numpy(dtype=float)
        order = np.argsort(-scores, axis=1, kind="stable")
        named = {}
        for column, place in zip(("dominant", "second"), range(scores.shape[1]), strict=False):
            frame = pd.Series(np.array(self.lexicon.frames)[order[:, place]], dtype="str")
            named[column] = frame.where(
                np.take_along_axis(scores, order[:, [place]], axis=1).ravel() > 0
            )
        where = where_columns(self.evidence.rows)
        return where.merge(self.scores.assign(**named), on="article_id")

    def method(self) -> str:
        """Say what a score is and what it cannot tell."""
        return (
            f"Each article's score for a frame is the share of its sentences with at least one word of the frame's "
            f"list. {self.lexicon.describe()} Group scores are means over articles with a 95 % range (delta method on "
            "the log scale; none with fewer than five articles above 0). A word list finds wording, not intent: read "
            "the sentences before calling an article framed."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        by: str | None = None,
        groups: str | Sequence[str] | None = None,
    ) -> Chart:
        """Draw the mean scores with their ranges; with `by`, a panel a frame, of the largest groups or those named."""
        title = f"How strongly each frame speaks{f', by {by}' if by else ''}"
        data = self.table(by=by)
        source = left_out(self.evidence.rows, by) + source_line(self.evidence, data)
        if data.empty:
            return note_chart(title, self.reason, source).on(ax)
        axis = "share of sentences with a word of the frame"
        shown, said = groups_to_draw(
            data.loc[data["frame"] == data["frame"].iloc[0]], by, 8, groups
        )
        if by is None:
            data = data.sort_values("score", ascending=False, kind="stable")
            return dot_chart(
                data, label="frame", value="score", axis=axis, title=title, source=source
            ).on(ax)
        source = said + source
        data = data.loc[data[by].isin(shown)].drop(columns="small_sample")
        short = "share of sentences"
        return dot_chart(
            data, label=by, value="score", axis=short, title=title, source=source, panel="frame"
        ).on(ax)

    def answer(self) -> str:
        """Say in a sentence which frame is strongest, and in which group each of the others is."""
        table = self.table()
        if table.empty:
            return self.reason
        top = _strongest(table)
        if top["score"] == 0:
            return "No article has a word of any frame."
        spread = (
            f"; 95 % range {percent(top['low'])} to {percent(top['high'])}"
            if pd.notna(top["low"])
            else ""
        )
        share = f"its words stand in {percent(top['score'])} of an article's sentences{spread}"
        others = table.loc[
            (table["frame"] != top["frame"]) & (table["high"] >= top["low"]), "frame"
        ]
        doubt = f" Its range overlaps with that of {' and '.join(others)}." if len(others) else ""
        return f"The strongest frame is {top['frame']}: {share}.{doubt}"

    def examples(self, frame: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a word of a frame, by default the strongest, from the articles that have most of it."""
        table = self.table()
        if table.empty:
            raise UnknownValue(self.reason)
        name = str(_strongest(table)["frame"]) if frame is None else frame
        one_of("frame", name, self.lexicon.frames)
        return self._quote(self.evidence.rows, name, n, name)

    def features(self) -> Features:
        """Return the score of each article for each frame, for `compare(articles, by, features=scores)`."""
        values = self.scores[["article_id", *self.lexicon.frames]]
        return Features(values, "the share of its sentences with a word of the frame", self._quote)

    def _quote(self, articles: pd.DataFrame, frame: str, n: int, group: str) -> Quotes:
        """Return sentences with a word of the frame, from those of the articles where it is strongest."""
        rows = with_most(articles, self.scores, frame, n)
        return quote_sentences(
            rows, self.lexicon.query(frame), n=n, fields=self.fields, group=group
        )


def _strongest(table: pd.DataFrame) -> pd.Series:
    """Return the row of the frame with the highest score, the first by name where several tie."""
    return table.sort_values(["score", "frame"], ascending=[False, True]).iloc[0]


def score_frames(
    articles: pd.DataFrame,
    frames: str | Lexicon = "generic",
    *,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
) -> FrameScores:
    """Score how strongly each frame of a word list speaks in each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    frames : str or Lexicon, default 'generic'
        What `load_frames` or `read_lexicon` returned, or the name of one of mediakit's own lists.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    reprints : {'collapse', 'keep', 'weight'}
        In means, count the rows of one `reprint_group` once a group, each, or as one unit shared.

    Returns
    -------
    FrameScores
        `table(by=)` gives means with ranges, `articles()` a row an article, `examples(frame)` sentences.

    Raises
    ------
    ColumnMissing
        Where a column of `fields` is not there.
    UnspacedScript
        Where the texts are in a script written without spaces.

    Examples
    --------
    >>> import mediakit as mk
    >>> scores = mk.score_frames(mk.load_demo_articles(), "generic")
    >>> scores.table(by="outlet").query("frame == 'economic'").sort_values("score").iloc[-1]["outlet"]
    'northernledger.example'
    """
    lexicon = load_frames(frames) if isinstance(frames, str) else frames
    if not isinstance(lexicon, Lexicon):
        raise TypeError(
            f"Expected 'generic', 'policy9' or what read_lexicon returns, got {type(lexicon).__name__}."
        )
    evidence = gather_evidence(articles, columns=as_list(fields), reprints=reprints)
    texts = join_fields(evidence.rows, fields)
    spans = [sentence_spans(text) for text in texts]
    n_sentences = np.array([len(found) for found in spans], dtype=np.int64)
    sentences = [text[a:b] for text, found in zip(texts, spans, strict=True) for a, b in found]
    tokens = tokenize(sentences)
    article_of = np.repeat(np.arange(len(texts)), n_sentences)
    scores = {"article_id": evidence.rows["article_id"], "n_sentences": n_sentences}
    for frame in lexicon.frames:
        hits = np.bincount(
            article_of[find(lexicon.query(frame), tokens).in_text], minlength=len(texts)
        )
        scores[frame] = stable(hits / np.maximum(n_sentences, 1))
    reason = "" if len(texts) else "There are no articles to score."
    if len(texts) == 1:
        reason = f"{count_of(1, 'article')} has a score but no range: a range needs two independent articles."
    return FrameScores(
        evidence, reason, lexicon, pd.DataFrame(scores), tuple(as_list(fields)), reprints
    )
