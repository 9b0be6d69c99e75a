"""An answer put off: quiet until its time, on top of the list from then on, over with the next answer."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.channels import actions
from lojar.channels.models import AnswerLater, OutboundMessage
from lojar.lib import clock
from tests import cast

from .test_reviewing_papers import url
from .test_talks import asks_for_an_officer

pytestmark = pytest.mark.django_db


def listed(client: Client) -> list[tuple[int, str]]:
    order = ("due", "waits", "put off", "answered")
    return [(talk.contact, order[talk.standing]) for talk in client.get("/desk/percakapan/").context["talks"]]


def later_on(monkeypatch: pytest.MonkeyPatch, **by: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: cast.NOW + timedelta(**by))


def test_it_goes_below_who_waits_and_on_top_when_it_is_time(
    rina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti, budi = asks_for_an_officer(cast.siti(), minutes=50), asks_for_an_officer(cast.budi(), minutes=5)
    page = rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "hour"}, follow=True).content.decode()
    assert "muncul lagi di daftar pada Senin, 23 November pukul 11.00." in page
    assert "Akan dijawab" in page
    assert listed(rina) == [(budi.pk, "waits"), (siti.pk, "put off")]
    assert "dijawab Sen, 23 Nov, 11.00" in rina.get("/desk/percakapan/").content.decode()
    later_on(monkeypatch, minutes=60)
    assert listed(rina) == [(siti.pk, "due"), (budi.pk, "waits")]
    assert "Saatnya dijawab:" in rina.get(f"/desk/percakapan/{siti.pk}/").content.decode()


def test_an_answer_ends_it(rina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    siti = asks_for_an_officer(cast.siti())
    rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "hour"})
    rina.post(f"/desk/percakapan/{siti.pk}/reply", {"text": "Ini jawabannya.", "key": "k"})
    later_on(monkeypatch, hours=2)
    assert listed(rina) == [(siti.pk, "answered")]
    assert not AnswerLater.objects.exists()


def test_an_answer_from_the_telephone_of_the_office_ends_it_too(
    rina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    siti = asks_for_an_officer(cast.siti())
    rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "hour"})
    OutboundMessage.objects.create(
        contact=siti, key="echo:1", body={"type": "text", "body": "Halo"}, purpose="officer", state="sent",
        created_at=cast.NOW + timedelta(minutes=1),
    )  # fmt: skip
    later_on(monkeypatch, hours=2)
    assert listed(rina) == [(siti.pk, "answered")]
    assert "Saatnya dijawab" not in rina.get(f"/desk/percakapan/{siti.pk}/").content.decode()


def test_who_writes_again_waits_again(rina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    siti = asks_for_an_officer(cast.siti())
    rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "morning"})
    asks_for_an_officer(siti, "Bagaimana, Bu?", minutes=-5)
    later_on(monkeypatch, minutes=6)
    assert listed(rina) == [(siti.pk, "waits")]


def test_it_comes_back_although_the_program_answers_again(
    rina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cast.submitted()
    rina.post(url(case, "later"), {"when": "date", "on": "2026-11-25"})
    actions.hand_back(case.contact)
    assert listed(rina) == []
    later_on(monkeypatch, days=2)
    assert listed(rina) == [(case.contact_id, "due")]


def test_the_reminder_can_be_taken_away(rina: Client) -> None:
    case = cast.submitted()
    rina.post(url(case, "later"), {"when": "hour"})
    assert "Hapus pengingat" in rina.get(url(case, "?panel=percakapan")).content.decode()
    rina.post(url(case, "not-later"))
    assert "Hapus pengingat" not in rina.get(url(case, "?panel=percakapan")).content.decode()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("", "Pilih tanggalnya dahulu."),
        ("besok", "Pilih tanggalnya dahulu."),
        ("2026-11-23", "Pilih hari sesudah hari ini."),
        ("2030-01-01", "Pilih hari dalam tiga bulan ke depan."),
    ],
)
def test_a_day_that_will_not_do_is_told_and_nothing_is_set(rina: Client, on: str, words: str) -> None:
    siti = asks_for_an_officer(cast.siti())
    page = rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "date", "on": on}, follow=True)
    assert words in page.content.decode()
    assert not AnswerLater.objects.exists()


def test_before_a_weekend_the_button_names_the_day(rina: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    siti = asks_for_an_officer(cast.siti())
    address = f"/desk/percakapan/{siti.pk}/"
    assert "Besok pagi" in rina.get(address).content.decode()
    later_on(monkeypatch, days=4)
    assert "Senin pagi" in rina.get(address).content.decode()


def test_another_office_sets_none_and_sees_none(stranger: Client, rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    assert stranger.post(f"/desk/percakapan/{siti.pk}/later", {"when": "hour"}).status_code == 404
    assert stranger.post(f"/desk/percakapan/{siti.pk}/not-later").status_code == 404
    assert not AnswerLater.objects.exists()


def test_the_list_asks_the_same_number_of_queries_whatever_is_put_off(
    rina: Client, django_assert_num_queries
) -> None:
    siti = asks_for_an_officer(cast.siti())
    rina.get("/desk/percakapan/")
    with django_assert_num_queries(99, exact=False) as few:
        rina.get("/desk/percakapan/")
        asked = len(few)
    rina.post(f"/desk/percakapan/{siti.pk}/later", {"when": "hour"})
    rina.get("/desk/percakapan/")
    with django_assert_num_queries(asked):
        rina.get("/desk/percakapan/")
