"""Numbers that are the same on every processor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["stable"]


def stable(values: npt.ArrayLike, digits: int = 9) -> npt.NDArray[np.float64]:
    """Round to significant digits, so that the last bits of a processor do not show in a number."""
    array = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.where(
            (array == 0) | ~np.isfinite(array), 0, np.floor(np.log10(np.abs(array)))
        ).clip(-290)
    scale = 10.0 ** (digits - 1 - size)
    return np.where(np.isfinite(array), np.round(array * scale) / scale, array)
