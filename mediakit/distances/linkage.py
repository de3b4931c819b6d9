"""Which groups belong together: their distances as a square, and in which order they join."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["join_groups", "nearest_together", "square_of"]


def square_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs (a, b, distance) as a square, 0 from a group to itself.

    A pair that has several rows, as over periods, gets their mean.
    """
    means = pairs.groupby(["a", "b"], sort=True)["distance"].mean().reset_index()
    mirrored = means.rename(columns={"a": "b", "b": "a"})
    square = pd.concat([means, mirrored]).pivot(index="a", columns="b", values="distance")
    return square.where(~np.eye(len(square), dtype=bool), 0.0)


def join_groups(square: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return which groups join at which distance, as scipy's `linkage` does.

    Groups join by average linkage (Sokal and Michener 1958, University of Kansas Science Bulletin
    38, 1409-1438): at the mean distance between their members.
    """
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distances = squareform(square.to_numpy(dtype=float), checks=False)
    return np.asarray(linkage(distances, "average", optimal_ordering=True))


def nearest_together(square: pd.DataFrame) -> pd.DataFrame:
    """Return the square in the order of the tree, so that near groups are next to each other."""
    from scipy.cluster.hierarchy import leaves_list

    order = square.index[leaves_list(join_groups(square))]
    return square.loc[order, order]
