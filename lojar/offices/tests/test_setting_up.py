from datetime import UTC, date, datetime

import pytest

from lojar.offices import actions, queries
from lojar.offices.models import Office, Officer

pytestmark = pytest.mark.django_db
PASSWORD = "loket-jauh-tapi-dekat"


@pytest.fixture
def office(settings):
    settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID = "10001"
    settings.LOJAR_ADMIN_EMAIL, settings.LOJAR_ADMIN_PASSWORD = "Kepala@Example.test", PASSWORD
    return actions.set_up_office()


def test_setting_up_twice_makes_one_office_and_one_administrator(office):
    office.name = "Nama yang diubah petugas"
    office.save()
    again = actions.set_up_office()
    assert again.pk == office.pk
    assert again.name == "Nama yang diubah petugas"
    assert Officer.objects.get().email == "kepala@example.test"
    assert Officer.objects.get().check_password(PASSWORD)


def test_a_new_number_at_meta_is_followed(office, settings):
    settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID = "10002"
    actions.set_up_office()
    assert queries.office_of_number("10002") == queries.the_office()
    assert queries.office_of_number("10001") is None


def test_an_office_that_was_never_set_up_is_said_to_be_missing():
    with pytest.raises(Office.DoesNotExist):
        queries.the_office()


@pytest.mark.parametrize(
    ("email", "role", "password"),
    [
        ("kepala@example.test", "clerk", PASSWORD),
        ("baru@example.test", "boss", PASSWORD),
        ("baru@example.test", "clerk", "pendek"),
        ("bukan alamat", "clerk", PASSWORD),
    ],
)
def test_an_officer_who_cannot_be_is_refused(office, email, role, password):
    with pytest.raises(actions.CannotBe):
        actions.add_officer(email, role=role, password=password)
    assert Officer.objects.count() == 1


def test_who_was_let_go_stays_named_but_cannot_log_in(office, client):
    clerk = actions.add_officer(
        "petugas@example.test", role="clerk", password=PASSWORD, name="Petugas Contoh"
    )
    actions.let_go(actions.change_role(clerk, "supervisor"))
    assert not client.login(email="petugas@example.test", password=PASSWORD)
    assert str(Officer.objects.get(pk=clerk.pk)) == "Petugas Contoh"


def test_hours_and_closures_reach_the_rule(office):
    monday = datetime(2026, 11, 30, 3, tzinfo=UTC)
    assert queries.opening_hours(office).is_open(monday)
    actions.add_closure(office, date(2026, 11, 30), reason="Cuti bersama")
    assert not queries.opening_hours(office).is_open(monday)
    actions.take_back_closure(office, date(2026, 11, 30))
    actions.change_hours(office, {"0": [["13:00", "15:00"]]})
    assert queries.opening_hours(office).in_words() == "Senin 13.00-15.00"


def test_hours_that_never_open_are_refused_and_the_old_ones_stay(office):
    with pytest.raises(actions.CannotBe):
        actions.change_hours(office, {})
    assert queries.opening_hours(Office.objects.get()).is_open(datetime(2026, 11, 30, 3, tzinfo=UTC))


def test_the_protocol_of_a_moment_is_the_last_that_began(office):
    first, second = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    actions.change_protocol(office, "limited", starts_at=first, reason="Wabah", people_inside=8)
    actions.change_protocol(office, "normal", starts_at=second, reason="Selesai")
    assert queries.protocol_at(office, datetime(2026, 2, 1, tzinfo=UTC)) is None
    assert queries.protocol_at(office, datetime(2026, 3, 9, tzinfo=UTC)).people_inside == 8
    assert queries.protocol_at(office, second).mode == "normal"
    with pytest.raises(actions.CannotBe):
        actions.change_protocol(office, "party", starts_at=first, reason="-")
