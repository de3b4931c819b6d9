"""The classifier of frames, on articles whose frames follow from a word."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource
from mediakit.framing import ClassifierScores, FrameScores, FrameSource, Lexicon
from mediakit.framing.regression import CodedTexts
from mediakit.storing import write_arrays

LISTS = {"ice": ["frost*"]}


@pytest.fixture(scope="module")
def winter(make_articles):
    """A hundred and sixty articles; half are about ice, of which only every other has the list's
    word."""
    rows = []
    for number in range(160):
        cold = number % 2 == 0
        words = ["The rink opened.", "Bakers sold bread."][not cold]
        more = ["The frost stayed.", "Nobody came."][not (cold and number % 4 == 0)]
        rows.append(
            {
                "article_id": f"a{number:03d}",
                "outlet": ["Gull", "Hill"][number // 80],
                "date": "2031-03-03",
                "title": f"Day {number}",
                "text": f"{words} {more}",
            }
        )
    return make_articles(rows)


@pytest.fixture(scope="module")
def codes(winter):
    rows = winter.iloc[:120]
    has = rows["text"].str.contains("rink").astype(int)
    return mk.codes_from_table(pd.DataFrame({"article_id": rows["article_id"], "ice": has}))


@pytest.fixture(scope="module")
def scores(winter, codes):
    return mk.FrameClassifier(LISTS).score_articles(winter, codes)


def test_what_the_list_misses_is_learnt_from_the_coded_articles(winter, codes, scores):
    assert isinstance(scores, ClassifierScores)
    row = scores.table().iloc[0]
    assert row[["frame", "badge", "auc", "n_coded", "n_yes"]].tolist() == [
        "ice",
        "usable",
        1,
        120,
        60,
    ]
    truth = winter["text"].str.contains("rink").astype(int)
    assert scores.predicted()["ice"].tolist() == truth.tolist()  # of the 40 not coded as well
    by_list = mk.score_frames(winter, LISTS)
    assert mk.assess(by_list, codes).table()["auc"].item() == pytest.approx(
        0.75
    )  # half of them tie
    assert mk.assess(scores, codes).table()["auc"].item() == 1


def test_learning_in_the_space_of_the_texts_gives_what_learning_from_all_words_gives():
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    generator = np.random.default_rng(0)
    texts = sparse.csr_matrix(generator.random((30, 200)) * (generator.random((30, 200)) < 0.2))
    truth = generator.random(30) < 0.4
    rows = np.arange(30) < 25
    line = CodedTexts.of(texts, 3.0).learn(rows, truth)
    plain = LogisticRegression(C=3.0, class_weight="balanced", tol=1e-10, max_iter=10_000)
    plain.fit(texts[rows], truth[rows])
    assert line.weights == pytest.approx(plain.coef_[0], abs=1e-5)
    assert line.decide(texts) == pytest.approx(plain.decision_function(texts), abs=1e-5)


def test_coded_articles_are_scored_by_others(winter):
    # Each word is in two articles, of which one has the label: who learns from an article itself
    # is always right, and who learns from the other of the two is always wrong.
    pairs = winter.assign(title="", text=[f"w{number // 2}x " * 9 for number in range(160)])
    said = pd.DataFrame({"article_id": pairs["article_id"], "ice": np.arange(160) % 2})
    found = mk.FrameClassifier(None).score_articles(pairs, mk.codes_from_table(said))
    assert found.table()["auc"].item() < 0.5
    assert "There is no sign that coding 50 more would help" in found.answer()


def test_what_was_learnt_is_kept_in_a_file_and_scores_others_alike(winter, codes, tmp_path):
    classifier = mk.FrameClassifier(LISTS).fit(winter, codes)
    path = classifier.save(tmp_path / "ice")
    assert path.name == "ice.npz"
    kept = mk.load_classifier(path)
    others = winter.iloc[100:]
    one, other = (model.score_articles(others) for model in (classifier.model_, kept))
    pd.testing.assert_frame_equal(one.values(), other.values())
    pd.testing.assert_frame_equal(one.table(), other.table())
    assert one.describe() == other.describe()
    truth = others["text"].str.contains("rink").astype(int)
    assert kept.score_articles(others).predicted()["ice"].tolist() == truth.tolist()
    write_arrays(tmp_path / "topics", "topic model", {}, {})
    with pytest.raises(UnreadableSource, match="is not a frame classifier that mediakit wrote"):
        mk.load_classifier(tmp_path / "topics.npz")
    with pytest.raises(ArticlesNotFound):
        mk.load_classifier(tmp_path / "none.npz")


def test_fewer_than_50_coded_articles_are_refused(winter, codes):
    with pytest.raises(UnknownValue) as error:
        mk.FrameClassifier(LISTS).score_articles(winter.iloc[71:], codes)
    assert str(error.value) == (
        "A classifier needs at least 50 coded articles; of these 49 are coded. With fewer the word "
        "lists rank better, so use score_frames."
    )


def test_scores_of_lists_and_of_a_classifier_are_sources_alike(winter, codes, scores):
    lists = mk.score_frames(winter, Lexicon("ice", "Ice", "", {"ice": ("frost*",)}))
    for source in (lists, scores):
        assert isinstance(source, FrameSource)
        assert source.frames == ("ice",)
        assert list(source.values().columns) == ["article_id", "ice"]
        assert source.features().names == ["ice"]
        assert mk.compare(winter, "outlet", features=source, n_permutations=19).table().shape[0] > 0
        assert mk.estimate_shares(source, codes).table()["n_coded"].item() == 120
        beside = mk.FrameClassifier(source).score_articles(winter, codes)
        assert beside.table()["auc"].item() == 1
    assert not isinstance(codes, FrameSource)
    with pytest.raises(TypeError) as error:
        mk.score_frames(winter, 3)
    assert str(error.value) == (
        "Frames are 'generic', 'policy9', 'policy', a dict with the words of each frame, or what "
        "read_lexicon gives; got an int."
    )


def test_a_dict_of_words_is_a_source(winter):
    assert isinstance(mk.score_frames(winter, LISTS), FrameScores)


def test_copies_of_a_text_are_in_one_fold(winter):
    from mediakit.framing.crossing import draw_folds
    from mediakit.independence import gather_evidence

    marked = winter.assign(reprint_group=[f"r{number // 4}" for number in range(160)])
    told = marked.assign(story=[f"s{number // 8}" for number in range(160)])
    for table, size in ((marked, 4), (told, 8)):
        evidence = gather_evidence(table)
        folds = pd.Series(draw_folds(evidence, np.ones(160, dtype=bool), 0))
        places = evidence.places // size
        assert (folds.groupby(places).nunique() == 1).all()
        assert set(folds) == {0, 1, 2, 3, 4}
