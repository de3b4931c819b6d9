"""What a reporter's own list says of the people who are quoted: party, gender, role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.wording import count_of, list_names

__all__ = ["checked_people", "plain_name", "with_people"]

_NAME = "name"


def plain_name(name: str) -> str:
    """Return a name as lists and articles may have it: small letters, no initials, no titles' full
    stops."""
    words = [
        word
        for word in str(name).replace(",", "").split()
        if not word.endswith(".") and word not in ("Jr", "Sr")
    ]
    return " ".join(words or str(name).split()).lower().replace("’", "'")


def checked_people(
    people: pd.DataFrame | Mapping[str, Sequence[object]] | None, taken: list[str]
) -> pd.DataFrame:
    """Return a list of people, by plain name; raise if it cannot be used.

    Parameters
    ----------
    people : DataFrame or dict of sequences, optional
        A row a person: name, and what is to be known of each.
    taken : list of str
        The columns that quotations have.
    """
    if people is None:
        return pd.DataFrame(index=pd.Index([], name=_NAME))
    if isinstance(people, Mapping):
        people = pd.DataFrame(dict(people))
    if not isinstance(people, pd.DataFrame):
        raise TypeError(
            "people= is a table with a row a person: name, and columns such as party, gender or "
            f"role; got {type(people).__name__}."
        )
    if _NAME not in people.columns:
        raise ColumnMissing("The table of people has no column 'name'.")
    both = [str(column) for column in people.columns if column in taken]
    if both:
        raise UnknownValue(
            f"The table of people has a column {both[0]!r}, which quotations have, too: give it "
            "another name."
        )
    plain = people[_NAME].map(plain_name)
    if plain.duplicated().any():
        twice = sorted(set(people.loc[plain.duplicated(keep=False), _NAME].astype("str")))
        raise UnknownValue(
            f"The table of people has {count_of(len(twice), 'name')} more than once: "
            f"{list_names(twice)}. A name must mean one person."
        )
    known = people.drop(columns=_NAME).astype("object")
    return known.set_axis(pd.Index(plain, name=_NAME)).rename(columns=str)


def with_people(rows: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with what the list says of each speaker; missing for others."""
    if people.columns.empty:
        return rows
    plain = rows["speaker"].map(plain_name)
    columns = {name: plain.map(people[name]) for name in people.columns}
    return rows.assign(**columns)
