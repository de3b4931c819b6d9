"""What people coded: which articles carry which frame, said by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from mediakit.checks import one_of
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.wording import count_of, join_names, list_names

__all__ = ["Codes", "codes_from_table", "require_codes"]

_COLUMNS = ["article_id", "coder", "label", "value"]


@dataclass(frozen=True, eq=False)
class Codes:
    """Articles coded by hand.

    Attributes
    ----------
    table : DataFrame
        A row an article, coder and label: article_id, coder, label, value (1, 0).
    sample : DataFrame
        A row an article: article_id, part (the outlet, or the outlet and period, that it was drawn
        from), n_part (independent articles of that part), n_drawn. Empty if nobody knows.
    labels, coders : tuple of str
        What was coded, and by whom.
    """

    table: pd.DataFrame
    sample: pd.DataFrame
    labels: tuple[str, ...]
    coders: tuple[str, ...]

    def __repr__(self) -> str:
        return self.describe()

    def __len__(self) -> int:
        return int(self.table["article_id"].nunique())

    def describe(self) -> str:
        """Say what was coded, and by whom."""
        coders = list_names(self.coders)
        return f"{count_of(len(self), 'article')} coded by {coders} for {join_names(self.labels)}."

    def of(self, articles: pd.DataFrame) -> Codes:
        """Return the codes of some articles."""
        ids = articles["article_id"].astype("str")
        return replace(
            self,
            table=self.table[self.table["article_id"].isin(ids)].reset_index(drop=True),
            sample=self.sample[self.sample["article_id"].isin(ids)].reset_index(drop=True),
        )

    def by_coder(self, label: str) -> pd.DataFrame:
        """Return the codes of a label: the index is the article_id, a column a coder; missing where
        a coder did not code it."""
        one_of("label", label, self.labels)
        rows = self.table[self.table["label"] == label]
        wide = rows.pivot(index="article_id", columns="coder", values="value")
        return wide.reindex(columns=list(self.coders)).sort_index()

    def agreed(self, label: str) -> pd.Series:
        """Return what the coders of each article said, by article_id: 1 if all say yes, 0 if none
        does, between them where they differ."""
        wide = self.by_coder(label).dropna(how="all")
        if wide.empty:
            return pd.Series(dtype=float)
        return wide.mean(axis=1)

    def stands_for(self, article_ids: pd.Series) -> pd.Series:
        """Return how many articles each coded one stands for; 1 where nobody knows."""
        if self.sample.empty:
            return pd.Series(1.0, index=range(len(article_ids)))
        sample = self.sample.set_index("article_id")
        weight = sample["n_part"] / sample["n_drawn"]
        return weight.reindex(article_ids.to_numpy()).fillna(1.0).reset_index(drop=True)


def codes_from_table(table: pd.DataFrame, coder: str = "one coder") -> Codes:
    """Return codes from a table of one's own.

    Parameters
    ----------
    table : DataFrame
        A row an article and coder: article_id, perhaps coder, and a column a label with 1, 0 or
        nothing.
    coder : str, default 'one coder'
        Who coded, if the table does not say so.

    Returns
    -------
    Codes
        For `measure_agreement`, `assess` and `estimate_shares`.

    Raises
    ------
    UnknownValue
        If there is no article_id or label, a code is neither 1 nor 0, or a coder coded an article
        twice.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.codes_from_table(pd.DataFrame({"article_id": ["a", "b"], "moral": [1, 0]}), "Kim")
    2 articles coded by Kim for moral.
    """
    if not isinstance(table, pd.DataFrame):
        raise TypeError(
            f"Codes are made from a table (a pandas DataFrame); got {a_kind_of(table)}."
        )
    if "article_id" not in table.columns:
        raise UnknownValue("Codes need the column article_id.")
    known = ["article_id", "coder"]
    labels = [str(name) for name in table.columns if name not in known]
    if not labels:
        raise UnknownValue("Codes need a column for each label beside article_id.")
    rows = table.rename(columns=str).assign(article_id=table["article_id"].astype("str"))
    if "coder" not in rows.columns:
        rows = rows.assign(coder=coder)
    for label in labels:
        values = rows[label].dropna()
        if not values.isin([0, 1]).all():
            wrong = next(value for value in values if value not in (0, 1))
            raise UnknownValue(f"The column '{label}' holds {wrong!r}; codes are 1 and 0.")
    twice = rows.duplicated(["article_id", "coder"])
    if twice.any():
        row = rows[twice].iloc[0]
        raise UnknownValue(f"{row['coder']} coded the article {row['article_id']} twice.")
    long = rows.melt(["article_id", "coder"], labels, var_name="label", value_name="value")
    long = long.dropna(subset="value").astype({"value": float})
    long = long.sort_values(["label", "article_id", "coder"], ignore_index=True)
    coders = tuple(sorted(rows["coder"].astype("str").unique()))
    sample = pd.DataFrame(columns=["article_id", "part", "n_part", "n_drawn"])
    return Codes(long[_COLUMNS], sample, tuple(labels), coders)


def require_codes(given: object) -> None:
    """Raise unless this is what `read_codes` gives."""
    if not isinstance(given, Codes):
        raise UnknownValue(f"Codes are what read_codes gives; got {a_kind_of(given)}.")
