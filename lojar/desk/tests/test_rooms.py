"""A room is drawn by who rules the office, for that office only; the seats keep the distance."""

import math
import re

import pytest
from django.test import Client

from lojar.visits.models import Room
from lojar.visits.rules.room_plan import RoomPlan
from tests import cast

pytestmark = pytest.mark.django_db
FORTY = {
    "rows": "5",
    "columns": "8",
    "spacing": "0,6",
    "row_spacing": "0,9",
    "distance": "1",
    "gone": "",
    "wheelchair": "",
}


@pytest.fixture
def room() -> Room:
    return Room.objects.create(office=cast.an_office(), name="Teras depan", plan=RoomPlan().to_json())


def taken(page: str) -> list[tuple[int, int]]:
    found = re.findall(r'seat taken"[^>]*>(?:<rect[^>]*>)?<circle cx="(\d+)" cy="(\d+)"', page)
    return [(int(x), int(y)) for x, y in found]


@pytest.mark.parametrize(("metres", "chairs"), [("1", 40), ("1,5", 40), ("1,5", 300)])
def test_every_two_who_sit_are_as_far_apart_as_was_asked(
    hadi: Client, room: Room, metres: str, chairs: int
) -> None:
    size = {"rows": "15", "columns": "20"} if chairs == 300 else {}
    page = hadi.get(f"/desk/ruang/{room.pk}/", {**FORTY, **size, "distance": metres}).content.decode()
    seats, least = taken(page), float(metres.replace(",", ".")) * 100
    assert len(seats) > 4
    assert min(math.dist(a, b) for n, a in enumerate(seats) for b in seats[n + 1 :]) >= least - 0.01


def test_what_is_looked_at_first_is_not_kept_and_what_is_saved_is(hadi: Client, room: Room) -> None:
    before = room.plan
    page = hadi.get(f"/desk/ruang/{room.pk}/", {**FORTY, "rows": "3"}).content.decode()
    assert "Ini baru percobaan" in page
    room.refresh_from_db()
    assert room.plan == before
    assert hadi.post(f"/desk/ruang/{room.pk}/plan", {**FORTY, "rows": "3", "gone": "A1"}).status_code == 302
    room.refresh_from_db()
    assert (room.plan["rows"], room.plan["gone"]) == (3, ["A1"])


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(hadi: Client, room: Room) -> None:
    answer = hadi.post(f"/desk/ruang/{room.pk}/plan", {**FORTY, "distance": "jauh", "gone": "B2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Contoh: 1,5" in page
    assert 'value="jauh"' in page
    assert 'value="B2"' in page
    assert 'aria-invalid="true"' in page
    room.refresh_from_db()
    assert room.plan == RoomPlan().to_json()


def test_a_room_is_made_once_a_name_and_taken_away(hadi: Client) -> None:
    for _ in range(2):
        hadi.post("/desk/ruang/new", {"name": "  Halaman   belakang "})
    made = Room.objects.get()
    assert made.name == "Halaman belakang"
    assert made.name in hadi.get("/desk/ruang/").content.decode()
    hadi.post(f"/desk/ruang/{made.pk}/removal")
    assert not Room.objects.exists()


def test_a_room_without_a_name_is_not_made(hadi: Client) -> None:
    page = hadi.post("/desk/ruang/new", {"name": "   "}, follow=True).content.decode()
    assert "Beri nama ruangnya dulu" in page
    assert not Room.objects.exists()


def test_who_does_not_rule_the_office_changes_no_room(rina: Client, room: Room) -> None:
    assert rina.get("/desk/ruang/").status_code == 403
    assert rina.post(f"/desk/ruang/{room.pk}/removal").status_code == 403
    assert Room.objects.exists()


def test_the_room_of_another_office_is_not_there(hadi: Client, room: Room, next_town) -> None:
    Room.objects.filter(pk=room.pk).update(office=next_town)
    for address in (
        f"/desk/ruang/{room.pk}/",
        f"/desk/ruang/{room.pk}/plan",
        f"/desk/ruang/{room.pk}/removal",
    ):
        assert {hadi.get(address).status_code, hadi.post(address, FORTY).status_code} <= {404, 405}
    assert Room.objects.filter(office=next_town).exists()


def test_what_was_drawn_is_kept_and_drawn_again(hadi: Client, room: Room) -> None:
    drawn = '{"placed":[["A1",300,900],["T1",0,900]],"doors":[[0,0,80]],"walls":[[0,1000,400,1000]]}'
    hadi.post(f"/desk/ruang/{room.pk}/plan", {**FORTY, "drawn": drawn})
    page = hadi.get(f"/desk/ruang/{room.pk}/").content.decode()
    assert 'data-name="T1"' in page
    assert 'class="wall" x1="60" y1="1060"' in page
    assert 'class="door"' in page
    assert hadi.post(f"/desk/ruang/{room.pk}/plan", {**FORTY, "drawn": "[1]"}).status_code == 422
