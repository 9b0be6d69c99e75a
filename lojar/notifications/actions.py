"""An office words its own messages, within what each of them may and must tell."""

from datetime import datetime

from lojar.offices.models import Office, Officer

from .models import TextOverride
from .rules.event_text import CannotSay, checked_body
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
