"""The share of articles that carry a label, from a coded sample and the scores of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of
from mediakit.coding.codes import Codes
from mediakit.coding.scored import HasValues, of_texts, values_of
from mediakit.context import Quotes, quote_titles
from mediakit.errors import UnknownValue
from mediakit.features import chosen_freq, group_articles, why_empty
from mediakit.independence import Evidence
from mediakit.results import Result, name_groups, source_line
from mediakit.uncertainty import (
    MIN_CODED,
    PoweredShares,
    articles_to_code,
    newcombe_bounds,
    powered_shares,
)
from mediakit.wording import capitalised, count_of, in_period, join_names, percents, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["EstimatedShares", "estimate_shares"]

#: So many groups are named in the answer.
_NAMED = 4


@dataclass(frozen=True, repr=False, eq=False)
class EstimatedShares(Result):
    """The share of articles that carry each label, in each group, with ranges that hold."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    freq: str | None
    left: dict[str, float]
    left_out: str

    cannot_show: ClassVar[str] = (
        "The shares hold for what these coders would have said of all articles."
    )

    def table(self) -> pd.DataFrame:
        """Return a row a label and group.

        Returns
        -------
        DataFrame
            label; the columns of `by`; date; share (0 to 1), low and high (95%), missing where
            fewer than five articles were coded; coded_share, that of the coded articles alone;
            n_coded, n_yes, n_independent.
        """
        return self.numbers.copy()

    def answer(self) -> str:
        """Say what share of the articles carries each label, and what coding bought."""
        if self.reason:
            return self.reason
        return " ".join(self._of_label(label) for label in self.left)

    def _of_label(self, label: str) -> str:
        rows = self.numbers[self.numbers["label"] == label]
        known = rows.dropna(subset="share")
        if known.empty:
            return (
                f"No share of {quoted(label)} can be told: every group has fewer than {MIN_CODED} "
                "coded articles."
            )
        named = [self._share(row) for _, row in known.head(_NAMED).iterrows()]
        n_more = len(known) - _NAMED
        if n_more > 0:
            named.append(f"{count_of(n_more, 'more group')} in the table")
        unknown = len(rows) - len(known)
        rest = ""
        if unknown:
            groups = count_of(unknown, "group")
            rest = (
                f" For {groups} fewer than {MIN_CODED} articles were coded, so there is no share."
            )
        return (
            f"{capitalised(quoted(label))}: {join_names(named)}.{rest} {self._bought(label, rows)}"
        )

    def _share(self, row: pd.Series) -> str:
        share, low, high = percents(row["share"], row["low"], row["high"])
        if row["n_coded"] == row["n_independent"]:
            return f"{share} of {self._group(row)} (all of them coded)"
        return f"{share} of {self._group(row)} (95% range {low} to {high})"

    def _group(self, row: pd.Series) -> str:
        names = [str(row[name]) for name in self.by]
        whose = "all articles"
        if names:
            whose = f"the articles of {', '.join(names)}"
        if self.freq is None:
            return whose
        return f"{whose} {in_period(row['date'], self.freq)}"

    def _bought(self, label: str, rows: pd.DataFrame) -> str:
        n = int(rows["n_coded"].sum())
        if (rows["n_coded"] == rows["n_independent"]).all():
            return "Every article was coded, so there is nothing to estimate."
        worth = min(int(n / self.left[label]), int(rows["n_independent"].sum()))
        coded = count_of(n, "coded article")
        if worth <= n:
            return f"The scores added nothing: the ranges are those of the {coded} alone."
        return f"With the scores of all articles the {coded} count as about {worth:,}."

    def differences(self, label: str, a: object, b: object) -> pd.DataFrame:
        """Return by how much the share of a label differs between two groups, or two periods (named
        by their first day): label, a, b, difference (a less b, in points of a share), low and high
        (95%, Newcombe 1998)."""
        one_of("label", label, self.left)
        columns = [name for name in (*self.by, "date") if name in self.numbers.columns]
        if len(columns) != 1:
            raise UnknownValue(
                "Differences are between two groups of one column, such as outlets, or between two "
                "periods."
            )
        rows = self.numbers[self.numbers["label"] == label]
        names = rows[columns[0]]
        if self.freq is not None:
            names = names.dt.strftime("%Y-%m-%d")
        rows = rows.set_index(names.astype("str"))
        for name in (str(a), str(b)):
            one_of(columns[0], name, rows.index)
        one, other = rows.loc[str(a)], rows.loc[str(b)]
        low, high = newcombe_bounds(*[row[["share", "low", "high"]] for row in (one, other)])
        apart = one["share"] - other["share"]
        row = {"label": label, "a": str(a), "b": str(b), "difference": apart}
        return pd.DataFrame([row | {"low": float(low), "high": float(high)}]).round(6)

    def needed(self, half_width: float) -> pd.DataFrame:
        """Return about how many articles of each group have to be coded for a range of so many
        points of a share to either side: label, the groups, n_coded, n_needed."""
        if not 0 < half_width < 1:
            raise UnknownValue(
                f"half_width is a share between 0 and 1, such as 0.05; got {half_width}."
            )
        known = self.numbers.dropna(subset="share")
        n_needed = [
            _of_finite(articles_to_code(share, half_width, self.left[label]), n)
            for share, label, n in zip(
                known["share"], known["label"], known["n_independent"], strict=True
            )
        ]
        wanted = ["label", *self.by, "date", "n_coded"]
        columns = [name for name in wanted if name in known.columns]
        return known[columns].assign(n_needed=n_needed).reset_index(drop=True)

    def method(self) -> str:
        """Say how the shares were estimated, and what they rest on."""
        return (
            "What people coded in a random sample is sharpened by the scores of all articles "
            "(prediction-powered estimate, Angelopoulos et al. 2023): the mean of the codes, plus "
            "the slope of codes on scores times how far the mean score of all articles lies above "
            "that of the coded ones. A score that is no use counts for nothing. The 95% ranges are "
            "Wilson's, with as many articles as the coded ones count for; if fewer than five coded "
            "articles carry the label, those of hand coding alone. If coders differ, an article "
            "counts in part. The ranges hold for what these coders would have "
            "said of all articles, if the coded ones are a random sample of each "
            f"group. {self.left_out}"
        ).rstrip()

    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges, a panel a label."""
        heading = "The share of articles, estimated from articles coded by hand"
        known = self.numbers.dropna(subset="share")
        said = source_line(self.evidence, known)
        if known.empty:
            chart = note_chart(heading, self.answer(), said)
        else:
            data, group = name_groups(known, self.by)
            label = group
            if self.freq is not None:
                data = data.assign(date=data["date"].dt.strftime("%Y-%m-%d"))
                label = group or "date"
            panel: str | None = "label"
            if label is None:
                label, panel = "label", None
            data = data.drop(columns=["coded_share", "n_yes"])
            chart = dot_chart(
                data, label=label, value="share", axis="share of articles", panel=panel,
                title=heading, source=said, ranked=False,
            )  # fmt: skip
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def examples(self, key: Any = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n articles."""
        return quote_titles(self.evidence.counted_articles(), n=n)


def _of_finite(n_wanted: int, n_articles: int) -> int:
    """Return how many to code of so many articles, if so many were wanted of endlessly many."""
    return int(np.ceil(n_wanted * n_articles / (n_wanted + n_articles)))


def estimate_shares(
    scores: HasValues,
    codes: Codes,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
) -> EstimatedShares:
    """Estimate what share of the articles carries each label, with ranges that hold.

    A list counts words and a classifier errs; a few coded articles alone leave wide ranges. Both
    together give a share that is right on average, whatever the scores are worth: they only make
    its range narrower.

    Parameters
    ----------
    scores : FrameScores, MentionShares or classifier scores
        A number an article: what `score_frames`, `share_mentioning` or the `score` of a classifier
        gives. Of a query it is then the share of articles that truly mention the subject.
    codes : Codes
        What `read_codes` gives of a sample that `draw_coding_sample` drew.
    by : str or list of str, optional
        The columns whose groups are asked for, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Periods that are asked for.

    Returns
    -------
    EstimatedShares
        `table()` has shares with ranges, `differences(label, a, b)` compares two groups,
        `needed(half_width)` says how many more to code.

    Raises
    ------
    UnknownValue
        If no label of the codes has scores.

    References
    ----------
    Angelopoulos et al. (2023), Science 382:669, doi:10.1126/science.adi6000; Newcombe (1998),
    Statistics in Medicine 17:873; docs/methods.md for how often the ranges hold.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> has = articles["text"].str.contains("court").astype(int).head(60)
    >>> codes = mk.codes_from_table(articles[["article_id"]].head(60).assign(moral=has))
    >>> mk.estimate_shares(mk.score_frames(articles), codes).table()["n_coded"].tolist()
    [60]
    """
    values, evidence = values_of(scores, codes)
    names = as_list(by)
    freq = chosen_freq(evidence.table, freq, names)
    kept = np.zeros(len(evidence.table), dtype=bool)
    kept[evidence.places] = True
    grouped, left_out = group_articles(evidence.table, names, freq, reprints="collapse", kept=kept)
    parts, left = [], {}
    for label in values.columns:
        found, rows = _estimate(grouped, values[label], codes, str(label))
        parts.append(rows)
        left[str(label)] = found.variance_left
    numbers = pd.concat(parts, ignore_index=True)
    reason = why_empty(evidence.table, numbers)
    return EstimatedShares(grouped, reason, numbers, tuple(names), freq, left, left_out.strip())


def _estimate(
    grouped: Evidence,
    values: pd.Series,
    codes: Codes,
    label: str,
) -> tuple[PoweredShares, pd.DataFrame]:
    """Return the shares of one label, and a row a group."""
    ids = grouped.counted_ids
    labels = grouped.counted_labels
    number = np.zeros(len(ids), dtype=np.int64)
    groups = pd.DataFrame(index=[0])
    if len(labels.columns):
        number = labels.groupby(list(labels.columns)).ngroup().to_numpy(dtype=np.int64)
        groups = labels.drop_duplicates().sort_values(list(labels.columns), ignore_index=True)
    said = of_texts(codes.agreed(label), grouped).to_numpy(dtype=float)
    score = values.reindex(ids).to_numpy(dtype=float)
    spread = 1.0
    if len(score) and score.std() > 0:
        spread = float(score.std())
    coded = pd.Series(codes.table["article_id"].unique())
    weights = codes.stands_for(coded).set_axis(coded)
    weights = of_texts(weights, grouped).fillna(1.0).to_numpy(dtype=float)
    found = powered_shares(
        said, (score - score.sum() / max(len(score), 1)) / spread, number, len(groups), weights
    )
    rows = groups.assign(
        share=found.share,
        low=found.low,
        high=found.high,
        coded_share=found.coded_share,
        n_coded=found.n_coded,
        n_yes=found.n_positive,
        n_independent=found.n_articles,
    )
    rows.insert(0, "label", label)
    return found, rows
