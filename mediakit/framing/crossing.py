"""Learning from some of the coded articles, and asking about the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from mediakit.arrays import Flags, Floats, Longs
from mediakit.framing.regression import CodedTexts, Line
from mediakit.independence import Evidence

__all__ = ["N_FOLDS", "CrossLearner", "draw_folds", "standardised"]

N_FOLDS = 5
#: Coded articles with and without a frame that learning needs.
_FEWEST_EACH = 2


def draw_folds(evidence: Evidence, is_coded: Flags, random_state: int) -> Longs:
    """Return a fold for each coded article, -1 for others; copies of a text and articles of a story
    share one."""
    ids = evidence.article_ids
    groups = ids
    for column in ("reprint_group", "story"):
        if column in evidence.table.columns:
            groups = evidence.column(column).astype("str").fillna(groups)
    names = np.unique(groups[is_coded].to_numpy(dtype=str))
    drawn = np.random.default_rng(random_state).permutation(len(names)) % N_FOLDS
    fold_of = dict(zip(names, drawn, strict=True))
    folds = groups.map(fold_of).fillna(-1).to_numpy(dtype=np.int64)
    return np.where(is_coded, folds, -1)


def standardised(values: Floats, rows: Flags | slice = slice(None)) -> Floats:
    """Return values by the mean and the spread of some of them."""
    some = values[rows]
    return (values - some.mean(axis=0)) / np.where(some.std(axis=0) > 0, some.std(axis=0), 1)


@dataclass(frozen=True, eq=False)
class CrossLearner:
    """Learns a label from coded articles.

    Attributes
    ----------
    texts : sparse matrix, a row an article
        What is known of each article.
    coded : CodedTexts
        Those of the coded ones.
    is_coded : ndarray of bool
        Which articles are coded.
    """

    texts: sparse.csr_matrix
    coded: CodedTexts
    is_coded: Flags

    @classmethod
    def of(cls, texts: sparse.csr_matrix, is_coded: Flags, C: float) -> CrossLearner:
        """Return a learner from the coded articles."""
        return cls(texts, CodedTexts.of(texts[is_coded], C), is_coded)

    def learn(self, truth: Floats, rows: Flags) -> Line | None:
        """Return what some of the coded articles teach; None if too few have the label, or lack
        it."""
        rows = rows & ~np.isnan(truth)
        known = truth[rows]
        if min((known == 1).sum(), (known == 0).sum()) < _FEWEST_EACH:
            return None
        return self.coded.learn(rows[self.is_coded], (truth == 1)[self.is_coded])

    def score(self, truth: Floats, folds: Longs) -> Floats:
        """Return what the coded articles say of the others, and of each coded one what those of
        other folds say, standardised; 0 if nothing can be learnt."""
        known = ~np.isnan(truth)
        score = np.zeros(len(truth))
        if not known.all():
            score = self._asked(truth, known, ~known)
        for fold in range(N_FOLDS):
            held = known & (folds == fold)
            score += self._asked(truth, known & ~held, held)
        return score

    def score_from_half(self, truth: Floats, folds: Longs, half: int) -> Floats:
        """Return what one half (0 or 1) of the coded articles of other folds says of each coded
        one."""
        known = ~np.isnan(truth)
        score = np.zeros(len(truth))
        in_half = np.random.default_rng(0).permutation(len(truth)) % 2 == half
        for fold in range(N_FOLDS):
            held = known & (folds == fold)
            score += self._asked(truth, known & ~held & in_half, held)
        return score

    def _asked(self, truth: Floats, rows: Flags, asked: Flags) -> Floats:
        """Return what some coded articles say of those asked about, and 0 of the others."""
        said = np.zeros(len(truth))
        line = self.learn(truth, rows)
        if line is None or not asked.any():
            return said
        decided = standardised(line.decide(self.texts), ~rows)
        said[asked] = decided[asked]
        return said
