"""What an answer claims, sentence by sentence, and where the evidence for it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mediakit.wording import quoted

__all__ = ["Claim", "claims_of", "first_sentence", "keys_named_in"]

#: So many rows are looked for in an answer, which names the first few.
_LOOKED_FOR = 100
_END = re.compile(r"(?<=[.!?”]) (?=[A-Z0-9“])")


@dataclass(frozen=True)
class Claim:
    """A sentence of an answer, and the key under which `examples` gives the evidence for it."""

    sentence: str
    key: Any


def first_sentence(answer: str) -> str:
    """Return the first sentence of an answer."""
    return _END.split(answer)[0]


def keys_named_in(answer: str, keys: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return the keys that an answer names in quotation marks, or else those whose words are in it;
    of a pair, both."""
    names = []
    for key in list(keys)[:_LOOKED_FOR]:
        parts = [key]
        if isinstance(key, tuple):
            parts = list(key)
        names.append((key, [str(part) for part in parts]))
    marked = []
    plain = []
    for key, parts in names:
        if all(quoted(part) in answer for part in parts):
            marked.append((key, quoted(parts[0])))
        elif all(re.search(rf"(?<!\w){re.escape(part)}", answer) for part in parts):
            plain.append((key, parts[0]))
    return marked or plain


def claims_of(answer: str, named: Iterable[tuple[Any, str]]) -> list[Claim]:
    """Return a claim for each key that an answer names: the first sentence with its name, or else
    the first of all."""
    sentences = _END.split(answer)
    claims = []
    for key, name in named:
        about = [sentence for sentence in sentences if name and name in sentence]
        claims.append(Claim([*about, *sentences][0], key))
    return claims
