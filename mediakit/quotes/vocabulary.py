"""The words by which kinds of sources, offices and names are known, as the file of a language has
them."""

from __future__ import annotations

import tomllib
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
    fields : dict of str to str
        The field of each word of an office, such as politics; '' for one that tells none.
    never, junior, particles, she, he : frozenset
        Words of names.
    pronouns, determiners, joining : frozenset
        Pronouns; articles and the like; words that end the head of a phrase, such as of.
    """

    kinds: dict[str, frozenset[str]]
    fields: dict[str, str]
    never: frozenset[str]
    junior: frozenset[str]
    particles: frozenset[str]
    she: frozenset[str]
    he: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    joining: frozenset[str]


@cache
def vocabulary_of(language: str) -> Vocabulary:
    """Return the vocabulary of a language by the name of its file."""
    path = files("mediakit.quotes").joinpath(f"languages/{language}.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {name: frozenset(listed.split()) for name, listed in content["kinds"].items()}
    media = content["kinds"]["media"].replace("\n", " ").split(",")
    kinds["media"] = frozenset(" ".join(name.split()) for name in media)
    fields = {}
    for field, listed in content["titles"].items():
        for word in listed.split():
            fields.setdefault(word, "" if field == "other" else field)
    names, words = content["names"], content["words"]
    return Vocabulary(
        kinds=kinds,
        fields=fields,
        never=frozenset(names["never"].split()),
        junior=frozenset(names["junior"].split()),
        particles=frozenset(words["name_particle"].split()),
        she=frozenset(names["she"].split()),
        he=frozenset(names["he"].split()),
        pronouns=frozenset(words["pronoun"].split()),
        determiners=frozenset(words["determiner"].split()),
        joining=frozenset(f"{words['stop']} {words['of']}".split()) - {words["and"]},
    )
