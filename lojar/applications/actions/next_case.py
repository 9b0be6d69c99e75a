"""Handing an officer the next case: the best that is free, whoever else presses in the same moment."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import BigIntegerField, F, Func, IntegerField, Value

from lojar.offices.models import Officer

from ..models import Application, ServiceTurn
from ..queries.next_case import free_at, next_in_line
from ..rules.lifecycle import NotAllowed, Status, Verb, verbs_allowed
from ..rules.next_case import Next, Why
from .row import hold, must_work_here

LOOKS = 3  # the line was taken to its end by colleagues in between: look again, and not for ever
OPEN_TO_TAKE = [
    status.value for status in (Status.SUBMITTED, Status.ACCEPTED) if Verb.CLAIM in verbs_allowed(status)
]


@dataclass(frozen=True, slots=True)
class Taken:
    application: Application
    why: Why


@transaction.atomic
def take_next(officer: Officer, *, now: datetime) -> Taken | None:
    """None where nothing is free. NotAllowed("other_office") for somebody without an office."""
    office = officer.office
    if office is None:
        raise NotAllowed("other_office")
    for _ in range(LOOKS):
        line = next_in_line(officer, office, now=now)
        row = _first_free(line, now)
        if row is not None:
            must_work_here(officer, row)
            hold(row, officer, now=now)
            _had_its_turn(row, now)
            return Taken(row, next(each.why for each in line if each.pk == row.pk))
        if not line:
            break
    return None


def _first_free(line: list[Next], now: datetime) -> Application | None:
    """Locked. What a colleague is taking in this moment is passed over, not waited for; only one row is locked, so
    that nobody passes over a case that then nobody takes."""
    ids = [each.pk for each in line]
    place = Func(
        Value(ids, output_field=ArrayField(BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=IntegerField(),
    )
    rows = Application.objects.select_for_update(skip_locked=True).filter(free_at(now), pk__in=ids)
    return rows.filter(status__in=OPEN_TO_TAKE).order_by(place).first()


def _had_its_turn(row: Application, now: datetime) -> None:
    turn, _ = ServiceTurn.objects.get_or_create(
        office_id=row.office_id, service_code=row.service_code, defaults={"handed_at": now}
    )
    ServiceTurn.objects.filter(pk=turn.pk).update(handed=F("handed") + 1, handed_at=now)
