"""Non-negative matrix factorisation of term weights, and how stable its labels are."""

from __future__ import annotations

import warnings
from itertools import combinations

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats

__all__ = ["factor", "label_agreement"]

#: Samples that are compared, and their size: of a hundred articles, halves are too few to find
#: topics in.
N_SAMPLES, SAMPLE_SHARE = 10, 0.8


def factor(
    matrix: sparse.csr_array,
    fitted: Flags,
    k: int,
    random_state: int,
    *,
    max_iter: int = 200,
) -> tuple[Floats, Floats]:
    """Return how strong each topic is in each article, and each term in each topic.

    Parameters
    ----------
    matrix : csr_array, shape (n_articles, n_terms)
        Term weights.
    fitted : ndarray of bool, shape (n_articles,)
        The articles that topics are found from; the others are only described by them.
    k : int
        How many topics.
    random_state, max_iter : int
        As in scikit-learn's NMF.

    Returns
    -------
    strength : ndarray, shape (n_articles, k)
        Columns brought to unit length over the fitted articles, so that a topic of long or many
        articles does not swallow the others.
    terms : ndarray, shape (k, n_terms)
    """
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    model = NMF(
        n_components=k, init="nndsvd", random_state=random_state, max_iter=max_iter, tol=1e-4
    )
    # One thread: on matrices of this size more only wait for each other.
    with warnings.catch_warnings(), threadpool_limits(1):
        # What is left to gain after these iterations moves no label; the error is within 0.4% after
        # three.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix[fitted])
        strength = model.transform(matrix)
    length = np.sqrt((strength[fitted] ** 2).sum(axis=0))
    strength = strength / np.where(length > 0, length, 1)
    terms = np.asarray(model.components_, dtype=float)
    return np.round(strength, 6), np.round(terms, 6)


def label_agreement(
    matrix: sparse.csr_array,
    k: int,
    random_state: int,
) -> float:
    """Return how alike topics from different random samples label all the articles (mean adjusted
    Rand)."""
    from sklearn.metrics import adjusted_rand_score

    n = matrix.shape[0]
    labels = []
    for sample in range(N_SAMPLES):
        generator = np.random.default_rng([random_state, sample])
        fitted = np.zeros(n, dtype=bool)
        fitted[generator.choice(n, int(SAMPLE_SHARE * n), replace=False)] = True
        strength, _ = factor(matrix, fitted, k, random_state, max_iter=30)
        labels.append(strength.argmax(axis=1))
    agreement = [adjusted_rand_score(one, other) for one, other in combinations(labels, 2)]
    return float(np.mean(agreement))
