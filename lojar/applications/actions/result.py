"""What the office made: a number from its own registry, a signed PDF, a link, or a card."""

import re
import secrets
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from django.db import transaction

from lojar.evidence.queries import store
from lojar.offices.models import Officer

from .. import case_log
from ..models import Application, IssuedDocument
from ..queries.given import service_of
from ..rules.events import Kind
from ..rules.issued_pdf import must_be_a_pdf
from ..rules.lifecycle import NotAllowed, Verb
from ..rules.outputs import delivery_of
from .row import locked_for_officer

NOT_IN_A_FILENAME = re.compile(r"[^A-Za-z0-9]+")
LONGEST_NAME = 160


def register_result(
    application: Application,
    officer: Officer,
    *,
    name: str,
    number: str = "",
    link: str = "",
    pdf: bytes | None = None,
    now: datetime,
) -> IssuedDocument:
    """One document of the case; the same name again betters it, keeping what is not given anew.
    NotAllowed: document_unnamed, not_a_link, not_a_pdf, pdf_too_large."""
    _must_be_named(name)
    _must_be_a_link(link)
    if pdf is None:
        return _register(application, officer, name=name, number=number, link=link, object_key="", now=now)
    must_be_a_pdf(pdf)
    # Before the row is locked: an object store may be slow, and an object without a row harms nobody.
    key = f"issued/{secrets.token_hex(16)}.pdf"
    store().put(key, pdf)
    try:
        return _register(application, officer, name=name, number=number, link=link, object_key=key, now=now)
    except NotAllowed:
        store().delete(key)
        raise


@transaction.atomic
def _register(
    application: Application,
    officer: Officer,
    *,
    name: str,
    number: str,
    link: str,
    object_key: str,
    now: datetime,
) -> IssuedDocument:
    row = locked_for_officer(application, officer, Verb.REGISTER_RESULT, now=now)
    name = name.strip()
    given = {"number": number.strip(), "link": link.strip(), "object_key": object_key}
    if object_key:
        given["filename"] = filename(row, name)
    by = {"registered_by": officer, "registered_at": now}
    delivery = delivery_of(service_of(row), name, has_file=bool(object_key or link))
    if object_key:
        _forget_replaced(row, name)
    document, _ = IssuedDocument.objects.update_or_create(
        application=row,
        name=name,
        defaults={**{key: value for key, value in given.items() if value}, **by},
        create_defaults={**given, **by, "delivery": delivery},
    )
    case_log.by_officer(
        row,
        Kind.RESULT_REGISTERED,
        officer,
        now=now,
        document=document.pk,
        name=name,
        has_pdf=bool(object_key),
    )
    return document


def _forget_replaced(row: Application, name: str) -> None:
    """A wrong PDF holds personal data for nothing. One that was sent stays: its message may still be on the way."""
    if row.events.filter(kind=Kind.DELIVERED).exists():
        return
    old = row.documents.filter(name=name).exclude(object_key="").values_list("object_key", flat=True).first()
    if old:
        transaction.on_commit(partial(store().delete, old))


def filename(row: Application, name: str) -> str:
    """As the citizen's phone shows it: what it is, and of which application."""
    plain = NOT_IN_A_FILENAME.sub("-", name).strip("-")[:60] or "dokumen"
    return f"{plain}-{row.number}.pdf"


def _must_be_named(name: str) -> None:
    if not name.strip() or len(name.strip()) > LONGEST_NAME:
        raise NotAllowed("document_unnamed", longest=LONGEST_NAME)


def _must_be_a_link(link: str) -> None:
    if not link.strip():
        return
    parts = urlsplit(link.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or len(link) > 500:
        raise NotAllowed("not_a_link")
