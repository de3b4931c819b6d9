"""The path of one story: its table, chart, differences and method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, note_chart, path_chart
from mediakit.checks import require_values, require_whole
from mediakit.context import Quotes, quote_titles
from mediakit.independence import WRITTEN, origins_in_words
from mediakit.results import Result, source_line
from mediakit.stories.naming import name_in_words
from mediakit.stories.sentences import compare_sentences
from mediakit.wording import capitalised, choose, count_of, day_range, join_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["StoryPath"]


@dataclass(frozen=True, repr=False, eq=False)
class StoryPath(Result):
    """How one story went from outlet to outlet."""

    steps: pd.DataFrame
    story: str
    title: str | None
    title_outlet: str | None

    cannot_show: ClassVar[str] = "The earliest article here need not be the first anywhere."
    read_first: ClassVar[tuple[str, ...]] = ("outlet", "date", "title", "origin", "source")

    @property
    def name(self) -> str:
        """What the story is called: its most central headline, and whose it is."""
        return name_in_words(self.title, self.title_outlet)

    @property
    def is_timed(self) -> bool:
        """Whether the time of publication is known for every article."""
        return bool((self.steps["unit"] == "hours").all())

    def table(self) -> pd.DataFrame:
        """Return a row an article, in order of time.

        Returns
        -------
        DataFrame
            outlet, date, published_at, title, url; least_lag and most_lag (the least and the most
            time by which it can have come after the first, in `unit`: the same if published_at is
            known for every article of the story, else what the dates leave possible); origin
            (as `mark_reprints` explains it) and source (the agency, or the outlet that had the text
            first; missing if nobody knows); article_id.
        """
        return self.steps.copy()

    def method(self) -> str:
        """Say what is shown and what it cannot tell."""
        sentences = [
            f"{self._in_order()}.",
            self._what_order_says(),
        ]
        n_undated = int(self.steps["date"].isna().sum())
        if 0 < n_undated < len(self.steps):
            verb = choose(n_undated, "comes", "come")
            sentences.append(f"{count_of(n_undated, 'article')} without a date {verb} last.")
        return " ".join(sentences)

    def _what_order_says(self) -> str:
        """Say what the order does not tell."""
        if self.is_timed:
            return (
                "Coming first here does not mean that the others took the story from that outlet."
            )
        return (
            "An earlier date does not mean an earlier publication, nor that the others took the "
            "story from that outlet."
        )

    def _in_order(self) -> str:
        """Say what is shown: how many articles are the outlets' own, and what the others are."""
        n = len(self.steps)
        order = "their dates"
        if self.is_timed:
            order = "publication"
        shown = f"The story's {count_of(n, 'article')} in order of {order}"
        if n == 1:
            shown = "The story has one article"
        if not self.evidence.reprints_checked:
            return shown
        if self.steps["origin"].isin(WRITTEN).all():
            own = choose(n, "it counts as the outlet's own", "all count as the outlets' own")
            return f"{shown}; {own}"
        return f"{shown}: {origins_in_words(self.steps['origin'])}"

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 40,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw each outlet's articles over time, outlets in the order in which they came to it.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 40
            How many outlets to draw, the first ones.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self, n: int) -> Chart:
        title = f"The path of {self.name}"
        source = source_line(self.evidence, self.steps)
        dated = self.steps.dropna(subset=["outlet", "date"])
        if dated.empty:
            reason = "No article of this story has both an outlet and a date."
            return note_chart(title, reason, source)
        outlets = list(dict.fromkeys(dated["outlet"]))
        if len(outlets) > n:
            source = f"Shown: the first {n:,} of {count_of(len(outlets), 'outlet')}. {source}"
        shown = dated.loc[dated["outlet"].isin(outlets[:n])]
        if self.is_timed:
            times = shown["published_at"].dt.strftime("%Y-%m-%d %H:%M")
        else:
            times = shown["date"].dt.strftime("%Y-%m-%d")
        marks = shown.assign(time=times, own=shown["origin"].isin(WRITTEN))
        counts = marks.groupby(["outlet", "time", "own"], sort=False).size()
        data = counts.reset_index(name="n_articles")
        return path_chart(
            data,
            title=title,
            source=source,
            utc=self.is_timed,
        )

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return titles of up to n articles of an outlet, by default the first, oldest first."""
        rows = self.evidence.articles()
        keys = self.example_keys()
        if key is None and not keys:
            return quote_titles(rows, n=n)
        if key is None:
            key = keys[0]
        key = str(key)
        require_values(self.steps, "outlet", [key])
        return quote_titles(rows.loc[rows["outlet"] == key], n=n, group=key)

    def differences(self, *, n: int = 3) -> pd.DataFrame:
        """Return sentences that only one outlet has, and sentences that all have.

        Each sentence of an outlet's own article is compared with every sentence of the other
        outlets' own articles, by the cosine of TF-IDF weights. Sentences of fewer than five
        different words, stop words left out, are skipped.

        Parameters
        ----------
        n : int, default 3
            Sentences an outlet, and sentences shared.

        Returns
        -------
        DataFrame
            kind ('only here' or 'shared'), outlet, coverage, sentence, also_in (other outlets that
            have the sentence in a text that is not their own), article_id. The coverage of 'only
            here' is the cosine of the most similar sentence of any other outlet, lowest first; that
            of 'shared' is the cosine of the most similar sentence of the outlet that has the least
            of it, highest first (0 no word in common, 1 the same words). 'only here' means a
            coverage below .10, 'shared' one of .25 or more: what lies between may be either and is
            not shown. Different words for the same thing look like a difference, and the same names
            look like the same thing: read them.
        """
        require_whole("n", n, least=1)
        rows = self.evidence.articles()
        is_own = rows["origin"].isin(WRITTEN)
        return compare_sentences(rows.loc[is_own], rows.loc[~is_own], n)

    def answer(self) -> str:
        """Say who came first and how far the story went."""
        steps = self.steps
        n_outlets = steps["outlet"].nunique()
        size = count_of(len(steps), "article")
        if n_outlets and not self._is_of_one_outlet:
            size += f" in {count_of(n_outlets, 'outlet')}"
        is_dated = steps["date"].notna()
        headline = self.name
        if not is_dated.any():
            none = choose(len(steps), "its only article has no", f"none of its {size} has a")
            return f"{capitalised(headline)} cannot be followed: {none} date."
        parts = [size]
        checked = " (not checked for reprints)"
        if self.evidence.reprints_checked:
            checked = ""
            is_own = steps["origin"].isin(WRITTEN) & steps["outlet"].notna()
            if not is_own.all():
                parts.append(f"{int(is_own.sum()) or 'none'} of these articles the outlets' own")
        parts.append(day_range(steps["date"].min(), steps["date"].max()))
        n_nameless = int(steps["outlet"].isna().sum())
        n_undated = int((~is_dated).sum())
        if n_nameless:
            parts.append(f"{n_nameless:,} without a known outlet")
        if n_undated:
            parts.append(f"{n_undated:,} without a known date")
        return f"{self._beginning(headline)}: {', '.join(parts)}{checked}."

    @property
    def _is_of_one_outlet(self) -> bool:
        outlets = self.steps["outlet"]
        return bool(outlets.notna().all() and outlets.nunique() == 1)

    def _beginning(self, headline: str) -> str:
        """Say which outlets come first with the story, as far as that is known."""
        when = self.steps["date"]
        if self.is_timed:
            when = self.steps["published_at"]
        first = self.steps.loc[when == when.min(), "outlet"]
        names = list(dict.fromkeys(first.dropna()))
        if self._is_of_one_outlet:
            return f"Only {names[0]} ran {name_in_words(self.title, None)}"
        if len(names) > 4:
            names = [*names[:3], f"{len(names) - 3:,} others"]
        n_nameless = int(first.isna().sum())
        if n_nameless:
            names.append(f"{count_of(n_nameless, 'article')} from an unknown outlet")
        n_first = max(len(names), n_nameless)
        who = f"In this collection, {join_names(names)}"
        if self.is_timed:
            together = choose(n_first, "", ", in the same minute")
            return f"{who} {choose(n_first, 'was', 'were')} first with {headline}{together}"
        together = choose(n_first, "", ", on the same day")
        dated = f"{choose(n_first, 'is', 'are')} dated {self._how_early()}"
        return f"{who} {dated} with {headline}{together}"

    def _how_early(self) -> str:
        """Say how much earlier than the others the earliest date is: a day, or simply earliest."""
        days = self.steps.groupby(self.steps["outlet"].fillna(""))["date"].min()
        later = days.loc[days > days.min()]
        if days.notna().all() and len(later) and (later.min() - days.min()).days == 1:
            return choose(
                len(later), "a day earlier than the other", "a day earlier than the others"
            )
        return "earliest"
