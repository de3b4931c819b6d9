"""What a classifier learnt: it scores other articles, and is kept in a file without pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit.framing.classified import ClassifierScores, Learnt
from mediakit.framing.crossing import standardised
from mediakit.framing.inputs import Inputs, list_scores
from mediakit.framing.lexicons import Lexicon
from mediakit.framing.regression import Line
from mediakit.framing.text_weights import TextWeights
from mediakit.independence import gather_evidence
from mediakit.storing import read_arrays, write_arrays
from mediakit.tokens import join_fields

__all__ = ["FrameModel", "load_classifier"]

_KIND = "frame classifier"
_LIST = ("name", "title", "source", "words", "means")


@dataclass(frozen=True, eq=False)
class FrameModel:
    """A classifier that has learnt.

    Attributes
    ----------
    learnt : Learnt
        The frames, how well their scores rank, and from where on the answer is yes.
    weights : TextWeights
        Which words there are, and how rare they are.
    lines : mapping of str to Line
        What was learnt of each frame; nothing of one that too few articles carry, or lack.
    lists : Lexicon or None
        The word lists, if there are any.
    with_hits : bool
        Whether the regression has the hits of the lists as columns.
    fields : tuple of str
        The columns that are read.
    random_state : int
        The seed of chance.
    """

    learnt: Learnt
    weights: TextWeights
    lines: Mapping[str, Line]
    lists: Lexicon | None
    with_hits: bool
    fields: tuple[str, ...]
    random_state: int

    def __repr__(self) -> str:
        return self.learnt.about

    def score_articles(self, articles: pd.DataFrame) -> ClassifierScores:
        """Score articles that nobody coded. Scores are standardised over these articles, so give
        all that belong together."""
        evidence = gather_evidence(articles, columns=self.fields)
        rows = evidence.articles()
        options = {
            "fields": self.fields,
            "reprints": "keep",
            "random_state": self.random_state,
        }
        ranks, hits = list_scores(rows, self.lists, options)
        inputs = Inputs(self.weights.of(join_fields(rows, self.fields)), ranks, hits)
        texts = inputs.texts(with_hits=self.with_hits)
        numbers = {"article_id": evidence.article_ids}
        for frame in self.learnt.frames:
            score = np.zeros(len(rows))
            if frame in self.lines and len(rows):
                score = standardised(self.lines[frame].decide(texts))
            numbers[frame] = pd.Series(inputs.add_lists(score, frame).round(6))
        reason = ""
        if not len(rows):
            reason = "There are no articles to score."
        return ClassifierScores(evidence, reason, pd.DataFrame(numbers), self.learnt)

    def save(self, path: str | Path) -> Path:
        """Write what was learnt to a file that `load_classifier` reads, and return its path; the
        file ends in .npz. It holds words of the articles, but no article."""
        lists = None
        if self.lists is not None:
            lists = {name: getattr(self.lists, name) for name in _LIST}
        texts = {
            "about": self.learnt.about,
            "gain": self.learnt.gain,
            "table": self.learnt.table.to_dict("list"),
            "lists": lists,
            "with_hits": self.with_hits,
            "fields": self.fields,
            "random_state": self.random_state,
            "biases": {frame: line.bias for frame, line in self.lines.items()},
        }
        lines = [line.weights for line in self.lines.values()]
        arrays = self.weights.arrays() | {"lines": np.array(lines)}
        return write_arrays(path, _KIND, texts, arrays)


def load_classifier(path: str | Path) -> FrameModel:
    """Read what a `FrameClassifier` learnt and `save(path)` wrote.

    Parameters
    ----------
    path : str or Path
        The file, which ends in .npz.

    Returns
    -------
    FrameModel
        Its `score_articles(articles)` scores articles as the classifier that was saved does.

    Raises
    ------
    ArticlesNotFound
        If the file is not there.
    UnreadableSource
        If it is no classifier.

    Examples
    --------
    >>> import mediakit as mk
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> articles = mk.load_demo_articles()
    >>> has = articles["text"].str.contains("court").astype(int)
    >>> codes = mk.codes_from_table(articles[["article_id"]].assign(moral=has))
    >>> classifier = mk.FrameClassifier().fit(articles, codes)
    >>> with TemporaryDirectory() as folder:
    ...     path = classifier.save(Path(folder) / "frames")
    ...     mk.load_classifier(path).learnt.frames
    ('moral',)
    """
    texts, arrays = read_arrays(path, _KIND)
    lists = None
    if texts["lists"] is not None:
        words = {frame: tuple(entries) for frame, entries in texts["lists"]["words"].items()}
        lists = Lexicon(**texts["lists"] | {"words": words})
    weights = arrays.pop("lines")
    biases = texts["biases"]
    lines = {
        frame: Line(row, bias) for row, (frame, bias) in zip(weights, biases.items(), strict=True)
    }
    learnt = Learnt(pd.DataFrame(texts["table"]), tuple(texts["gain"]), texts["about"])
    return FrameModel(
        learnt,
        TextWeights.restored(arrays),
        lines,
        lists,
        texts["with_hits"],
        tuple(texts["fields"]),
        texts["random_state"],
    )
