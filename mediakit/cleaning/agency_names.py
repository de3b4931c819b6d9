"""The big news agencies of the world, and how print writes their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

__all__ = ["AGENCIES", "AgencyNames"]

# One agency a line: the name to show, then the other forms. Forms of two letters that are words or
# names elsewhere ("AA", "TT") are left out; forms in small letters are the domains that agencies
# publish under.
_NAMES = """
Associated Press | AP | apnews
Reuters | Thomson Reuters | REUTERS
Agence France-Presse | AFP | Agence France Presse
United Press International | UPI
Bloomberg News
PA Media | Press Association | PA
Deutsche Presse-Agentur | dpa | DPA
Austria Presse Agentur | APA
Keystone-SDA
ANSA
Adnkronos
EFE
Europa Press
Lusa
Belga
ANP
NTB
Ritzau
PAP | Polish Press Agency
CTK | ČTK
Interfax-Ukraine
Interfax
TASS | ITAR-TASS
RIA Novosti
Ukrinform
UNIAN
BelTA
Anadolu Agency | Anadolu
Xinhua | Xinhua News Agency | xinhuanet
China News Service
Kyodo | Kyodo News
Jiji Press
Yonhap | Yonhap News Agency
KCNA | Korean Central News Agency
Central News Agency
ANI | Asian News International | aninews
PTI | Press Trust of India | ptinews
IANS | Indo-Asian News Service
UNI
Associated Press of Pakistan
Bernama
Antara
AAP | Australian Associated Press
IRNA
Tasnim
SANA
Petra
WAM
Saudi Press Agency | SPA
MENA
News Agency of Nigeria
Ghana News Agency
Canadian Press | The Canadian Press
Agência Brasil
Prensa Latina
Dow Jones Newswires
Tribune News Service
"""

#: The agency that each form means.
AGENCIES: dict[str, str] = {}
for _line in _NAMES.strip().split("\n"):
    _forms = [form.strip() for form in _line.split("|")]
    AGENCIES.update(dict.fromkeys(_forms, _forms[0]))


@dataclass(frozen=True)
class AgencyNames:
    """The names of agencies, and how to find them.

    Attributes
    ----------
    names : dict of str to str
        Each form of a name, and the agency that it means.
    """

    names: dict[str, str]

    @property
    def pattern(self) -> str:
        """A regular expression that finds every form, in syntax that Python and Arrow share."""
        longest_first = sorted(self.names, key=lambda form: (-len(form), form))
        forms = "|".join(re.escape(form) for form in longest_first)
        return rf"\b(?:{forms})\b"

    @cached_property
    def _outlets(self) -> dict[str, str]:
        """The agency of each name that an outlet may have."""
        return {
            form.casefold(): name
            for form, name in self.names.items()
            if len(form) > 2 or form == "AP"
        }

    def of_outlet(self, outlet: object) -> str | None:
        """Return the agency that an outlet is, by its name or its domain."""
        name = str(outlet).casefold().strip()
        name = re.sub(r"^(?:the |www\.)", "", name)
        ending = r"(?: (?:news|online|uk|us)|\.(?:com|org|net|info|[a-z]{2}|co\.[a-z]{2}))$"
        shorter = re.sub(ending, "", name)
        return self._outlets.get(name) or self._outlets.get(shorter)
