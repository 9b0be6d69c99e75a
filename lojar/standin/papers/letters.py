"""Letters with a heading: hospital, village, police, court, registry."""

from dataclasses import dataclass, field

from PIL import Image

from .brush import Sheet
from .people import Family

WIDTH, HEIGHT, MARGIN = 1200, 1620, 110


@dataclass(frozen=True)
class Letter:
    heading: list[str]
    title: str
    number: str
    opening: str
    facts: list[tuple[str, str]]
    closing: str
    place_date: str
    signer: tuple[str, str]  # office held, name
    stamp: list[str]
    more_facts: list[tuple[str, str]] = field(default_factory=list)
    between: str = ""
    paper: str = "#fbfaf5"


def drawn(letter: Letter) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, letter.paper)
    y = _heading(sheet, letter)
    y = sheet.paragraph((MARGIN, y + 24), letter.opening, 29, width=WIDTH - 2 * MARGIN) + 22
    y = sheet.fields((MARGIN + 20, y), letter.facts, 29, gap=46, label=330, kind="serif", value_kind="heavy")
    if letter.between:
        y = sheet.paragraph((MARGIN, y + 14), letter.between, 29, width=WIDTH - 2 * MARGIN) + 14
    if letter.more_facts:
        y = sheet.fields(
            (MARGIN + 20, y), letter.more_facts, 29, gap=46, label=330, kind="serif", value_kind="heavy"
        )
    y = sheet.paragraph((MARGIN, y + 24), letter.closing, 29, width=WIDTH - 2 * MARGIN)
    _signature(sheet, letter, max(y + 50, 1160))
    sheet.overprint(size=240, strength=26)
    return sheet.image


def _heading(sheet: Sheet, letter: Letter) -> int:
    sheet.pen.ellipse((MARGIN, 70, MARGIN + 120, 190), outline="#31577a", width=6)
    sheet.pen.polygon([(MARGIN + 60, 88), (MARGIN + 100, 160), (MARGIN + 20, 160)], fill="#31577a")
    y = 66
    for index, text in enumerate(letter.heading):
        size = 34 if index < 2 else 24
        sheet.write((WIDTH / 2 + 60, y), text, size, kind="heavy" if index < 2 else "serif", anchor="ma")
        y += round(size * 1.35)
    y = max(y, 200) + 12
    sheet.rule(y, left=MARGIN - 30, right=WIDTH - MARGIN + 30, width=6)
    sheet.rule(y + 9, left=MARGIN - 30, right=WIDTH - MARGIN + 30, width=2)
    sheet.centred(y + 46, letter.title, 40, kind="heavy")
    sheet.centred(y + 98, f"Nomor : {letter.number}", 29, kind="serif")
    return y + 150


def _signature(sheet: Sheet, letter: Letter, y: int) -> None:
    x = 830
    sheet.write((x, y), letter.place_date, 28, kind="serif", anchor="ma")
    sheet.write((x, y + 40), letter.signer[0], 28, kind="heavy", anchor="ma")
    sheet.stamp((x - 170, y + 160), letter.stamp, radius=105)
    sheet.sign((x - 60, y + 90), letter.signer[1], 84)
    sheet.write((x, y + 220), letter.signer[1], 28, kind="heavy", anchor="ma")


def birth(family: Family) -> Image.Image:
    mother, father = family.spouse, family.head
    return drawn(
        Letter(
            [
                "RUMAH SAKIT IBU DAN ANAK",
                "KASIH CONTOH BANYUWANGI",
                "Jl. Rumah Sakit Contoh No. 1, Banyuwangi",
            ],
            "SURAT KETERANGAN KELAHIRAN",
            "214/SKL/RSIA-KC/XI/2026",
            "Yang bertanda tangan di bawah ini menerangkan bahwa telah lahir seorang anak:",
            [
                ("Nama anak", family.baby_name),
                ("Jenis kelamin", family.baby_sex),
                ("Lahir pada", family.baby_born),
                ("Pukul", family.baby_time),
                ("Tempat lahir", "BANYUWANGI"),
                ("Jenis kelahiran", "TUNGGAL"),
                ("Anak ke", "2 (DUA)"),
                ("Berat / panjang", "3.100 gram / 49 cm"),
            ],
            "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.",
            f"Banyuwangi, {family.baby_born}",
            ("Bidan penolong", "Wulandari Contohsari, A.Md.Keb."),
            ["RSIA", "KASIH", "CONTOH"],
            [
                ("Nama ibu", mother.name),
                ("NIK ibu", mother.nik),
                ("Nama ayah", father.name),
                ("NIK ayah", father.nik),
                ("Alamat", f"{family.street}, RT/RW {family.rt_rw}"),
            ],
            "dari pasangan suami istri:",
        )
    )


def death(family: Family) -> Image.Image:
    return drawn(
        Letter(
            [
                "PEMERINTAH KABUPATEN BANYUWANGI",
                f"KELURAHAN {family.village}",
                f"Kecamatan {family.district.title()}",
            ],
            "SURAT KETERANGAN KEMATIAN",
            "474.3/118/429.604/2026",
            "Yang bertanda tangan di bawah ini menerangkan dengan sebenarnya bahwa:",
            [
                ("Nama", family.dead_name),
                ("NIK", family.dead_nik),
                ("Alamat", f"{family.street}, RT/RW {family.rt_rw}"),
                ("Telah meninggal pada", family.dead_on),
                ("Pukul", "02.10 WIB"),
                ("Di", "rumah"),
                ("Sebab", "sakit tua"),
            ],
            "Surat keterangan ini dibuat berdasarkan laporan keluarga dan ketua RT setempat.",
            f"Banyuwangi, {family.dead_on}",
            ("Lurah", "Suhartini Contohwati, S.Sos."),
            ["KELURAHAN", family.village, "CONTOH"],
            [("Pelapor", family.head.name), ("NIK pelapor", family.head.nik), ("Hubungan", "anak")],
            "Dilaporkan oleh:",
        )
    )


def lost(family: Family) -> Image.Image:
    person = family.head
    return drawn(
        Letter(
            [
                "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
                "SEKTOR CONTOH BANYUWANGI",
                "Jl. Keamanan Contoh No. 3, Banyuwangi",
            ],
            "SURAT KETERANGAN TANDA LAPOR KEHILANGAN",
            "SKTLK/482/XI/2026/SPKT",
            "Pada hari Kamis, 19 November 2026, telah datang melapor seseorang yang mengaku:",
            [
                ("Nama", person.name),
                ("NIK", person.nik),
                ("Pekerjaan", person.job),
                ("Alamat", f"{family.street}, RT/RW {family.rt_rw}"),
            ],
            "Kehilangan terjadi di sekitar Pasar Contoh. Surat ini bukan pengganti dokumen yang hilang dan berlaku"
            " 14 hari.",
            "Banyuwangi, 19 November 2026",
            ("Kanit SPKT", "Bagus Contohadi"),
            ["POLSEK", "CONTOH", "SPKT"],
            [("Dokumen yang hilang", "1 (satu) KTP-el"), ("Atas nama", person.name), ("NIK", person.nik)],
            "Menerangkan bahwa pelapor telah kehilangan:",
        )
    )


def police_record(family: Family) -> Image.Image:
    person = family.head
    return drawn(
        Letter(
            [
                "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
                "SEKTOR CONTOH BANYUWANGI",
                "Jl. Keamanan Contoh No. 3, Banyuwangi",
            ],
            "BERITA ACARA PEMERIKSAAN",
            "BAP/77/XI/2026/RESKRIM",
            "Pada hari ini, Jumat, 20 November 2026, pemeriksa telah mendengar keterangan dari:",
            [
                ("Nama", person.name),
                ("NIK", person.nik),
                ("Tempat/tanggal lahir", f"{person.born_at}, {person.born_on}"),
                ("Alamat", family.street),
            ],
            "Demikian berita acara ini dibuat dengan sebenarnya, dibaca kembali, dan ditandatangani.",
            "Banyuwangi, 20 November 2026",
            ("Pemeriksa", "Restu Contohmaja"),
            ["POLSEK", "CONTOH", "RESKRIM"],
            [("Perkara", "penemuan bayi di Pasar Contoh"), ("Tanggal kejadian", "18 November 2026")],
            "Tentang peristiwa:",
        )
    )


def verdict(family: Family) -> Image.Image:
    return drawn(
        Letter(
            ["PENGADILAN NEGERI BANYUWANGI", "SALINAN PENETAPAN", "Jl. Peradilan Contoh No. 9, Banyuwangi"],
            "PENETAPAN",
            "91/Pdt.P/2026/PN Byw",
            "DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA. Pengadilan Negeri Banyuwangi telah menetapkan"
            " permohonan:",
            [("Pemohon", family.head.name), ("NIK", family.head.nik), ("Alamat", family.street)],
            "MENETAPKAN: mengabulkan permohonan; memberi izin mengganti nama anak; memerintahkan pencatatan pada Dinas"
            " Kependudukan dan Pencatatan Sipil. Penetapan ini telah BERKEKUATAN HUKUM TETAP sejak 12 November 2026.",
            "Banyuwangi, 28 Oktober 2026",
            ("Panitera", "Hesti Contohrini, S.H."),
            ["PENGADILAN", "NEGERI", "CONTOH"],
            [
                ("Nama semula", family.child.name),
                ("Menjadi", f"{family.child.name.split()[0]} CONTOH"),
                ("Tanggal lahir anak", family.child.born_on),
            ],
            "dalam perkara penggantian nama anak:",
        )
    )


def moving(family: Family) -> Image.Image:
    people = [
        (f"Anggota {number}", f"{each.name} / {each.nik}")
        for number, each in enumerate(family.members, start=1)
    ]
    return drawn(
        Letter(
            [
                "PEMERINTAH KABUPATEN JEMBER",
                "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
                "Jl. Contoh No. 5, Jember",
            ],
            "SURAT KETERANGAN PINDAH WNI",
            "SKPWNI/3509/16112026/0021",
            "Menerangkan kepindahan penduduk warga negara Indonesia dengan data sebagai berikut:",
            [
                ("Nama pemohon", family.head.name),
                ("NIK", family.head.nik),
                ("Nomor KK", family.kk_number),
                ("Alamat tujuan", family.street),
                ("Desa/Kelurahan", family.village),
                ("Kecamatan", family.district),
                ("Alasan pindah", "PEKERJAAN"),
            ],
            "Surat ini berlaku 100 hari sejak diterbitkan dan dipakai untuk penerbitan KK di tempat tujuan.",
            "Jember, 16 November 2026",
            ("Kepala Dinas", "Laksita Contohning, M.Si."),
            ["DUKCAPIL", "JEMBER", "CONTOH"],
            people,
            "Keluarga yang pindah:",
        )
    )


def faith(family: Family) -> Image.Image:
    return drawn(
        Letter(
            ["GEREJA CONTOH JAWI WETAN", "JEMAAT BANYUWANGI", "Jl. Damai Contoh No. 2, Banyuwangi"],
            "SURAT KETERANGAN PERKAWINAN",
            "17/SKP/GCJW/2026",
            "Pemuka agama yang bertanda tangan di bawah ini menerangkan bahwa telah diberkati perkawinan antara:",
            [
                ("Mempelai pria", family.head.name),
                ("NIK", family.head.nik),
                ("Mempelai wanita", family.spouse.name),
                ("NIK", family.spouse.nik),
            ],
            "Pemberkatan disaksikan oleh dua orang saksi: Tirta Contohnugraha dan Kinasih Contohdewi.",
            "Banyuwangi, 14 November 2026",
            ("Pendeta", "Yosua Contohputra"),
            ["GEREJA", "CONTOH", "JEMAAT"],
            [("Hari, tanggal", "Sabtu, 14 November 2026"), ("Pukul", "09.00 WIB")],
            "yang dilangsungkan pada:",
        )
    )
