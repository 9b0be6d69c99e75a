"""The small pure rules around a case: no database is to be had here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lojar.applications.rules.carrying import carried_over
from lojar.applications.rules.cautions import cautions, read_date
from lojar.applications.rules.claim import Holder, Step, may_claim, may_release
from lojar.applications.rules.completeness import PaperFact, what_is_missing
from lojar.applications.rules.draft_expiry import Due, expires_at, what_is_due
from lojar.applications.rules.duplicates import CaseFact, Why, duplicates
from lojar.applications.rules.lifecycle import NotAllowed, PaperState
from lojar.applications.rules.outputs import Made, Ways, delivery_of, must_lie_ready, ways_out
from lojar.applications.rules.person import whom_it_is_about
from lojar.applications.rules.promised_date import is_late, promised_date
from lojar.applications.rules.search_terms import read_terms
from lojar.catalogue import catalogue
from lojar.catalogue.shapes import Promise, Text
from lojar.offices.rules.opening_hours import OpeningHours

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # a Friday, 13.00 in Jakarta
HOURS = OpeningHours({day: ((time(8), time(15)),) for day in range(5)}, zone=ZoneInfo("Asia/Jakarta"))


def promise(amount, unit):
    return Promise(norm="contoh", amount=amount, unit=unit, text=Text("", ""))


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (1, "working_days", "2026-11-23T15:00:00+07:00"),
        (3, "working_hours", "2026-11-23T09:00:00+07:00"),
        (24, "hours", "2026-11-21T13:00:00+07:00"),
    ],
)
def test_a_promise_counts_in_its_own_unit(amount, unit, expected):
    assert promised_date(promise(amount, unit), NOW, HOURS) == datetime.fromisoformat(expected)


def test_a_closure_moves_the_promise():
    closed = OpeningHours(HOURS.hours, frozenset({date(2026, 11, 23)}), HOURS.zone)
    assert promised_date(promise(1, "working_days"), NOW, closed).date() == date(2026, 11, 24)


def test_nothing_promised_is_never_late():
    assert not is_late(None, NOW)
    assert is_late(NOW - timedelta(seconds=1), NOW)


# Completeness

LOST = catalogue().services["ktp-hilang"]
ASKED = ("nik_pelapor", "nama_pelapor", "nomor_kk", "kecamatan", "desa", "ambil")
GIVEN = dict.fromkeys(ASKED, "contoh")


def fact(state, *, needed=True):
    return PaperFact("kk", needed, PaperState(state))


@pytest.mark.parametrize(
    ("state", "needed", "is_missing"),
    [
        ("missing", True, True), ("missing", False, False), ("received", True, False), ("accepted", True, False),
        ("returned", True, True), ("returned", False, True),
    ],
)  # fmt: skip
def test_a_paper_is_missing_when_it_is_needed_or_was_returned(state, needed, is_missing):
    assert bool(what_is_missing(LOST, [fact(state, needed=needed)], GIVEN)) is is_missing


def test_a_field_without_a_value_is_missing_an_optional_one_is_not():
    without = {key: value for key, value in GIVEN.items() if key != "desa"}
    assert what_is_missing(LOST, [], without).fields == ("desa",)
    death = catalogue().services["akta-mati"]
    assert "alm_nama" in what_is_missing(death, [], GIVEN).fields
    assert "alm_nik" not in what_is_missing(death, [], GIVEN).fields


# The claim

RINA = Holder(1, "Rina", NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("holder", "officer", "role", "reason", "step"),
    [
        (None, 2, "clerk", "", Step.TAKEN),
        (RINA, 1, "clerk", "", Step.KEPT),
        (Holder(1, "Rina", NOW), 2, "clerk", "", Step.TAKEN),
        (RINA, 2, "supervisor", "sakit", Step.TAKEN_OVER),
        (RINA, 2, "head", "sakit", Step.TAKEN_OVER),
    ],
)
def test_who_may_claim(holder, officer, role, reason, step):
    assert may_claim(holder, officer, role=role, reason=reason, now=NOW) == step


@pytest.mark.parametrize(("role", "reason"), [("clerk", "sakit"), ("supervisor", "  "), ("admin", "sakit")])
def test_who_may_not(role, reason):
    with pytest.raises(NotAllowed, match="claimed_by_other"):
        may_claim(RINA, 2, role=role, reason=reason, now=NOW)


def test_only_the_holder_or_a_supervisor_releases():
    assert may_release(RINA, 1, role="clerk", now=NOW)
    assert may_release(RINA, 2, role="supervisor", now=NOW)
    assert not may_release(None, 2, role="clerk", now=NOW)
    with pytest.raises(NotAllowed, match="claimed_by_other"):
        may_release(RINA, 2, role="clerk", now=NOW)


# Silence


@pytest.mark.parametrize(
    ("status", "silent_days", "warned_days_ago", "due"),
    [
        ("draft", 9, None, Due.NOTHING), ("draft", 10, None, Due.WARNING), ("returned", 30, None, Due.WARNING),
        ("draft", 14, 3, Due.NOTHING), ("draft", 14, 4, Due.EXPIRY), ("draft", 13, 3, Due.NOTHING),
        ("submitted", 90, None, Due.NOTHING), ("expired", 90, 80, Due.NOTHING),
    ],
)  # fmt: skip
def test_what_silence_brings(status, silent_days, warned_days_ago, due):
    touched_at = NOW - timedelta(days=silent_days)
    warned_at = None if warned_days_ago is None else NOW - timedelta(days=warned_days_ago)
    assert what_is_due(status, touched_at, warned_at=warned_at, now=NOW) == due


def test_the_warning_names_the_later_of_the_two_ends():
    assert expires_at(NOW, NOW + timedelta(days=10)) == NOW + timedelta(days=14)
    assert expires_at(NOW, NOW + timedelta(days=30)) == NOW + timedelta(days=34)


# Duplicates


def case(pk, **fields):
    known = {
        "service": "ktp-hilang",
        "person": b"siti",
        "person_name": "Siti Contoh",
        "photos": frozenset(),
        **fields,
    }
    return CaseFact(id=pk, **known)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, Why.SAME_PERSON),
        ({"person_name": "SITI  CONTOH"}, Why.SAME_PERSON),
        ({"person_name": ""}, Why.SAME_PERSON),
        ({"person_name": "Adik Contoh"}, None),
        ({"service": "ktp-rusak"}, None),
        ({"person": b"budi"}, None),
        ({"person": None, "photos": frozenset({b"1", b"2"})}, Why.SAME_PHOTOS),
        ({"person": None, "photos": frozenset({b"1"})}, None),
        ({"bundle": 7}, None),
    ],
)
def test_two_cases_look_alike(other, why):
    one = case(1, photos=frozenset({b"1", b"2", b"3"}), bundle=7)
    found = duplicates(one, [case(2, **other)])
    assert found == ([] if why is None else [(2, why)])


# Whom it is about, what is carried over, what is searched for


def test_a_death_is_about_the_dead_and_a_birth_about_the_child():
    reporter = {"nama_pelapor": "Siti", "nik_pelapor": "1", "nomor_kk": "2"}
    assert whom_it_is_about(reporter).name == "Siti"
    assert whom_it_is_about({**reporter, "anak_nama": "Rahma"}).name == "Rahma"
    dead = whom_it_is_about({**reporter, "alm_nama": "Sukarman", "alm_nik": "9"})
    assert (dead.name, dead.nik, dead.kk_number) == ("Sukarman", "9", "2")


def test_the_same_key_is_carried_over_before_the_same_document():
    old = [("ktp-ayah", "ktp"), ("ktp", "ktp"), ("kk", "kk")]
    new = [("ktp", "ktp"), ("ktp-ibu", "ktp"), ("surat", "form")]
    assert carried_over(old, new) == {"ktp": "ktp", "ktp-ibu": "ktp-ayah"}


def test_the_same_key_of_another_document_is_not_the_same_paper():
    assert carried_over([("akta", "surat_mati")], [("akta", "akta_lahir")]) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3510 9955 0590 0003", ("", "3510995505900003", "")),
        ("0800 0000 0001", ("", "", "6280000000001")),
        ("siti contoh", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_search_is_read_by_its_shape(text, found):
    terms = read_terms(text)
    assert (terms.number, terms.sixteen_digits, terms.phone) == found


# What comes out


@pytest.mark.parametrize(
    ("code", "receives", "ways"),
    [
        ("ktp-hilang", "kantor", Ways(by_hand=True, by_pdf=False, on_paper=False)),
        ("akta-lahir", "pdf", Ways(by_hand=False, by_pdf=True, on_paper=False)),
        ("akta-lahir", "kantor", Ways(by_hand=True, by_pdf=True, on_paper=True)),
        ("akta-kawin", "kantor", Ways(by_hand=True, by_pdf=True, on_paper=False)),
        ("konsolidasi-nik", "pesan", Ways(by_hand=False, by_pdf=False, on_paper=False)),
    ],
)
def test_the_ways_out_follow_the_service_and_the_citizens_wish(code, receives, ways):
    assert ways_out(catalogue().services[code], {"ambil": receives}) == ways


PDF_WAY = Ways(by_hand=False, by_pdf=True, on_paper=False)
BOTH = Ways(by_hand=True, by_pdf=True, on_paper=False)
ATTACHED, BARE = Made("Akta", "pdf", has_file=True), Made("Akta", "pdf", has_file=False)


@pytest.mark.parametrize(
    ("ways", "made", "has_place", "reason"),
    [
        (PDF_WAY, [], False, "no_document"),
        (PDF_WAY, [BARE], True, "no_document"),
        (PDF_WAY, [ATTACHED, BARE], False, "no_document"),
        (PDF_WAY, [ATTACHED], False, ""),
        (BOTH, [ATTACHED], False, "not_in_tray"),
        (BOTH, [], True, "no_document"),
        (BOTH, [ATTACHED], True, ""),
        (Ways(by_hand=True, by_pdf=True, on_paper=True), [BARE], True, ""),
        (Ways(by_hand=True, by_pdf=False, on_paper=False), [], True, ""),
        (Ways(by_hand=False, by_pdf=False, on_paper=False), [], False, "no_result"),
    ],
)
def test_ready_is_said_only_of_what_can_be_taken_now(ways, made, has_place, reason):
    if not reason:
        must_lie_ready(ways, made, has_place=has_place)
        return
    with pytest.raises(NotAllowed, match=reason):
        must_lie_ready(ways, made, has_place=has_place)


def test_a_document_goes_the_way_of_the_output_it_is():
    service = catalogue().services["ktp-hilang"]
    assert delivery_of(service, "ktp-EL", has_file=True) == "card"
    assert delivery_of(service, "Surat lain", has_file=True) == "pdf"
    assert delivery_of(service, "Surat lain", has_file=False) == "pickup"


# What an officer should look at twice


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)), ("20-11-2026", date(2026, 11, 20)), ("20/11/2026", date(2026, 11, 20)),
        ("31-02-2026", None), ("kemarin", None), ("", None),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_ways_they_are_kept(value, day):
    assert read_date(value) == day


def test_a_short_name_and_a_late_report_are_pointed_out_and_nothing_is_refused():
    birth, today = catalogue().services["akta-lahir"], date(2026, 11, 23)
    found = cautions(birth, {"anak_nama": "Rahma", "lahir_tanggal": "2026-08-01"}, today=today)
    assert {w.code for w in found} == {"fewer_words_than", "late"}
    assert not list(cautions(birth, {"anak_nama": "Rahma Putri", "lahir_tanggal": "2026-11-01"}, today=today))
