"""What a turn decides to do: one to one the verbs of applications, handover and channels."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Start:
    case: str  # a handle until the draft has its number
    code: str
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    case: str
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Fill:
    case: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LayPage:
    case: str
    paper: str
    photo: int
    pages: int = 1
    fault: str = ""


@dataclass(frozen=True, slots=True)
class MovePage:
    case: str
    photo: int
    paper: str
    to: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """All photos of a paper."""

    case: str
    paper: str


@dataclass(frozen=True, slots=True)
class SkipPaper:
    case: str
    paper: str


@dataclass(frozen=True, slots=True)
class Submit:
    case: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    case: str


@dataclass(frozen=True, slots=True)
class ChangeService:
    case: str
    code: str


@dataclass(frozen=True, slots=True)
class AnswerPdfQuestion:
    case: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerProof:
    """That it is the person who filed what was filed under a former number."""

    case: str
    key: str
    answer: str


@dataclass(frozen=True, slots=True)
class TalkWithOfficer:
    case: str = ""


@dataclass(frozen=True, slots=True)
class HandBack:
    pass


@dataclass(frozen=True, slots=True)
class KeepSilent:
    pass


@dataclass(frozen=True, slots=True)
class SpeakAgain:
    pass


@dataclass(frozen=True, slots=True)
class SpeakLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class Note:
    """For the officer who reads along: why a message got no answer of its own."""

    message: int
    why: str


@dataclass(frozen=True, slots=True)
class Collect:
    """Words that were not understood, for the office to say what they mean."""

    text: str
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldPlace:
    """While the person says in whose name; `session` is a row of the stock, `case` the application it is about."""

    session: int
    reason: str = ""  # code of an urgent reason
    case: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class BookPlace:
    """The hold, or the offer, becomes a booking."""

    visit: int
    person: str = ""


@dataclass(frozen=True, slots=True)
class ChangePlace:
    visit: int
    session: int


@dataclass(frozen=True, slots=True)
class CancelVisit:
    visit: int


@dataclass(frozen=True, slots=True)
class WaitForPlace:
    """In line for a day that is full."""

    purpose: str
    on: str  # ISO date
    reason: str = ""
    case: str = ""
    person: str = ""


Command = (
    Start | Answer | Fill | LayPage | MovePage | TakeBack | SkipPaper | Submit | Withdraw | ChangeService
    | AnswerPdfQuestion | AnswerProof | TalkWithOfficer | HandBack | KeepSilent | SpeakAgain | SpeakLanguage | Note
    | Collect | HoldPlace | BookPlace | ChangePlace | CancelVisit | WaitForPlace
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended where that matters to what is said: refused with a reason, or an answer judged."""

    command: Command
    reason: str = ""  # NotAllowed.reason, "" where it was done
    right: bool = True
    locked: bool = False
