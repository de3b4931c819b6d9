"""Where words begin in texts without spaces: a sign is put between them before words are read.

Japanese is told from Chinese by its kana, over the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

import numpy as np

from mediakit.arrays import Ints, Longs
from mediakit.tokens.segmenters import Segmenter, segmenter_of

__all__ = ["CutText", "cut_text", "has_unspaced_letters"]

#: The sign between two words: a control character of ASCII, which is no part of any word.
_PARTS = "\x1f"

_KANA = "\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_THAI = "\u0e01-\u0e7f"
#: Lao, Burmese, Khmer: no segmenter is kept for them.
_OTHERS = "\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"

_IS_KANA = re.compile(f"[{_KANA}]")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_THAI = re.compile(f"[{_THAI}]")
_IS_OTHER = re.compile(f"[{_OTHERS}]")
_IS_UNSPACED = re.compile(f"[{_KANA}{_HAN}{_THAI}{_OTHERS}]")

#: A text is Japanese if at least one in so many of its letters from East Asia is kana.
_KANA_IN_JAPANESE = 20
#: Longer stretches without a space or a full stop are cut into words piece by piece.
_LONGEST = 1_000


def _stretches(letters: str) -> re.Pattern[str]:
    """Return a pattern of stretches of some letters, with what Latin letters touch them."""
    return re.compile(f"(?:[A-Za-z0-9]{{0,40}}[{letters}])[{letters}A-Za-z0-9]{{0,{_LONGEST}}}")


_EAST_ASIAN = _stretches(_KANA + _HAN)
_STRETCHES = {"Chinese": _EAST_ASIAN, "Japanese": _EAST_ASIAN, "Thai": _stretches(_THAI)}


@dataclass(frozen=True)
class CutText:
    """A text with a sign between words that no space parts.

    Attributes
    ----------
    text : str
        The text with the signs.
    places : ndarray of int64, shape (n_signs,)
        The bytes of the text as it was read before which a sign was put, in order.
    """

    text: str
    places: Longs

    def places_as_read(self, offsets: Ints) -> Ints:
        """Return bytes of the text with the signs as bytes of the text as it was read."""
        signs = self.places + np.arange(len(self.places))
        n_before = np.searchsorted(signs, offsets)
        return (offsets - n_before).astype(offsets.dtype)


def has_unspaced_letters(text: str) -> bool:
    """Say whether a text or a word has a letter of a script written without spaces."""
    return not text.isascii() and _IS_UNSPACED.search(text) is not None


def cut_text(text: str) -> CutText | None:
    """Return the text with its words parted, or None if there is no segmenter for its language."""
    language = _language_of(text)
    if not language:
        return None
    segment = segmenter_of(language)
    if segment is None:
        return None
    cuts = list(_cuts(text, _STRETCHES[language], segment))
    pieces = []
    places = []
    n_bytes = 0
    start = 0
    for cut in cuts:
        piece = text[start:cut]
        n_bytes += len(piece.encode())
        pieces.append(piece)
        places.append(n_bytes)
        start = cut
    pieces.append(text[start:])
    return CutText(_PARTS.join(pieces), np.array(places, dtype=np.int64))


def _language_of(text: str) -> str:
    """Return the language of most letters without spaces: Chinese, Japanese, Thai, or ''."""
    n_kana = len(_IS_KANA.findall(text))
    n_east_asian = n_kana + len(_IS_HAN.findall(text))
    n_thai = len(_IS_THAI.findall(text))
    if max(n_east_asian, n_thai) < len(_IS_OTHER.findall(text)):
        return ""
    if n_thai > n_east_asian:
        return "Thai"
    if _KANA_IN_JAPANESE * n_kana >= max(n_east_asian, 1):
        return "Japanese"
    return "Chinese"


def _cuts(text: str, stretches: re.Pattern[str], segment: Segmenter) -> Iterator[int]:
    """Give the characters before which a word begins without a space, in order."""
    for stretch in stretches.finditer(text):
        place = stretch.start()
        if place and _begins_word(text, place):  # a long stretch goes on, or other letters touch it
            yield place
        for word in segment(stretch[0])[:-1]:
            place += len(word)
            if _begins_word(text, place):
                yield place


def _begins_word(text: str, place: int) -> bool:
    """Say whether a word may begin here: not with a sign over the letter before it.

    Nor inside a number or a word of Latin letters.
    """
    before, after = text[place - 1], text[place]
    if category(after) in {"Mn", "Mc"}:
        return False
    if not (after.isalnum() and (before.isalnum() or category(before) in {"Mn", "Mc"})):
        return False
    return has_unspaced_letters(before) or has_unspaced_letters(after)
