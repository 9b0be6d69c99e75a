"""The identity card: whole, damaged, and the passport photo that goes with it."""

import random

from PIL import Image, ImageFilter

from . import faces
from .brush import Sheet
from .people import Family, Person

WIDTH, HEIGHT = 1360, 858


def ktp(family: Family, person: Person) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, "#b9d9ee")
    _guilloche(sheet)
    sheet.centred(24, "PROVINSI JAWA TIMUR", 46, kind="bold")
    sheet.centred(78, "KABUPATEN BANYUWANGI", 46, kind="bold")
    sheet.write((50, 150), "NIK", 50, kind="bold")
    sheet.write((250, 150), f": {person.nik}", 54, kind="mono")
    left = [
        ("Nama", person.name),
        ("Tempat/Tgl Lahir", f"{person.born_at}, {person.born_on}"),
        ("Jenis Kelamin", person.sex),
        ("Alamat", family.street),
        ("     RT/RW", family.rt_rw),
        ("     Kel/Desa", family.village),
        ("     Kecamatan", family.district),
        ("Agama", person.religion),
        ("Status Perkawinan", "KAWIN" if person.married else "BELUM KAWIN"),
        ("Pekerjaan", person.job),
        ("Kewarganegaraan", "WNI"),
        ("Berlaku Hingga", "SEUMUR HIDUP"),
    ]
    sheet.fields((50, 232), left, 34, gap=49, label=310, value_kind="bold")
    sheet.write((710, 330), "Gol. Darah : O", 34)
    sheet.image.paste(faces.portrait(person, 290, 380, "#3b6fb5"), (1030, 220))
    sheet.write((1175, 618), "BANYUWANGI", 28, anchor="ma")
    sheet.write((1175, 652), "12-06-2021", 28, anchor="ma")
    sheet.sign((1095, 690), person.name, 80)
    sheet.overprint(size=230, strength=26)
    return sheet.image


def broken(family: Family, person: Person) -> Image.Image:
    """A card that went through the washing machine: cracked, a corner gone, a stain over the address."""
    card = ktp(family, person)
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.image.paste(card)
    chance = random.Random(7)  # noqa: S311 - a crack, not a secret
    stain = Image.new("L", (WIDTH, HEIGHT), 0)
    for _ in range(26):
        x, y = chance.randint(420, 760), chance.randint(370, 560)
        stain.paste(150, (x, y, x + chance.randint(30, 120), y + chance.randint(20, 70)))
    sheet.image.paste("#8d7a55", (0, 0), stain.filter(ImageFilter.GaussianBlur(18)))
    x, crack = 640, []
    for y in range(-5, HEIGHT + 20, 22):
        x += chance.randint(-20, 24)
        crack.append((x, y))
    sheet.pen.line(crack, fill="#f4fbff", width=9)
    sheet.pen.line([(x + 6, y) for x, y in crack], fill="#47606e", width=3)
    sheet.pen.polygon([(WIDTH, 0), (WIDTH - 210, 0), (WIDTH - 130, 70), (WIDTH, 190)], fill="#6f5b47")
    return sheet.image


def passport_photo(person: Person) -> Image.Image:
    image = faces.portrait(person, 900, 1200, "#c0272d")
    sheet = Sheet(900, 1200)
    sheet.image.paste(image)
    sheet.overprint(size=150, strength=40)
    return sheet.image


def _guilloche(sheet: Sheet) -> None:
    """The fine waves of a card's ground."""
    for offset in range(-HEIGHT, WIDTH, 26):
        points = [(offset + y * 0.8 + (y % 90) * 0.25, y) for y in range(0, HEIGHT + 30, 30)]
        sheet.pen.line(points, fill="#aacde6", width=2)
    sheet.pen.ellipse((470, 260, 900, 690), outline="#a5c9e3", width=26)
    sheet.pen.rounded_rectangle((3, 3, WIDTH - 4, HEIGHT - 4), 30, outline="#8fb4cf", width=4)
