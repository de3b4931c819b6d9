"""What files do not say of their articles is taken from the names of the files and folders."""

from __future__ import annotations

import re

from mediakit.readers.dates import read_date
from mediakit.readers.file_names import FileName, read_file_name
from mediakit.readers.file_outlets import outlets_of_files
from mediakit.readers.folder_names import outlets_of_folders
from mediakit.readers.generic_names import is_generic
from mediakit.readers.parsed import Parsed
from mediakit.wording import join_names

__all__ = ["fill_from_names"]

Row = dict[str, object]

_SHORTEST_PARAGRAPH = 80  # characters
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*$")
_GENERIC_SHEET = re.compile(
    r"\s*(?:(?:sheet|tabelle|feuil|hoja|foglio|blad|arkusz|planilha|лист)\s*\d*)?\s*", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3}")


def fill_from_names(filled: list[tuple[Parsed, list[Row]]], root: str) -> None:
    """Fill the rows of each source with the outlet, date and title that names tell, and say so.

    The outlet comes from the folder if folders side by side are named for outlets, else from the
    file; what the file itself says is never overruled. `root` is the file or folder that was read.
    """
    open_sources = [one for one in filled if one[1] and not one[0].is_ours]
    for parsed, rows in open_sources:
        _fill_from_sheets(rows, parsed)
    without_outlet = [parsed for parsed, rows in open_sources if _lack_outlet(rows)]
    of_folders = outlets_of_folders([parsed.source for parsed in without_outlet])
    others = [parsed.source for parsed in without_outlet if parsed.source not in of_folders]
    headlines = {read_file_name(source).name for source in of_folders}
    others = [source for source in others if read_file_name(source).name not in headlines]
    of_files = outlets_of_files(others, root)
    for parsed, rows in open_sources:
        source = parsed.source
        if source in of_folders:
            _fill_outlet(rows, of_folders[source])
            taken = {"outlet from the folder": of_folders[source]}
            parsed.say_from_names("outlet taken from the folder's name", taken)
        if len(rows) == 1:
            _fill_from_file(rows[0], parsed, of_files.get(source, ""))


def _lack_outlet(rows: list[Row]) -> bool:
    return not any(row["outlet"] or row["url"] for row in rows)


def _fill_from_sheets(rows: list[Row], parsed: Parsed) -> None:
    """Take the outlets from the names of a workbook's sheets, if several have articles and names
    of their own."""
    if parsed.format != "excel" or not _lack_outlet(rows):
        return
    names = {str(row.get("sheet") or "") for row in rows}
    if len(names) < 2 or any(_GENERIC_SHEET.fullmatch(name) or is_generic(name) for name in names):
        return
    for row in rows:
        row["outlet"] = str(row["sheet"])
    parsed.say_from_names("outlet taken from the sheet's name", {})
    parsed.from_names += [f"outlet from the sheet: {name}" for name in sorted(names)]


def _fill_outlet(rows: list[Row], outlet: str) -> None:
    for row in rows:
        row["outlet"] = outlet


def _fill_from_file(row: Row, parsed: Parsed, outlet: str) -> None:
    """Take what a file of one article lacks from the name of the file."""
    named = read_file_name(parsed.source)
    taken: dict[str, object] = {}
    is_dated = row["date"] is not None
    if named.day and row["date"] is None:
        row["date"] = read_date(named.day).day
        if named.is_of_folder:
            folder = {"date from the folder": named.day}
            parsed.say_from_names("date taken from the folder's name", folder)
        else:
            taken["date"] = named.day
    if outlet:
        row["outlet"] = outlet
        taken["outlet"] = outlet
    elif _may_be_title(named) and _lacks_title(row, parsed, is_dated):
        _fill_title(row, named.words)
        parsed.notes = [note for note in parsed.notes if note != "no text"]
        taken["title"] = named.words
    if taken:
        values = {f"{name} from the file": value for name, value in taken.items()}
        parsed.say_from_names(f"{join_names(taken)} taken from the file name", values)


def _may_be_title(named: FileName) -> bool:
    return _WORD.search(named.words) is not None and not is_generic(named.words)


def _lacks_title(row: Row, parsed: Parsed, is_dated: bool) -> bool:
    """Say whether an article has no title, or a text file begins with a paragraph in its place."""
    title = row["title"]
    if title is None:
        return row["text"] is not None
    if parsed.format != "native" or is_dated or row["url"]:
        return False  # the line above a date or URL line is a title, however long
    return len(str(title)) >= _SHORTEST_PARAGRAPH and _SENTENCE_END.search(str(title)) is not None


def _fill_title(row: Row, title: str) -> None:
    """Put the words of the file's name above the text, the first paragraph of which was there."""
    if row["title"] is not None:
        paragraphs = [row["title"], row["text"]]
        row["text"] = "\n".join(str(one) for one in paragraphs if one)
    row["title"] = title
