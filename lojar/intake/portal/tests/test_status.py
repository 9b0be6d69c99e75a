"""A status page that tells the one who applied everything, and everybody else nothing."""

import re

import pytest

from lojar.applications.rules.lifecycle import Status
from lojar.intake.portal.attempts import MOST_BY_ADDRESS, MOST_FOR_NUMBER
from lojar.intake.portal.status import WORDS
from tests import cast

pytestmark = pytest.mark.django_db
END = cast.SITI_PHONE[-4:]


def ask(client, number: str, end: str = END, **how) -> tuple[int, str]:
    page = client.post("/status/", {"nomor": number, "akhir": end}, **how)
    return page.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_every_status_has_words():
    assert set(WORDS) == set(Status)


def test_who_applied_sees_the_promise_and_the_next_step(client, office):
    case = cast.accepted()
    _, page = ask(client, case.number)
    for part in ("Lengkap dan benar", "Selasa, 24 November", "tidak perlu berbuat apa-apa", case.number):
        assert part in page


def test_no_personal_data_is_shown(client, office):
    case = cast.returned()
    _, page = ask(client, case.number)
    assert "Menunggu perbaikan dari Anda" in page
    for secret in ("Siti", "Budi", "Rahma", cast.SITI_NIK, cast.FAMILY_CARD, cast.SITI_PHONE, "difoto ulang"):
        assert secret not in page


def test_a_number_is_read_as_people_type_it(client, office):
    case = cast.submitted()
    _, page = ask(client, f" {case.number.lower().replace('-', ' ')} ")
    assert "Menunggu diperiksa petugas" in page


def test_a_ready_card_is_to_be_collected(client, office):
    case = cast.ready("ktp-hilang")
    _, page = ask(client, case.number)
    assert "Ambil di meja pengambilan" in page


def test_wrong_digits_and_unknown_numbers_are_answered_alike(client, office):
    case = cast.submitted()
    from lojar.lib import reference

    unknown = reference.new("BWI", cast.NOW.date())
    wrong = ask(client, case.number, "9999")[1].replace(case.number, "")
    assert "belum cocok" in wrong
    assert wrong == ask(client, unknown, "9999")[1].replace(unknown, "")


def test_what_was_left_out_is_asked_for_by_name(client, office):
    page = client.post("/status/", {"nomor": "BWI-1", "akhir": "12"}).content.decode()
    assert "salah ketik" in page
    assert 'href="#nomor"' in page
    assert 'href="#akhir"' in page
    assert page.count('aria-invalid="true"') == 2
    assert "Isi nomor permohonan." in client.post("/status/", {}).content.decode()


def test_guessing_the_digits_ends_after_a_few_tries(client, office):
    case = cast.submitted()
    answers = [ask(client, case.number, f"5{n:03d}")[0] for n in range(MOST_FOR_NUMBER + 1)]
    assert answers == [200] * MOST_FOR_NUMBER + [429]
    assert ask(client, case.number)[0] == 429


def test_looking_often_with_the_right_digits_is_no_guessing(client, office):
    case = cast.submitted()
    assert {ask(client, case.number)[0] for _ in range(MOST_FOR_NUMBER * 2)} == {200}


def test_trying_many_numbers_ends_too(client, office):
    from lojar.lib import reference

    numbers = [reference.new("BWI", cast.NOW.date()) for _ in range(MOST_BY_ADDRESS + 1)]
    assert ask(client, numbers[0])[0] == 200
    assert [ask(client, number)[0] for number in numbers[1:]][-1] == 429


def test_behind_a_proxy_people_are_told_apart_by_what_the_proxy_says(rf, settings):
    from lojar.intake.portal.attempts import address_of

    request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 10.1.2.3"})
    assert address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(request) == "10.1.2.3"


def test_strange_input_is_a_mistake_and_no_error(client, office):
    for number in ("\0", "' OR 1=1 --", "x" * 5000, "BWI-٠٦١١٢٣-7KD4", "\ud800"):
        status, _ = ask(client, number.encode("utf-8", "replace").decode())
        assert status == 200
