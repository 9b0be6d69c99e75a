"""Every service, package, reason and kind of paper that was gathered is in the delivered catalogue."""

from lojar.catalogue import catalogue

SERVICES = {
    "akta-lahir", "akta-lahir-terlambat", "akta-lahir-sptjm-nikah", "akta-lahir-sptjm-data", "akta-lahir-anak-ibu",
    "akta-lahir-temuan", "akta-kutipan-kedua", "lahir-mati", "akta-mati", "akta-kawin", "akta-cerai",
    "pengakuan-anak", "pengesahan-anak", "pengangkatan-anak", "perubahan-nama", "pembetulan-akta", "ktp-baru",
    "ktp-hilang", "ktp-rusak", "ktp-ubah", "ktp-luar-domisili", "kia-baru", "kia-ganti", "kk-baru",
    "kk-tambah-anak", "kk-ubah", "kk-ganti-kepala", "kk-hilang-rusak", "kk-pisah", "kk-numpang",
    "pindah-keluar", "pindah-dalam", "pindah-datang", "biodata", "konsolidasi-nik", "legalisir",
    "cetak-ulang-pdf", "ikd",
}  # fmt: skip


def test_all_38_services_are_there():
    assert set(catalogue().services) == SERVICES
    assert len(SERVICES) == 38


def test_all_4_packages_are_there():
    assert set(catalogue().packages) == {"paket-lahir", "paket-mati", "paket-kawin", "paket-pindah"}


def test_all_urgent_reasons_are_there_and_one_is_for_officers_only():
    urgent = catalogue().urgent
    assert set(urgent) == {"tni-polri", "sakit", "sekolah", "lain"}
    assert [code for code, reason in urgent.items() if reason.officer_only] == ["lain"]


def test_all_16_kinds_of_papers_have_ready_made_return_reasons():
    assert len(catalogue().documents) == 16
    for document in catalogue().documents.values():
        codes = [reason.code for reason in document.return_reasons]
        assert {"buram", "terpotong", "silau", "fotokopi"} < set(codes)
        assert len(codes) > 9  # some of its own besides those of every paper
        assert len(codes) == len(set(codes))


def test_every_service_and_package_has_words_people_use():
    assert set(catalogue().words) == SERVICES | set(catalogue().packages)
