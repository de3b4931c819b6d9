"""How it is told: frames, by word lists that anyone can read and change."""

from mediakit.framing.classified import ClassifierScores
from mediakit.framing.classifying import FrameClassifier
from mediakit.framing.frame_model import FrameModel, load_classifier
from mediakit.framing.lexicons import Lexicon, load_frames, read_lexicon
from mediakit.framing.result import FrameScores
from mediakit.framing.scoring import score_frames
from mediakit.framing.sources import FrameSource

__all__ = [
    "ClassifierScores",
    "FrameClassifier",
    "FrameModel",
    "FrameScores",
    "FrameSource",
    "Lexicon",
    "load_classifier",
    "load_frames",
    "read_lexicon",
    "score_frames",
]
