"""What is shown of an article is a part of it, without anybody's address or number."""

from __future__ import annotations

import pandas as pd
import pytest

import mediakit as mk
from mediakit.excerpts import (
    around,
    beginning,
    mask_addresses,
    mask_column,
    mask_contacts,
    most_shown,
)

ADDRESS, NUMBER = "ann.sallow@gull.example", "020 7946 0018"


@pytest.mark.parametrize(
    "contact",
    [
        ADDRESS,
        NUMBER,
        "+44 20 7946 0018",
        "+49 (0)30 12345678",
        "(202) 555-0143",
        "202-555-0143",
        "0171/1234567",
        "ann@gullexample",
        "@gull.example",
    ],
)
def test_a_contact_is_masked_letter_by_letter_so_that_places_stay(contact):
    text = f"Write to {contact} today."
    masked = mask_contacts(text)
    assert len(masked) == len(text)
    assert masked.startswith("Write to ")
    assert masked.endswith(" today.")
    assert not any(letter.isalnum() for letter in masked[9:-7])


@pytest.mark.parametrize(
    "text",
    [
        "On 03/05/2031 and 2031-03-05 10:00 the score was 3-2.",
        "It cost 1 200 000 000 dral, or 0.000123 of it.",
        "Follow @gull and #quay on page 1234567890.",
        "From 020 to 030 boats.",
        "",
    ],
)
def test_what_is_no_contact_stays(text):
    assert mask_contacts(text) == text


def test_a_missing_text_stays_missing():
    masked = mask_column(pd.Series([None, ADDRESS], dtype="str"))
    assert masked.isna().tolist() == [True, False]


def test_a_text_is_cut_between_words():
    text = "one two three four five six seven"
    assert beginning(text, 9) == "one two…"
    assert beginning(text, 99) == text
    place = text.index("four")
    shown, start = around(text, place, place + 4, 14)
    assert shown == "…four five…"
    assert shown[start : start + 4] == "four"
    assert around(text, 0, 3, 99) == (text, 0)
    assert most_shown(10_000) == 2_500
    assert most_shown(100) == 200


@pytest.fixture
def articles(make_articles):
    """Return articles of one endless sentence each, with a contact in each, some of them twice."""
    rows = []
    for number in range(12):
        words = " ".join(f"ferry{number % 6} quay{i * (number % 6 + 3) % 89}" for i in range(300))
        rows.append(
            {
                "outlet": ["Gull", "Hill"][number % 2],
                "date": f"2031-03-{number + 1:02d}",
                "title": f"Tide {number}",
                "text": f"{words} strike {words} {ADDRESS} {NUMBER} strike {words}",
            }
        )
    return make_articles(rows)


def displays(articles):
    """Return everything that results on articles show."""
    marked = mk.mark_stories(mk.mark_reprints(articles))
    reprints = mk.find_reprints(articles)
    results = [
        mk.share_mentioning(articles, "strike", by="outlet"),
        mk.compare_outlets(articles, "Gull", "Hill", n_permutations=19),
        mk.find_boilerplate(articles),
        mk.find_refrains(articles),
        mk.inspect_articles(articles),
        mk.find_topics(articles, n_topics=2),
        mk.score_frames(articles),
        reprints,
        mk.find_stories(articles),
    ]
    shown = [mk.keyword_in_context(articles, "strike"), mk.describe_articles(articles)]
    shown += [reprints.side_by_side(), mk.story_path(marked, marked["story"].iloc[0])]
    for result in results:
        shown += [result, mk.quote_examples(result, 3), result.plot()]
    return [text for one in shown for text in (repr(one), getattr(one, "_repr_html_", str)())]


def test_no_display_has_a_contact_or_more_than_a_quarter_of_an_article(articles):
    for text in displays(articles):
        assert ADDRESS not in text
        assert NUMBER not in text
        for whole in articles["text"]:
            piece = whole[: len(whole) // 4 + 100]
            assert piece not in text
            middle = len(whole) // 2
            assert whole[middle : middle + len(whole) // 4 + 100] not in text


def test_an_address_in_a_title_is_masked_where_a_result_is_displayed(articles):
    named = articles.assign(title=f"Write to {ADDRESS}")
    stories = mk.find_stories(named)
    assert ADDRESS not in repr(stories)
    assert ADDRESS not in stories._repr_html_()


def test_a_long_run_of_letters_is_gone_through_once():
    run = "x" * 1_000_000
    assert mask_addresses(f"{run} desk@post.example") == f"{run} ••••@••••.•••••••"


def test_two_texts_are_shown_whole_only_on_demand(articles):
    reprints = mk.find_reprints(articles)
    whole = reprints.side_by_side(whole=True)
    parts = reprints.side_by_side()
    n_all = sum(len(piece) for piece, _ in whole.differences()[0])
    n_shown = sum(len(piece) for piece, _ in parts.differences()[0])
    assert n_all == len(whole.source[2])
    assert n_shown <= n_all / 4
