"""What a web page says about itself: title, date, author, outlet, section, address, language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mediakit.readers.markup import local_name, plain_text

__all__ = ["page_facts"]

#: Meta tags for each column, the surest first.
_META = {
    "title": "og:title twitter:title dc.title title headline",
    "date": "article:published_time og:article:published_time datepublished pubdate publishdate "
    "publish-date dc.date.issued dcterms.created dc.date sailthru.date parsely-pub-date "
    "cxenseparse:recs:publishtime article_date_original date",
    "author": "author article:author dc.creator parsely-author sailthru.author byl",
    "outlet": "og:site_name application-name publisher dc.publisher",
    "section": "article:section parsely-section section",
    "url": "og:url twitter:url",
    "language": "language content-language og:locale",
}
_ARTICLE_TYPES = {
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "blogposting",
    "liveblogposting",
    "socialmediaposting",
    "scholarlyarticle",
}
_DEPTH = 6
_ADDRESS = ("http://", "https://")


def page_facts(tree: Any) -> dict[str, str]:
    """Return what a page says, by column: JSON-LD goes before meta tags, and these before the rest.

    The day on which a page was saved or last changed is no day of publication.
    """
    facts: dict[str, str] = {}
    for source in (_from_linked_data(tree), _from_meta(tree), _from_elements(tree)):
        for name, value in source.items():
            if value and name not in facts:
                facts[name] = " ".join(value.split())
    if facts.get("author", "").startswith((*_ADDRESS, "www.")):
        del facts["author"]
    if not facts.get("url", _ADDRESS[0]).startswith(_ADDRESS):
        del facts["url"]  # it leads from one page of the site to another
    return facts


def _from_linked_data(tree: Any) -> dict[str, str]:
    """Return what the page says of its article in JSON-LD."""
    for article in _linked_articles(tree):
        address = article.get("url") or article.get("mainEntityOfPage")
        return {
            "title": _name(article.get("headline") or article.get("name")),
            "date": _name(article.get("datePublished")),
            "author": _names(article.get("author")),
            "outlet": _name(article.get("publisher")),
            "section": _names(article.get("articleSection")),
            "url": _address(address),
            "language": _name(article.get("inLanguage")),
            "body": plain_text(_name(article.get("articleBody"))),
        }
    return {}


def _linked_articles(tree: Any) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in str(script.get("type")):
            continue
        try:
            data = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(data, _DEPTH)


def _articles_in(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if not depth:
        return
    if isinstance(data, list):
        for one in data:
            yield from _articles_in(one, depth - 1)
    if not isinstance(data, Mapping):
        return
    kinds = data.get("@type")
    if not isinstance(kinds, list):
        kinds = [kinds]
    if any(str(kind).lower() in _ARTICLE_TYPES for kind in kinds):
        yield data
    for inner in ("@graph", "mainEntity"):
        yield from _articles_in(data.get(inner), depth - 1)


def _name(value: Any) -> str:
    """Return a text, or the name of what it describes."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value")
    if isinstance(value, str):
        return value
    return ""


def _names(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name)
    return _name(value)


def _address(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    if isinstance(value, str) and value.startswith(_ADDRESS):
        return value
    return ""


def _from_meta(tree: Any) -> dict[str, str]:
    """Return what the meta tags say."""
    said: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if key and content:
            said.setdefault(key.strip().lower(), content)
    facts = {}
    for column, names in _META.items():
        found = [said[name] for name in names.split() if name in said]
        facts[column] = next(iter(found), "")
    return facts


def _from_elements(tree: Any) -> dict[str, str]:
    """Return what the page shows: its heading, its times, its own address and language."""
    headings = [" ".join(heading.itertext()) for heading in tree.iter("h1")]
    titles = [title.text or "" for title in tree.iter("title")]
    heading = next((text for text in headings if text.strip()), "")
    if len([text for text in headings if text.strip()]) != 1:
        heading = ""
    return {
        "title": heading or next(iter(titles), ""),
        "date": _published_time(tree),
        "url": _canonical(tree),
        "language": tree.get("lang") or "",
    }


def _published_time(tree: Any) -> str:
    """Return the time that the page marks as that of publication."""
    for element in tree.iter():
        if not local_name(element):
            continue
        is_marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if is_marked:
            value = element.get("datetime") or element.get("content") or element.get("title")
            text = value or element.text or ""
            if text.strip():
                return str(text)
    return ""


def _canonical(tree: Any) -> str:
    for link in tree.iter("link"):
        if str(link.get("rel")).lower() == "canonical":
            return _address(link.get("href"))
    return ""
