"""Addresses of pages and mailboxes, which are no words.

An address begins where a word may begin: with a scheme (https://), with www., or as a host with a
path (bit.ly/x); or it is that of a mailbox (desk@post.example). A host alone, such as Amazon.com,
is a name, and so words. `tokens/links.py` has the same rules for the compiled loop.
"""

from __future__ import annotations

__all__ = ["ADDRESS_SIGNS", "FARTHEST", "address_pattern", "before_scheme"]

#: The signs of ASCII that an address may have, beside letters and digits.
ADDRESS_SIGNS = "!#$%&'()*+,-./:;=?@[]_~"
#: The first / or @ comes within so many signs, so that a text without spaces is read in no time.
FARTHEST = 200

_PLAIN = "[A-Za-z0-9]"
_WEB = "(?ai:https?)://"
_ATOM = f"{_PLAIN}++"
_LABEL = f"{_ATOM}(?:-{_ATOM})*+"
_HOST = rf"(?:{_LABEL}\.)+"
_HOST_ENDS = rf"(?![.-]?{_PLAIN})"


def address_pattern(part: str) -> str:
    """Return a pattern of an address; `part` is the pattern of one of its letters and signs."""
    page = rf"(?={_ATOM}://)(?!{_PLAIN}+?{_WEB}{part})[A-Za-z]{_PLAIN}*+://{part}+"
    www = rf"(?ai:www)\.{_PLAIN}{part}*"
    local = f"{_ATOM}(?:[._%+-]{_ATOM})*+"
    mailbox = rf"(?:(?ai:mailto):)?{local}@{_HOST}[A-Za-z]{{2,}}{_HOST_ENDS}"
    path = rf"{_HOST}[a-z]{{2,}}(?::[0-9]+)?/{part}*"
    is_near = f"(?=[!-~]{{0,{FARTHEST - 1}}}?[/@])"
    return f"(?={_ATOM}[.:@_%+-])(?:{www}|{is_near}(?:{page}|{mailbox}|{path}))"


def before_scheme(letter: str, mark: str, part: str) -> str:
    """Return a pattern of a word that the https:// of an address follows without a space."""
    return f"{letter}(?:{letter}|{mark})*?(?={_WEB}{part})"
