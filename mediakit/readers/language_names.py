"""The names that languages have in databases, as codes: 'GERMAN; DEUTSCH' is de."""

from __future__ import annotations

import re

__all__ = ["language_code"]

_NAMES = {
    "ar": "arabic arabe arabisch árabe arabo العربية",
    "ca": "catalan català catalán katalanisch",
    "cs": "czech čeština tchèque tschechisch checo ceco",
    "da": "danish dansk danois dänisch danés danese deens",
    "de": "german deutsch allemand alemán aleman tedesco duits alemão",
    "el": "greek ελληνικά grec griechisch griego greco",
    "en": "english 英文 英語 英语 englisch anglais inglés ingles inglese engels inglês",
    "es": "spanish español espanol castellano spanisch espagnol spagnolo spaans espanhol",
    "fi": "finnish suomi finnois finnisch finlandés finlandese",
    "fr": "french français francais française francaise französisch francés frances francese frans "
    "francês",
    "hu": "hungarian magyar hongrois ungarisch húngaro ungherese",
    "it": "italian italiano italienisch italien italiaans",
    "ja": "japanese 日本語 japonais japanisch japonés giapponese",
    "ko": "korean 한국어 coréen koreanisch coreano",
    "nl": "dutch nederlands niederländisch néerlandais neerlandais neerlandés holandés olandese "
    "holandês",
    "no": "norwegian norsk norvégien norwegisch noruego norvegese",
    "pl": "polish polski polonais polnisch polaco polacco",
    "pt": "portuguese português portugues portugiesisch portugais portugués portoghese portugees",
    "ru": "russian русский russisch russe ruso russo",
    "sv": "swedish svenska suédois schwedisch sueco svedese zweeds",
    "tr": "turkish türkçe turc türkisch turco turks",
    "uk": "ukrainian українська ukrainien ukrainisch ucraniano ucraino",
    "zh": "chinese 中文 中国語 chinois chinesisch chino cinese chinees",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(name: str) -> str:
    """Return the code of a language that is named in one or several tongues, or else the name.

    Examples
    --------
    >>> [language_code(name) for name in ("GERMAN; DEUTSCH", "Dutch / Nederlands", "EN", "Frisian")]
    ['de', 'nl', 'en', 'Frisian']
    """
    for part in re.split(r"[;,/(]", name.lower()):
        word = part.strip(" )")
        if word in _CODES:
            return _CODES[word]
        if word in _NAMES:
            return word
    return name
