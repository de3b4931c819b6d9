"""Names of files and folders that say nothing of an outlet, such as 2031, csv and downloads."""

from __future__ import annotations

import re

__all__ = ["is_generic"]

#: What files and folders are called, whichever outlet they are of.
_GENERIC = frozenset(
    (
        "all and archive archives article articles backup batch clipping clippings complete copy "
        "corpora corpus data dataset document documents docs download downloads export exports "
        "file files final folder full import imports in input inputs item items library material "
        "media misc new news newspaper newspapers old other others out output outputs part press "
        "print raw result results sample samples search seeds set source sources stories story "
        "temp test text texts tmp untitled upload uploads web online "
        # kinds of files
        "arc atom email emails excel feed feeds gdelt lexis mail mails page pages tar uni website "
        "websites word "
        # periods
        "d day days h kw m month months q quarter quarters w week weeks y year years "
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec "
        # sections
        "business culture economy front home international local national opinion politics "
        "sport sports world "
        # other languages
        "archiv archivio archivo archiwum archief arquivo artikel artikelen articoli artículos "
        "artigos artykuły beiträge bestanden daten dateien dati dados datos données dane "
        "documenti dokumente fichiers presse prensa stampa quellen texte teksten textes testi "
        "textos teksty téléchargements архив данные статьи тексты"
    ).split()
)
#: Formats and databases: no outlet has one of these in its name.
_FORMATS = frozenset(
    "csv docx eml europresse factiva htm html json jsonl lexisnexis mht mhtml nexis newsml ninjs "
    "nitf ods parquet pdf pdfs proquest rss rtf sgm tsv txt wacz warc wordpress xls xlsx xml "
    "zip".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def is_generic(name: str) -> bool:
    """Say whether a name has a format in it, or else only numbers, periods and words for any files.

    Examples
    --------
    >>> is_generic("2031-03"), is_generic("articles March"), is_generic("html saved")
    (True, True, True)
    >>> is_generic("BBC News")
    False
    """
    words = {word.lower() for word in _WORD.findall(name)}
    return words <= _GENERIC or not words.isdisjoint(_FORMATS)
