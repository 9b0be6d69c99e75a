"""Everybody's reading side by side, and what the head should ask about."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from lojar.applications import actions
from lojar.desk.team import in_words
from lojar.evidence.actions import record_view
from lojar.evidence.rules.unusual_reading import Kind, Unusual
from lojar.offices.models import Officer, Shift
from tests import cast

pytestmark = pytest.mark.django_db
TEAM = "/desk/petugas/dilihat/"
LATE = cast.NOW - timedelta(hours=12)  # 22.00 of the evening before


def read_people(officer: Officer, count: int, *, days_ago: int = 0) -> None:
    for number in range(count):
        contact, at = cast.a_contact("Contoh", f"6280000002{number:02}"), cast.NOW - timedelta(days=days_ago)
        record_view(cast.a_photo(contact), officer=officer, seen_as="display", now=at)


def test_a_row_counts_today_the_week_and_what_belongs_to_no_application(wati: Client) -> None:
    case = cast.submitted()
    photo = case.papers.first().pages.first().photo
    for days in (9, 3, 0):
        record_view(
            photo,
            officer=cast.rina(),
            seen_as="thumb",
            about=case.number,
            now=cast.NOW - timedelta(days=days),
        )
    record_view(photo, officer=cast.rina(), seen_as="display", now=cast.NOW - timedelta(days=1))
    rows = {each.officer.name: each for each in wati.get(TEAM).context["members"]}
    rina = rows["Rina"]
    assert (rina.today, rina.lately, rina.for_none, rina.last_at) == (1, 2, 1, cast.NOW)
    assert (rows["Wati"].lately, rows["Wati"].last_at) == (0, None)


def test_who_left_is_shown_while_their_reading_is_recent(wati: Client) -> None:
    gone, long_gone = cast.an_officer("Pergi"), cast.an_officer("Lama")
    Officer.objects.filter(pk__in=[gone.pk, long_gone.pk]).update(is_active=False)
    read_people(gone, 1)
    assert [each.officer.name for each in wati.get(TEAM).context["members"]] == ["Pergi", "Wati"]


def test_the_head_is_told_what_is_unusual_and_a_supervisor_is_not(hadi: Client, wati: Client) -> None:
    read_people(cast.joko(), 20)
    page = hadi.get(TEAM).content.decode()
    assert "20 permohonan dibaca dalam satu jam, sejak Senin, 23 November 2026 pukul 10.00" in page
    assert "20 dari 20 permohonan" in page
    assert "Perlu ditanyakan" not in wati.get(TEAM).content.decode()


def test_what_is_usual_was_read_before_the_week_that_is_told_of(hadi: Client) -> None:
    read_people(cast.rina(), 4, days_ago=8)
    read_people(cast.joko(), 19, days_ago=1)
    assert "dalam satu jam" not in hadi.get(TEAM).content.decode()
    read_people(cast.joko(), 22)
    assert "Biasanya di kantor ini 4." in hadi.get(TEAM).content.decode()
    read_people(cast.rina(), 6, days_ago=9)
    read_people(cast.rina(), 6, days_ago=10)
    assert "dalam satu jam" not in hadi.get(TEAM).content.decode()


def test_who_works_on_what_they_read_is_asked_nothing(hadi: Client) -> None:
    case = cast.submitted()
    actions.claim(case, cast.rina(), now=cast.NOW)
    photo = case.papers.first().pages.first().photo
    record_view(photo, officer=cast.rina(), seen_as="display", about=case.number, now=cast.NOW)
    assert hadi.get(TEAM).context["asked"] == []


def test_reading_at_night_is_told_unless_it_was_a_shift(hadi: Client) -> None:
    record_view(cast.a_photo(), officer=cast.rina(), seen_as="display", now=LATE)
    (rina,) = hadi.get(TEAM).context["asked"]
    assert rina.warnings == (
        "1 permohonan dibaca pada malam hari di luar jadwalnya, sejak Minggu, 22 November 2026 pukul 22.00.",
    )
    Shift.objects.create(
        officer=cast.rina(), starts_at=LATE - timedelta(hours=1), ends_at=LATE + timedelta(hours=1)
    )
    assert hadi.get(TEAM).context["asked"] == []


def test_clerks_are_kept_out_and_another_office_is_not_among_the_rows(
    rina: Client, wati: Client, stranger: Client
) -> None:
    assert {each.get(TEAM).status_code for each in (rina, stranger)} == {403}
    assert "Tetangga" not in {each.officer.name for each in wati.get(TEAM).context["members"]}


def test_the_number_of_queries_does_not_grow_with_the_reading(
    hadi: Client, django_assert_num_queries
) -> None:
    read_people(cast.joko(), 1)
    with django_assert_num_queries(10, exact=False) as few:
        hadi.get(TEAM)
    read_people(cast.joko(), 40)
    read_people(cast.rina(), 40)
    with django_assert_num_queries(len(few)):
        hadi.get(TEAM)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words_in_both_languages(kind: Kind) -> None:
    told = set()
    for language in ("id", "en"):
        with translation.override(language):
            told.add(in_words(Unusual(kind, 31, cast.NOW, 7)))
    assert len(told) == 2
    assert all("31" in words and "2026" in words for words in told)
