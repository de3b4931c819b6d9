"""Numbers that are the same on every processor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mediakit.arrays import Floats

__all__ = ["stable"]

#: Smaller powers of ten cannot be scaled without overflow.
_SMALLEST_POWER = -290


def stable(values: npt.ArrayLike, digits: int = 9) -> Floats:
    """Round to significant digits, so that no number shows a processor's last bits."""
    array = np.asarray(values, dtype=float)
    has_size = (array != 0) & np.isfinite(array)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where(has_size, np.floor(np.log10(np.abs(array))), 0)
    scale = 10.0 ** (digits - 1 - power.clip(_SMALLEST_POWER))
    rounded = np.round(array * scale) / scale
    return np.where(np.isfinite(array), rounded, array)
