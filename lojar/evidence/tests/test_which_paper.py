import pytest

from lojar.evidence.rules.which_paper import which_paper

from .paper_lines import line


@pytest.mark.parametrize(
    ("texts", "document"),
    [
        (["PROVINSI JAWA TIMUR", "KABUPATEN BANYUWANGI", "NIK", ": 3510991201900001", "Berlaku Hingga"], "ktp"),
        (["KARTU KELUARGA", "No. 3510990102200003", "Nama Kepala Keluarga"], "kk"),
        (["KARTUKELUARGA", "No.3510990102200003", "NamaKepalaKeluarga"], "kk"),
        (["PENCATATAN SIPIL", "KUTIPAN AKTA KELAHIRAN"], "akta_lahir"),
        (["KUT1PAN AKTA KELAHlRAN"], "akta_lahir"),
        (["BIDAN SITI", "SURAT KETERANGAN KELAHIRAN"], "sk_lahir"),
        (["KUTIPAN AKTA NIKAH", "Kantor Urusan Agama Kecamatan Genteng"], "buku_nikah"),
        (["F-1.02", "FORMULIR PENDAFTARAN PERISTIWA KEPENDUDUKAN", "Kartu Keluarga - Baru"], "form_f102"),
        (["F-2.01", "FORMULIR PELAPORAN PENCATATAN SIPIL", "Kelahiran"], "form_f201"),
        (["WARUNG BU TINI", "MINYAK GORENG", "TOTAL Rp 40.000"], "lainnya"),
        (["SURAT KETERANGAN KEMATIAN", "Nama", "Jenis Kelamin"], "lainnya"),
    ],
)  # fmt: skip
def test_a_paper_is_known_by_its_words(texts, document):
    lines = [line(text, 40, 40 + 40 * n) for n, text in enumerate(texts)]
    assert which_paper(lines).document == document


def test_a_form_that_asks_for_a_family_card_is_not_one():
    lines = [
        line("FORMULIR PENDAFTARAN PERISTIWA KEPENDUDUKAN", 40, 20),
        line("Kartu Keluarga - Perubahan", 40, 300),
    ]
    assert which_paper(lines).document == "form_f102"


def test_without_words_nothing_is_guessed():
    assert which_paper([]).document == ""
    assert which_paper([line("KARTU KELUARGA", 0, 0, sure=0.3)]).document == ""
