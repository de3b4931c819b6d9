"""From p-values to what may be called found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

__all__ = ["discovery_rates"]


def discovery_rates(p: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return q-values (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x); NaN stays NaN."""
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    tested = np.isfinite(p)
    if tested.any():
        q[tested] = stats.false_discovery_control(p[tested], method="bh")
    return q
