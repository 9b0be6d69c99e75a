"""A draft begins, is answered, filled in, and may change its mind."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from lojar.applications.models import Application, CaseEvent
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.catalogue.actions import override_service
from lojar.lib import reference
from lojar.lib.sealed_fields import keyring
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=5)


def kinds(application):
    return [event.kind for event in queries.timeline(application)]


def test_a_draft_has_a_number_a_checklist_and_an_event():
    draft = actions.start(cast.siti(), "ktp-hilang", now=cast.NOW)
    assert reference.parse(draft.number) == draft.number
    assert draft.number.startswith("BWI-261123-")
    assert [p.key for p in draft.papers.all()] == ["surat-hilang", "kk"]
    assert (draft.status, draft.touched_at, kinds(draft)) == ("draft", cast.NOW, ["started"])


def test_a_service_that_nobody_offers_cannot_be_started():
    with pytest.raises(NotAllowed, match="unknown_service"):
        actions.start(cast.siti(), "sulap", now=cast.NOW)
    assert not Application.objects.exists()


def test_an_answer_adds_the_paper_it_makes_necessary():
    draft = cast.a_draft("paket-lahir")
    before = {p.key for p in draft.papers.all()}
    actions.answer(draft, "ktp-siapa", "ayah-ibu", now=cast.NOW)
    assert {p.key for p in draft.papers.all()} - before == {"ktp-ayah", "ktp-ibu"}


def test_a_photo_survives_an_answer_that_is_corrected_twice():
    draft = cast.a_draft("paket-lahir", answers={"ktp-siapa": "ayah-ibu"})
    photo = cast.a_photo()
    actions.lay_page(draft, "ktp-ayah", photo, now=cast.NOW)
    actions.answer(draft, "ktp-siapa", "wali", now=cast.NOW)
    assert not draft.papers.filter(key="ktp-ayah").exists()
    actions.answer(draft, "ktp-siapa", "ayah-ibu", now=LATER)
    paper = draft.papers.get(key="ktp-ayah")
    assert (paper.state, [p.photo for p in paper.pages.all()]) == ("received", [photo])


def test_a_field_that_decides_on_papers_changes_the_checklist():
    draft = cast.a_draft()
    actions.fill(draft, {"hubungan": "kuasa"}, now=cast.NOW)
    assert draft.papers.filter(key="surat-kuasa").exists()
    actions.fill(draft, {"hubungan": "ibu"}, now=cast.NOW)
    assert not draft.papers.filter(key="surat-kuasa").exists()


def test_the_same_answer_again_writes_nothing():
    draft = cast.a_draft("paket-lahir", answers={"ktp-siapa": "wali"})
    events = CaseEvent.objects.count()
    actions.answer(draft, "ktp-siapa", "wali", now=LATER)
    actions.fill(draft, {}, now=LATER)
    assert CaseEvent.objects.count() == events
    assert cast.fresh(draft).touched_at == cast.NOW


def test_a_choice_that_is_not_offered_is_refused():
    draft = cast.a_draft("paket-lahir")
    with pytest.raises(NotAllowed) as no:
        actions.answer(draft, "ktp-siapa", "tetangga", now=cast.NOW)
    assert (no.value.reason, no.value.details["choice"]) == ("unknown_choice", "tetangga")


def test_a_number_is_kept_without_the_blanks_people_write():
    draft = actions.fill(cast.a_draft(), {"nik_pelapor": "3510 9955.0590-0003"}, now=cast.NOW)
    assert draft.values["nik_pelapor"] == cast.SITI_NIK


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"nik_pelapor": "351099550590000"}, "not_16_digits"),
        ({"warna": "biru"}, "unknown_field"),
        ({"nama_pelapor": " "}, "field_needed"),
        ({"hubungan": "tetangga"}, "unknown_choice"),
        ({"nama_pelapor": "a" * 1001}, "too_long"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_and_nothing_is_kept(values, reason):
    draft = cast.a_draft()
    with pytest.raises(NotAllowed, match=reason):
        actions.fill(draft, {"nomor_kk": cast.FAMILY_CARD, **values}, now=cast.NOW)
    assert cast.fresh(draft).values == {}


def test_a_birth_is_about_the_child_and_found_by_the_reporters_numbers():
    draft = cast.a_draft()
    cast.fill_all(draft)
    draft = cast.fresh(draft)
    assert draft.person_name == "Rahma Putri Contoh"
    assert bytes(draft.nik_digest) == keyring().digest(cast.SITI_NIK)
    assert bytes(draft.kk_digest) == keyring().digest(cast.FAMILY_CARD)


def test_a_death_is_about_the_person_who_died():
    draft = cast.a_draft("akta-mati")
    cast.fill_all(draft)
    draft = cast.fresh(draft)
    assert draft.person_name == "Sukarman Contoh"
    assert bytes(draft.nik_digest) == keyring().digest("3510990107550001")


def test_an_overwritten_value_stays_in_the_event():
    draft = cast.a_draft()
    actions.fill(draft, {"nama_pelapor": "Siti Conto"}, now=cast.NOW)
    actions.fill(draft, {"nama_pelapor": "Siti Contoh"}, now=LATER)
    assert queries.timeline(draft)[-1].data["before"] == {"nama_pelapor": "Siti Conto"}


def test_what_is_cleared_is_asked_again():
    draft = cast.a_complete_draft("paket-lahir")
    actions.clear(draft, ["anak_nama", "ktp-siapa"], now=LATER)
    lacks = queries.lacks(cast.fresh(draft))
    assert (lacks.fields, lacks.questions) == (("anak_nama",), ("ktp-siapa",))
    assert cast.fresh(draft).person_name == "Siti Contoh"


def test_another_service_takes_along_the_photos_and_values_that_fit():
    draft = cast.a_complete_draft("ktp-hilang")
    kk = draft.papers.get(key="kk").pages.get().photo
    actions.change_service(draft, "ktp-rusak", now=LATER)
    draft = cast.fresh(draft)
    assert draft.service_code == "ktp-rusak"
    assert draft.values["nik_pelapor"] == cast.SITI_NIK
    assert [p.photo for p in draft.papers.get(key="kk").pages.all()] == [kk]
    assert not draft.papers.filter(key="surat-hilang").exists()
    assert queries.timeline(draft)[-1].data["dropped"].keys() == {"surat-hilang"}


def test_a_sent_application_cannot_become_another_service():
    with pytest.raises(NotAllowed, match="wrong_status"):
        actions.change_service(cast.submitted(), "ktp-rusak", now=LATER)


def test_an_application_keeps_the_service_it_was_made_under():
    draft = cast.a_draft("ktp-hilang")
    override_service(draft.office, "ktp-hilang", {"offered": False}, reason="libur", officer=None)
    assert queries.service_of(draft).offered
    with pytest.raises(NotAllowed, match="not_offered"):
        actions.start(cast.siti(), "ktp-hilang", now=cast.NOW)
