"""The English names of languages by their codes of ISO 639, as columns of tables hold them."""

from __future__ import annotations

__all__ = ["language_name"]

_NAMES = """
af Afrikaans; am Amharic; ar Arabic; az Azerbaijani; be Belarusian; bg Bulgarian; bn Bengali;
bs Bosnian; ca Catalan; cs Czech; cy Welsh; da Danish; de German; el Greek; en English; es Spanish;
et Estonian; eu Basque; fa Persian; fi Finnish; fr French; ga Irish; gl Galician; gu Gujarati;
ha Hausa; he Hebrew; hi Hindi; hr Croatian; hu Hungarian; hy Armenian; id Indonesian; is Icelandic;
it Italian; ja Japanese; ka Georgian; kk Kazakh; km Khmer; kn Kannada; ko Korean; ku Kurdish;
ky Kyrgyz; lo Lao; lt Lithuanian; lv Latvian; mk Macedonian; ml Malayalam; mn Mongolian; mr Marathi;
ms Malay; mt Maltese; my Burmese; nb Norwegian; ne Nepali; nl Dutch; nn Norwegian; no Norwegian;
pa Punjabi; pl Polish; ps Pashto; pt Portuguese; ro Romanian; ru Russian; si Sinhala; sk Slovak;
sl Slovenian; so Somali; sq Albanian; sr Serbian; sv Swedish; sw Swahili; ta Tamil; te Telugu;
th Thai; tl Tagalog; tr Turkish; uk Ukrainian; ur Urdu; uz Uzbek; vi Vietnamese; zh Chinese
"""
_NAME_OF = dict(entry.split(maxsplit=1) for entry in _NAMES.replace("\n", " ").split(";"))


def language_name(code: str) -> str:
    """Return the name of a language by its code, or else what was given.

    Examples
    --------
    >>> [language_name(code) for code in ("de", "en-GB", "pt_BR", "tlh")]
    ['German', 'English', 'Portuguese', 'tlh']
    """
    language = code.replace("_", "-").partition("-")[0].strip().lower()
    return _NAME_OF.get(language, code)
