"""The options that all comparisons share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mediakit.checks import as_list, one_of, require_whole
from mediakit.comparing.kinds import KINDS, TESTED
from mediakit.comparing.uniting import Merge, merge_by_term
from mediakit.errors import UnknownValue
from mediakit.independence import ORIGINS, REPRINTS
from mediakit.terms import FeatureSource
from mediakit.tokens import FIELDS, add_to_list
from mediakit.wording import PERIOD_NOUNS

__all__ = ["ARTICLE", "Settings", "checked_settings"]

#: The unit of evidence, unless a column says what belongs together.
ARTICLE = "article"


@dataclass(frozen=True)
class Settings:
    """The options of a comparison, as `compare` explains them."""

    fields: tuple[str, ...] = FIELDS
    stop_words: str | tuple[str, ...] | None = "english"
    features: FeatureSource | None = None
    within: str | None = None
    unit: str = ARTICLE
    min_articles: int = 5
    reprints: str = "collapse"
    n_permutations: int | None = None
    random_state: int = 0
    kinds: tuple[str, ...] = TESTED
    origin: tuple[str, ...] | None = None
    merge: Mapping[str, str] = field(default_factory=dict)

    @property
    def stratum_noun(self) -> str:
        """What a stratum is called: month, section."""
        return PERIOD_NOUNS.get(str(self.within), str(self.within))


def checked_settings(
    *,
    features: FeatureSource | None,
    within: str | None,
    unit: str,
    fields: str | Sequence[str],
    stop_words: str | Iterable[str | None] | None,
    min_articles: int,
    reprints: str,
    n_permutations: int | None,
    random_state: int,
    origin: str | Sequence[str] | None = None,
    kinds: str | Sequence[str] = TESTED,
    merge: Merge | None = None,
) -> Settings:
    """Return the options if each is one that a comparison can use."""
    one_of("way to treat reprints", reprints, REPRINTS)
    require_whole("min_articles", min_articles, least=1)
    if n_permutations is not None:
        require_whole("n_permutations", n_permutations, least=1)
    require_whole("random_state", random_state, least=0)
    _require_design(within, unit)
    return Settings(
        fields=tuple(as_list(fields)),
        stop_words=add_to_list(stop_words),
        features=features,
        within=within,
        unit=unit,
        min_articles=min_articles,
        reprints=reprints,
        n_permutations=n_permutations,
        random_state=random_state,
        kinds=_checked_kinds(kinds),
        origin=_checked_origin(origin),
        merge=merge_by_term(merge),
    )


def _require_design(within: str | None, unit: str) -> None:
    _require_name("unit", unit)
    if within is None:
        return
    _require_name("within", within)
    if unit != ARTICLE:
        raise UnknownValue(
            "Give within= or unit=, not both: a unit may fall into several of the groups that "
            "within= makes."
        )


def _require_name(option: str, given: object) -> None:
    if not isinstance(given, str):
        raise UnknownValue(f"{option} is the name of one column; got {given!r}.")


def _checked_origin(given: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if given is None:
        return None
    kinds = tuple(as_list(given))
    for kind in kinds:
        one_of("origin", kind, ORIGINS)
    return kinds


def _checked_kinds(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of words to test, each one that there is."""
    kinds = tuple(as_list(given))
    for kind in kinds:
        one_of("kind of word", kind, KINDS)
    if not kinds:
        raise UnknownValue("kinds= is empty. Name at least one kind, such as 'subject'.")
    return kinds
