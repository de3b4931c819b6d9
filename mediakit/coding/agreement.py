"""How far coders agree on each label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_columns
from mediakit.coding.codes import Codes, require_codes
from mediakit.context import Quotes, quote_titles
from mediakit.independence import gather_evidence
from mediakit.results import Result
from mediakit.tables import Heading
from mediakit.uncertainty import cohen_kappa, nominal_alpha
from mediakit.wording import count_of, join_names, percent, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Agreement", "measure_agreement"]

#: From here on alpha is called good, or fit for tentative conclusions (Krippendorff 2013).
_GOOD, _TENTATIVE = 0.8, 0.667
_SAME = 0.8  # of the codes: then alpha near 0 comes of too few that differ from the rest


@dataclass(frozen=True, repr=False, eq=False)
class Agreement(Result):
    """How far coders agree, a row a label."""

    numbers: pd.DataFrame
    codes: Codes

    def table(self) -> pd.DataFrame:
        """Return a row a label.

        Returns
        -------
        DataFrame
            label; alpha (Krippendorff's, 1 is perfect, 0 is chance), low and high (95%; missing
            under 30 articles coded twice); kappa (Cohen's, the mean of the pairs of coders);
            agreement, the share of pairs of codes that are the same; n_twice, articles coded by two
            or more; n_yes and n_no, how many of those all coders say yes and no to, and n_apart, on
            how many they differ.
        """
        return self.numbers.copy()

    def headings(self) -> dict[str, Heading]:
        """Return the heading of what two coders have in common."""
        return {"agreement": Heading("same codes", "percent")}

    def answer(self) -> str:
        """Say on which labels the coders agree."""
        if not self.numbers["n_twice"].any():
            return "No article was coded by two coders, so nothing is known of their agreement."
        return " ".join(_of_label(row) for _, row in self.numbers.iterrows())

    def method(self) -> str:
        """Say what the numbers are."""
        coders = ""
        if self.codes.coders:
            coders = f"The coders were {join_names(self.codes.coders)}. "
        return (
            f"{coders}Krippendorff's alpha (nominal; "
            "Krippendorff 2013) says how far codes agree beyond chance, with a 95% range by the "
            "jackknife on the scale of log(1 - alpha). From .8 agreement is good, from .667 fit "
            "for tentative conclusions."
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
        """Draw alpha with its ranges; labels on which the coders agree well are in colour."""
        heading = "How far the coders agree"
        said = f"In colour: alpha of {_GOOD} or more. The line marks chance."
        known = self.numbers.dropna(subset="alpha")
        if known.empty:
            chart = note_chart(heading, self.answer(), said)
        else:
            data = known.assign(good=known["alpha"] >= _GOOD, chance=0.0)
            chart = dot_chart(
                data[["label", "alpha", "low", "high", "good", "chance"]],
                label="label",
                value="alpha",
                axis="Krippendorff's alpha",
                highlight="good",
                chance="chance",
                title=heading,
                source=said,
                ranked=False,
            )
        return self.finish(chart, ax, title, subtitle, source, size)

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of the first n articles on which the coders differ about a label, by
        default the first; if they differ on none, of coded articles."""
        label = key
        if label is None:
            label = self.codes.labels[0]
        rows = self.evidence.articles()
        said = self.codes.agreed(label).reindex(rows["article_id"].astype("str"))
        differ = ~said.isin([0, 1]).to_numpy() & said.notna().to_numpy()
        if differ.any():
            rows = rows[differ]
        return quote_titles(rows, n=n, group=label)


def measure_agreement(codes: Codes, articles: pd.DataFrame | None = None) -> Agreement:
    """Measure how far coders agree on each label.

    Parameters
    ----------
    codes : Codes
        What `read_codes` gives.
    articles : DataFrame, optional
        The articles table; with it `examples(label)` has the titles of the articles on which the
        coders differ, and codes of other articles are left out.

    Returns
    -------
    Agreement
        `table()` has alpha with its range, kappa, the share of equal codes and the counts;
        `answer()` says what that means, and why alpha is 0 where it is; `examples(label)` shows
        articles on which the coders differ.

    References
    ----------
    Krippendorff (2013), Content Analysis, 3rd ed., section 11.3; Cohen (1960),
    doi:10.1177/001316446002000104.

    Examples
    --------
    >>> import mediakit as mk
    >>> coded = {"article_id": ["a", "b", "c", "a", "b", "c"], "coder": list("AAABBB")}
    >>> codes = mk.codes_from_table(pd.DataFrame(coded | {"moral": [1, 0, 1, 1, 0, 0]}))
    >>> mk.measure_agreement(codes).table()["n_apart"].tolist()
    [1]
    """
    require_codes(codes)
    if articles is None:
        ids = codes.table["article_id"].unique()
        articles = pd.DataFrame({"article_id": ids, "title": ids})
    require_columns(articles, ["article_id"])
    codes = codes.of(articles)
    coded = articles["article_id"].astype("str").isin(codes.table["article_id"])
    rows = [_measure(codes, label) for label in codes.labels]
    evidence = gather_evidence(articles, kept=coded.to_numpy(), reprints="keep")
    return Agreement(evidence, "", pd.DataFrame(rows), codes)


def _measure(codes: Codes, label: str) -> dict[str, object]:
    wide = codes.by_coder(label).to_numpy(dtype=float).T
    alpha = nominal_alpha(wide)
    n_codes = (~np.isnan(wide)).sum(axis=0)
    twice = wide[:, n_codes >= 2]
    pairs = list(combinations(range(len(wide)), 2))
    kappas = [cohen_kappa(wide[one], wide[other]) for one, other in pairs]
    known = [kappa for kappa in kappas if not np.isnan(kappa)]
    is_yes, is_no = (
        np.nanmin(twice, axis=0, initial=1) == 1,
        np.nanmax(twice, axis=0, initial=0) == 0,
    )
    equal = [_equal(wide[one], wide[other]) for one, other in pairs]
    same = np.concatenate([np.empty(0), *equal])
    return {
        "label": label,
        "alpha": alpha.alpha,
        "low": alpha.low,
        "high": alpha.high,
        "kappa": _mean(known),
        "agreement": _mean(same),
        "n_twice": twice.shape[1],
        "n_yes": int(is_yes.sum()),
        "n_no": int(is_no.sum()),
        "n_apart": int((~is_yes & ~is_no).sum()),
    }


def _mean(values: Sequence[float] | np.ndarray) -> float:
    if not len(values):
        return np.nan
    return float(np.mean(values))


def _equal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    both = ~np.isnan(one) & ~np.isnan(other)
    return (one[both] == other[both]).astype(float)


def _of_label(row: pd.Series) -> str:
    name = quoted(row["label"])
    if not row["n_twice"]:
        return f"On {name} no article was coded by two coders."
    same = f"{percent(row['agreement'])} of the codes are the same ({_counts(row)})"
    if pd.isna(row["alpha"]) and row["n_twice"] < 2:
        return f"On {name} {same}: alpha needs two articles that were coded by two coders."
    if pd.isna(row["alpha"]):
        return f"On {name} {same}: all codes are equal, so alpha, which needs both, is undefined."
    if row["alpha"] <= 0 and row["agreement"] < _SAME:
        return (
            f"On {name} {same}; alpha is {row['alpha']:.2f}: the coders do not agree more than by "
            "chance, so talk about what the label means, and code again."
        )
    if row["alpha"] <= 0:
        return (
            f"On {name} {same}, but alpha is {row['alpha']:.2f}: that much would come about by "
            "chance, since nearly all codes are the same; code more articles that carry it."
        )
    words = "which is good"
    if row["alpha"] < _TENTATIVE:
        words = "which is too little to rest on"
    elif row["alpha"] < _GOOD:
        words = "which is fit for tentative conclusions"
    if pd.isna(row["low"]):
        return f"On {name} {same}; alpha is {row['alpha']:.2f}, on too few articles for a range."
    return (
        f"On {name} {same}; alpha is {row['alpha']:.2f} (95% range {row['low']:.2f} to "
        f"{row['high']:.2f}), {words}."
    )


def _counts(row: pd.Series) -> str:
    return (
        f"{count_of(row['n_yes'], 'article')} yes by all, {row['n_no']:,} no by all, "
        f"{row['n_apart']:,} apart"
    )
