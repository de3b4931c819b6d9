"""Which news agency an article credits, and by which words; a quoted source is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from mediakit.checks import require_columns, with_plain_types
from mediakit.cleaning.agency_names import AGENCIES, AgencyNames
from mediakit.cleaning.mentions import AMBIGUOUS, PLACES, Mention
from mediakit.errors import UnknownValue

__all__ = ["credit_agencies"]

_COLUMNS = ["agency", "agency_credit", "agency_place", "agency_cited"]
_ON_TOP, _AT_END = 3, 2  # lines of a text


class _Claim(NamedTuple):
    """A mention that says where a text is from: its place, the agency, and the words."""

    place: str
    agency: str
    words: str


def credit_agencies(
    articles: pd.DataFrame, *, agencies: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Say which news agency each article credits for its text, and by which words.

    A credit is, the surest first: the agency as the outlet; the dateline, "LONDON, March 7
    (Reuters) -"; the byline, "By The Associated Press"; the mark after the last sentence of a
    paragraph, "... may take place today. ANI"; and a note, "The Associated Press contributed to
    this report". The surest one counts. An agency quoted as a source, "Reuters reported", wrote
    none of the text: it is kept apart in `agency_cited`.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Do this before `strip_boilerplate`, which removes lines that credit
        agencies.
    agencies : dict of str to list of str, optional
        More agencies: the name to show, and the forms in which it is written, capitals as in print.
        Include the outlet under which the table has the agency's own articles, so that they count
        as originals.

    Returns
    -------
    DataFrame
        The same rows with `agency` (missing without a credit), `agency_credit` (the words of the
        credit), `agency_place` ('outlet', 'dateline', 'byline', 'mark' or 'note') and
        `agency_cited` (the agencies quoted as a source, separated by "; ").

    Raises
    ------
    UnknownValue
        If `agencies` does not give each name a list of forms.

    Notes
    -----
    A credit says who wrote the text or a part of it. An article without one may still be agency
    copy: see `find_reprints`. Texts in lower case show no known.

    Examples
    --------
    >>> import mediakit as mk
    >>> agencies = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
    >>> articles = mk.credit_agencies(mk.load_demo_articles(), agencies=agencies)
    >>> articles["agency_place"].value_counts().to_dict()
    {'outlet': 24, 'dateline': 10}
    """
    require_columns(articles, ["outlet", "text"])
    known = AgencyNames(AGENCIES | _forms(agencies or {}))
    finder = re.compile(known.pattern)
    rows = with_plain_types(articles)
    texts = rows["text"].fillna("")
    authors = pd.Series("", index=rows.index)
    if "author" in rows.columns:
        authors = rows["author"].fillna("")
    has_name = texts.str.contains(known.pattern)
    credited = []
    for outlet, author, text, named in zip(rows["outlet"], authors, texts, has_name, strict=True):
        claims = _claims_around(outlet, author, known, finder)
        if named:
            claims += _claims_in(text, finder, known.names)
        credited.append(_surest(claims))
    added = pd.DataFrame(
        credited,
        columns=_COLUMNS,
        index=articles.index,
        dtype="str",
    )
    return articles.assign(**{name: added[name] for name in _COLUMNS})


def _forms(agencies: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the agency that each form means."""
    expected = "agencies= takes names with lists of forms, such as {'Harbour Wire': ['HW']}"
    if not isinstance(agencies, Mapping):
        raise UnknownValue(f"{expected}; got {agencies!r}.")
    names = {}
    for name, forms in agencies.items():
        if isinstance(forms, str) or not isinstance(forms, Sequence):
            raise UnknownValue(f"{expected}; got {agencies!r}.")
        for form in [name, *forms]:
            names[form] = name
    return names


def _claims_around(
    outlet: object, author: str, known: AgencyNames, finder: re.Pattern[str]
) -> list[_Claim]:
    """Return what the outlet and the author say."""
    claims = []
    agency = known.of_outlet(outlet)
    if agency:
        claims.append(_Claim("outlet", agency, str(outlet)))
    for match in finder.finditer(author):
        if match[0] not in AMBIGUOUS:
            claims.append(_Claim("byline", known.names[match[0]], author))
    return claims


def _claims_in(
    text: str,
    finder: re.Pattern[str],
    names: Mapping[str, str],
) -> Iterator[_Claim]:
    """Yield the mentions that say something about where the text is from."""
    stripped = [line.strip() for line in text.split("\n")]
    lines = [line for line in stripped if line]
    for number, line in enumerate(lines):
        on_top = number < _ON_TOP
        at_end = number >= len(lines) - _AT_END
        for match in finder.finditer(line):
            mention = Mention(line, match.start(), match.end(), on_top, on_top or at_end)
            place = mention.place()
            if place is not None:
                yield _Claim(place, names[match[0]], mention.words())


def _surest(claims: Sequence[_Claim]) -> tuple[str | None, ...]:
    """Return the agency, the words, the place, and the agencies that are only quoted."""
    cited = "; ".join(sorted({claim.agency for claim in claims if claim.place == "cited"}))
    for place in PLACES:
        for claim in claims:
            if claim.place == place:
                return claim.agency, claim.words, place, cited or None
    return None, None, None, cited or None
