"""The few words that stand inside the gaps and depend on the moment: when it is read, how many are before."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from lojar.offices.rules.dates_in_words import relative_moment_in_words
from lojar.offices.rules.opening_hours import OpeningHours

SAID = {
    "id": {
        "open": "Petugas sedang bekerja dan membaca permohonan menurut urutan masuk.",
        "closed": "Kantor sedang tutup; permohonan mulai dibaca {when}.",
        "first": "Permohonan Anda berada di urutan pertama.",
        "queue": "Ada {before} permohonan lain sebelum permohonan Anda.",
        "surrendered": "{label} (aslinya diserahkan ke kantor)",
        "shown": "{label} (aslinya hanya ditunjukkan)",
        "visit_booked": "Jadwal datang",
        "visit_moved": "Jadwal baru",
        "visit_soon": "Pengingat jadwal",
        "visit_identity": "KTP-el atau KK asli",
        "visit_originals": "Dokumen asli yang difoto untuk permohonan {number}",
        "hall_seat": "Silakan duduk di kursi {seat}.",
        "hall_inside": "Silakan menunggu di dalam.",
        "hall_outside": "Di dalam masih penuh. Silakan menunggu di luar; kami panggil lewat pesan ini.",
        "rule_hand_washing": "Cuci tangan dengan sabun sebelum masuk.",
        "rule_mask": "Pakai masker.",
        "rule_temperature": "Suhu badan diukur di pintu.",
    },
    "en": {
        "open": "Officers are at work and read applications in the order in which they came.",
        "closed": "The office is closed now; applications are read again from {when}.",
        "first": "Yours is the first in the queue.",
        "queue": "There are {before} other applications before yours.",
        "surrendered": "{label} (the original stays at the office)",
        "shown": "{label} (the original is only shown)",
        "visit_booked": "Your appointment",
        "visit_moved": "Your new appointment",
        "visit_soon": "A reminder",
        "visit_identity": "The original KTP-el or KK",
        "visit_originals": "The originals you photographed for application {number}",
        "hall_seat": "Please sit on chair {seat}.",
        "hall_inside": "Please wait inside.",
        "hall_outside": "It is full inside. Please wait outside; we call you with a message like this.",
        "rule_hand_washing": "Wash your hands with soap before you enter.",
        "rule_mask": "Wear a mask.",
        "rule_temperature": "Your temperature is taken at the door.",
    },
}
MANY = 999  # further the queue is not counted


def when_read(hours: OpeningHours, now: datetime, language: str) -> str:
    if hours.is_open(now):
        return phrase("open", language)
    opening = hours.next_opening(now)
    return phrase("closed", language, when=_when(opening, now, hours.zone, language))


def queue(before: int, language: str) -> str:
    if before == 0:
        return phrase("first", language)
    return phrase("queue", language, before=f"{MANY}+" if before > MANY else str(before))


def to_bring(originals: Iterable[tuple[str, bool]], language: str) -> str:
    """A list, a line each; `originals` is (label, does it stay at the office)."""
    lines = (phrase("surrendered" if stays else "shown", language, label=label) for label, stays in originals)
    return as_list(lines)


def as_list(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def phrase(key: str, language: str, **facts: str) -> str:
    return SAID["en" if language == "en" else "id"][key].format(**facts)


def _when(opening: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    return relative_moment_in_words(opening, now=now, zone=zone, language=language)
