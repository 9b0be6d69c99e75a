"""What `lojar check` says about the line: each with an id and a hint, so that the way out stands beside the trouble."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

NEEDED = {
    "LOJAR_WHATSAPP_TOKEN": (
        "no_token",
        "nothing can be sent",
        "the token of a system user of the business account",
    ),
    "LOJAR_WHATSAPP_APP_SECRET": (
        "no_app_secret",
        "every webhook is refused",
        "App settings > Basic > App secret, in Meta's developer pages",
    ),
    "LOJAR_WHATSAPP_VERIFY_TOKEN": (
        "no_verify_token",
        "Meta cannot verify the webhook",
        "any long random text; give the same to Meta",
    ),
    "LOJAR_WHATSAPP_PHONE_NUMBER_ID": (
        "no_phone_number_id",
        "messages have no sender",
        "WhatsApp > API setup shows the id beside the number",
    ),
    "LOJAR_WHATSAPP_WABA_ID": (
        "no_waba_id",
        "message templates cannot be pushed",
        "WhatsApp > API setup shows the account's id",
    ),
}


@register("lojar")
def the_line_is_set_up(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for name, (short, so, hint) in NEEDED.items():
        if not getattr(settings, name):
            found.append(
                Warning(f"{name} is not set: {so}.", hint=f"Set it to {hint}.", id=f"lojar.channels.{short}")
            )
    return found


@register("lojar")
def there_is_a_key(**_: Any) -> list[CheckMessage]:
    if settings.LOJAR_EVIDENCE_KEYS:
        return []
    return [
        Warning(
            "LOJAR_EVIDENCE_KEY is not set: no message and no photo can be kept.",
            hint="Set it to 32 random bytes in base64, e.g. from `openssl rand -base64 32`, and keep a copy elsewhere.",
            id="lojar.channels.no_evidence_key",
        )
    ]


@register(Tags.database)
def templates_are_approved(*, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Only where the database is asked for: a template's state is what Meta last said."""
    if not databases:
        return []
    from .models import MessageTemplate
    from .whatsapp.templates import ours

    try:
        said = {(row.name, row.language): row.status for row in MessageTemplate.objects.all()}
    except DatabaseError:  # before the first migration there is nothing to ask
        return []
    return [_not_approved(key, said.get(key)) for key in ours() if said.get(key) != "APPROVED"]


def _not_approved(key: tuple[str, str], status: str | None) -> CheckMessage:
    name, language = key
    return Warning(
        f"Message template {name} ({language}) is not approved: {status or 'never pushed'}.",
        hint="Run `lojar templates push`; Meta's decision comes by webhook, `lojar templates list` asks for it.",
        id="lojar.channels.template_not_approved",
    )
