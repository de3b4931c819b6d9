"""Who counts: the unit is the independent article. Reprints of one text in one group count once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.checks import (
    as_list,
    one_of,
    require_columns,
    require_unique_ids,
    with_plain_types,
)
from mediakit.errors import ColumnMissing
from mediakit.wording import choose, count_of, join_names

__all__ = [
    "NONE_HIGHEST",
    "ORIGINS",
    "OWN",
    "REPRINTS",
    "SMALL_SAMPLE",
    "WRITTEN",
    "Evidence",
    "Identified",
    "gather_evidence",
    "identify",
    "is_of_origin",
    "mark_small",
    "of_origin",
    "origins_in_words",
]

OWN = "own"
#: What an outlet wrote itself, whatever the version.
WRITTEN = (OWN, "update")
#: What the text of an article can be, in words: of one article, of several.
ORIGINS = {
    OWN: ("counts as the outlet's own", "count as the outlets' own"),
    "update": (
        "is a later version of the outlet's own article",
        "are later versions of the outlets' own articles",
    ),
    "agency": ("is agency copy", "are agency copy"),
    "sister": (
        "is a text that a sister title had first",
        "are texts that a sister title had first",
    ),
    "shared": ("was printed by another outlet as well", "were printed by other outlets as well"),
}

#: What to do with reprints: count a group once, count each row, or spread one unit over the rows.
REPRINTS = ("collapse", "keep", "weight")

#: Under so many independent articles a number is marked as resting on a small sample.
SMALL_SAMPLE = 30
#: How a sentence ends that says that too few groups have so many.
NONE_HIGHEST = "so none can be named as having the highest share."

_NAMING = ["article_id", "outlet", "date", "title"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """The articles that an analysis counts, and how much each one counts; their texts stay where
    they are.

    Attributes
    ----------
    table : DataFrame
        The articles table as it was given. Nothing of it is copied; texts are looked up when
        somebody asks for them.
    places : ndarray of int64, shape (n_articles,)
        The rows of `table` that were read, sorted by article_id.
    labels : DataFrame, n_articles rows
        What the articles are grouped by, a column each.
    counted : ndarray of int64, shape (n_counted,)
        Which of the articles count, as indices into `places`; reprints are left out here.
    weights : ndarray of float, shape (n_counted,)
        1 for an article that counts whole.
    units : ndarray of int64, shape (n_counted,)
        The unit that each is part of: itself, or with `reprints='weight'` its text in its group.
    texts : ndarray of int64, shape (n_counted,)
        A number for each different text; without the column `reprint_group` every article is a text
        of its own.
    note : str
        How reprints were treated, in a sentence.
    """

    table: pd.DataFrame
    places: Longs
    labels: pd.DataFrame
    counted: Longs
    weights: Floats
    units: Longs
    texts: Longs
    note: str

    @property
    def n_articles(self) -> int:
        """Articles read, each reprint counted."""
        return len(self.places)

    @property
    def n_independent(self) -> int:
        """Different texts among the articles."""
        return len(np.unique(self.texts))

    @property
    def counted_noun(self) -> str:
        """What a share is of: not all articles, if there are reprints among them."""
        if self.n_independent < self.n_articles:
            return "independent articles"
        return "articles"

    @property
    def reprints_checked(self) -> bool:
        """Whether the table says which articles are reprints."""
        return "reprint_group" in self.table.columns

    @property
    def article_ids(self) -> pd.Series:
        """The article_id of each article read, as text."""
        return self.column("article_id").astype("str")

    @property
    def counted_ids(self) -> pd.Series:
        """The article_id of each article that counts."""
        return self.article_ids.iloc[self.counted].reset_index(drop=True)

    @property
    def counted_labels(self) -> pd.DataFrame:
        """The labels of each article that counts."""
        return self.labels.iloc[self.counted].reset_index(drop=True)

    @property
    def unit_rows(self) -> Longs:
        """The first counted article of each unit, to look up what all of them share."""
        return np.unique(self.units, return_index=True)[1]

    @property
    def unit_labels(self) -> pd.DataFrame:
        """The labels of each unit."""
        return self.counted_labels.iloc[self.unit_rows].reset_index(drop=True)

    def column(self, name: str) -> pd.Series:
        """Return a column of the table, a value an article read."""
        return self.table[name].iloc[self.places].reset_index(drop=True)

    def articles(self, which: Flags | Longs | None = None) -> pd.DataFrame:
        """Return the articles read, or some of them, with all their columns."""
        places = self.places
        if which is not None:
            places = places[np.asarray(which)]
        return self.table.iloc[places].reset_index(drop=True)

    def counted_articles(self, which: Flags | None = None) -> pd.DataFrame:
        """Return the articles that count, or some of them, with all their columns."""
        counted = self.counted
        if which is not None:
            counted = counted[np.asarray(which)]
        return self.articles(counted)

    def named_articles(self) -> pd.DataFrame:
        """Return what tells the articles apart, as far as the table has it: id, outlet, date and
        title."""
        columns = {name: self.column(name) for name in _NAMING if name in self.table.columns}
        return pd.DataFrame(columns | {"article_id": self.article_ids})

    def per_unit(self, values: Any) -> Any:
        """Return numbers an article, shape (n_counted,) or (n_counted, k), dense or sparse, as
        numbers a unit."""
        each = np.arange(len(self.units))
        if np.array_equal(self.units, each):
            return values
        shape = (int(self.units.max()) + 1, len(self.units))
        return sparse.csr_array((self.weights, (self.units, each)), shape) @ values


@dataclass(frozen=True, eq=False)
class Identified:
    """Articles with what tells them apart made ready, for those who ask again and again.

    Attributes
    ----------
    table : DataFrame
        The articles, with plain types.
    in_order : ndarray of int64
        The rows in the order of `article_id`.
    texts : Series or None
        What each row is a text of: its reprint group, or else itself; None if reprints were not
        marked.
    """

    table: pd.DataFrame
    in_order: Longs
    texts: pd.Series | None


def identify(articles: pd.DataFrame, columns: Sequence[str] = ()) -> Identified:
    """Make ready what `gather_evidence` needs; the articles must have these columns."""
    require_unique_ids(articles, columns)
    table = with_plain_types(articles)
    ids = table["article_id"].reset_index(drop=True)
    texts = None
    if "reprint_group" in articles.columns:
        groups = table["reprint_group"].astype("str").reset_index(drop=True)
        texts = groups.fillna(ids)  # an article that nobody grouped is a text of its own
    return Identified(table, ids.sort_values(kind="stable").index.to_numpy(), texts)


def gather_evidence(
    articles: pd.DataFrame | Identified,
    *,
    labels: pd.DataFrame | None = None,
    sides: Sequence[str] | None = None,
    kept: npt.ArrayLike | None = None,
    columns: Sequence[str] = (),
    reprints: str = "collapse",
) -> Evidence:
    """Return the articles that count.

    Parameters
    ----------
    articles : DataFrame or Identified
        The articles table; `reprint_group` is used if it is there.
    labels : DataFrame, optional
        What the articles are grouped by: a row for each row of the table, in the same order.
    sides : sequence of str, optional
        The labels whose values are the sides of a comparison; by default all of them. Reprints are
        collapsed inside a side and never across sides: that an outlet chose to print agency copy is
        part of its coverage.
    kept : array of bool, optional
        Which rows of the table to read; by default all.
    columns : sequence of str
        Columns that must be there.
    reprints : {'collapse', 'keep', 'weight'}
        Count a text once a side (its earliest article stands for it), count every row, or let the
        rows of a text share one unit.
    """
    one_of("way to treat reprints", reprints, REPRINTS)
    known = articles if isinstance(articles, Identified) else identify(articles, columns)
    table, places = known.table, known.in_order
    if kept is not None:
        places = places[np.asarray(kept, dtype=bool)[places]]
    if labels is None:
        labels = pd.DataFrame(index=range(len(table)))
    labels = labels.iloc[places].reset_index(drop=True)
    if known.texts is None:
        each = np.arange(len(places))
        note = "The articles were not checked for reprints."
        return Evidence(table, places, labels, each, np.ones(len(each)), each, each, note)
    if sides is None:
        sides = list(labels.columns)
    keys = labels[list(sides)].set_axis(range(len(sides)), axis=1)
    keys = keys.assign(text=known.texts.iloc[places].reset_index(drop=True))
    group_noun = join_names(choose(name == "date", "period", name) for name in sides)
    counted, note = _collapsed(table, places, keys, reprints, group_noun)
    weights, units = _shared_units(keys.iloc[counted], reprints)
    texts = pd.factorize(keys["text"].iloc[counted], sort=True)[0].astype(np.int64)
    return Evidence(table, places, labels, counted, weights, units, texts, note)


def _collapsed(
    articles: pd.DataFrame,
    places: Longs,
    keys: pd.DataFrame,
    reprints: str,
    group_noun: str,
) -> tuple[Longs, str]:
    """Return which articles count, and how reprints were treated, in words."""
    each = np.arange(len(places))
    if reprints == "keep":
        return each, "Reprints were counted like any other article."
    if reprints == "weight":
        return each, "The reprints of a text share one unit."
    oldest_first = keys
    if "date" in articles.columns:
        dates = articles["date"].iloc[places].reset_index(drop=True)
        oldest_first = keys.loc[dates.sort_values(kind="stable").index]
    is_reprint = oldest_first.duplicated().sort_index().to_numpy()
    note = _left_out_note(int(is_reprint.sum()), group_noun)
    return each[~is_reprint], note


def _left_out_note(n: int, noun: str) -> str:
    """Say how many reprints were left out: inside groups, only those of a text that the group has
    already."""
    was = choose(n, "was", "were")
    if not noun and not n:
        return "No reprints were found."
    if not noun:
        return f"{count_of(n, 'reprint')} {was} left out: a text counts once."
    once = f"Each text is counted once {choose(noun == 'side', 'on', 'in')} each {noun}"
    if not n:
        return f"{once}; none is there twice."
    return f"{once}; {count_of(n, 'repeat')} {was} left out."


def _shared_units(keys: pd.DataFrame, reprints: str) -> tuple[Floats, Longs]:
    """Return the weight of each article, and the unit that it is part of."""
    if reprints != "weight":
        return np.ones(len(keys)), np.arange(len(keys))
    grouped = keys.groupby(list(keys.columns), dropna=False, sort=True)
    n_copies = grouped["text"].transform("size").to_numpy(dtype=float)
    return 1 / n_copies, grouped.ngroup().to_numpy(dtype=np.int64)


def mark_small(table: pd.DataFrame) -> pd.DataFrame:
    """Add the column `small_sample`: fewer than 30 independent articles."""
    return table.assign(small_sample=table["n_independent"] < SMALL_SAMPLE)


def of_origin(articles: pd.DataFrame, origin: str | Sequence[str] | None) -> pd.DataFrame:
    """Return the articles whose text is of this origin, or of one of several; None takes all."""
    if origin is None:
        return articles
    return articles[is_of_origin(articles, origin)]


def is_of_origin(articles: pd.DataFrame, origin: str | Sequence[str] | None) -> Flags:
    """Say which articles are of this origin, or of one of several; None is all."""
    require_columns(articles, [])
    if origin is None:
        return np.ones(len(articles), dtype=bool)
    kinds = as_list(origin)
    for kind in kinds:
        one_of("origin", kind, ORIGINS)
    if "origin" not in articles.columns:
        raise ColumnMissing(
            "There is no column 'origin' in the articles table. Add it with "
            "prepare_articles(articles)."
        )
    return articles["origin"].isin(kinds).to_numpy(dtype=bool)


def origins_in_words(origins: pd.Series) -> str:
    """Say how many articles are what: '87 count as the outlets' own and 12 are agency copy'."""
    n_of = origins.value_counts()
    parts = []
    for kind, words in ORIGINS.items():
        n = int(n_of.get(kind, 0))
        if n:
            parts.append(count_of(n, *words))
    return join_names(parts)
