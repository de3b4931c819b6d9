"""Dictionaries of LIWC: .dic, with numbered categories between two lines of %."""

from __future__ import annotations

import re

from mediakit.framing.list_formats.entries import EntryCollector, numbered_lines

__all__ = ["LIWC_EXPECTED", "looks_like_liwc", "read_liwc"]

LIWC_EXPECTED = (
    "numbers and names of categories between two lines of %, then in each line a word and the "
    "numbers of its categories"
)
_CATEGORY = re.compile(r"\s*(\d+)[\s.:]+(\S.*)")
_SPACED_ENTRY = re.compile(r"(?P<entry>.*?\S)\s+(?P<numbers>\d+(?:[\s,]+\d+)*)")
_CONDITIONAL = re.compile(r"[(<>/]")


def looks_like_liwc(lines: list[str]) -> bool:
    """Say whether the lines are those of a dictionary of LIWC."""
    return bool(lines) and lines[0].strip() == "%"


def read_liwc(text: str, collector: EntryCollector) -> None:
    """Read a .dic file."""
    lines = numbered_lines(text)
    marks = [place for place, (_, line) in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        return
    categories: dict[int, str] = {}
    for number, line in lines[marks[0] + 1 : marks[1]]:
        match = _CATEGORY.fullmatch(line)
        if match is None:
            collector.skip(number, line, "a category needs a number and a name")
            continue
        name = match[2].split("\t")[0].strip()
        categories[int(match[1])] = name
        collector.open(name, number)
    for number, line in lines[marks[1] + 1 :]:
        _read_entry(number, line, categories, collector)


def _read_entry(
    number: int, line: str, categories: dict[int, str], collector: EntryCollector
) -> None:
    entry, numbers = _split(line.strip())
    if _CONDITIONAL.search(numbers) or "<" in entry:
        reason = "its category depends on the words around it, which is not supported"
        collector.skip(number, line, reason)
        return
    given = [int(digits) for digits in re.findall(r"\d+", numbers)]
    unknown = [str(one) for one in given if one not in categories]
    if not given or not re.fullmatch(r"[\d\s,]+", numbers):
        collector.skip(number, line, "there is no number of a category behind the word")
        return
    if unknown:
        missing = ", ".join(unknown)
        collector.skip(number, line, f"the head of the file has no category numbered {missing}")
    frames = [categories[one] for one in given if one in categories]
    if frames:
        collector.add_to(frames, entry, number)


def _split(line: str) -> tuple[str, str]:
    """Return the entry and the numbers behind it; with a tab between them an entry may end in
    digits."""
    if "\t" in line:
        entry, _, numbers = line.partition("\t")
        return entry.strip(), numbers.strip()
    match = _SPACED_ENTRY.fullmatch(line)
    if match:
        return match["entry"], match["numbers"]
    entry, _, numbers = line.partition(" ")
    return entry, numbers.strip()
