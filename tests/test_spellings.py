"""Two spellings of one thing are found by their letters and their company, and can be counted as one."""

from __future__ import annotations

import pytest

from mediakit import compare_outlets, suggest_spellings
from mediakit.comparing.spelling_shapes import alike_names, alike_words


@pytest.fixture
def river(make_articles):
    """Eight articles an outlet on the bridge of Velka, which the Gull spells Welka, and on Malta and Marta."""
    rows = []
    for number in range(16):
        outlet, name, harbor = [("Gull", "Welka", "harbor"), ("Hill", "Velka", "harbour")][
            number % 2
        ]
        person = ("Malta ate a plum and slept", "Marta built boats for money")[number // 2 % 2]
        text = (
            f"Crowds near the old iron bridge of {name} waited, and the mayor of {name} closed the "
            f"crowded iron bridge. In the {harbor} ships lay.\n{person}."
        )
        rows.append({"outlet": outlet, "title": f"Report {number}", "text": text})
    return make_articles(rows)


def test_spellings_are_found_with_who_writes_which(river):
    table = suggest_spellings(river)
    assert table[["a", "b"]].to_numpy().tolist() == [["harbor", "harbour"], ["velka", "welka"]]
    assert table["n_articles_a"].tolist() == table["n_articles_b"].tolist() == [8, 8]
    assert table["n_both"].tolist() == [0, 0]
    assert table["outlets"].tolist() == [
        "Gull writes harbor where Hill writes harbour.",
        "Hill writes Velka where Gull writes Welka.",
    ]
    assert table["evidence"].str.contains(
        "none of the 8 articles with Welka has Velka."
    ).tolist() == [
        False,
        True,
    ]


def test_what_is_suggested_can_be_merged(river):
    merged = compare_outlets(river, "Gull", "Hill", merge=suggest_spellings(river), kinds="name")
    row = merged.table().set_index("term").loc["velka"]
    assert (row["n_articles_a"], row["n_articles_b"], row["count_a"]) == (8, 8, 16)


def test_words_that_many_articles_have_both_of_are_two_words(river):
    both = river.assign(text=river["text"] + " In the end Welka and Velka met.")
    assert "velka" not in set(suggest_spellings(both)["a"])


def test_no_articles_have_no_spellings(river):
    table = suggest_spellings(river.head(0))
    assert table.empty
    assert table.columns.tolist()[:2] == ["a", "b"]


def test_names_are_alike_by_letters_and_consonants_but_not_if_one_is_a_form_of_the_other():
    names = "kiev kyiv donbas donbass severodonetsk sievierodonetsk lugansk luhansk erdogan erdoğan".split()
    others = "russia russian tory tories iran ryan crimea crimean german germany".split()
    assert set(alike_names(sorted(names + others))) == {
        ("donbas", "donbass"),
        ("erdogan", "erdoğan"),
        ("kiev", "kyiv"),
        ("lugansk", "luhansk"),
        ("severodonetsk", "sievierodonetsk"),
    }


def test_words_are_alike_by_rule_and_not_by_a_letter():
    words = "labour labor adviser advisor cease-fire ceasefire naive naïve house horse filled filed".split()
    assert set(alike_words(dict.fromkeys(words, 9))) == {
        ("adviser", "advisor"),
        ("cease-fire", "ceasefire"),
        ("labor", "labour"),
        ("naive", "naïve"),
    }
