"""How well scores rank what people coded: the area under the ROC curve, with its range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from mediakit.arrays import Flags, Floats
from mediakit.uncertainty.ranges import LEVEL

__all__ = ["Auc", "auc_interval"]

_NEAR = 0.01  # an area nearer to 0 or 1 is taken to be so far inside on the logit scale


@dataclass(frozen=True)
class Auc:
    """The area under the ROC curve, and its 95% range; missing if one class is empty."""

    area: float
    low: float
    high: float


def auc_interval(truth: npt.ArrayLike, score: npt.ArrayLike) -> Auc:
    """Return how often an article with the feature scores higher than one without.

    Parameters
    ----------
    truth : array of bool, shape (n,)
        What people coded.
    score : array of float, shape (n,)
        The scores.

    References
    ----------
    Hanley and McNeil (1982), doi:10.1148/radiology.143.1.7063747, on the logit scale.
    """
    is_true: Flags = np.asarray(truth, dtype=bool)
    ranks: Floats = stats.rankdata(np.asarray(score, dtype=float))
    n_true, n_false = int(is_true.sum()), int((~is_true).sum())
    if not n_true or not n_false:
        return Auc(np.nan, np.nan, np.nan)
    area = (ranks[is_true].sum() - n_true * (n_true + 1) / 2) / (n_true * n_false)
    # As if half a pair more were right and half wrong: few articles that are told apart perfectly
    # do not show that all are.
    inside = (area * n_true * n_false + 0.5) / (n_true * n_false + 1)
    both_true = inside / (2 - inside)
    both_false = 2 * inside**2 / (1 + inside)
    spread = (
        inside * (1 - inside)
        + (n_true - 1) * (both_true - inside**2)
        + (n_false - 1) * (both_false - inside**2)
    )
    error = np.sqrt(max(spread, 0) / (n_true * n_false))
    inside = float(np.clip(inside, _NEAR, 1 - _NEAR))
    middle = np.log(inside / (1 - inside))
    half = stats.norm.ppf((1 + LEVEL) / 2) * error / (inside * (1 - inside))
    low, high = 1 / (1 + np.exp(-np.array([middle - half, middle + half])))
    return Auc(round(float(area), 6), round(float(low), 6), round(float(high), 6))
