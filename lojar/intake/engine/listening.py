"""The conversation as one pure step: a scene, a state and what was heard give a state, words and things to do."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..dialogs import (
    cases,
    choosing,
    door,
    late,
    officer,
    photos,
    places,
    presses,
    proof,
    ready,
    status,
    steps,
    unusable,
    words,
)
from ..dialogs.naming import named_paper
from ..dialogs.wording import case_name
from ..understand import plain
from .burst import Burst, Pressed, Said, captioned, sorted_burst
from .commands import AnswerPdfQuestion, AnswerProof, Note, Outcome, Submit
from .heard import Heard
from .lateness import parted, remembered
from .reply import compose
from .scene import Scene
from .state import State
from .talk import Talk
from .turn import Turn

BACK_TO_PROGRAM = frozenset({"menu", "bantuan", "kembali", "help", "back"})
SPEAK_AGAIN = frozenset({"mulai", "start"})


def listen(scene: Scene, state: State, heard: Sequence[Heard]) -> Turn:
    """One burst of one person, however many messages it has."""
    turn = _turn(Talk(scene, state), heard)
    return replace(turn, state=remembered(turn.state, heard))


def _turn(talk: Talk, heard: Sequence[Heard]) -> Turn:
    with_officer = talk.scene.with_officer
    timely = parted(heard, talk.state).timely
    if with_officer and not _turns_back(timely):
        return _listen_silently(talk, heard)
    proof.close_or_open(talk)
    cases.settle_focus(talk)
    if with_officer and _turn_back(talk, timely):
        return _finished(talk)
    if _hear_all(talk, captioned(heard, lambda text: _names_paper(talk, text))):
        steps.go_on(talk)
    return _finished(talk)


def _hear_all(talk: Talk, heard: Sequence[Heard]) -> bool:
    """True where something is to be answered. What came late is heard beside what is timely, and leads nowhere."""
    came = parted(heard, talk.state)
    burst = sorted_burst(came.timely)
    if talk.scene.stopped:
        burst = _spoken_again(talk, burst)
    for each in came.timely:
        if each.is_spoken:
            talk.tell("voice.heard", text=each.text)
    wants_answer = late.hear(talk, came.late, alone=not came.timely)
    _hear(talk, burst)
    wants_answer = late.keep_photos(talk, came.late) or wants_answer
    if came.timely and not _is_only_noted(talk, burst):
        _welcome(talk, burst)
        return True
    return wants_answer


def after(scene: Scene, state: State, outcomes: Iterable[Outcome]) -> Turn:
    """What to say once it is known how the commands ended: a refusal, or a judged answer."""
    talk = Talk(scene, state)
    proof.close_or_open(talk)
    cases.settle_focus(talk)
    for outcome in outcomes:
        if outcome.reason:
            known = talk.scene.phrases[talk.scene.language].has(f"refused.{outcome.reason}")
            talk.tell(f"refused.{outcome.reason}" if known else "refused.other")
            places.refused(talk, outcome)
        elif isinstance(outcome.command, AnswerPdfQuestion):
            ready.judged(talk, outcome)
        elif isinstance(outcome.command, AnswerProof):
            _judge_proof(talk, outcome)
    talk.note(laid=())
    steps.go_on(talk)
    return _finished(talk)


def _judge_proof(talk: Talk, outcome: Outcome) -> None:
    """It is the applicant: where everything stands, and the photos that waited meanwhile."""
    proof.judged(talk, outcome)
    if proof.is_locked(talk):
        officer.call(talk, "proof.locked")
    if not outcome.right:
        return
    status.tell(talk)
    if talk.case is not None and talk.state.photos:
        photos.place(talk, talk.case)


def _hear(talk: Talk, burst: Burst) -> None:
    for each in burst.words:
        talk.prompt, talk.is_quiet = None, False
        if isinstance(each, Pressed):
            if not presses.press(talk, each.choice):
                words.hear(talk, each.title)
        else:
            words.hear(talk, each.text)
    if burst.shots:
        if not talk.is_quiet:
            talk.prompt = None
        photos.hear(talk, burst.shots)
        _hear_captions(talk, burst)
    if burst.others:
        unusable.hear(talk, burst.others)


def _hear_captions(talk: Talk, burst: Burst) -> None:
    """A caption that names no paper may say what the photos are for: "mau urus ktp hilang"."""
    if talk.case is not None or talk.state.service:
        return
    captions = " ".join(dict.fromkeys(shot.caption for shot in burst.shots if shot.caption))
    if not captions:
        return
    before = len(talk.told)
    words.hear(talk, captions)
    if talk.state.service:
        del talk.told[before:]
    else:
        talk.prompt = None


def _listen_silently(talk: Talk, heard: Sequence[Heard]) -> Turn:
    """An officer talks: photos are kept for later, everything else is for the officer to read. Only a warning cannot
    wait until somebody reads."""
    _keep_photos(talk, heard)
    for each in heard:
        talk.do(Note(each.message, "an officer is talking"))
        if each.kind == "text":
            words.warn(talk, each.text)
    talk.note(heard_at=talk.scene.now.isoformat())
    warning, _ = compose(talk)
    return Turn(talk.state, warning, tuple(talk.commands))


def _keep_photos(talk: Talk, heard: Sequence[Heard]) -> None:
    for each in heard:
        if each.photo is not None and not each.photo.trouble:
            photos.keep(talk, each.photo)


def _spoken_again(talk: Talk, burst: Burst) -> Burst:
    """The word that our farewell named; what else was written is heard as ever."""
    said = [w for w in burst.words if isinstance(w, Said) and plain(w.text) in SPEAK_AGAIN]
    if not said:
        return burst
    officer.speak_again(talk)
    return replace(burst, words=tuple(w for w in burst.words if w not in said))


def _turn_back(talk: Talk, heard: Sequence[Heard]) -> bool:
    """True where the word alone was heard: then we are where we were, with the photos that came meanwhile."""
    officer.hand_back(talk)
    if any(each.kind == "choice" for each in heard):
        return False
    _keep_photos(talk, heard)
    case = photos.target(talk)
    if case is not None:
        photos.place(talk, case)
        steps.go_on(talk)
    else:
        door.ask_what(talk)
    return True


def _turns_back(heard: Sequence[Heard]) -> bool:
    """A button of ours, or the word that the officer's note names."""
    return any(
        each.kind == "choice" or (each.kind == "text" and plain(each.text) in BACK_TO_PROGRAM)
        for each in heard
    )


def _names_paper(talk: Talk, text: str) -> bool:
    case = photos.target(talk)
    return case is not None and named_paper(talk, text, case) is not None


def _is_only_noted(talk: Talk, burst: Burst) -> bool:
    """Reactions and the like: nothing was asked, so nothing is said."""
    return not (burst.words or burst.shots or talk.told)


def _welcome(talk: Talk, burst: Burst) -> None:
    """The first time who we are; after a long silence where we were, unless the person is already going on."""
    if not talk.state.greeted_on:
        gentle = (service := choosing.chosen(talk)) is not None and bool(service.tone)
        told, talk.told = talk.told, []
        door.greet(talk)
        talk.told = [*told[:1], *talk.told, *told[1:]] if gentle else [*talk.told, *told]
    elif talk.was_silent and not talk.commands and talk.case is not None and not talk.told:
        talk.told.insert(0, talk.say("back.again", service=case_name(talk, talk.case)))


def _finished(talk: Talk) -> Turn:
    messages, offered = compose(talk)
    if not messages and not any(isinstance(each, Submit) for each in talk.commands):
        offered = talk.state.offered
    now = talk.scene.now.isoformat()
    asked_at = now if messages else talk.state.asked_at
    state = replace(talk.state, offered=offered, heard_at=now, asked_at=asked_at)
    quotes = talk.prompt.photo if talk.prompt else 0
    shows = quotes if talk.prompt and talk.prompt.is_marked else 0
    return Turn(state, messages, tuple(talk.commands), quotes, shows)
