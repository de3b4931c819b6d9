"""Exports of databases and agencies: Europresse, ProQuest, wire text, Reuters-21578, GDELT."""

from __future__ import annotations

from email.message import EmailMessage

import pandas as pd
import pytest

from mediakit import read_articles
from mediakit.errors import UnreadableSource
from mediakit.readers.assembling import to_articles
from mediakit.readers.content import Content
from mediakit.readers.parsing import parse_content


def read(name, data):
    """Return the articles of a file, and its line of the ledger."""
    if isinstance(data, str):
        data = data.encode()
    sources = list(parse_content(Content(name, data=data)))
    articles = to_articles(sources, None)
    return articles, pd.Series(sources[0].ledger_row())


EUROPRESSE = """<!DOCTYPE html> <html><head><style>.DocPublicationName{color:#111}</style></head>
<body> <article><header> <div><span class="DocPublicationName">Le Phare, no. 311 </span></div>
<div><span class="DocHeader">Ports, mardi 1er mars 2033, p. 7</span></div>
<div class="titreArticle"><p class="sm-margin-bottom">MARITIME</p>
<p class="titreArticleVisu">Le pont est fermé</p></div> <div>Ana Lune</div></header>
<section><div class="DocText"><div class="docOcurrContainer"><p>Le <mark>pont</mark> ferme.</p>
<p>Il rouvrira.</p></div></div></section> <aside><b>Note(s) : </b></aside>
<footer><small>© 2033 Le Phare.</small><p>Numéro de document : news·20330302·PH·12</p></footer>
</article> <article><header> <div><span class="DocPublicationName">The Beacon</span></div>
<div><span class="DocHeader">News, Tuesday, March 14, 2033</span></div>
<div class="titreArticle"><p class="titreArticleVisu">Ferry stops</p></div></header>
<section><p>No ferry runs.</p></section></article></body></html>"""


def test_europresse_gives_paper_day_page_author_and_text():
    articles, line = read("export.html", EUROPRESSE)
    assert line["format"] == "europresse"
    assert line["parsed"] == 2
    first, second = articles.to_dict("records")
    assert first["outlet"] == "Le Phare"
    assert f"{first['date']:%Y-%m-%d}" == "2033-03-01"  # not that in the document's number
    assert first["title"] == "Le pont est fermé"
    assert first["author"] == "Ana Lune"
    assert first["section"] == "Ports"
    assert first["page"] == "7"
    assert first["text"] == "Le pont ferme.\nIl rouvrira."
    assert second["outlet"] == "The Beacon"
    assert f"{second['date']:%Y-%m-%d}" == "2033-03-14"
    assert second["text"] == "No ferry runs."


RULE = "_" * 60
PROQUEST = f"""{RULE}

Report Information from ProQuest

9 March 2033 10:00
{RULE}

Table of contents

1. Bridge shut: nobody hurt

{RULE}

Document 1 of 2

Bridge shut: nobody hurt

Author: Lune, Ana; Ode, Bo

Publication info: The Beacon [Harbour City] 07 Mar 2033: 12.

http://search.proquest.com/docview/1

Abstract: None available.

Full text: The bridge is shut.

Location: the old harbour, said the mayor.

It opens in May.

Subject: Bridges

Publication title: The Beacon; Harbour City

Pages: 12

column: Harbour notes

Publication date: Mar 7, 2033

Language of publication: English

ProQuest document ID: 1

Document URL: https://www.proquest.example/docview/1

{RULE}

Document 2 of 2

Ferry stops

Author: Ode, Bo

Publication info: The Beacon [Harbour City] 08 Mar 2033: 3.

Full text: No ferry runs.

Subject: Ferries

{RULE}
"""
DOCUMENT = (
    '<div><a name="DocID_1"></a><p>Bridge shut</p><p><strong>Author: </strong>Lune, Ana</p>'
    "<p><strong>Full text: </strong><Text><html><body><p>Enlarge this image.</p>"
    "<p>The bridge is shut.</p><p>It opens in May.</p></body></html></Text></p>"
    "<p><strong>Publication title: </strong>The Beacon</p>"
    "<p><strong>Publication date: </strong>Mar 7, 2033</p></div>"
)
PROQUEST_PAGE = f"<html><head><title>ProQuest</title></head><body>{DOCUMENT * 2}</body></html>"


def test_proquest_text_gives_the_documents_and_not_the_table_of_contents():
    articles, line = read("export.txt", PROQUEST)
    assert line["format"] == "proquest"
    assert articles["title"].tolist() == ["Bridge shut: nobody hurt", "Ferry stops"]
    first, second = articles.to_dict("records")
    assert first["text"].split("\n") == [
        "The bridge is shut.",
        "Location: the old harbour, said the mayor.",
        "It opens in May.",
    ]
    assert first["outlet"] == second["outlet"] == "The Beacon"
    assert first["author"] == "Lune, Ana; Ode, Bo"
    assert first["url"] == "https://www.proquest.example/docview/1"
    assert first["page"] == "12"
    assert "abstract" not in articles
    assert f"{second['date']:%Y-%m-%d}" == "2033-03-08"


def test_proquest_pages_and_mails_hold_the_same_documents():
    mail = EmailMessage()
    mail["From"] = "noreply@proquest.com"
    mail["To"] = "ana@beacon.example"
    mail["Subject"] = "Your ProQuest Research"
    mail["Date"] = "Wed, 09 Mar 2033 10:00:00 +0000"
    mail.set_content(PROQUEST_PAGE, subtype="html")
    for name, data in [("export.html", PROQUEST_PAGE.encode()), ("export.eml", bytes(mail))]:
        articles, line = read(name, data)
        assert line["format"] == "proquest"
        assert line["parsed"] == 2
        assert articles["text"].unique().tolist() == ["The bridge is shut.\nIt opens in May."]
        assert articles["outlet"].unique().tolist() == ["The Beacon"]
        assert articles["date"].nunique() == 1  # the day of the paper, not of the mail


def test_a_mail_from_proquest_without_a_document_is_rejected():
    articles, line = read(
        "a.eml",
        "From: noreply@proquest.com\nTo: a@b.example\nSubject: Welcome\n\nHello.\n",
    )
    assert articles.empty
    assert line["reason"] == "a ProQuest export without a document"


OF_IPTC = (
    "\x01abc0100 3 i 120  npa 0045\r\n\r\nBeaconland/bridges/\r\n\x02REFILE\r\n"
    "Bridge shut\r\nin Harbour City\r\nBy Ana Lune =\r\n\r\nHarbour City (npa) - The bridge\r\n"
    "is shut.\r\n\r\nIt opens in May.\r\n\r\n# Notebook\r\n- for editors\r\n\r\n"
    "\x03212322 GMT {month} 33\r\n\x7f\x04"
)
OF_ANPA = (
    "\x16\x16\x01a2870\x1f_beacon\nf l\x13\x11 BC-Bridge 03-07 0104\n\x02^BC-Bridge,90<\n"
    "^Bridge shut in Harbour City <\n^Eds: With photos.<\n^By ANA LUNE=\n^News Agency=\n"
    "\t   HARBOUR CITY (NA) _ The bridge is shut.\n\n\t   ___\n\t   It opens in May.\n"
    "\n\x03NA-WF-03-07-33 1509GMT<\n\f\x04"
)


@pytest.mark.parametrize("month", ["Mar", "Mär"])
def test_wire_text_of_iptc_7901_ends_where_the_notes_to_editors_begin(month):
    articles, line = read("one.txt", OF_IPTC.format(month=month).encode("cp1252"))
    assert line["format"] == "wire"
    one = articles.iloc[0]
    assert one["title"] == "Bridge shut in Harbour City"
    assert one["author"] == "Ana Lune"
    assert one["outlet"] == "npa"
    assert one["keyword"] == "Beaconland/bridges"
    assert one["text"] == "Harbour City (npa) - The bridge is shut.\nIt opens in May."
    assert f"{one['published_at']:%Y-%m-%d %H:%M}" == "2033-03-21 23:22"


def test_wire_text_of_anpa_1312():
    articles, line = read("one.tst", OF_ANPA)
    assert line["format"] == "wire"
    one = articles.iloc[0]
    assert one["title"] == "Bridge shut in Harbour City"
    assert one["author"] == "ANA LUNE"
    assert one["outlet"] == "NA"
    assert one["text"] == "HARBOUR CITY (NA) _ The bridge is shut.\nIt opens in May."
    assert f"{one['published_at']:%Y-%m-%d %H:%M}" == "2033-03-07 15:09"


def test_several_reports_in_one_file_and_one_without_text():
    articles, line = read("many.txt", OF_ANPA + OF_ANPA[: OF_ANPA.index("\x02")] + OF_ANPA)
    assert len(articles) == 2
    assert line["rejected"] == 1
    assert "report 2: no text" in line["reason"]


REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" OLDID="5" NEWID="1">
<DATE>26-FEB-1987 15:02:20.00</DATE>
<TOPICS><D>ports</D><D>ships</D></TOPICS>
<UNKNOWN>&#5;F Y</UNKNOWN>
<TEXT>&#2;
<TITLE>HARBOUR &lt;HBR> SHUTS BRIDGE</TITLE>
<AUTHOR>    By Ana Lune, Reuters</AUTHOR>
<DATELINE>    HARBOUR CITY, Feb 26 - </DATELINE><BODY>The bridge
is shut.
    It opens in May.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" OLDID="6" NEWID="2">
<DATE>26-FEB-1987 15:03:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
FERRY STOPS FOR THE WINTER
</TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="3"><DATE>26-FEB"""


def test_reports_of_reuters_21578():
    articles, line = read("part.sgm", REUTERS)
    assert (line["format"], line["parsed"], line["rejected"]) == ("reuters", 2, 1)
    first, second = articles.to_dict("records")
    assert first["title"] == "HARBOUR <HBR> SHUTS BRIDGE"
    assert first["text"] == "The bridge is shut.\nIt opens in May."
    assert f"{first['date']:%Y-%m-%d}" == "1987-02-26"
    assert first["topics"] == "ports, ships"
    assert second["text"] == "FERRY STOPS FOR THE WINTER"


def graph_row(number, extras, translation=""):
    cells = [""] * 27
    cells[0] = f"20330307100000-T{number}"
    cells[1] = "20330307100000"
    cells[2] = "1"
    cells[3] = "beacon.example"
    cells[4] = f"https://beacon.example/{number}"
    cells[11] = "ana lune"
    cells[15] = "-0.5,4.0"
    cells[25] = translation
    cells[26] = extras
    return "\t".join(cells)


def test_the_knowledge_graph_of_gdelt_is_a_list_of_addresses():
    extras = (
        "<PAGE_AUTHORS>B&#xC5;&#x99;eta</PAGE_AUTHORS><PAGE_TITLE>Bridge &amp; ferry</PAGE_TITLE>"
        "<PAGE_PRECISEPUBTIMESTAMP>20330306084700</PAGE_PRECISEPUBTIMESTAMP>"
    )
    rows = [graph_row(1, extras, "srclc:ces;eng:X"), graph_row(2, ""), "20330307100000-3\tcut"]
    articles, line = read("20330307100000.gkg.csv", "\n".join(rows))
    assert (line["format"], line["parsed"], line["rejected"]) == ("gdelt", 2, 1)
    assert "GDELT holds no texts" in line["reason"]
    first, second = articles.to_dict("records")
    assert first["author"] == "Břeta"
    assert first["title"] == "Bridge & ferry"
    assert first["language"] == "ces"
    assert f"{first['date']:%Y-%m-%d}" == "2033-03-06"
    assert pd.isna(second["date"])  # when GDELT found it is no day of publication
    assert second["found_at"] == "20330307100000"
    assert articles["text"].isna().all()


def event_row(number, url):
    cells = [str(number)] * 61
    cells[:4] = [f"6{number:08d}", "20330307", "203303", "2033"]
    cells[-2:] = ["20330307100000", url]
    return "\t".join(cells)


def test_events_of_gdelt_give_a_row_an_address():
    urls = ["https://beacon.example/1", "https://phare.example/2", "https://beacon.example/1"]
    rows = [event_row(number, url) for number, url in enumerate(urls)]
    articles, line = read("20330307.export.CSV", "\n".join(rows))
    assert articles["url"].tolist() == urls[:2]
    assert articles["outlet"].tolist() == ["beacon.example", "phare.example"]
    assert "1 more row on the same articles left out" in line["reason"]


def test_mentions_of_gdelt_may_have_a_header_and_commas():
    header = ",".join(["GlobalEventID", *"abcdefghijklmn"])
    row = "600000001,20330307100000,20330307101500,1,beacon.example,https://beacon.example/1"
    articles, line = read("mentions.csv", f"{header}\n{row},4,-1,9,9,1,100,25,0.8,,\n")
    assert line["format"] == "gdelt"
    assert articles["outlet"].tolist() == ["beacon.example"]


def test_a_sentence_in_place_of_results_is_no_article(tmp_path):
    path = tmp_path / "answer.txt"
    path.write_text("Please limit requests, said the server.\n")
    with pytest.raises(UnreadableSource, match="too many requests"):
        read_articles(path)
