"""Learn each frame from the coded articles, and see how well that ranks those left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.arrays import Flags, Floats, Longs
from mediakit.coding import Codes
from mediakit.coding.assessing import badge_of, best_threshold
from mediakit.framing.crossing import N_FOLDS, CrossLearner, draw_folds
from mediakit.framing.inputs import Inputs
from mediakit.framing.regression import Line
from mediakit.independence import Evidence
from mediakit.uncertainty import auc_interval

__all__ = ["Learning", "learn_frames"]

#: So often folds are drawn: a threshold from one draw depends much on it.
_DRAWS = 3
_RESAMPLES = 50


@dataclass(frozen=True, eq=False)
class Learning:
    """What was learnt of the frames.

    Attributes
    ----------
    table : DataFrame
        A row a frame: frame, badge, auc, low, high, auc_half, n_coded, n_yes, threshold.
    scores : mapping of str to ndarray
        For each frame a number an article.
    lines : mapping of str to Line
        What all coded articles teach of each frame.
    with_hits : bool
        Whether the hits of the lists are columns of the regression.
    gain : tuple of float
        By how much the mean area grew from half of the coded articles to all, and its 95% range.
    """

    table: pd.DataFrame
    scores: Mapping[str, Floats]
    lines: Mapping[str, Line]
    with_hits: bool
    gain: tuple[float, float, float]


def learn_frames(
    inputs: Inputs,
    evidence: Evidence,
    codes: Codes,
    C: float,
    random_state: int,
) -> Learning:
    """Learn without and with the hits of the lists, and keep what ranks the coded articles better,
    each scored by what other articles teach."""
    ids = evidence.article_ids
    is_coded = ids.isin(codes.table["article_id"]).to_numpy()
    folds = [draw_folds(evidence, is_coded, random_state + draw) for draw in range(_DRAWS)]
    said = {label: codes.agreed(label) for label in codes.labels}
    truth = {
        label: values.where(values.isin([0, 1])).reindex(ids).to_numpy(dtype=float)
        for label, values in said.items()
    }
    ways = [False]
    if len(inputs.hits.columns):
        ways.append(True)
    learners = [CrossLearner.of(inputs.texts(with_hits=way), is_coded, C) for way in ways]
    tried = [_score(learner, inputs, truth, folds) for learner in learners]
    best = int(np.argmax([_mean_area(scores, truth) for scores in tried]))
    learner, scores = learners[best], tried[best]
    lines = {label: learner.learn(values, is_coded) for label, values in truth.items()}
    whole = _score(learner, inputs, truth, folds[:1])
    halves = [_score_from_half(learner, inputs, truth, folds[0], half) for half in range(2)]
    rows = [_row(label, scores[label], truth[label]) for label in truth]
    table = pd.DataFrame(rows)
    of_halves = [[_area(truth[label], half[label]) for label in truth] for half in halves]
    table.insert(5, "auc_half", np.round(np.mean(of_halves, axis=0), 6))
    return Learning(
        table=table,
        scores={label: values.round(6) for label, values in scores.items()},
        lines={label: line for label, line in lines.items() if line is not None},
        with_hits=ways[best],
        gain=_gain(whole, halves, truth, folds[0]),
    )


def _score(
    learner: CrossLearner,
    inputs: Inputs,
    truth: Mapping[str, Floats],
    folds: list[Longs],
) -> dict[str, Floats]:
    """Return the scores of all articles, a frame after the other."""
    scores = {}
    for label, values in truth.items():
        draws = [learner.score(values, of_draw) for of_draw in folds]
        scores[label] = inputs.add_lists(np.mean(draws, axis=0), label)
    return scores


def _score_from_half(
    learner: CrossLearner,
    inputs: Inputs,
    truth: Mapping[str, Floats],
    folds: Longs,
    half: int,
) -> dict[str, Floats]:
    """Return the scores of the coded articles from one half of those of other folds."""
    return {
        label: inputs.add_lists(learner.score_from_half(values, folds, half), label)
        for label, values in truth.items()
    }


def _area(truth: Floats, score: Floats) -> float:
    known = ~np.isnan(truth)
    return auc_interval(truth[known] == 1, score[known]).area


def _mean_area(scores: Mapping[str, Floats], truth: Mapping[str, Floats]) -> float:
    areas = [_area(truth[label], scores[label]) for label in truth]
    known = [area for area in areas if not np.isnan(area)]
    return float(np.mean(known or [0.0]))


def _row(label: str, score: Floats, truth: Floats) -> dict[str, object]:
    """Return how well a frame's scores rank the coded articles."""
    known = ~np.isnan(truth)
    is_yes = truth[known] == 1
    found = auc_interval(is_yes, score[known])
    n_yes, n_no = int(is_yes.sum()), int((~is_yes).sum())
    threshold = np.nan
    if n_yes:
        threshold = round(_steady_threshold(is_yes, score[known]), 6)
    return {
        "frame": label,
        "badge": badge_of(found.area, found.low, found.high, n_yes, n_no),
        "auc": found.area,
        "low": found.low,
        "high": found.high,
        "n_coded": n_yes + n_no,
        "n_yes": n_yes,
        "threshold": threshold,
    }


def _steady_threshold(truth: Flags, score: Floats) -> float:
    """Return the mean of the thresholds that are best for F1 in resamples of the articles: that of
    the articles themselves hangs on one or two of them."""
    generator = np.random.default_rng(0)
    limits = []
    for _ in range(_RESAMPLES):
        rows = generator.integers(0, len(truth), len(truth))
        if truth[rows].any():
            limits.append(best_threshold(truth[rows], score[rows]))
    return float(np.mean(limits))


def _gain(
    whole: Mapping[str, Floats],
    halves: list[dict[str, Floats]],
    truth: Mapping[str, Floats],
    folds: Longs,
) -> tuple[float, float, float]:
    """Return by how much the mean area of a fold grew from half of the coded articles to all, and
    the 95% range over folds (Student)."""
    gains = []
    for fold in range(N_FOLDS):
        held = folds == fold
        of_fold = {label: values[held] for label, values in truth.items()}
        apart = [
            _area(values, whole[label][held]) - _area(values, half[label][held])
            for label, values in of_fold.items()
            for half in halves
        ]
        known = [one for one in apart if not np.isnan(one)]
        if known:
            gains.append(float(np.mean(known)))
    if len(gains) < 2:
        return np.nan, np.nan, np.nan
    quantile = float(stats.t.ppf(0.975, len(gains) - 1))
    error = quantile * float(np.std(gains, ddof=1)) / np.sqrt(len(gains))
    mean = float(np.mean(gains))
    return round(mean, 6), round(mean - error, 6), round(mean + error, 6)
