"""Damaged files of every format: no reader raises, hangs, or loses a record without a word."""

from __future__ import annotations

import gzip
import io
import random
import socket

import pandas as pd
import pytest
import test_readers_databases as databases
import test_readers_exports as exports
import test_readers_formats as samples

from mediakit.readers.assembling import to_articles
from mediakit.readers.content import Content
from mediakit.readers.ledger import ledger_of
from mediakit.readers.parsing import parse_content

N_DAMAGED = 200  # of each format


def parquet():
    stream = io.BytesIO()
    pd.DataFrame([samples.ARTICLE, samples.ARTICLE]).to_parquet(stream)
    return stream.getvalue()


CSV = "title,text,date\n" + 'A,"He said ""no"".",20310307\nB,"two\nlines",8.3.2031\n' * 3
SAMPLES = {
    "native.txt": samples.NATIVE.format("Snow", 1).encode(),
    "table.csv": CSV.encode(),
    "lines.jsonl": b'{"title": "A", "text": "B", "date": "20310307"}\n' * 4,
    "document.json": samples.json.dumps(samples.GUARDIAN).encode(),
    "rows.parquet": parquet(),
    "rows.xlsx": samples.workbook([["title", "text"], ["A", "B"], ["C", "D"]]),
    "feed.rss": samples.RSS.encode(),
    "feed.atom": samples.ATOM.encode(),
    "nitf.xml": samples.NITF.encode(),
    "newsml.xml": samples.NEWSML.encode(),
    "g2.xml": samples.NEWSML_G2.encode(),
    "wordpress.xml": samples.WORDPRESS.encode(),
    "mail.eml": samples.MAIL.encode(),
    "mails.mbox": 2 * f"From gull Mon Mar  3 10:00:00 2031\n{samples.MAIL}\n\n".encode(),
    "europresse.html": exports.EUROPRESSE.encode(),
    "proquest.txt": exports.PROQUEST.encode(),
    "proquest.html": exports.PROQUEST_PAGE.encode(),
    "nexis.txt": databases.export(databases.FERRY, databases.BUS).encode(),
    "nexis.html": databases.PAGE.encode(),
    "nexis.docx": databases.word(*databases.COVER, *databases.NEW),
    "nexis.rtf": databases.rich(*databases.COVER, *databases.NEW),
    "factiva.html": databases.factiva_page(1, 2).encode(),
    "factiva.rtf": databases.rich(*databases.plain_lines(1), *databases.plain_lines(2)),
    "factiva.htm": databases.coded_page(),
    "factiva.xml": databases.XML.format(1).encode(),
    "iptc.txt": exports.OF_IPTC.encode("cp1252"),
    "anpa.tst": exports.OF_ANPA.encode(),
    "reuters.sgm": exports.REUTERS.encode(),
    "graph.csv": (exports.graph_row(1, "") + "\n" + exports.graph_row(2, "")).encode(),
    "page.html": samples.PAGE.encode(),
    "archive.warc": b"".join(samples.archive()[:3]),
    "archive.arc": b"".join(samples.old_archive()),
    "archive.zip": samples.zipped(samples.FILES),
    "archive.tar.gz": samples.tarred(samples.FILES, "w:gz"),
    "packed.csv.gz": gzip.compress(CSV.encode()),
}
PIECES = [
    b"\0",
    b"\xff\xfe",
    b'"',
    b"<",
    b">",
    b"&",
    b"]]>",
    b"\n",
    b"{",
    b"[",
    b"\\",
    b"\xc3",
    b"-1",
]


def damaged(data, chance):
    """Return bytes with one to four faults: cut, repeated, taken out, overwritten, put in."""
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(data) + 1)
        end = min(len(data), begin + chance.choice([1, 2, 8, 64, 400]))
        fault = chance.randrange(6)
        if fault == 0:
            data = data[:begin]
        elif fault == 1:
            data = data[:end] + data[begin:end] + data[end:]
        elif fault == 2:
            data = data[:begin] + data[end:]
        elif fault == 3:
            data = data[:begin] + chance.randbytes(end - begin) + data[end:]
        else:
            data = data[:begin] + chance.choice(PIECES) + data[begin:]
    return data


@pytest.fixture(autouse=True)
def without_network(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a reader went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_gives_rows_or_reasons(name):
    chance = random.Random(name)
    inputs = [damaged(SAMPLES[name], chance) for _ in range(N_DAMAGED)]
    sources = []
    for data in inputs:
        sources += parse_content(Content(name, data=data))
    n_given = sum(len(one.records) + len(one.rejected) for one in sources)
    articles = to_articles(sources, None)
    ledger = ledger_of(sources)
    assert len(articles) + ledger["rejected"].sum() == n_given
    assert len(articles) == ledger["parsed"].sum()
    n_missing = ledger["declared"] - ledger["parsed"] - ledger["rejected"]
    is_explained = ledger["reason"].str.contains("the file announces")
    assert (n_missing[~is_explained] <= 0).all()
    is_silent = (ledger["parsed"] == 0) & (ledger["reason"] == "")
    assert not is_silent.any()
    raw_errors = ledger["reason"][ledger["reason"].str.contains(r"not readable: \w+: ")]
    assert raw_errors.tolist() == []
