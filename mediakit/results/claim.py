"""What an answer claims, sentence by sentence, and where the evidence for it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

__all__ = ["Claim", "claims_of"]

_END = re.compile(r"(?<=[.!?”]) (?=[A-Z0-9“])")


@dataclass(frozen=True)
class Claim:
    """A sentence of an answer, and the key under which `examples` gives the evidence for it."""

    sentence: str
    key: Any


def claims_of(answer: str, named: Iterable[tuple[Any, str]]) -> list[Claim]:
    """Return a claim for each key that an answer names: the first sentence with its name, or else
    the first of all."""
    sentences = _END.split(answer)
    claims = []
    for key, name in named:
        about = [sentence for sentence in sentences if name and name in sentence]
        claims.append(Claim([*about, *sentences][0], key))
    return claims
