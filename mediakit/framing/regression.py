"""Logistic regression on few texts with many words, learnt in the space that the texts span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from mediakit.arrays import Flags, Floats

__all__ = ["CodedTexts", "Line"]

_NONE = 1e-9  # of the largest: an axis as short as this is none
_PRECISION = 1e-8


@dataclass(frozen=True, eq=False)
class Line:
    """What was learnt: a weight for each word, and what is added."""

    weights: Floats
    bias: float

    def decide(self, texts: sparse.csr_matrix) -> Floats:
        """Return how far each text is on the side of yes."""
        return texts @ self.weights + self.bias


@dataclass(frozen=True, eq=False)
class CodedTexts:
    """Texts to learn from.

    With an L2 penalty the weights lie in the space that the texts span (the representer theorem),
    which has no more axes than there are texts: learning takes as long as there are texts, and not
    words.
    """

    texts: sparse.csr_matrix
    places: Floats
    axes: Floats
    C: float

    @classmethod
    def of(cls, texts: sparse.csr_matrix, C: float) -> CodedTexts:
        """Return texts with their places in the space that they span."""
        strength, axes = np.linalg.eigh((texts @ texts.T).toarray())
        kept = strength > _NONE * strength.max(initial=1)
        lengths = np.sqrt(strength[kept])
        return cls(texts, axes[:, kept] * lengths, axes[:, kept] / lengths, C)

    def learn(self, rows: Flags, truth: Flags) -> Line:
        """Learn yes and no, both weighing the same, from some of the texts."""
        model = LogisticRegression(
            C=self.C,
            class_weight="balanced",
            solver="newton-cholesky",
            tol=_PRECISION,
        )
        model.fit(self.places[rows], truth[rows])
        weights = self.texts.T @ (self.axes @ model.coef_[0])
        return Line(weights, float(model.intercept_[0]))
