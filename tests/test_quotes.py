"""Who is heard: marks, speakers, kinds, names over articles, and shares with their ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.quotes.grammar.rules import RIGHT, RULES
from mediakit.quotes.kinds import KINDS as KINDS_OF_SOURCES
from mediakit.quotes.kinds import source_in
from mediakit.quotes.language import LANGUAGES, grammar_of
from mediakit.quotes.reading import read_text
from mediakit.quotes.vocabulary import vocabulary_of


def quotes_in(*texts, **options):
    """Return the quotations of some texts."""
    ids = [f"a{number:02d}" for number in range(len(texts))]
    table = pd.DataFrame({"article_id": ids, "text": list(texts)})
    return mk.find_quotes(table, **options).table()


def spoken(text, form=("direct", "mixed")):
    """Return speaker and words of the quotations of a text."""
    table = quotes_in(text)
    table = table[table["form"].isin(form)]
    return list(zip(table["speaker"], table["said"], strict=True))


MARKS = {
    "curly": "“{}”",
    "straight": '"{}"',
    "doubled apostrophes": "''{}''",
    "typewriter": "``{}''",
    "guillemets": "«{}»",
    "French": "« {} »",
    "French with hard spaces": "«\u00a0{}\u00a0»",
    "German": "„{}“",
    "Polish": "„{}”",
    "German books": "»{}«",
    "Swedish": "”{}”",
    "British": "‘{}’",
    "British, straight": "'{}'",
    "low single": "‚{}‘",
    "single guillemets": "‹{}›",
    "corners": "「{}」",
    "white corners": "『{}』",
    "wide": "＂{}＂",
    "primes": "〝{}〞",
    "curly, then straight": '“{}"',
    "straight, then curly": '"{}”',
    "two opening ones": "“{}“",
    "spaced": "“ {} ”",
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_quotations_are_found_in_marks_of_every_kind(mark):
    text = (
        mark.format("We will go now and not come back,")
        + " said Ann Reed, a cook. The town waited.\n"
        + mark.format("Nobody came to the harbour that night,")
        + " the mayor said. He added: "
        + mark.format("It was the workers' own choice.")
    )
    table = quotes_in(text)
    quoted = table[table["form"] == "direct"]
    assert [said.strip("“”\"'`«»„‘’‚‹›「」『』＂〝〞 \u00a0") for said in quoted["said"]] == [
        "We will go now and not come back,",
        "Nobody came to the harbour that night,",
        "It was the workers' own choice.",
    ]
    assert quoted["speaker"].tolist()[:2] == ["Ann Reed", "mayor"]


ODD = {
    "feet and inches": 'The door is 6\'2" high and 30" wide.',
    "left open": '"Nobody closes this one, he said.',
    "opened twice": "“Nobody closes this, he said.",
    "closed only": "Nobody opened this,” he said.",
    "nested in its own marks": "The “so called “truth” of the town” is out.",
    "empty": "\"\" and “” and ''.",
    "one alone": 'A “ stands here, and a ” there, and a " too.',
    "apostrophes": "The workers' union and the '90s, rock 'n' roll.",
    "backwards": "”Wrong way round“ it is.",
    "stars": '*"*"*',
    "nothing but marks": '"' * 7,
    "zero width": "\u200b“\u200b",
    "a lone surrogate": "\ud800 “",
    "control": "\x00\x01\x02“",
    "tabs and hard spaces": "\t\u00a0“\u2009",
    "grave": "`a` ``b` ´c´",
    "emoji": "😀“😀",
    "right to left": "‏“שלום",
    "long": "“" + "word " * 5_000,
    "carriage returns": "“a\r\rb",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_marks_never_raise_and_lose_no_quotation_of_another_paragraph(odd):
    for text in (
        f"{odd}\n“We will go tonight,” said Ann Reed.",
        f'{odd}\n\n"We will go tonight," said Ann Reed.',
    ):
        reading = read_text(text, grammar_of("english"))
        said = [text[begin:end].strip('“”"') for begin, end in reading.spans[:, :2]]
        assert "We will go tonight," in said


def test_a_mark_left_open_loses_no_other_quotation_of_its_paragraph():
    text = (
        "“Nobody closes this, he said. “We will go tonight,” said Ann Reed. “And stay,” she said."
    )
    assert ("Ann Reed", "“We will go tonight,”") in spoken(text)


@given(st.text(alphabet="“”\"'‘’«»„ ab.,\nSaid", max_size=80))
def test_any_text_can_be_read_and_spans_lie_in_order(text):
    reading = read_text(text, grammar_of("english"))
    places = reading.spans[:, :2].ravel().tolist()
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert (np.diff(reading.begins) >= 0).all()


PIECES = (
    "the a Mr. Ann Reed said told “ ” \" ' ’ ’s 's who , . : ; — ( ) \n of U.S. F. he she they "
    "officials according to that which added, President Secretary State CNN I'm O’Neil ‘ « » „ 12 "
    "Monday Jr. don't é Ü 中 ß ² Ⅷ ª ǅ 1st"
).split(" ")


@pytest.mark.parametrize("code", LANGUAGES)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_and_marks_gives_rows_whose_places_lie_in_the_text(code, pieces):
    text = " ".join(pieces)
    table = quotes_in(text, language=code, belief=True)
    assert (table["end"] <= len(text)).all()
    assert (table["begin"] <= table["end"]).all()
    assert ((table["source_begin"] >= 0) | (table["speaker"] == "")).all()


@given(st.text(alphabet="'’.,-AaB s1(é", min_size=1, max_size=8))
def test_any_phrase_names_a_source_of_some_kind(phrase):
    for language in LANGUAGES.values():
        found = source_in(phrase, vocabulary_of(language))
        assert found.kind in KINDS_OF_SOURCES


SPEAKERS = {
    '"We will go at noon," said Ann Reed.': "Ann Reed",
    '"We will go at noon," Ann Reed said.': "Ann Reed",
    'Ann Reed said: "We will go at noon."': "Ann Reed",
    'Ann Reed told reporters that the plan was "a bad idea for all".': "Ann Reed",
    'The plan is "a bad idea for all," according to Ann Reed.': "Ann Reed",
    '"We will go at noon," said Ann Reed, who runs the yard.': "Ann Reed",
    '"We will go at noon," Ann Reed, a cook from Low Quay, said on Monday.': "Ann Reed",
    '"Why?" asked Ann Reed.': "Ann Reed",
    '"We will go at noon." — Ann Reed': "Ann Reed",
    'Ann Reed: "We will go at noon."': "Ann Reed",
    '"We will go," said Ann Reed. "We will not come back."': "Ann Reed",
    'Ann Reed shook her head. "We will not come back to this place."': "Ann Reed",
    '"We will go," Ann Reed said.\n"We will not come back," she added.': "Ann Reed",
    'The mayor, Ann Reed, said: "We will go at noon."': "Ann Reed",
    '"We will go at noon," Mayor Ann Reed said.': "Ann Reed",
    'Ann Reed spoke first. "We will go at noon," Ms. Reed said.': "Ann Reed",
    'Ann Reed, who said "we will go at noon today", left.': "Ann Reed",
}


@pytest.mark.parametrize("text", SPEAKERS)
def test_speakers_are_found_by_verbs_names_and_order(text):
    speakers = [speaker for speaker, _ in spoken(text)]
    assert set(speakers) == {SPEAKERS[text]}


def test_a_paragraph_left_open_goes_on_with_the_same_speaker():
    text = (
        '"We will go at noon," said Ann Reed. "The boats are old.\n'
        '"And the sea is cold, as everybody here knows."'
    )
    table = quotes_in(text)
    last = table.iloc[-1]
    assert last["speaker"] == "Ann Reed"
    assert last["inherited"]
    assert last["rule"] == "same speaker as in the open paragraph before"


def test_a_quotation_that_no_rule_reaches_has_no_speaker():
    text = 'The town was quiet. Rain fell on the quay.\n"We will all go home together at noon tonight."'
    (row,) = quotes_in(text).to_dict("records")
    assert row["speaker"] == ""
    assert pd.isna(row["kind"])
    assert row["rule"] == "none"
    assert not row["sure"]


def test_scare_quotes_and_titles_are_set_apart():
    table = quotes_in('The "smart" ferry of the film "Low Tide" sank again.')
    assert table["form"].tolist() == ["set apart", "set apart"]
    assert table["speaker"].tolist() == ["", ""]


def test_every_offset_leads_back_to_the_text():
    text = 'On the quay, Ann Reed said: "We will go." Officials warned that ice would come.'
    for row in quotes_in(text).itertuples():
        assert text[row.begin : row.end] == row.said
        assert text[row.cue_begin : row.cue_end] == row.cue
        assert text[row.source_begin : row.source_end] in ("Ann Reed", "Officials")


def test_indirect_speech_needs_a_verb_of_speech_and_a_clause():
    assert spoken("Ann Reed said that the boats were old.", ["indirect"]) == [
        ("Ann Reed", "that the boats were old.")
    ]
    assert spoken("The boats were old, Ann Reed said.", ["indirect"])[0][0] == "Ann Reed"
    assert spoken("Ann Reed added sugar to the tea.", ["indirect"]) == []
    assert spoken("Ann Reed was told that the boats were old.", ["indirect"]) == []
    assert spoken("Ann Reed declined to say why.", ["indirect"]) == []


def test_beliefs_count_only_when_asked_for():
    text = "Ann Reed believes that the boats are old."
    assert quotes_in(text).empty
    assert quotes_in(text, belief=True)["speaker"].tolist() == ["Ann Reed"]


def test_what_a_source_told_another_medium_is_kept_apart_from_who_spoke():
    table = quotes_in('"We will go at noon," Ann Reed told The Washington Post.')
    assert table[["speaker", "kind", "told"]].values.tolist() == [
        ["Ann Reed", "named person", "Washington Post"]
    ]


SURE = {
    '"We will go at noon," said Ann Reed.': True,
    'Ann Reed said: "We will go at noon."': True,
    '"We will go at noon," Ann Reed said. "We will not come back here."': True,
    'Ann Reed shook her head. "We will not come back to this place."': False,
    "The plan that Ann Reed wore on a hat was “make it all go away again”.": False,
}


@pytest.mark.parametrize("text", SURE)
def test_only_plain_cases_are_called_sure(text):
    table = quotes_in(text)
    assert table["sure"].all() == SURE[text]


def test_each_row_says_how_often_its_rule_is_right():
    table = quotes_in('"We will go at noon," Ann Reed said.')
    behind = RULES.index("name and verb behind it")
    assert table["rule_right"].tolist() == [RIGHT[behind]]
    assert all(0.5 < share < 1 for share in RIGHT.values())


KINDS = {
    "Ann Reed": ("named person", "Ann Reed", ""),
    "Mayor Ann Reed": ("named person", "Ann Reed", "Mayor"),
    "harbour spokeswoman Ann Reed": ("named person", "Ann Reed", "harbour spokeswoman"),
    "Secretary of State Ann Reed": ("named person", "Ann Reed", "State"),
    "the mayor of Low Quay": ("role", "mayor of Low Quay", ""),
    "his lawyer": ("role", "his lawyer", ""),
    "a harbour spokesman": ("anonymous", "harbour spokesman", ""),
    "Officials": ("anonymous", "officials", ""),
    "a person familiar with the plan": ("anonymous", "person familiar with the plan", ""),
    "the Harbour Board": ("organisation", "Harbour Board", ""),
    "the police": ("organisation", "police", ""),
    "the report": ("document", "report", ""),
    "a CNN poll": ("document", "CNN poll", ""),
    "The New York Times": ("other media", "New York Times", ""),
    "AP": ("other media", "Associated Press", ""),
    "the newspaper": ("other media", "newspaper", ""),
    "CNN's Ann Reed": ("named person", "Ann Reed", "CNN's"),
    "it": ("unresolved", "it", ""),
    "the visit": ("unresolved", "visit", ""),
    "Hide Caption": ("unresolved", "Hide Caption", ""),
    "LOWTOWN": ("unresolved", "LOWTOWN", ""),
    "I’m": ("unresolved", "I’m", ""),
    "The Russian": ("unresolved", "Russian", ""),
    "Special Counsel Ann Reed": ("named person", "Ann Reed", "Special Counsel"),
    "MoD": ("organisation", "MoD", ""),
}


@pytest.mark.parametrize("phrase", KINDS)
def test_phrases_name_sources_of_a_kind(phrase):
    found = source_in(phrase, vocabulary_of("english"))
    if found.kind == "organisation" and found.office == "":
        assert (found.kind, found.name) == KINDS[phrase][:2]
    else:
        assert (found.kind, found.name, found.office) == KINDS[phrase]


def test_he_and_she_are_the_last_speaker_who_can_be_meant():
    text = (
        'Mr. Tom Hale met Mrs. Ann Reed on the quay. Mr. Hale spoke first. "We are late," he said.\n'
        '"We are early," Mrs. Reed said.\n"The ice will come," she added. He said that it had come.'
    )
    table = quotes_in(text)
    assert table["speaker"].tolist() == ["Tom Hale", "Ann Reed", "Ann Reed", "Tom Hale"]
    assert table["resolved"].tolist() == [True, False, True, True]


def test_they_and_it_stay_unresolved():
    table = quotes_in('Ann Reed and Tom Hale left. "We will not come back here," they said.')
    assert table["kind"].tolist() == ["unresolved"]
    assert not table["resolved"].any()


def test_a_role_is_the_person_who_has_it_in_the_article():
    text = 'President Ann Reed came late. "We will go at noon today," the president said.'
    table = quotes_in(text)
    assert table["speaker"].tolist() == ["Ann Reed"]
    assert table["resolved"].tolist() == [True]


SAID = '"We will go at noon," said {}. The town waited for the boats.'


def test_a_person_has_one_name_over_the_articles_and_each_joint_is_listed():
    names = ["Ann Reed"] * 4 + ["Ann B. Reed"] + ["Reed"] * 2
    quotes = mk.find_quotes(
        pd.DataFrame(
            {
                "article_id": [f"a{n}" for n in range(7)],
                "text": [SAID.format(name) for name in names],
            }
        )
    )
    assert quotes.table()["speaker"].tolist() == ["Ann Reed"] * 7
    assert quotes.joints().to_dict("records") == [
        {"speaker": "Ann Reed", "joined": "Reed", "why": "the surname alone", "n_articles": 2},
        {
            "speaker": "Ann Reed",
            "joined": "Ann B. Reed",
            "why": "the same full name",
            "n_articles": 1,
        },
    ]


def test_a_surname_that_two_persons_share_is_joined_to_neither():
    names = ["Ann Reed"] * 3 + ["Joan Reed"] * 3 + ["Reed"]
    table = quotes_in(*[SAID.format(name) for name in names])
    assert table["speaker"].tolist() == names


def test_short_first_names_and_transcriptions_are_one_person():
    names = ["Michael Hale", "Mike Hale", "Mykhailo Borsky", "Mikhail Borskyi"]
    table = quotes_in(*[SAID.format(name) for name in [*names, names[0], names[2]]])
    assert set(table["speaker"]) == {"Michael Hale", "Mykhailo Borsky"}


def test_a_middle_name_makes_nobody_else_of_a_person():
    table = quotes_in(SAID.format("Ann Berta Reed"), SAID.format("Ann Reed"))
    assert set(table["speaker"]) == {"Ann Reed"}


def test_some_and_others_are_nobody_in_particular():
    table = quotes_in('"We will not come back here," some said. Others said that they would.')
    assert set(table["speaker"]) == {"people without a name or role"}
    assert set(table["kind"].astype(str)) == {"anonymous"}


def test_one_name_with_offices_of_two_fields_is_two_persons():
    names = ["Senator Ann Reed"] * 4 + ["Coach Ann Reed"] * 3
    table = quotes_in(*[SAID.format(name) for name in names])
    assert table["speaker"].tolist() == ["Ann Reed"] * 4 + ["Ann Reed (sport)"] * 3


def test_a_junior_is_somebody_else_where_one_article_has_both():
    text = SAID.format("Tom Hale") + "\n" + SAID.format("Tom Hale Jr.")
    assert set(quotes_in(text)["speaker"]) == {"Tom Hale", "Tom Hale Jr."}


PEOPLE = pd.DataFrame({"name": ["Ann Reed", "Tom Hale"], "party": ["Quay", "Hill"]})


def test_a_list_of_people_adds_what_is_known_of_them_and_guesses_nothing():
    texts = [SAID.format("Ann B. Reed"), SAID.format("Tom Hale"), SAID.format("Joan Marsh")]
    table = quotes_in(*texts, people=PEOPLE)
    assert table["party"].tolist()[:2] == ["Quay", "Hill"]
    assert pd.isna(table["party"].iloc[2])


def test_a_list_of_people_may_be_a_dict():
    table = quotes_in(SAID.format("Tom Hale"), people={"name": ["Tom Hale"], "side": ["Hill"]})
    assert table["side"].tolist() == ["Hill"]


def test_rules_are_counted_with_how_often_they_are_right():
    text = SAID.format("Ann Reed") + " Ann Reed said that it was late."
    table = pd.DataFrame({"article_id": ["a"], "text": [text]})
    rules = mk.find_quotes(table).rules()
    assert rules["n_quotations"].tolist() == [1, 1]
    assert rules["n_sure"].sum() == 1


BAD_LISTS = {
    "no names": (PEOPLE.rename(columns={"name": "who"}), ColumnMissing, "has no column 'name'"),
    "a name twice": (
        pd.concat([PEOPLE, PEOPLE.head(1)]),
        UnknownValue,
        "1 name more than once: Ann Reed. A name must mean one person.",
    ),
    "a column of quotations": (
        PEOPLE.rename(columns={"party": "kind"}),
        UnknownValue,
        "has a column 'kind', which quotations have, too",
    ),
    "no table": (["Ann Reed"], TypeError, "a table with a row a person"),
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_list_of_people_that_cannot_be_used_is_an_error(name):
    people, error, words = BAD_LISTS[name]
    with pytest.raises(error, match=words):
        quotes_in(SAID.format("Ann Reed"), people=people)


def test_transcripts_and_lists_are_recognised_and_said():
    transcript = "\n".join(f"REED: Line {n} of the talk.\nHALE: And {n} more." for n in range(5))
    listed = "\n".join(f'"Line {n} of the list of lines." — Ann Reed' for n in range(6))
    table = pd.DataFrame(
        {"article_id": ["t", "l"], "text": [transcript + '\n"We go," he said.', listed]}
    )
    quotes = mk.find_quotes(table)
    assert quotes.found.shapes["shape"].tolist() == ["list", "transcript"]
    assert "1 article looks like a transcript" in quotes.describe()
    assert "1 article is a list of quotations" in quotes.describe()


def test_texts_without_marks_and_capitals_say_what_they_lack():
    quotes = mk.find_quotes(
        pd.DataFrame({"article_id": ["a"], "text": ["the ferry halts at noon"]})
    )
    assert quotes.answer() == (
        "No quotation was found in 1 article. The texts have no quotation marks. They have no "
        "capital letters either, without which no name can be told."
    )
    assert quotes.table().empty
    assert mk.count_sources(quotes).table().empty


def test_articles_in_other_languages_are_counted_and_not_read():
    table = pd.DataFrame(
        {"article_id": ["a", "b"], "language": ["en", "pl"], "text": [SAID.format("Ann Reed")] * 2}
    )
    quotes = mk.find_quotes(table)
    assert quotes.table()["article_id"].tolist() == ["a"]
    assert "1 article is in a language that is not read." in quotes.describe()


def test_an_unknown_language_is_an_error():
    with pytest.raises(UnknownValue, match="language"):
        quotes_in("", language="xx")


LANGUAGE_CASES = {
    "de": [
        ("„Wir fahren um zwölf Uhr los“, sagte Anna Riedl.", "Anna Riedl", "direct"),
        ("Anna Riedl sagte: „Wir fahren um zwölf Uhr los.“", "Anna Riedl", "direct"),
        (
            "»Wir fahren um zwölf Uhr los«, erklärte die Ministerin Anna Riedl am Montag.",
            "Anna Riedl",
            "direct",
        ),
        ("„Wir fahren los“, sagte Anna Riedl. „Die Boote sind alt.“", "Anna Riedl", "direct"),
        ("Der Plan sei „ein schlechter Witz“, kritisierte Anna Riedl.", "Anna Riedl", "mixed"),
        ("Laut Anna Riedl ist der Plan „ein schlechter Witz“.", "Anna Riedl", "mixed"),
        ("Anna Riedl sagte, dass die Boote alt seien.", "Anna Riedl", "indirect"),
    ],
    "fr": [
        ("« Nous partirons à midi », a déclaré Anne Rivet.", "Anne Rivet", "direct"),
        ("« Nous partirons à midi », déclare Anne Rivet.", "Anne Rivet", "direct"),
        ("Anne Rivet a déclaré : « Nous partirons à midi. »", "Anne Rivet", "direct"),
        (
            "« Nous partirons », a dit la ministre Anne Rivet. « Les bateaux sont vieux. »",
            "Anne Rivet",
            "direct",
        ),
        ("Selon Anne Rivet, le plan est « une très mauvaise idée ».", "Anne Rivet", "mixed"),
        ("Anne Rivet a affirmé que les bateaux étaient vieux.", "Anne Rivet", "indirect"),
    ],
    "es": [
        ("«Saldremos a mediodía», dijo Ana Ribas.", "Ana Ribas", "direct"),
        ("“Saldremos a mediodía”, ha declarado Ana Ribas.", "Ana Ribas", "direct"),
        ("Ana Ribas dijo: “Saldremos a mediodía.”", "Ana Ribas", "direct"),
        (
            "“Saldremos”, dijo la ministra Ana Ribas. “Los barcos son viejos.”",
            "Ana Ribas",
            "direct",
        ),
        ("Según Ana Ribas, el plan es “una idea muy mala”.", "Ana Ribas", "mixed"),
        ("Ana Ribas afirmó que los barcos eran viejos.", "Ana Ribas", "indirect"),
    ],
}


@pytest.mark.parametrize(
    ("code", "text", "speaker", "form"),
    [(code, *case) for code, cases in LANGUAGE_CASES.items() for case in cases],
)
def test_german_french_and_spanish_are_read_by_their_own_words(code, text, speaker, form):
    table = quotes_in(text, language=code)
    rows = table[table["form"] != "set apart"]
    assert set(rows["speaker"]) == {speaker}
    assert form in set(rows["form"].astype(str))


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_language_file_can_be_read(language):
    assert len(grammar_of(language).keys) > 100
    assert vocabulary_of(language).pronouns


def corpus(rows, **columns):
    """Return articles: outlet and the sources that each quotes once, in ten words."""
    words = "we will all go to the old harbour at noon"
    texts = [
        "\n".join(f'"{words.capitalize()}," said {name}.' for name in names) for _, names in rows
    ]
    ids = [f"a{number:03d}" for number in range(len(rows))]
    table = pd.DataFrame(
        {"article_id": ids, "outlet": [outlet for outlet, _ in rows], "text": texts}
    )
    return table.assign(**columns)


def test_shares_of_articles_quotations_and_words_are_those_counted_by_hand():
    rows = [
        ("Gull", ["Ann Reed", "officials"]),
        ("Gull", ["Ann Reed", "Tom Hale", "Joan Marsh"]),
        ("Gull", ["officials"]),
        ("Hill", ["Ann Reed"]),
    ]
    table = mk.count_sources(corpus(rows), by="outlet").table().set_index(["source", "outlet"])
    gull = table.loc[("anonymous", "Gull")]
    assert gull["share"] == pytest.approx(2 / 3)  # of three articles two
    assert gull["share_of_quotations"] == pytest.approx(2 / 6)  # of six quotations two
    assert gull["share_of_words"] == pytest.approx(2 / 6)  # all have ten words
    assert (gull["n_with"], gull["n_quotations"], gull["n_words"]) == (2, 2, 20)
    # Wilson, two of three: (2/3 + z2/6 -+ z sqrt(2/27 + z2/36)) / (1 + z2/3), z2 = 3.8415
    assert gull["low"] == pytest.approx(0.2077, abs=1e-4)
    assert gull["high"] == pytest.approx(0.9385, abs=1e-4)
    named = table.loc[("named person", "Hill")]
    assert (named["share"], named["share_of_quotations"]) == (1, 1)


def test_the_range_of_a_ratio_counts_articles_and_not_quotations():
    # Ten articles with five quotations each, of one source alone: worth ten quotations, not fifty.
    clustered = [("Gull", ["officials"] * 5)] * 5 + [("Gull", ["Ann Reed"] * 5)] * 5
    row = mk.count_sources(corpus(clustered)).table().set_index("source").loc["anonymous"]
    assert row["share_of_quotations"] == pytest.approx(0.5)
    # the variance of the ratio is 10/9 * 10 * 6.25 / 50**2 = 1/36, so the ten are worth 9
    z2, n = 3.841459, 9
    half = (z2 / (4 * n) + z2**2 / (4 * n * n)) ** 0.5 / (1 + z2 / n)
    assert row["quotations_high"] - row["quotations_low"] == pytest.approx(2 * half, abs=1e-4)


def test_shares_of_kinds_add_up_to_1():
    rows = [("Gull", ["Ann Reed", "officials", "the report", "the police"])] * 3
    table = mk.count_sources(corpus(rows)).table()
    assert table["share_of_quotations"].sum() == pytest.approx(1)
    assert table["share_of_words"].sum() == pytest.approx(1)


def test_a_planted_difference_is_found_and_none_is_found_where_there_is_none():
    rows = [("Gull", ["officials", "Ann Reed"])] * 30 + [("Hill", ["Tom Hale", "Ann Reed"])] * 30
    counted = mk.count_sources(corpus(rows), by="outlet")
    for measure in ("articles", "quotations", "words"):
        row = counted.differences("Gull", "Hill", measure=measure).table().set_index("feature")
        assert row.loc["anonymous", "q"] < 0.01
        expected = {"articles": 1.0, "quotations": 0.5, "words": 0.5}[measure]
        assert row.loc["anonymous", "difference"] == pytest.approx(expected)
    same = mk.count_sources(
        corpus([("Gull", ["officials"]), ("Hill", ["officials"])] * 15), by="outlet"
    )
    assert not (same.differences("Gull", "Hill").table()["q"] < 0.05).any()


def test_differences_need_groups_of_one_column():
    counted = mk.count_sources(corpus([("Gull", ["Ann Reed"])]))
    with pytest.raises(UnknownValue, match="count with by="):
        counted.differences()


def test_reprints_count_once():
    rows = [("Gull", ["officials"])] * 4 + [("Gull", ["Ann Reed"])]
    table = corpus(rows, reprint_group=["x", "x", "x", "x", "y"])
    share = mk.count_sources(table).table().set_index("source")["share"]
    assert share["anonymous"] == pytest.approx(0.5)
    kept = mk.count_sources(table, reprints="keep").table().set_index("source")["share"]
    assert kept["anonymous"] == pytest.approx(0.8)


STORY = [
    ("Gull", ["Ann Reed", "officials"]),
    ("Hill", ["Ann Reed", "Tom Hale"]),
    ("Marsh", ["Ann Reed"]),
    ("Gull", ["Joan Marsh"]),
]


def test_within_a_story_only_shared_stories_count():
    table = corpus(STORY, story=["s1", "s1", "s1", "s2"])
    counted = mk.count_sources(table, by="outlet", within="story")
    assert counted.n_articles == 3
    with pytest.raises(UnknownValue, match="add by="):
        mk.count_sources(table, within="story")
    with pytest.raises(ColumnMissing):
        mk.count_sources(corpus(STORY), by="outlet", within="story")


def test_who_is_heard_in_one_outlet_alone_on_a_story():
    alone = mk.count_sources(corpus(STORY, story=["s1", "s1", "s1", "s2"])).heard_alone()
    assert alone[["story", "speaker", "outlet", "n_outlets"]].values.tolist() == [
        ["s1", "Tom Hale", "Hill", 3],
        ["s1", "officials", "Gull", 3],
    ]


def test_articles_with_one_source_are_counted():
    sole = mk.count_sources(corpus(STORY), by="outlet").sole_sources().set_index("outlet")
    assert sole.loc["Gull", ["n_sole", "n_quoting"]].tolist() == [1, 2]
    assert sole.loc["Hill", "share"] == 0
    assert sole.loc["Marsh", "share"] == 1


def test_parties_of_a_list_are_counted_and_the_rest_is_not_on_the_list():
    quotes = mk.find_quotes(corpus(STORY), people=PEOPLE)
    counted = mk.count_sources(quotes, of="party").table().set_index("source")
    assert counted["n_quotations"].to_dict() == {"Quay": 3, "not on the list": 2, "Hill": 1}


def test_speakers_are_counted_from_some_articles_on():
    counted = mk.count_sources(corpus(STORY), of="speaker", min_articles=3)
    assert counted.table()["source"].tolist() == ["Ann Reed"]
    none = mk.count_sources(corpus(STORY), of="speaker", min_articles=4)
    assert none.answer() == "No speaker is heard in 4 independent articles or more."


def test_counts_over_time_have_a_row_for_every_month():
    dates = pd.to_datetime(["2031-01-05", "2031-01-09", "2031-03-02", "2031-03-04"])
    table = mk.count_sources(corpus(STORY, date=dates), freq="M").table()
    assert table["date"].dt.month.unique().tolist() == [1, 2, 3]
    assert table.loc[table["date"].dt.month == 2, "gap"].all()


def test_shares_are_corrected_by_a_coded_sample():
    rows = [("Gull", ["officials"])] * 20 + [("Gull", ["Ann Reed"])] * 20
    counted = mk.count_sources(corpus(rows))
    ids = [f"a{n:03d}" for n in range(0, 40, 2)]
    codes = mk.codes_from_table(
        pd.DataFrame({"article_id": ids, "anonymous": [int(name < "a020") for name in ids]})
    )
    estimated = mk.estimate_shares(counted, codes).table().iloc[0]
    assert estimated["share"] == pytest.approx(0.5)


def test_the_surest_passage_of_a_speaker_is_shown_with_its_source():
    quotes = mk.find_quotes(corpus(STORY))
    example = quotes.examples("Tom Hale", n=1).table().iloc[0]
    assert example["match"] == '"We will all go to the old harbour at noon,"'
    assert example["sentence"][example["start"] :].startswith(example["match"])
    assert "Tom Hale" in example["sentence"]
    with pytest.raises(UnknownValue, match="Tom Hale"):
        quotes.examples("Tom Hall")
