"""The family card: a landscape sheet with its two tables."""

from PIL import Image

from .brush import Sheet
from .people import Family, Person

WIDTH, HEIGHT = 1760, 1240
LEFT, RIGHT = 50, 1710


def kk(family: Family) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, "#f3f7f2")
    sheet.pen.rectangle((20, 20, WIDTH - 20, HEIGHT - 20), outline="#6f93ad", width=5)
    sheet.centred(40, "KARTU KELUARGA", 66, kind="bold")
    sheet.centred(120, f"No. {family.kk_number}", 52, kind="mono")
    _address(sheet, family)
    _people(sheet, family)
    _parents(sheet, family)
    _foot(sheet, family)
    sheet.overprint(size=300, strength=24, inset=30)
    return sheet.image


def _address(sheet: Sheet, family: Family) -> None:
    left = [
        ("Nama Kepala Keluarga", family.head.name),
        ("Alamat", family.street),
        ("RT/RW", family.rt_rw),
        ("Kode Pos", family.postcode),
    ]
    right = [
        ("Desa/Kelurahan", family.village),
        ("Kecamatan", family.district),
        ("Kabupaten/Kota", "BANYUWANGI"),
        ("Provinsi", "JAWA TIMUR"),
    ]
    sheet.fields((60, 196), left, 29, gap=40, label=340, value_kind="bold")
    sheet.fields((1010, 196), right, 29, gap=40, label=250, value_kind="bold")


def _people(sheet: Sheet, family: Family) -> None:
    heads = [
        "No",
        "Nama Lengkap",
        "NIK",
        "Jenis Kelamin",
        "Tempat Lahir",
        "Tanggal Lahir",
        "Agama",
        "Pekerjaan",
    ]
    rows = [
        [str(number), each.name, each.nik, each.sex, each.born_at, each.born_on, each.religion, each.job]
        for number, each in enumerate(family.members, start=1)
    ]
    _table(sheet, 376, heads, rows, [55, 330, 320, 175, 190, 175, 100, 315])


def _parents(sheet: Sheet, family: Family) -> None:
    heads = ["No", "Status Perkawinan", "Hubungan Keluarga", "Kewarganegaraan", "Nama Ayah", "Nama Ibu"]
    links = ("KEPALA KELUARGA", "ISTRI", "ANAK")
    rows = [
        [
            str(number),
            "KAWIN" if each.married else "BELUM KAWIN",
            links[number - 1],
            "WNI",
            *_of(family, each),
        ]
        for number, each in enumerate(family.members, start=1)
    ]
    _table(sheet, 650, heads, rows, [55, 300, 320, 265, 360, 360])


def _of(family: Family, person: Person) -> tuple[str, str]:
    if person is family.child:
        return family.head.name, family.spouse.name
    return ("SASTRA CONTOH", "MURNI CONTOH") if person is family.head else ("DARMO CONTOH", "SITI CONTOH")


def _table(sheet: Sheet, top: int, heads: list[str], rows: list[list[str]], widths: list[int]) -> None:
    sheet.pen.rectangle((LEFT, top, RIGHT, top + 54), fill="#d7e4ea")
    x = LEFT
    for head, width in zip(heads, widths, strict=True):
        sheet.write((x + width / 2, top + 14), head, 23, kind="bold", anchor="ma")
        x += width
    for index, row in enumerate(rows):
        x, y = LEFT, top + 70 + index * 56
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            sheet.write((x + 10, y), cell, 26, kind="mono" if len(cell) == 16 and cell.isdigit() else "sans")
            x += width if column < len(widths) - 1 else 0
    _grid(sheet, top, len(rows), widths)


def _grid(sheet: Sheet, top: int, count: int, widths: list[int]) -> None:
    bottom = top + 54 + count * 56 + 6
    for y in [top, *(top + 54 + index * 56 for index in range(count)), bottom]:
        sheet.rule(y, left=LEFT, right=RIGHT, width=2, ink="#5b6f7a")
    x = LEFT
    for width in [*widths, 0]:
        sheet.pen.line((min(x, RIGHT), top, min(x, RIGHT), bottom), fill="#5b6f7a", width=2)
        x += width


def _foot(sheet: Sheet, family: Family) -> None:
    sheet.write((60, 930), f"Dikeluarkan Tanggal : {family.kk_date}", 27)
    sheet.write((440, 985), "KEPALA KELUARGA", 25, kind="bold", anchor="ma")
    sheet.sign((370, 1030), family.head.name)
    sheet.write((440, 1140), family.head.name, 25, kind="bold", anchor="ma")
    sheet.write((1310, 930), "KEPALA DINAS KEPENDUDUKAN", 25, kind="bold", anchor="ma")
    sheet.write((1310, 962), "DAN PENCATATAN SIPIL KABUPATEN BANYUWANGI", 25, kind="bold", anchor="ma")
    sheet.sign((1260, 1025), "Rahmadi")
    sheet.write((1310, 1140), "RAHMADI CONTOHWAN", 25, kind="bold", anchor="ma")
    sheet.stamp((1130, 1075), ["DINAS", "DUKCAPIL", "CONTOH"])
