"""The result of scoring frames: means, articles, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.features import (
    Features,
    SentenceExamples,
    Spread,
    draw_spread,
    features_by_group,
)
from mediakit.framing.lexicons import Lexicon, plain_frame
from mediakit.results import Result
from mediakit.wording import capitalised, choose, join_names, percents

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FrameScores"]

#: How many groups a panel shows, and how many panels there are.
_GROUPS, _PANELS = 8, 30


@dataclass(frozen=True, repr=False, eq=False)
class FrameScores(Result):
    """How prominent each frame is, in each article and in groups of them."""

    reads_words: ClassVar[bool] = True

    lexicon: Lexicon
    scores: pd.DataFrame
    fields: tuple[str, ...]
    reprints: str

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were counted."""
        return self.fields

    def answer(self) -> str:
        """Say in a sentence which frame is the most prominent, and which others may be."""
        table = self.table()
        if table.empty:
            return self.reason
        top = _strongest(table)
        if top["score"] == 0:
            return "No article contains a word from the list of any frame."
        share, bounds = percents(top["score"])[0], ""
        if pd.notna(top["low"]):
            share, low, high = percents(top["score"], top["low"], top["high"])
            bounds = f" (95% range {low} to {high})"
        others = table[table["frame"] != top["frame"]]
        if others.empty:
            name = f"the list of the {plain_frame(top['frame'])} frame"
            return f"{capitalised(_share_with(top, share, name))}{bounds}."
        with_word = _share_with(top, share, "the frame's list")
        highest = (
            f"The {plain_frame(top['frame'])} frame has the highest score: {with_word}{bounds}."
        )
        rivals = others[others["high"].fillna(others["score"]) >= _low_of(top)]
        if len(rivals):
            highest = _not_clear(top, rivals, with_word + bounds)
        return (
            f"{highest} A score depends on which words a list has, and how many, so this does not "
            "show which frame matters most."
        )

    def table(
        self, *, by: str | Sequence[str] | None = None, freq: str | None = None
    ) -> pd.DataFrame:
        """Return the mean score of each frame, over all articles, or in each group or period.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.
        freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
            Days, weeks (from Monday), months, quarters, years, or what fits the dates.

        Returns
        -------
        DataFrame
            frame, the columns of `by`, date, score (the mean share of sentences with a word of the
            frame, 0 to 1; more is more prominent), low and high (95%), n_articles, n_independent,
            small_sample; with `freq` also gap and partial, as `count_articles` explains them.
        """
        return self._by_group(by, freq).numbers

    def _by_group(self, by: str | Sequence[str] | None, freq: str | None) -> Spread:
        return features_by_group(
            self.evidence,
            self.features(),
            by=as_list(by),
            freq=freq,
            interval="score",
            reprints=self.reprints,
            names={"feature": "frame", "mean": "score"},
        )

    def articles(self) -> pd.DataFrame:
        """Return a row an article: its scores, its dominant frame, and the second."""
        frames = np.array(self.lexicon.frames)
        scores = self.scores[list(frames)].to_numpy(dtype=float)
        order = np.argsort(-scores, axis=1, kind="stable")
        ranked = {}
        for place, column in enumerate(("dominant", "second")):
            if place < len(frames):
                chosen = order[:, place]
                has_hits = scores[np.arange(len(scores)), chosen] > 0
                ranked[column] = pd.Series(frames[chosen], dtype="str").where(has_hits)
        return self.evidence.named_articles().merge(self.scores.assign(**ranked), on="article_id")

    def method(self) -> str:
        """Say what a score is and what it cannot tell."""
        return (
            "Each article's score for a frame is the share of its sentences with at least one "
            f"word from the frame's list. {self.lexicon.describe()} Group scores are means over "
            "articles with a 95% range (delta method on the log scale); no range is given if "
            "fewer than five articles score above 0. Lists of different lengths give different "
            "scores: compare one frame between groups, not one frame with another. A word list "
            "finds wording, not intent: read the sentences before calling an article framed."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        by: str | Sequence[str] | None = None,
        freq: str | None = None,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the mean scores with their ranges.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        by : str, optional
            A column such as 'outlet': a panel a frame, with a row for each of the largest groups.
        freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
            Draw lines over time, a panel a frame.
        groups : str or sequence of str, optional
            The groups to draw; by default the largest eight.
        events : dict, optional
            What to mark on a chart over time, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        spread = self._by_group(by, freq)
        if not spread.by and spread.freq is None:
            ordered = spread.numbers.sort_values("score", ascending=False, kind="stable")
            spread = replace(spread, numbers=ordered)
        axis = "share of sentences with a word from the frame's list"
        if spread.by:
            axis = "share of sentences"
        chart = draw_spread(
            spread,
            axis=axis,
            heading="How prominent each frame is",
            groups=groups,
            events=events,
            room=_GROUPS,
            most_features=_PANELS,
            reason=self.reason,
        )
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a word of a frame, from the articles that have most of it.

        Parameters
        ----------
        key : str, optional
            A frame; by default the one with the highest score.
        n : int, default 3
            How many articles.
        """
        table = self.table()
        if table.empty:
            raise UnknownValue(self.reason)
        name = key
        if name is None:
            name = str(_strongest(table)["frame"])
        one_of("frame", name, self.lexicon.frames)
        return self.features().examples(self.evidence.articles(), name, n=n, group=name)

    def features(self) -> Features:
        """Return the score of each article for each frame, for `compare(articles, by,
        features=scores)`."""
        values = self.scores.set_index("article_id")[list(self.lexicon.frames)]
        queries = {frame: self.lexicon.query(frame) for frame in self.lexicon.frames}
        finder = SentenceExamples(queries, self.fields, values)
        return Features(
            values, "the share of its sentences with a word from the frame's list", finder
        )


def _share_with(
    top: pd.Series,
    share: str,
    words: str,
) -> str:
    sentences = f"{share} of "
    if top["n_independent"] == 1:
        return f"{sentences}the article's sentences contain a word from {words}"
    return f"on average, {sentences}an article's sentences contain a word from {words}"


def _low_of(top: pd.Series) -> float:
    """Return the lower end of a range, or the score, if it has none."""
    if pd.isna(top["low"]):
        return float(top["score"])
    return float(top["low"])


def _not_clear(top: pd.Series, rivals: pd.DataFrame, highest: str) -> str:
    """Say that no frame has clearly the highest score."""
    names = [plain_frame(name) for name in rivals["frame"]]
    frames = choose(len(names), "frame", "frames")
    ranges = choose(len(names), "range", "ranges")
    overlap = choose(len(names), "overlaps", "overlap")
    return (
        f"No frame can be named as having the highest score: for the {plain_frame(top['frame'])} "
        f"frame, {highest}; the {ranges} of the {join_names(names)} {frames} {overlap} with that."
    )


def _strongest(table: pd.DataFrame) -> pd.Series:
    """Return the row of the frame with the highest score, the first by name if several tie."""
    return table.sort_values(["score", "frame"], ascending=[False, True]).iloc[0]
