"""The findings of a comparison, and what becomes of them under other choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import one_of
from mediakit.comparing import Comparison, TermComparison
from mediakit.context import Quotes
from mediakit.display import Note
from mediakit.errors import UnknownValue
from mediakit.results import TESTED, Finding, Result, first_sentence
from mediakit.robustness.drawing import draw_choices
from mediakit.robustness.naming import outlets_with_few
from mediakit.robustness.outcomes import MISSED, outcomes
from mediakit.robustness.sentences import (
    answer_in_words,
    choices_in_words,
    findings_in_words,
    lacking_in_words,
    undone_in_words,
)
from mediakit.robustness.trying import Tried
from mediakit.tables import Heading
from mediakit.wording import count_of, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Robustness"]


@dataclass(frozen=True, repr=False, eq=False)
class Robustness(Result):
    """The differences of a comparison, and under which other choices they hold.

    Attributes
    ----------
    comparison : TermComparison or FeatureComparison
        The comparison that was checked.
    tried : Tried
        The choices, and what each says of each difference.
    """

    comparison: Comparison
    tried: Tried

    reads_words: ClassVar[bool] = True

    cannot_show: ClassVar[str] = "A difference in words says what was written, not why."
    read_first: ClassVar[tuple[str, ...]] = (
        "term",
        "feature",
        "group",
        "more_in",
        "share",
        "fell_by",
        "survives",
    )

    @cached_property
    def _outcomes(self) -> pd.DataFrame:
        return outcomes(self.comparison, self.tried)

    def table(self) -> pd.DataFrame:
        """Return a row for each difference that the comparison found, those that survive first.

        Returns
        -------
        DataFrame
            `term` or `feature`; `kind` of a term; `group`, if there are several; `more_in` (the
            side that has more); n_articles_a, n_articles_b, log_ratio or difference, low, high and
            q, as in the comparison; `share` of the choices under which it holds (0 to 1), `n_held`
            of `n_choices`; `weakest`, the estimate of all choices that is nearest 0 or farthest on
            the other side; `fell_by`, the changes that undo it by themselves, or 'several changes
            at once'; `explained_by`, after `with_inspection`; `survives` (True or False).
        """
        table = self._outcomes
        first = [self.comparison.name, "kind", "group", "more_in"]
        named = [name for name in first if name in table.columns]
        table = table[[*named, *table.columns.difference(named, sort=False)]]
        if len(self.comparison.sides) == 1:
            return table.drop(columns="group")
        return table

    def sides_in_words(self) -> dict[str, str]:
        """Return the names of the two sides, as the comparison has them."""
        return self.comparison.sides_in_words()

    def headings(self) -> dict[str, Heading]:
        """Return the headings of the comparison, and of what the other choices say."""
        own = self.comparison.headings()
        form = "times"
        if self.comparison.value == "difference":
            form = own.get("difference", Heading("", "signed")).form
        weakest = Heading("weakest under any choice", form)
        return own | {
            "share": Heading("holds under", "percent"),
            "weakest": weakest,
        }

    def surviving(self) -> pd.DataFrame:
        """Return the rows of `table()` that survive.

        They hold under every single change, and of all choices no more than one, or 10%, speak
        against them; and no fault that `with_inspection` knows of explains them.
        """
        table = self.table()
        return table[table["survives"]].drop(columns="survives").reset_index(drop=True)

    def findings(self) -> tuple[Finding, ...]:
        """Return what survives: a finding for each side that has more of something."""
        if self.surviving().empty:
            said = undone_in_words(self.comparison, self.tried, self.table())
            return (self._nothing(first_sentence(said)),)
        return self.findings_of(self.example_keys())

    def findings_of(self, keys: Sequence[Any]) -> tuple[Finding, ...]:
        """Return the findings of those differences with these keys that survive."""
        outcomes = self._outcomes
        is_asked = np.array([key in keys for key in self.example_keys()], dtype=bool)
        wanted = outcomes["survives"] & is_asked
        survivors = outcomes[wanted].reset_index(drop=True)
        own_keys = self.comparison.keys_of(survivors)
        return tuple(
            self._told(sentence, [own_keys[row] for row in rows], survivors.iloc[rows])
            for sentence, rows in findings_in_words(self.comparison, survivors)
        )

    def _told(self, sentence: str, keys: list[Any], rows: pd.DataFrame) -> Finding:
        """Return a sentence as a finding, with the choices under which all of it holds."""
        finding = replace(super().finding(sentence, keys), strength=TESTED)
        least = rows.iloc[int((rows["n_held"] / rows["n_choices"]).argmin())]
        held = f"holds under {least['n_held']:,} of {least['n_choices']:,} choices"
        if len(rows) > 1:
            held = f"each {held} or more"
            if (rows["n_held"] == rows["n_choices"]).all():
                held = f"each holds under all of {least['n_choices']:,} choices"
        return replace(finding, survives=held)

    def outlets_with_few(self) -> list[str]:
        """Return the outlets of the findings with fewer than 30 independent articles of their own:
        too few to be named."""
        found = self._outcomes
        return outlets_with_few(self.comparison, found[found["survives"]])

    def trials(self) -> pd.DataFrame:
        """Return a row a difference and choice: the finding, choice (in words), the estimate with
        low, high and q, n_articles_a, n_articles_b, can_test and holds."""
        trials = self.tried.trials
        if not self.tried.choices:
            return trials
        labels = [choice.label for choice in self.tried.choices]
        named = trials.assign(choice=[labels[number] for number in trials["choice"]])
        return named[
            [
                self.comparison.name,
                "choice",
                *named.columns.difference([self.comparison.name, "choice"], sort=False),
            ]
        ]

    def answer(self) -> str:
        """Say which differences survive, which do not and why, and what could not be tried."""
        said = answer_in_words(self.comparison, self.tried, self._outcomes)
        caution = ""
        if isinstance(self.comparison, TermComparison) and self.comparison.has_differences:
            caution = self.comparison.caution
        return f"{said} {caution}".rstrip()

    def undone(self) -> Note:
        """Say which differences do not survive and why, and what could not be tried: what a page
        says of a question before the findings of all its questions are collected."""
        table = self._outcomes
        return Note((undone_in_words(self.comparison, self.tried, table),))

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were read."""
        return self.comparison.fields_read

    def method(self) -> str:
        """Say which choices were tried, and what it means to survive."""
        comparison = self.comparison.method()
        if not self.tried.choices:
            return f"There was no difference to check under other choices. {comparison}"
        n = count_of(len(self.tried.choices), "choice")
        said = (
            f"The comparison was repeated under {n}. {choices_in_words(self.tried)} "
            "A difference holds under a choice if it has the same direction there and a false "
            "discovery rate (q) of at most 5%; too few articles for a test count against it. It "
            "survives if it holds under every single change, and if of all choices no more than "
            f"one, or {percent(MISSED)}, speak against it. Which terms are tested, and of which "
            "kind they are, is decided once, by the original comparison."
        )
        return f"{said} {lacking_in_words(self.tried)} {comparison}".replace("  ", " ")

    def tests(self) -> pd.DataFrame:
        """Return what was tested; only differences that survive may be reported."""
        table = self.comparison.tests()
        tested = self.comparison.numbers
        tested = tested[tested["p"].notna()]
        name = self.comparison.name
        found = self._outcomes
        survivors = found.loc[found["survives"], ["group", name]]
        keys = pd.MultiIndex.from_frame(tested[["group", name]])
        return table.assign(survives=keys.isin(pd.MultiIndex.from_frame(survivors)))

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the terms or features that the answer names."""
        found = self._outcomes
        names = found[self.comparison.name].map(self.comparison.differences.spoken)
        answer = self.answer()
        is_told = np.array([name in answer for name in names], dtype=bool)
        keys = self.comparison.keys_of(found[is_told])
        return list(zip(keys, names[is_told], strict=True)) or self.comparison.named_in_answer()

    def example_keys(self) -> list[Any]:
        """Return the differences, those that survive first: the name of each, or that and its
        group, if there are several."""
        return self.comparison.keys_of(self._outcomes)

    def examples(
        self,
        key: str | tuple[str, str] | None = None,
        *,
        n: int = 3,
        group: str | None = None,
    ) -> Quotes:
        """Return the evidence for a difference, by default the first, from up to n articles of each
        side.

        Parameters
        ----------
        key : str, or pair of str, optional
            A term or feature of the comparison; or that and its group, as in `claims()`.
        n : int, default 3
            Articles a side.
        group : str, optional
            The group to take, if there are several.
        """
        keys = self.example_keys()
        if key is None and keys:
            key = keys[0]
        return self.comparison.examples(key, n=n, group=group)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        key: str | None = None,
        group: str | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the estimates of one difference under all choices (a specification curve): from the
        smallest to the largest, with their ranges; the dots below say which choice each one is.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw; only the estimates fit there.
        key : str, optional
            The term or feature; by default the first row of the table.
        group : str, optional
            The group, if there are several; by default the first in the table with this key.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        table = self._outcomes
        row = None
        if len(table):
            row = self._row_of(table, key, group)
        elif key is not None:
            raise UnknownValue(f"There is no difference to draw. {self.answer()}")
        chart = draw_choices(self.comparison, self.tried, row, self.answer())
        return self.finish(chart, ax, title, subtitle, source, size)

    def _row_of(self, table: pd.DataFrame, key: str | None, group: str | None) -> pd.Series:
        """Return the row of a difference."""
        name = self.comparison.name
        if key is not None:
            one_of(name, key, table[name])
            table = table[table[name] == key]
        if group is not None:
            one_of("group", group, table["group"])
            table = table[table["group"] == group]
        return table.iloc[0]
