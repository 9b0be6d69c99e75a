"""From the door and the counters to the telephone of who waits."""

from datetime import timedelta

import pytest

from lojar.channels.messages import from_json, plain
from lojar.channels.models import Contact, OutboundMessage
from lojar.notifications.telling_the_hall import tell_the_hall
from lojar.offices.actions import change_protocol
from lojar.visits import actions
from lojar.visits.actions import AtTheDoor, Errand
from lojar.visits.tests.stock import NOW, a_session, booked, somebody
from tests import cast

pytestmark = pytest.mark.django_db
NINE = NOW + timedelta(hours=1)


def told(now=NINE) -> list[str]:
    known = set(OutboundMessage.objects.values_list("pk", flat=True))
    tell_the_hall(now=now)
    rows = OutboundMessage.objects.exclude(pk__in=known).order_by("id")
    return [plain(from_json(row.body)) for row in rows]


def come(number, *, session=None):
    visit = booked(session or a_session(starts_at=NINE, counter=f"Loket {number}"), somebody(number))
    return actions.arrive(visit, AtTheDoor(), officer=cast.rina(), now=NINE)


def test_who_comes_hears_the_number_and_where_the_line_can_be_seen():
    ticket = come(1)
    (only,) = told()
    assert ticket.number in only
    assert f"/hall/tiket/{ticket.visit.pass_token}/" in only
    assert "menunggu di dalam" in only
    assert told() == []


def test_who_waits_outside_is_told_so_and_called_in_when_somebody_leaves():
    change_protocol(
        cast.an_office(), "limited", starts_at=NOW - timedelta(days=1), reason="Wabah", people_inside=1
    )
    session = a_session(starts_at=NINE, places=4)
    first, second = come(1, session=session), come(2, session=session)
    assert "di luar" in told()[1]
    actions.leave(first, officer=cast.rina(), now=NINE + timedelta(minutes=3))
    (only,) = told(NINE + timedelta(minutes=3))
    assert f"{second.number}*: silakan masuk" in only


def test_whose_turn_it_is_hears_the_counter_while_it_is_so():
    ticket = come(1)
    told()
    actions.call_next(cast.an_office(), "Loket 1", officer=cast.rina(), now=NINE)
    (only,) = told()
    assert "Loket 1" in only
    actions.finish(ticket, "Loket 1", officer=cast.rina(), now=NINE)
    assert told() == []


def test_a_call_is_not_told_late_nor_to_whom_may_not_be_written():
    come(1)
    assert told(NINE + timedelta(minutes=11)) == []
    come(2)
    Contact.objects.update(window_opened_at=NINE - timedelta(hours=25))
    assert told() == []


def test_somebody_without_a_telephone_is_told_at_the_door_only():
    errand = Errand(person_name="Nenek Contoh")
    actions.arrive_unbooked(
        cast.an_office(), "urgent", errand, AtTheDoor(), key="k" * 24, officer=cast.rina(), now=NINE
    )
    assert told() == []
