"""Reprints count once inside a side, and never across sides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.independence import gather_evidence


@pytest.fixture
def marked(articles):
    """The articles with a01 and a02 (two outlets), and a03 and a05 (one outlet), as two reports."""
    return articles.assign(
        reprint_group=articles["article_id"].replace({"a02": "a01", "a05": "a03"})
    )


def weights(evidence):
    return dict(zip(evidence.counted_ids, evidence.weights, strict=True))


def by_columns(table, sides, **options):
    return gather_evidence(table, labels=table[list(sides)], **options)


@pytest.mark.parametrize(
    ("sides", "reprints", "left_out", "halves", "note"),
    [
        ([], "collapse", {"a02", "a05"}, set(), "2 reprints were left out: a text counts once."),
        (
            ["outlet"],
            "collapse",
            {"a05"},
            set(),
            "Each text is counted once in each outlet; 1 repeat was left out.",
        ),
        (
            ["outlet", "title"],
            "collapse",
            {"a05"},
            set(),
            "Each text is counted once in each outlet and title; 1 repeat was left out.",
        ),
        (
            ["outlet", "date"],
            "collapse",
            set(),
            set(),
            "Each text is counted once in each outlet and period; none is there twice.",
        ),
        (["outlet"], "keep", set(), set(), "Reprints were counted like any other article."),
        (
            [],
            "weight",
            set(),
            {"a01", "a02", "a03", "a05"},
            "The reprints of a text share one unit.",
        ),
        (["outlet"], "weight", set(), {"a03", "a05"}, "The reprints of a text share one unit."),
    ],
)
def test_a_report_counts_once_inside_a_side(marked, sides, reprints, left_out, halves, note):
    evidence = by_columns(marked, sides, reprints=reprints)
    counted = set(marked["article_id"]) - left_out
    assert weights(evidence) == {name: 0.5 if name in halves else 1.0 for name in counted}
    assert evidence.note == note
    # Twelve rows with ten different texts, however they are counted
    assert (evidence.n_articles, evidence.n_independent) == (12, 10)
    assert_frame_equal(evidence.articles(), marked)


def test_the_earliest_of_a_group_stands_for_it_and_an_undated_one_last(make_articles):
    table = make_articles(
        {"date": date, "reprint_group": group}
        for date, group in [
            ("2031-03-09", "x"),
            ("2031-03-02", "x"),
            (None, "y"),
            ("2031-05-01", "y"),
        ]
    )
    assert gather_evidence(table).counted_ids.tolist() == ["a02", "a04"]


def test_without_the_column_every_article_counts_and_the_note_says_so(articles):
    evidence = gather_evidence(articles)
    assert evidence.note == "The articles were not checked for reprints."
    assert set(evidence.weights) == {1.0}
    assert (evidence.n_articles, evidence.n_independent) == (12, 12)


def test_articles_without_a_group_are_not_taken_for_one_text(marked):
    # As when a table with the column and one without are joined with pandas.concat
    unmarked = marked.assign(
        reprint_group=marked["reprint_group"].where(marked["article_id"] < "a06")
    )
    evidence = gather_evidence(unmarked)
    assert evidence.n_independent == 10
    assert set(evidence.counted_ids) == set(marked["article_id"]) - {"a02", "a05"}


def test_an_unknown_way_and_a_missing_column_are_refused(marked):
    with pytest.raises(UnknownValue) as error:
        gather_evidence(marked, reprints="colapse")
    assert (
        str(error.value) == "There is no way to treat reprints 'colapse'. Did you mean 'collapse'?"
    )
    with pytest.raises(ColumnMissing) as missing:
        gather_evidence(marked.assign(agency=None), columns=["agenci"])
    assert (
        str(missing.value)
        == "There is no column 'agenci' in the articles table. Did you mean 'agency'?"
    )


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")), min_size=1, max_size=12))
def test_collapsed_and_weighted_articles_add_up_to_the_texts_of_each_side(make_articles, rows):
    table = make_articles({"outlet": outlet, "reprint_group": group} for outlet, group in rows)
    texts = pd.Series(
        {side: len({group for outlet, group in rows if outlet == side}) for side, _ in rows}
    )
    for reprints in ("collapse", "weight"):
        evidence = by_columns(table, ["outlet"], reprints=reprints)
        weights = pd.Series(evidence.weights)
        sums = weights.groupby(evidence.counted_labels["outlet"].to_numpy()).sum()
        assert sums.to_dict() == pytest.approx(texts.to_dict())


def test_groups_of_one_article_each_change_nothing_however_they_are_weighed(articles):
    each = articles.assign(reprint_group=[f"g{7 * n % 12:02d}" for n in range(len(articles))])
    keep = by_columns(each, ["outlet"], reprints="keep")
    weight = by_columns(each, ["outlet"], reprints="weight")
    values = np.arange(len(articles), dtype=float)
    ids = weight.counted_ids.iloc[weight.unit_rows]
    per_unit = dict(zip(ids, weight.per_unit(values), strict=True))
    assert per_unit == dict(zip(keep.counted_ids, keep.per_unit(values), strict=True))
    assert sorted(weight.unit_labels["outlet"]) == sorted(keep.counted_labels["outlet"])


def test_evidence_holds_places_and_codes_and_looks_texts_up_in_the_table(marked):
    evidence = by_columns(marked.sample(frac=1, random_state=2), ["outlet"])
    arrays = (evidence.places, evidence.counted, evidence.weights, evidence.units, evidence.texts)
    assert all(array.dtype.kind in "if" for array in arrays)
    assert list(evidence.labels.columns) == ["outlet"]
    in_marsh = (evidence.labels["outlet"] == "Marsh Mirror").to_numpy()
    assert evidence.articles(in_marsh)["title"].tolist() == [
        "Bakers win",
        "Ferry fares",
        "Loaf prize",
    ]


def test_numeric_ids_are_read_as_text(marked):
    evidence = gather_evidence(marked.assign(article_id=range(12)).drop(columns="reprint_group"))
    assert evidence.article_ids.tolist() == sorted(str(number) for number in range(12))


def test_only_the_rows_to_keep_are_read(marked):
    kept = (marked["outlet"] == "Marsh Mirror").to_numpy()
    evidence = gather_evidence(marked, kept=kept)
    assert evidence.article_ids.tolist() == ["a04", "a07", "a11"]


def test_a_column_with_date_in_its_name_keeps_its_name(marked):
    updates = marked.assign(update=marked["outlet"])
    assert " in each update; " in by_columns(updates, ["update"]).note
