"""Print editions, agencies and sites: who comes first among them may say only when each appears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mediakit.checks import one_of, require_values
from mediakit.cleaning.origins import is_agencys_own
from mediakit.errors import UnknownValue
from mediakit.wording import choose, join_names, list_names

__all__ = ["OutletKinds", "find_kinds"]

KINDS = {
    "print": ("a print edition", "print editions"),
    "agency": ("an agency", "agencies"),
    "site": ("a site", "sites"),
}
#: So few of the usual articles on one weekday look like a day without an edition.
HARDLY_ANY = 0.05
#: With fewer articles on the other weekdays on average, an empty one may be chance.
FEWEST_A_WEEKDAY = 10


@dataclass(frozen=True)
class OutletKinds:
    """What kind each outlet is, and for which of them that was noticed, not given."""

    kinds: Mapping[str, str]
    noticed: Mapping[str, str]

    def caution(self, outlets: pd.Series) -> str:
        """Return the sentence that belongs beside a claim about outlets of different kinds."""
        names = sorted(outlets.unique())
        kinds = {name: self.kinds.get(name, "site") for name in names}
        if len(set(kinds.values())) < 2:
            return ""
        parts = []
        for kind in ("print", "agency"):
            of_kind = [name for name in names if kinds[name] == kind]
            parts += self._of_one_kind(kind, of_kind)
        return (
            f"These outlets are of different kinds ({'; '.join(parts)}), so the order may only "
            "show when each of them is published."
        )

    def _of_one_kind(self, kind: str, names: list[str]) -> list[str]:
        """Say which outlets are of a kind, and which only look like it."""
        parts = []
        for is_noticed, is_one, are_several in (
            (False, "is", "are"),
            (True, "looks like", "look like"),
        ):
            chosen = [name for name in names if (name in self.noticed) == is_noticed]
            if not chosen:
                continue
            verb = choose(len(chosen), is_one, are_several)
            part = f"{list_names(chosen)} {verb} {choose(len(chosen), *KINDS[kind])}"
            if is_noticed:
                days = list(dict.fromkeys(self.noticed[name] for name in chosen))
                part += f", with hardly an article on {join_names(days, 'or')}"
            parts.append(part)
        return parts


def find_kinds(articles: pd.DataFrame, kinds: object = None) -> OutletKinds:
    """Return the kinds of outlets that are given, and those that the articles show.

    An outlet with hardly an article on one weekday looks like a print edition; one whose articles
    are marked as an agency's own is an agency; the others are taken for sites.
    """
    given = _known_kinds(kinds, articles)
    dated = articles.dropna(subset=["outlet", "date"])
    noticed = {name: day for name, day in _days_without(dated).items() if name not in given}
    is_agencys = is_agencys_own(dated)
    found = dict.fromkeys(noticed, "print")
    found |= dict.fromkeys(dated.loc[is_agencys, "outlet"], "agency")
    noticed = {name: day for name, day in noticed.items() if found[name] == "print"}
    return OutletKinds(found | given, noticed)


def _known_kinds(kinds: object, articles: pd.DataFrame) -> dict[str, str]:
    """Return the kind of each outlet that is given; raise unless all of them are known."""
    if kinds is None:
        return {}
    if not isinstance(kinds, Mapping):
        raise UnknownValue(
            "kinds= takes outlets with their kinds, such as {'The Gull': 'print'}; got "
            f"{kinds!r}."
        )
    for kind in kinds.values():
        one_of("kind of outlet", kind, tuple(KINDS))
    given = {str(outlet): str(kind) for outlet, kind in kinds.items()}
    require_values(articles, "outlet", list(given))
    return given


def _days_without(articles: pd.DataFrame) -> dict[str, str]:
    """Return the weekday on which an outlet has hardly an article, for each that has one."""
    weekdays = articles["date"].dt.day_of_week
    counts = pd.crosstab(articles["outlet"], weekdays).reindex(columns=range(7), fill_value=0)
    found = {}
    for outlet, row in counts.iterrows():
        on_others = (row.sum() - row.min()) / 6
        if on_others >= FEWEST_A_WEEKDAY and row.min() <= HARDLY_ANY * on_others:
            found[str(outlet)] = f"{_WEEKDAYS[int(row.idxmin())]}s"
    return found


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
