"""Who works when: planned a week at a time, nobody twice at once, and only by who leads the office."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.offices.actions import plan_shift
from lojar.offices.models import Officer, Shift
from tests import cast

pytestmark = pytest.mark.django_db
EIGHT = cast.NOW - timedelta(hours=2)  # Monday, 08.00


def asked(**more: str) -> dict[str, str]:
    return {
        "officer": str(cast.rina().pk), "place": "home", "on": "2026-11-23", "opens": "08:00", "closes": "15:30",
        **more,
    }  # fmt: skip


def test_a_shift_is_planned_once_however_often_it_is_sent(wati: Client) -> None:
    for _ in range(2):
        page = wati.post("/desk/petugas/jadwal/new", asked(), follow=True).content.decode()
        assert "08.00–15.30" in page
    shift = Shift.objects.get()
    assert (shift.officer, shift.place, shift.starts_at) == (cast.rina(), "home", EIGHT)


def test_a_night_shift_ends_on_the_next_day(wati: Client) -> None:
    wati.post("/desk/petugas/jadwal/new", asked(opens="20:00", closes="02:00"))
    shift = Shift.objects.get()
    assert shift.ends_at - shift.starts_at == timedelta(hours=6)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"closes": "09:00"}, "sudah punya jadwal"), ({"opens": "16:00", "closes": "15:59"}, "paling lama 16 jam"),
        ({"on": "9999-12-31"}, "salah ketik"), ({"officer": "0"}, ""),
        ({"place": "pantai"}, ""), ({"opens": "pagi"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_is_lost(wati: Client, wrong: dict[str, str], told: str) -> None:
    plan_shift(cast.rina(), "office", starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=4))
    answer = wati.post("/desk/petugas/jadwal/new", asked(**wrong))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Shift.objects.count() == 1


def test_last_week_is_copied_once(wati: Client) -> None:
    week_ago = EIGHT - timedelta(days=7)
    plan_shift(cast.rina(), "office", starts_at=week_ago, ends_at=week_ago + timedelta(hours=4))
    plan_shift(cast.joko(), "home", starts_at=week_ago, ends_at=week_ago + timedelta(hours=4))
    plan_shift(cast.joko(), "office", starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=8))
    for told in ("1 jadwal disalin", "Tidak ada yang perlu disalin"):
        page = wati.post("/desk/petugas/jadwal/copy", {"minggu": "2026-11-25"}, follow=True)
        assert told in page.content.decode()
    assert Shift.objects.filter(starts_at=EIGHT).count() == 2
    assert Shift.objects.count() == 4


def test_a_shift_is_taken_out_again(wati: Client) -> None:
    shift = plan_shift(cast.rina(), "office", starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=4))
    wati.post(f"/desk/petugas/jadwal/{shift.pk}/removal")
    assert not Shift.objects.exists()


def test_a_clerk_plans_nobody_and_another_office_is_not_there(rina: Client, wati: Client) -> None:
    assert rina.get("/desk/petugas/jadwal/").status_code == 403
    other = Officer.objects.create(
        email="jauh@contoh.id",
        name="Jauh",
        office=cast.an_office(code="lain", phone_number_id="9", prefix="LLN"),
    )
    shift = plan_shift(other, "office", starts_at=EIGHT, ends_at=EIGHT + timedelta(hours=4))
    assert wati.post(f"/desk/petugas/jadwal/{shift.pk}/removal").status_code == 404
    assert wati.post("/desk/petugas/jadwal/new", asked(officer=str(other.pk))).status_code == 422
    assert "Jauh" not in wati.get("/desk/petugas/jadwal/").content.decode()


@pytest.mark.parametrize("week", ["kemarin", "9999-12-31", "0001-01-01", ""])
def test_any_week_may_be_asked_for(wati: Client, week: str) -> None:
    assert wati.get("/desk/petugas/jadwal/", {"minggu": week}).status_code == 200
