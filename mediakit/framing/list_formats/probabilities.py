"""Tables with a probability for each word and each foundation, as in the extended Moral Foundations
Dictionary (eMFD)."""

from __future__ import annotations

from mediakit.framing.list_formats.entries import EntryCollector
from mediakit.framing.list_formats.valence import number_in

__all__ = ["LEAST_PROBABILITY", "has_probabilities", "read_probabilities"]

#: A word below this in every foundation is left out.
LEAST_PROBABILITY = 0.15
_ENDING = "_p"


def has_probabilities(head: list[str]) -> bool:
    """Say whether two columns or more hold probabilities, by their names."""
    return sum(name.lower().endswith(_ENDING) for name in head) >= 2


def read_probabilities(
    head: list[str], rows: list[tuple[int, list[str]]], words: int, collector: EntryCollector
) -> None:
    """Take each word for the foundation with its highest probability, if that is high enough."""
    places = [place for place, name in enumerate(head) if name.lower().endswith(_ENDING)]
    names = {place: head[place][: -len(_ENDING)] for place in places}
    for place in places:
        collector.open(names[place], 1)
    for line, row in rows:
        numbers = {place: number_in(row[place]) for place in places}
        known = {place: number for place, number in numbers.items() if number is not None}
        highest = max(known.values(), default=0.0)
        best = [names[place] for place, number in known.items() if number == highest]
        if highest < LEAST_PROBABILITY:
            reason = f"no foundation has a probability of {LEAST_PROBABILITY} or more"
            collector.skip(line, row[words], reason)
        else:
            collector.add_to(best, row[words], line)
    collector.source = (
        "A word counts for the foundation with its highest probability, if that is "
        f"{LEAST_PROBABILITY} or more; its sentiment is not used."
    )
    collector.note(collector.source)
