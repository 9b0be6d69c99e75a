"""A person, please: the program steps back, and says when somebody reads."""

from ..engine.commands import HandBack, KeepSilent, SpeakAgain, SpeakLanguage, TalkWithOfficer
from ..engine.talk import Talk
from . import door
from .wording import moment


def call(talk: Talk, key: str = "officer.called") -> None:
    about = (
        talk.case.number if talk.case else (talk.scene.open_cases[0].number if talk.scene.open_cases else "")
    )
    talk.do(TalkWithOfficer(about))
    talk.tell(key)
    reads_at = talk.scene.office.reads_at
    talk.tell("officer.later" if reads_at else "officer.now", at=moment(talk, reads_at))
    talk.note(awaits="", asked=(), misses=0, doubts=0)
    talk.quiet()


def hand_back(talk: Talk) -> None:
    talk.do(HandBack())
    talk.tell("officer.back")


def stop(talk: Talk) -> None:
    talk.do(KeepSilent())
    talk.tell("stop.done")
    talk.quiet()


def speak_again(talk: Talk) -> None:
    talk.do(SpeakAgain())
    talk.tell("stop.again")


def speak(talk: Talk, language: str) -> None:
    talk.do(SpeakLanguage(language))
    talk.tell("language.changed")
    if talk.case is None and not talk.state.service:
        door.ask_what(talk)
