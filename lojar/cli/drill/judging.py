"""What stands on the phones against what the office has on record. Pure: lists in, findings out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, pairwise

WAITS = ("queued", "held")
ARRIVED = ("sent", "delivered", "read")
NUDGE = "nudge"  # the template that tells of held answers: it goes before them, and ends when they need no telling


@dataclass(frozen=True, slots=True)
class Wrote:
    """A message for which a citizen pressed send. `at`: seconds of the real clock."""

    wamid: str
    phone: str
    at: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the office as it stands on a phone. `answer`: whose it says it is; 0 where it says nothing."""

    wamid: str
    phone: str
    answer: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A citizen's message in the books of the office."""

    wamid: str
    phone: str
    kind: str
    media: str
    delivery: int
    received_at: datetime
    heard_at: datetime | None
    photos: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the office in its own books."""

    id: int
    phone: str
    key: str
    purpose: str
    state: str
    tries: int
    created_at: datetime
    left_at: datetime | None = None
    sent_at: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of the same people, each list in its own order: as written, as shown, by id."""

    wrote: Sequence[Wrote] = ()
    shown: Sequence[Shown] = ()
    heard: Sequence[Heard] = ()
    said: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is a key of words.FINDINGS; `detail` names the message, or what was seen."""

    code: str
    phone: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    messages: int = 0
    photos: int = 0
    photos_told: int = field(default=0, metadata={"means": "could not be had, and the citizen was told"})
    answers: int = 0
    longest_wait: float | None = None


def judge(evidence: Evidence) -> list[Finding]:
    checks = (_lost, _unheard, _unanswered, _heard_twice, _turned_around, _photos, _answers, _phones, _order)
    return [finding for check in checks for finding in check(evidence)]


def is_calm(evidence: Evidence) -> bool:
    """Everything that was written is heard, and nothing is on its way: now it may be judged."""
    heard = {row.wamid: row for row in evidence.heard}
    return (
        all(wrote.wamid in heard for wrote in evidence.wrote)
        and all(row.heard_at is not None and row.media != "waiting" for row in evidence.heard)
        and not any(row.state in (*WAITS, "in_flight") for row in evidence.said)
    )


def tally(evidence: Evidence) -> Tally:
    media = [row.media for row in evidence.heard]
    return Tally(
        messages=len(evidence.wrote),
        photos=media.count("kept"),
        photos_told=media.count("lost") + media.count("quarantined"),
        answers=len(evidence.shown),
        longest_wait=max(_waits(evidence), default=None),
    )


def _waits(evidence: Evidence) -> Iterator[float]:
    """From the thumb on "send" to the answer of the turn that heard it."""
    written_at = {wrote.wamid: wrote.at for wrote in evidence.wrote}
    for row in evidence.heard:
        sent = [said.sent_at for said in _answers_to(row, evidence.said) if said.sent_at is not None]
        if sent and row.wamid in written_at:
            yield min(sent).timestamp() - written_at[row.wamid]


def _answers_to(row: Heard, said: Sequence[Said]) -> list[Said]:
    """A turn marks what it heard, and writes its answers, at one and the same moment."""
    return [
        each
        for each in said
        if each.phone == row.phone and each.created_at == row.heard_at and each.purpose != NUDGE
    ]


def _lost(evidence: Evidence) -> Iterator[Finding]:
    known = {(row.wamid, row.phone) for row in evidence.heard}
    for wrote in evidence.wrote:
        if (wrote.wamid, wrote.phone) not in known:
            yield Finding("lost", wrote.phone, wrote.wamid)
    written = {wrote.wamid for wrote in evidence.wrote}
    for row in evidence.heard:
        if row.wamid not in written:
            yield Finding("never_written", row.phone, row.wamid)
    for wamid, times in Counter(row.wamid for row in evidence.heard).items():
        if times > 1:
            yield Finding("kept_twice", detail=f"{wamid} x {times}")


def _unheard(evidence: Evidence) -> Iterator[Finding]:
    for row in evidence.heard:
        if row.heard_at is None and row.media != "waiting":
            yield Finding("unheard", row.phone, f"{row.kind} {row.wamid}")


def _unanswered(evidence: Evidence) -> Iterator[Finding]:
    for row in evidence.heard:
        if row.heard_at is not None and not _answers_to(row, evidence.said):
            yield Finding("unanswered", row.phone, f"{row.kind} {row.wamid}")


def _heard_twice(evidence: Evidence) -> Iterator[Finding]:
    """Heard again, a message moves to the second turn, and the answer of the first answers nothing any more."""
    turns = {(row.phone, row.heard_at) for row in evidence.heard}
    for said in evidence.said:
        if said.key.startswith("turn:") and (said.phone, said.created_at) not in turns:
            yield Finding("heard_twice", said.phone, said.key)


def _turned_around(evidence: Evidence) -> Iterator[Finding]:
    """What was written first and came first is heard first. A photo may come later: it has to be fetched."""
    heard = {row.wamid: row for row in evidence.heard if row.heard_at is not None and row.media == "none"}
    for phone in dict.fromkeys(wrote.phone for wrote in evidence.wrote):
        rows = [heard[w.wamid] for w in evidence.wrote if w.phone == phone and w.wamid in heard]
        for first, second in combinations(rows, 2):
            if _came_before(first, second) and first.heard_at > second.heard_at:  # type: ignore[operator]
                yield Finding("heard_out_of_order", phone, f"{first.wamid} after {second.wamid}")


def _came_before(first: Heard, second: Heard) -> bool:
    return first.delivery < second.delivery and first.received_at < second.received_at


def _photos(evidence: Evidence) -> Iterator[Finding]:
    for row in evidence.heard:
        told = bool(_answers_to(row, evidence.said))
        if row.media == "waiting":
            yield Finding("photo_waits", row.phone, row.wamid)
        elif row.media in ("lost", "quarantined") and not told:
            yield Finding("photo_lost", row.phone, row.wamid)
        elif row.media == "kept" and row.photos != 1:
            yield Finding("photo_miscounted", row.phone, f"{row.wamid}: {row.photos}")


def _answers(evidence: Evidence) -> Iterator[Finding]:
    """The office's own books: nothing waits, nothing failed, and what it says arrived stands on the phone."""
    shown = {row.answer for row in evidence.shown}
    for said in evidence.said:
        what = f"{said.key} {said.state}{f': {said.error}' if said.error else ''}"
        if said.key.startswith("aside:"):
            yield Finding("put_aside", said.phone, what)
        if said.state in WAITS:
            yield Finding("answer_waits", said.phone, what)
        elif said.state == "in_flight":
            yield Finding("uncertain_shown" if said.id in shown else "uncertain", said.phone, what)
        elif said.state in ARRIVED and said.id not in shown:
            yield Finding("not_on_phone", said.phone, what)
        elif said.state == "failed" or (said.state == "expired" and said.purpose != NUDGE):
            yield Finding("answer_failed", said.phone, what)


def _phones(evidence: Evidence) -> Iterator[Finding]:
    """The phones: nothing stands there twice, and nothing that the office does not know."""
    known = {(said.id, said.phone) for said in evidence.said}
    for (phone, answer), times in Counter((row.phone, row.answer) for row in evidence.shown).items():
        if (answer, phone) not in known:
            yield Finding("unknown_answer", phone, f"{answer or 'without a mark'} x {times}")
        elif times > 1:
            yield Finding("answer_twice", phone, f"{answer} x {times}")


def _order(evidence: Evidence) -> Iterator[Finding]:
    """Answers stand in the order in which they were written. Only the template that announces them goes before."""
    nudges = {said.id for said in evidence.said if said.purpose == NUDGE}
    for phone in dict.fromkeys(row.phone for row in evidence.shown):
        mine = [row.answer for row in evidence.shown if row.phone == phone and row.answer not in nudges]
        for before, after in pairwise(dict.fromkeys(mine)):
            if before > after > 0:
                yield Finding("answers_out_of_order", phone, f"{before} before {after}")
