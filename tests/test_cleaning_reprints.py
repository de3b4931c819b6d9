"""Reprints are found by their words, beside what they were taken from; quotations and footers are none."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit import (
    credit_agencies,
    find_reprints,
    load_demo_articles,
    mark_reprints,
    strip_boilerplate,
)
from mediakit.cleaning import shingling, similar
from mediakit.cleaning.groups import centres_of
from mediakit.cleaning.similar import SimilarPairs, similar_pairs
from mediakit.errors import UnknownValue
from mediakit.tokens import tokenize


def words(first, n):
    """Return n different words, numbered from the first."""
    return [f"w{number}" for number in range(first, first + n)]


@pytest.fixture
def printed(make_articles):
    """Return a function that makes articles: (outlet, date, words)."""

    def make(*rows):
        return make_articles(
            {"outlet": o, "date": d, "title": "T", "text": " ".join(t)} for o, d, t in rows
        )

    return make


STORY = words(0, 100)  # 96 five-word sequences


def test_a_copy_stands_beside_the_earliest_with_what_they_share(printed):
    # Words 10 to 99 in a row: 86 shared sequences; the copy has 86 + 9 of its own that begin in "x", 96 + 95 - 86 = 105.
    table = printed(
        ("Hill", "2031-03-02", [*words(500, 9), *STORY[10:]]),
        ("Gull", "2031-03-01", STORY),
        ("Marsh", "2031-03-01", words(900, 80)),
    )
    reprints = find_reprints(table)
    row = reprints.table().iloc[0]
    assert len(reprints.table()) == 1
    assert (row["article_id"], row["source_id"], row["kind"], row["longest_run"]) == (
        "a01",
        "a02",
        "copy",
        90,
    )
    assert row["similarity"] == pytest.approx(86 / 105)
    assert row["containment"] == pytest.approx(86 / 95)
    assert row["passage"].startswith("w10 w11 w12 ")
    marked = mark_reprints(table)
    assert marked["reprint_group"].tolist() == ["a02", "a02", "a03"]
    assert marked["is_reprint"].tolist() == [True, False, False]
    assert marked["reprint_source"].isna().tolist() == [False, True, True]
    assert marked["similarity"].isna().tolist() == [False, True, True]


def test_a_later_version_in_one_outlet_is_an_update_and_the_same_words_again_a_copy(printed):
    table = printed(
        ("Gull", "2031-03-01", STORY),
        ("Gull", "2031-03-02", [*STORY[:80], *words(300, 20)]),
        ("Gull", "2031-03-03", STORY),
    )
    assert mark_reprints(table)["reprint_kind"].fillna("").tolist() == ["", "update", "copy"]


def test_an_excerpt_is_marked_and_stays_independent(printed):
    # The digest: 40 words of the story and 20 of its own. 36 shared sequences of its 56: 64 %; Jaccard 36 / 116.
    table = printed(
        ("Gull", "2031-03-01", STORY), ("Hill", "2031-03-02", [*STORY[:40], *words(300, 20)])
    )
    marked = mark_reprints(table)
    assert marked["reprint_kind"].fillna("").tolist() == ["", "excerpt"]
    assert marked["reprint_source"].fillna("").tolist() == ["", "a01"]
    assert marked["reprint_group"].tolist() == ["a01", "a02"]
    assert not marked["is_reprint"].any()
    assert marked["similarity"][1] == pytest.approx(36 / 116)


def test_a_run_of_more_than_66_words_is_an_excerpt_of_a_long_article(printed):
    for n, kind in ((66, ""), (67, "excerpt")):
        table = printed(
            ("Gull", "2031-03-01", words(0, 900)),
            ("Hill", "2031-03-02", [*words(100, n), *words(2000, 700)]),
        )
        assert mark_reprints(table)["reprint_kind"].fillna("").tolist() == ["", kind]


def test_two_reports_that_quote_one_speech_are_no_reprints(printed):
    speech = words(5000, 40)
    table = printed(
        ("Gull", "2031-03-01", [*words(0, 150), *speech]),
        ("Hill", "2031-03-01", [*words(700, 60), *speech, "end"]),
    )
    marked = mark_reprints(table)  # 36 shared sequences of 97: 37 %, no long run
    assert marked["reprint_group"].nunique() == 2
    assert find_reprints(printed(("Gull", "2031-03-01", [*words(0, 150), *speech]))).table().empty


def test_what_an_outlet_repeats_after_more_than_a_month_is_standing_text_and_no_excerpt(printed):
    gallery = words(5000, 120)
    for day, kind in (("2031-03-31", "excerpt"), ("2031-04-01", "")):
        table = printed(
            ("Gull", "2031-03-01", [*words(0, 200), *gallery]),
            ("Gull", day, [*words(700, 200), *gallery]),
        )
        assert mark_reprints(table)["reprint_kind"].fillna("").tolist() == ["", kind]


def test_stories_are_not_chained_one_to_the_next(printed):
    # Each shares 70 of 100 words with the next, 40 with the one after (33 %): a chain of six, not one story.
    table = printed(*((f"o{k}", "2031-03-01", words(30 * k, 100)) for k in range(6)))
    groups = mark_reprints(table)["reprint_group"]
    assert groups.nunique() > 1
    for _, ids in table.groupby(groups):
        texts = [set(zip(*(t.split()[k:] for k in range(5)), strict=False)) for t in ids["text"]]
        like = [[len(a & b) / len(a | b) >= 0.45 for b in texts] for a in texts]
        assert any(all(row) for row in like)  # one of them is a near copy of all


def test_a_digest_of_two_stories_makes_them_no_copies_of_one_another(printed):
    other = words(5000, 100)
    table = printed(
        ("Gull", "2031-03-01", STORY),
        ("Hill", "2031-03-02", other),
        ("Digest", "2031-03-03", [*STORY, *other]),
    )
    marked = mark_reprints(table)
    assert marked["reprint_group"][0] != marked["reprint_group"][1]
    assert not marked["is_reprint"][1]


def test_the_passage_ends_with_the_text_whatever_the_next_begins_with(make_articles):
    text = " ".join(STORY[:45])  # short enough to be shown whole
    table = make_articles(
        [
            {"article_id": "a", "text": text, "date": "2031-03-01"},
            {"article_id": "b", "text": text, "date": "2031-03-02"},
            {"article_id": "c", "text": "— — — " + " ".join(words(700, 60)), "date": "2031-03-03"},
        ]
    )
    assert find_reprints(table).table()["passage"].tolist() == [text]


@pytest.mark.parametrize("n", [5, 6, 7, 12])
def test_identical_short_texts_are_one(printed, n):
    table = printed(("Gull", "2031-03-01", words(0, n)), ("Hill", "2031-03-02", words(0, n)))
    assert mark_reprints(table)["reprint_group"].nunique() == 1


@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_the_unit_of_dates_does_not_matter(printed, unit):
    table = printed(
        ("Gull", "2031-03-01", STORY), ("Reuters", "2031-03-02", STORY), ("Hill", None, STORY)
    )
    assert set(
        mark_reprints(table.assign(date=table["date"].astype(f"datetime64[{unit}]")))[
            "reprint_group"
        ]
    ) == {"a02"}


def test_an_agency_that_dates_by_its_own_clock_is_the_original(printed):
    table = printed(
        ("Gull", "2031-03-01", STORY),
        ("Reuters", "2031-03-02", STORY),
        ("Hill", "2031-03-01", STORY),
    )
    assert set(mark_reprints(table)["reprint_group"]) == {"a02"}
    table = printed(("Gull", "2031-03-01", STORY), ("Reuters", "2031-03-03", STORY))
    assert set(mark_reprints(table)["reprint_group"]) == {"a01"}


def test_of_one_day_the_first_by_its_id_and_undated_ones_last(printed):
    table = printed(
        ("Gull", None, STORY), ("Hill", "2031-03-01", STORY), ("Marsh", "2031-03-01", STORY)
    )
    assert set(mark_reprints(table)["reprint_group"]) == {"a02"}


def test_a_network_that_prints_one_item_under_many_names_is_one_group(printed):
    # 120 domains, more than a text is paired with; each adds a line of its own.
    table = printed(
        *(
            (f"paper{k}.example", "2031-03-01", [*STORY, *words(1000 + 10 * k, 8)])
            for k in range(120)
        )
    )
    assert mark_reprints(table)["reprint_group"].nunique() == 1
    assert find_reprints(table).groups()[["n_articles", "n_outlets"]].to_numpy().tolist() == [
        [120, 120]
    ]


def test_with_a_window_only_articles_near_in_time_are_compared(printed):
    table = printed(
        ("Gull", "2031-03-01", STORY), ("Hill", "2031-03-04", STORY), ("Marsh", None, STORY)
    )
    assert mark_reprints(table, window="3D")["reprint_group"].nunique() == 1
    assert mark_reprints(table.head(2), window="2D")["reprint_group"].nunique() == 2
    assert (
        "more than 2 days apart were not compared" in find_reprints(table, window="2D").describe()
    )
    for window in (-1, 30, "30 days", "-3D"):
        with pytest.raises(UnknownValue) as error:
            mark_reprints(table, window=window)
        assert str(error.value) == f"window must be a number of days such as '3D'; got {window!r}."


def test_texts_of_less_than_five_words_and_missing_ones_are_alone(make_articles):
    table = make_articles(
        [{"text": "one two three four"}, {"text": "one two three four"}, {"text": None}, {}]
    )
    assert mark_reprints(table)["reprint_group"].tolist() == ["a01", "a02", "a03", "a04"]


def test_punctuation_capitals_and_lines_do_not_matter(make_articles):
    text = " ".join(STORY)
    table = make_articles([{"text": text}, {"text": text.upper().replace(" w9", ".\n“W9") + "”"}])
    assert mark_reprints(table)["reprint_group"].nunique() == 1


def test_the_passage_stands_as_the_article_has_it(make_articles):
    text = "„Fähre“ № 1 — " + " ".join(STORY)
    table = make_articles(
        [
            {"text": f"Öl. {text}!", "date": "2031-03-01"},
            {"text": f"😀 Anders. {text}, ende", "date": "2031-03-02"},
        ]
    )
    passage = find_reprints(table).table()["passage"][0]
    assert passage.startswith("Fähre“ № 1 — w0 w1")
    assert passage.endswith("w48…")  # of a longer passage only the beginning is shown


@pytest.mark.parametrize("seed", range(3))
def test_groups_and_originals_depend_on_no_order_and_no_threads(seed, monkeypatch):
    articles = strip_boilerplate(load_demo_articles())
    shuffled = articles.sample(frac=1, random_state=seed)
    monkeypatch.setattr(similar, "thread_count", lambda: 1 + seed)
    assert_frame_equal(mark_reprints(shuffled).sort_index(), mark_reprints(articles))


def test_the_demo_reprints_are_those_of_its_key():
    key = pd.read_csv("tests/demo_answer_key.csv", index_col="file")
    reprints = find_reprints(strip_boilerplate(load_demo_articles()))
    file_of = reprints.evidence.table.set_index("article_id")["source_file"].str.split("/").str[-1]
    found = {
        frozenset((file_of[a], file_of[b]))
        for a, b in zip(reprints.table()["article_id"], reprints.table()["source_id"], strict=True)
    }
    assert {frozenset(pair) for pair in key["reprint_of"].dropna().items()} <= found | {
        # the second update is nearer to the first version than to the one between
        frozenset(p)
        for p in key.loc[key["kind"] == "update", "reprint_of"].items()
    }
    assert len(found) == 14


def test_marking_again_gives_the_same(printed):
    table = mark_reprints(printed(("Gull", "2031-03-01", STORY), ("Hill", "2031-03-02", STORY)))
    assert_frame_equal(mark_reprints(table), table)


def test_side_by_side_marks_what_only_one_has_and_escapes_it(make_articles):
    base = " ".join(STORY)
    table = make_articles(
        [
            {"outlet": "Gull", "date": "2031-03-01", "text": f"<b>old</b> {base}"},
            {"outlet": "Hill", "date": "2031-03-02", "text": f"{base} $new$"},
        ]
    )
    beside = find_reprints(table).side_by_side("a02")
    assert (
        repr(find_reprints(table).side_by_side("a02", whole=True))
        == f"Gull, 2031-03-01\n[<b>old</b>] {base}\n\nHill, 2031-03-02\n{base} [$new$]"
    )
    shown = repr(beside).split("\n")
    assert shown[1].startswith("[<b>old</b>] w0 w1 ")
    assert " w11 … w88 " in shown[1]
    assert shown[-1].startswith("w0 ")
    assert shown[-1].endswith(" w99 [$new$]")
    page = beside._repr_html_()
    assert "<mark>&lt;b&gt;old&lt;/b&gt; </mark>" in page
    assert "<b>" not in page
    assert "mathjax_ignore" in page  # so that $new$ is no mathematics
    with pytest.raises(UnknownValue, match="The article a01 is not a reprint"):
        find_reprints(table).side_by_side("a01")


def test_the_outlets_shares_of_reprints_have_ranges(printed):
    table = printed(
        ("Gull", "2031-03-01", STORY),
        ("Hill", "2031-03-02", STORY),
        ("Hill", "2031-03-02", words(400, 50)),
    )
    reprints = find_reprints(table)
    outlets = reprints.outlets().set_index("outlet")
    assert outlets.loc["Hill", ["n_articles", "n_shared", "share"]].tolist() == [2, 1, 0.5]
    assert outlets.loc["Hill", "low"] < 0.5 < outlets.loc["Hill", "high"]
    assert reprints.plot().data["outlet"].tolist() == ["Hill", "Gull"]
    assert reprints.example_keys() == ["a01"]
    assert reprints.examples("a01").table()["article_id"].tolist() == ["a01", "a02"]


def test_the_answer_names_who_shares_most_among_outlets_of_thirty_articles(printed):
    hill = [("Hill", "2031-03-04", words(1000 * n, 40)) for n in range(1, 30)]
    hill.append(("Hill", "2031-03-03", STORY))
    reprints = find_reprints(
        printed(*hill, ("Tiny", "2031-03-03", STORY), ("Gull", "2031-03-01", STORY))
    )
    assert reprints.answer().startswith(
        "Of the 32 articles, 30 count as the outlets' own and 2 were printed by other outlets as "
        "well. In Hill, the share of articles whose text other outlets printed as well is 3% (1 of "
        "30; 95% range "
    )
    marsh = [("Marsh", "2031-03-04", words(1000 * n + 500, 40)) for n in range(1, 31)]
    reprints = find_reprints(
        printed(*hill, *marsh, ("Tiny", "2031-03-03", STORY), ("Gull", "2031-03-01", STORY))
    )
    assert reprints.answer().endswith(
        " Of the 2 outlets with at least 30 articles, none can be named as having the highest share "
        "of articles whose text other outlets printed as well: the shares run from 0% to 3.3%, and "
        "the ranges of the highest overlap."
    )


def test_versions_within_an_outlet_are_its_own_and_small_outlets_are_not_ranked(printed):
    table = printed(
        ("Gull", "2031-03-01", STORY),
        ("Gull", "2031-03-02", [*STORY[:80], *words(300, 20)]),
        ("Hill", "2031-03-03", STORY),
        *(("Hill", "2031-03-04", words(1000 * n, 40)) for n in range(1, 4)),
        ("Tiny", "2031-03-05", words(8000, 40)),
    )
    reprints = find_reprints(table)
    assert reprints.outlets().set_index("outlet")["n_shared"].to_dict() == {
        "Hill": 1,
        "Gull": 0,
        "Tiny": 0,
    }
    assert reprints.answer().startswith(
        "Of the 7 articles, 5 count as the outlets' own, 1 is a later version of the outlet's own "
        "article and 1 was printed by another outlet as well. No outlet has at least 30 articles, "
    )
    assert find_reprints(table.tail(2)).answer() == "All 2 articles count as the outlets' own."
    assert repr(find_reprints(table.tail(2)).side_by_side()) == "There is no reprint to show."
    with pytest.raises(UnknownValue, match="Ask for the articles that reprint or excerpt it: a0"):
        reprints.side_by_side("a01")


def test_whole_numbers_as_ids_are_marked_too(printed):
    table = printed(("Gull", "2031-03-01", STORY), ("Hill", "2031-03-02", STORY)).assign(
        article_id=[7, 8]
    )
    assert mark_reprints(table)["reprint_group"].tolist() == ["7", "7"]
    assert find_reprints(table).side_by_side(8).kind == "copy"


def test_of_one_day_the_earlier_hour_is_the_original(printed):
    table = printed(("Gull", "2031-03-01", STORY), ("Hill", "2031-03-01", STORY))
    times = pd.to_datetime(["2031-03-01 12:00", "2031-03-01 09:00"], utc=True)
    assert set(mark_reprints(table.assign(published_at=times))["reprint_group"]) == {"a02"}


# The steps below: exact counts against sets, and the star.

LETTERS = st.lists(st.sampled_from("abc"), max_size=40)


def sequences(text):
    return {tuple(text[k : k + 5]) for k in range(len(text) - 4)}


@given(texts=st.lists(LETTERS, min_size=2, max_size=5))
def test_shared_sequences_and_longest_runs_are_counted_exactly(texts):
    tokens = tokenize([" ".join(text) for text in texts])
    pairs = [(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b]
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    found = similar.compare_texts(tokens, first, second)
    assert found.shared.tolist() == [
        len(sequences(texts[a]) & sequences(texts[b])) for a, b in pairs
    ]
    assert found.sizes.tolist() == [
        [len(sequences(texts[a])), len(sequences(texts[b]))] for a, b in pairs
    ]
    for (a, b), (begin_a, begin_b, n) in zip(pairs, similar.runs_of(tokens, found), strict=True):
        runs = [
            k
            for k in range(5, 41)
            for i in range(len(texts[a]) - k + 1)
            for j in range(len(texts[b]) - k + 1)
            if texts[a][i : i + k] == texts[b][j : j + k]
        ]
        assert n == max(runs, default=0)
        at_a, at_b = begin_a - tokens.starts[a], begin_b - tokens.starts[b]
        assert texts[a][at_a : at_a + n] == texts[b][at_b : at_b + n]


def test_every_pair_that_shares_half_of_the_shorter_text_or_a_hundred_sequences_is_proposed():
    shuffler = random.Random(0)
    texts = [words(shuffler.randrange(0, 20_000), shuffler.randrange(60, 600)) for _ in range(300)]
    tokens = tokenize([" ".join(text) for text in texts])
    pairs = similar_pairs(tokens)
    found = {
        (a, b): shared for a, b, shared in zip(pairs.first, pairs.second, pairs.shared, strict=True)
    }
    sets = [sequences(text) for text in texts]
    expected = {
        (a, b): len(sets[a] & sets[b])
        for a in range(300)
        for b in range(a + 1, 300)
        if len(sets[a] & sets[b]) >= min(100, 0.5 * min(len(sets[a]), len(sets[b])))
    }
    assert len(expected) > 100
    assert {pair: found.get(pair) for pair in expected} == expected


def test_a_word_has_the_same_code_whatever_words_there_are():
    codes = {}
    for text in ("ferry mast", "a ferry under a mast of zinc"):
        tokens = tokenize([text])
        codes[text] = dict(zip(tokens.words.to_pylist(), similar.word_codes(tokens), strict=True))
    few, many = codes.values()
    assert {word: many[word] for word in few} == few
    assert shingling.SHINGLE == 5


def test_the_text_with_the_most_near_copies_is_the_centre_and_each_goes_to_the_likest():
    # 0-1, 1-2, 2-3, 3-4 with 3 nearer to 4: text 1 and 3 have two each; 1 comes first and takes 0 and 2, then 3 takes 4.
    first, second = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4])
    pairs = SimilarPairs(first, second, np.array([50, 50, 60, 90]), np.full((4, 2), 100))
    assert centres_of(5, pairs).tolist() == [1, 1, 3, 3, 3]
    assert centres_of(3, pairs.where(np.zeros(4, dtype=bool))).tolist() == [0, 1, 2]


def test_reprints_found_before_are_marked_without_finding_them_again(printed):
    table = printed(("Gull", "2031-03-01", STORY), ("Hill", "2031-03-09", STORY))
    assert_frame_equal(mark_reprints(table, find_reprints(table)), mark_reprints(table))
    within = find_reprints(table, window="2D")
    assert mark_reprints(table, within)["is_reprint"].tolist() == [False, False]
    with pytest.raises(UnknownValue, match="window= and owners= go to find_reprints"):
        mark_reprints(table, within, window="2D")


def test_reprints_of_another_table_are_refused(printed):
    table = printed(("Gull", "2031-03-01", STORY), ("Hill", "2031-03-02", STORY))
    with pytest.raises(UnknownValue) as error:
        mark_reprints(table.assign(article_id=["a01", "b7"]), find_reprints(table))
    assert str(error.value) == (
        "reprints= was found in other articles: 1 of 2 is not among them. Call find_reprints on this table."
    )
    with pytest.raises(TypeError, match=r"takes the result of find_reprints; got str\.$"):
        mark_reprints(table, "2D")


@pytest.mark.parametrize("n", [0, "6", 2.0])
def test_a_number_of_outlets_that_is_no_whole_number_is_refused(printed, n):
    reprints = find_reprints(printed(("Gull", "2031-03-01", STORY)))
    with pytest.raises(UnknownValue, match="n must be a whole number, 1 or more"):
        reprints.plot(n=n)


def test_columns_with_missing_values_of_any_string_type_are_compared(printed):
    table = printed(("Gull", "2031-03-01", STORY), (None, "2031-03-02", STORY))
    credited = credit_agencies(table).convert_dtypes()
    assert mark_reprints(credited)["is_reprint"].tolist() == [False, True]


def test_an_agency_has_no_share_of_agency_copy(make_articles):
    text = " ".join(STORY)
    table = make_articles(
        [
            {"outlet": "Reuters", "date": "2031-03-01", "text": text},
            {"outlet": "Gull", "date": "2031-03-02", "text": text},
            {"outlet": "Gull", "date": "2031-03-03", "text": "The quay was quiet on Monday."},
        ]
    )
    reprints = find_reprints(credit_agencies(table))
    shares = reprints.outlets().set_index("outlet")["share"]
    assert shares["Gull"] == 0.5
    assert np.isnan(shares["Reuters"])
    assert reprints.plot().data["outlet"].tolist() == ["Gull"]
