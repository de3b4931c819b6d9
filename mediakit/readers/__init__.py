"""From files and tables of many shapes to one table of articles, and back."""

from mediakit.readers.reading import read_articles
from mediakit.readers.record import readings
from mediakit.readers.scanning import scan_articles
from mediakit.readers.tables import as_articles
from mediakit.readers.writing import write_articles

__all__ = ["as_articles", "read_articles", "readings", "scan_articles", "write_articles"]
