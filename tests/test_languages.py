"""Which language articles are in, and what is said when they are in several."""

from __future__ import annotations

import warnings

import pytest

import mediakit as mk
from mediakit import languages
from mediakit.errors import ColumnMissing, LanguageNotKnown, MissingExtra
from mediakit.language_names import language_name

#: One invented sentence, as each language would print it.
SENTENCES = {
    "cs": "Trajekt v poledne zastavil, protože posádka vstoupila do stávky a žádá vyšší mzdy.",
    "da": "Færgen standsede ved middagstid, fordi besætningen strejkede og krævede højere løn.",
    "de": "Die Fähre hielt um zwölf Uhr an, weil die Mannschaft streikt und mehr Lohn verlangt.",
    "en": "The ferry stopped at noon because its crew went on strike and asked for higher pay.",
    "es": "El transbordador paró al mediodía porque la tripulación está en huelga y pide más sueldo.",
    "fi": "Lautta pysähtyi puoliltapäivin, koska miehistö meni lakkoon ja vaatii parempaa palkkaa.",
    "fr": "Le bac s'est arrêté à midi parce que l'équipage fait grève et demande un meilleur salaire.",
    "it": "Il traghetto si è fermato a mezzogiorno perché l'equipaggio sciopera e chiede più soldi.",
    "ja": "船員がストライキに入り、賃金の引き上げを求めたため、フェリーは正午に止まった。",
    "nl": "De veerboot stopte om twaalf uur omdat de bemanning staakt en meer loon eist.",
    "pl": "Prom zatrzymał się w południe, ponieważ załoga strajkuje i żąda wyższych płac.",
    "pt": "A balsa parou ao meio-dia porque a tripulação está em greve e pede salários mais altos.",
    "ru": "Паром остановился в полдень, потому что экипаж бастует и требует повышения зарплаты.",
    "sv": "Färjan stannade vid middagstid eftersom besättningen strejkar och kräver högre lön.",
    "th": "เรือข้ามฟากหยุดตอนเที่ยงเพราะลูกเรือประท้วงและเรียกร้องค่าจ้างเพิ่ม",
    "tr": "Mürettebat greve gidip daha yüksek ücret istediği için feribot öğle vakti durdu.",
    "uk": "Пором зупинився опівдні, тому що екіпаж страйкує і вимагає підвищення зарплати.",
    "zh": "因为船员罢工并要求提高工资，渡轮今天中午停止了航行，很多旅客只能在港口等待。",
}


def test_a_sentence_is_known_by_its_language(make_articles):
    articles = make_articles({"text": text} for text in SENTENCES.values())
    assert mk.identify_languages(articles)["language"].tolist() == list(SENTENCES)


def test_what_is_known_already_stays_and_rows_keep_their_order(make_articles):
    rows = [{"text": SENTENCES["de"], "language": language} for language in ("nds", None, "")]
    articles = make_articles(rows).set_index([[7, 7, 3]])
    found = mk.identify_languages(articles)
    assert found["language"].tolist() == ["nds", "de", "de"]
    assert found.index.tolist() == [7, 7, 3]
    assert articles["language"].isna().sum() == 1  # the table given is as it was


def test_short_texts_and_texts_in_several_languages_stay_missing_and_are_counted(make_articles):
    two = " ".join([SENTENCES["en"]] * 4 + [SENTENCES["fr"]] * 4)
    texts = [SENTENCES["en"], "Snow", "12 345 678 910 111 213 141 516", two]
    with pytest.warns(LanguageNotKnown) as warned:
        found = mk.identify_languages(make_articles({"text": text} for text in texts))
    assert found["language"].isna().tolist() == [False, True, True, True]
    assert str(warned[0].message) == (
        "The language of 3 of 4 articles is not known: 2 texts are too short or too unclear to "
        "tell and 1 text is in several languages. The column 'language' is empty there."
    )
    assert warned[0].filename == __file__


def test_no_articles_have_no_language(make_articles):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        empty = mk.identify_languages(make_articles([{"text": "x"}]).head(0))
    assert empty["language"].empty
    with pytest.raises(ColumnMissing):
        mk.identify_languages(make_articles([{"text": "x"}]), fields="body")


def test_without_the_extra_it_says_what_to_install(make_articles, monkeypatch):
    languages._identifier.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "py3langid", None)
    with pytest.raises(MissingExtra) as error:
        mk.identify_languages(make_articles([{"text": SENTENCES["en"]}]))
    assert "pip install 'mediakit-news[lang]'" in str(error.value)


def test_codes_have_names():
    assert [language_name(code) for code in ("en", "EN-us", "de_AT", "nds")] == [
        "English",
        "English",
        "German",
        "nds",
    ]


@pytest.fixture
def mixed(make_articles):
    rows = []
    for number in range(12):
        language = ["en", "en", "de"][number % 3]
        rows.append(
            {
                "text": SENTENCES[language],
                "language": [language, "en-GB"][number == 0],
                "outlet": ["Gull", "Hill"][number % 2],
                "date": "2031-03-01",
            }
        )
    rows.append({"text": SENTENCES["fi"], "outlet": "Gull", "date": "2031-03-01"})
    return make_articles(rows)


IN_TWO = "in 2 languages (English 8, German 4, not known 1)"
ADVICE = "Words are not translated, so the languages differ in nearly all of them: analyse each by"


def test_articles_in_several_languages_are_said_to_be(mixed):
    counts = mk.count_articles(mixed, by="outlet")
    assert f"The articles are {IN_TWO}." in counts.describe()
    assert ADVICE not in counts.describe()
    assert f", {IN_TWO};" in counts.plot().source
    assert mk.describe_articles(mixed).paragraphs[0] == (
        f"13 articles from 2 outlets, 1 Mar 2031. They are {IN_TWO}."
    )


def test_analyses_of_words_say_that_words_are_of_one_language(mixed):
    results = [
        mk.count_terms(mixed),
        mk.compare_outlets(mixed, "Gull", "Hill", n_permutations=19),
        mk.find_phrases(mixed, min_articles=2),
        mk.find_topics(mixed, n_topics=2),
    ]
    for result in results:
        assert f"The articles are {IN_TWO}. {ADVICE}" in result.describe()


def test_articles_in_one_language_need_no_word_about_it(mixed):
    english = mixed[mixed["language"] == "en"]
    for articles in (english, mixed.drop(columns="language"), mixed.assign(language=None)):
        counts = mk.count_articles(articles, by="outlet")
        assert "language" not in counts.describe() + counts.plot().source


@pytest.mark.parametrize(("n", "says"), [(1, "the only article"), (2, "all 2 articles")])
def test_no_article_of_known_language_is_said_in_words(make_articles, n, says):
    with pytest.warns(LanguageNotKnown) as warned:
        mk.identify_languages(make_articles([{"text": "Snow"}] * n))
    assert str(warned[0].message).startswith(f"The language of {says} is not known: ")
