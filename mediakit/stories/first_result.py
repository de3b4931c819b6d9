"""How often each outlet came first: the table, chart, titles and method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.independence import SMALL_SAMPLE
from mediakit.results import TESTED, Finding, Result, family_of_tests, first_sentence, source_line
from mediakit.stories.outlet_kinds import OutletKinds
from mediakit.tables import Heading
from mediakit.uncertainty import MAX_Q
from mediakit.wording import choose, count_of, percents

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FirstReports"]


@dataclass(frozen=True, repr=False, eq=False)
class FirstReports(Result):
    """How often each outlet was first, or is dated earliest, and how far behind it was."""

    numbers: pd.DataFrame
    arrivals: pd.DataFrame
    unit: str
    left_out: str
    kinds: OutletKinds

    cannot_show: ClassVar[str] = "The earliest article here need not be the first anywhere."
    read_first: ClassVar[tuple[str, ...]] = (
        "outlet",
        "n_stories",
        "n_first",
        "share",
        "low",
        "high",
        "expected",
        "q",
    )

    @property
    def is_timed(self) -> bool:
        """Whether the time of publication is known of every article compared."""
        return self.unit == "hours"

    def table(self) -> pd.DataFrame:
        """Return a row an outlet, those that share the most stories first.

        Returns
        -------
        DataFrame
            outlet; n_stories (that it and another outlet covered with articles of their own);
            n_first (it alone was first; where only dates are known: it alone is dated earliest);
            n_tied (it was one of several on the first day, or in the same minute: which of them was
            first is not known, and none gets it); share (n_first among n_stories) with low and high
            (95%, Wilson 1927); expected (the share that its number of articles alone would give: in
            each story the times of the own articles are dealt to the outlets at random); p (how
            likely chance gives as many firsts or more) and q (Benjamini and Hochberg 1995, over the
            outlets with at least 30 stories; missing for the others); least_lag and most_lag (what
            is possible for the median lag behind the first: the same if times are known); lag_low
            and lag_high (the 95% range of that median over stories, from six stories on); unit
            ('hours' or 'days'); small_sample (fewer than 30 stories).
        """
        return self.numbers.copy()

    def articles(self) -> pd.DataFrame:
        """Return the first own article of each outlet in each shared story, the first one first.

        Returns
        -------
        DataFrame
            story, outlet, article_id, date, published_at, title, place ('first', 'tied' or
            'later'), least_lag and most_lag (the least and the most time that it can be behind the
            first, in the unit of the table).
        """
        return self.arrivals.copy()

    def method(self) -> str:
        """Say what was compared and what it cannot tell."""
        precision = "The time of publication is known for every article compared."
        earliest = (
            "First here does not mean first anywhere: outlets outside this collection may have "
            "been earlier, and a wrong clock or a print deadline can create a lag."
        )
        if not self.is_timed:
            precision = (
                "If the time of publication is not known for every article of a story, dates are "
                "compared: articles dated one day apart may be minutes or almost two days "
                "apart."
            )
            earliest = (
                "Dated earliest does not mean published earliest: a newspaper carries the date of "
                "the day on which it is sold, and outlets outside this collection may have been "
                "earlier."
            )
        n_stories = self.arrivals["story"].nunique()
        if not n_stories:
            return f"{self.reason} {self.left_out}".rstrip()
        stories = f"{count_of(n_stories, 'story')} {choose(n_stories, 'was', 'were')}"
        sentences = [
            f"{stories} covered by two or more outlets with articles of their own; each outlet's "
            "first article is compared.",
            precision,
            "Each share has a 95% range (Wilson 1927); each median lag has one based on ranks.",
            "Chance is what an outlet's number of articles alone would give: in each story, the "
            "times of the articles are dealt to the outlets at random, to each as many as it has.",
            earliest,
            self.left_out,
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 20,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the share of stories with which each outlet came first, beside chance.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many outlets to draw, those with the largest number of shared stories.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def _chart(self, n: int) -> Chart:
        title = "How often each outlet's article on a shared story is dated earliest"
        if self.is_timed:
            title = "How often each outlet was first with a shared story"
        source = source_line(self.evidence, self.numbers.drop(columns="small_sample"))
        if self.numbers.empty:
            return note_chart(title, self.reason, source)
        by_size = ["n_stories", "share"]
        largest = self.numbers.sort_values(by_size, ascending=False, kind="stable").head(n)
        shown = largest.sort_values("share", ascending=False, kind="stable")
        if len(self.numbers) > n:
            outlets = choose(n, "outlet", f"{n:,} outlets")
            source = f"Shown: the {outlets} with the most shared stories. {source}"
        if shown["small_sample"].all():
            source += f" No outlet has at least {SMALL_SAMPLE} shared stories."
        elif shown["small_sample"].any():
            source += f" Some outlets have fewer than {SMALL_SAMPLE} shared stories."
        source = " ".join([source, _MARK, self.kinds.caution(shown["outlet"])]).strip()
        return dot_chart(
            shown[_SHOWN],
            label="outlet",
            value="share",
            axis="share of the outlet's shared stories",
            title=title,
            source=source,
            picked=self._ahead_rows()["outlet"].tolist(),
            chance="expected",
            ranked=not shown["small_sample"].any(),
        )

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return titles of an outlet's first articles in shared stories.

        They are up to n articles of the outlet, by default the first of the table; those that were
        the first of all come first.
        """
        require_whole("n", n, least=0)
        rows = self.evidence.articles()
        if key is None and self.numbers.empty:
            return quote_titles(rows.head(0), n=n)
        if key is None:
            key = self.numbers["outlet"].iloc[0]
        key = str(key)
        require_values(self.arrivals, "outlet", [key])
        arrivals = self.arrivals.loc[self.arrivals["outlet"] == key]
        rank = arrivals["place"].map({"first": 0, "tied": 1, "later": 2})
        arrivals = arrivals.assign(_rank=rank).sort_values(["_rank", "date", "article_id"])
        is_chosen = rows["article_id"].isin(arrivals["article_id"].head(n))
        return quote_titles(rows.loc[is_chosen], n=n, group=key)

    def tests(self) -> pd.DataFrame:
        """Return what was tested: whether each outlet is first more often than by chance."""
        findings = []
        for outlet in self.numbers["outlet"]:
            findings.append(
                f"{outlet} is {self._first} more often than its number of articles would give"
            )
        is_more = (self.numbers["share"] > self.numbers["expected"]).tolist()
        tested = self.numbers[self.numbers["q"].notna()]
        table = family_of_tests(self.numbers["outlet"].tolist(), findings, self.numbers, is_more)
        return table[table["key"].isin(tested["outlet"])].reset_index(drop=True)

    def headings(self) -> dict[str, Heading]:
        """Return the headings of who came first: by the time, or by the date alone."""
        first = self._verb("first", "dated earliest")
        return {
            "n_first": Heading(first, "count"),
            "share": Heading(f"share {first}", "percent"),
        }

    def answer(self) -> str:
        """Say which outlet came first more often than its number of articles would give."""
        if self.numbers.empty:
            return self.reason
        n_stories = self.arrivals["story"].nunique()
        if not self.numbers["n_first"].any():
            return self._nobody(n_stories)
        tested = self.numbers.loc[self.numbers["q"].notna()]
        ahead = self._ahead_rows()
        if tested.empty:
            sentence = self._too_few(n_stories)
        elif ahead.empty:
            sentence = self._none_ahead(tested)
        else:
            sentence = self._ahead(ahead, len(tested))
        caution = ""
        if not ahead.empty:
            caution = self.kinds.caution(self.numbers["outlet"])
        parts = [sentence, caution, self._unknown_firsts(n_stories)]
        return " ".join(part for part in parts if part)

    def findings(self) -> tuple[Finding, ...]:
        """Return the first sentence of the answer, with the kinds of the outlets beside it: a
        finding if an outlet is ahead."""
        said = first_sentence(self.answer())
        named = [outlet for outlet, _ in self.named_in_answer()]
        if self.numbers.empty or not (self._ahead_rows()["outlet"].isin(named)).any():
            return (self._nothing(said),)
        caution = self.kinds.caution(self.numbers["outlet"])
        limits = f"{caution} {self.cannot_show}".strip()
        return (replace(self.finding(said, named), strength=TESTED, cannot_show=limits),)

    def findings_of(self, keys: Sequence[Any]) -> tuple[Finding, ...]:
        """Return the finding itself, if an outlet of it is among the keys."""
        return tuple(found for found in self.findings() if set(found.keys) & set(keys))

    def _ahead_rows(self) -> pd.DataFrame:
        """Return the outlets that came first more often than chance would have it."""
        is_sure = self.numbers["q"] <= MAX_Q
        return self.numbers[is_sure & (self.numbers["share"] > self.numbers["expected"])]

    @property
    def _first(self) -> str:
        """What an outlet is called that nobody precedes: dates alone do not tell who was first."""
        return self._verb("first", "dated earliest")

    def _verb(self, by_time: str, by_date: str) -> str:
        if self.is_timed:
            return by_time
        return by_date

    def _nobody(self, n_stories: int) -> str:
        """Say that several outlets share the earliest time of every story."""
        when = self._verb("time", "date")
        if n_stories == 1:
            return f"In the only shared story, several outlets share the earliest known {when}."
        stories = count_of(n_stories, "shared story")
        return f"In each of the {stories}, several outlets share the earliest known {when}."

    def _too_few(self, n_stories: int) -> str:
        """Say that no outlet has enough stories to be named."""
        shared = f"{count_of(n_stories, 'story')} {choose(n_stories, 'was', 'were')} shared"
        return (
            f"{shared}, but no outlet has the {SMALL_SAMPLE} that it takes to say whether one "
            f"{self._verb('was', 'is')} {self._first} more often than by chance."
        )

    def _none_ahead(self, tested: pd.DataFrame) -> str:
        """Say that no outlet with enough stories comes first more often than by chance."""
        shared = f"with at least {SMALL_SAMPLE} shared stories"
        often = f"{self._first} more often than by chance"
        if len(tested) == 1:
            outlet = tested["outlet"].iloc[0]
            verb = self._verb("was", "is")
            return f"{outlet}, the only outlet {shared}, {verb} not {often}."
        outlets = count_of(len(tested), "outlet")
        return f"None of the {outlets} {shared} {self._verb('was', 'is')} {often}."

    def _ahead(self, ahead: pd.DataFrame, n_tested: int) -> str:
        """Say which outlet comes first more often than by chance, the surest one."""
        order = ["q", "low"]
        top = ahead.sort_values(order, ascending=[True, False], kind="stable").iloc[0]
        share, low, high, expected = percents(
            top["share"], top["low"], top["high"], top["expected"]
        )
        more = ""
        if len(ahead) > 1:
            more = f" So {self._verb('were', 'are')} {count_of(len(ahead) - 1, 'other')}."
        outlets = count_of(n_tested, "outlet")
        among = f"Of the {outlets} with at least {SMALL_SAMPLE} shared stories, "
        if n_tested == len(self.numbers):
            among = ""
        return (
            f"{among}{top['outlet']} {self._verb('was', 'is')} {self._first} more often than its "
            f"number of articles would lead one to expect: {self._verb('with', 'in')} "
            f"{_part_of(top)} ({share}; 95% range {low} to {high}; by chance {expected}).{more}"
        )

    def _unknown_firsts(self, n_stories: int) -> str:
        is_tied = self.arrivals["place"] == "tied"
        n_tied = self.arrivals.loc[is_tied, "story"].nunique()
        if not n_tied:
            return ""
        which = f"{n_tied:,} of the {count_of(n_stories, 'shared story')}"
        if n_tied == n_stories:
            which = f"all {count_of(n_stories, 'shared story')}"
        when = self._verb("time", "date")
        return f"In {which}, several outlets share the earliest {when}."


_SHOWN = ["outlet", "share", "low", "high", "expected", "n_first", "n_tied", "n_stories", "p", "q"]
_MARK = "Line: what an outlet's number of articles would give by chance."


def _part_of(row: pd.Series) -> str:
    """Return how many of its shared stories an outlet was first to report, in words."""
    stories = count_of(row["n_stories"], "story")
    which = f"{row['n_first']:,} of the {stories}"
    if row["n_first"] == row["n_stories"]:
        which = choose(row["n_stories"], "the only story", f"all {stories}")
    return f"{which} that it shared with other outlets"
