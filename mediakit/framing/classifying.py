"""A classifier of frames that learns from articles coded by hand, together with the word lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from mediakit.checks import as_list
from mediakit.coding import Codes
from mediakit.coding.codes import require_codes
from mediakit.errors import UnknownValue
from mediakit.framing.classified import ClassifierScores, Learnt
from mediakit.framing.frame_model import FrameModel
from mediakit.framing.inputs import LISTS, Inputs, list_scores
from mediakit.framing.learning import Learning, learn_frames
from mediakit.framing.lexicons import Lexicon
from mediakit.framing.sources import FrameSource, WordLists, lexicon_of
from mediakit.framing.text_weights import TextWeights
from mediakit.independence import Evidence, gather_evidence
from mediakit.latent import one_thread
from mediakit.tokens import FIELDS, join_fields
from mediakit.wording import choose, join_names

__all__ = ["FrameClassifier"]

#: With fewer coded articles the lists rank better than anything that can be learnt.
MIN_CODED = 50


class FrameClassifier(BaseEstimator):
    """Learn frames from articles coded by hand.

    One logistic regression a frame on words and pieces of words (TF-IDF of single words, pairs, and
    three to five letters), added to the scores of the word lists, each standardised. The hits of
    all lists are columns of the regression as well if cross-validation says that they help.

    Parameters
    ----------
    frames : str, dict, Lexicon, FrameScores or None, default 'generic'
        The word lists, as for `score_frames`, or scores that were made before; frames without any
        are learnt from the words alone. None is no list at all.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    C : float, default 3.0
        How freely the regression follows the coded articles.
    random_state : int, default 0
        The seed of chance.

    Attributes
    ----------
    model_ : FrameModel
        What `fit` has learnt; it scores other articles, and `save(path)` keeps it.

    References
    ----------
    docs/methods.md for what was measured; scikit-learn's LogisticRegression.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> has = articles["text"].str.contains("court").astype(int)
    >>> codes = mk.codes_from_table(articles[["article_id"]].assign(moral=has))
    >>> scores = mk.FrameClassifier("generic").score_articles(articles, codes)
    >>> scores.table()["n_coded"].tolist()
    [101]
    """

    def __init__(
        self,
        frames: WordLists | FrameSource | None = "generic",
        *,
        fields: str | Sequence[str] = FIELDS,
        C: float = 3.0,
        random_state: int = 0,
    ) -> None:
        self.frames = frames
        self.fields = fields
        self.C = C
        self.random_state = random_state

    def fit(self, articles: pd.DataFrame, codes: Codes) -> FrameClassifier:
        """Learn from the coded articles among these; see `score_articles`."""
        self.score_articles(articles, codes)
        return self

    def score_articles(self, articles: pd.DataFrame, codes: Codes) -> ClassifierScores:
        """Learn from the coded articles among these, and score all of them.

        A coded article is scored by what the others teach (five folds, drawn three times), so that
        `assess` and `estimate_shares` can be given the scores as they are. Copies of a text and
        articles of one story are in one fold.

        Parameters
        ----------
        articles : DataFrame
            The articles table.
        codes : Codes
            What `read_codes` gives.

        Returns
        -------
        ClassifierScores
            `values()` for `assess` and `estimate_shares`, `predicted()` yes or no, `answer()`
            whether coding more would help.

        Raises
        ------
        UnknownValue
            If fewer than 50 articles are coded: below that, the lists alone rank better.
        """
        require_codes(codes)
        fields = tuple(as_list(self.fields))
        evidence = gather_evidence(articles, columns=fields)
        _require_enough(evidence, codes)
        source = self._source()
        rows = evidence.articles()
        options = {"fields": fields, "reprints": "keep", "random_state": self.random_state}
        ranks, hits = list_scores(rows, source, options)
        weights, words = TextWeights.learn(join_fields(rows, fields))
        inputs = Inputs(words, ranks, hits)
        with one_thread():
            found = learn_frames(inputs, evidence, codes, self.C, self.random_state)
        learnt = Learnt(found.table, found.gain, _about(found, codes, ranks))
        self.model_ = FrameModel(
            learnt,
            weights,
            found.lines,
            _lists_of(source),
            found.with_hits,
            fields,
            self.random_state,
        )
        numbers = pd.DataFrame({"article_id": evidence.article_ids} | dict(found.scores))
        return ClassifierScores(evidence, "", numbers, learnt)

    def save(self, path: str | Path) -> Path:
        """Write what was learnt to a file that `load_classifier` reads; see `FrameModel.save`."""
        check_is_fitted(self)
        return self.model_.save(path)

    def _source(self) -> Lexicon | FrameSource | None:
        if self.frames is None or isinstance(self.frames, FrameSource):
            return self.frames
        return lexicon_of(self.frames)


def _require_enough(evidence: Evidence, codes: Codes) -> None:
    n_coded = int(evidence.article_ids.isin(codes.table["article_id"]).sum())
    if n_coded < MIN_CODED:
        raise UnknownValue(
            f"A classifier needs at least {MIN_CODED} coded articles; of these {n_coded} "
            f"{choose(n_coded, 'is', 'are')} coded. With fewer the word lists rank better, so use "
            "score_frames."
        )


def _lists_of(source: Lexicon | FrameSource | None) -> Lexicon | None:
    """Return the word lists with which other articles can be scored."""
    if isinstance(source, Lexicon):
        return source
    return getattr(source, "lexicon", None)


def _about(found: Learning, codes: Codes, ranks: pd.DataFrame) -> str:
    """Say how the scores are made."""
    columns = ""
    if found.with_hits:
        columns = ", and on the hits of the word lists, which cross-validation chose to use"
    lists = ""
    if not set(codes.labels).isdisjoint(ranks.columns):
        lists = f" To it is added {LISTS} times the score of the frame's word list, standardised."
    return (
        f"A classifier of {join_names(codes.labels)}: for each a logistic regression (L2) on "
        f"TF-IDF of words, pairs of words, and three to five letters{columns}.{lists}"
    )
