"""The big news agencies of the world, and how print writes their names."""

from __future__ import annotations

__all__ = ["AGENCIES"]

# One agency a line: the name to show, then the other forms. Forms of two letters that are words or names elsewhere
# ("AA", "TT") are left out; forms in small letters are the domains that agencies publish under.
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

#: The agency that each form stands for.
AGENCIES = {
    form.strip(): line.split("|")[0].strip()
    for line in _NAMES.strip().split("\n")
    for form in line.split("|")
}
