"""Formats of news services and archives: what comes across, and what is said of the rest."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from contents import parse

from mediakit import describe_ledger, read_articles
from mediakit.errors import ColumnMissing, ReadWarning, UnknownValue, UnreadableSource
from mediakit.readers.choosing import FORMAT_NAMES

ARTICLE = {
    "title": "Bridge shut",
    "text": "The bridge is shut.",
    "date": "2031-03-07",
    "outlet": "The Gull",
}


def read(tmp_path, name, content, **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_articles(path, return_ledger=True, **options)


def fields(articles, *names):
    """Return the given columns of the first article, what is missing as None, and days as text."""
    row = articles.iloc[0]
    shown = [f"{row[name]:%Y-%m-%d}" if name == "date" else row[name] for name in names]
    return [None if value is None or value != value else value for value in shown]


# JSON documents


GUARDIAN = {
    "response": {
        "status": "ok",
        "total": 1200,
        "results": [
            {
                "id": "news/1",
                "webTitle": "Bridge shut | Ann Gull",
                "webPublicationDate": "2031-03-07T23:30:00Z",
                "webUrl": "https://www.gull.example/1",
                "sectionName": "Transport",
                "fields": {
                    "headline": "Bridge shut",
                    "body": "<p>The bridge is shut.</p><p>Ferries run &amp; run.</p>",
                    "byline": "Ann Gull",
                    "publication": "The Gull",
                },
                "tags": [{"webTitle": "Bridges", "id": "b"}],
            }
        ],
    }
}
NEW_YORK = {
    "response": {
        "docs": [
            {
                "web_url": "https://www.gull.example/1",
                "headline": {"main": "Bridge shut", "kicker": "Roads"},
                "pub_date": "2031-03-07T00:00:00Z",
                "source": "The Gull",
                "section_name": "Transport",
                "byline": {"original": "By Ann Gull", "person": []},
                "lead_paragraph": "The bridge",
            }
        ]
    }
}
SEARCH = {
    "totalResults": 38,
    "articles": [
        {
            "source": {"id": None, "name": "The Gull"},
            "author": "Ann Gull",
            "title": "Bridge shut",
            "url": "https://www.gull.example/1",
            "publishedAt": "2031-03-07T04:18:00Z",
            "content": "The bridge is shut.",
        }
    ],
}
REGISTRY = {
    "articles": {
        "results": [
            {
                "date": "2031-03-07",
                "dateTimePub": "2031-03-07T04:18:00Z",
                "lang": "eng",
                "url": "https://www.gull.example/1",
                "title": "Bridge shut",
                "body": "The bridge is shut.",
                "source": {"uri": "gull.example", "title": "The Gull"},
                "authors": [{"name": "Ann Gull", "uri": "ann"}],
            }
        ]
    }
}
NINJS = {
    "uri": "urn:1",
    "versionCreated": "2031-03-07T04:18:00+00:00",
    "headlines": [
        {"role": "short", "value": "Shut"},
        {"role": "main", "value": "Bridge shut"},
    ],
    "bodies": [{"role": "html", "value": "<p>The bridge is shut.</p>"}],
    "by": "Ann Gull",
    "copyrightHolder": "The Gull",
    "associations": {"picture": {"headline": "A picture"}},
}
CRAWLED = [
    {
        "title": "Bridge shut",
        "maintext": "The bridge is shut.",
        "date_publish": "2031-03-07 04:18:00",
        "date_download": "2031-05-01 00:00:00",
        "authors": ["Ann Gull"],
        "source_domain": "The Gull",
    }
]
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "A feed of the Gull",
    "items": [
        {
            "title": "Bridge shut",
            "content_html": "<p>The bridge is shut.</p>",
            "date_published": "2031-03-07T04:18:00Z",
            "authors": [{"name": "Ann Gull"}],
            "url": "https://www.gull.example/1",
        }
    ],
}


@pytest.mark.parametrize(
    "document", [SEARCH, REGISTRY, NINJS, CRAWLED], ids=["search", "registry", "ninjs", "crawled"]
)
def test_the_article_is_found_inside_what_a_service_sends(tmp_path, document):
    articles, ledger = read(tmp_path, "a.json", json.dumps(document, indent=1))
    assert fields(articles, "title", "text", "date", "author", "outlet") == [
        "Bridge shut",
        "The bridge is shut.",
        "2031-03-07",
        "Ann Gull",
        "The Gull",
    ]
    assert ledger.loc[0, ["format", "declared", "parsed", "rejected"]].tolist() == ["json", 1, 1, 0]


def test_html_inside_json_becomes_paragraphs_and_is_counted(tmp_path):
    articles, ledger = read(tmp_path, "a.json", json.dumps(GUARDIAN))
    assert articles.loc[0, "text"] == "The bridge is shut.\nFerries run & run."
    assert fields(articles, "title", "section") == ["Bridge shut", "Transport"]
    assert ledger.loc[0, "repaired"] == 1
    assert ledger.loc[0, "reason"] == (
        "the search found 1,200 articles; this file holds 1; HTML decoded in 1 title or text"
    )
    assert "text from 'fields.body'" in ledger.loc[0, "columns"]


def test_metadata_without_text_is_a_row_that_says_so(tmp_path):
    articles, ledger = read(tmp_path, "a.json", json.dumps(NEW_YORK))
    assert fields(articles, "title", "text", "outlet") == ["Bridge shut", None, "The Gull"]
    assert articles.loc[0, "lead_paragraph"] == "The bridge"
    assert ledger.loc[0, "without_text"] == 1


def test_a_json_feed_is_a_document_with_a_list_of_items(tmp_path):
    articles, _ = read(tmp_path, "a.json", json.dumps(FEED))
    assert fields(articles, "title", "text", "author") == [
        "Bridge shut",
        "The bridge is shut.",
        "Ann Gull",
    ]


def test_entries_that_are_no_objects_are_rejected_by_number(tmp_path):
    document = {"response": {"results": ["news/1", ARTICLE, 7]}}
    articles, ledger = read(tmp_path, "a.json", json.dumps(document))
    assert len(articles) == 1
    assert ledger.loc[0, "rejected"] == 2
    assert ledger.loc[0, "reason"].startswith('entry 1: "news/1" instead of an article; entry 3: 7')


def test_of_a_document_that_was_cut_the_whole_objects_are_read(tmp_path):
    whole = json.dumps({"articles": [ARTICLE, ARTICLE | {"title": "Ice"}, ARTICLE]})
    articles, ledger = read(tmp_path, "a.json", whole[:-40])
    assert articles["title"].tolist() == ["Bridge shut", "Ice"]
    assert ledger.loc[0, "rejected"] == 1
    assert "the objects that are whole were read" in ledger.loc[0, "reason"]


def test_objects_one_after_another_over_several_lines_are_read(tmp_path):
    documents = "\n".join(json.dumps(ARTICLE | {"title": name}, indent=2) for name in "ab")
    articles, _ = read(tmp_path, "a.json", documents)
    assert articles["title"].tolist() == ["a", "b"]


@pytest.mark.parametrize("content", ['{"status": "error", "code": 7}', "[1, 2]", "{}"])
def test_json_without_articles_is_refused_in_a_sentence(content):
    with pytest.raises(UnreadableSource, match=r"^no articles in it: nothing in this JSON has"):
        parse("a.json", content)


# Feeds


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Gull</title><link>https://www.gull.example/</link><language>en</language>
<image><title>A logo</title></image>
<item><title>Bridge shut &amp; barred</title><link>https://www.gull.example/1</link>
<description>A summary.</description><dc:creator>Ann Gull</dc:creator><category>Roads</category>
<pubDate>Fri, 07 Mar 2031 23:30:00 -0500</pubDate>
<content:encoded><![CDATA[<p>The bridge is shut.</p><p>Ferries run.</p>]]></content:encoded></item>
<item><title>Ice</title><guid>https://www.gull.example/2</guid>
<description>&lt;p&gt;Ice came&nbsp;early.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Gull</title>
<entry><title type="html">Bridge &lt;b&gt;shut&lt;/b&gt;</title>
<link rel="self" href="https://www.gull.example/feed/1"/><link href="https://www.gull.example/1"/>
<published>2031-03-07T23:30:00-05:00</published><updated>2031-04-01T00:00:00Z</updated>
<author><name>Ann Gull</name></author><category term="roads" label="Roads"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge is shut.</p>
<p>Ferries run.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>The Gull</title></channel>
<item rdf:about="y"><title>Bridge shut</title><link>https://www.gull.example/1</link>
<description>The bridge is shut.\n</description><dc:date>2031-03-07T23:30:00-05:00</dc:date>
</item></rdf:RDF>"""


def test_an_rss_entry_is_an_article_with_its_full_text_and_the_publishers_day(tmp_path):
    articles, ledger = read(tmp_path, "feed.xml", RSS)
    assert fields(articles, "title", "text", "outlet", "author", "section", "date", "url") == [
        "Bridge shut & barred",
        "The bridge is shut.\nFerries run.",
        "The Gull",
        "Ann Gull",
        "Roads",
        "2031-03-07",
        "https://www.gull.example/1",
    ]
    assert articles.loc[0, "published_at"] == pd.Timestamp("2031-03-08T04:30:00Z")
    assert articles.loc[1, ["text", "url"]].tolist() == ["Ice came early.", "https://www.gull.example/2"]  # fmt: skip
    assert "1 text from summaries" in ledger.loc[0, "reason"]


@pytest.mark.parametrize("content", [ATOM, RDF], ids=["Atom", "RDF"])
def test_atom_and_rdf_are_feeds_too(tmp_path, content):
    articles, _ = read(tmp_path, "feed.txt", content)  # the name may be wrong
    assert fields(articles, "title", "outlet", "date", "url") == [
        "Bridge shut",
        "The Gull",
        "2031-03-07",
        "https://www.gull.example/1",
    ]
    assert articles.loc[0, "text"].split("\n")[0] == "The bridge is shut."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "cp1251"])
def test_a_feed_is_read_in_the_encoding_that_it_declares_or_shows(tmp_path, encoding):
    feed = f"""<?xml version="1.0" encoding="{encoding}"?><rss><channel><item>
    <title>Мост закрыт для машин</title></item></channel></rss>"""
    articles, _ = read(tmp_path, "feed.xml", feed.encode(encoding))
    assert articles["title"].tolist() == ["Мост закрыт для машин"]


def test_a_damaged_feed_is_mended_as_far_as_it_goes(tmp_path):
    articles, ledger = read(tmp_path, "feed.xml", RSS[: RSS.index("<item><title>Ice") + 20])
    assert articles["title"].tolist()[0] == "Bridge shut & barred"
    assert "damaged XML, mended" in ledger.loc[0, "reason"]


def test_entities_of_a_document_are_neither_expanded_nor_fetched(tmp_path):
    (tmp_path / "secret.txt").write_text("secret word")
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">
    <!ENTITY c SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>
    <rss><channel><item><title>Title &b; &c; end</title></item></channel></rss>"""
    articles, ledger = read(tmp_path, "feed.xml", feed)
    assert not any(word in str(articles.values) for word in ("boom", "secret word"))
    assert "entities that the file declares are not expanded" in ledger.loc[0, "reason"]


# Agencies


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<nitf baselang="en"><head><title>A working title</title>
<docdata><date.issue norm="20310307T233000-0500"/><doc.copyright holder="Gull Press"/></docdata>
<pubdata name="The Gull" position.section="Roads" ex-ref="https://www.gull.example/1"/></head>
<body><body.head><hedline><hl1>Bridge shut</hl1><hl2>For repairs</hl2></hedline>
<byline>By Ann Gull<byttl>Staff</byttl></byline></body.head>
<body.content><p>The bridge is <em>shut</em>.</p><media><p>A caption?</p></media>
<p>Ferries run.</p></body.content></body></nitf>"""

NEWSML = """<NewsML Version="1.2"><NewsItem xml:lang="en"><NewsManagement>
<FirstCreated>20310307T233000-0500</FirstCreated></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Bridge shut</HeadLine><ByLine>Ann Gull</ByLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="The Gull"/></Provider>
</AdministrativeMetadata><NewsComponent><ContentItem><DataContent>
<p>The bridge is shut.</p><p>Ferries run.</p></DataContent></ContentItem></NewsComponent>
</NewsComponent></NewsItem></NewsML>"""

NEWSML_G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<packageItem guid="p"><itemMeta/></packageItem>
<newsItem guid="a" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider literal="The Gull"/><versionCreated>2031-03-07T23:30:00-05:00</versionCreated>
<pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><by>Ann Gull</by><headline role="hl:sub">For repairs</headline>
<headline>Bridge shut</headline><subject><name>Roads</name></subject></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><header><p>Genre</p></header><h1>Bridge shut</h1><p>The bridge is shut.</p>
<p>Ferries run.</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="b"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
</itemSet></newsMessage>"""


@pytest.mark.parametrize(
    ("content", "kind"),
    [(NITF, "nitf"), (NEWSML, "newsml"), (NEWSML_G2, "newsml-g2")],
    ids=["NITF", "NewsML 1", "NewsML-G2"],
)
def test_an_agencys_item_is_an_article(tmp_path, content, kind):
    articles, ledger = read(tmp_path, "item", content)
    assert fields(articles, "title", "outlet", "date", "language") == [
        "Bridge shut",
        "The Gull",
        "2031-03-07",
        "en",
    ]
    lines = articles.loc[0, "text"].split("\n")
    assert (lines[0], lines[-1]) == ("The bridge is shut.", "Ferries run.")
    assert "Ann Gull" in articles.loc[0, "author"]
    assert ledger.loc[0, ["format", "parsed"]].tolist() == [kind, 1]


def test_packages_and_pictures_are_counted_and_a_withdrawn_item_says_so(tmp_path):
    articles, ledger = read(tmp_path, "item.xml", NEWSML_G2.replace("stat:usable", "stat:canceled"))
    assert articles["status"].tolist() == ["canceled"]
    assert ledger.loc[0, "reason"] == "left out, as they hold no text: 1 package and 1 picture"


def test_xml_of_another_kind_is_refused_by_the_name_of_its_outermost_element():
    with pytest.raises(UnreadableSource, match="its outermost element is playlist; mediakit reads"):
        parse("a.xml", "<?xml version='1.0'?><playlist><track/></playlist>")


# Pages and what holds pages


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bridge shut - The Gull</title>
<meta property="og:title" content="Bridge shut &amp; barred">
<meta property="og:site_name" content="Gull Online">
<meta property="article:modified_time" content="2031-05-01T00:00:00Z">
<link rel="canonical" href="https://www.gull.example/1">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["NewsArticle"], "headline": "Bridge shut", "datePublished": "2031-03-07T23:30:00-05:00",
"author": [{"@type": "Person", "name": "Ann Gull"}, {"name": "Bo Tern"}],
"publisher": {"name": "The Gull"}, "articleSection": "Roads"}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge shut</h1>
<p>The old bridge over the harbour is shut for repairs until the end of the summer season.</p>
<p>Ferries run every hour from the eastern quay, and the council has promised more of them.</p>
</article><footer>All rights reserved by nobody in particular.</footer></body></html>"""


def test_a_page_gives_its_text_and_what_it_says_of_itself(tmp_path):
    articles, ledger = read(tmp_path, "page.txt", PAGE)
    assert fields(articles, "title", "outlet", "date", "author", "section", "url") == [
        "Bridge shut",
        "The Gull",
        "2031-03-07",
        "Ann Gull, Bo Tern",
        "Roads",
        "https://www.gull.example/1",
    ]
    text = articles.loc[0, "text"]
    assert "shut for repairs" in text
    assert "eastern quay" in text
    assert not any(word in text for word in ("Home", "rights", "headline"))
    assert ledger.loc[0, "format"] == "page"


def test_the_day_on_which_a_page_last_changed_is_no_day_of_publication(tmp_path):
    bare = PAGE[: PAGE.index("<script")] + PAGE[PAGE.index("</script>") + 9 :]
    articles, ledger = read(tmp_path, "page.html", bare)
    assert articles["date"].isna().all()
    assert fields(articles, "title", "outlet") == ["Bridge shut & barred", "Gull Online"]
    assert ledger.loc[0, "without_date"] == 1


def warc_record(kind, address, body, status="200 OK", content_type="text/html"):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body.encode()
    if kind != "response":
        http = body.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2031-06-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive():
    other = PAGE.replace("Bridge shut", "Ice").replace("https://www.gull.example/1", "/2")
    return [
        warc_record("warcinfo", "x", "software: none"),
        warc_record("response", "https://www.gull.example/1", PAGE),
        warc_record("response", "https://www.gull.example/logo", "x", content_type="image/png"),
        warc_record("response", "https://www.gull.example/0", "gone", status="404 Not Found"),
        warc_record("response", "https://www.gull.example/2", other),
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "renamed.txt"])
def test_the_pages_of_a_web_archive_are_articles_and_the_rest_is_counted(tmp_path, name):
    records = archive()
    if name.endswith(".gz"):
        records = [gzip.compress(record) for record in records]
    articles, ledger = read(tmp_path, name, b"".join(records))
    assert articles["title"].tolist() == ["Bridge shut", "Ice"]
    assert articles["url"].tolist() == ["https://www.gull.example/1", "https://www.gull.example/2"]
    assert articles["captured_at"].tolist() == ["2031-06-01T00:00:00Z"] * 2
    assert ledger.loc[0, "reason"] == (
        "left out: 1 file of another kind, 1 page with the status 404 and 1 warcinfo record"
    )


def test_an_archive_that_was_cut_keeps_the_pages_before_the_cut(tmp_path):
    articles, ledger = read(tmp_path, "a.warc", b"".join(archive())[:-30] + b"WARC/9")
    assert articles["title"].tolist()[0] == "Bridge shut"
    assert ledger.loc[0, "format"] == "warc"


def arc_record(address, body, content_type="text/html"):
    return f"{address} 10.0.0.1 20310601000000 {content_type} {len(body)}\n".encode() + body + b"\n"


def old_archive():
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return [
        arc_record("filedesc://a.arc", b"1 0 Gull\nURL IP-address\n", "text/plain"),
        arc_record("https://www.gull.example/1", answer + PAGE.encode()),
        arc_record("https://www.gull.example/0", b"HTTP/1.1 404 Gone\r\n\r\ngone"),
        arc_record("https://www.gull.example/logo", b"HTTP/1.1 200 OK\r\n\r\nx", "image/png"),
    ]


def test_an_archive_of_the_old_kind_is_read_up_to_where_it_is_cut(tmp_path):
    packed = b"".join(gzip.compress(record) for record in old_archive())
    articles, ledger = read(tmp_path, "a.arc.gz", packed)
    assert fields(articles, "title", "url") == ["Bridge shut", "https://www.gull.example/1"]
    assert ledger.loc[0, "reason"] == (
        "left out: 1 file of another kind, 1 page with the status 404 "
        "and 1 record about the archive"
    )
    articles, ledger = read(tmp_path, "b.arc", b"".join(old_archive())[:-10])
    assert len(articles) == 1
    assert ledger.loc[0, "reason"].startswith("cut inside record 4")


WORDPRESS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Gull</title>
<item><title>Bridge shut</title><link>https://www.gull.example/1</link>
<content:encoded><![CDATA[<p>The bridge is shut.</p>]]></content:encoded>
<pubDate>Sat, 08 Mar 2031 04:30:00 +0000</pubDate>
<wp:post_date>2031-03-07 23:30:00</wp:post_date><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>Draft</title><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>logo</title><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
</item></channel></rss>"""


def test_published_posts_of_a_wordpress_export_are_articles(tmp_path):
    articles, ledger = read(tmp_path, "export.xml", WORDPRESS)
    assert fields(articles, "title", "text", "date", "outlet") == [
        "Bridge shut",
        "The bridge is shut.",
        "2031-03-07",
        "The Gull",
    ]
    assert len(articles) == 1
    assert ledger.loc[0, "reason"].startswith("left out: 1 attachment and 1 draft post")


MAIL = (
    "Received: from mail.gull.example\r\nFrom: =?utf-8?q?Ann_G=C3=BCll?= <ann@news.gull.co.uk>\r\n"
    "To: x@y.example\r\nSubject: Bridge\r\n shut\r\nDate: Fri, 7 Mar 2031 23:30:00 -0500\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable"
    "\r\n\r\nThe bridge=\r\n is shut: no caf=E9.\r\nWrapped here.\r\n\r\nFerries run.\r\n--b\r\n"
    "Content-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nxx\r\n--b--\r\n"
)


def test_a_mail_is_an_article_without_its_attachments(tmp_path):
    articles, ledger = read(tmp_path, "mail.txt", MAIL)
    assert fields(articles, "title", "text", "date", "author", "outlet") == [
        "Bridge shut",
        "The bridge is shut: no café. Wrapped here.\nFerries run.",
        "2031-03-07",
        "Ann Güll",
        "gull.co.uk",
    ]
    assert ledger.loc[0, "reason"] == "1 attachment not read"


def saved_by_a_browser(head):
    """Return a page that a browser saved as one file."""
    page = (
        "<html><head><title>Bridge shut</title></head><body><p>The bridge is shut for all of the "
        "winter, as the mayor said on Tuesday night.</p></body></html>"
    )
    return (
        f"{head}\r\nSubject: Saved\r\nDate: Tue, 18 Mar 2031 18:02:00 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        "\r\n--b\r\nContent-Type: text/html\r\nContent-Location: https://www.gull.example/bridge"
        f"\r\n\r\n{page}\r\n--b--\r\n"
    )


@pytest.mark.parametrize(
    "head",
    [
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.gull.example/bridge",
        "From: <Saved by Windows Internet Explorer 11>",
    ],
)
def test_a_page_that_a_browser_saved_as_one_file_is_a_page_and_no_mail(tmp_path, head):
    articles, ledger = read(tmp_path, "bridge.mhtml", saved_by_a_browser(head))
    assert ledger.loc[0, ["format", "parsed"]].tolist() == ["page", 1]
    assert fields(articles, "title", "outlet", "url") == [
        "Bridge shut",
        "gull.example",
        "https://www.gull.example/bridge",
    ]
    assert articles["date"].isna().all()  # the day on which it was saved says nothing


def test_each_message_of_a_mailbox_is_an_article(tmp_path):
    between = "From ann@gull.example Mon Mar  7 10:00:00 2031\n"
    quoting = MAIL.replace("\r\n", "\n")
    plain = (
        "From: Bea <bea@hill.example>\nSubject: Snow\nDate: Tue, 8 Mar 2031 10:00:00 +0000\n\n"
        "It fell.\n\n>From the lake it came.\nFrom there it went on.\n"
    )
    articles, ledger = read(tmp_path, "a.mbox", f"{between}{quoting}\n\n{between}{plain}")
    assert articles["title"].tolist() == ["Bridge shut", "Snow"]
    assert articles["outlet"].tolist() == ["gull.co.uk", "hill.example"]
    assert articles.loc[1, "text"] == ("It fell.\nFrom the lake it came. From there it went on.")
    assert ledger.loc[0, ["format", "parsed", "rejected"]].tolist() == ["mailbox", 2, 0]


def test_a_mail_from_no_address_has_no_outlet(tmp_path):
    articles, _ = read(tmp_path, "a.eml", MAIL.replace("<ann@news.gull.co.uk>", ""))
    assert articles["outlet"].isna().all()


# Spreadsheets


def workbook(rows, name="Articles", more=()):
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for title, others in more:
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_spreadsheet_is_a_table_whatever_it_is_called(tmp_path):
    day = pd.Timestamp("2031-03-07").to_pydatetime()
    rows = [
        ["Search of 1 June"],
        ["Titel", "Inhalt", "Datum", "Zeitung", "Wörter"],
        ["Brücke zu", "Die Brücke ist zu.", day, "Die Möwe", 4],
        ["Titel", "Inhalt", "Datum", "Zeitung", "Wörter"],
        [None, None, None, None, None],
        ["Eis", "Eis kam früh.", "8.3.2031", "Die Möwe", 3],
    ]
    data = workbook(rows, more=[("Notes", [["nothing here"]])])
    articles, ledger = read(tmp_path, "export.csv", data)
    assert articles["title"].tolist() == ["Brücke zu", "Eis"]
    assert articles["date"].dt.day.tolist() == [7, 8]
    assert articles["outlet"].unique().tolist() == ["Die Möwe"]
    assert articles["Wörter"].tolist() == [4, 3]
    assert ledger.loc[0, ["format", "parsed"]].tolist() == ["excel", 2]
    reason = ledger.loc[0, "reason"]
    assert "1 line before the header left out" in reason
    assert "the header is repeated once; left out" in reason
    assert "1 sheet without articles left out: “Notes”" in reason


def test_sheets_named_for_papers_name_the_outlets(tmp_path):
    rows = [["Titel", "Datum", "Text"], ["Snow", "2031-03-07", "It fell."]]
    data = workbook(rows, "Hill Courier", {"The Post": rows}.items())
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    articles, ledger = read_articles(path, return_ledger=True)
    assert articles["outlet"].tolist() == ["Hill Courier", "The Post"]
    assert (
        "The outlets were taken from the names of sheets: “Hill Courier” and “The Post”"
    ) in describe_ledger(ledger).answer()
    path.write_bytes(workbook(rows, "Sheet1", {"March": rows}.items()))
    articles, _ = read_articles(path, return_ledger=True)
    assert articles["outlet"].isna().all()


def test_a_spreadsheet_without_a_header_is_refused():
    with pytest.raises(UnreadableSource, match="no sheet has a line with the names of columns"):
        parse("a.xlsx", workbook([["x", 1], ["y", 2]]))


# Columns


@pytest.mark.parametrize(
    "header",
    [
        "Titel,Inhalt,Datum,Zeitung,Autor,Ressort",
        "Titre,Texte,Date,Journal,Auteur,Rubrique",
        "Título,Cuerpo,Fecha,Periódico,Autor,Sección",
        "Titolo,Testo,Data,Testata,Autore,Sezione",
        "Kop,Tekst,Datum,Krant,Auteur,Rubriek",
        "Título,Conteúdo,Data,Jornal,Autor,Seção",
        "Tytuł,Treść,Data,Gazeta,Autor,Dział",
        "Заголовок,Текст,Дата,Издание,Автор,Рубрика",
    ],
)
def test_columns_are_known_in_nine_languages_and_each_guess_is_in_the_ledger(tmp_path, header):
    content = f"{header}\nBridge shut,The bridge is shut.,2031-03-07,The Gull,Ann Gull,Roads\n"
    articles, ledger = read(tmp_path, "a.csv", content)
    assert fields(articles, "title", "text", "date", "outlet", "author", "section") == [
        "Bridge shut",
        "The bridge is shut.",
        "2031-03-07",
        "The Gull",
        "Ann Gull",
        "Roads",
    ]
    assert f"text from '{header.split(',')[1]}'" in ledger.loc[0, "columns"]


def test_the_caller_overrules_what_names_tell(tmp_path):
    content = "title,text,what it says\nA,teaser,The whole story.\n"
    articles, _ = read(tmp_path, "a.csv", content, columns={"what it says": "text"})
    assert articles.loc[0, ["text", "text_in_source"]].tolist() == ["The whole story.", "teaser"]


def test_a_column_that_no_file_has_is_an_error(tmp_path):
    with pytest.raises(ColumnMissing, match="There is no column 'Inhlt' in any of the files"):
        read(tmp_path, "a.csv", "Titel,Inhalt\nA,B\n", columns={"Inhlt": "text"})
    with pytest.raises(UnknownValue, match="There is no column 'txt' in an articles table"):
        read(tmp_path, "a.csv", "Titel,Inhalt\nA,B\n", columns={"Inhalt": "txt"})


def test_a_table_without_known_columns_says_how_to_name_them(tmp_path):
    (tmp_path / "a.csv").write_text("Was,Wann\nSchnee fiel,7.3.2031\n")
    with pytest.raises(UnreadableSource) as error:
        read_articles(tmp_path / "a.csv")
    assert str(error.value).endswith(
        "no column for title or text among Was and Wann: say which they are, "
        "as in columns={'Was': 'text'}."
    )


def test_date_and_outlet_come_from_the_name_of_a_file_if_they_are_nowhere_else(tmp_path):
    articles, ledger = read(tmp_path, "2031-03-07 The Gull 6.json", '{"title": "A", "text": "B"}')
    assert fields(articles, "date", "outlet") == ["2031-03-07", "The Gull"]
    assert "date and outlet taken from the file name" in ledger.loc[0, "reason"]


def test_no_column_is_lost_to_another_of_the_same_name(tmp_path):
    content = "title,text,similarity,similarity_in_source,outlet_as_given\nA,B,C,D,E\n"
    articles, _ = read(tmp_path, "a.csv", content)
    others = articles.iloc[0, articles.columns.get_loc("source_format") + 1 :]
    assert sorted(others) == ["C", "D", "E"]
    articles, _ = read(tmp_path, "a.jsonl", '{"title": "A", "mo\\u0000od": 1, "mood": 2}')
    assert articles.loc[0, ["mood", "mood_2"]].tolist() == [1, 2]


def test_a_list_that_holds_anything_but_paths_is_refused():
    paths = []
    paths.append(paths)
    with pytest.raises(
        UnknownValue, match="Expected the path of a file or folder, or a list of them"
    ):
        read_articles(paths)


# Faults of tables


def test_lines_before_the_header_and_repeated_headers_are_left_out_and_said(tmp_path):
    content = "Search of 1 June\n\ntitle,text,date\nA,x,20310307\ntitle,text,date\nB,y,20310308\n"
    articles, ledger = read(tmp_path, "a.csv", content)
    assert articles["title"].tolist() == ["A", "B"]
    assert "2 lines before the header left out" in ledger.loc[0, "reason"]
    assert "the header is repeated once; left out" in ledger.loc[0, "reason"]


def test_the_line_that_names_the_separator_is_no_header(tmp_path):
    articles, _ = read(tmp_path, "a.csv", "sep=;\ntitle;text\nA, or B;x\n")
    assert articles["title"].tolist() == ["A, or B"]


def test_a_table_without_a_header_is_refused_with_what_to_do():
    with pytest.raises(UnreadableSource, match="its first line holds data, not the names of col"):
        parse("a.csv", "https://a.example/1,20310307101500,Bridge\nhttps://a.example/2,2,Ice\n")


def test_words_broken_at_a_lines_end_are_joined_and_counted(tmp_path):
    text = "The govern-\nment of the well-known Rhine-\nMain area, a well-\nknown one, spoke."
    articles, ledger = read(tmp_path, "a.json", json.dumps(ARTICLE | {"text": text}))
    assert articles.loc[0, "text"] == (
        "The government of the well-known Rhine-\nMain area, a well-\nknown one, spoke."
    )
    assert "1 word broken at a line's end joined" in ledger.loc[0, "reason"]


# Archives and compression


NATIVE = "{}\n20310307\nhttps://www.gull.example/{}\nIt is so.\n"


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return stream.getvalue()


def tarred(files, mode="w"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as out:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            out.addfile(info, io.BytesIO(content.encode()))
    return stream.getvalue()


FILES = {
    "gull/a.txt": NATIVE.format("Snow", 1),
    "gull/b.json": json.dumps(ARTICLE),
    "gull/.hidden": "x",
    "__MACOSX/a.txt": "x",
    "../outside.txt": NATIVE.format("Out", 2),
    "gull/noise.bin": "\0\1\2",
}


@pytest.mark.parametrize(
    "data", [zipped(FILES), tarred(FILES), tarred(FILES, "w:gz")], ids=["zip", "tar", "tar.gz"]
)
def test_each_file_in_an_archive_is_a_source_and_nothing_is_written(tmp_path, data):
    articles, ledger = read(tmp_path, "export", data)
    assert articles["title"].tolist() == ["Snow", "Bridge shut"]
    assert len(ledger) == len(FILES)
    reasons = ledger.set_index(ledger["source"].str.split("export/").str[1])["reason"]
    assert reasons["../outside.txt"] == "skipped: its name leads out of the archive"
    assert reasons["gull/noise.bin"].startswith("format not known")
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_links_and_devices_in_an_archive_are_passed_over(tmp_path):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as out:
        for name, kind in (("a.txt", tarfile.SYMTYPE), ("b.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/hostname"
            out.addfile(info)
    articles, ledger = read(tmp_path, "a.tar", stream.getvalue())
    assert articles.empty
    assert ledger["reason"].tolist() == ["skipped: a link, pipe or device"] * 2


def test_archives_inside_archives_have_a_bound(tmp_path):
    data = zipped({"a.txt": NATIVE.format("Snow", 1)})
    articles, _ = read(tmp_path, "two.zip", zipped({"in.zip": data}))
    assert articles["title"].tolist() == ["Snow"]
    for _ in range(3):
        data = zipped({"in.zip": data})
    articles, ledger = read(tmp_path, "many.zip", data)
    assert articles.empty
    assert ledger["reason"].tolist() == ["more than 3 archives inside one another"]


def test_a_member_that_unpacks_to_too_much_is_refused_and_the_others_are_read(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("mediakit.readers.containers.FROM_BYTES", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("bomb.txt", "x" * 1_000_000)
        out.writestr("a.txt", NATIVE.format("Snow", 1))
    articles, ledger = read(tmp_path, "a.zip", stream.getvalue())
    assert articles["title"].tolist() == ["Snow"]
    assert ledger.loc[0, "reason"].startswith("it unpacks to more than")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_read_as_what_is_in_it(tmp_path, pack):
    articles, ledger = read(tmp_path, "a", pack(json.dumps([ARTICLE]).encode()))
    assert (articles["title"].tolist(), ledger.loc[0, "format"]) == (["Bridge shut"], "json")


# Saved web pages

STORY = "<p>The bridge is shut since Monday, the council said in a note to all residents.</p>" * 4


def page(body, head="<title>Bridge shut</title>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>"


def test_the_headline_is_cut_from_the_beginning_of_a_pages_text_once(tmp_path):
    body = f"<h1>Bridge  SHUT</h1><p>Bridge shut</p>{STORY}"
    articles, _ = read(tmp_path, "a.html", page(body))
    text = articles.loc[0, "text"].split("\n")
    assert text[0] == "Bridge shut"
    assert text[1].startswith("The bridge is shut since Monday")
    articles, _ = read(tmp_path, "a.html", page(f"<h1>Bridge shut again</h1>{STORY}", ""))
    assert articles.loc[0, "text"].startswith("The bridge is shut since Monday")
    assert articles.loc[0, "title"] == "Bridge shut again"


@pytest.mark.parametrize(
    ("lines", "author", "day"),
    [
        ('<p class="byline">By Ed Ross, 12 February 2033</p>', "Ed Ross", "2033-02-12"),
        ('<div class="post-date">February 12, 2033</div>', None, "2033-02-12"),
        ('<span id="by-line">By Ann de Vries | The Gull</span>', "Ann de Vries", None),
        ('<p class="dateline">Updated 12 February 2033</p>', None, None),
        ("<p>By Ed Ross, 12 February 2033</p>", None, None),  # nothing marks it
        (
            '<p class="byline">By Ed Ross, 12 February 2033</p>'
            '<p class="byline">By Ed Ross, 13 February 2033</p>',
            None,
            None,
        ),
    ],
)
def test_a_printed_byline_gives_author_and_day_if_it_is_marked_and_the_only_one(
    tmp_path, lines, author, day
):
    articles, ledger = read(tmp_path, "a.html", page(f"<h1>Bridge shut</h1>{lines}{STORY}"))
    assert fields(articles, "author") == [author]
    found = articles.loc[0, "date"]
    assert (None if pd.isna(found) else f"{found:%Y-%m-%d}") == day
    assert ("taken from the byline" in ledger.loc[0, "noted"]) == bool(author or day)


def test_what_a_page_says_of_itself_goes_before_its_byline(tmp_path):
    head = '<meta property="article:published_time" content="2033-02-10T10:00:00Z">'
    line = '<p class="byline">By Ed Ross, 12 February 2033</p>'
    articles, ledger = read(tmp_path, "a.html", page(f"<h1>Bridge shut</h1>{line}{STORY}", head))
    assert fields(articles, "date", "author") == ["2033-02-10", "Ed Ross"]
    assert ledger.loc[0, "reason"].startswith("author taken from the byline (By Ed Ross, 12 Feb")


def test_what_a_page_lacks_is_said_in_words_for_a_page(tmp_path):
    _, ledger = read(tmp_path, "a.html", page(f"<h1>Bridge shut</h1>{STORY}"))
    assert ledger.loc[0, "reason"] == "the page gives no date; the page names no outlet"


@pytest.mark.parametrize("folder", ["Bridge_files", "Bridge-Dateien"])
def test_the_folder_that_a_browser_saves_beside_a_page_is_a_part_of_it(tmp_path, folder):
    (tmp_path / "Bridge.html").write_text(page(f"<h1>Bridge shut</h1>{STORY}"))
    (tmp_path / folder).mkdir()
    for name in ("style.css", "a.js.download", "frame.html", "logo.png"):
        (tmp_path / folder / name).write_text(page(STORY))
    articles, ledger = read_articles(tmp_path, return_ledger=True)
    assert len(articles) == 1
    assert describe_ledger(ledger).sentences[:4] == (
        "1 article was read from 1 of the 5 files.",
        "4 files were skipped.",
        "The reason: “skipped: a part of a saved web page” (4 files).",
        "1 article has no date and 1 article has no outlet.",
    )
    (tmp_path / "Bridge.html").unlink()  # frame.html may be an article now
    assert len(read_articles(tmp_path, on_error="ignore")) == 1


def random_letters(n):
    """Return letters that hardly compress, so that half of the bytes holds half of the rows."""
    return base64.b32encode(random.Random(n).randbytes(60)).decode()


CUT = "the compressed file is cut or damaged: only what comes before was read"


@pytest.mark.parametrize(
    ("compress", "n_rows"),
    [
        (gzip.compress, 300),  # read by the csv module
        (gzip.compress, 20_000),  # by the compiled loop, if it were whole
        (bz2.compress, 20_000),  # unpacked in blocks of many rows
        (lzma.compress, 300),
    ],
)
def test_of_a_cut_compressed_table_the_whole_rows_are_read_and_the_loss_is_told(
    tmp_path, compress, n_rows
):
    rows = [f"Title {n},{random_letters(n)}" for n in range(n_rows)]
    data = compress("\n".join(["title,text", *rows, ""]).encode())
    path = tmp_path / "a.csv.gz"
    path.write_bytes(data[: len(data) * 7 // 10])
    articles, ledger = read_articles(path, return_ledger=True)
    assert articles["text"].tolist() == [random_letters(n) for n in range(len(articles))]
    assert 0 < len(articles) < n_rows
    assert ledger.loc[0, "lost"] == CUT
    unknown = "A part of the file is lost; how many articles that part held is not known."
    assert unknown in describe_ledger(ledger).sentences
    with pytest.raises(UnreadableSource, match=CUT):
        read_articles(path, on_error="raise")
    with pytest.warns(ReadWarning, match=rf"[Pp]art of the file is lost \({CUT}"):
        read_articles(path)


def test_of_cut_json_lines_the_broken_line_and_the_loss_are_told(tmp_path):
    lines = [json.dumps({"title": f"Title {n}", "text": random_letters(n)}) for n in range(300)]
    data = gzip.compress("\n".join(lines).encode())
    articles, ledger = read(tmp_path, "a.jsonl.gz", data[: len(data) // 2])
    assert articles["text"].tolist() == [random_letters(n) for n in range(len(articles))]
    assert 50 < len(articles) < 250
    broken = f"line {len(articles) + 1} is not valid JSON"
    assert ledger.loc[0, ["lost", "rejected_why"]].tolist() == [CUT, broken]
    assert f"The reasons: “{CUT}” and “{broken}”." in describe_ledger(ledger).sentences


def test_a_member_of_an_archive_with_a_password_is_named_as_such(tmp_path):
    stored = bytearray(zipped({"a.csv": "title,text\nA,B\n"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        stored[stored.index(mark) + place] |= 1  # what says that the member is encrypted
    path = tmp_path / "secret.zip"
    path.write_bytes(bytes(stored))
    reason = "it is protected by a password: unpack the archive yourself"
    with pytest.raises(UnreadableSource, match=rf"a.csv: {reason}\.$"):
        read_articles(path)
    (tmp_path / "b.csv").write_text("title,text,date\nA,B,2031-03-07\n")
    with pytest.warns(ReadWarning, match=rf"^1 of the 2 files could not be read \(a.csv: {reason}"):
        read_articles(tmp_path)


# What is none of the formats


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


WORD = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x>The bridge is shut.</x>"})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 x", "not read: it is a PDF: save its text as .txt"),
        (b"\x89PNG\r\n", "not read: it is a picture"),
        (b"\x80\x04\x95", "not read: it is a Python pickle, which can run programs"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x",
            "not read: it is a file of an old Office program, such as a .doc",
        ),
        (WORD, "not read: it is a Word document, but no export of Nexis or Factiva: save its text"),
        (b"Rar!\x1a\x07", "not read: it is a RAR archive: pack the files as .zip"),
        (b"WHO 1 abc\nplain words\n", "format not known; mediakit reads its own text format"),
    ],
)
def test_what_is_none_of_the_formats_is_refused_with_what_to_do(tmp_path, data, reason):
    with pytest.raises(UnreadableSource) as error:
        parse("a", data)
    assert str(error.value).startswith(reason)
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableSource):  # a single file that cannot be read raises
        read_articles(tmp_path / "a")


def test_the_page_on_formats_names_every_format():
    page = Path(__file__).parent.parent.joinpath("docs", "formats.md").read_text(encoding="utf-8")
    assert [name for name in FORMAT_NAMES if f"`{name}`" not in page] == []
