"""What the line costs, for those who answer for it, and how many messages one application takes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from lojar.channels import alarms
from lojar.desk.per_application import per_application
from lojar.offices.models import Office
from tests import cast

from .test_line_page import METER, a_message, read

pytestmark = pytest.mark.django_db


def test_a_clerk_sees_the_state_and_not_the_costs(rina: Client, wati: Client) -> None:
    a_message("d1")
    alarms.raise_alarm("budget", "Biaya melewati anggaran", office=cast.an_office(), now=cast.NOW)
    for how in ({}, METER):
        assert "Biaya bulan ini" not in read(rina, **how)
        assert "Biaya bulan ini" in read(wati, **how)
    assert "Biaya melewati anggaran" not in rina.get("/desk/").content.decode()
    assert "Biaya melewati anggaran" in wati.get("/desk/").content.decode()


def test_without_a_price_there_are_counts_and_no_invented_cost(wati: Client) -> None:
    a_message("d1")
    page = read(wati)
    assert "Harga satu pesan belum ditulis" in page
    assert "Rp\u00a0" not in page


def test_with_a_price_and_a_budget_the_month_is_reckoned(hadi: Client) -> None:
    a_message("d1", pricing_category="utility")
    given = {"message_price": "356,65", "monthly_budget": "500.000", "billing_time_zone": ""}
    assert hadi.post("/desk/saluran/prices", given).status_code == 302
    office = Office.objects.get()
    assert (office.message_price, office.monthly_budget) == (Decimal("356.65"), 500_000)
    page = read(hadi)
    for words in ("Rp\u00a0357", "Rp\u00a0356,65", "Rp\u00a0500.000", 'value="356,65"', 'value="500.000"'):
        assert words in page


def test_the_price_may_be_taken_back(hadi: Client) -> None:
    Office.objects.filter(pk=cast.an_office().pk).update(message_price=Decimal(9), monthly_budget=9)
    hadi.post("/desk/saluran/prices", {"message_price": "", "monthly_budget": ""})
    assert (Office.objects.get().message_price, Office.objects.get().monthly_budget) == (None, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"message_price": "murah"}, "Tulis sebagai rupiah"),
        ({"message_price": "-5"}, "Tulis sebagai rupiah"),
        ({"billing_time_zone": "Jakarta"}, "Tulis seperti Asia/Jakarta"),
    ],
)
def test_what_is_no_price_is_refused_in_words(hadi: Client, given: dict[str, str], words: str) -> None:
    answer = hadi.post("/desk/saluran/prices", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Office.objects.get().message_price is None


def test_what_it_would_cost_to_tell_everybody_who_waits(wati: Client) -> None:
    a_message("h1", state="held")
    a_message("h2", state="held")
    Office.objects.update(message_price=Decimal(400))
    page = read(wati)
    assert "2 jawaban menunggu warga menulis." in page
    assert "1 template terkirim (Rp\u00a0400)" in page


# Messages for each application


def test_messages_are_counted_for_each_application_sent_this_month() -> None:
    application = cast.submitted(now=cast.NOW - timedelta(days=1))
    before, after = 25 * 60, 10
    a_message("b1", minutes=before, about="")  # while the service was chosen
    a_message("b2", minutes=before, about=application.number)
    a_message("a1", minutes=after, about=application.number)
    a_message("a2", minutes=after, about="")  # about something else
    a_message("a3", minutes=after, about=application.number, state="failed")
    a_message("phoned:1", minutes=after, about=application.number)
    found = per_application(cast.an_office(), cast.NOW)
    assert (found.all.count, found.all.middle, found.before.middle) == (1, 3, 2)
    assert [str(line.service) for line in found.services] != []


def test_an_application_without_messages_counts_as_none_and_a_package_once() -> None:
    cast.all_submitted("paket-lahir", now=cast.NOW - timedelta(days=1))
    found = per_application(cast.an_office(), cast.NOW)
    assert (found.all.count, found.all.middle) == (1, 0)


def test_applications_of_last_month_and_drafts_are_not_counted() -> None:
    cast.submitted(now=cast.NOW - timedelta(days=40))
    cast.a_draft("ktp-hilang")
    assert per_application(cast.an_office(), cast.NOW).all is None
