"""A topic model: what gives topics to articles, those that it was found from and new ones alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from mediakit.arrays import Flags, Floats, Longs
from mediakit.checks import one_of
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.latent import Axes, Singles, Weights, unit_rows
from mediakit.storing import read_arrays, write_arrays
from mediakit.topics.factoring import improve, products_of
from mediakit.topics.given import NO_TOPIC, Given, topic_table
from mediakit.topics.mixture import Mixture
from mediakit.topics.runs import Runs
from mediakit.topics.words import TopicWords, read_known_words

__all__ = ["TopicModel", "has_first_terms", "load_topics"]

_FIRST_TERMS = 10
_SWEEPS = 10
#: Topics of two models with a cosine below this are not the same.
_ALIKE = 0.3
_KIND = "topic model"
#: What is kept as text in a file.
_TEXTS = ("names", "top_terms", "firmness", "least_sure", "sizes", "fields")


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics as they were found, ready to be given to any articles.

    It is `find_topics(...).model`, or read by `load_topics`. An article gets the same topic and the
    same numbers from `assign` as it got when the topics were found.

    Attributes
    ----------
    names : tuple of str
        The topics.
    top_terms : tuple of tuples of str
        The terms that set each topic apart, the first of them first.
    firmness : tuple of float
        How like the topic is what other runs found, 0 to 1 (Jaccard index).
    least_sure : tuple of float
        How far the runs must agree, for each topic, on an article with none of its ten first terms.
    sizes : tuple of int
        How many of the articles that the model was found from have each topic.
    fields : tuple of str
        The columns to read.
    terms : ndarray of str, shape (n_terms,)
        The words that the model knows.
    idf : ndarray of float, shape (n_terms,)
        How much each weighs.
    axes : Axes
        The axes of the weights (latent semantic analysis).
    runs : Runs
        The clusterings that voted.
    mixture : Mixture
        The words of each pattern, which have the last word on an article.
    means : ndarray of float32, shape (n_terms, n_patterns)
        The mean weights of the articles of each pattern, of length 1.
    topic_of : ndarray of int64, shape (n_patterns,)
        Which topic each pattern is part of; -1 if it was dropped.
    """

    names: tuple[str, ...]
    top_terms: tuple[tuple[str, ...], ...]
    firmness: tuple[float, ...]
    least_sure: tuple[float, ...]
    sizes: tuple[int, ...]
    fields: tuple[str, ...]
    terms: np.ndarray
    idf: Floats
    axes: Axes
    runs: Runs
    mixture: Mixture
    means: Singles
    topic_of: Longs

    def __repr__(self) -> str:
        return f"TopicModel({', '.join(self.names)})"

    def assign(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the topic of each article.

        Parameters
        ----------
        articles : DataFrame
            The articles table.

        Returns
        -------
        DataFrame
            A row an article, sorted by article_id: article_id, outlet, date and title as far as the
            table has them; topic, missing where none fits; sure, 0 to 1.
        """
        evidence = gather_evidence(articles, columns=self.fields, reprints="keep")
        given = self.give(self.read(evidence.articles()))
        return topic_table(evidence.named_articles(), self.names, given)

    def match(self, other: TopicModel) -> pd.DataFrame:
        """Return which topic of another model each topic is.

        Returns
        -------
        DataFrame
            A row a topic: topic, other (missing if none is like it), similarity (the cosine of
            their mean articles, over the words that either knows).
        """
        if not isinstance(other, TopicModel):
            raise UnknownValue(
                "match() compares with another topic model, such as find_topics(...).model; got "
                f"{type(other).__name__}."
            )
        cosines = self._known_means(other.terms) @ other._known_means(other.terms).T
        rows, columns = linear_sum_assignment(-cosines)
        table = pd.DataFrame({"topic": list(self.names), "other": None, "similarity": 0.0})
        alike = cosines[rows, columns].astype(np.float64).round(3)
        table.loc[rows, "other"] = np.array(other.names, dtype=object)[columns]
        table.loc[rows, "similarity"] = alike
        table["other"] = table["other"].where(table["similarity"] >= _ALIKE).astype("str")
        return table

    def _known_means(self, terms: np.ndarray) -> Floats:
        """Return the mean article of each topic in other terms, shape (k, n_terms).

        Words that the others do not have count in the length.
        """
        totals = self._by_topic(self.means.astype(np.float64) * self._pattern_sizes()).T
        totals = unit_rows(totals).astype(np.float64)
        place_of = {str(term): place for place, term in enumerate(self.terms)}
        places = np.array([place_of.get(str(term), -1) for term in terms], dtype=np.int64)
        return np.where(places >= 0, totals[:, places], 0)

    def _pattern_sizes(self) -> Floats:
        return np.exp(self.mixture.log_sizes) - 1

    def save(self, path: str | Path) -> Path:
        """Write the model to a file that `load_topics` reads, and return its path; the file ends in
        .npz."""
        texts = {name: getattr(self, name) for name in _TEXTS}
        arrays = {
            "terms": self.terms,
            "idf": self.idf,
            "axis_terms": self.axes.terms,
            "axis_strength": self.axes.strength,
            "centres": self.runs.centres,
            "powers": self.runs.powers,
            "votes": self.runs.votes,
            "shares": self.runs.shares,
            "log_words": self.mixture.log_words,
            "log_sizes": self.mixture.log_sizes,
            "means": self.means,
            "topic_of": self.topic_of,
        }
        return write_arrays(path, _KIND, texts, arrays)

    def read(self, articles: pd.DataFrame) -> TopicWords:
        """Return the words of articles as far as the model knows them."""
        return read_known_words(articles, self.fields, self.terms, self.idf)

    def give(self, words: TopicWords) -> Given:
        """Give each article a topic.

        The topic is the one that the words of the article most likely come from. It is none if the
        article has no word that the model knows; or none of the topic's ten first terms while the
        runs do not agree either.
        """
        found = self.mixture.chances(words.logs).argmax(axis=1)
        topics = self.topic_of[found]
        support = self._by_topic(self.runs.support(self.axes.of(words.weights), self.axes))
        sure = support[np.arange(len(topics)), topics].round(6)
        has_terms = has_first_terms(words, topics, self.top_terms)
        unsure = ~has_terms & (sure < np.array(self.least_sure)[topics])
        without = unsure | ~words.has_words | (topics == NO_TOPIC)
        topics = np.where(without, NO_TOPIC, topics)
        parts = self._by_topic(parts_of_topics(words.weights, self.means))
        total = parts.sum(axis=1, keepdims=True)
        parts = parts / np.where(total > 0, total, 1)
        return Given(topics, np.where(without, 0.0, sure), parts.round(6))

    def _by_topic(self, of_patterns: Floats) -> Floats:
        """Add up numbers of patterns that are one topic; dropped ones are left out."""
        out = np.zeros((len(of_patterns), len(self.names)))
        for pattern in np.flatnonzero(self.topic_of != NO_TOPIC):
            out[:, self.topic_of[pattern]] += of_patterns[:, pattern]
        return out

    def renamed(self, names: dict[str, str]) -> TopicModel:
        """Return the model with other names for some topics, by their names now."""
        for name in names:
            one_of("topic", name, self.names)
        changed = tuple(str(names.get(name, name)) for name in self.names)
        if len(set(changed)) < len(changed):
            raise UnknownValue("Two topics cannot have the same name; merge() makes them one.")
        return replace(self, names=changed)

    def merged(
        self,
        names: Sequence[str],
        name: str,
    ) -> TopicModel:
        """Return the model with several topics as one, under a new name."""
        wanted = list(dict.fromkeys(names))
        for one in wanted:
            one_of("topic", one, self.names)
        if len(wanted) < 2:
            raise UnknownValue("merge() makes one topic of at least two.")
        if name in set(self.names) - set(wanted):
            raise UnknownValue(f"There is a topic “{name}” already, which is not merged.")
        numbers = [self.names.index(one) for one in wanted]
        group_of = [min(numbers) if topic in numbers else topic for topic in range(len(self.names))]
        model = self._regrouped(np.array(group_of))
        return model.renamed({model.names[min(numbers)]: name})

    def without(self, names: Sequence[str]) -> TopicModel:
        """Return the model without some topics: articles nearest to them have none."""
        for name in names:
            one_of("topic", name, self.names)
        if set(self.names) <= set(names):
            raise UnknownValue("drop() leaves at least one topic.")
        groups = [NO_TOPIC if name in names else topic for topic, name in enumerate(self.names)]
        return self._regrouped(np.array(groups))

    def _regrouped(self, groups: Longs) -> TopicModel:
        """Return the model with each topic in a group; those of group -1 are dropped."""
        kept = [int(group) for group in np.unique(groups[groups != NO_TOPIC])]
        numbers = {group: number for number, group in enumerate(kept)} | {NO_TOPIC: NO_TOPIC}
        number_of = np.array([numbers[int(group)] for group in groups] + [NO_TOPIC])
        parts = [np.flatnonzero(groups == group) for group in kept]
        sizes = np.array(self.sizes)
        firmness = [_firmness_of(self.firmness, part) for part in parts]
        return replace(
            self,
            names=tuple(self.names[group] for group in kept),
            top_terms=tuple(_in_turn([self.top_terms[topic] for topic in part]) for part in parts),
            firmness=tuple(firmness),
            least_sure=tuple(max(np.array(self.least_sure)[part].tolist()) for part in parts),
            sizes=tuple(int(sizes[part].sum()) for part in parts),
            topic_of=number_of[self.topic_of],
        )


def has_first_terms(
    words: TopicWords,
    topics: Longs,
    top_terms: Sequence[Sequence[str]],
) -> Flags:
    """Say which articles have at least one of the ten first terms of their topic."""
    place_of = {str(term): place for place, term in enumerate(words.terms)}
    by_column = words.weights.by_column
    has = np.zeros(len(topics), dtype=bool)
    for topic, terms in enumerate(top_terms):
        for term in terms[:_FIRST_TERMS]:
            place = place_of[term]
            rows = by_column.indices[by_column.indptr[place] : by_column.indptr[place + 1]]
            has[rows[topics[rows] == topic]] = True
    return has


def _firmness_of(firmness: Sequence[float], part: Longs) -> float:
    """Return the firmness of a topic; not known of one that several were merged into."""
    if len(part) > 1:
        return np.nan
    return firmness[part[0]]


def _in_turn(several: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the first term of each, then the second of each, and so on."""
    longest = max(len(terms) for terms in several)
    ranked = [terms[place] for place in range(longest) for terms in several if place < len(terms)]
    return tuple(dict.fromkeys(ranked))[:longest]


def parts_of_topics(weights: Weights, means: Singles) -> Floats:
    """Return how much of each pattern's mean article is in each article: the non-negative sum of
    means that comes nearest to its weights."""
    parts = np.zeros((weights.shape[0], means.shape[1]), dtype=np.float32)
    improve(weights.by_row, means, products_of(means), parts, n_sweeps=_SWEEPS)
    return parts.astype(np.float64)


def load_topics(path: str | Path) -> TopicModel:
    """Read the topic model that `find_topics(...).model.save(path)` wrote.

    Parameters
    ----------
    path : str or Path
        The file, which ends in .npz.

    Returns
    -------
    TopicModel
        It gives articles the same topics and numbers as the model that was saved.

    Raises
    ------
    ArticlesNotFound
        If the file is not there.
    UnreadableSource
        If it is no topic model.

    Examples
    --------
    >>> import mediakit as mk
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> topics = mk.find_topics(mk.load_demo_articles(), n_topics=4)
    >>> with TemporaryDirectory() as folder:
    ...     path = topics.model.save(Path(folder) / "topics.npz")
    ...     mk.load_topics(path).names == topics.model.names
    True
    """
    texts, arrays = read_arrays(path, _KIND)
    return TopicModel(
        names=tuple(texts["names"]),
        top_terms=tuple(tuple(terms) for terms in texts["top_terms"]),
        firmness=tuple(texts["firmness"]),
        least_sure=tuple(texts["least_sure"]),
        sizes=tuple(texts["sizes"]),
        fields=tuple(texts["fields"]),
        terms=arrays["terms"],
        idf=arrays["idf"],
        axes=Axes(arrays["axis_terms"], arrays["axis_strength"]),
        runs=Runs(*[arrays[name] for name in ("centres", "powers", "votes", "shares")]),
        mixture=Mixture(arrays["log_words"], arrays["log_sizes"]),
        means=arrays["means"],
        topic_of=arrays["topic_of"],
    )
