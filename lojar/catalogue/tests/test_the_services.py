"""What the delivered catalogue must say: nothing lost, nothing asked that the law does not ask for."""

from itertools import product

import pytest

from lojar.catalogue import catalogue
from lojar.catalogue.shapes import Service, Text

EVERY_SERVICE = [*catalogue().services.values(), *(p.whole for p in catalogue().packages.values())]
each_service = pytest.mark.parametrize("service", EVERY_SERVICE, ids=lambda s: s.code)


def service(code: str) -> Service:
    return catalogue().services[code]


def keys(found) -> list[str]:
    return [thing.key for thing in found]


def every_way(service: Service) -> list[dict[str, str]]:
    """Every way through the questions that stays in this service."""
    going_on = [[(q.key, c) for c in q.choices if not c.goes_to and not c.stops] for q in service.questions]
    return [{key: choice.key for key, choice in way} for way in product(*going_on)]


def test_every_service_stands_in_exactly_one_group_of_the_menu():
    in_groups = [code for group in catalogue().groups.values() for code in group.services]
    assert sorted(in_groups) == sorted(catalogue().services)
    assert len(catalogue().groups) <= 9  # with the packages: ten rows


@each_service
def test_every_service_says_in_both_languages_what_it_is(service):
    assert service.name.id
    assert service.name.en
    assert len(service.short.id) <= 24
    assert len(service.short.en) <= 24
    assert len(service.description.id) <= 72
    assert service.sources
    assert service.confidence in ("high", "medium", "low")


@each_service
def test_every_conditional_paper_can_come_about_and_says_when(service):
    reachable = {paper.key for way in every_way(service) for paper in service.papers(way)}
    by_relation = {key for field in service.fields for choice in field.choices for key in choice.requires}
    for paper in service.requirements:
        if paper.required == "conditional":
            assert paper.key in reachable | by_relation
            assert paper.when


@each_service
def test_every_way_through_the_questions_ends_with_papers_and_fields(service):
    if service.remote == "none":
        assert not service.requirements
        assert not service.fields
        return
    for way in every_way(service):
        assert service.must_send(way)
        assert service.to_ask(way)
        assert service.to_choose(way) == ()


@each_service
def test_every_button_and_row_fits_whatsapp(service):
    for asked in (*service.questions, *service.fields):
        limit = 20 if len(asked.choices) <= 3 else 24
        assert len(asked.choices) <= 10
        for choice in asked.choices:
            assert max(len(choice.label.id), len(choice.label.en)) <= limit
    for paper in service.requirements:
        assert max(len(paper.short.id), len(paper.short.en)) <= 20
    for question in service.questions:
        assert max(len(question.text.id), len(question.text.en)) <= 200


@each_service
def test_fields_are_asked_once_and_groups_name_their_fields(service):
    assert len(set(keys(service.fields))) == len(service.fields)
    for group in service.groups:
        assert len(group.fields) > 1
        for key in group.fields:
            assert service.field(key).group == group.key


@each_service
def test_the_first_choice_always_goes_on(service):
    for question in service.questions:
        first = question.choices[0]
        assert not first.goes_to
        assert not first.stops


@each_service
def test_whoever_may_act_for_another_shows_a_power_of_attorney(service):
    relation = service.field("hubungan")
    if relation is not None and relation.choice("kuasa"):
        papers = service.papers({"hubungan": "kuasa"})
        assert "surat-kuasa" in keys(papers)
        assert relation.decides_on_papers


def texts_of(thing) -> list[str]:
    if isinstance(thing, Text):
        return [thing.id, thing.en]
    if isinstance(thing, tuple):
        return [words for part in thing for words in texts_of(part)]
    if hasattr(thing, "__dataclass_fields__"):
        return [words for name in thing.__dataclass_fields__ for words in texts_of(getattr(thing, name))]
    return []


@each_service
def test_nothing_shouts_and_nothing_costs(service):
    said = " ".join(texts_of(service))
    assert "!" not in said
    for price in ("Rp", "biaya", "tarif", "denda", "fine of"):
        assert price not in said


def test_only_the_first_record_of_a_person_asks_for_a_neighbourhood_letter():
    asking = {
        s.code
        for s in EVERY_SERVICE
        for r in s.requirements
        if "pengantar" in r.label.id.lower() or "RT/RW" in r.label.id
    }
    assert asking == {"biodata"}


def test_a_baby_of_registered_parents_needs_no_neighbourhood_letter():
    assert "pengantar" not in keys(service("biodata").papers({"bayi-terdaftar": "ya"}))


def test_no_service_asks_for_the_witnesses_cards():
    for found in EVERY_SERVICE:
        assert not [r for r in found.requirements if "saksi" in r.label.id.lower() and r.document == "ktp"]


def test_ikd_is_never_done_from_afar():
    ikd = service("ikd")
    assert ikd.remote == "none"
    assert ikd.deliveries == ()
    assert any("penipuan" in words.id for words in ikd.tell_citizen)


def test_a_child_card_needs_a_portrait_from_five_years_on_only():
    kia = service("kia-baru")
    assert "pas-foto" not in keys(kia.papers({"umur": "di-bawah-5", "ktp-siapa": "ayah-ibu"}))
    assert "pas-foto" in keys(kia.papers({"umur": "mulai-5", "ktp-siapa": "ayah-ibu"}))


def test_both_parents_cards_are_two_papers():
    papers = keys(service("kia-baru").papers({"umur": "di-bawah-5", "ktp-siapa": "ayah-ibu"}))
    assert {"ktp-ayah", "ktp-ibu"} <= set(papers)
    assert "ktp-wali" not in papers


def test_a_lost_card_asks_for_the_police_letter_and_a_damaged_one_for_itself():
    assert keys(service("ktp-hilang").must_send({})) == ["surat-hilang", "kk"]
    assert keys(service("ktp-rusak").must_send({})) == ["ktp-rusak", "kk"]
    elsewhere = service("ktp-luar-domisili")
    assert keys(elsewhere.must_send({"sebab": "hilang"})) == ["surat-hilang", "kk"]
    assert keys(elsewhere.must_send({"sebab": "rusak"})) == ["ktp-rusak", "kk"]


def test_what_is_brought_along_when_collecting_is_known():
    assert keys(service("ktp-hilang").to_bring({})) == ["surat-hilang"]
    assert keys(service("ktp-rusak").to_bring({})) == ["ktp-rusak"]
    assert keys(service("akta-cerai").to_bring({"akta-kawin-ada": "ada"})) == ["buku-nikah", "ktp", "kk"]


def test_a_first_card_without_recording_leads_to_a_visit():
    choice = service("ktp-baru").question("sudah-rekam").choice("belum")
    assert choice.stops
    assert choice.says


def test_a_muslim_marriage_is_led_to_the_family_card():
    choice = service("akta-kawin").question("agama").choice("islam")
    assert choice.goes_to == "kk-baru"
    assert "KUA" in choice.says.id


def test_a_qr_document_needs_no_certified_copy():
    assert service("legalisir").question("ber-qr").choice("ber-qr").goes_to == "cetak-ulang-pdf"


def test_the_form_of_a_birth_is_filled_in_by_the_chat():
    birth = service("akta-lahir")
    assert birth.requirement("form-f201").replaced_by_fields
    assert "form-f201" not in keys(birth.papers({}))


def test_a_late_birth_is_decided_by_the_head_with_the_same_papers():
    late, birth = service("akta-lahir-terlambat"), service("akta-lahir")
    assert late.needs_head
    assert not birth.needs_head
    assert birth.deadline.late_service == late.code
    assert keys(late.must_send({"dasar": "lengkap"})) == keys(birth.must_send({"dasar": "lengkap"}))
    assert keys(late.fields) == keys(birth.fields)


def test_a_late_birth_without_a_letter_takes_the_statement_and_a_supporting_paper():
    papers = keys(service("akta-lahir-terlambat").must_send({"dasar": "tanpa-surat-lahir"}))
    assert {"pendukung", "sptjm-lahir"} <= set(papers)
    assert "surat-lahir" not in papers


def test_a_father_who_reports_does_not_type_his_number_twice():
    birth = service("akta-lahir")
    answers = {"hubungan": "ayah", "nik_pelapor": "3510991506880001", "nama_pelapor": "Budi Santoso"}
    asked = keys(birth.to_ask(answers))
    assert "ayah_nik" not in asked
    assert "ayah_nama" not in asked
    assert "ibu_nik" in asked
    assert birth.filled(answers)["ayah_nik"] == "3510991506880001"
    assert birth.filled(answers)["ayah_kewarganegaraan"] == "WNI"


def test_a_mothers_child_is_asked_nothing_about_a_father():
    found = service("akta-lahir-anak-ibu")
    assert not [key for key in keys(found.fields) if key.startswith("ayah")]
    assert not [words for words in texts_of(found) if "ayah" in words.lower()]


def test_the_reason_of_a_loss_is_known_from_the_answer_before():
    card = service("kk-hilang-rusak")
    assert "alasan" not in keys(card.to_ask({"sebab": "hilang"}))
    assert card.filled({"sebab": "hilang"})["alasan"] == "hilang"


def test_the_number_is_known_from_whatsapp_and_the_address_never_demanded():
    for found in EVERY_SERVICE:
        phone, address = found.field("hp"), found.field("email")
        assert phone is None or (phone.known_from == "whatsapp" and not phone.asked)
        assert address is None or (address.optional and "pdf" in found.deliveries)


def test_a_card_is_collected_and_a_pdf_may_be_sent():
    assert keys(service("ktp-hilang").field("ambil").choices) == ["kantor", "kecamatan"]
    assert keys(service("kk-baru").field("ambil").choices) == ["pdf", "kantor"]
    assert not service("konsolidasi-nik").field("ambil").asked


def test_bereaved_people_are_spoken_to_gently():
    gentle = {code for code, found in catalogue().services.items() if found.tone == "berempati"}
    assert gentle == {"akta-mati", "lahir-mati", "kk-ganti-kepala"}
    assert catalogue().packages["paket-mati"].whole.tone == "berempati"


def test_promises_name_a_norm_that_can_be_kept():
    assert (service("kk-baru").promise.amount, service("kk-baru").promise.unit) == (1, "working_days")
    assert (service("konsolidasi-nik").promise.amount, service("konsolidasi-nik").promise.unit) == (
        24,
        "hours",
    )


def test_the_two_uncertain_services_are_marked():
    low = {code for code, found in catalogue().services.items() if found.confidence == "low"}
    assert low == {"akta-lahir-anak-ibu", "pengangkatan-anak"}


def test_where_nothing_is_made_no_day_is_promised():
    """IKD is activated while one stands there: the norm for documents says nothing about it."""
    nothing_made = [service for service in catalogue().services.values() if not service.outputs]
    assert "ikd" in [service.code for service in nothing_made]
    for service in nothing_made:
        assert not any(
            character.isdigit() for character in service.promise.text.id + service.promise.text.en
        ), service.code
