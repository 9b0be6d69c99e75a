"""Who looked at a case, and what an officer looked at: for who leads, and for who holds the case."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from lojar.applications import actions
from lojar.applications.models import Application
from lojar.desk import looks
from lojar.evidence.actions import record_view
from lojar.evidence.models import Photo
from lojar.offices.models import Office, Officer
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Application:
    return cast.submitted()


def photos_of(case: Application) -> list[Photo]:
    return [paper.pages.first().photo for paper in case.papers.all() if paper.pages.exists()]


def look(
    photo: Photo, officer: Officer, *, about: str = "", seen_as: str = "display", at: datetime = cast.NOW
) -> None:
    record_view(photo, officer=officer, seen_as=seen_as, about=about, now=at)


def test_a_line_tells_who_when_which_papers_as_what_and_how_often(wati: Client, case: Application) -> None:
    first, second, *_ = photos_of(case)
    look(first, cast.joko(), about=case.number, seen_as="original", at=cast.NOW - timedelta(days=1))
    for minute, photo in ((9, first), (5, second), (0, first)):
        look(photo, cast.rina(), about=case.number, at=cast.NOW - timedelta(minutes=minute))
    answer = wati.get(f"/desk/berkas/{case.number}/dilihat/")
    hers, his = answer.context["looks"].lines
    assert (hers.who, hers.count, len(hers.papers), hers.ways) == (cast.rina(), 3, 2, ("foto utuh",))
    assert (his.who, his.count, his.ways) == (cast.joko(), 1, ("unduhan asli",))
    page = answer.content.decode()
    assert "23 Nov 2026, 09.51" in page
    assert "10.00" in page


def test_a_look_for_another_case_or_for_none_is_told_here_too(wati: Client, case: Application) -> None:
    photo = photos_of(case)[0]
    look(photo, cast.rina(), at=cast.NOW - timedelta(hours=2))
    look(photo, cast.joko(), about="BWI-LAIN")
    other, none = wati.get(f"/desk/berkas/{case.number}/dilihat/").context["looks"].lines
    assert (other.for_others, other.for_none) == (("BWI-LAIN",), False)
    assert (none.for_others, none.for_none) == ((), True)


def test_a_photo_of_the_conversation_is_counted_beside_the_papers(wati: Client, case: Application) -> None:
    look(cast.a_photo(case.contact), cast.rina(), about=case.number, seen_as="thumb")
    (line,) = wati.get(f"/desk/berkas/{case.number}/dilihat/").context["looks"].lines
    assert (line.papers, line.beside) == ((), 1)


def test_pages_go_on_where_the_last_one_ended(
    wati: Client, case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "LOOKS_A_PAGE", 2)
    for hour in (5, 4, 3):
        look(photos_of(case)[0], cast.rina(), about=case.number, at=cast.NOW - timedelta(hours=hour))
    first = wati.get(f"/desk/berkas/{case.number}/dilihat/").context["looks"]
    rest = wati.get(f"/desk/berkas/{case.number}/dilihat/?sebelum={first.older}").context["looks"]
    assert [len(first.lines), len(rest.lines), rest.older] == [2, 1, None]


@pytest.mark.parametrize("said", ["x", "-1", "²", "9" * 40])
def test_a_broken_cursor_begins_at_the_beginning(wati: Client, case: Application, said: str) -> None:
    assert wati.get(f"/desk/berkas/{case.number}/dilihat/", {"sebelum": said}).context["before"] is None


def test_only_who_leads_or_holds_the_case_is_told(
    rina: Client, joko: Client, hadi: Client, ayu: Client, stranger: Client, case: Application
) -> None:
    address = f"/desk/berkas/{case.number}/dilihat/"
    assert {each.get(address).status_code for each in (rina, joko, stranger)} == {404}
    actions.claim(case, cast.rina(), now=cast.NOW)
    assert [each.get(address).status_code for each in (rina, joko)] == [200, 404]
    assert {each.get(address).status_code for each in (hadi, ayu)} == {200}
    assert "/dilihat/" in rina.get(f"/desk/berkas/{case.number}/?panel=riwayat").content.decode()
    assert "/dilihat/" not in joko.get(f"/desk/berkas/{case.number}/?panel=riwayat").content.decode()


def test_a_lease_that_ran_out_holds_nothing(rina: Client, case: Application) -> None:
    actions.claim(case, cast.rina(), now=cast.NOW - timedelta(hours=2))
    assert rina.get(f"/desk/berkas/{case.number}/dilihat/").status_code == 404


def test_who_holds_a_case_is_led_to_no_page_of_colleagues(rina: Client, case: Application) -> None:
    actions.claim(case, cast.rina(), now=cast.NOW)
    look(photos_of(case)[0], cast.joko(), about=case.number)
    assert "/desk/petugas/" not in rina.get(f"/desk/berkas/{case.number}/dilihat/").content.decode()


def test_an_officers_days_are_counted_by_the_offices_calendar(wati: Client, case: Application) -> None:
    """18.30 in Greenwich is past midnight in Banyuwangi."""
    first, second, *_ = photos_of(case)
    for photo in (first, second, first):
        look(photo, cast.rina(), about=case.number)
    look(first, cast.rina(), about=case.number, at=datetime.fromisoformat("2026-11-21T18:30:00+00:00"))
    rows = wati.get(f"/desk/petugas/{cast.rina().pk}/dilihat/").context["page"].object_list
    assert [(f"{row['day']}", row["about"], row["photos"], row["looks"]) for row in rows] == [
        ("2026-11-23", case.number, 2, 3), ("2026-11-22", case.number, 1, 1),
    ]  # fmt: skip


def test_what_belongs_to_no_application_is_marked(wati: Client, case: Application) -> None:
    address = f"/desk/petugas/{cast.rina().pk}/dilihat/"
    look(photos_of(case)[0], cast.rina(), about=case.number)
    assert "tanpa permohonan" not in wati.get(address).content.decode()
    look(photos_of(case)[0], cast.rina())
    assert "tanpa permohonan" in wati.get(address).content.decode()


def test_days_of_an_officer_are_for_who_leads_that_office(
    rina: Client, wati: Client, stranger: Client, next_town: Office
) -> None:
    theirs = cast.an_officer("Tetangga", office=next_town)
    assert rina.get(f"/desk/petugas/{cast.rina().pk}/dilihat/").status_code == 403
    assert wati.get(f"/desk/petugas/{theirs.pk}/dilihat/").status_code == 404
    assert wati.get(f"/desk/petugas/{cast.rina().pk}/dilihat/?hari=365&halaman=99").status_code == 200


def test_both_pages_ask_the_same_number_of_questions_however_much_was_seen(
    wati: Client, case: Application, django_assert_num_queries
) -> None:
    addresses = (f"/desk/berkas/{case.number}/dilihat/", f"/desk/petugas/{cast.rina().pk}/dilihat/?hari=90")
    look(photos_of(case)[0], cast.rina(), about=case.number)
    wati.get(addresses[0])  # the service's version is read once
    for address in addresses:
        with django_assert_num_queries(12, exact=False) as few:
            wati.get(address)
        for hour in range(30):
            for officer in (cast.rina(), cast.joko()):
                look(
                    cast.a_photo(case.contact),
                    officer,
                    about=case.number,
                    at=cast.NOW - timedelta(hours=hour),
                )
        with django_assert_num_queries(len(few)):
            wati.get(address)
