"""What differs from run to run and means nothing: addresses, progress bars, ids that are drawn."""

from __future__ import annotations

import re

__all__ = ["without_chance"]

_BY_CHANCE = {
    r"\bat 0x[0-9a-fA-F]+": "at ADDRESS",
    r"(?:/[^\s:]*)?ipykernel_\d+/\d+\.py": "CELL",
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b": "ID",
}
#: `40%|████      | 4/10 [00:01<00:02,  2.9it/s]`, `12it [00:03,  3.4it/s]`, and pip's and wget's.
_BAR = re.compile(
    r"^.*(?:\d+%\s*\|.*\|.*|\b\d+(?:/\d+)?\s*(?:it|\w+)?\s*\[\d+:\d\d.*\].*|\[[=#>. -]{5,}\].*|"
    r"[━█▏▎▍▌▋▊▉]{3,}.*)$\n?",
    re.MULTILINE,
)
_OVERWRITTEN = re.compile(r"^.*\r(?=[^\n])", re.MULTILINE)


def without_chance(text: str) -> str:
    """Return text without what no run repeats.

    Examples
    --------
    >>> without_chance("<Gull at 0x7f3a>\\n 40%|████      | 4/10 [00:01<00:02,  2.9it/s]\\ndone")
    '<Gull at ADDRESS>\\ndone'
    """
    text = _BAR.sub("", _OVERWRITTEN.sub("", text))
    for pattern, word in _BY_CHANCE.items():
        text = re.sub(pattern, word, text)
    return text
