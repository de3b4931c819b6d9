"""How it is told: frames, by word lists that anyone can read and change."""

from mediakit.framing.classifying import ClassifierScores, FrameClassifier
from mediakit.framing.lexicons import Lexicon, load_frames, read_lexicon
from mediakit.framing.result import FrameScores
from mediakit.framing.scoring import score_frames

__all__ = [
    "ClassifierScores",
    "FrameClassifier",
    "FrameScores",
    "Lexicon",
    "load_frames",
    "read_lexicon",
    "score_frames",
]
