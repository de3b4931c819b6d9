"""From letters to who said what: marks, words, sentences, subjects and cues, in compiled loops."""
