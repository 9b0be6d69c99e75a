"""Not understood: first what is likeliest as buttons, the second time a person."""

from collections.abc import Iterator, Sequence

from ..engine.prompts import Choice
from ..engine.talk import Talk
from . import door, officer

MOST_LIKELY = 3  # and "another one" beside them
PATIENCE = 1  # doubts in a row; after the next one a person answers


def ask(talk: Talk, likely: Sequence[str]) -> None:
    talk.note(doubts=talk.state.doubts + 1)
    if talk.state.doubts > PATIENCE:
        officer.call(talk, "doubt.again")
        return
    rows = list(_choices(talk, likely))[:MOST_LIKELY]
    if rows:
        talk.ask(talk.say("doubt.likely"), *rows, talk.choice("menu", "other_service"))
    elif talk.case is not None or talk.state.service:
        talk.tell("doubt.here")
    else:
        talk.tell("doubt.words")
        door.ask_for_group(talk)


def _choices(talk: Talk, likely: Sequence[str]) -> Iterator[Choice]:
    """Services by their names, and questions that have a button; a greeting cannot be chosen."""
    phrases = talk.scene.phrases[talk.scene.language]
    for meaning in likely:
        service = talk.scene.catalogue.find(meaning)
        if service is not None and service.offered:
            yield Choice(f"service:{service.code}", talk.language_of(service.short))
        elif phrases.has(f"button.mean_{meaning}"):
            yield Choice(f"mean:{meaning}", talk.say(f"button.mean_{meaning}"))
