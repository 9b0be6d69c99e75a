"""What an officer should look at twice in a NIK or a family card number. Nothing here refuses anybody: NIKs with a
wrong date, an old region or a foreign birthplace are valid for life (PP 40/2019, article 30)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

WOMEN_ADD = 40  # to the day of birth
FEMALE = frozenset({"p", "perempuan", "female", "f", "wanita"})
MALE = frozenset({"l", "laki-laki", "laki", "male", "m", "pria"})
GROWN_UP = 17
WORDS = {
    "unknown_region": (
        "Kode wilayah {region} tidak ada dalam daftar, termasuk daftar lama.",
        "Region code {region} is in no list, old ones included.",
    ),
    "day": (
        "Tanggal lahir dalam NIK bukan 01-31 atau 41-71: {day}.",
        "The day of birth in the NIK is not 01-31 or 41-71: {day}.",
    ),
    "month": ("Bulan lahir dalam NIK bukan 01-12: {month}.", "The month in the NIK is not 01-12: {month}."),
    "serial": ("Nomor urut NIK 0000.", "The serial number of the NIK is 0000."),
    "birth_date_differs": (
        "Tanggal lahir dalam NIK ({in_nik}) berbeda dari yang diisi ({given}).",
        "The date of birth in the NIK ({in_nik}) differs from the one given ({given}).",
    ),
    "sex_differs": (
        "Tanggal dalam NIK menunjukkan {in_nik_id}, yang diisi lain.",
        "The day in the NIK says {in_nik_en}, the form says otherwise.",
    ),
    "same_as_kk": ("NIK sama dengan nomor KK.", "The NIK equals the family card number."),
    "looks_like_kk": (
        "NIK ini mungkin nomor KK: tanggal di dalamnya jauh sesudah tanggal lahir.",
        "This NIK may be a family card number: its date is long after the date of birth.",
    ),
    "kk_looks_like_nik": (
        "Nomor KK ini mungkin NIK: di dalamnya ada tanggal lahir.",
        "This family card number may be a NIK: it contains a date of birth.",
    ),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A soft warning for the officer, never a reason to refuse by itself."""

    code: str
    id: str
    en: str


@dataclass(frozen=True, slots=True)
class _Parts:
    region: str
    day: int
    month: int
    year: int
    serial: int

    @property
    def is_womans(self) -> bool:
        return self.day > WOMEN_ADD

    @property
    def born_on_day(self) -> int:
        return self.day - WOMEN_ADD if self.is_womans else self.day


def sixteen_digits(text: str) -> str | None:
    """The number without the blanks, dots and dashes that people write; None unless 16 digits are left. This is
    the only hard rule."""
    bare = "".join(letter for letter in text if letter not in " .-\u00a0\u2010\u2011\u2013\t\n")
    return bare if len(bare) == 16 and bare.isascii() and bare.isdigit() else None


def doubts_about_nik(
    nik: str,
    *,
    known_regions: Collection[str],
    today: date,
    birth_date: date | None = None,
    sex: str = "",
    kk: str = "",
) -> tuple[Doubt, ...]:
    """`known_regions`: six-digit district codes without dots, retired ones too. `nik` is 16 digits."""
    parts = _parts(nik)
    found = list(_of_the_number(parts, known_regions))
    found += _of_the_date(parts, birth_date, today)
    if _says_other_sex(parts, sex):
        told = ("perempuan", "female") if parts.is_womans else ("laki-laki", "male")
        found.append(_doubt("sex_differs", in_nik_id=told[0], in_nik_en=told[1]))
    if kk and nik == kk:
        found.append(_doubt("same_as_kk"))
    return tuple(found)


def doubts_about_kk(
    kk: str, *, known_regions: Collection[str], birth_date: date | None = None
) -> tuple[Doubt, ...]:
    """A family card number carries the day it was recorded, without the 40 for women."""
    parts = _parts(kk)
    found = []
    if parts.region not in known_regions:
        found.append(_doubt("unknown_region", region=parts.region))
    if parts.is_womans or (birth_date is not None and _is_of(parts, birth_date)):
        found.append(_doubt("kk_looks_like_nik"))
    return tuple(found)


def _parts(number: str) -> _Parts:
    return _Parts(number[:6], int(number[6:8]), int(number[8:10]), int(number[10:12]), int(number[12:]))


def _of_the_number(parts: _Parts, known_regions: Collection[str]) -> Iterator[Doubt]:
    if parts.region not in known_regions:
        yield _doubt("unknown_region", region=parts.region)
    if not 1 <= parts.born_on_day <= 31:
        yield _doubt("day", day=f"{parts.day:02}")
    if not 1 <= parts.month <= 12:
        yield _doubt("month", month=f"{parts.month:02}")
    if parts.serial == 0:
        yield _doubt("serial")


def _of_the_date(parts: _Parts, birth_date: date | None, today: date) -> Iterator[Doubt]:
    if birth_date is None or _is_of(parts, birth_date):
        return
    if _recorded_when_grown_up(parts, birth_date, today):
        yield _doubt("looks_like_kk")
        return
    in_nik = f"{parts.born_on_day:02}-{parts.month:02}-{parts.year:02}"
    yield _doubt("birth_date_differs", in_nik=in_nik, given=f"{birth_date:%d-%m-%Y}")


def _is_of(parts: _Parts, day: date) -> bool:
    return (parts.born_on_day, parts.month, parts.year) == (day.day, day.month, day.year % 100)


def _recorded_when_grown_up(parts: _Parts, birth_date: date, today: date) -> bool:
    """Family cards with such numbers are of this century; the date in one is when it was recorded."""
    try:
        recorded = date(2000 + parts.year, parts.month, parts.day)
    except ValueError:
        return False
    return recorded <= today and recorded.year - birth_date.year >= GROWN_UP


def _says_other_sex(parts: _Parts, sex: str) -> bool:
    told = sex.strip().lower()
    return (told in FEMALE and not parts.is_womans) or (told in MALE and parts.is_womans)


def _doubt(code: str, **facts: str) -> Doubt:
    indonesian, english = WORDS[code]
    return Doubt(code, indonesian.format(**facts), english.format(**facts))
