"""Which words are compared: subjects and names; house style has a table of its own, traces are left out."""

from __future__ import annotations

import pytest

from mediakit import compare, compare_outlets, count_terms
from mediakit.comparing.kinds import KINDS, kinds_of
from mediakit.comparing.spelling_rules import spelling_pairs
from mediakit.errors import UnknownValue

_HARBOUR = (
    "GULL POINT, Friday - The mayor, Ada Brone, said two ferries were late. {} Photo: Lia Orr/AP."
)


def kinds(table, stop_words="english"):
    counts = count_terms(table, stop_words=stop_words)
    return dict(zip(counts.terms, kinds_of(counts.terms, table, ["title", "text"]), strict=True))


@pytest.fixture
def harbour(make_articles):
    """Twelve articles an outlet of some 170 words: a dateline, a name, a credit; only the Gull says Mr."""
    rows = []
    for number in range(24):
        outlet, name = [("Gull Times", "Mr Brone"), ("Hill Courier", "Brone")][number % 2]
        filler = "The harbour of Brone was calm and the boats came home, as boats do. " * 11
        line = f"{filler} In the harbour {name} heard the plan for Ada Brone, the Gull Times wrote."
        day = f"2031-03-{number + 1:02d}"
        text = _HARBOUR.format(line)
        rows.append({"outlet": outlet, "date": day, "title": f"Report {number}", "text": text})
    return make_articles(rows)


def test_each_word_has_the_kind_that_its_use_gives_it(harbour):
    found = kinds(harbour)
    assert found["harbour"] == found["boats"] == "subject"
    assert found["brone"] == found["ada"] == "name"
    assert found["mr"] == found["friday"] == found["two"] == "style"
    assert found["point"] == "style"  # only in the dateline, and in capitals
    assert found["times"] == found["ap"] == found["photo"] == "trace"
    assert found["lia"] == found["orr"] == "trace"  # only beside the credit


def test_a_word_of_an_outlets_name_is_a_trace_only_where_it_is_used_as_one(make_articles):
    text = (
        "In spring the star shone, and we saw the post office of Port Hill, where Port Hill slept."
    )
    rows = [{"outlet": "The Star", "text": text}, {"outlet": "Port Hill Post", "text": text}]
    found = kinds(make_articles(rows))
    assert found["star"] == found["post"] == "subject"
    assert found["port"] == "name"


def test_without_capitals_the_name_of_an_outlet_is_its_name(make_articles):
    rows = [{"outlet": "The Mirror", "text": "the mirror has found out what the minister said"}]
    assert kinds(make_articles(rows))["mirror"] == "trace"


def test_addresses_that_lost_their_points_and_glued_words_are_traces(make_articles):
    text = (
        "Write to lettersvalepostcouk or to valepostcom about BroneSenate and the fall of Brone2031, "
        "as in town the vote of Brone was late, and so said Brone when the senate sat in 2031."
    )
    found = kinds(make_articles([{"outlet": "Vale Post", "text": text}]))
    assert found["lettersvalepostcouk"] == found["valepostcom"] == "trace"
    assert found["bronesenate"] == found["brone2031"] == "trace"
    assert found["senate"] == "subject"


def test_figures_initials_and_parties_are_style(make_articles):
    text = "In 2031 the D-Vale member of the U.N. paid 15m for the 3rd of 4-year-old boats"
    found = kinds(make_articles([{"text": text}]))
    styled = [found[word] for word in ("2031", "d-vale", "u.n", "15m", "3rd", "4-year-old")]
    assert styled == ["style"] * 6


def on_ten_subjects(n):
    """Return articles of some 200 words on ten subjects, with asides in the middle of a fifth."""
    rows = []
    for number in range(n):
        subject = number % 10
        words = " ".join(f"{word}{subject}" for word in ("ferry", "pier", "tide", "mooring"))
        aside = ""
        if 5 * number < n:
            aside = "zimmerly gloomish with a Trandel. So the Quibben met, and the Quibben sat. "
        if subject == 0:
            aside += "brinewash "
        half = f"{words} here there everywhere " * 14
        outlet = ("Gull", "Hill")[2 * number < n]
        rows.append({"outlet": outlet, "title": "", "text": half + aside + half})
    return rows


@pytest.fixture
def long_texts(make_articles):
    return make_articles(on_ten_subjects(300))


def test_a_word_used_once_an_article_whatever_its_subject_is_style(long_texts):
    found = kinds(long_texts)
    assert found["gloomish"] == "style"
    assert found["ferry1"] == "subject"  # articles repeat it
    assert found["brinewash"] == "subject"  # once an article, but all of them are on one subject


def test_a_name_is_a_name_where_articles_repeat_it_and_style_where_they_only_mention_it(long_texts):
    found = kinds(long_texts)
    assert found["quibben"] == "name"
    assert found["trandel"] == "style"


def test_fewer_than_300_long_texts_do_not_tell_what_is_mentioned_in_passing(make_articles):
    found = kinds(make_articles(on_ten_subjects(290)))
    assert (found["gloomish"], found["trandel"]) == ("subject", "name")


def test_short_texts_do_not_tell_what_is_mentioned_in_passing(make_articles):
    rows = [{"text": f"we saw the ferry of Trandel at the pier {number}"} for number in range(320)]
    found = kinds(make_articles(rows))
    assert (found["ferry"], found["trandel"]) == ("subject", "name")


def test_names_beside_the_host_and_the_anchor_are_traces(make_articles):
    staff = "In the studio with Fenwick, anchor of the late show, was the mayor. "
    mayor = "It was Brone, as all knew, and Brone had lost. Then Brone, he wept. "
    rows = [{"text": f"{staff}{mayor} Number {number}."} for number in range(8)]
    found = kinds(make_articles(rows))
    assert (found["fenwick"], found["brone"]) == ("trace", "name")


def test_adverbs_verbs_of_the_headline_and_bare_possessives_are_style(make_articles):
    text = "the minister slammed, slams and is slamming it quickly as the familys supply was tiny"
    found = kinds(make_articles([{"text": text}]))
    styled = [
        found[word] for word in ("slammed", "slams", "slamming", "quickly", "familys", "tiny")
    ]
    assert styled == ["style"] * 6
    assert found["supply"] == found["minister"] == "subject"


def test_two_spellings_are_a_pair_if_both_are_in_use():
    uses = {"labour": 9, "labor": 4, "harbour": 5, "organise": 300, "organize": 3}
    two_words = {"prised": 9, "prized": 9, "filled": 9, "filed": 9}
    assert spelling_pairs(uses | two_words) == {"labour": "labor"}  # three of 300 are slips


def test_style_has_a_table_and_a_family_of_its_own(harbour):
    comparison = compare_outlets(harbour, "Gull Times", "Hill Courier", n_permutations=99)
    assert set(comparison.table()["kind"]) <= {"subject", "name"}
    style = comparison.style()
    assert set(style["kind"]) == {"style"}
    assert style.columns.tolist() == comparison.table().columns.tolist()
    assert style.set_index("term")["q"]["mr"] < 0.05
    assert set(comparison.examples("mr").table()["match"]) == {"Mr"}
    said = "words that are traces of the page or of an outlet's own name were left out."
    assert said in comparison.method()


def test_other_kinds_are_tested_when_they_are_asked_for(harbour):
    sides = ("Gull Times", "Hill Courier")
    every = compare_outlets(harbour, *sides, kinds=KINDS, n_permutations=99)
    assert set(every.table()["kind"]) == set(KINDS)
    assert "traces" not in every.method()
    only = compare_outlets(harbour, *sides, kinds="style", n_permutations=99)
    assert only.table()["term"].tolist() == only.style()["term"].tolist()
    with pytest.raises(UnknownValue, match="There is no kind of word 'verb'"):
        compare_outlets(harbour, *sides, kinds="verb")
    with pytest.raises(UnknownValue, match="kinds= is empty"):
        compare_outlets(harbour, *sides, kinds=[])


def test_kinds_do_not_depend_on_the_sides(harbour):
    sided = harbour.assign(side=["a", "b"] * 12, other=["a"] * 12 + ["b"] * 12)
    one, two = (
        compare(sided, by, a="a", b="b", kinds=KINDS, n_permutations=9).table()
        for by in ("side", "other")
    )
    kind_of = dict(zip(one["term"], one["kind"], strict=True))
    assert kind_of == dict(zip(two["term"], two["kind"], strict=True))


def test_a_possessive_is_its_word_and_an_article_with_both_counts_both(make_articles):
    texts = ["Kiev said Kiev's plan", "kiev’s", "no more, who's there"]
    rows = [{"outlet": outlet, "title": "", "text": text} for outlet in "AB" for text in texts]
    comparison = compare_outlets(make_articles(rows), "A", "B", min_articles=1)
    table = comparison.table().set_index("term")
    assert table.loc["kiev", ["n_articles_a", "count_a"]].tolist() == [2, 3]
    assert not {"kiev's", "who", "who's"} & set(table.index)
    matches = comparison.examples("kiev's").table()["match"].tolist()
    assert {"Kiev", "kiev’s"} <= set(matches)


def test_merged_spellings_are_counted_as_one(make_articles):
    texts = ["Kiev's plan", "the plan of Kyiv"]
    rows = [{"outlet": outlet, "title": "", "text": text} for outlet in "AB" for text in texts]
    table = make_articles(rows)
    merged = compare_outlets(table, "A", "B", min_articles=1, merge={"Kiev": "Kyiv"})
    assert merged.table()["term"].tolist() == ["kyiv", "plan"]
    assert merged.table()["n_articles_a"].tolist() == [2, 2]
    assert set(merged.examples("kiev").table()["match"]) == {"Kiev's", "Kyiv"}
    with pytest.raises(UnknownValue, match="merge is a table with the columns a and b"):
        compare_outlets(table, "A", "B", merge=["kiev"])


def test_a_name_that_captions_and_credits_place_is_style(make_articles):
    rows = []
    for number in range(12):
        caption = "The mayor waves at the port in Trandel, Vale, Friday, March 14, 2031."
        credit = "Ada Brone in Quibben, Vale, contributed to this report."
        text = (
            f"In all, people of Zimmern were late. {'The ferry came. ' * 9} In Zimmern it rained."
        )
        rows.append({"text": f"{text} {caption} {'It left. ' * 9} {credit} Number {number}."})
    found = kinds(make_articles(rows))
    assert found["trandel"] == found["quibben"] == "style"
    assert found["zimmern"] == "name"


def test_a_name_spelled_in_two_ways_is_style_unless_the_spellings_are_merged(make_articles):
    rows = []
    for number in range(24):
        outlet, town = [("Gull", "Kovel"), ("Hill", "Kowel")][number % 2]
        text = f"Ferries to {town} left the old harbour late, and the port of {town} was shut"
        rows.append({"outlet": outlet, "title": "", "text": f"{text} by Brone, as Brone had said."})
    table = make_articles(rows)
    found = kinds(table)
    assert found["kovel"] == found["kowel"] == "style"
    assert found["brone"] == "name"
    merged = compare_outlets(table, "Gull", "Hill", merge={"Kowel": "Kovel"}, n_permutations=9)
    assert dict(merged.table()[["term", "kind"]].to_numpy())["kovel"] == "name"


def test_the_rarer_of_two_words_that_differ_in_a_hyphen_is_style(make_articles):
    usual = "the by-election was close, no by-election had been so, and a by-election is a vote "
    rare = "in this byelection, as the byelection before, we saw a byelection "
    found = kinds(make_articles([{"text": 2 * usual}, {"text": rare}]))
    assert (found["by-election"], found["byelection"]) == ("subject", "style")
