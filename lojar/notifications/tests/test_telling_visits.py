"""From the verbs of a visit to what the citizen reads."""

from datetime import timedelta

import pytest

from lojar.channels import actions as channels
from lojar.channels.messages import Buttons, Picture, from_json, plain
from lojar.channels.models import OutboundMessage
from lojar.notifications.rules.visit_news import TELLS
from lojar.notifications.telling_visits import tell_visits
from lojar.offices.actions import change_protocol
from lojar.visits import actions
from lojar.visits.actions import Errand
from lojar.visits.models import VisitEvent
from lojar.visits.tests.stock import ILL, NOW, TOMORROW, a_session, booked, somebody
from tests import cast

pytestmark = pytest.mark.django_db
# What happens in the hall itself, before the person's own eyes.
OF_THE_HALL: set[str] = set()


@pytest.fixture(autouse=True)
def media_of_this_test(settings, tmp_path):
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"


def told(now=NOW) -> list[OutboundMessage]:
    known = set(OutboundMessage.objects.values_list("pk", flat=True))
    tell_visits(now=now)
    return list(OutboundMessage.objects.exclude(pk__in=known).order_by("id"))


def message(row):
    return from_json(row.body)


def test_every_kind_is_told_or_is_the_halls_own():
    assert set(TELLS) | OF_THE_HALL == set(VisitEvent.Kind.values)


def test_a_booking_brings_the_pass_and_what_to_bring_once():
    office = cast.an_office()
    change_protocol(
        office,
        "limited",
        starts_at=NOW - timedelta(days=1),
        reason="Wabah",
        asks_for=["hand_washing", "mask"],
    )
    booked(a_session(), somebody(1))
    first, second = told()
    assert isinstance(message(first), Picture)
    for part in (
        "Selasa, 24 November",
        "Siti Contoh",
        "Surat rujukan",
        "Cuci tangan",
        "Pakai masker",
        "KTP-el",
    ):
        assert part in plain(message(first)), part
    assert isinstance(message(second), Buttons)
    assert "visit-change" in message(second).buttons[1].id
    assert first.purpose == "reply"
    assert told() == []


def test_who_prepared_the_papers_is_asked_for_the_originals_and_not_to_prepare():
    case = cast.submitted()
    errand = Errand(reason="sakit", person_name="Siti Contoh", application=case)
    booked(a_session(), case.contact, errand=errand)
    (only,) = told()
    assert case.number in plain(message(only))


def test_a_displaced_person_hears_why_and_can_choose():
    office, session = cast.an_office(), a_session()
    booked(session, somebody(1))
    told()
    change_protocol(office, "closed", starts_at=NOW, reason="Banjir di kantor")
    actions.follow_protocol(office, since=NOW, now=NOW)
    (news,) = told()
    assert "Banjir di kantor" in plain(message(news))
    assert message(news).buttons[0].id.startswith("visit-change:")
    assert news.purpose == "news"


def test_a_pass_that_was_given_back_meanwhile_is_not_sent():
    visit = booked(a_session(), somebody(1))
    actions.cancel(visit, now=NOW)
    (only,) = told()
    assert "dibatalkan" in plain(message(only))


def test_an_offer_says_until_when():
    session = a_session()
    first = booked(session, somebody(1))
    actions.wait(somebody(2), cast.an_office(), "urgent", TOMORROW.date(), ILL, now=NOW)
    actions.cancel(first, now=NOW)
    told()
    actions.offer_freed_places(now=NOW)
    (offer,) = told()
    assert message(offer).buttons[0].id.startswith("visit-take:")
    assert "sampai pukul" in plain(message(offer))


def test_a_reminder_comes_once_on_the_day_before_and_again_for_another_time():
    visit = booked(a_session(), somebody(1), now=NOW - timedelta(days=2))
    told()
    eve = NOW.replace(hour=9)  # 16.00 in Banyuwangi
    assert actions.remind(now=NOW) == 0  # ten in the morning is too early
    assert actions.remind(now=eve) == 1
    assert actions.remind(now=eve) == 0
    (reminder,) = told(eve)
    assert "besok pukul" in plain(message(reminder))
    actions.change(visit, a_session(counter="Loket 2"), now=eve - timedelta(hours=7))
    assert actions.remind(now=eve) == 1


def test_who_did_not_come_is_not_blamed_and_silence_is_kept():
    booked(a_session(), somebody(1))
    booked(a_session(counter="Loket 2"), somebody(2))
    channels.keep_silent(somebody(2), NOW)
    told()
    after = TOMORROW + timedelta(hours=2)
    actions.mark_missed(now=after)
    (news,) = told(after)
    assert "Tidak apa-apa" in plain(message(news))


def test_one_that_cannot_be_told_does_not_keep_the_others_waiting(monkeypatch):
    from lojar.notifications import telling_visits

    booked(a_session(), somebody(1))
    booked(a_session(counter="Loket 2"), somebody(2))
    real, broken = telling_visits.visit_happening, somebody(1).pk

    def happening(event, language, *, now):
        if event.visit.contact_id == broken:
            raise RuntimeError
        return real(event, language, now=now)

    monkeypatch.setattr(telling_visits, "visit_happening", happening)
    assert {row.contact_id for row in told()} == {somebody(2).pk}
