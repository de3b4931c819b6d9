"""Credits of news agencies are found where print puts them, and told apart from sources and from pictures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mediakit import credit_agencies, load_demo_articles
from mediakit.cleaning.agency_names import AGENCIES
from mediakit.errors import UnknownValue

BODY = "The ferry stopped at noon.\nThe crews met."

AP, AFP = "Associated Press", "Agence France-Presse"
CREDITED = [
    # dateline
    ("OSTREL, March 7 (Reuters) - The ferry stopped.", "Reuters", "dateline"),
    ("OSTREL (AP) — The ferry stopped.", AP, "dateline"),
    ("Ostrel, 7 March (AFP) – The ferry stopped.", AFP, "dateline"),
    ("OSTREL, March 7. /TASS/. The ferry stopped.", "TASS", "dateline"),
    ("Ostrel Harbour, March 7 ANI: The ferry stopped, a paper reported.", "ANI", "dateline"),
    ("New Ostrel, Mar 7 (PTI) The ferry stopped.", "PTI", "dateline"),
    ("Quayside\nBy A Reporter\nOSTREL, March 7 (Xinhua) -- The ferry stopped.", "Xinhua", "dateline"),
    ("(Reuters) - Shares fell.", "Reuters", "dateline"),
    ("Paris (AFP) Das Schiff hielt.", AFP, "dateline"),
    ("BERLIN (dpa/tmn) - Das Schiff hielt.", "Deutsche Presse-Agentur", "dateline"),
    ("SAN JOSÉ, Costa Rica (AP) _ The ferry stopped.", AP, "dateline"),
    # byline
    ("The ferry stopped.\n—Reuters", "Reuters", "byline"),
    ("By Agence France-Presse in Paris\nThe ferry stopped.", AFP, "byline"),
    ("Text: dpa\nThe ferry stopped.", "Deutsche Presse-Agentur", "byline"),
    ("By JANE DOE, Associated Press\nThe ferry stopped.", AP, "byline"),
    ("By The Associated Press\nThe ferry stopped.", AP, "byline"),
    ("Reuters Staff\nThe ferry stopped.", "Reuters", "byline"),
    ("The ferry stopped.\nAFP", AFP, "byline"),
    # mark behind a paragraph
    ("The ferry stopped.\nTalks may take place today. ANI\nThe crews met.", "ANI", "mark"),
    ("The ferry stopped.\n\"We will not sail.\" (Reuters)\nMore.\nMore.\nMore.", "Reuters", "mark"),
    ("The ferry stopped.\nNo one was hurt. — AFP\nMore.\nMore.\nMore.", AFP, "mark"),
    ("The ferry stopped.\nNo one was hurt. /dpa/\nMore.\nMore.\nMore.", "Deutsche Presse-Agentur", "mark"),
    # note
    ("The ferry stopped.\nThis article was originally published by Reuters.", "Reuters", "note"),
    ("The ferry stopped.\nThe Associated Press contributed to this report.", AP, "note"),
    ("The ferry stopped. Jo Quay and Reuters contributed to this report. More was said.", "Reuters", "note"),
    ("The ferry stopped.\n© 2031 Agence France-Presse. All rights reserved.", AFP, "note"),
    ("The ferry stopped.\n(With inputs from PTI)", "PTI", "note"),
    ("The ferry stopped.\nMaterial from the Associated Press was used in this report.", AP, "note"),
]  # fmt: skip

NOT_CREDITED = [
    "The Corvane Fund contributed $5,000 to the campaign, the Associated Press reported.",
    "Rising rents contributed to the fall, Reuters reported.",
    "HARRISBURG, PA — The ferry stopped.",
    "Petra — the rose city — was full.",
    "Reuters - the company - was sold.",
    "The bank (Reuters) - which sold it - fell.",
    "AFP: what is the Australian Federal Police doing?",
    "AP: The exam that every pupil fears.",
    "He lives in Harrisburg. PA - is nice.",
    "The ferry stopped, Reuters reported.",
    "The ferry stopped, an official told The Associated Press.",
    "According to AFP, the ferry stopped.",
    "The ferry stopped, the TASS news agency said, citing a captain.",
    "Image copyright Reuters Image caption The ferry.",
    "The ferry at noon (Jo Quay/Reuters)",
    "Enlarge this image toggle caption Jo Quay/AFP/Getty Images",
    "The ferry at noon. (AP Photo/Jo Quay)",
    "The Union (UNI) met.",
    "The crews took an ap on shore and a reuters of old.",
    "The ferry stopped at the press.",
]


def credited(text, **columns):
    row = {"outlet": "Gull", "text": text} | columns
    return credit_agencies(pd.DataFrame([row]).astype("str")).iloc[0]


@pytest.mark.parametrize(("text", "agency", "place"), CREDITED)
def test_a_credit_is_found_where_print_puts_it(text, agency, place):
    found = credited(text)
    assert (found["agency"], found["agency_place"]) == (agency, place)
    form = next(
        form for form, name in AGENCIES.items() if name == agency and form in found["agency_credit"]
    )
    assert form in text


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_sources_and_pictures_are_no_credit(text):
    assert pd.isna(credited(text + "\n" + BODY)["agency"])


def test_a_source_is_kept_apart():
    found = credited(
        "OSTREL (AP) — The ferry stopped, Reuters reported, citing TASS.\nAn official told AFP so."
    )
    assert found["agency"] == AP
    assert found["agency_cited"] == f"{AFP}; Reuters; TASS"
    assert pd.isna(credited(BODY)["agency_cited"])


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [("Reuters", "Reuters"), ("The Associated Press", AP), ("reuters.com", "Reuters"), ("apnews.com", AP),
     ("AP News", AP), ("www.reuters.com", "Reuters"),
     ("Pa", None), ("Uni", "UNI"), ("Gull Reuters Fan", None)],
)  # fmt: skip
def test_an_agency_as_the_outlet_is_credited_first(outlet, agency):
    found = credited("OSTREL (AFP) — The ferry stopped.", outlet=outlet)
    if agency is None:
        assert found["agency_place"] == "dateline"
    else:
        assert (found["agency"], found["agency_place"], found["agency_credit"]) == (
            agency,
            "outlet",
            outlet,
        )


def test_the_author_is_a_byline():
    assert credited(BODY, author="Jo Quay, Reuters")["agency_place"] == "byline"


def test_a_name_like_that_of_an_agency_is_no_byline():
    assert pd.isna(credited(BODY, author="Petra Novak")["agency"])


def test_a_long_line_of_names_is_read_in_no_time():
    # 8,000 mentions: minutes, if each looked at all of the line
    assert pd.isna(credited("Ferry Reuters " * 8_000)["agency"])


def test_agencies_can_be_added():
    articles = pd.DataFrame(
        {"outlet": ["Gull"], "text": ["OSTREL (HW) - The ferry stopped."]}, dtype="str"
    )
    assert pd.isna(credit_agencies(articles)["agency"][0])
    assert (
        credit_agencies(articles, agencies={"Harbour Wire": ["HW"]})["agency"][0] == "Harbour Wire"
    )


@pytest.mark.parametrize("agencies", [{"Foo": "Foo News"}, ["Reuters"], {"Foo": None}])
def test_agencies_that_are_not_names_with_lists_are_refused(agencies):
    with pytest.raises(UnknownValue, match="takes names with lists of forms"):
        credit_agencies(load_demo_articles(), agencies=agencies)


def test_the_demo_copies_keep_the_datelines_of_their_agency():
    agencies = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
    articles = credit_agencies(load_demo_articles(), agencies=agencies)
    places = articles.groupby("outlet")["agency_place"].agg(
        lambda places: places.mode().get(0, "none")
    )
    assert places["corvanewire.example"] == "outlet"
    assert "corvanewire.example" not in set(
        articles.loc[articles["agency_place"] == "dateline", "outlet"]
    )
    assert (articles["agency"] == "Corvane Wire").sum() > 24


def test_the_native_article_is_credited_to_its_agency():
    native = (
        next(Path("../shared/seeds").glob("*"), None) if Path("../shared/seeds").exists() else None
    )
    if native is None:
        pytest.skip("needs ../shared/seeds")
    text = "\n".join(native.read_text(encoding="utf-8").split("\n")[3:])
    found = credited(text, outlet="russiaherald.com")
    assert (found["agency"], found["agency_place"]) == ("ANI", "dateline")
    assert credited(text.partition(": ")[2])["agency_place"] == "mark"


def test_missing_texts_and_an_empty_table_have_no_credit():
    articles = pd.DataFrame(
        {"outlet": [None, "Gull"], "text": [None, ""]}, dtype="str", index=[7, 3]
    )
    found = credit_agencies(articles)
    assert found["agency"].isna().all()
    assert found.index.tolist() == [7, 3]
    assert credit_agencies(articles.head(0)).columns.tolist()[-4:] == [
        "agency", "agency_credit", "agency_place", "agency_cited"
    ]  # fmt: skip
