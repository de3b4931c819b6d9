"""Word lists in the formats that people have: invented files with the quirks of real ones."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import load_frames, read_lexicon, score_frames
from mediakit.errors import ArticlesNotFound, MediakitError, UnknownValue
from mediakit.queries import Phrase, parse_query

#: Pieces that the formats are made of, to be put together in any order.
BITS = [
    *[
        "%\n",
        "1\tboats\n",
        "ferry\t1\n",
        "word,frame\n",
        "gale,sea\n",
        "\t",
        "\n",
        ",",
        ";",
        '"',
        "+Sea\n",
    ],
    *[
        "- gale\n",
        "a: [b, 'c*']\n",
        "<cnode name='a'><pnode name='b'/></cnode>",
        "fog (1)\n",
        "word1=calm ",
    ],
    *[
        "priorpolarity=positive\n",
        "calm\t1.5\n",
        "calm\tjoy\t1\n",
        ":)",
        "é",
        "\x00",
        "*",
        "[frames.a]\nwords=['b']\n",
    ],
    *[
        "word\tcare_p\tfair_p\n",
        "gale\t.2\t.3\n",
        "  ",
        "DicTerm,a,b\n",
        "gale,X,\n",
        "#",
        "&a ",
        "{",
        "(",
        "1",
    ],
]


@pytest.fixture
def read(tmp_path):
    """Write a file, in UTF-8 unless told otherwise, and read it as a lexicon."""

    def write_and_read(name, content, encoding="utf-8"):
        (tmp_path / name).write_bytes(content.encode(encoding))
        return read_lexicon(tmp_path / name)

    return write_and_read


def skipped(lexicon):
    """Return the report as tuples; a remark about the whole file has no line."""
    rows = lexicon.report.itertuples(index=False)
    return [(None if pd.isna(row.line) else row.line, row.entry, row.reason) for row in rows]


CONDITIONAL = "its category depends on the words around it, which is not supported"

LIWC = """%
1\tboats
\t02\tsea  life (all)
125   weather
%
ferr*\t1
gull\t02\t125
rough seas\t125
kind\t(02 134)125/464
like\t(02 134)125/464 (02)126\t253
of course\t<of>131/125
:)\t1
catch 22\t1
tide 2 125
storm\t125\t999
lonely
h?rbour\t1
or\t1
"""


def test_liwc_dic(read):
    lexicon = read("sea.dic", LIWC.replace("\n", "\r\n"))
    assert lexicon.words == {
        "boats": ("ferr*", '"catch 22"', '"or"'),
        "sea  life (all)": ("gull", "tide"),
        "weather": ("gull", '"rough seas"', "tide", "storm"),
    }
    assert skipped(lexicon) == [
        (9, "kind (02 134)125/464", CONDITIONAL),
        (10, "like (02 134)125/464 (02)126 253", CONDITIONAL),
        (11, "of course <of>131/125", CONDITIONAL),
        (12, ":)", "there are no letters or digits in it to look for"),
        (15, "storm 125 999", "the head of the file has no category numbered 999"),
        (16, "lonely", "there is no number of a category behind the word"),
        (
            17,
            "h?rbour",
            "? for a single letter cannot be looked for; write out the words, or use *",
        ),
    ]
    assert lexicon.describe() == (
        "The word list sea: boats (3 entries), sea  life (all) (2 entries), weather (4 entries). "
        "7 lines were skipped; the lexicon's report gives the reasons."
    )


def test_one_skipped_line_is_said_in_the_singular(read):
    lexicon = read("sea.txt", "ferry\n:-)\n")
    assert lexicon.describe() == (
        "The word list sea: sea (1 entry). 1 line was skipped; the lexicon's report gives the "
        "reason."
    )


def test_a_liwc_dictionary_is_known_by_its_first_line_too(read):
    assert read("sea.txt", "%\n1\tboats\n%\n\nferry\t1\n").words == {"boats": ("ferry",)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(read, encoding):
    text = "%\n1\tmer\n%\nmarée\t1\nl’écume\t1\npêche*\t1\n"
    assert read("mer.dic", text, encoding).words == {"mer": ("marée", "l’écume", "pêche*")}


def test_an_encoding_that_was_guessed_is_in_the_report(read):
    lexicon = read("mer.txt", "marée\n", "cp1252")
    assert skipped(lexicon) == [(None, "", "the file is not in UTF-8; it was read as cp1252")]
    assert "skipped" not in lexicon.describe()


def test_liwc_dicx(read):
    lexicon = read(
        "sea.dicx",
        "DicTerm,boats,weather,Weight\nferr*,X,,0.5\ngale,,X,0.2\ncalm sea,X,x,2\nfog,,,1\n:-(,X,,1\n",
    )
    assert lexicon.words == {"boats": ("ferr*", '"calm sea"'), "weather": ("gale", '"calm sea"')}
    assert skipped(lexicon) == [
        (1, "Weight", "this column holds no marks, so it is not a category"),
        (5, "fog", "no category is marked"),
        (6, ":-(", "there are no letters or digits in it to look for"),
    ]


def test_quanteda_yaml(read):
    lexicon = read(
        "sea.yml",
        """
"AT SEA":
  boats: [ferry, 'ship*', "no"]
  crew:
    - sailor
    - deck hand
    - c?ok
    - yes
land: {town: mayor, 1: [street]}
empty: []
again: &a [wharf]
alias: *a
""",
    )
    assert lexicon.words == {
        "AT SEA.boats": ("ferry", "ship*", "no"),
        "AT SEA.crew": ("sailor", '"deck hand"', "yes"),
        "land.town": ("mayor",),
        "land.1": ("street",),
        "again": ("wharf",),
    }
    reasons = [(entry, reason) for _, entry, reason in skipped(lexicon)]
    assert ("alias", "an alias of YAML is not followed; repeat the words") in reasons
    assert ("empty", "no entry of this category can be used") in reasons
    assert [line for line, entry, _ in skipped(lexicon) if entry == "c?ok"] == [7]


def test_broken_yaml_says_in_which_line(read):
    with pytest.raises(UnknownValue) as error:
        read("sea.yml", "boats: [ferry, *ing]\n")
    assert str(error.value) == (
        "'sea.yml' holds no entry that can be read. Expected the name of each category with a list "
        "of its words, as quanteda writes YAML. Line 1 was skipped: this is not YAML from here on; put entries "
        "with a star at the front, or with a colon, in quotation marks."
    )


@pytest.mark.parametrize("content", ["[" * 5000, "a: &a [*a]\n", "ferry\n", "[ferry]\n", ""])
def test_yaml_that_is_no_dictionary_is_refused(read, content):
    with pytest.raises(UnknownValue, match="holds no entry that can be read"):
        read("sea.yaml", content)


def test_lexicoder(read):
    content = "+Boats\nFERRY\nNOT SAFE\nSHIP*\n\n+Empty\n+Weather\n rough sea \n"
    expected = {"Boats": ("FERRY", '"NOT SAFE"', "SHIP*"), "Weather": ('"rough sea"',)}
    lexicon = read("sea.lc3", content)
    assert lexicon.words == read("sea.txt", content).words == expected
    assert skipped(lexicon) == [(6, "Empty", "no entry of this category can be used")]


YOSHIKODER = """<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805" patternengine="substring">
  <cnode name="The coast" desc="The coast">
    <cnode name="Boats" desc="Anything that floats">
      <pnode name="ferry"/>
      <cnode name="War" desc=""><pnode name="frigate*"/><pnode name="b?at"/></cnode>
    </cnode>
    <cnode name="Weather"><pnode name="rough sea"/></cnode>
    <pnode name="stray"/>
  </cnode>
</dictionary>
"""


def test_yoshikoder(read):
    lexicon = read("sea.ykd", YOSHIKODER)
    assert lexicon.title == "The coast"
    assert lexicon.words == {
        "Boats": ("ferry",),
        "Boats.War": ("frigate*",),
        "Weather": ('"rough sea"',),
    }
    assert lexicon.means == {"Boats": "Anything that floats"}
    assert [(line, entry) for line, entry, _ in skipped(lexicon)] == [(6, "b?at"), (9, "stray")]


def test_xml_entities_are_not_followed(read, tmp_path):
    (tmp_path / "secret.txt").write_text("password")
    declared = f'<!DOCTYPE d [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
    content = f'{declared}<dictionary><cnode name="a"><pnode name="ferry"/>&s;</cnode></dictionary>'
    assert read("sea.ykd", content).words == {"a": ("ferry",)}


def test_wordstat(read):
    lexicon = read(
        "sea.cat",
        "COAST\n\tBOATS\n\t\tFERRY (1)\n\t\tROUGH_SEA* (0.5)\n\t\tHULL (0)\n\t\t@RULE [A NEAR B]\n"
        "   \tTOWN\n   \t\tMAYOR (1)\n   \t\tS. Pier (1)\nNOTHING\n",
        "cp1252",
    )
    assert lexicon.words == {
        "COAST.BOATS": ("FERRY", "ROUGH_SEA*"),
        "COAST.TOWN": ("MAYOR", '"S. Pier"'),
    }
    assert skipped(lexicon) == [
        (5, "HULL (0)", "its weight is 0"),
        (6, "@RULE [A NEAR B]", "rules about words near each other are not supported"),
        (10, "NOTHING", "no entry of this category can be used"),
        (None, "", "each entry counts once, whatever its weight"),
    ]


@pytest.mark.parametrize("entry", [":3", "<3", "a+", "=d", "8)", "c++", "$:", "o:-)"])
def test_an_entry_of_signs_does_not_become_the_letter_in_it(read, entry):
    lexicon = read("sea.txt", f"ferry\n{entry}\n")
    assert lexicon.words == {"sea": ("ferry",)}
    assert [(line, written) for line, written, _ in skipped(lexicon)] == [(2, entry)]


@pytest.mark.parametrize("entry", ["e.g.", "o.k", "x-ray", "d'or", "24/7", "r&d", "u.s.*"])
def test_signs_inside_words_are_no_smileys(read, entry):
    assert len(read("sea.txt", f"{entry}\n").words["sea"]) == 1


def test_a_category_may_have_the_name_of_a_column_of_frames(read):
    lexicon = read("sea.dicx", "DicTerm,emotion,topic\ngale,X,\nfog,,X\ncalm,X,X\n")
    assert lexicon.words == {"emotion": ("gale", "calm"), "topic": ("fog", "calm")}


def test_words_joined_by_underscores_are_a_phrase(read, make_articles):
    table = make_articles([{"text": "The rough sea."}, {"text": "Sea and rough."}])
    lexicon = read("sea.txt", "ROUGH_SEA*\n")
    assert score_frames(table, lexicon).articles()["sea"].tolist() == [1, 0]


def test_emfd(read):
    lexicon = read(
        "emfd.csv",
        "word,care_p,fairness_p,care_sent,fairness_sent\nrescue,0.31,0.1,0.5,0.2\n"
        "cheat,0.1,0.15,-0.3,-0.4\ntie,0.2,0.2,0,0\ntable,0.14,0.1,0,0\n",
    )
    assert lexicon.words == {"care": ("rescue", "tie"), "fairness": ("cheat", "tie")}
    assert skipped(lexicon)[0] == (5, "table", "no foundation has a probability of 0.15 or more")
    assert lexicon.describe() == (
        "The word list emfd: care (2 entries), fairness (2 entries). A word counts for the "
        "foundation with its highest probability, if that is 0.15 or more; its sentiment is not "
        "used. 1 line was skipped; the lexicon's report gives the reason."
    )


NRC_WORDS = {"anger": ("gale",), "fear": ("gale", "shark")}


def test_nrc_long_and_wide(read):
    long = read(
        "nrc.txt",
        "gale\tanger\t1\ngale\tfear\t1\nshark\tanger\t0\nshark\tfear\t1\nmug\tanger\t0\nmug\tfear\t0\n",
    )
    wide = read(
        "nrc.tsv",
        "English Word\tanger\tfear\tGerman\ngale\t1\t1\tSturm\nshark\t0\t1\tHai\nmug\t0\t0\tBecher\n",
    )
    assert long.words == wide.words == NRC_WORDS
    assert skipped(long) == [(5, "mug", "no emotion is marked")]
    assert skipped(wide) == [
        (1, "German", "this column holds no marks, so it is not a category"),
        (4, "mug", "no category is marked"),
    ]


def test_nrc_with_a_head_and_a_column_of_associations(read):
    content = "word,emotion,association\ngale,anger,1\nshark,anger,0\ngale,fear,1\nshark,fear,1\n"
    assert read("nrc.csv", content).words == NRC_WORDS


VALENCE = {"positive": ("calm",), "negative": ("gale", '"rough sea"')}


@pytest.mark.parametrize(
    ("name", "content", "n_skipped"),
    [
        ("vader.txt", ":)\t2.0\t1.1\t[2, 1]\ncalm\t1.3\t.5\t[1, 2]\ngale\t-1.9\t0.9\t[-2, -1]\nrough sea\t-.5\t0\t[]\ncup\t0\t0\t[]\n", 2),
        ("AFINN.txt", "calm\t2\ngale\t-3\nrough sea\t-1\ncup\t0\n", 1),
        ("afinn.csv", "word;value\ncalm;2\ngale;-1,5\nrough sea;-1\ncup;0\n", 1),
        ("tidy.csv", '"word","sentiment"\n"calm","positive"\n"gale","negative"\n"rough sea","negative"\n', 0),
    ],
)  # fmt: skip
def test_valences_become_positive_and_negative(read, name, content, n_skipped):
    lexicon = read(name, content)
    assert lexicon.words == VALENCE
    assert len(lexicon.report) == n_skipped
    if n_skipped:
        assert "it is neither positive nor negative" in lexicon.report["reason"].tolist()


def test_mpqa(read):
    clue = "type=strongsubj len=1 word1={} pos1=adj stemmed1={} priorpolarity={}\n"
    lexicon = read(
        "clues.tff",
        clue.format("calm", "n", "positive")
        + clue.format("gale", "y", "negative")
        + clue.format("gale", "n", "negative")
        + clue.format("so", "n", "neutral")
        + clue.format("deep", "n", "both")
        + "type=weaksubj len=1 m word1=odd\n",
    )
    assert lexicon.words == {"positive": ("calm",), "negative": ("gale",)}
    assert skipped(lexicon) == [
        (4, "so", "it is neither positive nor negative"),
        (5, "deep", "it may be positive or negative"),
        (6, "type=weaksubj len=1 m word1=odd", "it has no word1= or no priorpolarity="),
        (None, "", "entries marked stemmed1=y find only the form that is written"),
    ]


def test_hu_and_liu_as_a_folder_and_as_two_paths(tmp_path):
    head = ";;;;;;;;\n; \n; Opinion words\n;;;;;;;;\n\n"
    positive, negative = tmp_path / "positive-words.txt", tmp_path / "negative-words.txt"
    positive.write_bytes(f"{head}calm\na+\n".encode("latin-1"))
    negative.write_bytes(f"{head}na\u00efve\ngale\n*\n".encode("latin-1"))
    (tmp_path / "README.txt").write_text("Not a list\n")
    words = {"positive": ("calm",), "negative": ("naïve", "gale")}
    folder = read_lexicon(tmp_path)
    assert folder.words == read_lexicon([positive, negative]).words == words
    assert skipped(folder)[1] == (
        8,
        "*",
        "a star needs letters before or behind it (in negative-words.txt)",
    )


def test_general_inquirer(read):
    lexicon = read(
        "inquirer.tsv",
        "Entry\tSource\tPositiv\tHostile\tDefined\nA\tH4Lvd\t\t\t| article\nCALM#1\tH4\tPositiv\t\t| adj\n"
        "CALM#2\tH4\tPositiv\t\t\nGALE\tLvd\t\tHostile\t| noun: a storm\n",
    )
    assert lexicon.words == {"Positiv": ("CALM",), "Hostile": ("GALE",)}
    assert skipped(lexicon) == [
        (1, "Source", "this column holds no marks, so it is not a category"),
        (1, "Defined", "this column holds no marks, so it is not a category"),
        (2, "A", "no category is marked"),
        (None, "", "senses such as #1 cannot be told apart: each counts for the word"),
    ]


def test_empath(read):
    lexicon = read("categories.tsv", "boats\tferry\trow_boat\tgood-bye\nweather\tgale\tfog\n")
    assert lexicon.words == {"boats": ("ferry", "row_boat", "good-bye"), "weather": ("gale", "fog")}


def test_a_plain_list_is_a_frame_of_the_files_name(read):
    lexicon = read("boats.txt", "\ufeff# Boats\nferry\r\n#metoo\n\n  row   boat \nferry\n'hull'\n")
    assert lexicon.words == {"boats": ("ferry", '"#metoo"', '"row boat"', "\"'hull'\"")}


@pytest.mark.parametrize(
    "head", ["frame,word", "word;category", "Kategorie;Wort", "Term\tTopic", "note,word,label"]
)
def test_a_long_table_under_several_names(read, head):
    sign = next(sign for sign in ";\t," if sign in head)
    columns = head.lower().split(sign)
    rows = [("sea", "ferr*"), ("sea", '"rough sea"'), ("sky", "gale")]
    lines = [head]
    for frame, word in rows:
        cells = [frame] * len(columns)
        place = next(n for n, name in enumerate(columns) if name in ("word", "wort", "term"))
        cells[place] = word
        lines.append(sign.join(cells))
    lexicon = read("list.csv", "\r\n".join(lines))
    if columns[0] == "note":
        assert lexicon.words["sea"] == ("ferr*", '"rough sea"')
    assert lexicon.words == {"sea": ("ferr*", '"rough sea"'), "sky": ("gale",)}


def test_rows_of_a_table_that_cannot_be_used_are_reported(read):
    lexicon = read(
        "a.csv",
        'frame,word,note\r\nsea,ferry,x\r\nsky,"""heavy rain"""\r\n\r\nsea,,\nsea\n,gale\nsea,a NEAR/5 b\n'
        "sea,https://post.example/a\nsea,[a-z]+\n",
    )
    assert lexicon.words == {"sea": ("ferry",), "sky": ('"heavy rain"',)}
    assert skipped(lexicon) == [
        (5, "", "there is no word"),
        (6, "", "there is no word"),
        (7, "gale", "there is no frame in this row"),
        (
            8,
            "a NEAR/5 b",
            "an entry is a word or a phrase; AND, OR, NOT and NEAR have no place in it",
        ),
        (9, "https://post.example/a", "an address is not a word"),
        (10, "[a-z]+", "regular expressions cannot be looked for; write out the words, or use *"),
    ]


def test_a_quotation_mark_that_is_not_closed_swallows_no_other_row(read):
    lexicon = read("a.csv", 'frame,word\nsea,"ferry\nsea,gale\nsea,fog\n')
    assert lexicon.words == {"sea": ("gale", "fog")}
    assert [line for line, _, _ in skipped(lexicon)] == [2]


def test_a_dict(make_articles):
    lexicon = read_lexicon({"sea": ["ferr*", "rough sea", 3], "sky": "gale"})
    assert lexicon.words == {"sea": ("ferr*", '"rough sea"'), "sky": ("gale",)}
    assert skipped(lexicon) == [(None, "3", "an entry must be text, not an int")]
    assert "1 line was skipped" in lexicon.describe()
    table = make_articles([{"text": "A rough sea."}, {"text": "Sea, rough."}])
    assert score_frames(table, lexicon).articles()["sea"].tolist() == [1, 0]
    with pytest.raises(UnknownValue) as error:
        read_lexicon({"sea": 3})
    assert str(error.value) == "Expected a list of words for the frame 'sea', got an int."


def test_toml_with_definitions(read):
    lexicon = read(
        "a.toml",
        'name = "n"\ntitle = "T"\nsource = "S"\n[frames.sea]\nmeans = "Boats"\nwords = ["ferry", "low pay"]\n'
        "[frames.sky]\nwords = ['\"heavy rain\"', '*', 1]\n",
    )
    assert lexicon.words == {"sea": ("ferry", '"low pay"'), "sky": ('"heavy rain"',)}
    assert (lexicon.name, lexicon.title, lexicon.source) == ("n", "T", "S")
    assert lexicon.means == {"sea": "Boats"}
    assert [entry for _, entry, _ in skipped(lexicon)] == ["*", "1"]


EXPECTED = "This is not a word list: expected [frames.NAME] with words = [...]"
NEEDS = (
    "'a.csv' needs the columns frame and word, with one word in each row. docs/lexicons.md lists "
    "the other tables that can be read."
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", NEEDS),
        ("a.csv", "a,b\nferry,sea\n", NEEDS),
        ("a.csv", "frame,word\n", "'a.csv' holds no entry that can be read. Expected the columns frame and word, with one word in each row."),
        ("a.csv", "frame,word\nsea,*\n", "'a.csv' holds no entry that can be read. Expected the columns frame and word, with one word in each row. In line 2, '*' was skipped: a star needs letters before or behind it."),
        ("a.txt", "\n\n", "'a.txt' holds no entry that can be read. Expected one word or phrase in each line."),
        ("a.dic", "ferry\n", "'a.dic' holds no entry that can be read. Expected numbers and names of categories between two lines of %, then in each line a word and the numbers of its categories."),
        ("a.ykd", "<dictionary>", "'a.ykd' holds no entry that can be read. Expected XML with the elements cnode for categories and pnode for their words. Line 1 was skipped: this is not XML from here on."),
        ("a.toml", "frames = ", f"{EXPECTED} (Invalid value (at end of document))."),
        ("a.toml", "name = 'x'", f"{EXPECTED} ('frames')."),
        ("a.toml", "frames = 3", f"{EXPECTED} ('int' object has no attribute 'items')."),
        ("a.toml", "[frames]", f"{EXPECTED} (words must be a list)."),
        ("a.toml", "[frames.sea]\nword = ['ferry']", f"{EXPECTED} ('words')."),
        ("a.toml", "[frames.sea]\nwords = 'ferry'", f"{EXPECTED} (words must be a list)."),
        ("a.toml", "[frames.sea]\nwords = []", "'a.toml' holds no entry that can be read. Expected [frames.NAME] with words = [...]. 'sea' was skipped: no entry of this category can be used."),
    ],
)  # fmt: skip
def test_a_file_without_an_entry_is_refused_with_what_was_expected(read, name, content, message):
    with pytest.raises(UnknownValue) as error:
        read(name, content)
    assert str(error.value) == message


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "list.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20)
    with pytest.raises(UnknownValue):
        read_lexicon(path)


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(ArticlesNotFound) as error:
        read_lexicon(tmp_path / "none.csv")
    assert str(error.value) == f"There is no file '{tmp_path / 'none.csv'}'."
    with pytest.raises(UnknownValue) as refused:
        read_lexicon(tmp_path)
    assert str(refused.value) == (
        f"The folder '{tmp_path}' holds no .txt file with a word in each line."
    )


def test_what_is_no_path_is_refused():
    with pytest.raises(TypeError) as error:
        read_lexicon(3)
    assert str(error.value) == (
        "Expected a path, a list of paths or a dict with the words of each frame, got an int."
    )


@given(
    st.sampled_from("txt csv tsv dic dicx yml lc3 ykd cat toml tff".split()),
    st.lists(st.sampled_from(BITS), max_size=30).map("".join),
)
@settings(max_examples=200, deadline=None)
def test_any_file_is_read_or_refused_in_words(tmp_path_factory, ending, content):
    path = tmp_path_factory.mktemp("any") / f"list.{ending}"
    path.write_text(content, encoding="utf-8")
    try:
        lexicon = read_lexicon(path)
    except MediakitError:
        return
    assert lexicon.words
    for frame in lexicon.frames:
        assert lexicon.words[frame]
        lexicon.query(frame)


def test_a_list_of_many_categories_is_described_by_counts(read):
    lines = [f"frame{n},ferry\n" for n in range(17)]
    lexicon = read("a.csv", "frame,word\n" + "".join(lines))
    assert lexicon.describe() == "The word list a: 17 categories with 17 entries in all."


@pytest.mark.parametrize(("name", "n_frames"), [("generic", 5), ("policy9", 9), ("policy", 14)])
def test_the_own_lists_are_read_whole_with_a_definition_of_each_frame(name, n_frames):
    lexicon = load_frames(name)
    assert len(lexicon.frames) == n_frames
    assert tuple(lexicon.means) == lexicon.frames
    assert len(lexicon.report) == 0
    for frame in lexicon.frames:
        assert all(isinstance(parse_query(entry), Phrase) for entry in lexicon.words[frame])


def test_each_dimension_of_the_codebook_has_100_to_160_entries_and_none_that_another_covers():
    lexicon = load_frames("policy")
    for words in lexicon.words.values():
        assert 100 <= len(words) <= 160
        stems = [word[:-1] for word in words if word.endswith("*")]
        covered = [
            word for word in words for stem in stems if word.startswith(stem) and word != f"{stem}*"
        ]
        assert covered == []
    assert "other" not in lexicon.frames
