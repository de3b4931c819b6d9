"""The labels before and after a text in Nexis, such as SECTION: and LÄNGE:, in its languages."""

from __future__ import annotations

import re

from mediakit.readers.language_names import language_code
from mediakit.readers.lengths import length_in_words

__all__ = ["are_rights", "as_fields", "label_of", "rights_holder"]

_LABELLED = re.compile(r"([^\W\d_][^\W\d_]*(?:[ /-][^\W\d_]+){0,2})\s?:\s*(.*)$", re.DOTALL)
#: What each label says, and its forms in English, German, French, Spanish, Italian, Dutch and
#: Portuguese.
_FORMS = {
    "title": "headline title überschrift schlagzeile titel titre titular título titulo titolo kop "
    "manchete",
    "author": "byline autor auteur autore signature firma name verfasser autoren auteurs autores",
    "section": "section rubrik ressort rubrique sección seccion sezione rubriek sectie seção secao",
    "length": "length länge laenge longueur longitud extensión lunghezza lengte comprimento "
    "extensão tamanho",
    "dateline": "dateline ortszeile datumszeile lieu origine datación dagtekening",
    "highlight": "highlight highlights insert encart destacado evidenza",
    "language": "language sprache langue idioma lingua taal língua",
    "graphic": "graphic grafik graphique gráfico grafico grafiek illustration illustrationen",
    "load_date": "load-date update ladedatum date-chargement fecha-carga fecha-de-carga "
    "data-caricamento laaddatum data-carregamento",
    "publication_type": "publication-type pub-type type-publication publikationsart "
    "tipo-publicación tipo-publicacion tipo-pubblicazione publicatietype type",
    "document_type": "document-type type-document dokumenttyp",
    "subject": "subject pub-subject sujet asunto tema soggetto onderwerp thema assunto",
    "company": "company société societe empresa azienda bedrijf firmen",
    "organization": "organization organisation organización organizzazione organisatie",
    "person": "person personne persona persoon people",
    "place": "geographic geo-localization localisation-geo city state country",
    "industry": "industry activity-sector secteur-activite branche",
    "url": "url",
    "series": "series",
    "correction": "correction korrektur rectificatif",
    "other": "journal-code code-revue zeitungs-code pub-code journal ticker stock-symbol "
    "symbole-boursier show guests anchors transcript distribution bio notes correction-date "
    "view-original-page issn doi isbn category version copyright edition ausgabe issue",
    "text": "body text texte texto testo tekst article artikel chapeau",
}
_KINDS = {form: kind for kind, forms in _FORMS.items() for form in forms.split()}
_RIGHTS = re.compile(
    r"(?:copyright|copy|©|\(c\))\W.*\d{4}|(?:all|alle)\s+(?:rights|rechte|rechten)\b"
    r"|tous droits|todos los derechos|tutti i diritti|todos os direitos",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:copyright|copy)?\s*(?:©|\(c\))?\s*(?:\d{4}[\s,/-]*)+", re.IGNORECASE)
_PAGE = re.compile(
    r"^(?:pg?\.|pp\.|page|pages|s\.|seite|blz\.|pág\.|pag\.|página|pagina)\s*([\w][\w\s,/-]*)",
    re.IGNORECASE,
)
_SEMICOLON = re.compile(r";[ ]*(?:\n|(?=\S)(?<! ))")
_ISSUE = re.compile(r"\s+(?:Ausg|Nr|No|Nº)\b.*$")
_BY = re.compile(r"^(?:by|from|von|par|por|door)\s+(?=\S+\s+\S)", re.IGNORECASE)


def label_of(line: str, *, capitals: bool = False) -> tuple[str, str]:
    """Return what the label at the start of a line says, and the rest; nothing if it has none.

    Old exports have labels in `capitals` alone, so that "Type: a ferry" is text there.

    Examples
    --------
    >>> label_of("LÄNGE: 306 Wörter"), label_of("Load-Date: March 2, 2022"), label_of("NATO: no")
    (('length', '306 Wörter'), ('load_date', 'March 2, 2022'), ('', 'NATO: no'))
    """
    match = _LABELLED.match(line)
    if match is None or not match[1][0].isupper():
        return "", line
    if capitals and not match[1].isupper():
        return "", line
    kind = _KINDS.get(match[1].lower().replace(" ", "-"), "")
    if not kind:
        return "", line
    return kind, match[2].strip()


def are_rights(line: str) -> bool:
    """Say whether a line says who has the rights."""
    return _RIGHTS.match(line) is not None


def rights_holder(line: str) -> str:
    """Return who has the rights by a line such as Copyright 2022 The Post."""
    return _COPYRIGHT.sub("", line, count=1).strip()


def as_fields(said: dict[str, str]) -> dict[str, object]:
    """Return what labels said as the fields of an article."""
    fields: dict[str, object] = dict(said)
    for name in ("other", "load_date"):
        fields.pop(name, None)
    if said.get("title"):
        fields |= _parted_title(said["title"])
    if said.get("author"):
        fields["author"] = _BY.sub("", said["author"])
    if said.get("language"):
        fields["language"] = language_code(said["language"])
    if said.get("length"):
        fields |= length_in_words(str(fields.pop("length")))
    if said.get("section"):
        fields |= _section_and_page(said["section"])
    return {name: value for name, value in fields.items() if value}


def _parted_title(title: str) -> dict[str, object]:
    """Return the headline, and the line below it: a semicolon without a space parts them."""
    headline, *below = _SEMICOLON.split(title, maxsplit=1)
    headline = headline.strip().removesuffix(";")
    return {"title": " ".join(headline.split()), "subtitle": " ".join("".join(below).split())}


def _section_and_page(section: str) -> dict[str, object]:
    """Return the section without its page, which Nexis gives after a semicolon, and the page."""
    names = []
    page = ""
    for part in section.split(";"):
        part = part.strip()
        match = _PAGE.match(part)
        if match is not None and not page:
            page = _ISSUE.sub("", match[1]).strip()
        elif part and not part.startswith("Version:"):
            names.append(part)
    return {"section": "; ".join(names), "page": page}
