"""Not understood: first the likeliest services as buttons, the second time a person."""

from collections.abc import Sequence

from ..engine.prompts import Choice
from ..engine.talk import Talk
from . import door

MOST_LIKELY = 2  # and "another one" beside them


def ask(talk: Talk, likely: Sequence[str]) -> None:
    talk.note(doubts=talk.state.doubts + 1)
    if talk.state.doubts > 1:
        talk.ask(talk.say("doubt.again"), talk.choice("officer", "officer"), talk.choice("menu", "menu"))
        return
    services = [s for code in likely if (s := talk.scene.catalogue.find(code)) is not None and s.offered]
    if services:
        rows = [Choice(f"service:{s.code}", talk.language_of(s.short)) for s in services[:MOST_LIKELY]]
        talk.ask(talk.say("doubt.likely"), *rows, talk.choice("menu", "other_service"))
    elif talk.case is not None or talk.state.service:
        talk.tell("doubt.here")
    else:
        talk.tell("doubt.words")
        door.ask_for_group(talk)
