"""The days of the hall: planned, looked at, cut short, and the one switch."""

from datetime import timedelta

import pytest
import time_machine

from lojar.offices.models import Closure, ProtocolPeriod
from lojar.visits.models import Session, Visit, VisitEvent
from lojar.visits.tests.stock import NOW, TOMORROW, a_session, booked, somebody
from tests import cast

pytestmark = pytest.mark.django_db
A_PLAN = {
    "counter": "Loket 1", "purpose": "urgent", "first": "2026-11-24", "last": "2026-11-25", "opens": "08:00",
    "closes": "12:00", "pause_from": "", "pause_to": "", "minutes": "15",
}  # fmt: skip
CLOSED = {
    "mode": "closed", "reason": "Banjir di kantor", "on": "", "at": "", "distance_cm": "100", "people_inside": "20",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def wati(signed_in):
    return signed_in(cast.wati())


def test_a_counter_is_planned_day_by_day_and_twice_is_once(wati):
    for _ in range(2):
        page = wati.post("/desk/jadwal/sessions", A_PLAN, follow=True)
        assert "sesi terjadwal" in page.content.decode()
    assert Session.objects.count() == 8
    assert set(Session.objects.values_list("places", flat=True)) == {4}


def test_a_day_off_is_passed_over_and_said(wati):
    Closure.objects.create(office=cast.an_office(), on="2026-11-25", reason="Libur")
    page = wati.post("/desk/jadwal/sessions", A_PLAN, follow=True)
    assert Session.objects.count() == 4
    assert "1 hari dilewati" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("last", "2026-11-20"), ("last", "2027-11-20"), ("closes", "07:00"), ("minutes", "0"), ("pause_from", "09:00"),
     ("counter", ""), ("first", "<script>"), ("first", "9999-12-31"), ("purpose", "party")],
)  # fmt: skip
def test_a_plan_that_cannot_be_keeps_what_was_typed(wati, field, value):
    page = wati.post("/desk/jadwal/sessions", {**A_PLAN, field: value})
    assert page.status_code == 422
    assert 'value="Loket 1"' in page.content.decode() or field == "counter"
    assert Session.objects.count() == 0


def test_a_day_shows_what_is_taken(wati):
    session = a_session(places=2)
    booked(session, somebody(1))
    page = wati.get(f"/desk/jadwal/?tanggal={TOMORROW.date()}").content.decode()
    assert "1 dari 2" in page
    assert "Siti Contoh" in wati.get(f"/desk/jadwal/sesi/{session.pk}/").content.decode()


@pytest.mark.parametrize("asked", ["kemarin", "2026-13-45", "", "0001-01-01", "9999-12-31"])
def test_any_day_may_be_asked_for(wati, asked):
    assert wati.get("/desk/jadwal/", {"tanggal": asked}).status_code == 200


def test_the_switch_closes_the_hall_and_says_who_lost_a_place(wati):
    visit = booked(a_session(), somebody(1))
    page = wati.post("/desk/jadwal/protocol", CLOSED, follow=True).content.decode()
    assert "1 orang kehilangan tempatnya" in page
    assert "1 orang perlu jadwal baru" in page
    assert Visit.objects.get(pk=visit.pk).state == "displaced"
    assert VisitEvent.objects.filter(visit=visit, kind="displaced", announced_at=None).exists()


def test_the_switch_from_a_moment_ahead_leaves_what_comes_before(wati):
    before, after = (
        booked(a_session(), somebody(1)),
        booked(a_session(starts_at=TOMORROW + timedelta(days=2)), somebody(2)),
    )
    wati.post("/desk/jadwal/protocol", {**CLOSED, "on": "2026-11-25", "at": "12:00"})
    assert Visit.objects.get(pk=before.pk).state == "booked"
    assert Visit.objects.get(pk=after.pk).state == "displaced"


def test_the_switch_is_not_turned_in_the_past_nor_without_a_reason(wati):
    assert wati.post("/desk/jadwal/protocol", {**CLOSED, "on": "2026-11-01"}).status_code == 409
    assert wati.post("/desk/jadwal/protocol", {**CLOSED, "on": "0001-01-01"}).status_code == 422
    assert wati.post("/desk/jadwal/protocol", {**CLOSED, "reason": " "}).status_code == 422
    assert wati.post("/desk/jadwal/protocol", {**CLOSED, "distance_cm": "7"}).status_code == 422
    assert ProtocolPeriod.objects.count() == 0


def test_a_session_is_ended_earlier_or_called_off(wati):
    session = a_session(places=4)
    first = booked(session, somebody(1))
    half = f"{(TOMORROW + timedelta(hours=7, minutes=15)):%H:%M}"
    page = wati.post(f"/desk/jadwal/sesi/{session.pk}/end", {"ends_at": half}, follow=True)
    assert "lebih awal" in page.content.decode()
    assert Session.objects.get().places == 1
    wati.post(f"/desk/jadwal/sesi/{session.pk}/end", {"off": "1"})
    assert Visit.objects.get(pk=first.pk).state == "displaced"
    assert wati.post(f"/desk/jadwal/sesi/{session.pk}/end", {"ends_at": "besok"}).status_code == 422


def test_whoever_is_owed_a_time_is_moved_by_an_officer(wati):
    visit = booked(a_session(), somebody(1))
    wati.post(f"/desk/jadwal/sesi/{visit.session_id}/end", {"off": "1"})
    other = a_session(counter="Loket 2")
    wati.post(f"/desk/jadwal/kunjungan/{visit.pk}/move", {"session": other.pk})
    assert Visit.objects.get(pk=visit.pk).session == other
    assert VisitEvent.objects.get(visit=visit, kind="changed").officer == cast.wati()


def test_an_officer_lets_somebody_in_by_judgement_with_a_reason(rina):
    case, session = cast.submitted(), a_session()
    said = {"number": case.number.lower(), "reason": "lain", "note": ""}
    address = f"/desk/jadwal/sesi/{session.pk}/admission"
    assert rina.post(address, said).status_code == 409
    rina.post(address, {**said, "note": "Anak dirawat di luar kota"})
    visit = Visit.objects.get(application=case)
    assert (visit.state, visit.admitted_by, visit.reason_note) == (
        "booked", cast.rina(), "Anak dirawat di luar kota",
    )  # fmt: skip
    rina.post(f"/desk/jadwal/kunjungan/{visit.pk}/cancellation")
    assert Visit.objects.get(pk=visit.pk).state == "cancelled"


def test_a_clerk_looks_and_books_but_plans_and_switches_nothing(rina):
    session = a_session()
    assert rina.get("/desk/jadwal/").status_code == 200
    assert "Ganti cara melayani" not in rina.get("/desk/jadwal/").content.decode()
    for address in ("sessions", "protocol", f"sesi/{session.pk}/end"):
        assert rina.post(f"/desk/jadwal/{address}", {}).status_code == 403


def test_another_offices_hall_is_not_there(wati):
    session = a_session(office=cast.an_office(phone_number_id="2", code="JBR"))
    assert wati.get(f"/desk/jadwal/sesi/{session.pk}/").status_code == 404
    assert wati.post(f"/desk/jadwal/sesi/{session.pk}/end", {"off": "1"}).status_code == 404


def test_a_case_says_when_its_person_comes(rina):
    case, session = cast.submitted(), a_session()
    rina.post(
        f"/desk/jadwal/sesi/{session.pk}/admission", {"number": case.number, "reason": "sakit", "note": ""}
    )
    page = rina.get(f"/desk/berkas/{case.number}/").content.decode()
    assert f"/desk/jadwal/sesi/{session.pk}/" in page
