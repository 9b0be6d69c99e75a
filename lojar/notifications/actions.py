"""An office words its own messages, within what each may and must tell; and what its head reads each morning."""

from datetime import datetime

from lojar.applications.queries import counts_of_trouble
from lojar.offices.models import Office, Officer
from lojar.offices.queries import opening_hours

from .models import MorningNote, TextOverride
from .rules.event_text import CannotSay, checked_body
from .rules.morning import morning_of
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
    return MorningNote.objects.get_or_create(
        office=office, on=on, defaults={"counts": counts, "written_at": now}
    )[0]
