"""Tables for people: headings in words, numbers as a newspaper prints them, ranges drawn."""

from mediakit.tables.forms import written
from mediakit.tables.headings import HIDDEN, Heading, heading_of
from mediakit.tables.table import ShownTable

__all__ = ["HIDDEN", "Heading", "ShownTable", "heading_of", "written"]
