"""A table leaves the house whole, harmless, for its own office only, and written down."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from lojar.applications.models import Application, Export
from lojar.desk.exporting import harmless
from lojar.desk.views import exports
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def wati(signed_in, monkeypatch) -> Client:
    """Has just proved who they are."""
    import allauth.account.internal.flows.reauthentication as proof

    monkeypatch.setattr(proof, "is_reauthentication_required", lambda *_, **__: False)
    return signed_in(cast.wati())


def lines(answer) -> list[str]:
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_a_table_has_every_case_that_was_sent_and_no_number_of_a_person(wati: Client) -> None:
    first, second = cast.submitted(), cast.submitted(contact=cast.budi())
    told = lines(wati.get("/desk/ekspor/csv"))
    assert told[0].startswith("Nomor;Layanan;Keadaan;Nama")
    assert {line.split(";")[0] for line in told[1:]} == {first.number, second.number}
    assert "3510" not in "".join(told)
    made = Export.objects.get()
    assert (made.officer, made.form, made.rows, made.is_whole) == (cast.wati(), "csv", 2, True)


def test_a_table_is_narrowed_by_state_and_day(wati: Client) -> None:
    cast.submitted(now=cast.NOW - timedelta(days=9))
    today = cast.submitted(contact=cast.budi())
    day = cast.NOW.date().isoformat()
    told = lines(wati.get("/desk/ekspor/csv", {"keadaan": "terbuka", "dari": day, "sampai": day}))
    assert [line.split(";")[0] for line in told[1:]] == [today.number]
    assert lines(wati.get("/desk/ekspor/csv", {"keadaan": "selesai"}))[1:] == []
    assert Export.objects.order_by("id").first().asked == {"keadaan": "terbuka", "dari": day, "sampai": day}


def test_an_xlsx_opens_with_the_same_rows(wati: Client) -> None:
    case = cast.submitted()
    answer = wati.get("/desk/ekspor/xlsx")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert case.number in sheet
    assert len(re.findall("<row ", sheet)) == 2
    assert "<f>" not in sheet


@pytest.mark.parametrize("name", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", " =cmd|'/c calc'!A1", "\r=1"])
def test_a_name_that_looks_like_a_formula_is_text(name: str) -> None:
    assert harmless(name).startswith("'")


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert harmless("Siti Nur'aini, S.Pd.") == "Siti Nur'aini, S.Pd."


def test_a_way_that_breaks_off_is_written_down_as_such(wati: Client, monkeypatch) -> None:
    for number in range(3):
        cast.submitted(contact=cast.a_contact("Orang Contoh", f"62800999900{number}"))
    monkeypatch.setattr("lojar.desk.exporting.PART", 1)
    rows = wati.get(
        "/desk/ekspor/csv"
    )._iterator  # closing the answer itself would close the test's connection
    next(rows)
    rows.close()
    made = Export.objects.get()
    assert not made.is_whole
    assert made.rows < 3


def test_without_a_fresh_proof_the_page_asks_for_one_and_nothing_leaves(signed_in, monkeypatch) -> None:
    import allauth.account.internal.flows.reauthentication as proof

    monkeypatch.setattr(proof, "is_reauthentication_required", lambda *_, **__: True)
    answer = signed_in(cast.wati()).get("/desk/ekspor/csv")
    assert answer.status_code == 302
    assert "pastikan" in answer.url
    assert not Export.objects.exists()


def test_only_who_leads_the_office_and_only_its_own_cases(
    rina: Client, stranger: Client, wati: Client
) -> None:
    assert rina.get("/desk/ekspor/").status_code == 403
    assert rina.get("/desk/ekspor/csv").status_code == 403
    case = cast.submitted()
    Application.objects.filter(pk=case.pk).update(
        office=cast.an_office(code="lain", phone_number_id="9", prefix="LLN")
    )
    assert lines(wati.get("/desk/ekspor/csv"))[1:] == []


@pytest.mark.parametrize("asked", ["dari=kemarin", "keadaan=dibuang", "sampai=2026-99-99"])
def test_what_cannot_be_asked_is_told_and_nothing_leaves(wati: Client, asked: str) -> None:
    assert wati.get(f"/desk/ekspor/csv?{asked}").status_code == 422
    assert wati.get("/desk/ekspor/pdf").status_code == 422
    assert not Export.objects.exists()


def test_a_table_is_read_through_the_database_and_not_into_memory(wati: Client, monkeypatch) -> None:
    asked: list[int] = []
    real = exports.rows_to_export

    def rows(*given, **more):
        for row in real(*given, **more):
            asked.append(row.pk)
            yield row

    monkeypatch.setattr(exports, "rows_to_export", rows)
    monkeypatch.setattr("lojar.desk.exporting.PART", 1)
    for number in range(4):
        cast.submitted(contact=cast.a_contact("Orang Contoh", f"62800999900{number}"))
    parts = wati.get("/desk/ekspor/csv")._iterator
    next(parts)
    assert len(asked) < 4
    parts.close()


def test_what_does_not_fit_on_a_sheet_goes_on_the_next(wati: Client, monkeypatch) -> None:
    monkeypatch.setattr("lojar.desk.exporting.ROWS_OF_A_SHEET", 2)
    for number in range(3):
        cast.submitted(contact=cast.a_contact("Orang Contoh", f"62800999900{number}"))
    answer = wati.get("/desk/ekspor/xlsx")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [len(re.findall("<row ", book.read(f"xl/worksheets/sheet{n}.xml").decode())) for n in (1, 2)]
    assert rows == [3, 2]  # each with its heading
