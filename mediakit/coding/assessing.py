"""Whether scores may be used: how well they rank what people coded, label by label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Floats
from mediakit.charts import Chart
from mediakit.coding.codes import Codes
from mediakit.coding.drawing import area_chart
from mediakit.coding.scored import HasValues, values_of
from mediakit.context import Quotes, quote_titles
from mediakit.independence import gather_evidence
from mediakit.results import Result
from mediakit.uncertainty import auc_interval
from mediakit.wording import list_quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DO_NOT_USE", "NOT_KNOWN", "USABLE", "Assessment", "assess", "badge_of"]

USABLE, DO_NOT_USE, NOT_KNOWN = "usable", "do not use", "not known yet"
#: A frame is usable from this area on, if its range does not go below the other.
_GOOD, _WEAK = 0.75, 0.65
#: Articles with and without the label that a verdict needs.
_EACH = 30
_FEWEST = 3
#: What to code before anything can be said.
_AT_FIRST = 100


def badge_of(area: float, low: float, high: float, n_yes: int, n_no: int) -> str:
    """Return usable, do not use, or not known yet."""
    if min(n_yes, n_no) < _FEWEST or np.isnan(area):
        return NOT_KNOWN
    if area >= _GOOD and low >= _WEAK:
        return USABLE
    if high < _GOOD:
        return DO_NOT_USE
    return NOT_KNOWN


@dataclass(frozen=True, repr=False, eq=False)
class Assessment(Result):
    """How well scores rank what people coded, a row a label."""

    numbers: pd.DataFrame

    cannot_show: ClassVar[str] = "The measures hold for articles like those that were coded."
    read_first: ClassVar[tuple[str, ...]] = (
        "label",
        "badge",
        "auc",
        "low",
        "high",
        "n_coded",
        "n_yes",
        "n_more",
    )

    def table(self) -> pd.DataFrame:
        """Return a row a label.

        Returns
        -------
        DataFrame
            label; badge ('usable', 'do not use', 'not known yet'); auc, how often an article that
            carries the label scores higher than one that does not (1 is always, .5 is chance), with
            low and high (95%); f1, precision and recall at the threshold that is best for f1, found
            on other articles (ten folds); n_coded, n_yes, and n_apart, articles left out because
            coders differ; n_more, about how many more to code where it is not known yet.
        """
        return self.numbers.copy()

    def answer(self) -> str:
        """Say which scores may be used."""
        parts = []
        if not self.numbers["n_coded"].any():
            parts.append("None of the coded articles is among those that were scored.")
        for badge, words in (
            (USABLE, "agree well enough with the coders to be used"),
            (DO_NOT_USE, "do not agree with the coders: do not use them"),
        ):
            labels = self.numbers.loc[self.numbers["badge"] == badge, "label"]
            if len(labels):
                parts.append(f"The scores of {list_quoted(labels, n=20)} {words}.")
        unknown = self.numbers[self.numbers["badge"] == NOT_KNOWN]
        for n_more, rows in unknown.groupby("n_more", sort=True):
            parts.append(
                f"Whether the scores of {list_quoted(rows['label'], n=20)} may be used is not "
                f"known yet: code about {n_more:,} more articles."
            )
        return " ".join(parts)

    def method(self) -> str:
        """Say how the verdicts came about."""
        return (
            "Scores were held against articles coded by hand, those on which coders differ left "
            "out. The area under the ROC curve is how often an article with the label scores "
            "higher than one without, with a 95% range (Hanley and McNeil 1982, on the logit "
            "scale). Scores are called usable from .75 on if the range does not go below .65, not "
            "to be used if the range stays below .75; else it is not known yet. F1, precision and "
            "recall are those at the best threshold of other articles (ten folds)."
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
        """Draw the areas with their ranges; labels that are usable are in colour."""
        chart = area_chart(self.numbers, "label", USABLE)
        return self.finish(chart, ax, title, subtitle, source, size)

    def examples(self, key: Any = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n coded articles."""
        return quote_titles(self.evidence.counted_articles(), n=n)


def assess(scores: HasValues, codes: Codes) -> Assessment:
    """Say of each label whether its scores may be used, from articles coded by hand.

    Parameters
    ----------
    scores : FrameScores or FrameClassifier scores
        What has `values()`: a number an article and label.
    codes : Codes
        What `read_codes` gives; labels are those of the scores.

    Returns
    -------
    Assessment
        `table()` has a row a label with its badge; `scores.with_assessment(it)` carries the badges
        into every table, chart and answer.

    Raises
    ------
    UnknownValue
        If no label of the codes has scores.

    References
    ----------
    Hanley and McNeil (1982), doi:10.1148/radiology.143.1.7063747; docs/methods.md for how often the
    verdicts are right.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> has = articles["text"].str.contains("court").astype(int)
    >>> codes = mk.codes_from_table(articles[["article_id"]].assign(moral=has))
    >>> mk.assess(mk.score_frames(articles), codes).table()["n_coded"].tolist()
    [101]
    """
    values, evidence = values_of(scores, codes)
    rows = [_assessed(label, values[label], codes.agreed(label)) for label in values.columns]
    coded = evidence.article_ids.isin(codes.table["article_id"])
    places = evidence.places[coded.to_numpy()]
    kept = np.zeros(len(evidence.table), dtype=bool)
    kept[places] = True
    return Assessment(gather_evidence(evidence.table, kept=kept), "", pd.DataFrame(rows))


def _assessed(label: str, values: pd.Series, codes: pd.Series) -> dict[str, object]:
    coded = codes.index.intersection(values.index)
    known = coded[codes.loc[coded].isin([0, 1])]  # those on which no two coders differ
    truth = codes.loc[known].to_numpy(dtype=bool)
    score = values.loc[known].to_numpy(dtype=float)
    auc = auc_interval(truth, score)
    n_yes, n_no = int(truth.sum()), int((~truth).sum())
    badge = badge_of(auc.area, auc.low, auc.high, n_yes, n_no)
    f1, precision, recall = _at_threshold(truth, score)
    return {
        "label": label,
        "badge": badge,
        "auc": auc.area,
        "low": auc.low,
        "high": auc.high,
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "n_coded": len(known),
        "n_apart": len(coded) - len(known),
        "n_yes": n_yes,
        "n_more": _n_more(badge, n_yes, n_no),
    }


def _n_more(badge: str, n_yes: int, n_no: int) -> int:
    """Return about how many more articles to code, so that enough have the label and enough not."""
    if badge != NOT_KNOWN:
        return 0
    n = n_yes + n_no
    if n < _EACH:
        return _AT_FIRST - n
    rarer = max(min(n_yes, n_no), 1) / n
    wanted = max(_EACH / rarer, 1.5 * n)
    return int(np.ceil((wanted - n) / 10) * 10)


def _at_threshold(truth: Flags, score: Floats, n_folds: int = 10) -> tuple[float, float, float]:
    """Return F1, precision and recall at the best threshold of the other articles."""
    if truth.sum() < _FEWEST or (~truth).sum() < _FEWEST:
        return np.nan, np.nan, np.nan
    fold = np.arange(len(truth)) % n_folds
    said = np.zeros(len(truth), dtype=bool)
    for number in range(n_folds):
        others = fold != number
        said[~others] = score[~others] >= best_threshold(truth[others], score[others])
    right = int((said & truth).sum())
    precision, recall = right / max(int(said.sum()), 1), right / int(truth.sum())
    f1 = 2 * right / (int(said.sum()) + int(truth.sum()))
    return round(f1, 4), round(precision, 4), round(recall, 4)


def best_threshold(truth: Flags, score: Floats) -> float:
    """Return the score from which on saying yes gives the highest F1, half way to the next lower
    one."""
    order = np.argsort(-score, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(truth) + 1) + truth.sum())
    last = int(f1.argmax())
    return float(score[order][last : last + 2].mean())
