"""Photos in any order, in albums, as files, twice, unreadable, in the wrong place: one reply a burst, no wrong step."""

import pytest

from lojar.intake.engine.commands import LayPage, MovePage, Start, TakeBack
from lojar.intake.tests.harness import Citizen


def begun(code="ktp-hilang", *presses):
    citizen = Citizen()
    citizen.writes("halo").presses("group:" + GROUPS[code]).presses(f"service:{code}")
    for press in presses:
        citizen.presses(press)
    return citizen.presses("begin")


GROUPS = {"ktp-hilang": "ktp", "akta-lahir": "lahir", "akta-mati": "mati", "kk-numpang": "kk"}
BIRTH = ("only:akta-lahir", "answer:dasar:lengkap", "answer:hubungan:ayah")


def laid(citizen):
    return [(each.paper, each.photo) for each in citizen.did(LayPage)]


def papers_of(citizen):
    return {paper.key: [photo.id for photo in paper.photos] for paper in citizen.case.papers if paper.photos}


def test_an_album_in_the_wrong_order_is_laid_by_its_captions():
    citizen = begun("akta-lahir", *BIRTH)
    kk, book, letter = (
        citizen.photo("kk"),
        citizen.photo("buku nikah"),
        citizen.photo("surat lahir dari bidan"),
    )
    citizen.sends(kk, book, letter)
    assert papers_of(citizen) == {
        "surat-lahir": [letter.photo.id],
        "buku-nikah": [book.photo.id],
        "kk": [kk.photo.id],
    }
    assert len(citizen.last.say) == 1


def test_an_album_without_words_is_taken_in_order_and_asked_about_once():
    citizen = begun("ktp-hilang").photographs("", "")
    assert [paper for paper, _ in laid(citizen)] == ["surat-hilang", "kk"]
    assert "1. Surat keterangan hilang" in citizen.reads
    citizen.presses("order:right")
    assert "urutan" not in citizen.last.say[-1].body
    assert citizen.case.paper("kk").photos


def test_an_album_in_another_order_is_asked_about_photo_by_photo():
    citizen = begun("ktp-hilang").photographs("", "")
    first, second = (photo for _, photo in laid(citizen))
    citizen.writes("belum cocok")
    assert not any(paper.photos for paper in citizen.case.papers)
    assert citizen.last.quotes == first
    citizen.presses("paper:kk")
    assert [photo.id for photo in citizen.case.paper("kk").photos] == [first]
    assert [photo.id for photo in citizen.case.paper("surat-hilang").photos] == [second]


def test_only_the_photos_without_words_are_asked_about():
    citizen = begun("akta-lahir", *BIRTH).photographs("ini KK", "", "")
    assert "✓ Kartu Keluarga" in citizen.reads
    assert "Kartu Keluarga" not in citizen.reads.partition("urutan pengiriman")[2]


def test_a_single_photo_is_the_one_that_was_asked_for():
    citizen = begun("akta-lahir", *BIRTH).photographs("")
    assert [paper for paper, _ in laid(citizen)] == ["surat-lahir"]
    assert "Buku nikah" in citizen.reads


def test_two_photos_for_three_papers_have_to_be_asked_about():
    citizen = begun("akta-lahir", *BIRTH).photographs("", "")
    assert not laid(citizen)
    assert "dokumen apa" in citizen.reads
    citizen.presses("paper:kk")
    assert "dokumen apa" in citizen.reads or laid(citizen)[-1][0] == "surat-lahir"


def test_several_photos_for_the_only_missing_paper_are_its_pages():
    citizen = begun("ktp-hilang").photographs("surat polisi").photographs("", "")
    assert [paper for paper, _ in laid(citizen)] == ["surat-hilang", "kk", "kk"]
    assert "2 halaman" in citizen.reads


def test_a_pdf_of_several_pages_counts_its_pages():
    citizen = begun("ktp-hilang").photographs("kk", pages=3)
    assert "3 halaman" in citizen.reads


def test_words_beside_a_photo_are_its_caption():
    citizen = begun("akta-lahir", *BIRTH)
    citizen.sends(citizen.photo(), citizen.heard("text", text="ini kk nya pak"))
    assert [paper for paper, _ in laid(citizen)] == ["kk"]


def test_the_same_photo_again_is_said_once_and_not_laid_twice():
    citizen = begun("akta-lahir", *BIRTH)
    first = citizen.photo("kk", id=7)
    citizen.sends(first).sends(citizen.photo("kk", id=7), citizen.photo("kk", id=7))
    assert len(laid(citizen)) == 1
    assert citizen.reads.count("Foto yang sama") == 1


@pytest.mark.parametrize("trouble", ["not_an_image", "encrypted_pdf", "damaged", "lost", "something_new"])
def test_a_photo_that_cannot_be_used_is_answered_kindly_and_the_others_are_laid(trouble):
    citizen = begun("akta-lahir", *BIRTH)
    citizen.sends(citizen.photo("kk"), citizen.photo(trouble=trouble), citizen.photo(trouble=trouble))
    assert [paper for paper, _ in laid(citizen)] == ["kk"]
    assert "ohon kirim" in citizen.reads
    assert len(citizen.last.say) == 1


def test_photos_before_any_service_are_kept_and_used_later():
    citizen = Citizen().photographs("", "")
    assert "sudah kami simpan" in citizen.reads
    assert not citizen.done
    citizen.writes("ktp hilang").presses("begin")
    assert [paper for paper, _ in laid(citizen)] == ["surat-hilang", "kk"]


def test_a_photo_answers_the_question_whether_to_begin():
    citizen = Citizen().writes("ktp saya hilang").photographs("kk")
    assert len(citizen.did(Start)) == 1
    assert [paper for paper, _ in laid(citizen)] == ["kk"]


def test_a_caption_can_say_what_the_photo_is_for():
    citizen = Citizen().photographs("mau urus ktp hilang")
    assert "Surat keterangan hilang" in citizen.reads


def test_photos_that_were_mixed_up_change_places():
    citizen = begun("ktp-hilang")
    kk, letter = citizen.photo(), citizen.photo()
    citizen.sends(kk, letter).writes("fotonya tertukar").presses("wrong:surat-hilang").presses(
        "put:surat-hilang:kk"
    )
    assert papers_of(citizen) == {"kk": [kk.photo.id], "surat-hilang": [letter.photo.id]}
    assert len(citizen.did(MovePage)) == 2


def test_a_word_after_the_photo_puts_it_right():
    citizen = begun("akta-lahir", *BIRTH).photographs("").writes("bukan, itu tadi KK")
    assert list(papers_of(citizen)) == ["kk"]


def test_a_photo_is_replaced_by_the_next_one():
    citizen = begun("akta-lahir", *BIRTH)
    citizen.photographs("kk").writes("mau ganti foto KK")
    better = citizen.photo()
    citizen.sends(better)
    assert papers_of(citizen)["kk"] == [better.photo.id]
    assert [c.paper for c in citizen.did(TakeBack)] == ["kk"]


def test_a_photo_is_removed_at_a_word():
    citizen = begun("akta-lahir", *BIRTH).photographs("kk").writes("hapus foto kk")
    assert papers_of(citizen) == {}
    assert "keluarkan" in citizen.reads


def test_another_page_is_added_to_the_paper_just_sent():
    citizen = (
        begun("akta-lahir", *BIRTH).photographs("buku nikah").writes("masih ada halaman lagi").photographs("")
    )
    assert len(papers_of(citizen)["buku-nikah"]) == 2


def test_two_papers_of_one_kind_are_told_apart_by_name():
    citizen = begun("kk-numpang", "answer:anak-ikut:tidak").photographs("kk yang ditumpangi")
    assert list(papers_of(citizen)) == ["kk-tujuan"]


def test_an_optional_paper_may_come_or_not():
    citizen = begun("akta-mati", "only:akta-mati", "answer:hubungan:anak")
    citizen.photographs("surat kematian", "kk")
    assert "Bila ada" in citizen.reads
    citizen.photographs("ktp almarhum")
    assert "ktp-almarhum" in papers_of(citizen)
    assert "Bila ada, kirim" not in citizen.reads


def test_a_burst_of_twenty_photos_gets_one_reply():
    citizen = begun("akta-lahir", *BIRTH).photographs(*["buku nikah"] * 20)
    assert len(papers_of(citizen)["buku-nikah"]) == 20
    assert len(citizen.last.say) == 1


def test_a_paper_announced_in_words_is_the_next_photo():
    citizen = begun("akta-lahir", *BIRTH).writes("buku nikah")
    assert "kirim foto *Buku nikah" in citizen.reads
    citizen.photographs("")
    assert list(papers_of(citizen)) == ["buku-nikah"]


def test_a_paper_is_named_in_ones_own_words_where_its_button_says_it_otherwise():
    citizen = begun("akta-lahir", *BIRTH).photographs("", "").writes("kk").writes("skl")
    assert list(papers_of(citizen)) == ["surat-lahir", "kk"]


def test_a_photo_while_a_question_is_open_is_kept_and_said_so():
    citizen = Citizen().writes("kk hilang").photographs("surat polisi")
    assert "sudah kami simpan" in citizen.reads
    citizen.presses("answer:sebab:hilang").presses("begin")
    assert list(papers_of(citizen)) == ["surat-hilang"]


def test_which_photo_to_replace_is_asked_where_none_was_named():
    citizen = begun("ktp-hilang").photographs("surat polisi").writes("ganti foto").writes("surat polisi")
    citizen.presses("again:surat-hilang")
    assert "Silakan kirim foto" in citizen.reads
