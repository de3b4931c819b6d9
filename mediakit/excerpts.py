"""What may be shown of an article: a part of it, without anybody's address or telephone number."""

from __future__ import annotations

import re

import pandas as pd

__all__ = ["around", "beginning", "mask_addresses", "mask_column", "mask_contacts", "most_shown"]

#: No display shows more of a text than this part, or, of a short one, than so many characters.
_PART, _FLOOR = 0.25, 200
_CUT = "…"
_MASK = "•"
#: An address begins where its letters do, so that a run of letters is gone through once.
_ADDRESS = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*|@[\w-]+(?:\.[\w-]+)+"
#: A number with the sign of a country or a leading 0, or three groups as in America.
_TELEPHONE = (
    r"(?<![\w.,])(?:\+\d|\(?0\d)[\d ()/-]{6,16}\d(?!\w)"
    r"|(?<![\w.,-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"
)
_CONTACT = re.compile(f"{_ADDRESS}|{_TELEPHONE}")
_ONLY_ADDRESS = re.compile(_ADDRESS)
#: What any of them has; looking for this alone is fast.
_SIGN = re.compile(r"[@\d]")
_FEWEST_DIGITS = 9


def mask_contacts(text: str) -> str:
    """Return a text with dots for the letters of e-mail addresses and for telephone numbers.

    It is as long as before, so that places in it stay the same.

    Examples
    --------
    >>> mask_contacts("Write to desk@post.example or ring 020 7946 0018.")
    'Write to ••••@••••.••••••• or ring ••• •••• ••••.'
    """
    if not _SIGN.search(text):
        return text
    return _CONTACT.sub(_masked, text)


def mask_addresses(shown: str) -> str:
    """Return what is displayed with the letters of its e-mail addresses masked.

    It may hold tables: their numbers look like telephone numbers and stay.
    """
    return _ONLY_ADDRESS.sub(_masked, shown)


def _masked(found: re.Match[str]) -> str:
    contact = found[0]
    if "@" not in contact and sum(letter.isdigit() for letter in contact) < _FEWEST_DIGITS:
        return contact
    return re.sub(r"\w", _MASK, contact)


def mask_column(texts: pd.Series) -> pd.Series:
    """Return the texts with their addresses and telephone numbers masked."""
    numbers, different = pd.factorize(texts)
    masked = pd.Series(different, dtype=texts.dtype).map(mask_contacts).astype(texts.dtype)
    return masked.reindex(numbers).set_axis(texts.index).rename(texts.name)


def most_shown(n_characters: int) -> int:
    """Return how many characters of a text of so many may be shown."""
    return max(_FLOOR, int(_PART * n_characters))


def beginning(text: str, n: int) -> str:
    """Return a text cut after the last whole word within n characters, and a mark if it was cut."""
    if len(text) <= n:
        return text
    return text[: _space_before(text, n)].rstrip() + _CUT


def around(text: str, begin: int, end: int, n: int) -> tuple[str, int]:
    """Return about n characters of a text around a place, cut between words, and where it begins.

    The place, `text[begin:end]`, is shown whole.
    """
    if len(text) <= n:
        return text, begin
    spare = max(0, n - (end - begin)) // 2
    first = max(0, begin - spare)
    last = min(len(text), end + spare)
    cut_before = cut_after = ""
    if first > 0:
        first = min(begin, text.find(" ", first) + 1 or begin)
        cut_before = _CUT
    if last < len(text):
        last = max(end, _space_before(text, last))
        cut_after = _CUT
    return cut_before + text[first:last].rstrip() + cut_after, begin - first + len(cut_before)


def _space_before(text: str, place: int) -> int:
    """Return the place of the last space before a place, or the place itself if there is none."""
    space = text.rfind(" ", 0, place + 1)
    if space < 1:
        return place
    return space
