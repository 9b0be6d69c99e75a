"""Where a conversation stands. What is true of an application is never kept here, only what was being talked about."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice that lies on the table: pressed by its id, or typed as its number or its words."""

    id: str
    title: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A photo that is kept and waits to be told which paper it is."""

    id: int
    pages: int = 1
    caption: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class State:
    focus: str = ""  # number of the application we talk about
    service: str = ""  # chosen, not begun
    alone: bool = False  # the package was declined: this service only
    answers: Mapping[str, str] = field(default_factory=dict)  # given before the draft exists
    changes: str = ""  # number of the draft whose service is being changed
    # Of somebody who wants to come: purpose, reason, day, visit (that is to move) and name, as far as they are known.
    errand: Mapping[str, str] = field(default_factory=dict)
    # What the next words or photo are: "faults", "field:KEY", "again:PAPER", "more:PAPER", "pdf:NUMBER",
    # "visit:why", "visit:day", "visit:time", "visit:name", "visit:sure".
    awaits: str = ""
    offered: tuple[Offered, ...] = ()
    asked: tuple[str, ...] = ()  # keys of the fields in the last message
    misses: int = 0  # messages in a row that gave none of what was asked
    doubts: int = 0  # messages in a row that were not understood
    photos: tuple[Pending, ...] = ()
    laid: tuple[tuple[int, str], ...] = ()  # photo and paper of the last burst, to be put right by a word
    as_is: tuple[int, ...] = ()  # photos that are sent although nobody may be able to read them
    misread: tuple[str, ...] = ()  # "CASE:field" that was read on a photo, and is not so
    photos_for: str = ""  # application that photos are for, where the citizen was asked
    passed: tuple[str, ...] = ()  # drafts whose optional papers were declined
    page: int = 0
    said: str = ""  # what was told in one go with the wish, until there is a draft to fill
    greeted_on: str = ""  # day
    heard_at: str = ""
    heard_to: str = ""  # send time of the newest message that was heard: what is older comes late
    seen_to: str = ""  # the same of the newest photo
    asked_at: str = ""  # when something was last said: words from before answer nothing of it
    subjects: tuple[tuple[str, str], ...] = ()  # since when which application was talked about
    shut: str = ""  # since when what was filed before waits for a proof
    shelved: tuple[Pending, ...] = ()  # photos that waited for a name then
    proof_misses: int = 0  # wrong answers to the question before it
    late_at: str = ""  # when it was last said that messages came late: once for a whole trickle of them
    plain: bool = False  # types numbers: show them in the text

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "State":
        """Kept by an older version of the program too: unknown keys are let go, new ones begin empty."""
        known = {f.name: kept[f.name] for f in fields(cls) if f.name in kept}
        known["offered"] = tuple(Offered(**each) for each in kept.get("offered", ()))
        known["photos"] = tuple(Pending(**each) for each in kept.get("photos", ()))
        known["shelved"] = tuple(Pending(**each) for each in kept.get("shelved", ()))
        known["laid"] = tuple((int(photo), str(paper)) for photo, paper in kept.get("laid", ()))
        known["subjects"] = tuple((str(at), str(number)) for at, number in kept.get("subjects", ()))
        known["as_is"] = tuple(kept.get("as_is", ()))
        known["misread"] = tuple(kept.get("misread", ()))
        known["asked"] = tuple(kept.get("asked", ()))
        known["passed"] = tuple(kept.get("passed", ()))
        return cls(**known)

    def renamed(self, names: Mapping[str, str]) -> "State":
        """Drafts of this turn by the numbers they were given."""
        what, _, about = self.awaits.partition(":")
        return replace(
            self,
            focus=names.get(self.focus, self.focus),
            changes=names.get(self.changes, self.changes),
            photos_for=names.get(self.photos_for, self.photos_for),
            subjects=tuple((at, names.get(number, number)) for at, number in self.subjects),
            passed=tuple(names.get(number, number) for number in self.passed),
            awaits=f"{what}:{names[about]}" if about in names else self.awaits,
        )
