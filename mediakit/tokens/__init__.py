"""The one place that reads characters: words and sentences, with their positions in the text."""

from mediakit.tokens.arrow import as_strings, half_characters_refused, letters_of
from mediakit.tokens.characters import RULES, is_address, split_words
from mediakit.tokens.fields import FIELDS, field_names, join_fields, joined_texts, utf8_of, words_of
from mediakit.tokens.folding import HYPHENS, plain_word
from mediakit.tokens.numbered import Tokens
from mediakit.tokens.segmenting import has_unspaced_letters
from mediakit.tokens.sentences import Sentences, find_sentences, sentence_spans
from mediakit.tokens.stopping import STOP_WORD_LISTS, add_to_list, stop_words
from mediakit.tokens.tokenizing import Texts, check_spaces, tokenize

__all__ = [
    "FIELDS",
    "HYPHENS",
    "RULES",
    "STOP_WORD_LISTS",
    "Sentences",
    "Texts",
    "Tokens",
    "add_to_list",
    "as_strings",
    "check_spaces",
    "field_names",
    "find_sentences",
    "half_characters_refused",
    "has_unspaced_letters",
    "is_address",
    "join_fields",
    "joined_texts",
    "letters_of",
    "plain_word",
    "sentence_spans",
    "split_words",
    "stop_words",
    "tokenize",
    "utf8_of",
    "words_of",
]
