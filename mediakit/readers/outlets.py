"""The outlet that an address belongs to."""

from __future__ import annotations

import ipaddress
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

__all__ = ["registered_domain"]


@lru_cache(maxsize=100_000)
def registered_domain(url: str) -> str | None:
    """Return the domain that an outlet has registered: bbc.co.uk for https://www.bbc.co.uk/news."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return host
    if _is_address(host):
        return str(ipaddress.ip_address(host))
    parts = _domains()(host)
    if parts.suffix and parts.domain:
        return f"{parts.domain}.{parts.suffix}"
    return ".".join(host.split(".")[-2:])  # an ending that no registry knows, such as .example


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _domains() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # or it would go to the network
