"""Which recurring passages belong to the page, which name a source, and which are journalism."""

from __future__ import annotations

import re

import pandas as pd

from mediakit.cleaning.mentions import NOTE

__all__ = ["CREDIT", "FURNITURE", "REFRAIN", "kinds_of"]

FURNITURE, CREDIT, REFRAIN = "furniture", "credit", "refrain"
#: Furniture that says so, and so speaks for its neighbours.
_PAGE_TALK = "page"
#: What speaks to "you" may be the page, or the middle of a speech: its neighbours decide.
_TO_READER = "reader"

#: A longer sentence that ends in a credit holds more than the credit.
_MOST_OF_CREDIT = 30
#: A sentence of fewer words is a heading, a button or "He agreed."
_FEWEST_WORDS = 6
#: Words of the page, a pattern a line: what to do there, what else is there, who made it.
_PAGE_WORDS = r"""
sign(?:ing)? up|sign in|log in|subscri(?:be|bed|bing|bers?)|unsubscribe|newsletters?
inbox|e-?mail (?:us|address|alerts)|click|tap here|download|our app|stay in the know|follow our
(?:follow|find|join|like|contact) (?:us|him|her|them|me) (?:on|at|here)|(?:join|tell|send|reach) us
on (?:twitter|facebook|instagram|youtube|tiktok|telegram|whatsapp)(?: and|,|\.|$)
read (?:more|also|our|the full|next)|see also|(?:must )?watch (?:here|live|now|the full)|go here
listen (?:to|now|here)|scroll down|continue reading|story continued|stay tuned|check back
share this|more (?:on|from|about) this|related (?:articles?|stories|topics|content)
advertisements?|sponsored|podcasts?|playlist|slideshow|(?:hide|toggle|image) caption|file photo
enlarge this image|image source|captions|getty images|shutterstock
copyright|rights reserved|reprint permission|privacy policy|terms (?:of use|and conditions)
cookies|re?captcha|javascript|this (?:site|page|website)|external sites|results found
search summary
this (?:article|story|column|piece|transcript|newsletter|post)|rush transcript|last updated
(?:report|post|page) (?:was|has been) updated|updated?:? (?:at )?\d+|developing story|must watch
joins\W+(?:\w+\W+){0,3}to discuss|readers who wish|each weekday|segment (?:on|appears)
editor[’']s note|(?:daily|weekly|morning) roundup|stories such as this
earlier (?:story|version) (?:follows|appears)|(?:analysis|coverage|reviews) and .{0,20}commentary
\d{1,2}:\d\d (?:GMT|BST|ET|EST)
first published|for more (?:on|information|news|stories)|all the latest|timestamp|page \d+
top (?:stories|headlines)
opinions? expressed|views expressed|letters? to the editor|press (?:office|complaints)
this material|may not be (?:published|reproduced)|become a member
nonprofit newsroom|story (?:ideas?|suggestions?)|(?:have|got) (?:a|any) (?:story|stories|tips?)
news tips?|get in touch
tel(?:ephone)?:? \+?\d[\d ]+|(?:is the|and|is an?) author of|syndicated columnist
is (?:a|an|the) (?:\w+ ){0,4}(?:reporter|correspondent|columnist|contributor|journalist|fellow)
is (?:a|an|the) (?:\w+ ){0,4}(?:column|feature|series|newsletter|podcast) (?:by|that|from|about)
"""
_PAGE_SIGNS = r"\b(?:photos?|videos?):|[\w.-]+@[\w.-]+|https?:|www\.|©|@\w|^\W*\[\w+\]\W*$|[→←»|•►]"
_PAGE = re.compile(
    r"\b(?:" + _PAGE_WORDS.strip().replace("\n", "|") + r")\b|" + _PAGE_SIGNS, re.IGNORECASE
)
#: What the page asks its reader to do comes first in a line.
_ASKING = re.compile(
    r"^\W*(?:read|get|follow|watch|see|find|visit|support|help|donate|listen|stay|check|join|try|enter"
    r"|buy|order|discover|explore|learn|call|write|send|share|vote|meet|don[’']t miss)\b",
    re.IGNORECASE,
)
#: Words by which the page speaks to its reader, outside quotation marks.
_READER = re.compile(r"\b(?:you|your|yours|we|our|ours|us|we[’']d|you[’']re)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|(?<!\w)[‘'].*?[.,!?\w][’'](?!\w)", re.DOTALL)
#: Speech of which the passage holds only the end, or only the beginning.
_HALF_QUOTED = re.compile(r"^[^“”\"]*[.,!?…][”\"]|(?<!\w)[“\"‘'].*$", re.DOTALL)
#: Whoever said it, to whomever, is news even if the outlet is named: "he told The Post".
_SAID = re.compile(
    r"\b(?:said|says|told|tells|asked|added|wrote|replied|according to|reported|in an interview"
    r"|reveals?|revealed|verify|verified|for comment)\b",
    re.IGNORECASE,
)
#: A page speaks to its reader in a few words; an explanation that does so is longer.
_MOST_OF_TALK = 25
#: "A and B shake hands in Moscow, Russia, June 5, 2019." is what stands below a picture.
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+,? \d{4}"
_CAPTION = re.compile(
    r"^(?i:map|chart|graphic) (?:depicting|showing|of)\b"
    rf"|(?:, |\bon |[A-Z]\w+ )(?:\w+day, )?(?:{_DAY})\.?$"
)
#: Who owns a text is said below every article, whoever wrote it.
_OWNER = re.compile(r"©|copyright|rights reserved", re.IGNORECASE)
_PHOTO = re.compile(r"\((?:[\w ]+/)?[\w ]*\b(?:photo|AP|AFP|EPA|Reuters)\b[^)]*\)", re.IGNORECASE)
_BYLINE = re.compile(
    r"^(?:additional reporting|reporting|edited|written|editing) by\b|^[Bb]y [A-Z]"
    r"|^[—–-]*(?:[A-Z][\w.’'-]+,? ){1,3}reported from [A-Z][\w.’' ,-]{2,40}$"
)
_ENDED = re.compile(r"[.!?…]['\"”’)]*$")
#: In texts that lost their full stops a sentence is told by a verb.
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|said|says"
    r"|does|did|do)\b",
    re.IGNORECASE,
)
#: A few words of speech, or what leads to it: "The paper reports:".
_SPOKEN = re.compile(r"^[“\"‘'].*[.!?]|[.!?…][”\"’']$|\b(?:said|says|reports|writes):$")
_SHORT_VERB = re.compile(r"\w[’'](?:s|re|ll|ve|d|m)\b|n[’']t\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 0.5  # of the words of a sentence begin with a small letter; of a heading fewer do


def kinds_of(passages: pd.DataFrame, blocks: pd.Series) -> pd.Series:
    """Say of each passage whether it is 'furniture', a 'credit' or a 'refrain'.

    Parameters
    ----------
    passages : DataFrame
        outlet (missing if several print it), key and passage, a row an occurrence.
    blocks : Series
        A number for each run of passages that always follow one another in a line. If one of a run
        speaks of the page, all of it is furniture.
    """
    different = passages.drop_duplicates(["outlet", "key"])
    kinds = [
        _kind_of(passage, outlet)
        for passage, outlet in zip(different["passage"], different["outlet"], strict=True)
    ]
    names = ["outlet", "key"]
    known = different[names].assign(kind=pd.array(kinds, dtype="str"))
    kind = passages[names].merge(known, on=names, how="left")["kind"].set_axis(passages.index)
    has_page = (kind == _PAGE_TALK).groupby(blocks).transform("any")
    kind = kind.mask(has_page & (kind != CREDIT), FURNITURE)
    tells = (kind == REFRAIN).groupby(blocks).transform("any")
    kind = kind.mask(tells & (kind == _TO_READER), REFRAIN)
    return kind.replace([_PAGE_TALK, _TO_READER], FURNITURE)


def _kind_of(passage: str, outlet: object) -> str:
    """Return the kind of a passage by its own words."""
    line = " ".join(passage.split())
    if _is_credit(line):
        return CREDIT
    if _speaks_of_page(line, outlet):
        return _PAGE_TALK
    if _speaks_to_reader(line):
        return _TO_READER
    if _is_sentence(line):
        return REFRAIN
    return FURNITURE


def _speaks_of_page(line: str, outlet: object) -> bool:
    """Say whether a line speaks of the page or of the outlet; speech does not."""
    told = _HALF_QUOTED.sub(" ", _QUOTED.sub(" ", line))
    if _PAGE.search(told) or _CAPTION.search(line):
        return True
    if _SAID.search(told) or not _WORD.search(told):
        return False
    return _names(told, outlet)


def _speaks_to_reader(line: str) -> bool:
    """Say whether a line asks or tells its reader something in a few words."""
    told = _QUOTED.sub(" ", line)
    told = _HALF_QUOTED.sub(" ", told)
    if _SAID.search(told) or len(_WORD.findall(line)) > _MOST_OF_TALK:
        return False
    return bool(_READER.search(told) or _ASKING.search(told))


def _is_credit(line: str) -> bool:
    """Say whether a line says who wrote, helped or took the picture, and nothing else."""
    if _BYLINE.search(line):
        return len(_WORD.findall(line)) <= _MOST_OF_CREDIT
    is_speech = line[:1] in "“\"‘'" or _SAID.search(line)
    if is_speech or len(_WORD.findall(line)) > _MOST_OF_CREDIT or _OWNER.search(line):
        return False
    return bool(NOTE.search(line) or _PHOTO.fullmatch(line))


def _is_sentence(line: str) -> bool:
    """Say whether a line is a sentence of running text."""
    words = _WORD.findall(line)
    if len(words) < _FEWEST_WORDS:
        return _is_short_sentence(line)
    n_small = sum(word[0].islower() for word in words)
    if n_small < _SMALL * len(words):
        return False
    return bool(_ENDED.search(line) or _VERB.search(line))


def _is_short_sentence(line: str) -> bool:
    """Say whether a few words tell something: "No one was hurt." A heading has no full stop."""
    if _SPOKEN.search(line):
        return True
    n_words = len(_WORD.findall(line))
    has_verb = _VERB.search(line) or _SHORT_VERB.search(line)
    if line.endswith("?"):
        return bool(has_verb) and n_words > 2
    if not line.endswith(".") or line.endswith(".."):
        return False
    return bool(has_verb or _SAID.search(line))


def _names(line: str, outlet: object) -> bool:
    """Say whether a line names the outlet that prints it."""
    if not isinstance(outlet, str):
        return False
    name = re.sub(r"^(?:the )|\.[a-z.]+$|\s*\(.*?\)", "", outlet, flags=re.IGNORECASE).strip()
    if len(name) < 3:
        return bool(name) and bool(re.search(rf"\b{re.escape(name)}\b", line))
    if _letters(name) in _letters(line):
        return True
    last_or_first = "|".join(re.escape(word) for word in {name.split()[0], name.split()[-1]})
    return bool(re.search(rf"\b[Tt]he (?:{last_or_first})\b", line))


def _letters(text: str) -> str:
    """Return the letters of a text, so that "northernledger" is found in "The Northern Ledger"."""
    return re.sub(r"[\W_]", "", text.casefold())
