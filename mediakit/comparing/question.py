"""What is compared with what, once the names are known to be good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from mediakit.comparing.groups import Groups
from mediakit.comparing.settings import Settings

__all__ = ["Question"]


@dataclass(frozen=True, eq=False)
class Question:
    """Which groups are compared: a with b, a with all others (b is None), or each with all others
    (a is None).

    `frequencies` is a list of word frequencies, which takes the place of b.
    """

    groups: Groups
    a: str | None
    b: str | None
    settings: Settings
    frequencies: pd.Series | None = None

    def under(self, **changes: Any) -> Question:
        """Return the question with other settings."""
        return replace(self, settings=replace(self.settings, **changes))

    @property
    def wanted(self) -> list[str] | None:
        """The groups whose articles are needed; None for all."""
        if self.frequencies is not None:
            return [str(self.a)]
        if self.b is None:
            return None
        return [str(self.a), str(self.b)]
