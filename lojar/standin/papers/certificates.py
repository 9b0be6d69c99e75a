"""Papers with a frame: birth certificate, marriage book, school certificate, and the form that people fill in."""

from PIL import Image

from . import faces
from .brush import BLUE_INK, Sheet
from .people import Family

GOLD, GREEN = "#a8843c", "#2f6b4f"


def birth_certificate(family: Family) -> Image.Image:
    child = family.child
    sheet = Sheet(1240, 1640, "#f6f3e4")
    _frame(sheet, GOLD)
    sheet.centred(100, "REPUBLIK INDONESIA", 40, kind="heavy")
    sheet.centred(160, "PENCATATAN SIPIL", 36, kind="heavy")
    sheet.centred(206, "WARGA NEGARA INDONESIA", 30, kind="serif")
    sheet.centred(290, "KUTIPAN AKTA KELAHIRAN", 54, kind="heavy")
    sheet.write((130, 400), f"NIK : {child.nik}", 32, kind="mono")
    number = f"3510-LU-{child.born_on.replace('-', '')}-0047"
    y = sheet.paragraph((130, 470), f"Berdasarkan Akta Kelahiran Nomor {number}", 34, width=980)
    born = f"bahwa di {child.born_at} pada tanggal {child.born_on} telah lahir"
    y = sheet.paragraph((130, y + 14), born, 34, width=980)
    sheet.centred(y + 40, child.name, 56, kind="heavy")
    text = f"anak ke satu, {child.sex.lower()}, dari ayah {family.head.name} dan ibu {family.spouse.name}."
    y = sheet.paragraph((130, y + 150), text, 34, width=980)
    issued = f"Kutipan ini dikeluarkan di Banyuwangi pada tanggal {child.born_on}."
    sheet.paragraph((130, y + 30), issued, 34, width=980)
    sheet.write((850, 1150), "Kepala Dinas Kependudukan", 28, kind="heavy", anchor="ma")
    sheet.write((850, 1186), "dan Pencatatan Sipil", 28, kind="heavy", anchor="ma")
    sheet.sign((780, 1260), "Rahmadi", 84)
    sheet.stamp((660, 1310), ["DINAS", "DUKCAPIL", "CONTOH"], radius=105)
    sheet.write((850, 1400), "RAHMADI CONTOHWAN", 28, kind="heavy", anchor="ma")
    sheet.overprint(size=240, strength=26, inset=66)
    return sheet.image


def marriage_book(family: Family) -> Image.Image:
    """The two identity pages, lying open."""
    sheet = Sheet(1720, 1220, "#eef3ea")
    sheet.pen.rectangle((0, 0, 1719, 1219), outline="#5b1f2b", width=16)
    sheet.pen.rectangle((856, 0, 866, 1220), fill="#cfd8c9")
    for x, who, person in ((60, "SUAMI", family.head), (910, "ISTRI", family.spouse)):
        sheet.write((x + 375, 50), "KUTIPAN AKTA NIKAH", 42, kind="heavy", anchor="ma")
        sheet.write(
            (x + 375, 108), f"Nomor : 0158/012/{family.married_on[-4:]}", 30, kind="serif", anchor="ma"
        )
        sheet.write((x + 375, 168), who, 40, kind="heavy", ink=GREEN, anchor="ma")
        sheet.image.paste(faces.portrait(person, 210, 280, "#3b6fb5"), (x + 20, 230))
        facts = [
            ("Nama", person.name),
            ("NIK", person.nik),
            ("Tempat lahir", person.born_at),
            ("Tanggal lahir", person.born_on),
            ("Agama", person.religion),
            ("Pekerjaan", person.job),
        ]
        sheet.fields((x + 20, 548), facts, 30, gap=52, label=215, kind="serif", value_kind="heavy")
    sheet.write((80, 900), f"Hari, tanggal akad nikah : {family.married_on}", 30, kind="serif")
    sheet.write((80, 950), "Kantor Urusan Agama Kecamatan Contoh", 30, kind="serif")
    sheet.write((1290, 900), "Kepala KUA Kecamatan Contoh", 28, kind="heavy", anchor="ma")
    sheet.sign((1230, 960), "Fauzan", 80)
    sheet.stamp((1110, 1010), ["KUA", "KECAMATAN", "CONTOH"])
    sheet.write((1290, 1090), "FAUZAN CONTOHARI, S.Ag.", 28, kind="heavy", anchor="ma")
    sheet.overprint(size=240, strength=24, inset=22)
    return sheet.image


def school_certificate(family: Family) -> Image.Image:
    sheet = Sheet(1640, 1180, "#f7f2e2")
    _frame(sheet, GREEN)
    sheet.centred(90, "KEMENTERIAN PENDIDIKAN DAN KEBUDAYAAN", 34, kind="heavy")
    sheet.centred(150, "IJAZAH", 84, kind="heavy")
    sheet.centred(250, "SEKOLAH MENENGAH ATAS CONTOH BANYUWANGI", 34, kind="heavy")
    sheet.centred(340, "Dengan ini menyatakan bahwa", 32, kind="serif")
    sheet.centred(400, family.head.name, 60, kind="heavy")
    facts = [
        ("Tempat, tanggal lahir", f"{family.head.born_at}, {family.head.born_on}"),
        ("Nama orang tua", family.dead_name),
        ("Nomor induk", "0099-CONTOH"),
    ]
    sheet.fields((360, 510), facts, 32, gap=56, label=350, kind="serif", value_kind="heavy")
    sheet.centred(720, "LULUS", 60, kind="heavy", ink=GREEN)
    sheet.write((1180, 830), "Kepala Sekolah", 30, kind="heavy", anchor="ma")
    sheet.sign((1110, 880), "Endah", 84)
    sheet.stamp((1010, 940), ["SMA", "CONTOH", "BANYUWANGI"])
    sheet.write((1180, 1010), "Dra. ENDAH CONTOHWATI", 30, kind="heavy", anchor="ma")
    sheet.image.paste(faces.portrait(family.head, 180, 240, "#8a8f98"), (260, 820))
    sheet.overprint(size=240, strength=24, inset=66)
    return sheet.image


def form(
    family: Family, *, code: str = "F-2.01", title: str = "FORMULIR PELAPORAN PENCATATAN SIPIL"
) -> Image.Image:
    """Printed boxes, filled in by hand and signed."""
    sheet = Sheet(1200, 1640, "#fdfdfb")
    sheet.pen.rectangle((1010, 50, 1150, 104), outline="#1c1c22", width=3)
    sheet.write((1080, 60), code, 32, kind="bold", anchor="ma")
    sheet.centred(130, title, 36, kind="bold")
    sheet.centred(182, "DI DALAM WILAYAH NKRI", 28, kind="bold")
    y = 250
    for heading, facts in _form_sections(family):
        y = _section(sheet, heading, facts, y)
    sheet.write((850, y + 30), "Pelapor,", 28, anchor="ma")
    sheet.sign((780, y + 60), family.head.name, 92)
    sheet.write((850, y + 190), f"( {family.head.name} )", 28, anchor="ma")
    sheet.overprint(size=240, strength=24)
    return sheet.image


def _form_sections(family: Family) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            "I. DATA PELAPOR",
            [
                ("Nama", family.head.name.title()),
                ("NIK", family.head.nik),
                ("Nomor KK", family.kk_number),
                ("Kewarganegaraan", "Indonesia"),
            ],
        ),
        ("II. DATA SAKSI I", [("Nama", "Tirta Contohnugraha"), ("NIK", "3510990701850004")]),
        ("III. DATA SAKSI II", [("Nama", "Kinasih Contohdewi"), ("NIK", "3510995112880006")]),
        (
            "IV. DATA ORANG TUA",
            [("Nama ayah", family.head.name.title()), ("Nama ibu", family.spouse.name.title())],
        ),
        (
            "V. DATA ANAK",
            [
                ("Nama", family.baby_name.title()),
                ("Tanggal lahir", family.baby_born),
                ("Pukul", family.baby_time),
                ("Tempat", "Rumah sakit"),
            ],
        ),
    ]


def _section(sheet: Sheet, heading: str, facts: list[tuple[str, str]], y: int) -> int:
    sheet.pen.rectangle((70, y, 1130, y + 44), fill="#dfe4e8")
    sheet.write((84, y + 8), heading, 26, kind="bold")
    y += 54
    for name, value in facts:
        sheet.write((90, y + 10), name, 27)
        sheet.pen.rectangle((380, y, 1120, y + 50), outline="#7b8791", width=2)
        sheet.write((396, y - 2), value, 46, kind="hand", ink=BLUE_INK)
        y += 56
    return y + 14


def _frame(sheet: Sheet, colour: str) -> None:
    for inset, width in ((28, 10), (48, 3), (60, 2)):
        sheet.pen.rectangle(
            (inset, inset, sheet.width - inset, sheet.height - inset), outline=colour, width=width
        )
    for x in range(80, sheet.width - 80, 44):
        for y in (38, sheet.height - 44):
            sheet.pen.ellipse((x, y, x + 8, y + 8), fill=colour)
