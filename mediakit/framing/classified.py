"""The scores of a classifier: how surely each article carries each frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import one_of
from mediakit.coding.assessing import USABLE
from mediakit.coding.drawing import area_chart
from mediakit.context import Quotes
from mediakit.features import Features, TitleExamples
from mediakit.framing.badges import Badges
from mediakit.framing.lexicons import plain_frame
from mediakit.results import Result
from mediakit.wording import count_of, join_names, percents, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ClassifierScores", "Learnt"]

#: So many more coded articles are asked about.
_MORE = 50


@dataclass(frozen=True, eq=False)
class Learnt:
    """What a classifier learnt, and how well.

    Attributes
    ----------
    table : DataFrame
        A row a frame: frame, badge, auc, low, high, auc_half, n_coded, n_yes, threshold.
    gain : tuple of float
        By how much the mean area grew from half of the coded articles to all, and its 95% range.
    about : str
        How the scores are made, in a sentence.
    """

    table: pd.DataFrame
    gain: tuple[float, float, float]
    about: str

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames that were learnt."""
        return tuple(self.table["frame"])

    @property
    def n_coded(self) -> int:
        """The coded articles of the frame that has most."""
        return int(self.table["n_coded"].max())

    def gain_of(self, n_more: int) -> tuple[float, float, float]:
        """Return about how much the mean area would grow with more coded articles, and its range,
        if each doubling added as much as the last."""
        doublings = float(np.log2((self.n_coded + n_more) / max(self.n_coded, 1)))
        gain, low, high = (part * doublings for part in self.gain)
        return gain, low, high


@dataclass(frozen=True, repr=False, eq=False)
class ClassifierScores(Result):
    """How surely each article carries each frame; for coded articles, as if they had not been
    coded.
    """

    numbers: pd.DataFrame
    learnt: Learnt

    @property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames."""
        return self.learnt.frames

    def table(self) -> pd.DataFrame:
        """Return how well the scores rank the coded articles.

        Returns
        -------
        DataFrame
            A row a frame: frame; badge, as in `assess`; auc, how often an article that carries the
            frame scores higher than one that does not, each scored by what other articles teach (1
            is always, .5 is chance), with low and high (95%); auc_half, the same learnt from half
            as many; n_coded, n_yes; threshold, from which on `predicted` says yes.
        """
        return self.learnt.table.copy()

    def values(self) -> pd.DataFrame:
        """Return article_id, and a column a frame: the larger, the more surely the article carries
        it. The numbers rank articles; they are no probabilities."""
        return self.numbers.copy()

    def predicted(self) -> pd.DataFrame:
        """Return article_id, and 1 or 0 a frame: whether its score reaches the threshold. Do not
        count these as shares: `estimate_shares` gives shares with ranges that hold."""
        limits = self.learnt.table.set_index("frame")["threshold"]
        said = {frame: (self.numbers[frame] >= limits[frame]).astype(int) for frame in self.frames}
        return self.numbers[["article_id"]].assign(**said)

    def features(self) -> Features:
        """Return the score of each article for each frame, for `compare(articles, by,
        features=scores)`."""
        values = self.numbers.set_index("article_id")
        what = "how surely a classifier says that it carries the frame"
        return Features(values, what, TitleExamples(values))

    def answer(self) -> str:
        """Say how well the scores rank, and whether more coding would help."""
        if self.reason:
            return self.reason
        known = self.learnt.table.dropna(subset="auc")
        if known.empty:
            return "No frame has coded articles with and without it, so nothing was learnt."
        parts = [_area(row) for _, row in known.iterrows()]
        coded = count_of(self.learnt.n_coded, "coded article")
        return (
            f"Learnt from {coded}. Of two articles, one that carries the frame and one that does "
            f"not, the right one scores higher in {join_names(parts)} of pairs. {self._checked()} "
            f"{self._more()} The scores rank articles; for shares use estimate_shares."
        )

    def _checked(self) -> str:
        """Say which scores may be used."""
        badges = Badges.of(self.learnt.table.rename(columns={"frame": "label"}))
        return badges.in_words(self.frames)

    def _more(self) -> str:
        """Say what more coded articles would add."""
        gain, low, high = self.learnt.gain_of(_MORE)
        if pd.isna(gain):
            return f"What {_MORE} more coded articles would add cannot be told from so few."
        if low <= 0:
            return (
                f"There is no sign that coding {_MORE} more would help: with half as many coded "
                "articles the scores rank about as well."
            )
        return (
            f"{_MORE} more coded articles would add about {100 * gain:.1f} points to that in the "
            f"mean of the frames (95% range {100 * low:.1f} to {100 * high:.1f}), if ranking goes "
            "on to improve as it did from half of them to all."
        )

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the frames, each with its name in the answer."""
        return [(frame, quoted(plain_frame(frame))) for frame in self.frames]

    def method(self) -> str:
        """Say what was learnt, and what the scores cannot tell."""
        return (
            f"{self.learnt.about} A coded article is scored by what those of other folds teach "
            "(five folds, drawn three times; copies of a text and articles of one story in the "
            "same). The numbers rank articles and are no probabilities; the share of articles "
            "above a threshold is no estimate of how many carry a frame."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw how well the scores rank, with ranges; frames that are usable are in colour."""
        chart = area_chart(self.learnt.table, "frame", USABLE)
        return self.finish(chart, ax, title, subtitle, source, size)

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of the articles that score highest for a frame, by default the
        first."""
        name = key
        if name is None:
            name = self.frames[0]
        one_of("frame", name, self.frames)
        return self.features().examples(self.evidence.articles(), name, n=n, group=name)


def _area(row: pd.Series) -> str:
    area, low, high = percents(row["auc"], row["low"], row["high"])
    name = quoted(plain_frame(row["frame"]))
    return f"{area} ({name}, 95% range {low} to {high})"
