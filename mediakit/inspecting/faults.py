"""What each fault is called, and what it forbids, in words."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.wording import choose, day_range, percent

__all__ = ["FAULTS", "Fault", "forbidden", "what_is_wrong"]


@dataclass(frozen=True)
class Fault:
    """A fault of the material.

    Attributes
    ----------
    what : str
        Its name, as `table()` has it.
    says : str
        What is wrong with the articles of an outlet, as a clause with gaps.
    forbids : str
        What cannot be done with them, as a sentence with gaps.
    """

    what: str
    says: str
    forbids: str


#: All faults by their key, those that mislead most first.
FAULTS = {
    "names": Fault(
        "several names",
        "One outlet seems to appear under the names {about}",
        "comparing these names compares the outlet with itself.",
    ),
    "language": Fault(
        "another language",
        "{share}{outlet} texts are partly or wholly in {about}",
        "their words cannot be compared with those of the other articles.",
    ),
    "same_text": Fault(
        "the same text",
        "{share}{outlet} texts begin with the same words, {about}",
        "this is a notice or a stub, not what the articles say, so nothing in these texts can be "
        "compared.",
    ),
    "no_text": Fault(
        "no text",
        "{share}{outlet} articles have no text",
        "only their headlines can be counted.",
    ),
    "no_names": Fault(
        "words in capitals missing",
        "{share}{outlet} texts lack words in capitals",
        "{about} cannot be compared.",
    ),
    "no_capitals": Fault(
        "no capitals",
        "{share}{outlet} texts have no capitals",
        "abbreviations such as US look like ordinary words, and quoted sentences do not read as "
        "they were printed.",
    ),
    "no_stops": Fault(
        "no full stops",
        "{share}{outlet} texts have no full stops",
        "sentences cannot be told apart, so quotations and phrases cannot be compared.",
    ),
    "damaged": Fault(
        "damaged letters",
        "{share}{outlet} texts have damaged letters",
        "words with accents or apostrophes, or beside quotation marks, cannot be compared.",
    ),
    "html": Fault(
        "HTML left in",
        "{share}{outlet} texts contain HTML",
        "words such as nbsp or href are not the outlet's own, and lengths cannot be compared.",
    ),
    "cut": Fault(
        "cut off",
        "{share}{outlet} texts are cut off",
        "lengths, and the shares of articles that mention something, cannot be compared.",
    ),
    "damaged_title": Fault(
        "damaged headlines",
        "{share}{outlet} headlines have damaged letters",
        "their words with accents or apostrophes cannot be compared.",
    ),
    "html_title": Fault(
        "HTML in headlines",
        "{share}{outlet} headlines contain HTML",
        "words such as nbsp or href are not the outlet's own.",
    ),
    "furniture": Fault(
        "page furniture",
        "{share}{outlet} texts contain page furniture such as {about}",
        "its words would pass for the outlet's own. Take it out before you compare words.",
    ),
    "hole": Fault(
        "missing days",
        "There are no {outlet} articles from {days}",
        "the outlet's counts cannot be compared over these days, and the gap may be in the "
        "collection, not in what the outlet published.",
    ),
    "stray": Fault(
        "stray dates",
        "{about}, far from the outlet's other dates",
        "check the dates before you say when its coverage began or ended.",
    ),
    "no_date": Fault(
        "no date",
        "{share}{outlet} articles have no date",
        "they are missing from every count over time.",
    ),
}

# What stands for the gap `about` if nothing better is known.
_ABOUT = {
    "no_names": "abbreviations such as NATO",
    "language": "another language",
    "same_text": "those of a notice",
    "furniture": "a footer",
}
# Faults whose sentences name the days themselves.
_WITH_DAYS = ("hole", "stray")
_OTHER_DAYS = (
    "Hardly any of the outlet's texts from other days have this fault: do not compare the two "
    "periods."
)


def what_is_wrong(
    fault: str,
    outlet: str,
    about: str,
    measure: float,
    days: tuple[pd.Timestamp, pd.Timestamp],
    *,
    for_a_time: bool,
) -> str:
    """Return the clause that says what is wrong: 'Gull texts have no capitals'."""
    gaps = {"outlet": outlet, "about": _named(fault, about), "days": "", "share": ""}
    if measure < 1:
        gaps["share"] = f"{percent(measure)} of "
    if pd.notna(days[0]):
        gaps["days"] = day_range(*days)
    clause = FAULTS[fault].says.format(**gaps)
    if not for_a_time or fault in _WITH_DAYS:
        return clause
    preposition = choose(days[0] == days[1], "On", "From")
    return f"{preposition} {gaps['days']}, {clause}"


def _named(fault: str, about: str) -> str:
    return about or _ABOUT.get(fault, "")


def forbidden(fault: str, wrong: str, about: str, *, for_a_time: bool) -> str:
    """Return the sentence that says what is wrong and what cannot be compared."""
    ban = FAULTS[fault].forbids.format(about=_named(fault, about))
    sentence = f"{wrong}: {ban}"
    if not for_a_time or fault in _WITH_DAYS:
        return sentence
    return f"{sentence} {_OTHER_DAYS}"
