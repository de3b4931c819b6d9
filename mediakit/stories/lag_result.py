"""How far one outlet comes before another: the table, chart, titles and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.errors import UnknownValue
from mediakit.results import Result, family_of_tests, source_line
from mediakit.stories.outlet_kinds import OutletKinds
from mediakit.tables import Heading
from mediakit.uncertainty import MAX_Q, stable
from mediakit.wording import (
    any_tested,
    choose,
    count_of,
    join_names,
    p_value,
    some_tested,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FEWEST_STORIES", "LagComparison"]

#: Fewer stories cannot give a p below .05: of five, all in one order come up in 2 of 32 flips.
FEWEST_STORIES = 6

_SHOWN = ["pair", "share", "low", "high", "n_first", "n_behind", "n_tied", "p", "q", "found"]


@dataclass(frozen=True, repr=False, eq=False)
class LagComparison(Result):
    """How far one outlet comes before another in the stories that both covered."""

    numbers: pd.DataFrame
    arrivals: pd.DataFrame
    left_out: str
    n_permutations: int
    kinds: OutletKinds

    cannot_show: ClassVar[str] = "The earliest article here need not be the first anywhere."
    read_first: ClassVar[tuple[str, ...]] = (
        "a",
        "b",
        "n_stories",
        "n_a_first",
        "n_b_first",
        "n_tied",
        "q",
    )

    def table(self) -> pd.DataFrame:
        """Return a row a pair of outlets, the surest leads first.

        Returns
        -------
        DataFrame
            a, b; n_stories (that both covered with articles of their own); n_a_first, n_b_first and
            n_tied (the same day, or minute); share (a first among those not tied) with low and high
            (95%, Wilson 1927); least_lag and most_lag (what is possible for the mean time by which
            a comes before b; below 0, b is earlier); lag_low and lag_high (its 95% range over
            stories, Student's t, widened on both sides by what dates leave open); unit; p
            (two-sided); q (Benjamini and Hochberg over all rows).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return the articles compared: a row a pair of outlets and story.

        Returns
        -------
        DataFrame
            a, b, story, article_id_a, article_id_b, least_lag and most_lag (the least and the most
            time by which a can have come before b) and unit.
        """
        return self.arrivals.copy()

    def example_keys(self) -> list[tuple[str, str]]:
        """Return the pairs that `examples` takes."""
        return list(self.numbers[["a", "b"]].itertuples(index=False, name=None))

    def method(self) -> str:
        """Say how the test was made and what it cannot tell."""
        sentences = [
            "For each pair of outlets, their first articles are compared in every story that both "
            "covered with articles of their own.",
            "If the time of publication is not known for all of these articles in a story, their "
            "dates are compared, which leaves an uncertainty of a day either way.",
            "p says how often the mean lag is at least as far from zero as the one observed if the "
            "two outlets' times are swapped at random within each story "
            f"({self.n_permutations:,} times). It is given only for pairs with at least "
            f"{FEWEST_STORIES} stories in common.",
            "The range of the mean lag allows for the uncertainty of dates, so it may include 0 "
            "even if p is small.",
            self._what_a_lead_says(),
            self.left_out,
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    @property
    def is_timed(self) -> bool:
        """Whether the time of publication is known of every article compared."""
        return bool(len(self.numbers)) and bool((self.numbers["unit"] == "hours").all())

    def _what_a_lead_says(self) -> str:
        """Say what a lead does not tell."""
        if self.is_timed:
            return (
                "A lead says who published first, not who learned from whom: clocks, time zones "
                "and print deadlines can create leads too."
            )
        return (
            "A lead says whose articles are dated earlier, not who published first or who learned "
            "from whom: a newspaper carries the date of the day on which it is sold."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 10,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the share of stories in which the leader of each pair comes before the other.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 10
            How many pairs to draw, the surest ones.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self, n: int) -> Chart:
        title = "Whose articles on shared stories are dated earlier"
        came_first = "in which the first-named outlet is dated earlier"
        if self.is_timed:
            title = "Who reports shared stories first"
            came_first = "that the first-named outlet reported first"
        data = _leader_first(self.numbers.dropna(subset="share").head(n))
        source = source_line(self.evidence, data)
        if data.empty:
            reason = self.reason
            if self.numbers["n_stories"].ne(0).any():
                reason = "In every story both outlets are tied."
            return note_chart(title, reason, source)
        caution = self._caution(data)
        is_found = data["q"] <= MAX_Q
        grey = ""
        if not is_found.all():
            grey = " Grey: no lead found (false discovery rate 5%), or not tested."
        data = data.assign(pair=data["a"] + " before " + data["b"], found=is_found)
        data = data.rename(columns={"n_a_first": "n_first", "n_b_first": "n_behind"})
        return dot_chart(
            data[_SHOWN].assign(chance=0.5),
            label="pair",
            value="share",
            axis=f"share of stories, ties left out, {came_first}",
            title=title,
            source=f"{self._shown(len(data))}Line: an even split.{grey} {source} {caution}".strip(),
            highlight="found",
            chance="chance",
        )

    def _shown(self, n: int) -> str:
        """Say how many of the pairs are drawn."""
        n_pairs = len(self.numbers)
        if n_pairs == 1:
            return ""
        if n == n_pairs:
            return f"All {n_pairs:,} pairs. "
        return f"Shown: {n:,} of {n_pairs:,} pairs. "

    def examples(self, key: tuple[str, str] | None = None, *, n: int = 3) -> Quotes:
        """Return titles of the articles of two outlets, in either order, of up to n stories.

        By default they are of the first pair in the table.
        """
        require_whole("n", n, least=0)
        rows = self.evidence.articles()
        keys = self.example_keys()
        if key is None and not keys:
            return quote_titles(rows.head(0), n=n)
        if key is None:
            key = keys[0]
        key = self._known_pair(key)
        is_pair = (self.arrivals["a"] == key[0]) & (self.arrivals["b"] == key[1])
        stories = self.arrivals.loc[is_pair].sort_values("story").head(n)
        ids = [*stories["article_id_a"], *stories["article_id_b"]]
        chosen = rows.loc[rows["article_id"].isin(ids)]
        return quote_titles(chosen, n=2 * n, group=join_names(key))

    def _known_pair(self, pair: tuple[str, str]) -> tuple[str, str]:
        """Return a pair as the table has it, given in either order."""
        keys = self.example_keys()
        given = (str(pair[0]), str(pair[1]))
        turned = (given[1], given[0])
        if given in keys:
            return given
        if turned in keys:
            return turned
        hint = ""
        if keys:
            hint = f" examples() takes a pair such as {keys[0]!r}."
        raise UnknownValue(f"The table has no pair {given!r}.{hint}")

    def tests(self) -> pd.DataFrame:
        """Return what was tested: whether one outlet of each pair leads the other."""
        leading = "is dated earlier than"
        if self.is_timed:
            leading = "leads"
        findings = []
        for row in _leader_first(self.numbers).itertuples():
            findings.append(f"{row.a} {leading} {row.b} in the stories that both cover")
        is_told = [True] * len(findings)
        return family_of_tests(self.example_keys(), findings, self.numbers, is_told)

    def headings(self) -> dict[str, Heading]:
        """Return the headings of who came first: by the time, or by the date alone."""
        earlier = choose(self.is_timed, "first", "dated earlier")
        first, second = (Heading(f"the {who} {earlier}", "count") for who in ("one", "other"))
        return {"n_a_first": first, "n_b_first": second}

    def answer(self) -> str:
        """Say which outlet leads which, and how sure that is."""
        if self.numbers.empty:
            return self.reason
        if len(self.numbers) == 1:
            return self._answer_for_pair(self.numbers.iloc[0])
        n_tested = int(self.numbers["p"].notna().sum())
        found = _leader_first(self.numbers.loc[self.numbers["q"] <= MAX_Q])
        rate = "(false discovery rate 5%)"
        if found.empty:
            return f"No lead was found for either outlet in {any_tested(n_tested, 'pair')} {rate}."
        leads = [
            f"{row.a} before {row.b} ({row.n_a_first:,} stories to {row.n_b_first:,})"
            for row in found.head(3).itertuples()
        ]
        surest = ""
        if len(found) > 3:
            surest = ", most surely"
        which = some_tested(len(found), n_tested, "pair")
        leading = choose(self.is_timed, "leads", "is dated earlier than")
        sentence = f"One outlet {leading} the other in {which} {rate}{surest}: {join_names(leads)}."
        return f"{sentence} {self._caution(found)}".rstrip()

    def _caution(self, numbers: pd.DataFrame) -> str:
        """Say which of these outlets are of another kind than the one they are compared with."""
        kinds = self.kinds.kinds
        pairs = numbers[["a", "b"]]
        is_mixed = [
            kinds.get(a, "site") != kinds.get(b, "site")
            for a, b in pairs.itertuples(index=False, name=None)
        ]
        mixed = pairs.loc[is_mixed]
        return self.kinds.caution(pd.concat([mixed["a"], mixed["b"]]))

    def _answer_for_pair(self, row: pd.Series) -> str:
        if not row["n_stories"]:
            return self.reason
        first, second = row["a"], row["b"]
        n_first, n_second = row["n_a_first"], row["n_b_first"]
        if n_second > n_first:
            first, second = second, first
            n_first, n_second = n_second, n_first
        if not n_first:
            both = f"{first} and {second} share {count_of(row['n_stories'], 'story')}"
            when = choose(row["unit"] == "hours", "minute", "date")
            which = choose(row["n_stories"], "it has", "each has")
            return f"{both}; {which} the same {when} in both. {self.reason}".rstrip()
        test = ""
        if pd.notna(row["p"]):
            test = f" ({p_value(row['p'])})"
            if row["p"] > MAX_Q:
                test = f" ({p_value(row['p'])}, so this may be chance)"
        stories = count_of(row["n_stories"], "story")
        which = f"{n_first:,} of the {stories}"
        if n_first == row["n_stories"]:
            which = choose(n_first, "the only story", f"all {stories}")
        sentence = f"{first} is dated earlier than {second} in {which} that both reported"
        turned = f"; {second} is dated earlier in {n_second:,}"
        tied = f"; {row['n_tied']:,} {choose(row['n_tied'], 'has', 'have')} the same date in both"
        if row["unit"] == "hours":
            sentence = f"{first} beat {second} to {which} that both reported"
            turned = f"; {second} was first with {n_second:,}"
            tied = f"; {row['n_tied']:,} came out in the same minute"
        if n_second:
            sentence += turned
        if row["n_tied"]:
            sentence += tied
        caution = self._caution(self.numbers)
        return " ".join(part for part in (f"{sentence}{test}.", caution, self.reason) if part)


def _leader_first(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with the leader as a.

    The leader is the outlet that was ahead on average, which is what p tests; if the average is 0,
    the one that was ahead more often.
    """
    ahead = numbers["least_lag"] + numbers["most_lag"]  # twice the mean lag by dates, or by times
    is_behind = (ahead < 0) | ((ahead == 0) & (numbers["share"] < 0.5))
    behind = numbers.loc[is_behind]
    turned = behind.assign(
        a=behind["b"],
        b=behind["a"],
        n_a_first=behind["n_b_first"],
        n_b_first=behind["n_a_first"],
        share=stable(1 - behind["share"]),
        low=stable(1 - behind["high"]),
        high=stable(1 - behind["low"]),
        least_lag=-behind["most_lag"],
        most_lag=-behind["least_lag"],
        lag_low=-behind["lag_high"],
        lag_high=-behind["lag_low"],
    )
    return pd.concat([numbers.loc[~is_behind], turned]).sort_index()
