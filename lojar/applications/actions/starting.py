"""A draft begins, is answered and filled in, and may become a draft of another service."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from lojar.catalogue.actions import version_of
from lojar.catalogue.mistakes import CatalogueMistake
from lojar.catalogue.models import ServiceVersion
from lojar.catalogue.queries import service_of as service_of_version
from lojar.catalogue.shapes import Service
from lojar.channels.models import Contact
from lojar.lib import reference
from lojar.lib.sealed_fields import keyring

from .. import case_log
from ..models import Application
from ..name_marks import marks_of
from ..queries.given import given, service_of
from ..rules.events import Kind
from ..rules.lifecycle import NotAllowed, Verb
from ..rules.person import whom_it_is_about
from ..rules.values import changed, must_be_a_choice, tidied
from .checklist import follow_answers, lay_out_anew
from .row import locked_for, touch

PERSON = ("person_name", "name_marks", "nik_digest", "kk_digest")
DRAWS = 5  # of a number that is not taken; the second draw is already rare


@transaction.atomic
def start(
    contact: Contact, code: str, *, answers: Mapping[str, str] | None = None, now: datetime
) -> Application:
    """A draft of a service, or of a package as one whole. NotAllowed: not_offered, unknown_question, unknown_choice."""
    version = _version(contact, code)
    service = service_of_version(version)
    if not service.offered:
        raise NotAllowed("not_offered", service=code)
    for question, choice in (answers or {}).items():
        must_be_a_choice(service, question, choice)
    row = insert(
        contact,
        now=now,
        service_code=code,
        service_version=version,
        answers=dict(answers or {}),
        touched_at=now,
    )
    follow_answers(row, service, now=now)
    case_log.by_citizen(row, Kind.STARTED, now=now, service=code)
    return row


@transaction.atomic
def answer(application: Application, question_key: str, choice_key: str, *, now: datetime) -> Application:
    """An answer to one of the service's questions; the checklist follows it."""
    row = locked_for(application, Verb.FILL)
    service = service_of(row)
    must_be_a_choice(service, question_key, choice_key)
    if row.answers.get(question_key) == choice_key:
        return row
    row.answers = {**row.answers, question_key: choice_key}
    touch(row, "answers", now=now)
    dropped = follow_answers(row, service, now=now)
    case_log.by_citizen(
        row, Kind.ANSWERED, now=now, question=question_key, choice=choice_key, dropped=dropped
    )
    return row


@transaction.atomic
def fill(application: Application, values: Mapping[str, str], *, now: datetime) -> Application:
    """Values of fields as text; "" skips an optional one. The event keeps what was overwritten."""
    row = locked_for(application, Verb.FILL)
    service = service_of(row)
    kept = tidied(service, values)
    before = changed(row.values, kept)
    if not before:
        return row
    row.values = {**row.values, **kept}
    return _filled(row, service, fields=list(before), before={k: v for k, v in before.items() if v}, now=now)


@transaction.atomic
def clear(application: Application, keys: Iterable[str], *, now: datetime) -> Application:
    """Forget values or answers, so that they are asked again."""
    row = locked_for(application, Verb.FILL)
    before = {key: value for key, value in given(row).items() if key in set(keys)}
    if not before:
        return row
    row.values = {key: value for key, value in row.values.items() if key not in before}
    row.answers = {key: value for key, value in row.answers.items() if key not in before}
    return _filled(row, service_of(row), fields=[], before=before, now=now)


@transaction.atomic
def change_service(application: Application, code: str, *, now: datetime) -> Application:
    """Of a draft only: photos whose document fits and values whose key fits go along."""
    row = locked_for(application, Verb.CHANGE_SERVICE)
    if row.service_code == code:
        return row
    version = _version(row.contact, code)
    service = service_of_version(version)
    if not service.offered:
        raise NotAllowed("not_offered", service=code)
    before, row.service_code, row.service_version = row.service_code, code, version
    row.values = {key: value for key, value in row.values.items() if service.field(key)}
    row.answers = {key: choice for key, choice in row.answers.items() if _still_asked(service, key, choice)}
    say_whom(row, service)
    touch(row, "service_code", "service_version", "values", "answers", *PERSON, now=now)
    dropped = lay_out_anew(row, service, now=now)
    case_log.by_citizen(row, Kind.SERVICE_CHANGED, now=now, service=code, before=before, dropped=dropped)
    return row


def insert(contact: Contact, *, now: datetime, **fields: object) -> Application:
    """A new row under a number that nobody has."""
    office = contact.office
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    for _ in range(DRAWS):
        try:
            with transaction.atomic():
                return Application.objects.create(
                    number=reference.new(office.prefix, today),
                    office=office,
                    contact=contact,
                    created_at=now,
                    **fields,
                )
        except IntegrityError:
            continue
    raise RuntimeError(f"the numbers of {today} are used up")


def say_whom(row: Application, service: Service) -> None:
    """Derive whom it is about from the values; found by digest, shown by name."""
    person = whom_it_is_about(service.filled(given(row)))
    row.person_name = person.name
    row.name_marks = marks_of(row.office_id, person.name, person.village)
    row.nik_digest = keyring().digest(person.nik) if person.nik else None
    row.kk_digest = keyring().digest(person.kk_number) if person.kk_number else None


def _filled(
    row: Application, service: Service, *, fields: list[str], before: Mapping[str, str | None], now: datetime
) -> Application:
    say_whom(row, service)
    touch(row, "values", "answers", *PERSON, now=now)
    dropped = follow_answers(row, service, now=now)
    case_log.by_citizen(row, Kind.FILLED, now=now, fields=fields, before=dict(before), dropped=dropped)
    return row


def _version(contact: Contact, code: str) -> ServiceVersion:
    try:
        return version_of(contact.office, code)
    except CatalogueMistake:
        raise NotAllowed("unknown_service", service=code) from None


def _still_asked(service: Service, key: str, choice: str) -> bool:
    question = service.question(key)
    return question is not None and question.choice(choice) is not None
