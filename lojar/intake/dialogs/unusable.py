"""Messages that carry nothing we can use: a useful answer once, a silent note where none is due, never a wrong step."""

from collections.abc import Sequence

from ..engine.commands import Note
from ..engine.heard import Heard
from ..engine.talk import Talk

# Kinds that a person expects an answer to; all others are only noted for the officer who reads along.
ANSWERED = frozenset(
    {"audio", "video", "sticker", "location", "contacts", "order", "edit", "unsupported", "poll", "flow"}
)


def hear(talk: Talk, others: Sequence[Heard]) -> None:
    """One answer for the most telling of them."""
    for each in others:
        talk.do(Note(each.message, f"no answer of its own: {each.kind}"))
    kinds = [each.kind for each in others if each.kind in ANSWERED]
    if not kinds:
        return
    kind = next((k for k in kinds if k != "sticker"), "sticker")
    known = talk.scene.phrases[talk.scene.language].has(f"unusable.{kind}")
    talk.tell(f"unusable.{kind}" if known else "unusable.other")
