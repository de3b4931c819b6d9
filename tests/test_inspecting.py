"""What is wrong with the material: each fault planted in invented articles, and sound ones left alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal

import mediakit as mk
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.inspecting.languages import languages_of
from mediakit.inspecting.lengths import is_piled_up
from mediakit.inspecting.names import core_of
from mediakit.inspecting.stretches import densest_stretch

NOUNS = "ferry harbour council bridge school market mayor police budget strike storm vote".split()
VERBS = "closed opened blamed praised repaired counted moved refused promised reported".split()
NAMES = "NATO EU UN BBC MP".split()
OUTLETS = ("Gull Gazette", "Hill Courier", "Marsh Mirror")
EACH = 40
GERMAN = (
    "Der Rat hat sich nach der Sitzung auf den neuen Haushalt geeinigt. Die Brücke wird im Herbst "
    "gesperrt, und das ist für die Händler nicht gut. Auch der Hafen ist von dem Plan betroffen. "
) * 4


def text_of(generator):
    """Return 13 to 19 sentences of invented news, each with a number of its own."""
    sentences = []
    for _ in range(generator.integers(13, 20)):
        noun, other = generator.choice(NOUNS, 2, replace=False)
        verb, name = generator.choice(VERBS), generator.choice(NAMES)
        number = generator.integers(10_000)
        sentences.append(f"The {noun} {verb} and the {other} of {name} was with item {number}.")
    return " ".join(sentences)


@pytest.fixture(scope="module")
def sound(make_articles):
    """Forty articles of each of three outlets, one on each day of forty."""
    generator = np.random.default_rng(3)
    days = pd.date_range("2031-03-03", periods=EACH)
    rows = []
    for outlet in OUTLETS:
        for number, day in enumerate(days):
            text = text_of(generator)
            title = f"Report {number} on the {generator.choice(NOUNS)}"
            rows.append({"outlet": outlet, "date": day, "title": title, "text": text})
    return make_articles(rows)


def damage(articles, change, *, n, column="text", last=False):
    """Return the articles with n of those of the Gull changed, evenly spread or the last."""
    ours = articles.index[articles["outlet"] == OUTLETS[0]]
    places = ours[np.linspace(0, len(ours) - 1, n).astype(int)]
    if last:
        places = ours[-n:]
    changed = articles[column].astype(object)
    changed[places] = [change(value) for value in changed[places]]
    return articles.assign(**{column: changed.astype(articles[column].dtype)})


def in_german(text):
    """Return a German text that begins as no other does."""
    return f"{text[:50].title()}. {GERMAN}"


def findings(articles):
    return mk.inspect_articles(articles).table()


def test_sound_articles_are_not_accused(sound):
    inspection = mk.inspect_articles(sound)
    assert inspection.table().empty
    assert inspection.articles().empty
    assert inspection.answer() == "No fault was found in the 120 articles from 3 outlets."


def without(pattern):
    return lambda text: pd.Series([text]).str.replace(pattern, "", regex=True)[0]


PLANTED = {
    "lower-cased": (str.lower, 24, "no capitals"),
    "words in capitals": (without(r"\b[A-Z]{2,}\b"), 36, "words in capitals missing"),
    "full stops": (without(r"\."), 24, "no full stops"),
    "HTML": (lambda text: f"<p>{text}</p>", 8, "HTML left in"),
    "entities": (lambda text: text.replace(" of ", "&nbsp;of "), 8, "HTML left in"),
    "misread": (lambda text: text.replace("item", "itemâ€™s"), 8, "damaged letters"),
    "misread twice": (lambda text: text.replace("item", "cafÃƒÂ©"), 8, "damaged letters"),
    "lost": (lambda text: text.replace("item", "it\ufffdm"), 8, "damaged letters"),
    "questioned": (lambda text: text.replace("The", "He’s it?s"), 8, "damaged letters"),
    "news service": (lambda text: text[:200] + "… [+1210 chars]", 8, "cut off"),
    "paywall": (lambda text: text + " Subscribe to continue reading.", 8, "cut off"),
    "one length": (lambda text: text[:600], 8, "cut off"),
    "language": (in_german, 8, "another language"),
    "no text": (lambda text: None, 8, "no text"),
    "notice": (lambda text: "Please switch on JavaScript to see the page.", 8, "the same text"),
    "one long text": (lambda text: "The harbour is shut again. " * 90, 8, "the same text"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_named_with_its_outlet_and_no_other(sound, name):
    change, n, what = PLANTED[name]
    table = findings(damage(sound, change, n=n))
    assert table[["outlet", "what"]].to_numpy().tolist() == [[OUTLETS[0], what]]
    row = table.iloc[0]
    assert row["elsewhere"] == 0
    assert row["n_articles"] >= 0.8 * n  # short texts are read in runs, which may have a sound one
    assert 0 < row["measure"] <= 1
    assert OUTLETS[0] in row["forbids"]


def test_an_outlet_of_one_notice_is_named_with_the_notice(sound):
    notice = "Please switch on JavaScript to see the page."
    inspection = mk.inspect_articles(damage(sound, lambda text: notice, n=EACH))
    row = inspection.table().iloc[0]
    assert row[["outlet", "what", "measure", "n_articles"]].tolist() == [
        OUTLETS[0],
        "the same text",
        1.0,
        EACH,
    ]
    assert row["forbids"] == (
        f"{OUTLETS[0]} texts begin with the same words, “{notice}”: this is a notice or a stub, "
        "not what the articles say, so nothing in these texts can be compared."
    )
    example = inspection.examples(f"{OUTLETS[0]}: the same text", n=1).table()
    assert example["sentence"].tolist() == [notice]
    assert explained(inspection, "javascript") == [["javascript", "the same text", "more often"]]


def test_the_same_article_twice_is_no_notice(sound):
    twice = pd.concat([sound, sound.assign(article_id=sound["article_id"] + "-2")])
    assert findings(twice).empty


@pytest.mark.parametrize(
    "own",
    [
        lambda text: "OSTREL, 3 April (Hill) - " + text,
        lambda text: text.replace(". ", ".\nREAD MORE\n", 1),
        lambda text: text + " Read HILL ONLINE each day.",
    ],
    ids=["dateline", "line", "footer"],
)
def test_words_in_capitals_that_one_outlet_alone_has_are_no_norm(sound, own):
    plain = sound["text"].str.replace(r"\b[A-Z]{2,}\b", "Ostrel", regex=True)
    others = sound["outlet"] != OUTLETS[0]
    for changed in (plain.where(~others, plain.map(own)), plain.where(others, plain.map(own))):
        table = findings(sound.assign(text=changed))
        assert "words in capitals missing" not in table["what"].tolist()


def test_the_place_of_one_agency_is_no_norm_however_large_the_archive_grows():
    demo = mk.load_demo_articles()
    again = demo.assign(
        article_id=demo["article_id"] + "-2",
        date=demo["date"] + pd.Timedelta(days=56),
        title=demo["title"] + " again",
    )
    table = findings(pd.concat([demo, again], ignore_index=True))
    assert set(table["what"]) == {"page furniture"}


def test_marks_inside_numbers_and_abbreviations_end_no_sentence(sound):
    def damaged(text):
        bare = text.replace(".", "")
        return bare.replace(" of ", " at 5.20 a.m. or 9.2 of ")

    table = findings(damage(sound, damaged, n=24))
    assert table[["outlet", "what"]].to_numpy().tolist() == [[OUTLETS[0], "no full stops"]]
    assert table.loc[0, "n_articles"] == 24


def test_the_answer_names_the_gravest_fault_of_up_to_three_outlets(sound):
    empty = sound["text"].where(sound["outlet"] != OUTLETS[1])
    articles = damage(sound.assign(text=empty), str.lower, n=EACH)
    answer = mk.inspect_articles(articles).answer()
    assert f"{OUTLETS[1]} articles have no text" in answer
    assert f"{OUTLETS[0]} texts have no capitals" in answer


def test_short_texts_are_read_together(sound):
    first_sentences = sound["text"].str.extract(r"^((?:[^.]*\.){5})")[0]
    short = sound.assign(text=first_sentences)
    assert findings(short).empty
    gone = findings(damage(short, without(r"\b[A-Z]{2,}\b"), n=EACH))
    assert gone[["outlet", "what"]].to_numpy().tolist() == [
        [OUTLETS[0], "words in capitals missing"]
    ]


def test_the_sentence_names_the_words_that_are_gone(sound):
    gone = damage(sound, without(r"\b[A-Z]{2,}\b"), n=EACH)
    sentence = findings(gone)["forbids"].iloc[0]
    assert sentence.startswith("Gull Gazette texts lack words in capitals: ")
    assert sentence.endswith(" cannot be compared.")
    assert set(sentence.split(": ")[1].replace(",", "").split()) - {"and", "cannot", "be"} <= {
        *NAMES,
        "compared.",
    }


def test_words_in_capitals_are_missing_only_if_others_have_them(sound):
    names = "|".join(NAMES)
    bare = sound.assign(text=sound["text"].str.replace(rf"\b({names})\b", "Paul", regex=True))
    assert findings(bare).empty  # nobody has any
    kept = sound["outlet"] == OUTLETS[1]
    few = pd.concat([bare[~kept], sound[kept].head(12)], ignore_index=True)
    assert findings(few).empty  # a dozen articles have them
    page = few.tail(1).assign(outlet=None, article_id="page", text="BYLINE LENGTH " * 200)
    assert findings(pd.concat([bare, page], ignore_index=True)).empty
    assert findings(pd.concat([bare[bare["outlet"] == OUTLETS[0]], sound[kept]]))[
        ["outlet", "what"]
    ].values.tolist() == [[OUTLETS[0], "words in capitals missing"]]


def test_a_share_is_printed_unless_it_is_nearly_all(sound):
    some = findings(damage(sound, lambda text: f"<p>{text}</p>", n=10))["forbids"].iloc[0]
    assert some.startswith("25% of Gull Gazette texts contain HTML: ")


def test_a_fault_that_begins_in_the_middle_has_its_days(sound):
    # The last ten of forty daily articles from 3 March on: those of 2 to 11 April.
    changed = findings(damage(sound, str.lower, n=10, last=True)).iloc[0]
    assert (changed["from"], changed["until"]) == (
        pd.Timestamp("2031-04-02"),
        pd.Timestamp("2031-04-11"),
    )
    assert (changed["measure"], changed["n_articles"]) == (1.0, 10)
    assert changed["forbids"].startswith("From 2 to 11 April 2031, Gull Gazette texts have no ")
    assert changed["forbids"].endswith(
        "Hardly any of the outlet's texts from other days have this fault: do not compare the two "
        "periods."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Storm closes the harbour for the third time in as many weeks",
        "See:What the new mayor of the town says about all the ferries",
        "Ann Gull and Ben Hill and two more of our writers contributed reporting",
        "More on the storm",
    ],
)
def test_a_last_line_that_is_no_sentence_of_the_article_is_no_cut(sound, line):
    # Each article has its own line, or the line would be page furniture.
    numbers = iter("abcdefghijklmnopqrstuvwxyz" * 9)
    linked = damage(sound, lambda text: f"{text}\n{next(numbers)}{next(numbers)} {line}", n=20)
    assert "cut off" not in findings(linked)["what"].tolist()


def test_texts_that_end_anywhere_are_cut_off(sound):
    cut = findings(damage(sound, lambda text: text[: text.rindex(" item")], n=20))
    assert cut["what"].tolist() == ["cut off"]


def test_damaged_headlines_are_a_finding_of_their_own(sound):
    table = findings(damage(sound, lambda title: f"Mayorâ€™s {title}", n=8, column="title"))
    assert table["what"].tolist() == ["damaged headlines"]


def test_a_few_odd_articles_accuse_nobody_but_are_listed(sound):
    inspection = mk.inspect_articles(damage(sound, lambda text: f"<p>{text}</p>", n=3))
    assert inspection.table().empty
    listed = inspection.articles()
    assert listed[["outlet", "what"]].to_numpy().tolist() == [["Gull Gazette", "HTML left in"]] * 3


def test_a_footer_in_most_articles_is_page_furniture(sound):
    footed = damage(sound, lambda text: f"{text}\nRead the Gull on every tide of the year.", n=24)
    inspection = mk.inspect_articles(footed)
    assert inspection.table()["what"].tolist() == ["page furniture"]
    assert "“Read the Gull on every tide of the year.”" in inspection.table()["forbids"].iloc[0]
    shown = inspection.examples().table()["sentence"].tolist()
    assert shown == ["Read the Gull on every tide of the year."] * 3


def test_days_without_articles_are_a_hole(sound):
    hole = sound["date"].between("2031-03-15", "2031-03-29") & (sound["outlet"] == "Gull Gazette")
    row = findings(sound[~hole]).iloc[0]
    assert (row["outlet"], row["what"]) == ("Gull Gazette", "missing days")
    assert (row["from"], row["until"]) == (pd.Timestamp("2031-03-15"), pd.Timestamp("2031-03-29"))
    assert (row["measure"], row["elsewhere"]) == (1.0, 0.0)
    assert row["forbids"].startswith(
        "There are no Gull Gazette articles from 15 to 29 March 2031: "
    )


def test_dates_far_from_all_others_are_stray(sound):
    stray = damage(sound, lambda day: pd.Timestamp("1970-01-01"), n=2, column="date")
    table = findings(stray)
    assert table["what"].tolist() == ["stray dates"]
    assert table["forbids"].tolist() == [
        (
            "2 Gull Gazette articles are dated 1 January 1970, far from the outlet's other "
            "dates: check the dates before you say when its coverage began or ended."
        )
    ]
    assert table["n_articles"].tolist() == [2]


def test_articles_without_dates_are_counted(sound):
    table = findings(damage(sound, lambda day: pd.NaT, n=10, column="date"))
    assert table[["what", "measure", "n_articles"]].to_numpy().tolist() == [["no date", 0.25, 10]]


def test_one_outlet_under_two_names_is_one_finding(sound):
    names = sound["outlet"].to_numpy(dtype=object)
    names[:10] = "The Gull Gazette (Online)"
    table = findings(sound.assign(outlet=names))
    assert table[["outlet", "what", "measure"]].to_numpy().tolist() == [
        ["Gull Gazette", "several names", 0.25]
    ]
    assert (
        table["forbids"]
        .iloc[0]
        .startswith(
            "One outlet seems to appear under the names Gull Gazette and The Gull Gazette (Online): "
        )
    )


def test_the_order_of_rows_and_the_names_of_ids_change_no_finding(sound):
    cut = damage(sound, lambda text: text[:150] + "…", n=9)
    shuffled = cut.sample(frac=1, random_state=4)
    assert_frame_equal(findings(shuffled), findings(cut))
    renamed = cut.assign(article_id=cut["article_id"].str[::-1])
    assert_frame_equal(findings(renamed), findings(cut))


def test_examples_mark_the_place(sound):
    inspection = mk.inspect_articles(damage(sound, lambda text: f"It is so. <p>{text}", n=8))
    quotes = inspection.examples("Gull Gazette: HTML left in", n=2).table()
    for row in quotes.itertuples():
        assert row.match == "<p>"
        assert row.sentence[row.start :].startswith("<p>")
    with pytest.raises(UnknownValue):
        inspection.examples("Gull Gazette: no capitals")


def explained(inspection, *terms):
    return inspection.explain(terms)[["term", "what", "effect"]].to_numpy().tolist()


def test_a_word_in_capitals_is_explained_and_another_is_not(sound):
    inspection = mk.inspect_articles(damage(sound, without(r"\b[A-Z]{2,}\b"), n=EACH))
    gone = "words in capitals missing"
    assert explained(inspection, "ferry", "nato", "eu budget") == [
        ["nato", gone, "less often"],
        ["eu budget", gone, "less often"],
    ]
    assert inspection.explain("eu budget")["why"].tolist() == [
        "Other outlets always print “eu” as “EU”, and Gull Gazette texts lack words in capitals."
    ]


def test_words_of_the_fault_itself_are_explained(sound):
    tagged = damage(sound, lambda text: f'{text} <a href="x">See</a>', n=20)
    inspection = mk.inspect_articles(tagged)
    assert explained(inspection, "href", "ferry") == [["href", "HTML left in", "more often"]]
    assert inspection.explain("href")["why"].tolist() == [
        "All 20 Gull Gazette articles with “href” have it only in leftover HTML."
    ]
    footed = damage(sound, lambda text: f"{text}\nRead the Gull on every tide of the year.", n=24)
    assert explained(mk.inspect_articles(footed), "tide", "every tide", "ferry") == [
        ["tide", "page furniture", "more often"],
        ["every tide", "page furniture", "more often"],
    ]


def test_a_word_that_is_also_sound_counts_how_often_it_is(sound):
    # Eight articles end in a stub with "subscribe"; five whole ones have the word in a sentence.
    ours = sound.index[sound["outlet"] == OUTLETS[0]]
    texts = sound["text"].astype(object)
    texts[ours[:8]] += "\nSubscribe to continue reading this story."
    texts[ours[8:13]] += " You may subscribe to it."
    inspection = mk.inspect_articles(sound.assign(text=texts.astype("str")))
    assert inspection.explain("subscribe")["why"].tolist() == [
        (
            "8 of the 13 Gull Gazette articles with “subscribe” have it only in the notes that "
            "mark the cut."
        )
    ]
    texts[ours[13:20]] += " You may subscribe to it."
    inspection = mk.inspect_articles(sound.assign(text=texts.astype("str")))
    assert explained(inspection, "subscribe") == []


def test_a_word_of_another_language_is_explained(sound):
    german = mk.inspect_articles(damage(sound, lambda text: GERMAN, n=20))
    assert explained(german, "haushalt", "bridge") == [
        ["haushalt", "another language", "more often"],
        ["haushalt", "the same text", "more often"],
    ]
    assert german.explain("haushalt")["why"].tolist() == [
        "All 20 Gull Gazette articles with “haushalt” are in another language.",
        "All 20 Gull Gazette articles with “haushalt” have it only in the repeated text.",
    ]


def test_pieces_of_damaged_headlines_are_explained(sound):
    inspection = mk.inspect_articles(
        damage(sound, lambda title: f"Mayorâ€™s {title}", n=8, column="title")
    )
    assert explained(inspection, "mayorâ", "report") == [
        ["mayorâ", "damaged headlines", "more often"]
    ]


def test_damaged_letters_take_words_away_and_leave_pieces(sound):
    inspection = mk.inspect_articles(
        damage(sound, lambda text: text.replace(" item ", " cafÃ© "), n=20)
    )
    assert explained(inspection, "café", "cafã", "ferry") == [
        ["café", "damaged letters", "less often"],
        ["cafã", "damaged letters", "more often"],
    ]


def test_only_the_findings_asked_for_explain(sound):
    inspection = mk.inspect_articles(damage(sound, without(r"\b[A-Z]{2,}\b"), n=EACH))
    assert inspection.explain("nato", findings=[]).empty
    assert len(inspection.explain("nato", findings=[0])) == 1


def compared(articles):
    """Return what sets the Gull apart, with what faults of the texts may explain."""
    comparison = mk.compare_outlets(articles, OUTLETS[0], n_permutations=499)
    return comparison.with_inspection(mk.inspect_articles(articles))


def test_a_comparison_names_the_words_that_a_fault_took_away(sound):
    gone = damage(sound, without(r"\b(NATO|EU|UN|BBC|MP)\b"), n=EACH)
    comparison = compared(gone)
    explained = comparison.table().dropna(subset=["explained_by"])
    assert sorted(explained["term"]) == ["bbc", "eu", "mp", "nato", "un"]
    assert set(explained["explained_by"]) == {"Gull Gazette: words in capitals missing"}
    assert (explained["log_ratio"] < 0).all()
    said = comparison.answer()
    assert "Do not report “" in said
    assert said.endswith("“bbc” or “un”: Gull Gazette texts lack words in capitals.")
    assert sorted(comparison.explained["term"]) == ["bbc", "eu", "mp", "nato", "un"]


def test_a_fault_that_takes_words_away_does_not_explain_more_of_them(sound):
    gone = damage(sound, without(r"\b[A-Z]{2,}\b"), n=EACH)
    comparison = compared(damage(gone, lambda text: text.replace(" item ", " nato nato "), n=EACH))
    table = comparison.table().set_index("term")
    assert table.loc["nato", "log_ratio"] > 0
    assert pd.isna(table.loc["nato", "explained_by"])
    assert table.loc["eu", "explained_by"] == "Gull Gazette: words in capitals missing"


def test_the_same_fault_of_all_others_explains_what_this_outlet_has(sound):
    is_ours = sound["outlet"] == OUTLETS[0]
    changed = sound["text"].where(is_ours, sound["text"].map(without(r"\b[A-Z]{2,}\b")))
    table = compared(sound.assign(text=changed)).table().set_index("term")
    assert table.loc["nato", "log_ratio"] > 0
    assert table.loc["nato", "explained_by"] == (
        "Hill Courier: words in capitals missing; Marsh Mirror: words in capitals missing"
    )


def test_differences_that_no_fault_explains_are_said_to_be_so(sound):
    comparison = compared(damage(sound, lambda text: text.replace("ferry", "boat"), n=EACH))
    assert comparison.has_differences
    assert comparison.table()["explained_by"].isna().all()
    assert comparison.answer().endswith(
        "No fault that would explain these differences was found in the texts."
    )


def test_the_fault_of_the_other_side_explains_what_this_side_has(sound):
    gone = damage(sound, without(r"\b(NATO|EU|UN|BBC|MP)\b"), n=EACH)
    comparison = mk.compare_outlets(gone, OUTLETS[1], OUTLETS[0], n_permutations=199)
    table = comparison.with_inspection(mk.inspect_articles(gone)).table()
    assert sorted(table.loc[table["explained_by"].notna(), "term"]) == [
        "bbc", "eu", "mp", "nato", "un"
    ]  # fmt: skip


def test_the_fault_of_a_small_part_of_the_others_explains_a_word_of_that_part_alone(make_articles):
    generator = np.random.default_rng(5)
    days = pd.date_range("2031-03-03", periods=40)
    footer = "\nZorbelfish newsletter: sign up today."
    rows = []
    for number, outlet in enumerate([*OUTLETS, "Kite", "Lark", "Moor", "Nest", "Oak", "Pier"]):
        for day in days:
            end = footer if number > 6 else ""
            text = text_of(generator) + end
            rows.append({"outlet": outlet, "date": day, "title": f"On {day:%d %B}", "text": text})
    articles = make_articles(rows)
    comparison = mk.compare(articles, "outlet", a=OUTLETS[0], kinds=("subject", "trace"))
    checked = comparison.with_inspection(mk.inspect_articles(articles))
    table = checked.table().set_index("term")
    assert table.loc["newsletter", "explained_by"] == "Oak: page furniture; Pier: page furniture"
    assert "No fault that would explain" not in checked.answer()


def test_periods_are_explained_by_a_fault_that_begins_between_them(sound):
    ours = sound[sound["outlet"] == OUTLETS[0]].reset_index(drop=True)
    tagged = damage(ours, lambda text: f'{text} <a href="x">See</a>', n=20, last=True)
    comparison = mk.compare_periods(
        tagged, tagged["date"].iloc[-20], n_permutations=199, kinds=("subject", "trace")
    )
    table = comparison.with_inspection(mk.inspect_articles(tagged)).table()
    href = table[table["term"] == "href"]
    assert href["explained_by"].tolist() == ["Gull Gazette: HTML left in"]


def test_two_names_of_one_outlet_are_not_compared_without_a_word(sound):
    names = sound["outlet"].to_numpy(dtype=object)
    names[:20] = "The Gull Gazette"
    articles = sound.assign(outlet=names)
    comparison = mk.compare_outlets(articles, OUTLETS[0], "The Gull Gazette", n_permutations=19)
    said = comparison.with_inspection(mk.inspect_articles(articles)).answer()
    assert "comparing these names compares the outlet with itself" in said


def test_a_comparison_stays_as_it_is_until_it_is_given_an_inspection(sound):
    comparison = mk.compare_outlets(sound, OUTLETS[0], n_permutations=19)
    before = comparison.table()
    comparison.with_inspection(mk.inspect_articles(sound))
    assert comparison.explained is None
    assert_frame_equal(comparison.table(), before)


def test_articles_that_were_not_inspected_are_counted(sound):
    comparison = mk.compare_outlets(sound, OUTLETS[0], n_permutations=19)
    message = (
        "40 of the 120 articles compared were not inspected. Call inspect_articles on the table "
        "that you compare."
    )
    with pytest.raises(UnknownValue) as error:
        comparison.with_inspection(mk.inspect_articles(sound[sound["outlet"] != OUTLETS[0]]))
    assert str(error.value) == message
    with pytest.raises(
        TypeError, match="inspection must be the result of inspect_articles; got Data"
    ):
        comparison.with_inspection(sound)


@pytest.mark.parametrize("terms", ["", " ", None, ["nato", 7]])
def test_a_term_to_explain_must_be_a_word(sound, terms):
    inspection = mk.inspect_articles(sound.head(1))
    with pytest.raises(UnknownValue, match="A term is a word or phrase, such as 'nato'; got "):
        inspection.explain(terms)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "German"),
        (
            "Le maire a dit que les travaux sont pour une école, et le pont est dans la rue du port avec les bus. "
            * 4,
            "French",
        ),
        (
            "Мэр сказал, что мост был построен из камня и стоит на реке, но для города это не новость. "
            * 4,
            "Russian",
        ),
        (
            "Міська рада ухвалила бюджет на новий рік, але міст через річку закриють восени. " * 4,
            "Ukrainian",
        ),
        (
            "Градският съвет прие бюджета за новата година, но мостът ще бъде затворен през есента. "
            * 4,
            "Bulgarian",
        ),
        (
            "Градско веће је усвојило буџет за нову годину, али ће мост бити затворен на јесен. "
            * 4,
            "Serbian or Macedonian",
        ),
        ("The mayor said “мост построен из камня, но для города это не новость”. " * 2, ""),
        ("市議会は新しい予算を決めた。橋は秋に閉まると市長が述べた。" * 8, "Japanese"),
        (
            "The mayor said that the bridge was closed and the ferry was with the council of the town. "
            * 4,
            "English",
        ),
        ("12 34 56 " * 50, ""),
    ],
)
def test_a_language_is_known_by_its_frequent_words_or_script(text, language):
    assert list(languages_of(pa.array([text], pa.large_string()))) == [language]


def test_lengths_pile_up_only_where_those_round_about_are_rare():
    spread = np.arange(300, 3300, 30)
    ends_open = np.ones(200, dtype=bool)
    assert not is_piled_up(spread, ends_open[:100]).any()
    piled = np.concatenate([spread, [1000 - n % 8 for n in range(15)]])
    assert is_piled_up(piled, ends_open[:115])[len(spread) :].all()
    assert not is_piled_up(piled, ~ends_open[:115]).any()
    short = np.arange(100, 200)  # a hundred headlines of about one length
    assert not is_piled_up(short, ends_open[:100]).any()


def test_the_densest_stretch_is_the_one_counted_by_hand():
    days = pd.Series(pd.date_range("2031-03-01", periods=20))
    shown = np.zeros(20, dtype=bool)
    shown[5:11] = True
    stretch = densest_stretch(days, shown)
    assert (stretch.first, stretch.last) == (days[5], days[10])
    assert (stretch.n_articles, stretch.n_shown, stretch.n_outside) == (6, 6, 14)
    # Inside and outside are certain: what is left is the likelihood of 6 in 20.
    assert stretch.strength == pytest.approx(-(6 * np.log(0.3) + 14 * np.log(0.7)))
    assert densest_stretch(days, np.zeros(20, dtype=bool)) is None


def test_names_differ_in_words_that_say_nothing():
    same = ["Gull News", "The Gull", "Gull (Online)", "gull.com", "TheGull.com", "Gull - Opinion"]
    assert {core_of(name) for name in same} == {"gull"}
    assert core_of("Gull Times") != core_of("Gull")
    assert core_of("The News") == "thenews"


def rows_of(outlet, domain, n, text=""):
    return [
        {"outlet": outlet, "url": f"https://{domain}/{outlet}/{k}", "text": f"{text}{k}"}
        for k in range(n)
    ]


def suggested(make_articles, *parts):
    table = mk.suggest_outlet_names(make_articles([row for part in parts for row in part]))
    return dict(zip(table["outlet"], table["name"], strict=True))


def test_alike_names_are_put_together_unless_their_domains_differ(make_articles):
    gull = rows_of("Gull News", "gull.example", 9)
    assert suggested(make_articles, gull, rows_of("Gull Online", "gull.example", 3)) == {
        "Gull News": "Gull News",
        "Gull Online": "Gull News",
    }
    assert suggested(make_articles, gull, rows_of("Gull Online", "far.example", 3)) == {}


def test_unlike_names_on_one_domain_are_put_together_if_few_are_there(make_articles):
    gull = rows_of("Gull News", "gull.example", 9)
    assert suggested(make_articles, gull, rows_of("Tide Desk", "gull.example", 6)) == {
        "Gull News": "Gull News",
        "Tide Desk": "Gull News",
    }
    assert suggested(make_articles, gull, rows_of("Ann Guest", "gull.example", 1)) == {}
    crowd = [rows_of(name, "gull.example", 6) for name in ("Ash", "Birch", "Cedar", "Elm Tree")]
    assert suggested(make_articles, gull, *crowd) == {}


def test_the_evidence_is_said(make_articles):
    rows = rows_of("Gull News", "gull.example", 9) + rows_of("Gull Online", "gull.example", 3)
    table = mk.suggest_outlet_names(make_articles(rows))
    assert table["evidence"].tolist() == [
        "Like Gull Online: the names are alike and both are on gull.example.",
        "Like Gull News: the names are alike and both are on gull.example.",
    ]


def test_renaming_keeps_the_names_as_given(articles):
    renamed = mk.rename_outlets(articles, {"Hill Courier": "The Hill"})
    assert renamed["outlet"].value_counts().to_dict() == {
        "Gull Gazette": 5,
        "The Hill": 4,
        "Marsh Mirror": 3,
    }
    assert renamed["outlet_given"].tolist() == articles["outlet"].tolist()
    again = mk.rename_outlets(renamed, {"The Hill": "Hill"})
    assert again["outlet_given"].tolist() == articles["outlet"].tolist()
    assert renamed["article_id"].tolist() == articles["article_id"].tolist()


def test_names_can_be_swapped(articles):
    swapped = mk.rename_outlets(
        articles, {"Hill Courier": "Gull Gazette", "Gull Gazette": "Hill Courier"}
    )
    assert swapped["outlet"].value_counts().to_dict() == {
        "Gull Gazette": 4,
        "Hill Courier": 5,
        "Marsh Mirror": 3,
    }


def test_the_suggestions_can_be_applied_as_they_are(sound):
    names = sound["outlet"].to_numpy(dtype=object)
    names[:10] = "The Gull Gazette"
    articles = sound.assign(outlet=names)
    renamed = mk.rename_outlets(articles, mk.suggest_outlet_names(articles))
    assert renamed["outlet"].tolist() == sound["outlet"].tolist()
    assert mk.suggest_outlet_names(renamed).empty


def test_a_mapping_that_cannot_be_meant_is_refused(articles):
    with pytest.raises(UnknownValue, match="There is no outlet 'Hill' in the articles table"):
        mk.rename_outlets(articles, {"Hill": "x"})
    with pytest.raises(
        UnknownValue, match=r"The new name of 'Hill Courier' is empty. Give it a name."
    ):
        mk.rename_outlets(articles, {"Hill Courier": " "})
    with pytest.raises(
        TypeError, match=r"mapping must be a dict from old names to new ones; got list."
    ):
        mk.rename_outlets(articles, ["Hill Courier"])
    with pytest.raises(ColumnMissing):
        mk.rename_outlets(articles, pd.DataFrame({"outlet": ["Hill Courier"]}))
