"""The chat and the stock together: what was pressed becomes a place, and only one's own."""

from datetime import timedelta
from itertools import count

import pytest
import time_machine

from lojar.channels.messages import Buttons, Menu, from_json, plain
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.intake import converse as turns
from lojar.notifications.telling_visits import tell_visits
from lojar.visits.models import Visit
from lojar.visits.tests.stock import NOW, TOMORROW, a_session, booked, somebody
from tests import cast

pytestmark = pytest.mark.django_db
ids = count(1)


@pytest.fixture(autouse=True)
def today(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"
    with time_machine.travel(NOW, tick=False):
        yield


def hears(contact, text="", choice=""):
    InboundMessage.objects.create(
        office=contact.office, contact=contact, phone_number_id=contact.office.phone_number_id,
        wamid=f"wamid.visit{next(ids)}", kind="choice" if choice else "text", text=text, choice=choice,
        sent_at=NOW, received_at=NOW,
    )  # fmt: skip
    turns.converse(contact.pk)
    tell_visits(now=NOW)
    return OutboundMessage.objects.filter(contact=contact).order_by("id").last()


def rows(outbound):
    message = from_json(outbound.body)
    if isinstance(message, Menu):
        return [row.id for section in message.sections for row in section.rows]
    return [button.id for button in message.buttons] if isinstance(message, Buttons) else []


def test_from_a_wish_to_a_pass():
    session, siti = a_session(places=2), cast.siti()
    hears(siti, "ibu saya opname, mau datang")
    times = hears(siti, choice=f"visit-day:{TOMORROW.date()}")
    assert f"visit-time:{session.pk}" in rows(times)
    hears(siti, choice=f"visit-time:{session.pk}")
    prepare = hears(siti, "Siti Contoh")
    visit = Visit.objects.get(contact=siti)
    assert (visit.state, visit.reason, visit.person_name) == ("booked", "sakit", "Siti Contoh")
    assert f"visit-cancel:{visit.pk}" in rows(prepare)


def test_the_last_place_goes_to_one_and_the_other_chooses_again():
    session, siti = a_session(), cast.siti()
    a_session(counter="Loket 2", starts_at=TOMORROW + timedelta(hours=2))
    hears(siti, "ibu saya opname, mau datang")
    hears(siti, choice=f"visit-day:{TOMORROW.date()}")
    booked(session, somebody(1))
    answer = hears(siti, choice=f"visit-time:{session.pk}")
    assert "baru saja terisi" in plain(from_json(answer.body))
    assert f"visit-day:{TOMORROW.date()}" in rows(answer)


def test_a_hold_that_ran_out_is_said_and_the_days_are_shown_again():
    session, siti = a_session(), cast.siti()
    hears(siti, "ibu saya opname, mau datang")
    hears(siti, choice=f"visit-day:{TOMORROW.date()}")
    hears(siti, choice=f"visit-time:{session.pk}")
    Visit.objects.update(held_until=NOW - timedelta(minutes=1))
    answer = hears(siti, "Siti Contoh")
    assert "sudah lewat" in plain(from_json(answer.body))
    assert not Visit.objects.filter(state="booked").exists()


def test_a_booking_is_moved_and_cancelled_by_its_own_person_only():
    first, second = a_session(), a_session(counter="Loket 2", starts_at=TOMORROW + timedelta(hours=2))
    siti, other = cast.siti(), somebody(2)
    visit = booked(first, siti)
    hears(other, choice=f"visit-drop:{visit.pk}")
    assert Visit.objects.get(pk=visit.pk).state == "booked"
    hears(siti, choice=f"visit-change:{visit.pk}")
    hears(siti, choice=f"visit-day:{TOMORROW.date()}")
    hears(siti, choice=f"visit-time:{second.pk}")
    assert Visit.objects.get(pk=visit.pk).session == second
    hears(siti, choice=f"visit-drop:{visit.pk}")
    assert Visit.objects.get(pk=visit.pk).state == "cancelled"


def test_everything_full_ends_in_the_line_and_an_offer_is_taken():
    session, siti = a_session(), cast.siti()
    booked(session, somebody(1))
    line = hears(siti, "ibu saya opname, mau datang")
    assert f"visit-wait:{TOMORROW.date()}" in rows(line)
    hears(siti, choice=f"visit-wait:{TOMORROW.date()}")
    waiting = Visit.objects.get(contact=siti)
    assert waiting.state == "waiting"
    Visit.objects.filter(pk=waiting.pk).update(
        state="held", session=session, held_until=NOW + timedelta(minutes=30), person_name="Siti Contoh"
    )
    hears(siti, choice=f"visit-take:{waiting.pk}")
    assert Visit.objects.get(pk=waiting.pk).state == "booked"


def test_who_has_the_number_now_sees_nothing_of_who_had_it_before():
    siti = cast.siti()
    visit = booked(a_session(), siti)
    siti.unproven_since = NOW + timedelta(minutes=1)
    siti.save(update_fields=["unproven_since"])
    answer = hears(siti, "jadwal")
    assert "Siti Contoh" not in plain(from_json(answer.body))
    hears(siti, choice=f"visit-drop:{visit.pk}")
    assert Visit.objects.get(pk=visit.pk).state == "booked"
