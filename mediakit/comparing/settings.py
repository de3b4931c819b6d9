"""The options that all comparisons share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from mediakit.checks import as_list, one_of, require_whole
from mediakit.errors import UnknownValue
from mediakit.independence import REPRINTS
from mediakit.tokens import FIELDS
from mediakit.wording import PERIOD_NOUNS as PERIODS

if TYPE_CHECKING:
    from mediakit.comparing.features import HasFeatures
    from mediakit.terms import TermMatrix

__all__ = ["ARTICLE", "FeatureSource", "Settings"]

#: The unit of evidence, unless a column says what belongs together.
ARTICLE = "article"

FeatureSource: TypeAlias = "TermMatrix | HasFeatures | Mapping[str, str] | pd.DataFrame"


@dataclass(frozen=True)
class Settings:
    """The options of a comparison, as `compare` explains them."""

    fields: tuple[str, ...] = FIELDS
    stop_words: str | Iterable[str] | None = "english"
    features: FeatureSource | None = None
    within: str | None = None
    unit: str = ARTICLE
    min_articles: int = 5
    reprints: str = "collapse"
    n_permutations: int | None = None
    random_state: int = 0

    @property
    def held(self) -> str:
        """What is held fixed, in words."""
        return PERIODS.get(str(self.within), str(self.within))

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Settings:
        """Return the settings that the options given make, the others at their defaults."""
        for name in options:
            one_of("option", name, [field.name for field in fields(cls)])
        given = dict(options)
        if "fields" in given:
            given["fields"] = tuple(as_list(given["fields"]))
        words = given.get("stop_words")
        if words is not None and not isinstance(words, str):
            given["stop_words"] = tuple(words)
        settings = cls(**given)
        one_of("way to treat reprints", settings.reprints, REPRINTS)
        require_whole("min_articles", settings.min_articles, least=1)
        if settings.n_permutations is not None:
            require_whole("n_permutations", settings.n_permutations, least=1)
        require_whole("random_state", settings.random_state, least=0)
        for name in ("within", "unit"):
            value = getattr(settings, name)
            if not isinstance(value, str) and not (value is None and name == "within"):
                raise UnknownValue(f"{name} is the name of one column, got {value!r}.")
        if settings.within is not None and settings.unit != ARTICLE:
            raise UnknownValue(
                "within= and unit= exclude each other: a unit may lie in several strata."
            )
        return settings
