"""Frame scores counted by hand, and word lists of one's own, good and broken."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mediakit import compare, load_frames, score_frames
from mediakit.errors import ColumnMissing, UnknownValue, UnspacedScript
from mediakit.framing import Lexicon, hits

SEA = Lexicon(
    "sea",
    "The sea",
    "",
    {"boats": ("ferry", "boat*"), "money": ('"low pay"', "fare*", "prize"), "ice": ("ice",)},
)


def lexicon(*words):
    return Lexicon("one", "One frame", "", {"it": words})


def test_a_score_is_the_share_of_sentences_with_a_word_of_the_frame(articles):
    scores = score_frames(articles, SEA).articles().set_index("article_id")
    # a01: Ferry halts / The ferry stopped at noon. / Crews blame low pay. a07: Ferry fares / Fares on the ferry will rise.
    # a12: Ferry letters / Readers wrote about low pay. a11: Loaf prize / A loaf won the marsh prize. a06: Snow / Snow
    assert scores.loc["a01", ["n_sentences", "boats", "money", "ice"]].tolist() == [
        3,
        pytest.approx(2 / 3),
        pytest.approx(1 / 3),
        0,
    ]
    assert scores.loc["a07", ["n_sentences", "boats", "money", "ice"]].tolist() == [2, 1, 1, 0]
    assert scores.loc["a12", ["boats", "money"]].tolist() == [0.5, 0.5]
    assert scores.loc["a11", ["boats", "money"]].tolist() == [0, 1]
    assert scores.loc["a06", ["boats", "money", "ice"]].tolist() == [0, 0, 0]


def test_scores_do_not_depend_on_how_many_texts_are_read_at_a_time(articles, monkeypatch):
    whole = score_frames(articles, SEA).articles()
    monkeypatch.setattr(hits, "_PART", 2)
    pd.testing.assert_frame_equal(score_frames(articles, SEA).articles(), whole)


@pytest.mark.parametrize(
    ("words", "sentence", "hit"),
    [
        (("ferry",), "The FERRY's crew.", True),
        (("ferry",), "The ferry’s crew.", True),
        (("ferry",), "Two ferrys.", False),
        (("ferr*",), "Ferries' crews.", True),
        (("ferries",), "Ferries' crews.", True),
        (('"low pay"',), "Low pay's end.", True),
        (('"low pay"',), "Low, pay.", True),  # punctuation parts no phrase
        (('"low pay"',), "Pay low.", False),
        (('"back* down"',), "It backed down.", True),
        (("snow", "ice"), "Ice.", True),
        (("stand-off*",), "Two stand-offs.", True),
        (("Ferry",), "ferry", True),
    ],
)
def test_words_stars_phrases_and_possessives(make_articles, words, sentence, hit):
    table = make_articles([{"text": sentence}])
    assert score_frames(table, lexicon(*words)).articles()["it"].tolist() == [float(hit)]


def test_words_of_a_phrase_in_two_sentences_are_no_hit(make_articles):
    table = make_articles([{"title": "Low", "text": "Pay is low. Pay it."}])
    assert score_frames(table, lexicon('"low pay"')).articles()["it"].tolist() == [0]


def test_group_scores_are_means_over_articles_without_a_range_where_few_are_above_0(make_articles):
    rows = [
        ("Gull", "Ice."),
        ("Gull", "Ice. Snow."),
        ("Gull", "Snow."),
        ("Hill", "Snow. Ice. Snow. Snow."),
    ]
    table = score_frames(make_articles({"outlet": o, "text": t} for o, t in rows), SEA).table(
        by="outlet"
    )
    ice = table.loc[table["frame"] == "ice"].set_index("outlet")
    assert ice.loc["Gull", ["score", "n_articles", "n_independent"]].tolist() == [0.5, 3, 3]
    assert ice.loc["Hill", "score"] == 0.25
    assert ice[["low", "high"]].isna().all(axis=None)
    assert ice["small_sample"].all()


def test_the_range_of_ten_articles_is_worked_out_by_hand(make_articles):
    # Five articles of 1 and five of 0: mean .5, its variance 10/9 x 10 x .25 / 10^2 = .027778, that of its log / .25 =
    # .111111; five are above 0, so t(.975, 10 df) = 2.2281 in tables: .5 x exp(-+ 2.2281 / 3) = .23792 and 1.05, cut to 1
    table = score_frames(
        make_articles({"text": t} for t in ["Ice."] * 5 + ["Snow."] * 5), SEA
    ).table()
    assert table.loc[table["frame"] == "ice", ["low", "high"]].to_numpy() == pytest.approx(
        np.array([[0.23792, 1]]), abs=1e-5
    )


@pytest.fixture
def printed_ten_times(make_articles):
    """One report of ice ten times in the Gull, and three of snow; the same once in the Hill."""
    rows = (
        [("Gull", "Ice.", "x")] * 10
        + [("Gull", "Snow.", g) for g in "abc"]
        + [("Hill", "Ice.", "x")]
    )
    return make_articles({"outlet": o, "text": t, "reprint_group": g} for o, t, g in rows)


@pytest.mark.parametrize(
    ("reprints", "score"), [("collapse", 1 / 4), ("weight", 1 / 4), ("keep", 10 / 13)]
)
def test_reprints_count_once_unless_they_are_kept(printed_ten_times, reprints, score):
    table = score_frames(printed_ten_times, SEA, reprints=reprints).table(by="outlet")
    gull = table.loc[(table["frame"] == "ice") & (table["outlet"] == "Gull")].iloc[0]
    assert gull["score"] == pytest.approx(score)
    assert (gull["n_articles"], gull["n_independent"]) == (13, 4)


def test_copies_that_share_one_unit_make_no_range_narrower(printed_ten_times):
    collapsed, weighted = (
        score_frames(printed_ten_times, SEA, reprints=way).table(by="outlet")
        for way in ("collapse", "weight")
    )
    pd.testing.assert_frame_equal(weighted, collapsed)


def test_one_report_printed_ten_times_has_no_range(printed_ten_times):
    copies = printed_ten_times.head(10)
    assert (
        score_frames(copies, SEA, reprints="weight").table()[["low", "high"]].isna().all(axis=None)
    )


def test_the_description_and_the_answer(make_articles):
    scores = score_frames(make_articles([{"text": "Ice. Snow."}]), SEA)
    assert scores.answer() == (
        "On average, these shares of an article's sentences contain a word from the frame's list: "
        "boats 0%, money 0% and ice 50%. The lists differ in length and sense, so no frame can be "
        "called stronger than another: compare one frame between outlets or periods. The scores "
        "were not checked against people."
    )
    assert scores.describe().endswith(
        "which was not checked for reprints. With only 1 article there is a score but no range."
    )
    assert "The sea: boats (2 entries), money (3 entries), ice (1 entry)." in scores.describe()
    assert "There is too little to learn from" in scores.describe()
    none = score_frames(make_articles([{"text": "Ice."}]).head(0), SEA)
    assert none.answer() == none.reason == "There are no articles to score."
    assert none.plot().data["note"].tolist() == [none.reason]


def test_where_no_word_of_any_frame_stands_that_is_said(make_articles):
    answer = score_frames(make_articles([{"text": "Snow."}] * 2), SEA).answer()
    assert answer == "No article contains a word from the list of any frame."


def test_values_are_those_of_the_method(articles):
    share, hits_, combined = (
        score_frames(articles, SEA, method=method).values().set_index("article_id")
        for method in ("share", "hits", "combined")
    )
    assert share.loc["a01"].tolist() == pytest.approx([2 / 3, 1 / 3, 0])
    # a01 has 11 words, "ferry" twice: log(1 + 2) / log(11); "low pay" once
    assert hits_.loc["a01", ["boats", "money"]].tolist() == pytest.approx(
        np.log([3, 2]) / np.log(11), abs=1e-6
    )
    pd.testing.assert_frame_equal(combined, hits_)  # too few sentences to learn from
    with pytest.raises(UnknownValue, match="There is no method 'combine'"):
        score_frames(articles, SEA, method="combine")


def test_words_that_stand_with_a_frame_raise_an_article_that_has_none_of_its_words(make_articles):
    generator = np.random.default_rng(2)
    sea = [f"sea{n}x" for n in range(60)]
    land = [f"land{n}x" for n in range(60)]
    rows = []
    for number in range(120):
        own = sea if number % 2 else land
        sentences = []
        for _ in range(6):
            words = [
                *generator.choice(own, 6),
                *generator.choice(["ship", "boat", "quay", "buoy", "keel"], number % 2),
            ]
            sentences.append(" ".join(words).capitalize() + ".")
        rows.append({"article_id": f"a{number:03d}", "title": "x", "text": " ".join(sentences)})
    rows.append({"article_id": "sea", "title": "x", "text": " ".join(sea[:20]) + "."})
    rows.append({"article_id": "land", "title": "x", "text": " ".join(land[:20]) + "."})
    lists = {"sea": ("ship", "boat", "quay", "buoy", "keel"), "land": tuple(land[40:50])}
    scores = score_frames(make_articles(rows), Lexicon("l", "L", "", lists))
    values = scores.values().set_index("article_id")["sea"]
    shares = scores.articles().set_index("article_id")["sea"]
    assert shares["sea"] == shares["land"] == 0
    assert values["sea"] > values["land"]
    shuffled = score_frames(
        make_articles(rows).sample(frac=1, random_state=1), Lexicon("l", "L", "", lists)
    )
    pd.testing.assert_frame_equal(shuffled.values(), scores.values())


def test_a_text_without_full_stops_is_cut_into_windows(make_articles):
    table = make_articles([{"text": "ice " * 25 + "snow " * 75}, {"text": "Ice. Snow."}])
    scores = score_frames(table, SEA, fields=["text"])
    articles = scores.articles()
    assert articles["n_sentences"].tolist() == [4, 2]
    assert articles["ice"].tolist() == [0.25, 0.5]
    assert "1 text has hardly any full stops" in scores.describe()


def test_the_longest_entry_counts_once(make_articles):
    table = make_articles([{"text": "Low pay, low pay and pay."}])
    both = lexicon("pay", '"low pay"')
    values = score_frames(table, both, fields=["text"], method="hits").values()
    assert values["it"].tolist() == pytest.approx([np.log(4) / np.log(6)], abs=1e-6)


def test_what_counted_in_an_article(articles):
    scores = score_frames(articles, SEA)
    assert scores.explain("a01", "boats").to_numpy().tolist() == [["ferry", 2]]
    with pytest.raises(UnknownValue, match="There is no article 'b01'"):
        scores.explain("b01", "boats")
    together = scores.co_occurrence().set_index(["frame", "other"])
    has = scores.articles().set_index("article_id")[["boats", "money"]] > 0
    assert together.loc[("boats", "money"), "n_articles"] == has.all(axis=1).sum()


def test_a_frame_leads_back_to_its_sentences(articles):
    scores = score_frames(articles, SEA)
    quotes = scores.examples("money", n=2).table()
    assert quotes["sentence"].tolist() == [
        "Ferry fares",
        "Loaf prize",
    ]  # a07 and a11, with a score of 1
    assert scores.examples().table()["group"].unique().tolist() == ["boats"]  # the first
    with pytest.raises(UnknownValue) as error:
        scores.examples("moneys")
    assert str(error.value) == "There is no frame 'moneys'. Did you mean 'money'?"


def test_a_missing_column_is_named(articles):
    for ask in (
        lambda: score_frames(articles, SEA).table(by="mood"),
        lambda: score_frames(articles, SEA, fields=["mood"]),
    ):
        with pytest.raises(ColumnMissing) as error:
            ask()
        assert str(error.value).startswith("There is no column 'mood'")


@pytest.mark.usefixtures("without_segmenters")
def test_a_script_without_spaces_is_refused(make_articles):
    with pytest.raises(UnspacedScript):
        score_frames(make_articles([{"title": "新闻", "text": "渡轮因为罢工中午停航"}]), SEA)


def test_the_chart_shows_frames_by_strength_or_a_panel_a_frame(articles):
    scores = score_frames(articles, SEA)
    chart = scores.plot()
    assert chart.data["frame"].tolist() == ["boats", "money", "ice"]
    assert chart.source.endswith("The scores were not checked against people.")
    by_outlet = scores.plot(by="outlet")
    assert by_outlet.data["frame"].drop_duplicates().tolist() == ["boats", "money", "ice"]
    assert by_outlet.data["outlet"].tolist() == ["Gull Gazette", "Hill Courier", "Marsh Mirror"] * 3
    assert by_outlet.title == "How many sentences have words of each frame, by outlet"
    hill = scores.plot(by="outlet", groups="Hill Courier")
    assert hill.data["outlet"].tolist() == ["Hill Courier"] * 3
    with pytest.raises(UnknownValue, match="There is no outlet 'Hull'"):
        scores.plot(by="outlet", groups="Hull")


@pytest.mark.parametrize(("name", "n_frames"), [("generic", 5), ("policy9", 9), ("policy", 14)])
def test_the_own_lists_can_be_read_and_every_entry_finds_itself(make_articles, name, n_frames):
    frames = load_frames(name)
    assert len(frames.frames) == n_frames
    assert frames.describe().startswith(frames.title)
    for frame in frames.frames:
        assert len(set(frames.words[frame])) == len(frames.words[frame])
        entries = [entry.strip('"').replace("*", "s") for entry in frames.words[frame]]
        scores = score_frames(
            make_articles({"text": entry} for entry in entries), frames, fields=["text"]
        ).articles()
        assert [
            entry for entry, score in zip(entries, scores[frame], strict=True) if score != 1
        ] == []
    with pytest.raises(UnknownValue) as error:
        load_frames("polici")
    assert str(error.value) == "There is no word list 'polici'. Did you mean 'policy' or 'policy9'?"


def test_a_chart_says_how_many_articles_have_no_group(articles):
    half = articles.assign(section=["news" if n % 2 else None for n in range(len(articles))])
    assert (
        score_frames(half, SEA)
        .plot(by="section")
        .source.startswith("6 articles have no section and were left out. ")
    )


@pytest.mark.parametrize("name", ["article_id", "n_sentences", "outlet"])
def test_a_frame_is_not_called_as_a_column_beside_the_scores(articles, name):
    with pytest.raises(UnknownValue, match=f"^'{name}' is a column beside the scores"):
        score_frames(articles, {name: ["ferry"]})


def test_undated_articles_are_not_drawn_over_time_for_want_of_dates(articles):
    undated = articles.assign(date=pd.NaT)
    chart = score_frames(undated, {"boats": ["ferry"]}).plot(freq="W")
    assert "None of the 12 articles has a known date." in repr(chart)


def test_frames_are_compared_within_stories(make_articles):
    """In each story the Gull has the word and the Hill has not."""
    rows = []
    for number in range(20):
        for outlet, text in (("Gull", "The ferry sank."), ("Hill", "The boat sank.")):
            rows.append(
                {"outlet": outlet, "title": "x", "text": text, "article_id": f"{outlet}{number}"}
            )
    articles = make_articles(rows).assign(story=[f"s{number // 2}" for number in range(40)])
    scores = score_frames(articles, {"boats": ["ferry"]}, fields="text")
    found = compare(articles, "outlet", features=scores, within="story", n_permutations=199)
    assert found.table()["p"].iloc[0] < 0.05
