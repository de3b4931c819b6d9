"""Tables for people: headings in words, numbers as a newspaper prints them, ranges drawn."""

from mediakit.tables.forms import written
from mediakit.tables.headings import Heading, heading_of
from mediakit.tables.table import DEFAULT_SIDES, ShownTable

__all__ = ["DEFAULT_SIDES", "Heading", "ShownTable", "heading_of", "written"]
