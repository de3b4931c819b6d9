"""The patterns of what a text shows by itself."""

from __future__ import annotations

__all__ = ["CAPITALS", "DAMAGED", "ENDS", "OPEN", "PATTERNS", "QUESTIONED", "STOPS"]

# Arrow's RE2 reads all patterns: one pass each, in time that grows with the text alone.
_TAG = (
    r"(?i:</?(?:p|br|div|span|a|b|i|em|strong|img|script|style|ul|ol|li|h[1-6]|table|tr|td|iframe"
    r"|figure|figcaption|section|article|blockquote|svg|video)(?:\s[^<>]{0,500})?/?>)"
)
_ENTITY = r"&(?:[a-zA-Z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,6});"
_COMMENT = r"<!--|<!\[CDATA\["

# UTF-8 read as Windows-1252: what the bytes 0x80 to 0xBF look like there.
_LATER_BYTE = r"[\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_LATIN = rf"[ÂÃ]{_LATER_BYTE}"
_PUNCTUATION = rf"â[\x{{80}}€]{_LATER_BYTE}"
_EMOJI = rf"ðŸ{_LATER_BYTE}"
_OTHER_SCRIPT = rf"(?:[\x{{c4}}-\x{{df}}]{_LATER_BYTE}){{2}}"
_LOST = r"[\x{fffd}\x{80}-\x{9f}]"
DAMAGED = rf"{_LATIN}|{_PUNCTUATION}|{_EMOJI}|{_OTHER_SCRIPT}|{_LOST}"
# A letter or an apostrophe that became a question mark: Obama?s, f?r.
QUESTIONED = r"(?:^|[\s“\"(])\p{L}+\?\p{Ll}+(?:[\s.,;:!”\")]|$)|\s\?\p{L}"

_CLOSING = r"[\"'”’)\]]*\s*$"
_PARTIAL = r"\[\+ ?[0-9][0-9,. ]* ?(?:chars?|characters|words)\]" + _CLOSING
_ELLIPSIS = r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])" + _CLOSING
_MORE = (
    r"(?i:\b(?:continue reading|keep reading|read the (?:full|whole|rest of the) (?:story|article)"
    r"|weiterlesen|lire la suite|seguir leyendo|continua a leggere|lees verder|continue lendo"
    r"|czytaj dalej|читать далее))\W*$"
    # After a whole sentence "Read more" leads to other articles.
    r"|(?:…|\.\.\.|[\p{L}0-9,;])[\s\[(]*(?i:read more|mehr lesen|leer más|leia mais)\W*$"
)
_PAYWALL = (
    r"(?i:\b(?:subscri\w+|sign(?:ing)? (?:in|up)|log(?:ging)? in|register\w*|abonn\w+|premium)\b"
    r"[^.!?\n]{0,80}\b(?:continue|unlock|full access|keep reading|read (?:on|more|this)"
    r"|(?:full|whole|rest of (?:the|this)) (?:story|article)|weiterlesen|weiterzulesen"
    r"|lire la suite)\b[^\n]{0,120}$)"
    r"|(?i:\b(?:article|story|content) is (?:only )?(?:for|available to|reserved for) "
    r"(?:\w+ )?(?:subscribers|members)\b[^\n]{0,80}$)"
)

#: The pattern that shows a fault in a text, by fault.
PATTERNS = {
    "html": f"{_TAG}|{_ENTITY}|{_COMMENT}",
    "damaged": f"{DAMAGED}|{QUESTIONED}",
    "cut": f"{_PARTIAL}|{_ELLIPSIS}|{_MORE}|{_PAYWALL}",
    "unfinished": r"(?:\s\p{Ll}+|,)\s*$",
}
# NATO and EU, and F.B.I. where that is house style; not TVs and U.S., which stay if somebody
# removes words in capitals.
CAPITALS = r"(?:^|[^\p{L}\p{N}])\p{Lu}{2,}(?:[^\p{L}\p{N}]|$)|(?:\p{Lu}\.){3,}"
STOPS = r"[.!?。！？؟।…]"
# Marks that end a sentence: before a capital, or at the end of a line; not those of 9.2 and a.m.
ENDS = (
    r"[.!?…][\"'”’»)\]]*(?:\s+[\"'“‘«(\[–—-]*[\p{Lu}\p{Lo}\p{Nd}]|[^\S\n]*(?:\n|$))"
    r"|[。！？؟।]"
)
OPEN = r"[^.!?。！？…\s\"'”’»)\]]$"
# The last line of a text, if it has at least eight words; and if it is no sentence of the article.
LONG_LINE = r"(?:^|\n)(?:[^\n]*?[^\S\n]){7}[^\n]*$"
LINK_LINE = r"(?:^|\n)[^\n:]{1,40}:[^\n]*$|(?i:contribut\w+ (?:reporting|to (?:this|the) \w+)$)"
