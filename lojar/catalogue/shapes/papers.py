"""The papers: what kinds there are, and what one service needs."""

from dataclasses import dataclass
from typing import Literal

from .words import Text

Need = Literal["always", "conditional", "optional"]


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """A ready-made reason to send one paper back: `label` for the officer's button (<= 40 letters),
    `sentence` for the citizen: why, and how to do better. `photo`: it is about the photo, not about the paper."""

    code: str
    label: Text
    sentence: Text
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper. `recognised_as`: what the reader of photos may call it (ktp, kk, sk_lahir, ...)."""

    code: str
    label: Text
    short: Text  # <= 20 letters, for a button
    hint: Text  # how to photograph it
    return_reasons: tuple[ReturnReason, ...]
    sensitive: bool = True
    recognised_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of "what is needed". In a package, lines with the same key are the same paper, sent once."""

    key: str  # unique in its service: `kk`, `ktp-suami`
    document: str  # code of the Document
    label: Text  # the citizen's name of it, <= 72 letters: "KTP-el suami"
    short: Text  # <= 20 letters, for a button or a row
    required: Need
    hint: Text  # how to photograph it
    note: Text | None = None  # what else the citizen should know about it
    when: Text | None = None  # conditional papers: the condition in words, for the published list
    office_note: str = ""  # for the officer only
    min_pages: int = 1
    surrender: bool = False  # the original is handed in when the document is collected
    bring: bool = False  # the original is shown (not kept) when the document is collected
    replaced_by_fields: bool = False  # the chat's own questions stand for this form: do not ask for a photo
    sex: str = ""  # male | female: whose card it is, where two people send one each
    form: str = ""  # number of the form, where it is one: "F-2.03"
    used_by: tuple[str, ...] = ()  # packages only: the members that need it; none left, none asked
