"""Messages with sixteen digits and dates in them, written in every way that people write them; with the truth."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

Case = tuple[str, list[str]]
COUNT = 1500
NAMES = (
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "jan feb mar apr mei jun jul agu sep okt nov des",
    "januari pebruari maret april mei juni juli agustus september oktober nopember desember",
)
MONTHS = tuple(names.split() for names in NAMES)
AROUND_NUMBERS = (
    "{}", "nik saya {}", "NIK: {}", "nik {} atas nama Siti", "ini nik nya pak {}", "no kk {}", "KK={}",
    "{} itu nik saya",
    "nama Budi Santoso nik {}", "Budi {} Genteng", "ktp {} hilang min", "nomor kk kami {} ya", "nik:{}", "({})", "{}.",
    "saya Siti, {}, mau urus ktp hilang", "ktp/{}/hilang", "KTP#{}#SITI#rusak", "hp 0800 1234 5678 nik {}",
    "rt 02 rw 01, {}", "umur 17 tahun nik {}", "nik ibu {} lahir 3 mei 1990", "mau cek nik {} aktif apa tidak",
    "nik\n{}",
)  # fmt: skip
AROUND_DATES = (
    "{}", "lahir {}", "tgl lahir {}", "anak saya lahir {}", "tanggal {}", "lahir tgl {} di RSUD",
    "meninggal {} jam 08.15",
    "bapak wafat {}", "Banyuwangi, {}", "ttl: Banyuwangi, {}", "menikah {} di gereja", "lahir {} berat 3,2 kg",
    "{} ya pak",
    "nik 3510995505900003 lahir {}", "anak ke 2 lahir {} rt 02 rw 01", "lahir pada {}, jam 10 pagi",
    "hp 080012345678 lahir {}",
)  # fmt: skip


def made_up(today: date) -> dict[str, list[Case]]:
    dice = Random(16)
    return {
        "numbers": [_number(dice) for _ in range(COUNT)],
        "dates": [_date(dice, today) for _ in range(COUNT)],
    }


def _number(dice: Random) -> Case:
    """One number, sometimes two; in the impossible district, so that they are nobody's."""
    wanted = [_sixteen(dice) for _ in range(dice.choice((1, 1, 1, 2)))]
    if len(wanted) == 1:
        return dice.choice(AROUND_NUMBERS).format(_parted(wanted[0], dice)), wanted
    between = dice.choice((" dan ", ", ", "\n", " kk ", " nomor kk ", "#", "; ", " / ", ", no kk: "))
    return f"nik {_parted(wanted[0], dice)}{between}{_parted(wanted[1], dice)}", wanted


def _sixteen(dice: Random) -> str:
    day = dice.randrange(1, 29) + dice.choice((0, 40))
    born = f"{day:02}{dice.randrange(1, 13):02}{dice.randrange(100):02}"
    return f"351099{born}{dice.randrange(1, 9999):04}"


def _parted(number: str, dice: Random) -> str:
    mark = dice.choice(("", "", "", " ", ".", "-"))
    sizes = dice.choice(((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4)))
    at, parts = 0, []
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return mark.join(parts)


def _date(dice: Random, today: date) -> Case:
    day = today - timedelta(days=dice.randrange(1, 25_000))
    written = dice.choice(WAYS)(day, dice)
    return dice.choice(AROUND_DATES).format(written), [_truth(day, written, today)]


def _truth(day: date, written: str, today: date) -> str:
    """Written without its year it is the last one of that day and month."""
    if (
        any(part in written for part in (str(day.year), f"{day.year % 100:02}"))
        and written[-2:] == f"{day.year % 100:02}"
    ):
        return day.isoformat()
    if written.startswith(str(day.year)):
        return day.isoformat()
    year = today.year if (day.month, day.day) <= (today.month, today.day) else today.year - 1
    return day.replace(year=year).isoformat()


def _short_year(day: date) -> str:
    return f"{day.year % 100:02}"


WAYS: tuple[Callable[[date, Random], str], ...] = (
    lambda d, r: f"{d.day}-{d.month}-{d.year}",
    lambda d, r: f"{d.day:02}-{d.month:02}-{d.year}",
    lambda d, r: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d, r: f"{d.day}/{d.month}/{_short_year(d)}" if d.year > 1927 else f"{d.day}/{d.month}/{d.year}",
    lambda d, r: f"{d.day}.{d.month}.{d.year}",
    lambda d, r: f"{d.day:02}{d.month:02}{d.year}",
    lambda d, r: d.isoformat(),
    lambda d, r: f"{d.day} {r.choice(MONTHS)[d.month - 1]} {d.year}",
    lambda d, r: f"{d.day} {r.choice(MONTHS)[d.month - 1].title()} {d.year}",
    lambda d, r: f"{d.day} {r.choice(MONTHS)[d.month - 1].upper()} {d.year}",
    lambda d, r: f"{d.day}-{r.choice(MONTHS)[d.month - 1]}-{d.year}",
    lambda d, r: f"{d.day}{r.choice(MONTHS)[d.month - 1]}{d.year}",
    lambda d, r: f"{d.day} bulan {d.month} tahun {d.year}",
    lambda d, r: f"{d.day} {d.month:02} {d.year}",
    lambda d, r: f"{d.day} - {d.month} - {d.year}",
)
