"""One name for each person over all articles, and what was joined for it.

Within an article mentions are joined by surname. Across articles a person is one where the full
name agrees, initials left out, and the offices are of one field, such as politics, or are not
given. A surname without a first name is joined to a full name if nearly all articles that give this
surname a first name give it that one. Each joint is in the table of joints.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pandas as pd

from mediakit.quotes.kinds import PERSON
from mediakit.quotes.people_lists import plain_name
from mediakit.quotes.vocabulary import Vocabulary

__all__ = ["join_people"]

#: A surname alone is joined to a full name that has so large a part of the articles that give it a
#: first name, and is in so many.
_NEARLY_ALL, _FEWEST = 0.8, 3
_JUNIOR = re.compile(r"\b(?:Jr|Sr)\b")
_FULL_NAME, _SURNAME = "the same full name", "the surname alone"
_SHORT, _SPELLING = "another form of the first name", "another spelling"
_MIDDLE = "the same first and last name"

Mentions = Counter[tuple[str, str]]


def join_people(rows: pd.DataFrame, words: Vocabulary) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows with one name a person, and a row for each joint.

    Parameters
    ----------
    rows : DataFrame
        article_id, kind, speaker and office.
    words : Vocabulary
        The words of offices.

    Returns
    -------
    rows : DataFrame
        The same rows.
    joints : DataFrame
        speaker, joined (the name as articles have it), why, n_articles.
    """
    is_person = (rows["kind"] == PERSON).to_numpy()
    people = rows.loc[is_person, ["article_id", "speaker", "office"]].drop_duplicates()
    fields = {office: _field(office, words) for office in people["office"].unique()}
    people = people.assign(field=people["office"].map(fields))
    counts = people.drop_duplicates(["article_id", "speaker"])["speaker"].value_counts()
    names = _same_full_name(people, counts, words)
    apart = _fields_apart(people, names)
    surnames = _surnames(counts, names, words)
    renamed, joints = {}, []
    for name, n in counts.items():
        target = names.get(name) or surnames.get(name) or name
        if target != name:
            joints.append((target, name, _why(name, target), int(n)))
        renamed[name] = target
    speakers = rows["speaker"].where(~is_person, rows["speaker"].map(renamed))
    if apart:
        speakers = _with_fields(rows, speakers, is_person, apart, words)
    table = pd.DataFrame(joints, columns=["speaker", "joined", "why", "n_articles"])
    table = table.sort_values(["n_articles", "speaker", "joined"], ascending=[False, True, True])
    return rows.assign(speaker=speakers), table.reset_index(drop=True)


def _field(office: str, words: Vocabulary) -> str:
    """Return the field of an office: that of its last word that tells one."""
    for word in reversed(office.lower().replace(",", " ").split()):
        field = words.fields.get(word.rstrip("."), "")
        if field:
            return field
    return ""


def _same_full_name(
    people: pd.DataFrame,
    counts: pd.Series,
    words: Vocabulary,
) -> dict[str, str]:
    """Return for each full name the form of it that most articles have, short first names are long
    ones; a Jr. is another person where one article has both."""
    forms: dict[str, list[str]] = defaultdict(list)
    with_junior = _juniors_apart(people)
    for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if " " in name:
            plain = plain_name(name)
            if _JUNIOR.search(name) and plain in with_junior:
                plain += " jr"
            forms[_of_one_spelling(plain, words)].append(name)
    names = {name: listed[0] for listed in forms.values() for name in listed}
    return names | _with_middle_names(names)


def _with_middle_names(names: dict[str, str]) -> dict[str, str]:
    """Return for each name of three words or more that of its first and last word, if it is one."""
    shorter = {plain_name(name): target for name, target in names.items()}
    found = {}
    for name in names:
        words = plain_name(name).split()
        ends = f"{words[0]} {words[-1]}"
        if len(words) > 2 and ends in shorter and not _JUNIOR.search(name):
            found[name] = shorter[ends]
    return found


def _of_one_spelling(plain: str, words: Vocabulary) -> str:
    """Return a plain name with a long first name and a surname that is spelled in one way."""
    first, _, rest = plain.partition(" ")
    first = words.nicknames.get(first, first)
    first = words.transcribed.get(first, first)
    return f"{first} {_surname_spelled(rest, words)}"


def _surname_spelled(surname: str, words: Vocabulary) -> str:
    """Return a surname with the ending that counts, of those that are one."""
    for ending in words.surname_endings[1:]:
        if surname.endswith(ending):
            return surname.removesuffix(ending) + words.surname_endings[0]
    return surname


def _why(name: str, target: str) -> str:
    """Say why a name was joined to another one."""
    if " " not in name:
        return _SURNAME
    plain, other = plain_name(name), plain_name(target)
    if plain == other:
        return _FULL_NAME
    if len(plain.split()) > len(other.split()):
        return _MIDDLE
    if name.split()[-1].lower() == target.split()[-1].lower():
        return _SHORT
    return _SPELLING


def _juniors_apart(people: pd.DataFrame) -> set[str]:
    """Return the plain names that an article has both with and without Jr."""
    is_junior = people["speaker"].str.contains(_JUNIOR.pattern, regex=True)
    names = people.loc[is_junior, "speaker"].unique()
    plain = {plain_name(name) for name in names}
    articles = people.loc[is_junior, "article_id"]
    others = people[people["article_id"].isin(articles) & ~is_junior]
    return plain & {plain_name(name) for name in others["speaker"].unique()}


def _surnames(
    counts: pd.Series,
    names: dict[str, str],
    words: Vocabulary,
) -> dict[str, str]:
    """Return for each surname that stands alone the full name that it nearly always has."""
    of_surname: dict[str, Counter[str]] = defaultdict(Counter)
    for name, target in names.items():
        surname = _surname_spelled(plain_name(target).split()[-1], words)
        of_surname[surname][target] += int(counts[name])
    found = {}
    for name in counts.index:
        full = of_surname.get(_surname_spelled(plain_name(name), words))
        if " " in name or not full:
            continue
        best, n = max(full.items(), key=lambda pair: (pair[1], pair[0]))
        if n >= _FEWEST and n >= _NEARLY_ALL * sum(full.values()):
            found[name] = best
    return found


def _fields_apart(people: pd.DataFrame, names: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the full names that stand for several persons: fields of office that no article has
    together, and for each field the one that it goes with."""
    of_name: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    known = people[people["field"] != ""]
    for article, speaker, field in known[["article_id", "speaker", "field"]].itertuples(
        index=False
    ):
        if speaker in names:
            of_name[names[speaker]][str(article)].add(field)
    apart = {}
    for name, articles in of_name.items():
        groups = _connected(articles.values())
        sizes = Counter(
            group for fields in articles.values() for group in {groups[f] for f in fields}
        )
        large = [group for group, n in sizes.items() if n >= _FEWEST]
        if len(large) > 1:
            main = max(large, key=lambda group: (sizes[group], group))
            apart[name] = {
                field: group for field, group in groups.items() if group in large and group != main
            }
    return {name: fields for name, fields in apart.items() if fields}


def _connected(together: Iterable[set[str]]) -> dict[str, str]:
    """Return for each field the first in the alphabet of those that articles have together."""
    group: dict[str, str] = {}
    for fields in together:
        for field in fields:
            group.setdefault(field, field)
        least = min(group[field] for field in fields)
        merged = {group[field] for field in fields}
        group = {field: least if known in merged else known for field, known in group.items()}
    return group


def _with_fields(
    rows: pd.DataFrame,
    speakers: pd.Series,
    is_person: pd.Series,
    apart: dict[str, dict[str, str]],
    words: Vocabulary,
) -> pd.Series:
    """Name the field behind a name that stands for another person than the one most heard."""
    places = [
        place
        for place, (name, person) in enumerate(zip(speakers, is_person, strict=True))
        if person and name in apart
    ]
    named = speakers.to_list()
    fields: dict[tuple[object, str], set[str]] = defaultdict(set)
    for place in places:
        office = rows["office"].iloc[place]
        fields[rows["article_id"].iloc[place], named[place]].add(_field(office, words))
    for place in places:
        name = named[place]
        known = fields[rows["article_id"].iloc[place], name] - {""}
        groups = {apart[name][field] for field in known if field in apart[name]}
        if groups and len(groups) == len({apart[name].get(field, "") for field in known}):
            named[place] = f"{name} ({min(groups)})"
    return pd.Series(named, index=speakers.index, dtype=speakers.dtype)
