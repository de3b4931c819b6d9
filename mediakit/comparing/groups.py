"""Who is on which side: the groups of a comparison, what is held fixed, and what counts as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Longs
from mediakit.checks import require_columns
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.errors import UnknownValue, nearest
from mediakit.features import left_out_note, name_of, names_of
from mediakit.independence import is_of_origin
from mediakit.periods import FREQUENCIES, period_start
from mediakit.stories.prepared import require_story
from mediakit.wording import count_of

__all__ = ["Arranged", "Groups", "arrange", "groups_by", "require_groups"]


@dataclass(frozen=True, eq=False)
class Groups:
    """The group of each article.

    Attributes
    ----------
    by : str
        What makes the groups, such as outlet.
    names : Series of str, a value for each row of the table
        Missing for articles that have none.
    lacking : str
        What an article without a group lacks.
    column : str or None
        The column of the table whose values the groups are, if they are.
    """

    by: str
    names: pd.Series
    lacking: str
    column: str | None


def groups_by(articles: pd.DataFrame, by: object) -> Groups:
    """Return the groups that the values of a column make."""
    if not isinstance(by, str):
        raise UnknownValue(f"by is the name of one column; got {by!r}.")
    require_columns(articles, [by])
    return Groups(by, names_of(articles[by]).reset_index(drop=True), by, by)


def require_groups(groups: Groups, wanted: Sequence[object], counted: Flags) -> None:
    """Raise unless the groups have articles among those counted, by what they print as."""
    present = set(groups.names[counted].dropna())
    for name in wanted:
        if name_of(name) not in present:
            raise UnknownValue(nearest(groups.by, name, present, where="the articles table"))


@dataclass(frozen=True, eq=False)
class Arranged:
    """The articles that can be compared.

    Attributes
    ----------
    labels : DataFrame, a row for each row of the table
        side, stratum (what is held fixed) and unit (what counts as one; missing for an article by
        itself).
    kept : ndarray of bool
        Which rows are compared.
    left_out : str
        What could not be compared, in words.
    """

    labels: pd.DataFrame
    kept: Flags
    left_out: str

    @cached_property
    def strata(self) -> Longs:
        """The number of each row's stratum; -1 for none."""
        return pd.factorize(self.labels["stratum"], sort=True)[0].astype(np.int64)

    @property
    def groups(self) -> list[str]:
        """The groups that have articles to compare, sorted."""
        return sorted(self.labels["side"][self.kept].unique())


def arrange(
    articles: pd.DataFrame,
    groups: Groups,
    sides: Sequence[str] | None,
    settings: Settings,
) -> Arranged:
    """Return the articles of the sides, or of all groups, with side, stratum and unit."""
    _require_options(articles, groups, settings)
    labels = pd.DataFrame({"side": groups.names, "stratum": 0, "unit": pd.Series(dtype="str")})
    is_wanted = is_of_origin(articles, settings.origin)
    kept = labels["side"].notna() & is_wanted
    left_out = left_out_note(int((is_wanted & ~kept).sum()), groups.lacking)
    if sides is not None:
        kept &= labels["side"].isin(list(sides))
    if settings.within is not None:
        strata, noun = _strata(articles, settings.within)
        lacking = kept & strata.isna()
        left_out += left_out_note(int(lacking.sum()), noun)
        kept &= ~lacking
        labels = labels.assign(stratum=strata)
    if settings.unit != ARTICLE:
        units = names_of(articles[settings.unit]).reset_index(drop=True)
        left_out += _single_note(int((kept & units.isna()).sum()), settings.unit)
        labels = labels.assign(unit=units)
    return Arranged(labels, kept.to_numpy(dtype=bool), left_out)


def _require_options(
    articles: pd.DataFrame,
    groups: Groups,
    settings: Settings,
) -> None:
    """Raise unless the table has the columns that the options name."""
    within, unit = settings.within, settings.unit
    if "story" in (within, unit):
        require_story(articles)
    if within in FREQUENCIES:
        require_columns(articles, ["date"])
    elif within is not None:
        require_columns(articles, [within])
    if unit != ARTICLE:
        require_columns(articles, [unit])
    if within is not None and within == groups.column:
        raise UnknownValue(
            f"by and within are both '{within}': within it there is nothing to compare."
        )


def _strata(articles: pd.DataFrame, within: str) -> tuple[pd.Series, str]:
    """Return what is held fixed for each row, and what an article without it lacks."""
    if within in FREQUENCIES:
        return period_start(articles["date"], within).reset_index(drop=True), "date"
    return articles[within].reset_index(drop=True), within


def _single_note(n: int, unit: str) -> str:
    if not n:
        return ""
    if n == 1:
        return f" 1 article has no {unit} and counts by itself."
    return f" {count_of(n, 'article')} have no {unit}, and each counts by itself."
