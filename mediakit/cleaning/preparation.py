"""What was done to the articles before they were counted, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import one_of, require_whole
from mediakit.cleaning.boilerplate_result import Boilerplate
from mediakit.cleaning.reprint_result import Reprints
from mediakit.context import Quotes, quote_titles
from mediakit.display import folded_on_page, html_paragraph
from mediakit.excerpts import mask_addresses
from mediakit.independence import ORIGINS
from mediakit.results import Result
from mediakit.wording import choose, count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Preparation"]


@dataclass(frozen=True, repr=False, eq=False)
class Preparation(Result):
    """What `prepare_articles` did.

    Attributes
    ----------
    reprints : Reprints
        Which articles are one text.
    boilerplate : Boilerplate
        The passages that were taken out.
    """

    reprints: Reprints
    boilerplate: Boilerplate

    def table(self) -> pd.DataFrame:
        """Return whose text each outlet printed, and how many words were taken out.

        Returns
        -------
        DataFrame
            outlet, n_articles, n_own, n_update, n_agency, n_sister, n_shared (as `mark_reprints`
            explains them), words_out (words of page furniture and credits that were taken out of
            its texts); by outlet.
        """
        kinds = [f"n_{kind}" for kind in ORIGINS]
        numbers = self.reprints.outlets()[["outlet", "n_articles", *kinds]]
        words_out = self.boilerplate.n_words().reindex(numbers["outlet"]).fillna(0).astype("int64")
        numbers = numbers.assign(words_out=words_out.to_numpy())
        return numbers.sort_values("outlet", ignore_index=True)

    def _repr_html_(self) -> str:
        numbers = folded_on_page("Whose texts each outlet printed", self.show().html())
        return mask_addresses(html_paragraph(self.answer()) + numbers)

    def answer(self) -> str:
        """Say whose texts the articles are, and what was taken out of them."""
        return f"{self.reprints.whose()} {self._taken_out()}".rstrip()

    def _taken_out(self) -> str:
        if self.boilerplate.passages.empty:
            return self.boilerplate.answer()
        n_words = int(self.boilerplate.n_words().sum())
        n_articles = self.boilerplate.spans["article_id"].nunique()
        were = choose(n_words, "was", "were")
        return (
            f"{count_of(n_words, 'word')} of page furniture and credits {were} taken "
            f"out of {count_of(n_articles, 'article')}."
        )

    def method(self) -> str:
        """Say what was done, in which order."""
        return (
            "First, the credits that articles give to news agencies were read. Then passages that "
            f"belong to the page were taken out. {self.boilerplate.method()} Then the texts were "
            f"compared. {self.reprints.method()}"
        )

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the origins that articles have."""
        found = set(self.evidence.table["origin"])
        return [kind for kind in ORIGINS if kind in found]

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of an origin, such as 'agency', oldest first."""
        require_whole("n", n, least=0)
        keys = self.example_keys()
        if key is None:
            key = next(reversed(keys), "")
        elif key not in keys:
            one_of("origin", key, keys)
        articles = self.evidence.table
        return quote_titles(articles[articles["origin"] == key], n=n, group=key)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw which part of each outlet's texts others printed as well.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels.
        """
        return self.reprints.plot(
            ax,
            title=title,
            subtitle=subtitle,
            source=source,
            size=size,
        )
