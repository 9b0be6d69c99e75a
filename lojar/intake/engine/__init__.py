"""The conversation engine: pure, so that every dialog is tested as text in, text out."""

from .commands import Outcome
from .heard import Heard, HeardPhoto
from .listening import after, listen
from .phrases import Phrases
from .scene import Case, LaidPhoto, OfficeFacts, Paper, PdfQuestion, Proof, Scene
from .state import State
from .turn import Turn

__all__ = [
    "Case", "Heard", "HeardPhoto", "LaidPhoto", "OfficeFacts", "Outcome", "Paper", "PdfQuestion", "Phrases", "Proof",
    "Scene", "State", "Turn", "after", "listen",
]  # fmt: skip
