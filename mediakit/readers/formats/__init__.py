"""The formats that mediakit reads, in the order in which a content is tried against them."""

from mediakit.readers.formats.arc import ARC
from mediakit.readers.formats.delimited import CSV, TSV
from mediakit.readers.formats.europresse import EUROPRESSE
from mediakit.readers.formats.factiva import FACTIVA_DOCUMENT, FACTIVA_PAGE, FACTIVA_TEXT
from mediakit.readers.formats.factiva_xml import FACTIVA_XML
from mediakit.readers.formats.feeds import FEED
from mediakit.readers.formats.gdelt import GDELT
from mediakit.readers.formats.json_documents import JSON_DOCUMENT
from mediakit.readers.formats.jsonlines import JSON_LINES
from mediakit.readers.formats.mail import MAIL, MAILBOX
from mediakit.readers.formats.native import NATIVE
from mediakit.readers.formats.newsml import NEWSML
from mediakit.readers.formats.newsml_g2 import NEWSML_G2
from mediakit.readers.formats.nexis import NEXIS_DOCUMENT, NEXIS_PAGE, NEXIS_TEXT
from mediakit.readers.formats.nitf import NITF
from mediakit.readers.formats.pages import PAGE
from mediakit.readers.formats.parquet import PARQUET
from mediakit.readers.formats.proquest import PROQUEST_MAIL, PROQUEST_PAGE, PROQUEST_TEXT
from mediakit.readers.formats.reuters import REUTERS
from mediakit.readers.formats.saved_pages import SAVED_PAGE
from mediakit.readers.formats.warc import WARC
from mediakit.readers.formats.wire import WIRE
from mediakit.readers.formats.wordpress import WORDPRESS
from mediakit.readers.formats.workbooks import WORKBOOK

__all__ = ["FORMATS"]

FORMATS = (
    PARQUET,
    WORKBOOK,
    WARC,
    ARC,
    WORDPRESS,  # is RSS, too
    FEED,
    NITF,
    NEWSML,
    NEWSML_G2,
    FACTIVA_XML,
    REUTERS,
    WIRE,
    EUROPRESSE,
    PROQUEST_PAGE,
    NEXIS_PAGE,
    FACTIVA_PAGE,
    SAVED_PAGE,  # is a mail, too
    PAGE,  # after whatever comes as a page of a kind of its own
    JSON_LINES,
    JSON_DOCUMENT,
    PROQUEST_MAIL,
    MAILBOX,
    MAIL,
    PROQUEST_TEXT,
    NEXIS_DOCUMENT,
    NEXIS_TEXT,
    FACTIVA_DOCUMENT,
    FACTIVA_TEXT,
    GDELT,
    NATIVE,
    TSV,
    CSV,
)
