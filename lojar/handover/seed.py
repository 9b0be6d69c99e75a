"""The passes of seeded cases that lie ready: the rows that the verbs would have written."""

import secrets

from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import Status
from lojar.lib.reference import ALPHABET

from .models import HandOver
from .rules.passes import CODE_LENGTH


def seed_hand_overs() -> int:
    """One for each ready case that has none; says how many were made."""
    waiting = Application.objects.filter(status=Status.READY, hand_over=None).only(
        "id", "ready_at", "created_at"
    )
    made = HandOver.objects.bulk_create(
        (
            HandOver(
                application=row,
                place=f"A-{number % 40 + 1}",
                code="".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
                pass_token=secrets.token_urlsafe(24),
                opened_at=row.ready_at or row.created_at,
                question="nomor_kk",
            )
            for number, row in enumerate(waiting)
        ),
        batch_size=2000,
    )
    return len(made)
