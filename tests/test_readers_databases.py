"""Exports of Nexis and Factiva: each container, each layout, each language."""

from __future__ import annotations

import html
import io
import zipfile

import pandas as pd
import pytest
from test_readers_exports import read

from mediakit import read_articles
from mediakit.errors import ReadWarning, UnreadableSource

# Nexis, the old layout: every part of an article on lines of its own, headings centred.


def centred(*lines):
    return "\n".join(" " * ((80 - len(line)) // 2) + line for line in lines)


def classic(number, total, outlet, day, *blocks, mark="{} of {} DOCUMENTS"):
    """Return a document as old text exports print it."""
    head = [centred(mark.format(number, total)), "", centred(outlet), centred(day)]
    return "\n\n".join([*head, *blocks])


def export(*documents):
    return "\n\n\nDownload Request: All Documents\nTerms: ferry\n\n\n" + "\n\n\n".join(documents)


FERRY = classic(
    1,
    2,
    "The Beacon (Harbour City)",
    "March 2, 2033 Wednesday 9:50 PM GMT",
    "Ferry stops as the old pier\nsinks;\nNobody is hurt",
    "BYLINE: By Ana Lune",
    "SECTION: NEWS; Pg. 12",
    "LENGTH: 1,210 words",
    "DATELINE: HARBOUR CITY",
    "",
    "The ferry between the two halves of the town has stopped, and will not run again\n"
    "before summer.",
    "UPDATE: tickets are valid on the bus.\n   The pier sank at noon.\nIt was old.",
    "LOAD-DATE: March 3, 2033",
    "LANGUAGE: ENGLISH",
    "GRAPHIC: The pier in spring.\nPicture: Bo Ode",
    "NEWS-DESK: 4",
    "PUBLICATION-TYPE: Newspaper",
    "",
    centred("Copyright 2033 The Beacon Ltd.", "All Rights Reserved"),
)
BUS = classic(2, 2, "The Beacon (Harbour City)", "March 4, 2033 Friday", "A bus comes", "So it is.")


def test_nexis_text_gives_each_part_of_an_article():
    articles, line = read("export.txt", export(FERRY, BUS))
    assert line["format"] == "nexis"
    assert (line["declared"], line["parsed"], line["rejected"]) == (2, 2, 0)
    first, second = articles.to_dict("records")
    assert first["outlet"] == "The Beacon (Harbour City)"
    assert f"{first['date']:%Y-%m-%d}" == "2033-03-02"
    assert str(first["published_at"]) == "2033-03-02 21:50:00+00:00"
    assert first["title"] == "Ferry stops as the old pier sinks"
    assert first["subtitle"] == "Nobody is hurt"
    assert first["author"] == "Ana Lune"
    assert (first["section"], first["page"]) == ("NEWS", "12")
    assert first["length_in_words"] == 1210
    assert first["dateline"] == "HARBOUR CITY"
    assert first["language"] == "en"
    assert first["graphic"] == "The pier in spring.\nPicture: Bo Ode"
    assert first["text"].split("\n") == [
        "The ferry between the two halves of the town has stopped, and will not run again "
        "before summer.",
        "UPDATE: tickets are valid on the bus.",
        "The pier sank at noon.",
        "It was old.",
    ]
    assert second["title"] == "A bus comes"
    assert second["text"] == "So it is."
    assert pd.isna(second["published_at"])


LANGUAGES = {
    "de": (
        "Dokument {} von {}",
        "Mittwoch 2. März 2033",
        ("AUTOR: Von Ana Lune", "RUBRIK: LOKALES; S. 7 Ausg. 51", "LÄNGE: 1.306 Wörter"),
        ("UPDATE: 3. März 2033", "SPRACHE: GERMAN; DEUTSCH", "PUBLICATION-TYPE: Zeitung"),
        "Alle Rechte vorbehalten",
    ),
    "fr": (
        "Document {} de {}",
        "mercredi 2 mars 2033",
        ("AUTEUR: Par Ana Lune", "RUBRIQUE: LOKALES; Pg. 7", "LONGUEUR: 1306 mots"),
        ("DATE-CHARGEMENT: 3 mars 2033", "LANGUE: FRENCH; FRANÇAIS", "TYPE-PUBLICATION: Journal"),
        "Tous droits réservés",
    ),
    "es": (
        "{} de {} DOCUMENTOS",
        "2 de marzo de 2033",
        ("AUTOR: Por Ana Lune", "SECCIÓN: LOKALES; Pág. 7", "LONGITUD: 1306 palabras"),
        ("LANGUAGE: SPANISH; ESPANOL", "PUBLICATION-TYPE: Periodico"),
        "Todos los derechos reservados",
    ),
    "it": (
        "{} di {} DOCUMENTI",
        "2 marzo 2033",
        ("AUTORE: Ana Lune", "SEZIONE: LOKALES; Pag. 7", "LUNGHEZZA: 1306 parole"),
        ("LINGUA: ITALIAN; ITALIANO",),
        "Tutti i diritti riservati",
    ),
    "nl": (
        "{} van {} DOCUMENTEN",
        "2 maart 2033 woensdag",
        ("AUTEUR: Door Ana Lune", "RUBRIEK: LOKALES; Blz. 7", "LENGTE: 1306 woorden"),
        ("TAAL: Dutch / Nederlands", "LOAD-DATE: March 3, 2033"),
        "Alle rechten voorbehouden",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_nexis_headings_of_every_language_are_known(language, encoding):
    mark, day, before, after, rights = LANGUAGES[language]
    blocks = ["Die Fähre steht", *before, "Der Text.", *after, centred("Copyright 2033 X", rights)]
    text = export(*(classic(n, 3, "Bote", day, *blocks, mark=mark) for n in (1, 2, 3)))
    articles, line = read("export.txt", text.replace("\n", "\r\n").encode(encoding))
    assert (line["declared"], line["parsed"]) == (3, 3)
    for article in articles.to_dict("records"):
        assert article["outlet"] == "Bote"
        assert f"{article['date']:%Y-%m-%d}" == "2033-03-02"
        assert article["title"] == "Die Fähre steht"
        assert article["author"] == "Ana Lune"
        assert (article["section"], article["page"]) == ("LOKALES", "7")
        assert article["length_in_words"] == 1306
        assert article["language"] == language
        assert article["text"] == "Der Text."


def test_nexis_headlines_above_the_day_or_behind_a_label_are_found():
    above = "\n\n".join(
        [
            centred("1 of 2 DOCUMENTS"),
            centred("Northern Press Agency"),
            "Ferry stops, schedule for Sunday, April 20, 2033",
            centred("April 20, 2033, Sunday", "23:22 Central European Time"),
            "No ferry runs.",
            "It is late. LENGTH: a mile.",
            "LENGTH: 49 words",
            "LOAD-DATE: April 21, 2033",
        ]
    )
    behind = "\n\n".join(
        [
            centred("2 of 2 DOCUMENTS"),
            centred("Copyright 2033 Beacon BV", "All Rights Reserved"),
            centred("The Beacon"),
            centred("April 21, 2033", "donderdag"),
            "SECTION: NEWS",
            "HEADLINE: A bus comes;\nAt last",
            "BODY:",
            "The bus is here.",
            "LANGUAGE: ENGLISH",
        ]
    )
    articles, _ = read("export.txt", export(above, behind))
    first, second = articles.to_dict("records")
    assert first["title"] == "Ferry stops, schedule for Sunday, April 20, 2033"
    assert f"{first['date']:%Y-%m-%d}" == "2033-04-20"
    assert first["text"] == "No ferry runs.\nIt is late. LENGTH: a mile."
    assert pd.isna(first["published_at"])  # Central European Time may be summer time, or not
    assert second["outlet"] == "The Beacon"
    assert (second["title"], second["subtitle"]) == ("A bus comes", "At last")
    assert second["text"] == "The bus is here."


def test_a_nexis_article_without_day_headline_or_outlet_harms_no_other():
    without_day = classic(2, 4, "Pier Review", "Summer, 2033", "Piers of the world", "Many sank.")
    without_title = classic(3, 4, "Wire", "May 1, 2033", "LENGTH: 3 words", "FLASH: PIER GONE")
    empty = "\n\n".join([centred("4 of 4 DOCUMENTS"), centred("Copyright 2033 Nobody")])
    one = classic(1, 4, "The Beacon", "May 1, 2033", "A pier", "It sank.")
    articles, line = read("export.txt", export(one, without_day, without_title, empty))
    assert (line["declared"], line["parsed"], line["rejected"]) == (4, 3, 1)
    assert line["reason"].startswith("document 4: neither headline nor text")
    assert articles["text"].tolist() == ["It sank.", "Many sank.", "FLASH: PIER GONE"]
    assert articles["title"].isna().tolist() == [False, False, True]
    assert articles["date"].isna().tolist() == [False, True, False]


def test_documents_that_a_nexis_file_announces_and_does_not_hold_are_warned_of(tmp_path):
    path = tmp_path / "export.txt"
    document = classic(1, 240, "The Beacon", "May 1, 2033", "A pier", "It sank.")
    path.write_text(export(document))
    with pytest.warns(ReadWarning) as warned:
        read_articles(path)
    assert str(warned[0].message).startswith(
        "239 records announced by a file could not be found in it "
        "(the file announces 240 documents, but 1 is in it)."
    )


def test_a_later_part_of_a_nexis_export_and_several_in_one_file_miss_nothing():
    def part(first, last, total):
        numbers = range(first, last + 1)
        return [classic(n, total, "B", "May 1, 2033", f"Pier {n}", "It sank.") for n in numbers]

    _, later = read("export.txt", export(*part(501, 504, 900)))
    _, several = read("export.txt", export(*part(1, 3, 3), *part(1, 2, 2)))
    assert (later["declared"], later["parsed"]) == (4, 4)
    assert (several["declared"], several["parsed"]) == (5, 5)


def test_a_table_of_nexis_texts_stays_a_table():
    text = FERRY.replace('"', "")
    articles, line = read("table.csv", f'title,date,text\nA,20330302,"{text}"\n')
    assert (line["format"], line["parsed"]) == ("csv", 1)
    assert articles["title"].tolist() == ["A"]


def test_one_nexis_document_without_a_number_is_recognised():
    text = "\n\n".join(
        [
            centred("Copyright 2033 Bode"),
            centred("De Bode"),
            centred("2. March 2033"),
            "LENGTE: 158 words",
            "KOP: Pier gezonken",
            "AUTEUR: LUNE, ANA",
            "TEKST:",
            "De pier is weg.",
            "TAAL: Dutch / Nederlands",
            "LOAD-DATE: March 3, 2033",
        ]
    )
    articles, line = read("one.txt", text)
    assert line["format"] == "nexis"
    assert articles["title"].tolist() == ["Pier gezonken"]
    assert articles["outlet"].tolist() == ["De Bode"]
    assert articles["text"].tolist() == ["De pier is weg."]


def on_page(*documents, announced):
    """Return documents as old exports put them on a page: classes say what is centred."""
    parts = [
        '<HTML><HEAD><STYLE TYPE="text/css"><!--\n.c0 { text-align: center; }\n'
        ".c1 { text-align: left; }\n--></STYLE>\n"
        f'<META TOPIC="null" DOCUMENTS="{announced}" /></HEAD><BODY>'
    ]
    for number, blocks in enumerate(documents, start=1):
        parts.append(f'<A NAME="DOC_ID_{number}_0"></A><!-- Hide\n<DOC NUMBER=1> -->')
        for kind, text in blocks:
            lines = "<BR>".join(html.escape(line) for line in text.split("\n"))
            parts.append(
                f'<BR><DIV CLASS="{kind}"><P CLASS="{kind}"><SPAN>{lines}</SPAN></P></DIV>'
            )
    return "\n".join([*parts, "</BODY></HTML>"])


PAGE = on_page(
    [
        ("c0", "1 of 3 DOCUMENTS"),
        ("c0", "Bote am Hafen"),
        ("c0", "27. Februar 2033 Sonntag 9:50 PM GMT+1\nStadtausgabe"),
        ("c1", "Fähre & Steg gesunken"),
        ("c1", "AUTOR: Ana Lune"),
        ("c1", "HIGHLIGHT: Der Steg ist weg."),
        ("c1", "Die Fähre steht."),
        ("c1", "Der Steg auch."),
        ("c1", "UPDATE: 28. Februar 2033"),
        ("c1", "BIBLIOGRAPHIE: Steg"),
        ("c1", "SPRACHE: GERMAN; DEUTSCH"),
        ("c0", "Copyright 2033 Bote\nAlle Rechte vorbehalten"),
    ],
    [("c1", "We are sorry but there is an error and it is not possible to display it.")],
    [
        ("c0", "3 of 3 DOCUMENTS"),
        ("c0", "Bote am Hafen"),
        ("c0", "1. März 2033 Dienstag"),
        ("c1", "Der Bus"),
        ("c1", "Er fährt."),
    ],
    announced=3,
)


def test_nexis_pages_are_taken_apart_and_an_error_in_one_is_named():
    articles, line = read("export.html", PAGE)
    assert line["format"] == "nexis"
    assert (line["declared"], line["parsed"], line["rejected"]) == (3, 2, 1)
    assert line["reason"].startswith("document 2: Nexis could not show it")
    first = articles.iloc[0]
    assert first["outlet"] == "Bote am Hafen"
    assert f"{first['date']:%Y-%m-%d}" == "2033-02-27"
    assert str(first["published_at"]) == "2033-02-27 20:50:00+00:00"
    assert first["title"] == "Fähre & Steg gesunken"
    assert first["edition"] == "Stadtausgabe"
    assert first["highlight"] == "Der Steg ist weg."
    assert first["text"] == "Die Fähre steht.\nDer Steg auch."
    assert first["language"] == "de"
    assert articles["source_record"].tolist() == [1, 3]


def bare_page(mark, element):
    """Return a page of three documents as some programs save it: no comments, nothing centred."""
    parts = ["<HTML><HEAD><TITLE>LexisNexis</TITLE></HEAD><BODY>"]
    for number, day in enumerate((1, 2, 4), start=1):
        lines = [
            mark.format(number, 3),
            "The Lake Herald",
            f"February {day}, 2033 Tuesday",
            f"Ferry number {number} sinks",
            "BYLINE: Lou Finn",
            "SECTION: NEWS; Pg. 4",
            "LENGTH: 120 words",
            "The ferry sank at noon.",
            f"It was {number} years old.",
            "LOAD-DATE: February 5, 2033",
            "Copyright 2033 Lake Media",
        ]
        parts += [f"<BR><DIV><{element}><SPAN>{line}</SPAN></{element}></DIV>" for line in lines]
    return "\n".join([*parts, "</BODY></HTML>"])


@pytest.mark.parametrize("mark", ["{} of {} DOCUMENTS", "Document {} of {}"])
@pytest.mark.parametrize("element", ["P", "DIV"])
def test_a_nexis_page_that_lost_its_comments_is_taken_apart_at_its_numbers(mark, element):
    articles, line = read("export.html", bare_page(mark, element))
    assert [line["format"], line["declared"], line["parsed"]] == ["nexis", 3, 3]
    assert articles["title"].tolist() == [f"Ferry number {n} sinks" for n in (1, 2, 3)]
    assert articles["date"].dt.day.tolist() == [1, 2, 4]
    assert set(articles["outlet"]) == {"The Lake Herald"}
    assert set(articles["author"]) == {"Lou Finn"}
    assert articles.loc[2, "text"] == "The ferry sank at noon.\nIt was 3 years old."


def test_a_page_with_the_number_of_a_document_that_cannot_be_taken_apart_is_doubtful():
    page = "<html><body><article><h1>Snow</h1><p>{}</p><p>It fell all day.</p></article></body>"
    _, line = read("a.html", page.format("Document 1 of 6"))
    assert line["format"] == "page"
    assert line["noted"] == (
        "the page says “Document 1 of 6”: it may hold several documents of a database, but was "
        "read as one article"
    )
    _, line = read("a.html", page.format("It was day 1 of 6 days."))
    assert line["noted"] == ""


@pytest.mark.parametrize("content", ["<html><body><p>Snow fell.</p></body></html>", "Snow fell."])
def test_a_file_in_which_nothing_is_of_nexis_says_what_to_do(tmp_path, content):
    (tmp_path / "a.html").write_text(content)
    with pytest.raises(UnreadableSource) as error:
        read_articles(tmp_path / "a.html", format="nexis")
    assert str(error.value).endswith(
        ": nothing in it is printed as in an export of Nexis, where a line such as “1 of 10 "
        "DOCUMENTS” or “End of Document” comes between the articles: read it without format=, or "
        "export it again as text."
    )


# Rich text and Word.


def rich(*paragraphs):
    """Return rich text: a paragraph is its text, or the control words for it and its text."""
    body = ""
    for paragraph in paragraphs:
        words, text = paragraph if isinstance(paragraph, tuple) else ("", paragraph)
        encoded = "".join(
            c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" for c in text
        )
        body += f"\\pard\\plain{words} {encoded}\\par\n"
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}"
        "{\\f1\\fcharset204 Arial Cyr;}}{\\colortbl;\\red0;}{\\*\\generator Me;}\n"
        "{\\header\\pard Page 1 of 2\\par}{\\pict\\pngblip 89504e47}\n" + body + "}"
    ).encode("latin-1")


def word(*paragraphs):
    """Return a Word document of these paragraphs; a line break inside one is a break in it."""
    body = ""
    for text in paragraphs:
        runs = "<w:br/>".join(
            f'<w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t>'
            for line in text.split("\n")
        )
        body += f"<w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r>{runs}</w:r></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body>'
            "</w:document>",
        )
    return stream.getvalue()


COVER = (
    "Date and Time: Friday, 5. March 2033 09:31:00 CET",
    "Job Number: 00000001",
    "Documents (2)",
    "1. Ferry stops;Nobody is hurt",
    "Client/Matter: -None-",
    "Search Terms: ferry",
    "2. Der Bus fährt",
)
NEW = (
    "Ferry stops;Nobody is hurt",
    "The Beacon (Harbour City)",
    "March 2, 2033 Wednesday 9:20 AM GMT",
    "First Edition",
    "Copyright 2033 The Beacon All Rights Reserved",
    "Section:\xa0NEWS; Pg. 4; Version:28",
    "Length:\xa0355 words",
    "Byline:\xa0Ana Lune",
    "Body",
    "",
    "The ferry has stopped.",
    "Type: a ferry of steel.",
    "Graphic",
    "The pier, by Bo Ode",
    "Classification",
    "Language:\xa0ENGLISH",
    "Subject:\xa0FERRIES (89%); PIERS (70%)",
    "Load-Date:\xa0March 3, 2033",
    "\nEnd of Document",
    "",
    "Der Bus fährt",
    "Bote am Hafen",
    "Donnerstag 3. März 2033",
    "Length: 12 words",
    "Body",
    "Er fährt wieder.",
    "Language: GERMAN; DEUTSCH",
    "Load-Date: March 3, 2033",
    "End of Document",
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("export.DOCX", word("", *COVER, *NEW)),
        ("export.RTF", rich(*COVER, *NEW)),
        ("export.txt", "\n\n".join([*COVER, *NEW]).encode()),
    ],
)
def test_new_nexis_exports_are_read_behind_their_cover_page(name, data):
    articles, line = read(name, data)
    assert line["format"] == "nexis"
    assert (line["declared"], line["parsed"], line["rejected"]) == (2, 2, 0)
    first, second = articles.to_dict("records")
    assert (first["title"], first["subtitle"]) == ("Ferry stops", "Nobody is hurt")
    assert first["outlet"] == "The Beacon (Harbour City)"
    assert f"{first['date']:%Y-%m-%d}" == "2033-03-02"
    assert str(first["published_at"]) == "2033-03-02 09:20:00+00:00"
    assert (first["section"], first["page"]) == ("NEWS", "4")
    assert first["author"] == "Ana Lune"
    assert first["length_in_words"] == 355
    assert first["edition"] == "First Edition"
    assert first["text"] == "The ferry has stopped.\nType: a ferry of steel."
    assert first["graphic"] == "The pier, by Bo Ode"
    assert first["language"] == "en"
    assert first["subject"] == "FERRIES (89%); PIERS (70%)"
    assert second["title"] == "Der Bus fährt"
    assert second["outlet"] == "Bote am Hafen"
    assert f"{second['date']:%Y-%m-%d}" == "2033-03-03"
    assert second["text"] == "Er fährt wieder."
    assert second["language"] == "de"


def test_a_new_nexis_article_that_was_saved_by_itself_is_recognised():
    articles, line = read("Ferry stops.docx", word(*NEW[:18]))
    assert (line["format"], line["parsed"], line["reason"]) == ("nexis", 1, "")
    assert articles["title"].tolist() == ["Ferry stops"]
    assert articles["outlet"].tolist() == ["The Beacon (Harbour City)"]
    assert articles["text"].tolist() == ["The ferry has stopped.\nType: a ferry of steel."]


def test_a_damaged_word_document_is_said_to_be_damaged():
    data = word(*COVER, *NEW).replace(b"The ferry", b"The fairy")
    _, line = read("export.docx", data)
    assert line["reason"].startswith("not readable as a Word document: Bad CRC-32")


def test_a_new_nexis_export_that_is_cut_or_lacks_a_line_keeps_its_articles():
    lines = [line for line in NEW if not line.startswith("March 2")]  # the day of the first
    articles, line = read("export.docx", word(*COVER, *lines[:-1]))
    assert (line["declared"], line["parsed"]) == (2, 2)
    assert "the last article may be cut off: its end is not marked" in line["reason"]
    assert articles["title"].tolist() == ["Ferry stops", "Der Bus fährt"]
    assert articles["outlet"].tolist() == ["The Beacon (Harbour City)", "Bote am Hafen"]
    assert articles["date"].isna().tolist() == [True, False]
    assert articles["text"].tolist()[1] == "Er fährt wieder."


def test_old_nexis_exports_in_rich_text_are_read_as_their_text_files_are():
    paragraphs = []
    for line in export(FERRY, BUS).split("\n"):
        words = "\\qc" if line.startswith("    ") else "\\ql"
        paragraphs.append((words, line.strip()))
    articles, line = read("export.rtf", rich(*paragraphs))
    assert (line["format"], line["declared"], line["parsed"]) == ("nexis", 2, 2)
    assert articles["title"].tolist()[1] == "A bus comes"
    assert articles["outlet"].tolist() == ["The Beacon (Harbour City)"] * 2
    assert articles["author"].tolist()[0] == "Ana Lune"
    assert articles["text"].tolist()[1] == "So it is."


def test_rich_text_in_every_encoding_gives_its_letters():
    body = (
        b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 A;}"
        b"{\\f2\\fcharset128 M;}}\\pard\\f0 1 of 1 DOCUMENTS\\par\\pard\\par\\qc Bote\\par\\par "
        b"\\qc 2. M\\'e4rz 2033\\par\\pard\\par \\f0 Stra\\'dfe \\{neu\\}\\par\\par "
        b"\\f1\\'cc\\'ee\\'f1\\'f2\\f0 \\emdash  \\f2\\'93\\'fa\\'96\\'7b{\\f0{\\*\\x no}}"
        b"\\f0 \\u8364? \\uc2\\u55357??\\u56832??\\'80\\par}"
    )
    articles, line = read("export.rtf", body)
    assert (line["format"], line["parsed"]) == ("nexis", 1)
    article = articles.iloc[0]
    assert f"{article['date']:%Y-%m-%d}" == "2033-03-02"
    assert article["title"] == "Straße {neu}"
    assert article["text"].startswith("Мост— 日本")
    assert article["text"].endswith("€ \U0001f600€")


def test_rich_text_of_other_programs_is_refused_in_a_sentence():
    _, line = read("letter.rtf", rich("Dear Ana", "Body", "Yours"))
    assert line["reason"] == ("not read: it is rich text: save it as .txt or as a web page")


def of_others(name, data):
    """Return the first and the last article of a file, without what tells where they stood."""
    articles, _ = read(name, data)
    ends = articles.iloc[[0, -1]].drop(columns=["source_record"])
    return ends.dropna(axis="columns", how="all").convert_dtypes().astype(str).to_dict("records")


def test_a_line_that_is_lost_harms_no_other_article_in_old_nexis_text():
    first = BUS.replace("2 of 2", "1 of 3")
    middle = FERRY.replace("1 of 2", "2 of 3").split("\n")
    last = classic(3, 3, "Bote", "March 5, 2033", "A pier", "LENGTH: 9 words", "It is new.")
    whole = of_others("x.txt", export(first, last))
    for place in range(1, len(middle)):  # without the line with its number it has no beginning
        damaged = "\n".join(middle[:place] + middle[place + 1 :])
        assert of_others("x.txt", export(first, damaged, last)) == whole


def test_a_line_that_is_lost_harms_no_other_article_in_new_nexis_exports():
    first = [line.replace("ferry", "tram") for line in NEW[:19]]
    middle = NEW[:19]
    last = NEW[19:]
    whole = of_others("x.docx", word(*COVER, *first, *last))
    for place in range(len(middle)):
        damaged = middle[:place] + middle[place + 1 :]
        assert of_others("x.docx", word(*COVER, *first, *damaged, *last)) == whole, middle[place]


# Factiva.

NUMBER = "PHARE00020330302e932000{:02d}"
FACTS = (
    "1,475 words",
    "2 March 2033",
    "10:31 GMT",
    "Le Phare",
    "PHARE",
    "Metro; 1",
    "14",
    "French",
    "© 2033 Le Phare. All rights reserved.",
)
PARAGRAPHS = ("Le pont est fermé.", "Il rouvrira, dit le maire.")


def factiva_page(*numbers):
    articles = ""
    for number in numbers:
        facts = "".join(f"<div>{html.escape(fact)}</div>" for fact in FACTS)
        text = "".join(
            f'<p class="articleParagraph frarticleParagraph">{line}</p>' for line in PARAGRAPHS
        )
        articles += (
            '<div class="article frArticle"><p><div>Ports</div>'
            f'<div id="hd"><b class="frHeadline">Le pont {number}</b></div>'
            f'<div class="author">Par Ana Lune</div>{facts}</p>{text}'
            f"<p>Phare SA</p><p>Document {NUMBER.format(number)}</p></div><br/>"
        )
    return (
        "<!DOCTYPE html><html><head><title>Factiva</title><style>.article{x:y}</style></head>"
        f"<body><div id='menu'><div>Results</div></div>{articles}"
        "<div>Search Summary</div></body></html>"
    )


def is_le_pont(article, number):
    """Check that all fields of the article came across."""
    assert article["title"] == f"Le pont {number}"
    assert article["section"] == "Ports"
    assert article["author"] == "Ana Lune"
    assert article["length_in_words"] == 1475
    assert f"{article['date']:%Y-%m-%d}" == "2033-03-02"
    assert str(article["published_at"]) == "2033-03-02 10:31:00+00:00"
    assert article["outlet"] == "Le Phare"
    assert article["page"] == "14"
    assert article["edition"] == "Metro; 1"
    assert article["language"] == "fr"
    assert article["text"] == "\n".join(PARAGRAPHS)
    assert article["document_number"] == NUMBER.format(number)


def test_factiva_pages_give_each_part_of_an_article():
    articles, line = read("export.html", factiva_page(1, 2))
    assert (line["format"], line["parsed"]) == ("factiva", 2)
    for number, article in enumerate(articles.to_dict("records"), start=1):
        is_le_pont(article, number)
        assert article["publisher"] == "Phare SA"


def plain_lines(number):
    return [
        "Ports",
        ("\\b", f"Le pont {number}"),
        "Par Ana Lune",
        *FACTS,
        "",
        *PARAGRAPHS,
        "Phare SA",
        f"Document {NUMBER.format(number)}",
    ]


def test_factiva_rich_text_without_codes_is_read_line_by_line():
    articles, line = read("export.rtf", rich(*plain_lines(1), *plain_lines(2)))
    assert (line["format"], line["parsed"]) == ("factiva", 2)
    for number, article in enumerate(articles.to_dict("records"), start=1):
        is_le_pont(article, number)
        assert article["publisher"] == "Phare SA"


def test_factiva_text_without_codes_is_read_line_by_line():
    lines = [line[1] if isinstance(line, tuple) else line for line in plain_lines(1)]
    articles, line = read("export.txt", "\n\n".join(lines))
    assert (line["format"], line["parsed"]) == ("factiva", 1)
    is_le_pont(articles.iloc[0], 1)


CODES = {
    "SE": "Ports",
    "HD": "Le pont {}",
    "BY": "Ana Lune",
    "WC": "1,475 words",
    "PD": "2 March 2033",
    "ET": "10:31 GMT",
    "SN": "Le Phare",
    "SC": "PHARE",
    "ED": "Metro; 1",
    "PG": "14",
    "LA": "French",
    "CY": "© 2033 Le Phare",
    "LP": PARAGRAPHS[0],
    "TD": PARAGRAPHS[1],
    "CO": "phr : Phare SA",
    "RE": "fra : France",
    "AN": "Document " + NUMBER,
}


def coded(number):
    return {code: value.format(number) for code, value in CODES.items()}


def coded_page():
    tables = ""
    for number in (1, 2):
        rows = "".join(
            f"<tr><td><b>{code}</b>&nbsp;</td><td><p>{value}</p></td></tr>"
            for code, value in coded(number).items()
        )
        tables += f'<div class="article frArticle"><table>{rows}</table></div>'
    return f"<html><head><title>Factiva</title></head><body>{tables}</body></html>".encode()


def coded_rich():
    rows = [
        f"\\b {code}\\b0\\cell {value}\\cell\\row"
        for number in (1, 2)
        for code, value in coded(number).items()
    ]
    return rich(*[("\\intbl", row) for row in rows])


def coded_text():
    rows = [f"{code}  {value}" for number in (1, 2) for code, value in coded(number).items()]
    return "\n\n".join(rows).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("export.htm", coded_page()),
        ("export.rtf", coded_rich()),
        ("export.docx", word(*(part for n in (1, 2) for row in coded(n).items() for part in row))),
        ("export.txt", coded_text()),
    ],
)
def test_factiva_codes_tell_what_each_part_of_an_article_is(name, data):
    articles, line = read(name, data)
    assert (line["format"], line["parsed"]) == ("factiva", 2)
    for number, article in enumerate(articles.to_dict("records"), start=1):
        is_le_pont(article, number)
        assert article["company"] == "phr : Phare SA"
        assert article["place"] == "fra : France"


def test_a_factiva_article_that_lost_lines_keeps_the_others_and_harms_none():
    damaged = [line for line in plain_lines(1) if line not in FACTS[:2]]  # length and day
    cut = plain_lines(3)[:-2]
    articles, line = read("export.rtf", rich(*damaged, *plain_lines(2), *cut))
    assert line["parsed"] == 3
    assert "the last article may be cut off: its end is not marked" in line["reason"]
    assert articles["date"].isna().tolist() == [True, False, False]
    is_le_pont(articles.iloc[1], 2)
    is_le_pont(articles.iloc[2].fillna({"document_number": NUMBER.format(3)}), 3)


def test_a_factiva_list_of_headlines_before_the_articles_is_no_article():
    listed = [
        "Factiva",
        "Le pont 1",
        "Le Phare, 2 March 2033, 1,475 words",
        "Le pont 2",
        "Le Phare",
    ]
    lines = [*listed, *plain_lines(1)[1:], *plain_lines(2)]
    articles, line = read("export.rtf", rich(*lines))
    assert line["parsed"] == 2
    assert articles["title"].tolist() == ["Le pont 1", "Le pont 2"]
    assert articles["section"].isna().tolist() == [True, False]
    assert articles["text"].tolist() == ["\n".join(PARAGRAPHS)] * 2


def test_a_factiva_article_that_lost_its_number_is_parted_by_its_codes_or_named():
    rows = [row for n in (1, 2) for row in coded(n).items()]
    del rows[len(CODES) - 1]  # the number of the first
    articles, _ = read("export.txt", "\n\n".join(f"{code}  {value}" for code, value in rows))
    assert articles["title"].tolist() == ["Le pont 1", "Le pont 2"]
    assert articles["text"].tolist() == ["\n".join(PARAGRAPHS)] * 2
    _, line = read("export.rtf", rich(*plain_lines(1)[:-1], *plain_lines(2)))
    assert "document 1 holds several articles: an end is not marked" in line["reason"]


def test_factiva_in_other_languages_of_its_site_is_read():
    german = ["Fähre steht", "Von Ana Lune", "135 Wörter", "9 Oktober 2033", "Bote", "BOTE"]
    german += ["Deutsch", "(c) 2033 Bote", "Sie steht.", "Dokument bote000020331009dxa90005q"]
    chinese = ["渡船停了", "1,234 字", "2033 年 1 月 25 日 12:37", "港口报", "GKB", "中文"]
    chinese += ["© 2033 港口报", "渡船停了。", "文件 GKB0000020330125e91p0005q"]
    articles, line = read("export.rtf", rich(*german, *chinese))
    assert (line["format"], line["parsed"]) == ("factiva", 2)
    assert articles["title"].tolist() == ["Fähre steht", "渡船停了"]
    assert articles["outlet"].tolist() == ["Bote", "港口报"]
    assert articles["language"].tolist() == ["de", "zh"]
    assert articles["text"].tolist() == ["Sie steht.", "渡船停了。"]
    assert [f"{day:%Y-%m-%d}" for day in articles["date"]] == ["2033-10-09", "2033-01-25"]


XML = """<?xml version="1.0" encoding="utf-8"?><PPSResponse>
<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="{}">
<ppsarticle><article><accessionNo>BEACN0000020330302e93200001</accessionNo>
<baseLanguage>EN</baseLanguage><headline><paragraph><hlt>Ferry</hlt> stops</paragraph></headline>
<byline>Ana Lune</byline><leadParagraph><paragraph>No ferry <hlt>runs</hlt>.</paragraph>
</leadParagraph><pages><page>4</page></pages><publicationDate><date>2033-03-02</date>
</publicationDate><publicationTime>10:31:00Z</publicationTime><sourceName>The Beacon</sourceName>
<region code="x"><name>Harbour</name></region><tailParagraphs><paragraph>It sank.</paragraph>
<paragraph>R&amp;D.</paragraph></tailParagraphs><wordCount>942</wordCount></article></ppsarticle>
</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"""


def test_factiva_xml_gives_each_part_of_an_article():
    articles, line = read("export.xml", XML.format(1))
    assert (line["format"], line["declared"], line["parsed"]) == ("factiva", 1, 1)
    article = articles.iloc[0]
    assert article["title"] == "Ferry stops"
    assert article["text"] == "No ferry runs.\nIt sank.\nR&D."
    assert f"{article['date']:%Y-%m-%d}" == "2033-03-02"
    assert str(article["published_at"]) == "2033-03-02 10:31:00+00:00"
    assert (article["outlet"], article["author"]) == ("The Beacon", "Ana Lune")
    assert (article["language"], article["page"]) == ("en", "4")
    assert article["length_in_words"] == 942
    _, line = read("export.xml", XML.format(3))
    assert (line["declared"], line["parsed"]) == (3, 1)
    assert line["reason"] == "the file announces 3 documents, but 1 is in it"


@pytest.mark.parametrize(
    ("name", "data", "database"),
    [("x.htm", PAGE, "nexis"), ("x.txt", export(BUS), "nexis"), ("x", XML.format(1), "factiva")],
)
def test_the_name_of_a_database_stands_for_all_of_its_containers(tmp_path, name, data, database):
    path = tmp_path / name
    path.write_text(data)
    articles, ledger = read_articles(path, format=database, on_error="ignore", return_ledger=True)
    assert ledger["format"].tolist() == [database]
    assert len(articles) >= 1
