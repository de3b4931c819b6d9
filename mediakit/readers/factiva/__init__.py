"""Articles of Factiva, with its two-letter field codes and without."""

from mediakit.readers.factiva.coded import articles_of_codes, coded_line, fields_of_codes
from mediakit.readers.factiva.documents import document_number, documents_in
from mediakit.readers.factiva.plain import Plain, fields_of_plain, n_heads, plain_from_lines

__all__ = [
    "Plain",
    "articles_of_codes",
    "coded_line",
    "document_number",
    "documents_in",
    "fields_of_codes",
    "fields_of_plain",
    "n_heads",
    "plain_from_lines",
]
