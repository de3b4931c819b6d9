"""The result of scoring frames: means, articles, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of
from mediakit.coding.assessing import DO_NOT_USE
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.features import (
    Features,
    SentenceExamples,
    Spread,
    draw_spread,
    features_by_group,
)
from mediakit.framing.badges import NOT_CHECKED, Badges
from mediakit.framing.explaining import frames_together, words_that_counted
from mediakit.framing.lexicons import Lexicon, plain_frame
from mediakit.framing.sentences import answer_in_words, method_in_words
from mediakit.results import Result

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
    ranking: pd.DataFrame
    fields: tuple[str, ...]
    reprints: str
    ranked_by: str
    notes: str = ""
    badges: Badges | None = None

    cannot_show: ClassVar[str] = "A list of words measures wording, not intent."

    @property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames."""
        return self.lexicon.frames

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were counted."""
        return self.fields

    def answer(self) -> str:
        """Say in how many sentences words of each frame stand, and how far the lists were
        checked."""
        table = self.table()
        if table.empty:
            return self.reason
        return answer_in_words(table[self._may_be_used(table["frame"])], self._checked())

    def _may_be_used(self, frames: pd.Series) -> pd.Series:
        """Say of each frame whether its numbers may be named."""
        if self.badges is None:
            return frames.notna()
        return frames.map(self.badges.badge) != DO_NOT_USE

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the frames that the answer gives a share of, each with its name there."""
        return [(frame, plain_frame(frame)) for frame in self._with_hits(self.table())]

    def _with_hits(self, table: pd.DataFrame) -> list[str]:
        """Return the frames whose words stand somewhere, or else all."""
        named = table[self._may_be_used(table["frame"])]
        found = named.loc[named["score"] > 0, "frame"].astype(str).tolist()
        return found or list(self.lexicon.frames)

    def _checked(self) -> str:
        """Say how far the lists were checked against people."""
        if self.badges is None:
            return NOT_CHECKED
        return self.badges.in_words(self.lexicon.frames)

    def with_assessment(self, assessment: Result) -> FrameScores:
        """Return the scores with what `assess` found of each frame: it stands in every table, chart
        and answer."""
        if "badge" not in getattr(assessment, "numbers", ()):
            given = type(assessment).__name__
            raise UnknownValue(f"An assessment is what assess(scores, codes) gives; got {given}.")
        return replace(self, badges=Badges.of(assessment.table()))

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
            small_sample; with `freq` also gap and partial, as `count_articles` explains them; badge
            ('usable', 'do not use', 'not known yet', 'not checked') if the frames were assessed.
        """
        numbers = self._by_group(by, freq).numbers
        if self.badges is None:
            return numbers
        return numbers.assign(badge=[self.badges.badge(frame) for frame in numbers["frame"]])

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
        """Return a row an article: its sentences, and the share of them with a word of each
        frame."""
        return self.evidence.named_articles().merge(self.scores, on="article_id")

    def values(self) -> pd.DataFrame:
        """Return the numbers that rank the articles: article_id, and a column a frame, of the
        method that was asked for."""
        return self.ranking.copy()

    def explain(self, article_id: str, frame: str) -> pd.DataFrame:
        """Return the words of an article that counted for a frame: word, n."""
        one_of("frame", frame, self.lexicon.frames)
        rows = self.evidence.articles()
        is_it = rows["article_id"].astype("str") == str(article_id)
        one_of("article", str(article_id), rows["article_id"].astype("str"))
        return words_that_counted(rows[is_it], self.lexicon.query(frame), self.fields)

    def co_occurrence(self) -> pd.DataFrame:
        """Return how often words of two frames stand in one article: frame, other, n_articles with
        both, and the share of the frame's articles that have the other's too."""
        return frames_together(self.scores[list(self.lexicon.frames)], self.evidence.counted)

    def method(self) -> str:
        """Say what a score is and what it cannot tell."""
        return method_in_words(self.lexicon, self.ranked_by, self.notes, self._checked())

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
        axis = "share of sentences with a word from the frame's list"
        if spread.by:
            axis = "share of sentences"
        chart = draw_spread(
            spread,
            axis=axis,
            heading="How many sentences have words of each frame",
            groups=groups,
            events=events,
            room=_GROUPS,
            most_features=_PANELS,
            reason=self.reason,
        )
        chart = chart.with_(source=f"{chart.source} {self._checked()}")
        return self.finish(chart, ax, title, subtitle, source, size)

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a word of a frame, from the articles that rank highest for it.

        Parameters
        ----------
        key : str, optional
            A frame; by default the first whose words stand in the articles.
        n : int, default 3
            How many articles.
        """
        table = self.table()
        if table.empty:
            raise UnknownValue(self.reason)
        name = key
        if name is None:
            name = self._with_hits(table)[0]
        one_of("frame", name, self.lexicon.frames)
        return self.features().examples(self.evidence.articles(), name, n=n, group=name)

    def features(self) -> Features:
        """Return the score of each article for each frame, for `compare(articles, by,
        features=scores)`."""
        values = self.scores.set_index("article_id")[list(self.lexicon.frames)]
        queries = {frame: self.lexicon.query(frame) for frame in self.lexicon.frames}
        ranking = self.ranking.set_index("article_id")
        # Articles below the mean rank as well, if they have a word of the frame.
        above = ranking - ranking.min() + 1
        finder = SentenceExamples(queries, self.fields, above.where(values > 0, 0.0))
        return Features(
            values, "the share of its sentences with a word from the frame's list", finder
        )
