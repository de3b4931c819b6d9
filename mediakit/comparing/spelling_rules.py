"""How one word is spelled in British and in American English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

__all__ = ["rarer_with_hyphen", "spelling_pairs"]

#: Endings that the two write differently, with what may follow them: British, American.
_RULES = [
    (r"our(s|ed|ing|able|ful|ite|ites|er|ers|hood)?$", r"or\1"),
    (r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz\1"),
    (r"ys(e|es|ed|ing)$", r"yz\1"),
    (r"tre(s|d)?$", r"ter\1"),
    (r"ence(s|d)?$", r"ense\1"),
    (r"ogue(s)?$", r"og\1"),
    (r"([aeiou][a-z]*[aeiou])ll(ed|ing|er|ers)$", r"\1l\2"),
    (r"amme(s)?$", r"am\1"),
    (r"^(.+)ae(.+)$", r"\1e\2"),
    (r"^(to|after|back|up|down)wards$", r"\1ward"),
    (r"^tyre(s)?$", r"tire\1"),
    (r"^grey(s)?$", r"gray\1"),
    (r"^sceptic(s|al|ism)?$", r"skeptic\1"),
    (r"^alumin(i)um$", "aluminum"),
    (r"^rouble(s)?$", r"ruble\1"),
    (r"^mum(s|my)?$", r"mom\1"),
]
_COMPILED = [(re.compile(pattern), american) for pattern, american in _RULES]
#: Pairs that look alike by these rules and are two words.
_TWO_WORDS = frozenset("prise prises prised hours".split())
_FEWEST = 3  # uses
_LEAST = 0.02  # of the uses of the other spelling: what is rarer is a slip


def spelling_pairs(n_uses: Mapping[str, int]) -> dict[str, str]:
    """Return the American spelling of each British one, where both are used, and more than by
    mistake."""
    pairs = {}
    often_enough = [word for word, uses in n_uses.items() if uses >= _FEWEST]
    for british in sorted(often_enough):
        for american in _american(british):
            uses = sorted((n_uses[british], n_uses.get(american, 0)))
            if uses[0] >= max(_FEWEST, _LEAST * uses[1]):
                pairs[british] = american
    return pairs


def rarer_with_hyphen(n_uses: Mapping[str, int]) -> set[str]:
    """Return the rarer of two words that differ in a hyphen: byelection beside by-election.

    Who writes it so says how an outlet spells; the usual form may be a subject.
    """
    rarer = set()
    for word in n_uses:
        joined = word.replace("-", "")
        if joined == word or n_uses.get(joined, 0) < _FEWEST:
            continue
        if n_uses[word] <= n_uses[joined]:
            rarer.add(word)
        if n_uses[joined] <= n_uses[word]:
            rarer.add(joined)
    return rarer


def _american(word: str) -> Iterator[str]:
    """Yield what the American form of a British word could be; it need not be a word."""
    if len(word) < 3 or word in _TWO_WORDS:
        return
    for pattern, american in _COMPILED:
        other = pattern.sub(american, word)
        if other != word:
            yield other
