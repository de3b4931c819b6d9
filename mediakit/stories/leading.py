"""Whether one outlet comes to shared stories before another, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.errors import UnknownValue
from mediakit.results import Result, source_line
from mediakit.stories.times import UNITS, Longs, arrivals_of, between
from mediakit.uncertainty import discovery_rates, mean_interval, share_interval, stable
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LagComparison", "compare_lags"]

#: Fewer stories cannot give a p below .05: of five, all in one order come up in 2 of 32 flips.
FEWEST_STORIES = 6
#: The false discovery rate up to which a lead is said to be found.
FOUND = 0.05


@dataclass(frozen=True, repr=False)
class LagComparison(Result):
    """How far one outlet comes before another in the stories that both covered."""

    numbers: pd.DataFrame
    arrivals: pd.DataFrame
    set_aside: str
    n_permutations: int

    def table(self) -> pd.DataFrame:
        """Return a row a pair of outlets, the surest leads first.

        Returns
        -------
        DataFrame
            a, b; n_stories (that both covered with articles of their own); n_a_first, n_b_first and n_tied (the same
            day, or minute); share (a first among those not tied) with low and high (95 %, Wilson 1927); lag_from and
            lag_to (what is possible for the mean time by which a comes before b; below 0, b is earlier); lag_low and
            lag_high (its 95 % range over stories, Student's t, what dates leave open added on both sides); unit; p
            (two-sided); q (Benjamini and Hochberg over all rows).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return the articles compared: a row a pair and story, with both article_ids and the time between them."""
        return self.arrivals.copy()

    def example_keys(self) -> list[tuple[str, str]]:
        """Return what `examples` can be asked for: the pairs."""
        return list(self.numbers[["a", "b"]].itertuples(index=False, name=None))

    def method(self) -> str:
        """Say how the test was made and what it cannot tell."""
        return (
            "Pairs of outlets were compared over the stories that both covered with articles of their own, by the "
            "first of each. Where published_at is not known of all articles of the two in a story, their dates are "
            f"compared, which leaves a day open on both sides. p: of {self.n_permutations:,} permutations in which "
            "the two outlets swap their times at random within each story, (1 + b) / (1 + m) have a mean lag at least "
            f"as far from zero; it is given from {FEWEST_STORIES} stories on. The range of the mean lag also holds "
            "what dates leave open, and so may reach over 0 where p is small. A lead says who published first, not who "
            f"learned from whom: clocks, time zones and print deadlines lead too. {self.set_aside}"
        ).strip()

    def plot(self, ax: Axes | None = None, *, most: int = 10) -> Chart:
        """Draw in what share of the stories the leader of each pair was first, for the surest pairs."""
        title = "Who comes first, over stories that both covered"
        data = _leader_first(self.numbers.dropna(subset="share").head(most))
        source = source_line(self.evidence, data)
        if data.empty:
            tied = "" if self.numbers["n_stories"].eq(0).all() else "All stories are tied."
            return note_chart(title, tied or self.reason, source).on(ax)
        grey = (
            ""
            if (data["q"] <= FOUND).all()
            else f"; grey: no lead found (q above {FOUND}, or none)"
        )
        source = f"{len(data)} of {count_of(len(self.numbers), 'pair')}; line: an even split{grey}. {source}"
        data = data.assign(
            pair=data["a"] + " before " + data["b"], found=data["q"] <= FOUND, chance=0.5
        )
        data = data.rename(columns={"n_a_first": "n_first", "n_b_first": "n_behind"})
        data = data[
            [
                "pair",
                "share",
                "low",
                "high",
                "n_first",
                "n_behind",
                "n_tied",
                "p",
                "q",
                "found",
                "chance",
            ]
        ]
        words = {
            "axis": "share of the stories not tied that it had first",
            "title": title,
            "source": source,
        }
        chart = dot_chart(
            data, label="pair", value="share", highlight="found", chance="chance", **words
        )
        return chart.on(ax)

    def examples(self, pair: tuple[str, str] | None = None, *, n: int = 3) -> Quotes:
        """Return titles of the articles of two outlets, in either order, of up to n stories; by default of the first
        pair."""
        keys = self.example_keys()
        pair = next(iter(keys), None) if pair is None else (str(pair[0]), str(pair[1]))
        pair = pair[::-1] if pair is not None and pair[::-1] in keys else pair
        if pair is not None and pair not in keys:
            raise UnknownValue(
                f"{pair!r} is no pair of the table{f': examples() takes one such as {keys[0]!r}' if keys else ''}."
            )
        here = self.arrivals.loc[
            [each == pair for each in zip(self.arrivals["a"], self.arrivals["b"], strict=True)]
        ]
        both = (
            here.sort_values("story")[["article_id_a", "article_id_b"]].head(n).to_numpy().ravel()
        )
        rows = self.evidence.articles()
        return quote_titles(
            rows.loc[rows["article_id"].isin(both)], n=2 * n, group=" and ".join(pair or ())
        )

    def answer(self) -> str:
        """Say in a sentence which outlet leads which, and how sure that is."""
        if self.numbers.empty:
            return self.reason
        top = self.numbers.iloc[0]
        if len(self.numbers) > 1:
            tested = count_of(int(self.numbers["p"].notna().sum()), "pair")
            found = _leader_first(self.numbers.loc[self.numbers["q"] <= FOUND])
            if found.empty:
                return f"In none of {tested} tested does one outlet lead, at a false discovery rate of 5 %."
            leads = "; ".join(
                f"{row.a} before {row.b} ({row.n_a_first:,} to {row.n_b_first:,})"
                for row in found.head(3).itertuples()
            )
            surest = ", the surest" if len(found) > 3 else ""
            return f"In {len(found):,} of {tested} tested one leads, at a false discovery rate of 5 %{surest}: {leads}."
        if not top["n_stories"]:
            return self.reason
        tied = f", and of {top['n_tied']:,} it is not known who was first" if top["n_tied"] else ""
        p = f"p = {top['p']:.4f}." if pd.notna(top["p"]) else self.reason
        return (
            f"{top['a']} and {top['b']} share {count_of(top['n_stories'], 'story')}: {top['a']} was first in "
            f"{top['n_a_first']:,}, {top['b']} in {top['n_b_first']:,}{tied}. {p}"
        )


def _leader_first(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with the outlet as a that was ahead on average, which is what p tests, or else more often."""
    ahead = numbers["lag_from"] + numbers["lag_to"]  # twice the mean lag by dates, or by times
    turned = (ahead < 0) | ((ahead == 0) & (numbers["share"] < 0.5))
    names = {
        "a": "b",
        "n_a_first": "n_b_first",
        "low": "high",
        "lag_from": "lag_to",
        "lag_low": "lag_high",
    }
    other = numbers.loc[turned].rename(columns=names | {name: key for key, name in names.items()})
    other = other.assign(**{name: stable(1 - other[name]) for name in ("share", "low", "high")})
    other = other.assign(
        **{name: -other[name] for name in ("lag_from", "lag_to", "lag_low", "lag_high")}
    )
    return pd.concat([numbers.loc[~turned], other[numbers.columns]]).sort_index()


def compare_lags(
    articles: pd.DataFrame,
    a: str | None = None,
    b: str | None = None,
    *,
    n_permutations: int = 9_999,
    random_state: int = 0,
) -> LagComparison:
    """Test whether an outlet comes to shared stories before another, by more than chance.

    Parameters
    ----------
    articles : DataFrame
        The articles table with the column `story`, which `same_story` adds. Reprints and agency copy are set aside, as
        in `first_to_report`.
    a, b : str, optional
        Two outlets. With a alone it is compared with every other outlet, without both every pair is; then only pairs
        with six stories or more are in the table, and q is over all of them.
    n_permutations : int, default 9999
        How often the two outlets swap their times at random within each story.
    random_state : int, default 0
        The seed.

    Returns
    -------
    LagComparison
        `table()` has a row a pair, with the mean lag and its range, p and q; `articles()` the articles compared.

    Raises
    ------
    ColumnMissing
        Where the stories were not found.
    UnknownValue
        Where an outlet is not in the table.

    References
    ----------
    Fisher (1935), The Design of Experiments, section 21 (the test by flipping signs); Phipson and Smyth (2010),
    doi:10.2202/1544-6115.1585, for (1 + b) / (1 + m).

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.same_story(mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles())))
    >>> lags = mk.compare_lags(articles, "corvanewire.example", "meridian.example")
    >>> lags.table()[["n_stories", "n_a_first", "n_b_first", "n_tied"]].iloc[0].tolist()
    [7, 7, 0, 0]
    """
    require_whole("n_permutations", n_permutations, least=1)
    arrived = arrivals_of(articles)
    if b is not None and a in (None, b):
        raise UnknownValue(f"Two different outlets are compared; got {a!r} and {b!r}.")
    a, b = (None if name is None else str(name) for name in (a, b))
    require_values(
        arrived.evidence.articles(), "outlet", [name for name in (a, b) if name is not None]
    )
    pairs = _pairs(arrived.table, a, b)
    if b is None:
        pairs = pairs.loc[pairs.groupby(["a", "b"])["story"].transform("size") >= FEWEST_STORIES]
    timed = (pairs["timed_a"] & pairs["timed_b"]).to_numpy(dtype=bool)
    days, instants = (
        (pairs[f"{name}_b"] - pairs[f"{name}_a"]).to_numpy() for name in ("day", "instant")
    )
    pairs = pairs.assign(
        timed=timed,
        **dict(zip(("lag", "low", "high"), between(days, instants, timed), strict=True)),
    )
    rows = [
        {"a": one, "b": other, **_numbers(of_pair, n_permutations, random_state)}
        for (one, other), of_pair in pairs.groupby(["a", "b"])
    ]
    if not rows and b is not None:
        rows = [{"a": a, "b": b, **_numbers(pairs, n_permutations, random_state)}]
    numbers, reason = _in_order(rows), ""
    if numbers["p"].isna().all():
        reason = f"A test needs {FEWEST_STORIES} stories that both outlets covered with articles of their own."
    columns = ["a", "b", "story", "article_id_a", "article_id_b", "lag_low", "lag_high", "unit"]
    return LagComparison(
        arrived.evidence, reason, numbers, _shown(pairs)[columns], arrived.set_aside, n_permutations
    )


def _pairs(first: pd.DataFrame, a: str | None, b: str | None) -> pd.DataFrame:
    """Return a row for each two outlets in each story, a before b in the alphabet unless a is asked for."""
    shown = ["story", "outlet", "article_id", "day", "instant", "timed"]
    left = first.loc[first["outlet"] == a, shown] if a is not None else first[shown]
    right = first.loc[first["outlet"] == b, shown] if b is not None else first[shown]
    both = left.merge(right, on="story", suffixes=("_a", "_b"))
    both = both.loc[
        both["outlet_a"] < both["outlet_b"] if a is None else both["outlet_a"] != both["outlet_b"]
    ]
    both = both.rename(columns={"outlet_a": "a", "outlet_b": "b"})
    return both.sort_values(["a", "b", "story"], ignore_index=True)


def _shown(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the time between the two articles of each row as what is possible, each in its own unit."""
    unit = np.where(pairs["timed"], "hours", "days")
    size = np.where(pairs["timed"], UNITS["hours"], UNITS["days"])
    return pairs.assign(
        lag_low=stable(pairs["low"] / size), lag_high=stable(pairs["high"] / size), unit=unit
    )


def _numbers(pairs: pd.DataFrame, n_permutations: int, random_state: int) -> dict[str, Any]:
    """Return the row of one pair of outlets."""
    n, lag = len(pairs), pairs["lag"].to_numpy(dtype=np.int64)
    wins, losses = int((lag > 0).sum()), int((lag < 0).sum())
    unit = "hours" if n and pairs["timed"].all() else "days"
    low, high = (mean_interval(pairs[name].to_numpy() / UNITS[unit]) for name in ("low", "high"))
    bounds = [float(bound) for bound in share_interval(wins, wins + losses)]
    return {
        "n_stories": n,
        "n_a_first": wins,
        "n_b_first": losses,
        "n_tied": n - wins - losses,
        "share": float(stable(wins / (wins + losses))) if wins + losses else np.nan,
        "low": bounds[0],
        "high": bounds[1],
        "lag_from": low[0],
        "lag_to": high[0],
        "lag_low": low[1],
        "lag_high": high[2],
        "unit": unit,
        "p": _flipped(lag, n_permutations, random_state) if n >= FEWEST_STORIES else np.nan,
    }


def _flipped(lag: Longs, n_permutations: int, random_state: int) -> float:
    """Return the two-sided p of the mean lag when the two outlets swap their times at random within each story."""
    signs = (
        2 * np.random.default_rng(random_state).integers(0, 2, size=(n_permutations, len(lag))) - 1
    )
    as_far = int((np.abs(signs @ lag) >= abs(int(lag.sum()))).sum())
    return float(stable((1 + as_far) / (1 + n_permutations)))


def _in_order(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return all pairs with q over one family, the surest first."""
    names = ["a", "b", "n_stories", "n_a_first", "n_b_first", "n_tied", "share", "low", "high"]
    names += ["lag_from", "lag_to", "lag_low", "lag_high", "unit", "p"]
    numbers = pd.DataFrame(rows, columns=names)
    numbers = numbers.assign(q=stable(discovery_rates(numbers["p"].astype(float))))
    order = numbers.assign(_size=-numbers["n_stories"]).sort_values(
        ["p", "_size", "a", "b"], kind="stable"
    )
    return order.drop(columns="_size").reset_index(drop=True)
