"""From p-values to what may be called found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from mediakit.arrays import Floats

__all__ = ["MAX_Q", "discovery_rates"]

#: What has a false discovery rate of at most this is called found, in every analysis.
MAX_Q = 0.05


def discovery_rates(p: npt.ArrayLike) -> Floats:
    """Return q-values; NaN stays NaN.

    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    is_tested = np.isfinite(p)
    if is_tested.any():
        q[is_tested] = stats.false_discovery_control(p[is_tested], method="bh")
    return q
