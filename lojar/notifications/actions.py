"""An office words its own messages and ready answers, within what each may and must tell; and what its head reads
each morning."""

from datetime import datetime, timedelta

from lojar.applications.queries import counts_of_trouble, visits_avoided
from lojar.offices.models import Office, Officer
from lojar.offices.queries import opening_hours

from .models import MorningNote, ReadyAnswer, TextOverride
from .rules.event_text import CannotSay, checked_body
from .rules.morning import AVOIDED, morning_of
from .rules.ready_answer import CODE, checked_words
from .shipped_answers import shipped_answers
from .wordings import shipped


def change_text(
    office: Office, language: str, name: str, *, body: str, officer: Officer | None = None, now: datetime
) -> TextOverride:
    """CannotSay: unknown_text, unknown_gap, missing_gap, lone_brace, length."""
    if shipped(language, name) is None:
        raise CannotSay("unknown_text", f"{language}/{name}")
    changed, _ = TextOverride.objects.update_or_create(
        office=office,
        language=language,
        event=name,
        defaults={"body": checked_body(name, body), "changed_by": officer, "changed_at": now},
    )
    return changed


def restore_text(office: Office, language: str, name: str) -> None:
    """Back to the words that were shipped."""
    TextOverride.objects.filter(office=office, language=language, event=name).delete()


def write_morning_note(office: Office, *, now: datetime) -> MorningNote | None:
    """Once a working day, whoever asks and however often; None before its time. The first one stays: what the head
    read in the morning is not changed by the afternoon."""
    on = morning_of(now, opening_hours(office))
    if on is None:
        return None
    written = MorningNote.objects.filter(office=office, on=on).first()
    if written is not None:
        return written
    counts = {trouble.value: count for trouble, count in counts_of_trouble(office, now=now).items()}
    counts[AVOIDED] = visits_avoided(office, since=_last_told(office, now), until=now)
    return MorningNote.objects.get_or_create(
        office=office, on=on, defaults={"counts": counts, "written_at": now}
    )[0]


def _last_told(office: Office, now: datetime) -> datetime:
    """The note before this one, so that no day is left out and none is counted twice."""
    before = MorningNote.objects.filter(office=office, written_at__lt=now).order_by("-written_at").first()
    return before.written_at if before else now - timedelta(days=1)


def word_answer(
    office: Office, code: str, *, title: str, indonesian: str, english: str, officer: Officer, now: datetime
) -> None:
    """A new one or a changed one, offered from now on; the same `code` again is the same answer.

    CannotSay: unknown_text, title, length, unknown_gap, lone_brace."""
    words = checked_words(title, indonesian, english)
    if words == shipped_answers().get(code):
        restore_answer(office, code)
        return
    said = {"title": words.title, "indonesian": words.indonesian, "english": words.english}
    _write_answer(office, code, officer, now, is_offered=True, **said)


def lay_aside_answer(office: Office, code: str, *, officer: Officer, now: datetime) -> None:
    """Offered no more, and not forgotten. CannotSay("unknown_text")."""
    _offer(office, code, officer, now, is_offered=False)


def offer_answer_again(office: Office, code: str, *, officer: Officer, now: datetime) -> None:
    """CannotSay("unknown_text")."""
    _offer(office, code, officer, now, is_offered=True)


def restore_answer(office: Office, code: str) -> None:
    """Back to the words that were shipped; nothing happens to an answer of the office's own."""
    if code in shipped_answers():
        ReadyAnswer.objects.filter(office=office, code=code).delete()


def _offer(office: Office, code: str, officer: Officer, now: datetime, *, is_offered: bool) -> None:
    changed = ReadyAnswer.objects.filter(office=office, code=code).update(
        is_offered=is_offered, changed_by=officer, changed_at=now
    )
    if changed:
        return
    words = shipped_answers().get(code)
    if words is None:
        raise CannotSay("unknown_text", code)
    said = {"title": words.title, "indonesian": words.indonesian, "english": words.english}
    _write_answer(office, code, officer, now, is_offered=is_offered, **said)


def _write_answer(office: Office, code: str, officer: Officer, now: datetime, **what: object) -> None:
    if not CODE.fullmatch(code):
        raise CannotSay("unknown_text", code)
    defaults = {**what, "changed_by": officer, "changed_at": now}
    ReadyAnswer.objects.update_or_create(office=office, code=code, defaults=defaults)
