"""The office's own facts: address, hours, days off."""

import pytest
from django.test import Client

from lojar.offices.models import Closure, Office
from tests import cast

pytestmark = pytest.mark.django_db


def test_the_address_is_changed(hadi: Client) -> None:
    given = {"name": "Dukcapil Contoh", "short_name": "Dukcapil", "address": "Jl. Baru 2", "map_url": ""}
    hadi.post("/desk/kantor/facts", given)
    assert Office.objects.get(pk=cast.an_office().pk).address == "Jl. Baru 2"


def test_hours_may_be_written_with_a_dot_and_have_a_break(hadi: Client) -> None:
    hadi.post(
        "/desk/kantor/hours",
        {
            "0-0-from": "8.00",
            "0-0-to": "12.00",
            "0-1-from": "13:00",
            "0-1-to": "15:30",
            "4-0-from": "08:00",
            "4-0-to": "11",
        },
    )
    assert Office.objects.get(pk=cast.an_office().pk).hours == {
        "0": [["08:00", "12:00"], ["13:00", "15:30"]],
        "4": [["08:00", "11:00"]],
    }


@pytest.mark.parametrize(
    "given", [{"0-0-from": "15:00", "0-0-to": "08:00"}, {}, {"0-0-from": "pagi", "0-0-to": "sore"}]
)
def test_hours_that_cannot_be_change_nothing_and_say_so(hadi: Client, given: dict[str, str]) -> None:
    before = Office.objects.get(pk=cast.an_office().pk).hours
    page = hadi.post("/desk/kantor/hours", given, follow=True).content.decode()
    assert "Jam belum disimpan" in page
    assert Office.objects.get(pk=cast.an_office().pk).hours == before


def test_a_day_off_is_added_and_taken_back(hadi: Client) -> None:
    hadi.post("/desk/kantor/closures", {"on": "2026-12-25", "reason": "Natal"})
    assert "Jumat, 25 Desember 2026" in hadi.get("/desk/kantor/").content.decode()
    hadi.post("/desk/kantor/closures/2026-12-25/removal")
    assert not Closure.objects.exists()


def test_a_clerk_does_not_change_the_office(rina: Client) -> None:
    assert rina.get("/desk/kantor/").status_code == 403
    assert rina.post("/desk/kantor/hours", {}).status_code == 403
