"""The result of a comparison of words: its table, its chart, and the sentences behind each term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import pandas as pd

from mediakit.arrays import Flags
from mediakit.comparing.explaining import cautions, explain_differences, explained_by
from mediakit.comparing.keyness import PRIOR_WORDS
from mediakit.comparing.result import Comparison
from mediakit.comparing.sentences import options_in_words, pairs_in_words, together
from mediakit.comparing.sides import LIST
from mediakit.comparing.term_numbers import COLUMNS, KEYNESS, PER, PERMUTATIONS
from mediakit.context import Quotes
from mediakit.inspecting import Inspection
from mediakit.terms import TermMatrix, united_name
from mediakit.uncertainty import MIN_WITH_TERM
from mediakit.wording import join_names

__all__ = ["TermComparison"]


@dataclass(frozen=True, repr=False, eq=False)
class TermComparison(Comparison):
    """Terms that one side uses more than the other, with ranges and error rates."""

    counted: TermMatrix
    kind_of: pd.Series
    styled: pd.DataFrame
    explained: pd.DataFrame | None = None
    caution: str = ""

    name: ClassVar[str] = "term"
    value: ClassVar[str] = "log_ratio"
    reads_words: ClassVar[bool] = True
    columns: ClassVar[list[str]] = [name for name in COLUMNS if name not in KEYNESS]

    def table(self) -> pd.DataFrame:
        """Return a row a term, the surest differences first.

        Columns: `term`; `kind` ('subject', 'name', 'style' or 'trace'); `n_articles_a`,
        `n_articles_b` (independent articles with the term); `count_a`, `count_b` (times used);
        `rate_a`, `rate_b` (per 10,000 words); `log_ratio` (log2 of rate_a / rate_b: above 0 is more
        in a); `low`, `high`, its 95% range over articles. If fewer than five articles of one side
        have the term, the range is open on one side (that bound is missing); of both sides, there
        is no range, only the counts.

        `p`, two-sided over whole articles; `q`, the false discovery rate over all terms and groups
        tested; `p_from_tail`, whether p is finer than the term's own permutations can show and
        comes from those of all terms in about as many articles. Both are missing if a term is in
        too few articles for a test.

        The rows are ordered by the bound of the range that is nearer 0, so that what is surely far
        apart comes first. Several groups have their name in `group`; terms that a group hardly has
        are then left out, unless they are tested or their range excludes 0. A possessive such as
        baker's is its word. `keyness()` has the measures of other tools. After
        `with_inspection`, `explained_by` names the fault of the texts that may explain a
        difference.
        """
        table = super().table()
        if self.explained is None:
            return table
        return table.assign(explained_by=explained_by(self.numbers, self.explained))

    def with_inspection(self, inspection: Inspection) -> TermComparison:
        """Return the comparison with what may come from faults of the texts marked.

        The answer then names the words that cannot be compared, and the table has the column
        `explained_by`: the fault that may explain a difference, such as "Gull: HTML left in", which
        `inspection.examples` takes; missing if there is none. A fault may explain a difference if
        it adds the word to one side, or takes it away from the other.

        Parameters
        ----------
        inspection : Inspection
            What `inspect_articles` found in these articles, if possible before they were cleaned.

        Returns
        -------
        TermComparison
            A new one; `explained` has a row for each word and fault: group, term, finding (its row
            in `inspection.table()`), outlet, what, from, until, effect, why (a sentence).

        Raises
        ------
        UnknownValue
            If articles that were compared were not inspected.

        Examples
        --------
        >>> import mediakit as mk
        >>> articles = mk.load_demo_articles()
        >>> outlets = ("dailylantern.example", "northernledger.example")
        >>> comparison = mk.compare_outlets(articles, *outlets)
        >>> checked = comparison.with_inspection(mk.inspect_articles(articles))
        >>> checked.table().columns[-1]
        'explained_by'
        """
        ids = self.evidence.article_ids
        explained = explain_differences(self.numbers, ids, self._rows_of, inspection)
        caution = cautions(
            self.compared, explained, inspection, has_differences=self.has_differences
        )
        return replace(self, explained=explained, caution=caution)

    def style(self) -> pd.DataFrame:
        """Return how the sides write: a row for each word of house style, such as an honorific, a
        day or month, said and told, a number written out, a spelling, a place in a dateline.

        Returns
        -------
        DataFrame
            The columns of `table()`. q is over these words alone: they are a family of their own.
        """
        return self._without_single_group(self.styled[self.columns])

    @property
    def all_numbers(self) -> pd.DataFrame:
        """The rows of all words that were compared, each word of a group once."""
        return pd.concat([self.numbers, self.styled]).drop_duplicates(["group", "term"])

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were counted."""
        return tuple(self.counted.fields)

    def answer(self) -> str:
        """Say in a sentence or two what sets the sides apart, the surest first; after
        `with_inspection`, also what faults of the texts may explain."""
        return f"{super().answer()} {self.caution}".rstrip()

    def keyness(self) -> pd.DataFrame:
        """Return measures for comparison with other tools, a row a term in the order of the table.

        They take each word for an independent draw, so that they decide nothing here.

        Returns
        -------
        DataFrame
            term, group (if there are several), dispersion_a and dispersion_b (Gries's DP,
            normalised: how unevenly the uses are spread over the articles of a side, from 0, as
            even as can be, to 1, all in the shortest article), lrc (Evert's conservative log
            ratio), log_odds_z (Monroe and others; informative Dirichlet prior), g2 (Dunning) and
            g2_rayson (Rayson and Garside).
        """
        return self._without_single_group(self.numbers[["term", "group", *KEYNESS]])

    def method(self) -> str:
        """Say what was compared and how the test and the range were made."""
        fields = join_names(self.counted.fields)
        if not self.sides or self.numbers.empty:
            return f"Terms in {fields} were to be compared.{self.compared.left_out}"
        options = options_in_words(self.compared.settings)
        said = (
            f"Terms in {fields} were compared between "
            f"{pairs_in_words(self.compared)}.{self.compared.left_out}{options} Rates are per "
            f"{PER:,} words. The log ratio is log2 of the ratio of the two rates. Its 95% range is "
            "computed over "
        )
        against_list = self.sides[0][1] == LIST
        if against_list:
            said += f"the articles of {self.sides[0][0]} alone (delta method, Student's t). "
        else:
            said += self._test_in_words()
        return (
            f"{said}The table of keyness measures (Gries's DP; Evert's LRC 2022; log-odds z with "
            f"an informative Dirichlet prior weighted as {PRIOR_WORDS} words; G2 of Dunning and of "
            "Rayson and Garside) treats words as independent; it is only for comparison with "
            "other tools. A difference shows that one side uses a word more often, not why."
        )

    def _test_in_words(self) -> str:
        settings = self.compared.settings
        m = settings.n_permutations or PERMUTATIONS
        return (
            "independent articles (delta method, Welch's t). It has only one bound if fewer than "
            f"{MIN_WITH_TERM} articles on one side contain the term. p comes from {m:,} "
            f"permutations of {together(settings)} (two-sided). A p too small to be measured "
            "in this way is estimated from all terms that occur in about as many articles. Only "
            f"terms expected in at least {settings.min_articles} articles of the smaller side are "
            "tested. q is the false discovery rate (Benjamini and Hochberg) over all terms tested. "
            "The test and the range are computed separately, so near the threshold they may "
            "disagree. "
        )

    def heading(self) -> str:
        """Return the title of the chart."""
        if not self.sides:
            return "There is nothing to compare"
        by = self.compared.by
        if not self.compared.is_pair:
            if self.found_none:
                return f"No word clearly sets any {by} apart from the rest"
            return f"Words that set each {by} apart from the rest"
        a, b = self.sides[0]
        b = self.compared.called(b)
        if not self.was_tested:
            return f"Words in {a}, compared with {b}"
        if self.found_none:
            return f"No word clearly sets {a} apart from {b}"
        return f"Words that set {a} apart from {b}"

    def axis(self) -> str:
        """Say what a step to the side is."""
        return "log ratio: 1 is twice the rate, 2 four times, −1 half"

    def _plain_key(self, key: str) -> str:
        """Return a term as it is counted: baker's is baker."""
        plain = super()._plain_key(key)
        merge = self.compared.settings.merge
        return united_name(plain, merge)

    def quote(
        self,
        rows: Flags,
        key: str,
        *,
        n: int,
        side: str,
    ) -> Quotes:
        """Return sentences with the term from up to n of the articles, spread over their dates."""
        ids = self.evidence.article_ids[rows]
        return self.counted.examples_among(ids, key, n=n, group=side)
