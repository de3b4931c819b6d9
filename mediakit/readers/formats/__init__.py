"""The formats that mediakit reads, in the order in which a content is tried against them."""

from mediakit.readers.formats.delimited import CSV, TSV
from mediakit.readers.formats.jsonlines import JSON_LINES
from mediakit.readers.formats.native import NATIVE
from mediakit.readers.formats.parquet import PARQUET

__all__ = ["FORMATS"]

FORMATS = (PARQUET, JSON_LINES, NATIVE, TSV, CSV)
