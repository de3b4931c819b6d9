"""The outlet from the name of a folder, in an archive with a folder an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from mediakit.readers.file_names import named_in

__all__ = ["below_shared_folder", "outlets_of_folders"]

#: What folders are called that hold files of any outlet. A name of such words alone is no outlet.
_GENERIC = frozenset(
    (
        "all and archive archives article articles backup batch clipping clippings complete copy "
        "corpora corpus data dataset document documents docs download downloads export exports "
        "file files final folder full import imports in input inputs item items library material "
        "media misc new news newspaper newspapers old other others out output outputs part press "
        "print raw result results sample samples search seeds set source sources stories story "
        "temp test text texts tmp untitled upload uploads web online "
        # formats and services
        "arc atom csv doc docx eml email emails europresse factiva feed feeds gdelt htm html json "
        "jsonl lexis lexisnexis mail mails mht nexis nitf newsml ods page pages parquet pdf pdfs "
        "proquest rss rtf tar tsv txt uni warc website websites wordpress word xls xlsx xml zip "
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
_YEAR_AT_EDGE = re.compile(r"^(19|20)\d\d([-._ ]\d\d)*[-._ ]+|[-._ ]+(19|20)\d\d([-._ ]\d\d)*$")
_ARCHIVE_ENDING = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def outlets_of_folders(sources: Sequence[str]) -> dict[str, str]:
    """Return the outlet of each source whose folder names one.

    The names count only if there are several, side by side: one folder of files may be called
    anything. If the names of the files themselves repeat outlets, these are the surer ones, and
    nothing is returned for such files.

    Examples
    --------
    >>> outlets_of_folders(["press/The Post/1.html", "press/Hill Courier/2031/2.html"])
    {'press/The Post/1.html': 'The Post', 'press/Hill Courier/2031/2.html': 'Hill Courier'}
    >>> outlets_of_folders(["press/2031/1.html", "press/2032/2.html"])
    {}
    """
    in_file_names = _repeated_in_file_names(sources)
    outlets: dict[str, str] = {}
    for source, path in zip(sources, below_shared_folder(sources), strict=True):
        folders = path.split("/")[:-1]
        names = [name for name in map(_outlet_in, folders) if name]
        if len(names) == 1 and source not in in_file_names:
            outlets[source] = names[0]
    if len(set(outlets.values())) < 2:
        return {}
    return outlets


def below_shared_folder(sources: Iterable[str]) -> list[str]:
    """Return each path as seen from the innermost folder that holds all of them.

    Examples
    --------
    >>> below_shared_folder(["in/press/The Post/1.html", "in/press/2.html"])
    ['The Post/1.html', '2.html']
    """
    paths = [source.replace("\\", "/").split("/") for source in sources]
    levels = zip(*(parts[:-1] for parts in paths), strict=False)
    n_shared = len(list(takewhile(lambda level: len(set(level)) == 1, levels)))
    return ["/".join(parts[n_shared:]) for parts in paths]


def _repeated_in_file_names(sources: Iterable[str]) -> set[str]:
    """Return the sources whose own names hold an outlet, if such names repeat; else nothing."""
    named = {source: named_in(source).get("outlet") for source in sources}
    named = {source: outlet for source, outlet in named.items() if outlet}
    if 2 * len(set(named.values())) > len(named):
        return set()  # as good as every file has another: these are titles
    return set(named)


def _outlet_in(folder: str) -> str:
    """Return the outlet that a folder is named for; empty if its name says none."""
    name = _ARCHIVE_ENDING.sub("", folder)
    name = _YEAR_AT_EDGE.sub("", name).replace("_", " ").strip(" -.")
    words = {word.lower() for word in _WORD.findall(name)}
    if words <= _GENERIC:
        return ""
    return name
