"""The people of the office: administrators only."""

import pytest
from django.test import Client

from lojar.offices.models import Officer
from tests import cast

pytestmark = pytest.mark.django_db
NEW = {"name": "Sari", "email": "Sari@contoh.id", "role": "clerk", "password": "kata sandi panjang sekali"}


def test_an_administrator_adds_an_officer_of_the_own_office(ayu: Client) -> None:
    ayu.post("/desk/petugas/new", NEW)
    sari = Officer.objects.get(email="sari@contoh.id")
    assert (sari.office, sari.role, sari.name) == (cast.an_office(), "clerk", "Sari")
    assert sari.check_password(NEW["password"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "pendek"}, "12"),
        ({"email": "rina@contoh.id"}, "sudah dipakai"),
        ({"email": "sari"}, "email"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(ayu: Client, change: dict[str, str], words: str) -> None:
    cast.rina()
    answer = ayu.post("/desk/petugas/new", NEW | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Officer.objects.filter(name="Sari").exists()


def test_a_role_is_changed(ayu: Client) -> None:
    joko = cast.joko()
    ayu.post(f"/desk/petugas/{joko.pk}/role", {"role": "supervisor"})
    joko.refresh_from_db()
    assert joko.role == "supervisor"


def test_an_officer_who_leaves_is_out_at_once(ayu: Client, joko: Client) -> None:
    assert joko.get("/desk/").status_code == 200
    ayu.post(f"/desk/petugas/{cast.joko().pk}/departure")
    assert joko.get("/desk/").status_code == 302


def test_a_new_password_ends_the_old_session(ayu: Client, joko: Client) -> None:
    joko.get("/desk/")
    ayu.post(f"/desk/petugas/{cast.joko().pk}/password", {"password": "sandi baru yang panjang"})
    assert joko.get("/desk/").status_code == 302


def test_nobody_locks_themselves_out(ayu: Client) -> None:
    me = Officer.objects.get(email="ayu@contoh.id")
    assert ayu.post(f"/desk/petugas/{me.pk}/departure").status_code == 404
    assert Officer.objects.get(pk=me.pk).is_active


def test_officers_of_another_office_are_out_of_reach(ayu: Client, next_town) -> None:
    other = cast.an_officer("Tetangga", office=next_town)
    assert ayu.post(f"/desk/petugas/{other.pk}/departure").status_code == 404
    assert "tetangga@contoh.id" not in ayu.get("/desk/petugas/").content.decode()


@pytest.mark.parametrize("who", ["rina", "wati", "hadi"])
def test_everybody_else_stays_outside(request: pytest.FixtureRequest, who: str) -> None:
    client = request.getfixturevalue(who)
    answer = client.get("/desk/petugas/")
    assert answer.status_code == 403
    assert "bukan untuk peran Anda" in answer.content.decode()
