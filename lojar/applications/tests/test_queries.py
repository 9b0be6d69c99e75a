"""Finding cases: the queue, a number, a NIK, a phone, and what may be the same matter."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from tests import cast

pytestmark = pytest.mark.django_db
BUDI = {"nik_pelapor": cast.BUDI_NIK, "nama_pelapor": "Budi Contoh"}


def hours(number):
    return cast.NOW + timedelta(hours=number)


def test_the_worklist_goes_on_from_the_last_row_without_losing_or_doubling_any():
    cases = [cast.submitted("ktp-hilang", now=hours(n // 2)) for n in range(5)]
    office, seen, after = cast.an_office(), [], None
    while page := queries.worklist(office, statuses=["submitted"], after=after, limit=2):
        seen += page
        after = queries.cursor_of(page[-1])
    assert seen == cases


def test_several_statuses_come_in_one_order():
    first = cast.accepted("ktp-hilang", now=hours(0))
    second = cast.submitted("ktp-hilang", now=hours(1))
    third = cast.accepted("ktp-hilang", now=hours(2))
    found = queries.worklist(cast.an_office(), statuses=["submitted", "accepted"])
    assert found == [first, second, third]


def test_my_cases_are_those_i_hold():
    mine = actions.claim(cast.submitted("ktp-hilang"), cast.rina(), now=hours(0))
    cast.submitted("ktp-hilang")
    assert queries.worklist(cast.an_office(), statuses=["submitted"], mine=cast.rina()) == [mine]


def test_the_worklist_never_reads_what_it_does_not_show(django_assert_num_queries):
    for _ in range(3):
        cast.submitted("ktp-hilang")
    office = cast.an_office()
    with django_assert_num_queries(1):
        rows = queries.worklist(office, statuses=["submitted"])
        assert [row.person_name for row in rows] == ["Siti Contoh"] * 3
        assert all(row.claimed_by is None for row in rows)


def test_counts_are_of_open_cases():
    cast.submitted("ktp-hilang")
    cast.accepted("ktp-hilang")
    cast.a_draft("ktp-hilang")
    assert queries.counts(cast.an_office()) == {"accepted": 1, "ready": 0, "returned": 0, "submitted": 1}


def test_a_number_is_found_as_people_type_it():
    case = cast.submitted("ktp-hilang")
    office = cast.an_office()
    for text in (case.number, case.number.lower().replace("-", " "), f"nomor saya {case.number}"):
        assert queries.by_number(text) == case
        assert queries.search(office, text) == [case]
    assert queries.by_number("BWI-261123-AAAA") is None


def test_a_nik_a_family_card_and_a_phone_find_their_cases():
    older, newer = cast.submitted("ktp-hilang"), cast.submitted("kk-hilang-rusak")
    office = cast.an_office()
    for text in ("3510 9955 0590 0003", cast.FAMILY_CARD, "+62 800-0000-001", cast.SITI_PHONE):
        assert queries.search(office, text) == [newer, older]
    assert queries.search(office, cast.BUDI_NIK) == []
    assert queries.search(office, "apa saja") == []


def test_another_office_finds_nothing():
    case = cast.submitted("ktp-hilang")
    elsewhere = cast.an_office(code="lain", phone_number_id="9")
    assert queries.search(elsewhere, case.number) == []


def test_a_persons_open_cases_are_newest_first_and_recent_ones_hold_the_closed_too():
    first, second = cast.a_draft("ktp-hilang"), cast.submitted("ktp-hilang")
    gone = actions.withdraw(cast.a_draft("ktp-rusak"), now=hours(1))
    assert queries.open_of(cast.siti()) == [second, first]
    assert queries.recent_of(cast.siti()) == [gone, second, first]


def test_the_same_service_for_the_same_person_may_be_a_duplicate():
    first, second = cast.submitted("ktp-hilang"), cast.submitted("ktp-hilang")
    other = cast.submitted("ktp-hilang", contact=cast.budi(), values=BUDI)
    assert [(d.application, d.why) for d in queries.duplicates_of(second)] == [(first, "same_person")]
    assert queries.duplicates_of(other) == []


def test_the_same_photos_may_be_a_duplicate_whoever_it_is_about():
    first = cast.submitted("ktp-hilang")
    draft = cast.a_complete_draft("ktp-hilang", values=BUDI)
    for paper in first.papers.all():
        actions.take_back(draft, paper.key, now=hours(1))
        actions.lay_page(draft, paper.key, paper.pages.get().photo, now=hours(1))
    [second] = actions.submit(draft, now=hours(1))
    assert [(d.application, d.why) for d in queries.duplicates_of(second)] == [(first, "same_photos")]


def test_the_members_of_a_package_are_no_duplicates():
    akta, _, _ = cast.all_submitted("paket-lahir")
    assert queries.duplicates_of(akta) == []


def test_doubts_about_numbers_are_told_to_the_officer():
    case = cast.submitted(values={"ibu_nik": "3510994305900003", "anak_nama": "Rahma"})
    found = {(w.field, w.code) for w in queries.warnings_of(case)}
    assert ("ibu_nik", "birth_date_differs") in found
    assert ("nik_pelapor", "unknown_region") in found
    assert ("anak_nama", "fewer_words_than") in found
