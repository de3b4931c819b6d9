"""The formats in which people keep word lists, each read into frames and their entries."""

from mediakit.framing.list_formats.entries import EntryCollector
from mediakit.framing.list_formats.own import read_mapping, read_toml
from mediakit.framing.list_formats.recognising import read_file

__all__ = ["EntryCollector", "read_file", "read_mapping", "read_toml"]
