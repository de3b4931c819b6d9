"""A classifier of frames that learns from articles coded by hand, together with the word lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from mediakit.arrays import Flags, Floats, Longs
from mediakit.checks import as_list
from mediakit.coding import Codes
from mediakit.coding.assessing import best_threshold
from mediakit.coding.codes import require_codes
from mediakit.errors import UnknownValue
from mediakit.framing.lexicons import Lexicon
from mediakit.framing.scoring import score_frames
from mediakit.independence import Evidence, gather_evidence
from mediakit.terms.vectorizer import TermVectorizer
from mediakit.tokens import FIELDS, join_fields
from mediakit.wording import count_of, join_names

__all__ = ["ClassifierScores", "FrameClassifier"]

#: With fewer coded articles the lists rank better than anything that can be learnt.
MIN_CODED = 50
#: The weight of the word lists beside what was learnt.
_LISTS = 0.7
_FOLDS, _FEWEST_EACH = 5, 2


@dataclass(frozen=True, eq=False)
class ClassifierScores:
    """How surely each article carries each frame; for coded articles, as if they had not been
    coded."""

    evidence: Evidence
    numbers: pd.DataFrame
    thresholds: dict[str, float]

    def __repr__(self) -> str:
        frames = join_names(self.thresholds)
        return f"Scores of {count_of(len(self.numbers), 'article')} for {frames}: see values()."

    def values(self) -> pd.DataFrame:
        """Return article_id, and a column a frame: the larger, the more surely the article carries
        it. The numbers rank articles; they are no probabilities."""
        return self.numbers.copy()

    def predicted(self) -> pd.DataFrame:
        """Return article_id, and 1 or 0 a frame: whether its score reaches the threshold. Do not
        count these as shares: `estimate_shares` gives shares with ranges that hold."""
        said = {
            frame: (self.numbers[frame] >= limit).astype(int)
            for frame, limit in self.thresholds.items()
        }
        return self.numbers[["article_id"]].assign(**said)


class FrameClassifier(BaseEstimator):
    """Learn frames from articles coded by hand.

    One logistic regression a frame on words and pieces of words (TF-IDF of single words, pairs, and
    three to five letters), added to the scores of the word lists, each standardised.

    Parameters
    ----------
    frames : str or Lexicon, default 'generic'
        The word lists; frames that have none are learnt from the words alone.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    C : float, default 3.0
        How freely the regression follows the coded articles.
    random_state : int, default 0
        The seed of chance.

    References
    ----------
    docs/methods.md for what was measured; scikit-learn's LogisticRegression.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.FrameClassifier("generic").get_params()["C"]
    3.0
    """

    def __init__(
        self,
        frames: str | Lexicon = "generic",
        *,
        fields: str | Sequence[str] = FIELDS,
        C: float = 3.0,
        random_state: int = 0,
    ) -> None:
        self.frames = frames
        self.fields = fields
        self.C = C
        self.random_state = random_state

    def score_articles(self, articles: pd.DataFrame, codes: Codes) -> ClassifierScores:
        """Learn from the coded articles among these, and score all of them.

        A coded article is scored by what the others teach (five folds), so that `assess` and
        `estimate_shares` can be given the scores as they are. Copies of a text and articles of one
        story are in one fold.

        Parameters
        ----------
        articles : DataFrame
            The articles table.
        codes : Codes
            What `read_codes` gives.

        Returns
        -------
        ClassifierScores
            `values()` for `assess` and `estimate_shares`, `predicted()` yes or no.

        Raises
        ------
        UnknownValue
            If fewer than 50 articles are coded: below that, the lists alone rank better.
        """
        require_codes(codes)
        fields = tuple(as_list(self.fields))
        evidence = gather_evidence(articles, columns=fields, reprints="keep")
        ids = evidence.article_ids
        is_coded = ids.isin(codes.table["article_id"]).to_numpy()
        if is_coded.sum() < MIN_CODED:
            raise UnknownValue(
                f"{int(is_coded.sum())} of the articles are coded, and a classifier needs at least "
                f"{MIN_CODED}: with fewer the word lists rank better, so use score_frames."
            )
        words = _features(join_fields(evidence.articles(), fields))
        lists = self._lists(articles, ids)
        folds = _folds(evidence, is_coded, self.random_state)
        numbers, limits = {"article_id": ids.to_numpy()}, {}
        for label in codes.labels:
            said = codes.agreed(label)
            truth = said.where(said.isin([0, 1])).reindex(ids).to_numpy(dtype=float)
            learnt = self._learnt(words, truth, folds)
            score = learnt
            if label in lists.columns:
                score = learnt + _LISTS * _standardised(lists[label].to_numpy())
            known = ~np.isnan(truth)
            numbers[label] = score.round(6)
            limits[label] = best_threshold(truth[known] == 1, score[known])
        return ClassifierScores(evidence, pd.DataFrame(numbers), limits)

    def _lists(self, articles: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
        scores = score_frames(
            articles,
            self.frames,
            fields=self.fields,
            reprints="keep",
            random_state=self.random_state,
        )
        return scores.values().set_index("article_id").loc[ids.to_numpy()].reset_index(drop=True)

    def _learnt(self, words: sparse.csr_matrix, truth: Floats, folds: Longs) -> Floats:
        """Return what the words say, standardised; of coded articles, by what the others teach."""
        known = ~np.isnan(truth)
        if min((truth[known] == 1).sum(), (truth[known] == 0).sum()) < _FEWEST_EACH:
            return np.zeros(len(truth))
        score = np.zeros(len(truth))
        if not known.all():
            score = _standardised_by(self._decide(words, truth, known, ~known), ~known)
        for fold in range(_FOLDS):
            held = known & (folds == fold)
            others = known & ~held
            if held.any() and len(np.unique(truth[others])) == 2:
                decided = self._decide(words, truth, others, ~others)
                score[held] = _standardised_by(decided, ~others)[held]
        return score

    def _decide(
        self,
        words: sparse.csr_matrix,
        truth: Floats,
        rows: Flags,
        asked: Flags,
    ) -> Floats:
        """Return the decision for the rows asked for, by what other rows teach."""
        model = LogisticRegression(C=self.C, class_weight="balanced", solver="liblinear")
        model.fit(words[rows], truth[rows] == 1)
        decided = np.zeros(len(truth))
        decided[asked] = model.decision_function(words[asked])
        return decided


def _features(texts: list[str]) -> sparse.csr_matrix:
    """Return the weights of words and pieces of words; pieces weigh half as much."""
    settings: dict[str, Any] = {"min_df": 2, "sublinear_tf": True}
    words = TermVectorizer(ngram_range=(1, 2), stop_words="english", **settings)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), **settings)
    parts = [words.fit_transform(texts), np.sqrt(0.5) * pieces.fit_transform(texts)]
    return sparse.csr_matrix(sparse.hstack(parts, format="csr"))


def _folds(evidence: Evidence, is_coded: Flags, random_state: int) -> Longs:
    """Return a fold for each article; copies of a text and articles of a story share one."""
    rows = evidence.articles()
    ids = evidence.article_ids
    groups = ids
    for column in ("reprint_group", "story_id"):
        if column in rows.columns:
            groups = rows[column].astype("str").fillna(groups)
    names = np.unique(groups[is_coded].to_numpy(dtype=str))
    drawn = np.random.default_rng(random_state).permutation(len(names)) % _FOLDS
    fold_of = dict(zip(names, drawn, strict=True))
    return groups.map(fold_of).fillna(-1).to_numpy(dtype=np.int64)


def _standardised(values: Floats) -> Floats:
    return (values - values.mean()) / (values.std() or 1.0)


def _standardised_by(values: Floats, rows: Flags) -> Floats:
    """Return values by the mean and the spread of some rows."""
    some = values[rows]
    return (values - some.mean()) / (some.std() or 1.0)
