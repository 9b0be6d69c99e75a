"""An office changes requirement, promise, delivery and words without touching code."""

import pytest

from lojar.catalogue import CatalogueMistake, actions, for_office, queries
from lojar.catalogue.models import Override

pytestmark = pytest.mark.django_db


def override(office, officer, code, **changes):
    return actions.override_service(office, code, changes, reason="SK Kepala Dinas", officer=officer)


def test_an_office_without_changes_has_the_delivered_catalogue(office):
    assert for_office(office).services["kk-baru"].promise.amount == 1


def test_an_office_can_promise_otherwise(office, officer):
    text = {"id": "3 hari kerja", "en": "3 working days"}
    override(office, officer, "kk-baru", promise={"norm": "bwi_1hari", "amount": 3, "text": text})
    assert for_office(office).services["kk-baru"].promise.amount == 3
    assert for_office(office).services["kk-ubah"].promise.amount == 1


def test_another_promise_needs_other_words(office, officer):
    with pytest.raises(CatalogueMistake) as caught:
        override(office, officer, "kk-baru", promise={"norm": "bwi_1hari", "amount": 3})
    assert "text" in caught.value.reason


def test_an_office_can_drop_a_paper_and_the_question_about_it(office, officer):
    override(office, officer, "kia-baru", drop_requirements=["pas-foto"])
    kia = for_office(office).services["kia-baru"]
    assert kia.requirement("pas-foto") is None
    assert kia.question("umur") is None
    assert kia.question("ktp-siapa") is not None


def test_an_office_can_make_a_paper_optional_or_add_one(office, officer):
    selfie = {"key": "swafoto", "doc": "swafoto", "required": "always"}
    override(office, officer, "ktp-hilang", optional_requirements=["kk"], add_requirements=[selfie])
    papers = for_office(office).services["ktp-hilang"].must_send({})
    assert [paper.key for paper in papers] == ["surat-hilang", "swafoto"]


def test_an_office_can_use_its_own_words(office, officer):
    words = {"id": "KTP Anda hilang, rusak, atau belum ada?", "en": "Lost, damaged or none?"}
    name = {"id": "Kartu Keluarga hilang", "en": "Lost family card"}
    override(office, officer, "kk-hilang-rusak", name=name, change_questions={"sebab": {"text": words}})
    card = for_office(office).services["kk-hilang-rusak"]
    assert card.name.id == "Kartu Keluarga hilang"
    assert card.question("sebab").text.id == words["id"]
    assert card.question("sebab").choice("rusak").requires == ("kk-rusak",)


def test_an_office_can_post_its_cards(office, officer):
    override(office, officer, "ktp-hilang", receive=["kantor", "pos"])
    assert [c.key for c in for_office(office).services["ktp-hilang"].field("ambil").choices] == [
        "kantor",
        "pos",
    ]


def test_a_service_switched_off_leaves_the_menu_and_its_packages_but_not_the_cases(office, officer):
    override(office, officer, "kia-baru", offered=False)
    ours = for_office(office)
    assert "kia-baru" not in ours.groups["kia"].services
    assert "kia-baru" not in ours.offered
    assert "kia-baru" in ours.services
    assert not ours.packages["paket-lahir"].whole.offered
    assert ours.packages_with("akta-lahir") == ()


def test_changes_reach_the_packages_of_that_office(office, officer):
    override(
        office,
        officer,
        "kk-ganti-kepala",
        add_requirements=[{"key": "x", "doc": "ktp", "required": "always"}],
    )
    assert for_office(office).packages["paket-mati"].whole.requirement("x") is not None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"fee": 5000}, "fee"),
        ({"drop_requirements": ["sim"]}, "sim"),
        ({"drop_requirements": "kk"}, "list"),
        ({"drop_questions": ["sebab"]}, "surat-hilang"),
        ({"change_questions": {"warna": {}}}, "warna"),
        ({"change_fields": {"warna": {}}}, "warna"),
        ({"name": {"id": "Saja"}}, "name"),
        ({"short": {"id": "K" * 25, "en": "K"}}, "24"),
        ({"outputs": [{"name": {"id": "K", "en": "K"}, "delivery": "drone"}]}, "drone"),
        ({"add_requirements": [{"key": "kk-rusak", "doc": "kk", "required": "always"}]}, "kk-rusak"),
        ({"add_requirements": ["kk"]}, "requirements"),
        ({"drop_requirements": [{}]}, "drop_requirements"),
        ({"change_requirements": {"kk-rusak": 5}}, "5"),
        ({"drop_requirements": ["ktp"], "change_questions": {"sebab": {"choices": 5}}}, "choices"),
        ({"own_fields": {"x": 5}, "add_fields": ["x"], "change_fields": {"x": {}}}, "x"),
        ({"promise": "besok"}, "promise"),
        ({"offered": "tidak"}, "offered"),
    ],
)
def test_changes_that_do_not_stand_are_refused_with_the_reason(office, officer, changes, reason):
    with pytest.raises(CatalogueMistake) as caught:
        override(office, officer, "kk-hilang-rusak", **changes)
    assert reason in caught.value.reason
    assert caught.value.said_in("id") != caught.value.said_in("en")
    assert not Override.objects.exists()


def test_an_unknown_service_cannot_be_changed(office, officer):
    with pytest.raises(CatalogueMistake):
        override(office, officer, "sim-hilang", offered=False)


def test_empty_changes_take_the_change_back(office, officer):
    override(office, officer, "kk-baru", offered=False)
    override(office, officer, "kk-baru")
    assert "kk-baru" in for_office(office).offered


def test_an_application_keeps_the_version_it_was_made_under(office, officer):
    before = actions.version_of(office, "ktp-hilang")
    override(office, officer, "ktp-hilang", optional_requirements=["kk"])
    after = actions.version_of(office, "ktp-hilang")
    assert before.digest != after.digest
    assert queries.service_of(before).requirement("kk").required == "always"
    assert queries.service_of(after).requirement("kk").required == "optional"


def test_a_change_that_no_longer_holds_is_left_out_and_the_counter_stays_open(office, officer):
    override(office, officer, "kk-baru", offered=False)
    Override.objects.create(
        office=office,
        service_code="gone",
        changes={"offered": False},
        reason="-",
        changed_at="2026-11-27T00:00Z",
    )
    assert "kk-baru" not in for_office(office).offered
    assert "ktp-baru" in for_office(office).offered


def test_the_office_sees_the_least_certain_first_with_where_it_was_read(office, officer):
    rows = queries.services_with_sources(office)
    assert {row.service.code for row in rows[:2]} == {"akta-lahir-anak-ibu", "pengangkatan-anak"}
    assert rows[0].needs_confirming
    assert rows[0].sources[0].what
    actions.confirm_service(office, "pengangkatan-anak", officer=officer)
    row = next(r for r in queries.services_with_sources(office) if r.service.code == "pengangkatan-anak")
    assert not row.needs_confirming
    assert row.override.changed_by == officer


def test_confirming_keeps_what_was_changed_before(office, officer):
    override(office, officer, "pengangkatan-anak", optional_requirements=["ktp"])
    actions.confirm_service(office, "pengangkatan-anak", officer=officer)
    found = for_office(office).services["pengangkatan-anak"]
    assert found.confirmed
    assert found.requirement("ktp").required == "optional"


def test_changes_can_come_from_a_file(office, officer, tmp_path):
    path = tmp_path / "kantor.yaml"
    path.write_text(
        "overrides:\n"
        "  ktp-hilang:\n"
        "    reason: SK Kepala Dinas\n"
        "    optional_requirements: [kk]\n"
        "  legalisir: {reason: Sudah tidak dilayani, offered: false}\n",
        encoding="utf-8",
    )
    assert actions.import_overrides(office, path, officer=officer) == 2
    assert "legalisir" not in for_office(office).offered


def test_a_mistake_in_a_file_changes_nothing_and_names_the_line(office, officer, tmp_path):
    path = tmp_path / "kantor.yaml"
    path.write_text(
        "overrides:\n  legalisir: {reason: x, offered: false}\n  ktp-hilang:\n    reason: x\n    tarif: 5000\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueMistake) as caught:
        actions.import_overrides(office, path, officer=officer)
    assert (caught.value.file, caught.value.line) == ("kantor.yaml", 5)
    assert not Override.objects.exists()
