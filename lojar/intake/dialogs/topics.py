"""What a message touches: a rule of the catalogue that answers it, with its source; or a person in danger."""

from ..engine.talk import Talk
from ..understand import Understood
from . import officer

DANGER = "danger"
# Of these intents a rule of the catalogue is the answer; with any other it would only be in the way.
QUESTIONS = frozenset(
    {"requirements", "photo_problem", "pickup", "consent", "unclear", "deny", "affirm", "on_behalf"}
)
MOST_ANSWERED = 2


def alarm(talk: Talk, understood: Understood) -> bool:
    """Before anything else is thought about: the numbers to call, and an officer."""
    if not tell_numbers_to_call(talk, understood):
        return False
    officer.call(talk, "danger.officer")
    return True


def tell_numbers_to_call(talk: Talk, understood: Understood) -> bool:
    if DANGER not in understood.touches:
        return False
    talk.tell("danger.call")
    return True


def answer(talk: Talk, understood: Understood, *, unsure: bool = False) -> bool:
    """True where a rule said all there is to say: for a question, and where nothing else is sure (`unsure`). What is
    refused is refused however it was asked for."""
    refused = tuple(code for code in understood.touches if code in talk.scene.words.refusals)
    if understood.intent not in QUESTIONS and not refused and not unsure:
        return False
    rules = {rule.code: rule for rule in talk.scene.catalogue.principles}
    touched = [rules[code] for code in refused or understood.touches if code in rules][:MOST_ANSWERED]
    for rule in touched:
        talk.tell_words(talk.language_of(rule.text))
    return bool(touched)
