"""Which field of a source fills which column of the articles table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mediakit.columns import ALL
from mediakit.readers.parsed import Parsed

__all__ = ["FieldMap", "columns_by_name", "fields_of", "guesses_of", "map_fields"]

#: What sources call our columns, the surest name first; case, spaces, `-` and `_` make no
#: difference.
NAMES = {
    "title": "title headline headlines headlinemain headlinesmain maintitle fieldsheadline "
    "webtitle head heading hl hl1 titel überschrift schlagzeile titre titulo título titular titolo "
    "articletitle headlinetext beitragstitel artikeltitel intitulé kop koptekst tytuł "
    "nagłówek manchete заголовок название",
    "text": "text fulltext body bodytext bodyhtml bodiesmain bodieshtml bodiestext bodiesnitf "
    "maintext articletext articlebody fieldsbodytext fieldsbody contenttext contenthtml "
    "content contents article articlecontent story fullcontent maincontent inhalt "
    "volltext haupttext fließtext fliesstext beitragstext textkörper artikeltext "
    "artikelinhalt texte textecomplet texteintégral texteintegral corpsdutexte contenu corps "
    "texto textocompleto textoíntegro textointegro cuerpo cuerpodeltexto contenido testo "
    "testocompleto contenuto corpo tekst artikeltekst inhoud volledigetekst hoofdtekst "
    "conteúdo conteudo treść tresc pełnytekst treśćartykułu текст полныйтекст содержание",
    "date": "date datepublish datepublished publishdate publicationdate publisheddate published "
    "pubdate pubdt publishedat datetimepub webpublicationdate datetime firstpublished "
    "firstcreated versioncreated publishedon dateofpublication day datum veröffentlicht "
    "veröffentlichtam veröffentlichung erschienen erschienenam erscheinungstag publiziert "
    "publiziertam publié publiéle publicado publicadoel publicadoem pubblicato pubblicatoil "
    "gepubliceerd gepubliceerdop opublikowano опубликовано veröffentlichungsdatum "
    "erscheinungsdatum publikationsdatum publicatiedatum datedepublication datedeparution "
    "fecha fechadepublicación fechadepublicacion data datapubblicazione datadipubblicazione "
    "datadepublicação datapublikacji дата датапубликации",
    "published_at": "publishedat datetimepub",
    "url": "url link weburl articleurl storyurl permalink canonicalurl originalurl adresse "
    "webadresse lien enlace indirizzo endereço adres adresurl ссылка адрес",
    "outlet": "outlet publication publisher fieldspublication source sourcename sourcetitle "
    "medianame medium media newspaper paper zeitung quelle journal fuente medio periodico "
    "periódico fonte testata giornale bron krant jornal veículo źródło gazeta издание источник "
    "газета sourcehostname sitename sourcedomain domain hostname copyrightholder",
    "author": "author authors byline bylines bylineoriginal fieldsbyline by creator autor autorin "
    "verfasser verfasserin auteur autore autora автор",
    "section": "section sectionname desk newsdesk category rubrik ressort rubrique sección seccion "
    "sezione rubriek sectie seção secção dział rubryka рубрика раздел",
    "language": "language lang sprache langue idioma lingua taal język язык",
}
#: Names that only mediakit gives: those of its columns, and of one that it makes the ids of.
_RESERVED = {*ALL, "outlet_as_given"}
_LOOKED_AT = 50  # records, to see whether a field holds addresses


@dataclass(frozen=True)
class FieldMap:
    """The field that fills each column, and what the other fields are called in the table."""

    columns: Mapping[str, str]
    others: Mapping[str, str]


def fields_of(parsed: Parsed) -> list[str]:
    """Return the names of the fields of all records, in order of first appearance."""
    names: dict[str, None] = {}
    for _, record in parsed.records:
        names.update(dict.fromkeys(record))
    return list(names)


def map_fields(parsed: Parsed) -> FieldMap:
    """Return where the fields of a source go.

    A field that has the name of one of our columns, but does not fill it, gets another name.
    """
    fields = fields_of(parsed)
    if parsed.columns is not None:
        columns = parsed.columns
    elif parsed.is_ours:
        columns = {name: name for name in ALL if name in fields}
    else:
        wanted = _wanted_columns(parsed, fields)
        free = [field for field in fields if field not in wanted.values()]
        columns = _columns_by_content(parsed, free) | wanted
    used = set(columns.values())
    free = [field for field in fields if field not in used]
    return FieldMap(columns, _names_of_others(free))


def _names_of_others(fields: list[str]) -> dict[str, str]:
    """Return what the fields that fill no column are called, each under a name of its own."""
    others: dict[str, str] = {}
    taken = {field for field in fields if field not in _RESERVED}
    for field in fields:
        name = field
        if field in _RESERVED:
            name = f"{field}_in_source"
            while name in taken:
                name = f"{name}_2"
            taken.add(name)
        others[field] = name
    return others


def guesses_of(parsed: Parsed, fields: FieldMap) -> list[str]:
    """Return which fields were taken for which columns because of their names alone."""
    if parsed.is_ours or parsed.columns is not None:
        return []
    wanted = parsed.wanted or {}
    return [
        f"{column} from '{field}'"
        for column, field in fields.columns.items()
        if field not in wanted and _letters(field) != _letters(column)
    ]


def _wanted_columns(parsed: Parsed, fields: Iterable[str]) -> dict[str, str]:
    """Return the fields that fill columns because the caller said so."""
    wanted = parsed.wanted or {}
    return {wanted[field]: field for field in fields if field in wanted}


def columns_by_name(fields: Iterable[str]) -> dict[str, str]:
    """Return the field whose name tells that it fills a column, for each column that has one."""
    return {column: found[0] for column, found in _candidates(fields).items() if found}


def _candidates(fields: Iterable[str]) -> dict[str, list[str]]:
    """Return the fields that may fill each column by their names, the surest first."""
    field_of: dict[str, str] = {}
    for field in fields:
        field_of.setdefault(_letters(field), field)
    return {
        column: [field_of[name] for name in names.split() if name in field_of]
        for column, names in NAMES.items()
    }


def _columns_by_content(parsed: Parsed, fields: Iterable[str]) -> dict[str, str]:
    """Return the field that fills each column, by name and by what it holds.

    A web address is no outlet: a field of addresses that has an outlet's name is the url.
    """
    candidates = _candidates(fields)
    columns = {column: found[0] for column, found in candidates.items() if found}
    addresses = [name for name in candidates["outlet"] if _holds_addresses(parsed, name)]
    outlets = [name for name in candidates["outlet"] if name not in addresses]
    columns.pop("outlet", None)
    if outlets:
        columns["outlet"] = outlets[0]
    if addresses and "url" not in columns:
        columns["url"] = addresses[0]
    return columns


def _holds_addresses(parsed: Parsed, field: str) -> bool:
    """Say whether more than half of a field's first values are web addresses."""
    values = [record.get(field) for _, record in parsed.records[:_LOOKED_AT]]
    known = [str(value) for value in values if value]
    n_addresses = sum("://" in value or value.startswith("www.") for value in known)
    return 2 * n_addresses > len(known)


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
