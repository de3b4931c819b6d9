"""Who a phrase or a pronoun means in its article: mentions of a person joined by surname."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mediakit.arrays import Ints
from mediakit.quotes.kinds import PERSON, Source, source_in
from mediakit.quotes.vocabulary import Vocabulary

__all__ = ["People", "SourceCache", "Speaker"]

#: A pronoun is looked up in no more sentences than this.
_BACK = 7
_SUBJECTS = 4  # the columns of `find_subjects`, two a subject
_JUNIOR = ("Jr.", "Sr.")
_MOST_KEPT = 200_000


@dataclass(frozen=True)
class Speaker:
    """Whose words a quotation is.

    Attributes
    ----------
    kind, name, office : str
        As in `Source`; the name of a person is the fullest of the article.
    resolved : bool
        Whether a pronoun was looked up.
    """

    kind: str
    name: str
    office: str
    resolved: bool = False


class SourceCache:
    """Who phrases name, each looked at once."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self._known: dict[str, Source] = {}

    def __call__(self, phrase: str) -> Source:
        found = self._known.get(phrase)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[phrase] = source_in(phrase, self.words)
        return found


class People:
    """The persons that an article names in full, and who its pronouns may be."""

    def __init__(
        self,
        names: list[tuple[Source, bool]],
        source_of: SourceCache,
    ) -> None:
        """`names` are those of several words, in the order of the text, and whether each opens a
        sentence: its first word may then be no name."""
        self.source_of = source_of
        self.words = source_of.words
        self.of_surname: dict[str, list[str]] = {}
        self.offices: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        counts: Counter[str] = Counter()
        sound: set[str] = set()
        titled = []
        for name, opens in names:
            if name.kind != PERSON:
                continue
            if name.is_full:
                counts[name.name] += 1
                if not opens or name.office or self._gender_of_first(name.name):
                    sound.add(name.name)
            if name.office:
                self._note_title(name)
                titled.append(name)
        for full, _ in sorted(counts.items(), key=lambda pair: (pair[0] not in sound, -pair[1])):
            known = self.of_surname.setdefault(Source(PERSON, full).surname, [])
            if full in sound or not known:
                known.append(full)
        for name in titled:
            self.offices.setdefault(self.full_name(name), name.office)

    def _note_title(self, name: Source) -> None:
        """Keep whether a surname is Mr. or Mrs. somewhere."""
        gender = self._gender_of_title(name.office.split()[-1])
        if gender:
            self._genders.setdefault(name.surname, gender)

    def full_name(self, source: Source) -> str:
        """Return the fullest name of a person: that with the same surname that the article has most
        often, of those who may be meant."""
        if source.is_full:
            return self._fuller(source)
        names = self.of_surname.get(source.surname)
        if not names:
            return source.name
        if len(names) > 1:
            gender = self._gender_of_title(source.office)
            fitting = [name for name in names if self._may_be(name, gender)]
            names = fitting or names
        return names[0]

    def _fuller(self, source: Source) -> str:
        """Return a full name as the article has it most often: with or without an initial."""
        names = self.of_surname.get(source.surname, ())
        bare = _without_initials(source.name)
        for name in names:
            if _without_initials(name) == bare:
                return name
        return source.name

    def speaker(self, source: Source) -> Speaker:
        """Return the person of a source under the fullest name, or the source as it is."""
        if source.kind != PERSON:
            return Speaker(source.kind, source.name, source.office)
        name = self.full_name(source)
        return Speaker(PERSON, name, source.office or self.offices.get(name, ""))

    def of_role(self, role: str) -> str:
        """Return the person whose office ends with the last word of a role, as in the president, if
        the article has one such person; else ''."""
        last = role.lower().split()[-1]
        people = {
            name for name, office in self.offices.items() if office.lower().split()[-1] == last
        }
        if len(people) != 1:
            return ""
        return people.pop()

    def _gender_of_title(self, office: str) -> str:
        title = office.lower().rstrip(".")
        if title in self.words.reference["male_title"]:
            return "he"
        if title in self.words.reference["female_title"]:
            return "she"
        return ""

    def _gender_of_pronoun(self, pronoun: str) -> str:
        for gender in ("he", "she"):
            if pronoun in self.words.reference[gender]:
                return gender
        return ""

    def _gender_of_first(self, name: str) -> str:
        first, _, rest = name.partition(" ")
        first = first.lower()
        if rest and first in self.words.she and first not in self.words.he:
            return "she"
        if rest and first in self.words.he and first not in self.words.she:
            return "he"
        return ""

    def _gender(self, name: str) -> str:
        known = self._gender_of_first(name)
        if known:
            return known
        surname = Source(PERSON, name).surname
        if len(self.of_surname.get(surname, ())) > 1:
            return ""
        return self._genders.get(surname, "")

    def _may_be(
        self,
        name: str,
        gender: str,
    ) -> bool:
        known = self._gender(name)
        return not gender or not known or known == gender

    def antecedent(
        self,
        pronoun: str,
        sentence: int,
        before: int,
        subjects: Ints,
        names: dict[int, list[tuple[int, str]]],
        last: tuple[int, str] | None,
    ) -> str:
        """Return the person whom he or she means, '' if the walk back finds nobody.

        Parameters
        ----------
        pronoun : str
            In small letters.
        sentence, before : int
            The number of its sentence, and its piece there.
        subjects : ndarray
            The subjects of the sentences, as `find_subjects` has them.
        names : dict of int to list
            The names in each sentence, with their first pieces.
        last : (int, str), optional
            The sentence and the name of the last speaker.
        """
        gender = self._gender_of_pronoun(pronoun)
        for number in range(sentence, max(sentence - _BACK, -1), -1):
            if last is not None and last[0] >= number and self._may_be(last[1], gender):
                return last[1]
            found = self._of_subjects(subjects[number], names.get(number), before, gender)
            if found:
                return found
            before = 1 << 30
        return ""

    def _of_subjects(
        self,
        subjects: Ints,
        names: list[tuple[int, str]] | None,
        before: int,
        gender: str,
    ) -> str:
        """Return the person who is a subject of a sentence, before a piece of it."""
        if not names:
            return ""
        for column in range(0, 2 * _SUBJECTS, 2):
            begin, end = subjects[column], subjects[column + 1]
            if begin < 0:
                continue
            for piece, run in reversed(names):
                if not begin <= piece <= end + 3 or piece >= before:
                    continue
                name = self.source_of(run)
                if name.kind != PERSON:
                    continue
                full = self.full_name(name)
                if " " in full and self._may_be(full, gender):
                    return full
        return ""


def _without_initials(name: str) -> str:
    words = [word for word in name.split() if not word.endswith(".") or word in _JUNIOR]
    return " ".join(words)
