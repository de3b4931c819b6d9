"""The words by which kinds of sources, offices and names are known, as the file of a language has
them."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Vocabulary", "vocabulary_of"]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Sets of words; those of names have a capital here, the others are in small letters.

    Attributes
    ----------
    kinds : dict of str to frozenset
        The words of each kind of source.
    media : dict of str to str
        The names of media, with the name to show.
    fields : dict of str to str
        The field of each word of an office, such as politics; '' for one that tells none.
    never, junior, particles, she, he : frozenset
        Words of names.
    nicknames : dict of str to str
        The first name that a short form stands for.
    transcribed : dict of str to str
        The form of a first name that counts, for others from another alphabet.
    surname_endings : tuple of str
        Endings of surnames that are one, the first of which counts.
    pronouns, determiners, joining : frozenset
        Pronouns; articles and the like; words that end the head of a phrase, such as of.
    reference : dict of str to frozenset
        The words for he and she, articles, and titles of men and women.
    """

    kinds: dict[str, frozenset[str]]
    media: dict[str, str]
    fields: dict[str, str]
    never: frozenset[str]
    junior: frozenset[str]
    particles: frozenset[str]
    nicknames: dict[str, str]
    transcribed: dict[str, str]
    surname_endings: tuple[str, ...]
    she: frozenset[str]
    he: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    joining: frozenset[str]
    reference: dict[str, frozenset[str]]


@cache
def vocabulary_of(language: str) -> Vocabulary:
    """Return the vocabulary of a language by the name of its file."""
    path = files("mediakit.quotes").joinpath(f"languages/{language}.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {name: frozenset(listed.split()) for name, listed in content["kinds"].items()}
    media: dict[str, str] = {}
    for entry in content["kinds"]["media"].replace("\n", " ").split(","):
        name, _, shown = entry.partition("=")
        media[" ".join(name.split())] = " ".join((shown or name).split())
    fields: dict[str, str] = {}
    for field, listed in content["titles"].items():
        for word in listed.split():
            fields.setdefault(word, "" if field == "other" else field)
    names, words = content["names"], content["words"]
    reference = {name: frozenset(listed.split()) for name, listed in content["reference"].items()}
    return Vocabulary(
        kinds=kinds,
        media=media,
        fields=fields,
        never=frozenset(names["never"].split()),
        junior=frozenset(names["junior"].split()),
        nicknames=_short_forms(names.get("nicknames", "")),
        transcribed=_short_forms(names.get("transcribed", "")),
        surname_endings=tuple(names.get("surname_endings", "").split()),
        particles=frozenset(words["name_particle"].split()),
        she=frozenset(names["she"].split()),
        he=frozenset(names["he"].split()),
        pronouns=frozenset(words["pronoun"].split()),
        determiners=frozenset(words["determiner"].split()),
        joining=frozenset(f"{words['stop']} {words['of']}".split()) - {*words["and"].split()},
        reference=reference,
    )


def _short_forms(listed: str) -> dict[str, str]:
    """Return the first name of each short form; one that stands for several is left out."""
    groups = [group.split() for group in listed.split(";")]
    short = Counter(name for group in groups for name in group[1:])
    return {name: group[0] for group in groups for name in group[1:] if short[name] == 1}
