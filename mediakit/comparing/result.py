"""The result of a comparison: its table, its chart, and the sentences behind each term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, note_chart, term_chart
from mediakit.checks import one_of
from mediakit.comparing.keyness import PER, PRIOR_WORDS
from mediakit.context import Quotes, quote_sentences
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.independence import REPRINTS
from mediakit.queries import Phrase
from mediakit.results import Result, source_line
from mediakit.uncertainty import MIN_WITH_TERM

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["REST", "Comparison"]

#: The other side of a group that is compared with all others together.
REST = "all others"


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """Terms that one side uses more than the other, with ranges and error rates."""

    numbers: pd.DataFrame
    by: str
    sides: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[int, int], ...]
    min_articles: int
    n_permutations: int
    fields: tuple[str, ...]
    set_aside: str
    again: Callable[[str], Comparison]

    def table(self) -> pd.DataFrame:
        """Return a row a term, the surest differences first.

        Columns: `term`; `n_articles_a`, `n_articles_b` (independent articles with the term); `count_a`,
        `count_b` (times used); `rate_a`, `rate_b` (per 10,000 words); `log_ratio` (log2 of rate_a / rate_b:
        above 0 is more in a) with `low` and `high`, its 95 % range, missing where a side has fewer than five
        articles with the term; `log_odds_z`; `g2`; `p`, two-sided over whole articles; `q`, the false
        discovery rate over all terms tested. Several groups have their name in `group`.
        """
        single = len(self.sides) == 1
        return self.numbers.drop(columns="group") if single else self.numbers.copy()

    def method(self) -> str:
        """Say what was compared and how the test and the range were made."""
        if not self.sides or self.numbers.empty:
            return f"Words in {' and '.join(self.fields)} were to be compared.{self.set_aside}"
        pairs = ", ".join(
            f"{a} ({na} independent articles) and {b} ({nb})"
            for (a, b), (na, nb) in list(zip(self.sides, self.sizes, strict=True))[:3]
        )
        more = f" and {len(self.sides) - 3} more pairs" if len(self.sides) > 3 else ""
        return (
            f"Words in {' and '.join(self.fields)} were compared between {pairs}{more}.{self.set_aside} "
            f"Rates are per {PER:,} words. The log ratio is log2 of the two rates; its 95 % range is over "
            "independent articles (delta method, Welch's t) and is given where both sides have "
            f"{MIN_WITH_TERM} articles with the term. p comes from {self.n_permutations} permutations of whole "
            "articles (quasi-Poisson score, two-sided, pooled over terms of like document frequency), for "
            f"terms expected in at least {self.min_articles} articles of the smaller side; q is the false "
            "discovery rate (Benjamini and Hochberg) over all terms tested. Log-odds z (informative Dirichlet "
            f"prior worth {PRIOR_WORDS} words) and G2 count words as independent and are for comparison with "
            "other tools only. A difference says that a side uses a word more, not why."
        )

    def plot(self, ax: Axes | None = None, *, n: int = 10) -> Chart:
        """Draw up to n terms a side, the surest first, of the first pair compared."""
        a, b = self.sides[0] if self.sides else ("", "")
        title = f"{a} and {b}: the words that set them apart" if self.sides else "Nothing to compare"
        source = source_line(self.evidence, self.numbers)
        data = self.numbers.loc[(self.numbers["group"] == a) & (self.numbers["log_ratio"] != 0)]
        if data.empty:
            return note_chart(title, self.reason or "No term stands in enough articles.", source).on(ax)
        source += " Open marks: too few articles for a range."
        found = data.loc[data["q"] <= 0.05]
        if found.empty:
            source += " Grey: no word here has a false discovery rate of 5 % or less."
        data = data.loc[data["p"].notna()] if found.empty and data["p"].notna().any() else data
        data = data if found.empty else found
        more_in_a = data["log_ratio"] > 0
        data = pd.concat([data.loc[more_in_a].head(n), data.loc[~more_in_a].head(n)])
        shown = ["term", "n_articles_a", "n_articles_b", "log_ratio", "low", "high", "q"]
        return term_chart(data[shown], a=a, b=b, title=title, source=source).on(ax)

    def answer(self) -> str:
        """Say in a sentence how many words set the sides apart, and the surest of them."""
        if not self.sides or self.numbers.empty:
            return self.reason or "No term stands in enough articles to be compared."
        a, b = self.sides[0]
        found = self.numbers.loc[(self.numbers["group"] == a) & (self.numbers["q"] <= 0.05)]
        tested = int(self.numbers.loc[self.numbers["group"] == a, "p"].notna().sum())
        if found.empty:
            none = f"Of {tested:,} words tested, none sets {a} apart from {b} at a false discovery rate of 5 %."
            return f"{none} {self.reason}".strip()
        more_in_a = found["log_ratio"] > 0
        sides = [
            f"more in {side}: {_first_of(found.loc[here, 'term'])}" for side, here in ((a, more_in_a), (b, ~more_in_a))
        ]
        return (
            f"Of {tested:,} words tested, {len(found):,} set {a} and {b} apart at a false discovery rate of 5 %; "
            f"{'; '.join(sides)}."
        )

    def sensitivity(self) -> pd.DataFrame:
        """Return the findings that some treatment of reprints gives, and which of them depend on it.

        Returns
        -------
        DataFrame
            group (where there are several), term, then for each of `reprints='collapse'`, `'keep'` and `'weight'` the
            log ratio and q, such as `log_ratio_keep` and `q_keep`; `changes`, whether the term has a q of 5 % or less
            under one treatment and not under another, or its direction differs. Those that change come first. In every
            treatment p moves the copies of a text together: what one text does is not called a pattern.

        Raises
        ------
        ColumnMissing
            Where the reprints were not marked.
        """
        if "reprint_group" not in self.evidence.rows.columns:
            raise ColumnMissing("Reprints were not marked: use mark_reprints(articles) before the comparison.")
        keys, tables = ["group", "term"], []
        for reprints in REPRINTS:
            numbers = self.again(reprints).numbers.set_index(keys)[["log_ratio", "q"]]
            tables.append(numbers.add_suffix(f"_{reprints}"))
        both = pd.concat(tables, axis=1)
        found, above = both.filter(like="q_") <= 0.05, both.filter(like="log_ratio_") > 0
        changes = (found.any(axis=1) & ~found.all(axis=1)) | (above.any(axis=1) & ~above.all(axis=1))
        both = both.assign(changes=changes, _least=both.filter(like="q_").min(axis=1))[found.any(axis=1)].reset_index()
        both = both.sort_values(["changes", "_least", *keys], ascending=[False, True, True, True], ignore_index=True)
        return both.drop(columns=["_least", "group"] if len(self.sides) == 1 else "_least")

    def examples(self, term: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with the term (or the first of the table), from up to n articles of each side."""
        if term is None:
            if self.numbers.empty:
                raise UnknownValue(self.answer())
            term = str(self.numbers["term"].iloc[0])
        one_of("term", term, self.numbers["term"])
        rows, phrase = self.evidence.rows, Phrase(tuple(term.split(" ")))
        parts = []
        for a, b in self.sides:
            in_a = rows[self.by] == a
            in_b = ~in_a if b == REST else rows[self.by] == b
            for side, here in ((a, in_a), (b, in_b)):
                parts.append(quote_sentences(rows.loc[here], phrase, n=n, fields=self.fields, group=side).table())
        kept = [part for part in parts if len(part)] or parts[:1]
        return Quotes(pd.concat(kept, ignore_index=True).drop_duplicates(["group", "article_id"], ignore_index=True))


def _first_of(terms: pd.Series, most: int = 3) -> str:
    """Return the first terms in words, and how many more there are."""
    more = f" and {len(terms) - most} more" if len(terms) > most else ""
    return ", ".join(terms.head(most)) + more if len(terms) else "none"
