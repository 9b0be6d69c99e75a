"""A file that waits for days is shown to a person before Meta lets go of it."""

from datetime import timedelta

import pytest

from lojar.channels.media import watch_stuck
from lojar.channels.models import InboundMessage, LineAlarm
from lojar.channels.tests.line import NOW, make_contact, make_office

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def photo(contact, *, sent_at=NOW, received_at=None, state="waiting"):
    return InboundMessage.objects.create(
        office=contact.office,
        contact=contact,
        phone_number_id="1",
        wamid=f"w{InboundMessage.objects.count()}",
        kind="image",
        sent_at=sent_at,
        received_at=received_at or sent_at,
        media_state=state,
    )


def alarms():
    return list(LineAlarm.objects.filter(kind="media_stuck", resolved_at=None).order_by("office_id"))


def test_nothing_is_said_of_what_waits_for_some_days_only(contact):
    photo(contact)
    watch_stuck(NOW + 4 * DAY)
    assert alarms() == []


def test_on_the_fifth_day_a_person_hears_how_many_wait_and_since_when(contact):
    photo(contact)
    photo(contact, sent_at=NOW - DAY)
    photo(contact, sent_at=NOW + 2 * DAY)
    photo(contact, sent_at=NOW - DAY, state="kept")
    watch_stuck(NOW + 5 * DAY + timedelta(minutes=1))
    (alarm,) = alarms()
    assert (alarm.office, alarm.stops_sending) == (contact.office, False)
    assert alarm.text.startswith("2 berkas dari warga belum dapat diambil")
    assert "21-11-2026" in alarm.text


def test_the_alarm_is_one_and_keeps_up_with_what_waits(contact):
    photo(contact)
    photo(contact, sent_at=NOW + DAY)
    for day in (5, 6):
        watch_stuck(NOW + day * DAY + timedelta(minutes=1))
    (alarm,) = alarms()
    assert alarm.text.startswith("2 berkas")
    assert alarm.raised_at == NOW + 5 * DAY + timedelta(minutes=1)


def test_it_is_over_by_itself_when_nothing_that_old_waits(contact):
    message = photo(contact)
    watch_stuck(NOW + 6 * DAY)
    message.media_state = "lost"
    message.save()
    watch_stuck(NOW + 6 * DAY + timedelta(minutes=1))
    assert alarms() == []
    assert LineAlarm.objects.get().resolved_at == NOW + 6 * DAY + timedelta(minutes=1)


def test_each_office_hears_of_its_own(contact):
    other = make_contact(make_office("cabang", "2"), phone="62800000000012")
    photo(contact)
    photo(other)
    watch_stuck(NOW + 6 * DAY)
    assert [alarm.office for alarm in alarms()] == [contact.office, other.office]


def test_what_meta_brought_late_is_not_stuck_with_us(contact):
    late = NOW + 6 * DAY
    photo(contact, received_at=late)
    watch_stuck(late + timedelta(minutes=29))
    assert alarms() == []
    watch_stuck(late + timedelta(minutes=31))
    assert len(alarms()) == 1


def test_it_is_cheap_where_nothing_waits(contact, django_assert_num_queries):
    with django_assert_num_queries(2):
        watch_stuck(NOW)
