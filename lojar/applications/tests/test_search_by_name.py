"""A case is found by a name in any spelling, by its own office only."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from lojar.applications import actions, queries
from lojar.applications.models import Application
from lojar.applications.name_marks import marks_of
from lojar.applications.rules.name_key import keys_of
from lojar.applications.rules.search_terms import read_terms
from lojar.offices.models import Office
from tests import cast


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Yusuf", "Moh. Yusup"),
        ("Mohammad Rizki", "M. Rizqi"),
        ("Moch. Choirul", "Mochammad Khoirul"),
        ("Mukhamad Ali", "Muh Ali"),
        ("Achmad Syaiful", "Ahmad Saiful"),
        ("Akhmad", "Ahmat"[:-1] + "d"),
        ("Abd. Wahab", "Abdul Wahab"),
        ("Sitti Aisyah", "Siti Aisah"),
        ("Soekarno", "Sukarno"),
        ("Djoko Soesanto", "Joko Susanto"),
        ("Tjandra", "Chandra"),
        ("Evi Novita", "Efi Nopita"),
        ("Yanny Sulistyowati", "Yani Sulistiowati"),
        ("H. Budi Contoh, S.Pd", "Drs. budi contoh"),
        ("Hj. Rahma Contoh, S.Pd.I, M.Si.", "RAHMA CONTOH"),
        ("Ma'ruf", "Maruf"),
    ],
)
def test_one_name_in_two_spellings_has_one_key(one, other):
    assert keys_of(one) == keys_of(other) != ()


@pytest.mark.parametrize(("one", "other"), [("Siti", "Sari"), ("Ahmad", "Muhammad"), ("Budi", "Rudi")])
def test_different_names_keep_different_keys(one, other):
    assert keys_of(one) != keys_of(other)


@pytest.mark.parametrize("text", ["", "H.", "Drs.", "123", "!?"])
def test_titles_and_signs_alone_are_no_name(text):
    assert keys_of(text) == ()


def test_a_day_is_read_out_of_a_name_in_the_ways_it_is_written():
    for text in (
        "siti 23-11-2026",
        "siti 23/11/2026",
        "2026-11-23 siti",
        "siti 23 Nov 2026",
        "23 november 2026 siti",
    ):
        terms = read_terms(text)
        assert (terms.words, str(terms.day)) == (("siti",), "2026-11-23"), text
    assert read_terms("siti 31-02-2026").day is None


@pytest.mark.parametrize("text", ["s", "ab", "23-11-2026", "m. h."])
def test_too_little_lists_nobody(text):
    assert read_terms(text).words == ()


@pytest.mark.django_db
def test_a_case_is_found_by_its_name_in_another_spelling():
    case = cast.submitted("ktp-hilang")
    for text in ("siti", "Sitti", "Hj. SITY CONTOH", "contoh siti"):
        assert queries.search(cast.an_office(), text) == [case], text
    assert queries.search(cast.an_office(), "Siti Lain") == []


@pytest.mark.django_db
def test_a_village_and_a_day_narrow_a_name():
    case = cast.submitted("ktp-hilang")
    village = case.values.get("desa") or "Kembiritan"
    case.name_marks = marks_of(case.office_id, case.person_name, village)
    case.save(update_fields=["name_marks"])
    sent = case.submitted_at
    office = cast.an_office()
    assert queries.search(office, f"siti {village} {sent:%d-%m-%Y}") == [case]
    assert queries.search(office, f"siti {sent - timedelta(days=2):%d-%m-%Y}") == []
    assert queries.search(office, "siti lainnya") == []


@pytest.mark.django_db
def test_a_draft_is_found_by_no_name():
    cast.a_draft("ktp-hilang")
    assert queries.search(cast.an_office(), "siti") == []


@pytest.mark.django_db
def test_another_office_finds_nobody_and_shares_no_mark():
    cast.submitted("ktp-hilang")
    other = Office.objects.create(
        code="sebelah", name="Sebelah", short_name="Sebelah", prefix="SBL", regency_code="3599",
        address="Jl. Sebelah", whatsapp_display="62800000000009", phone_number_id="100000000000009",
    )  # fmt: skip
    assert queries.search(other, "siti") == []
    assert not set(marks_of(other.pk, "siti")) & set(marks_of(cast.an_office().pk, "siti"))


@pytest.mark.django_db
def test_a_name_that_is_corrected_is_found_by_the_new_one():
    case = cast.a_draft("ktp-hilang")
    actions.fill(case, {"nama_pelapor": "Moch. Yusuf"}, now=cast.NOW)
    row = Application.objects.get(pk=case.pk)
    assert set(marks_of(row.office_id, "Muhammad Yusup")) <= set(row.name_marks)
    assert not set(marks_of(row.office_id, "Siti")) & set(row.name_marks)


@pytest.mark.django_db
def test_cases_from_before_are_marked_by_the_migration():
    case = cast.submitted("ktp-hilang")
    wanted = case.name_marks
    Application.objects.update(name_marks=[])
    migration = importlib.import_module("lojar.applications.migrations.0003_mark_names")
    migration.mark_names(apps, None)
    assert Application.objects.get(pk=case.pk).name_marks == wanted != []


@pytest.mark.django_db
def test_the_index_answers():
    cast.submitted("ktp-hilang")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Application.objects.filter(name_marks__contains=marks_of(cast.an_office().pk, "siti")).explain()
    assert "applications_by_name" in plan


@pytest.mark.django_db
def test_a_rare_name_is_found_however_long_ago_and_the_newest_first(monkeypatch):
    first = cast.submitted()
    second = cast.submitted("kk-hilang-rusak")
    name = first.person_name
    monkeypatch.setattr(importlib.import_module("lojar.applications.queries.search"), "LOOKED_BACK", 1)
    for _ in range(2):
        cast.submitted("ktp-hilang", contact=cast.budi(), now=cast.NOW + timedelta(minutes=1))
    assert queries.search(cast.an_office(), name) == [
        row for row in Application.objects.order_by("-id") if row.person_name == name
    ]
    assert {first, second} & set(queries.search(cast.an_office(), name))
    assert queries.search(cast.an_office(), "Zulaikha") == []
