"""A package is asked about once and becomes one application for each of its members."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lojar.applications import actions, queries
from lojar.applications.models import Application, Bundle, CaseEvent
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue import catalogue
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=2)


def photos(application, key):
    return [page.photo for page in application.papers.get(key=key).pages.filter(withdrawn_at=None)]


def test_the_draft_becomes_the_first_member_and_the_others_are_new():
    draft = cast.a_complete_draft("paket-lahir")
    members = actions.submit(draft, now=LATER)
    assert [m.service_code for m in members] == ["akta-lahir", "kk-tambah-anak", "kia-baru"]
    assert members[0].pk == draft.pk
    assert members[0].number == draft.number
    assert len({m.number for m in members}) == 3
    assert {(m.status, m.submitted_at, m.person_name) for m in members} == {
        ("submitted", LATER, "Rahma Putri Contoh")
    }
    bundle = Bundle.objects.get()
    assert bundle.package_code == "paket-lahir"
    assert {m.bundle for m in members} == {bundle}
    assert queries.siblings_of(members[0]) == members[1:]


def test_the_members_share_their_photos():
    members = cast.all_submitted("paket-lahir")
    shared = {tuple(photos(member, "kk")) for member in members}
    assert len(shared) == 1
    assert len(next(iter(shared))) == 1


def test_each_member_has_only_its_own_papers_and_values():
    akta, _, kia = cast.all_submitted("paket-lahir")
    assert akta.papers.filter(key="surat-lahir").exists()
    assert not kia.papers.filter(key="surat-lahir").exists()
    assert "saksi1_nik" in akta.values
    assert "saksi1_nik" not in kia.values
    assert all(queries.service_of(m).field(key) for m in (akta, kia) for key in m.values)


def test_an_answer_may_leave_a_member_out():
    members = cast.all_submitted("paket-mati", answers={"ada-pasangan": "tidak"})
    assert [m.service_code for m in members] == ["akta-mati", "kk-ganti-kepala"]


def test_one_member_alone_needs_no_bundle():
    answers = {"kepala-keluarga": "bukan", "ada-pasangan": "tidak"}
    [only] = cast.all_submitted("paket-mati", answers=answers)
    assert (only.service_code, only.bundle) == ("akta-mati", None)


def test_every_package_can_be_sent_and_every_member_is_complete():
    for code, package in catalogue().packages.items():
        members = cast.all_submitted(code)
        assert [m.service_code for m in members] == list(package.members(members[0].answers))
        assert not [m for m in members if queries.lacks(m).papers]


def test_sending_a_package_twice_does_nothing_the_second_time():
    draft = cast.a_complete_draft("paket-lahir")
    first = actions.submit(draft, now=cast.NOW)
    assert actions.submit(draft, now=LATER) == first
    assert Application.objects.count() == 3


def test_a_returned_member_is_corrected_alone():
    akta, kk, kia = cast.all_submitted("paket-lahir")
    akta = cast.return_some(akta, papers=["surat-lahir"])
    actions.lay_page(akta, "surat-lahir", cast.a_photo(), now=LATER)
    assert actions.submit(akta, now=LATER) == [akta]
    assert {cast.fresh(kk).status, cast.fresh(kia).status} == {"submitted"}


def test_one_new_photo_corrects_every_member_that_had_it_returned():
    akta, kk, kia = cast.all_submitted("paket-lahir")
    akta, kk = cast.return_some(akta, papers=["kk"]), cast.return_some(kk, papers=["kk"])
    pages = [cast.a_photo(), cast.a_photo()]
    for photo in pages:
        actions.lay_page(akta, "kk", photo, now=LATER)
    assert photos(akta, "kk") == photos(kk, "kk") == pages
    assert photos(kia, "kk") != pages
    assert actions.submit(akta, now=LATER) == [akta, kk]
    assert {cast.fresh(m).status for m in (akta, kk)} == {"submitted"}


def test_a_member_that_still_lacks_something_else_waits():
    akta, kk, _ = cast.all_submitted("paket-lahir")
    akta, kk = cast.return_some(akta, papers=["kk"]), cast.return_some(kk, papers=["kk", "buku-nikah"])
    actions.lay_page(akta, "kk", cast.a_photo(), now=LATER)
    assert actions.submit(akta, now=LATER) == [akta]
    with pytest.raises(NotAllowed) as no:
        actions.submit(kk, now=LATER)
    assert no.value.details["missing"] == ["buku-nikah"]


@pytest.mark.django_db(transaction=True)
def test_two_members_corrected_at_the_same_moment_do_not_wait_for_each_other():
    akta, kk, _ = cast.all_submitted("paket-lahir")
    members = [cast.return_some(akta, papers=["kk"]), cast.return_some(kk, papers=["kk"])]
    new = [cast.a_photo(), cast.a_photo()]
    at_once = Barrier(2)

    def correct(number):
        try:
            at_once.wait(timeout=10)
            actions.lay_page(members[number], "kk", new[number], now=LATER)
            actions.submit(members[number], now=LATER)
        except NotAllowed as no:
            return no.reason
        else:
            return "sent"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        said = set(hands.map(correct, (0, 1)))
    assert said <= {"sent", "wrong_status"}
    assert {cast.fresh(member).status for member in members} == {"submitted"}
    assert CaseEvent.objects.filter(kind="resubmitted").count() == 2
