"""What a page of several results may say, after all of its questions are counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.comparing import Comparison
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.results import NOTHING, TESTED, Claim, Finding, Result
from mediakit.robustness.naming import naming_note
from mediakit.robustness.result import Robustness
from mediakit.wording import capitalised, choose, count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["PageFindings"]

_NAMED, _TOLD = 5, 20
_RATE = "false discovery rate 5% over the whole page"
_COLUMNS = ["question", "key", "finding", "p", "q", "q_page", "survives", "holds"]


@dataclass(frozen=True, repr=False, eq=False)
class PageFindings(Result):
    """The findings of several results, corrected over all of them.

    Attributes
    ----------
    found : DataFrame
        A row a finding of one of the results.
    results : tuple of Result
        What was asked.
    n_tests : list of int
        The tests of each of them.
    """

    found: pd.DataFrame
    results: tuple[Result, ...]
    n_tests: list[int]

    read_first: ClassVar[tuple[str, ...]] = ("finding", "q", "q_page", "holds")

    def table(self) -> pd.DataFrame:
        """Return a row for each finding of a result, those that hold over the page first.

        Returns
        -------
        DataFrame
            question (the number of the result in the list, from 1), key (what its `examples`
            takes), finding (a clause), p, q (in its own family), q_page (the false discovery rate
            over all tests of the page, never below q), survives (whether it survives other choices,
            where it is a difference of a comparison), holds (it survives, and q_page is at most
            5%).
        """
        return self.found[_COLUMNS].copy()

    def holding(self) -> pd.DataFrame:
        """Return the rows of `table()` that hold over the page."""
        table = self.table()
        return table[table["holds"]].reset_index(drop=True)

    def answer(self) -> str:
        """Say which findings hold over the whole page."""
        asked = self._asked()
        if not sum(self.n_tests):
            return f"{asked}, so there is no finding to report."
        holding = self.holding()
        sentences = [f"No finding holds: {asked} ({_RATE})."]
        if len(holding):
            named = "; ".join(holding["finding"].head(_NAMED))
            n_more = len(holding) - _NAMED
            if n_more > 0:
                named += f"; and {count_of(n_more, 'more finding')}, listed in the table"
            sentences = [f"{named}. {capitalised(asked)}; these findings hold ({_RATE})."]
        sentences += [
            self._lost_to_correction(),
            naming_note(self._with_few()),
            self._not_checked(),
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def findings(self) -> tuple[Finding, ...]:
        """Return what holds over the page, question by question, or one finding that says that
        nothing does. Of a comparison a sentence says what a side has more of."""
        holding = self.found[self.found["holds"]]
        if holding.empty:
            nothing = self.answer().split(". ")[0]
            return (Finding(f"{nothing.rstrip('.')}.", strength=NOTHING),)
        told: list[Finding] = []
        for question, rows in holding.groupby("question", sort=False):
            told += self._of_question(int(str(question)), rows)
        return tuple(told[:_TOLD])

    def _of_question(self, question: int, rows: pd.DataFrame) -> list[Finding]:
        """Return the findings of a question, with the numbers that its own result has for them."""
        found = self.results[question - 1].findings_of(rows["key"].tolist())
        return [
            replace(one, keys=tuple((question, key) for key in one.keys), strength=TESTED)
            for one in found
        ]

    def _with_few(self) -> list[str]:
        """Return the outlets of the findings that have too few articles of their own."""
        few: list[str] = []
        holding = set(self.found.loc[self.found["holds"], "question"])
        for number, result in enumerate(self.results, start=1):
            if number in holding and isinstance(result, Robustness):
                few += result.outlets_with_few()
        return list(dict.fromkeys(few))

    def _asked(self) -> str:
        """Say how many questions the page asks, and how many tests that took."""
        n = len(self.results)
        n_tests = sum(self.n_tests)
        page = f"the page asks {count_of(n, 'question')}"
        if not n_tests:
            return f"The page asks {count_of(n, 'question')} and tests nothing"
        return f"{page} and makes {count_of(n_tests, 'test')}"

    def _lost_to_correction(self) -> str:
        """Say how many findings of a result do not hold over the page."""
        n = int((self.found["survives"] & ~self.found["holds"]).sum())
        if not n:
            return ""
        finding = count_of(n, "finding")
        return (
            f"{finding} of a single question {choose(n, 'does', 'do')} not hold over the page: who "
            "asks more finds more by chance."
        )

    def _not_checked(self) -> str:
        """Say how many comparisons were not checked under other choices."""
        n = sum(isinstance(result, Comparison) for result in self.results)
        if not n:
            return ""
        return (
            f"The differences of {count_of(n, 'comparison')} are not listed as findings, because "
            "other choices were not tried: use check_robustness."
        )

    def method(self) -> str:
        """Say how the findings were corrected."""
        return (
            f"{capitalised(self._asked())}. All of them are one family: the false discovery rate "
            "is controlled over the page (Benjamini and Hochberg over the p values of all "
            "results). "
            "A finding holds if its q is at most 5% both among the tests of its own question and "
            "over the page, and if a difference between sides also survives other choices."
        )

    def describe(self) -> str:
        """Say how the findings were corrected; each result describes itself."""
        return self.method()

    def example_keys(self) -> list[tuple[int, Any]]:
        """Return the number of the question and the key of each finding, in the order of the
        table."""
        return list(zip(self.found["question"].tolist(), self.found["key"], strict=True))

    def claims(self) -> list[Claim]:
        """Return each finding that the answer names, with its key; if it names none, the answer."""
        holding = self.found[self.found["holds"]].head(_NAMED)
        if holding.empty:
            return super().claims()
        keys = zip(holding["question"].tolist(), holding["key"], strict=True)
        told = zip(holding["finding"], keys, strict=True)
        return [Claim(f"{finding}.", key) for finding, key in told]

    def examples(self, key: tuple[int, Any] | None = None, *, n: int = 3) -> Quotes:
        """Return the evidence for a finding: the number of the question and the key there, by
        default the first of the table."""
        keys = self.example_keys()
        if key is None and not keys:
            return Quotes(pd.DataFrame(), self.answer())
        if key is None:
            key = keys[0]
        if key not in keys:
            raise UnknownValue(
                f"The page has no finding {key!r}. A key is the number of a question and a key of "
                "its result, as in the table."
            )
        number, name = key
        return self.results[number - 1].examples(name, n=n)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the false discovery rate of each finding over the page.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        chart = self._chart()
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self) -> Chart:
        heading = "How sure each finding is, over the whole page"
        asked = f"{capitalised(self._asked())}."
        if self.found.empty:
            return note_chart(heading, self.answer(), asked)
        shown = self.found[["finding", "q_page", "holds"]].head(20)
        return dot_chart(
            shown,
            label="finding",
            value="q_page",
            axis="false discovery rate over the page (to the left: surer)",
            title=heading,
            source=f"{asked} Grey: does not hold over the page, or not under other choices.",
            highlight="holds",
            ranked=False,
        )
