"""What kind of source a phrase names, and the name and the office in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mediakit.quotes.vocabulary import Vocabulary

__all__ = ["KINDS", "Source", "source_in"]

PERSON, ROLE, ORGANISATION = "named person", "role", "organisation"
DOCUMENT, ANONYMOUS, MEDIA, UNRESOLVED = "document", "anonymous", "other media", "unresolved"
#: The kinds of sources, in the order in which they are shown.
KINDS = (PERSON, ROLE, ORGANISATION, DOCUMENT, ANONYMOUS, MEDIA, UNRESOLVED)

_WORD = re.compile(r"[^\W_][^\s,;:()]*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST_NAME = 5
#: Some, others, many: who they are, no article says.
_UNNAMED = "people without a name or role"
_ACRONYM = 6  # letters; longer words in capitals are datelines
_COMMON = ("anonymous", "role", "document", "organisation", "media_noun")
_GLUED = re.compile(r"(?<!^Ma)[a-zß-ÿ]{2}[A-Z]")


@dataclass(frozen=True)
class Source:
    """Who a phrase names.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    name : str
        The name of a person, without titles; of anything else the words that name it.
    office : str
        The title before the name.
    """

    kind: str
    name: str
    office: str = ""

    @property
    def surname(self) -> str:
        """The last word of a person's name, without Jr."""
        words = self.name.split()
        if len(words) > 2 and words[-1].lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
            return words[-2].rstrip(",")
        return words[-1]

    @property
    def is_full(self) -> bool:
        """Whether a first name is known."""
        return " " in self.name


def source_in(phrase: str, words: Vocabulary) -> Source:
    """Return who a phrase names, and what kind of source that is."""
    phrase = " ".join(phrase.split())
    small = phrase.lower()
    if small in words.kinds.get("unnamed", ()):
        return Source(ANONYMOUS, _UNNAMED)
    if not small or small in words.pronouns:
        return Source(UNRESOLVED, phrase)
    head = _without_capital(_head(phrase, words), words)
    if head[-1].lower() in words.fields and head[-1].lower() not in words.kinds["anonymous"]:
        whole = _WORD.findall(phrase.partition(",")[0])
        if len(whole) > len(head) + 2 and _ends_with_name(whole, words):
            head = whole
    bare = [_POSSESSIVE.sub("", word) or word for word in head]
    last = bare[-1]
    run = _trailing_name(head, words)
    medium = _medium(run, words)
    if medium:
        return Source(MEDIA, medium)
    name, office = _name_and_office(run, words)
    kind = _kind_without_name(bare, last, run, name, office, words)
    if kind:
        return Source(kind, _label(phrase, words))
    if name:
        return Source(PERSON, " ".join(name), " ".join(office) or _role_before(head, run, words))
    return Source(_role_or_anonymous(bare, words), _label(phrase, words))


def _head(phrase: str, words: Vocabulary) -> list[str]:
    """Return the words of a phrase before the first of, for, who or comma; not an empty list."""
    found = _WORD.findall(phrase.partition(",")[0]) or _WORD.findall(phrase) or [phrase]
    for place, word in enumerate(found):
        if place and word.lower() in words.joining and not word[0].isupper():
            return found[:place]
    return found


def _without_capital(head: list[str], words: Vocabulary) -> list[str]:
    """Return a head without the capital that its first word has only as the first of a sentence."""
    small = head[0][:1].lower() + head[0][1:]
    listed = any(small in words.kinds[kind] for kind in _COMMON)
    if listed and (len(head) == 1 or not head[1][0].isupper()):
        return [small, *head[1:]]
    return head


def _trailing_name(head: list[str], words: Vocabulary) -> list[str]:
    """Return the words with capitals that end a head, from the last possessive on."""
    begin = len(head)
    while begin:
        word = head[begin - 1]
        inside = word.lower() in words.particles and begin < len(head)
        if not word[0].isupper() and not inside:
            break
        if begin < len(head) and _POSSESSIVE.search(word) and len(word) > 2:
            break
        begin -= 1
    return [_POSSESSIVE.sub("", word) or word for word in head[begin:]]


def _ends_with_name(found: list[str], words: Vocabulary) -> bool:
    """Say whether an office is followed by a full name: the secretary of state Ann Reed."""
    name, office = _name_and_office(_trailing_name(found, words), words)
    return len(name) > 1 and len(office) > 0


def _name_and_office(run: list[str], words: Vocabulary) -> tuple[list[str], list[str]]:
    """Return the words of a person's name in a run, and those of the title before it."""
    begin = 0
    for place, word in enumerate(run):
        if word.lower().rstrip(".") in words.fields and place < len(run) - 1:
            begin = place + 1
    while begin < len(run) and run[begin].lower() in words.never:
        begin += 1
    office = [word for word in run[:begin] if word.lower() not in words.never or len(run) > 3]
    name = run[begin:]
    if not name or len(name) > _LONGEST_NAME or not name[-1][0].isupper():
        return [], []
    if len(name) == 1 and name[0].lower() in words.fields:
        return [], []
    first, last = name[0].lower(), name[-1].lower()
    if last in words.kinds["document"] and first not in words.he | words.she:
        return [], []
    plain = [word.lower().replace("’", "'") for word in name]
    unsound = any(word in words.never for word in plain) or any(map(_GLUED.search, name))
    if unsound or len(set(name)) < len(name):
        return [], []
    return name, office


def _kind_without_name(
    bare: list[str],
    last: str,
    run: list[str],
    name: list[str],
    office: list[str],
    words: Vocabulary,
) -> str:
    """Return the kind of a source that is no person, '' for one that may be."""
    kinds = words.kinds
    small = last.lower()
    if not run and small in kinds["document"]:
        return DOCUMENT
    if not run and small in kinds["media_noun"]:
        return MEDIA
    if run and last in kinds["document"]:
        return DOCUMENT
    titled = bool(office) and len(name) > 0
    names_group = any(word in kinds["organisation_name"] for word in run)
    if (names_group and not titled) or (name and name[-1] in kinds["organisation_name"]):
        return ORGANISATION
    if not run and small in kinds["organisation"]:
        return ORGANISATION
    if last in kinds["anonymous"] and (not name or last in name):
        return _role_or_anonymous(bare, words)
    if run and not titled and (last in kinds["place"] or run[0] in kinds["place"]):
        return ORGANISATION if last in kinds["place"] or len(run) == 1 else ""
    is_acronym = len(run) == 1 and sum(letter.isupper() for letter in last) > 1
    is_acronym &= not _GLUED.search(last) and sum(letter.islower() for letter in last) < 2
    is_dateline = last.isupper() and (last.title() in kinds["place"] or len(last) > _ACRONYM)
    if is_dateline or (is_acronym and small in words.never):
        return UNRESOLVED
    if is_acronym and not titled:
        return ORGANISATION
    return ""


def _medium(run: list[str], words: Vocabulary) -> str:
    """Return the name of the medium that the words with capitals at the end of a head are, else
    ''."""
    if run and run[0].lower() in words.reference["article"]:
        run = run[1:]
    name = " ".join(run)
    if name in words.media:
        return words.media[name]
    if len(run) > 1 and run[-1] in words.kinds["media_ending"]:
        return name
    return ""


def _role_or_anonymous(bare: list[str], words: Vocabulary) -> str:
    """Return whether words without a name are somebody's role, anybody's, or nobody's."""
    first, last = bare[0].lower(), bare[-1].lower()
    is_definite = first in words.reference["definite"]
    opens_with_name = len(bare) > 1 and bare[0][0].isupper() and first not in words.determiners
    definite = is_definite or opens_with_name
    if bare[-1] in words.kinds["anonymous"] or last in words.kinds["anonymous"]:
        is_plural = last.endswith("s") or last in words.reference["collective"]
        if is_definite and not is_plural:
            return ROLE
        return ANONYMOUS
    if last in words.kinds["role"] and first in words.determiners:
        return ROLE if definite else ANONYMOUS
    is_role = last in words.kinds["role"] or bool(words.fields.get(last))
    if not is_role and any(word.lower() in words.kinds["anonymous"] for word in bare[:-1]):
        return ANONYMOUS
    if not is_role and bare[-1][0].isupper():
        return UNRESOLVED
    if not is_role and not last.endswith(tuple(words.kinds["role_ending"])):
        return UNRESOLVED
    if is_definite:
        return ROLE
    if first in words.determiners or is_role:
        return ANONYMOUS
    return UNRESOLVED


def _role_before(
    head: list[str],
    run: list[str],
    words: Vocabulary,
) -> str:
    """Return the words in small letters before a name: campaign manager Ann Reed."""
    before = head[: len(head) - len(run)]
    small = [word for word in before if word.lower() not in words.determiners]
    return " ".join(small[-4:])


def _label(phrase: str, words: Vocabulary) -> str:
    """Return a phrase as it is listed: without its article, nor the capital of its sentence."""
    first, _, rest = phrase.partition(" ")
    if rest and first.lower() in words.reference["article"]:
        return _label(rest, words) if " " not in rest else rest
    small = first[:1].lower() + first[1:]
    known = any(small in words.kinds[kind] for kind in ("anonymous", "role", "document"))
    if known or small in words.determiners:
        return f"{small} {rest}".rstrip()
    return phrase
