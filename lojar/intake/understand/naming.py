"""Names of people in a message: after "nama", after a word of kinship, and in the formats of other offices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .roles import role_before

_INTRODUCED = re.compile(
    r"\b(?:nama(?:\s+(?:lengkap|saya|anak(?:nya)?|bayi(?:nya)?|ayah|bapak|ibu|suami|istri|pelapor|pemohon|alm\w*))*"
    r"|bernama|atas nama|a\.?n\.?|my name is|named|jenenge?)\s*(?:adalah|itu)?\s*[:=]?\s+",
    re.I,
)
_KINSHIP = re.compile(
    r"\b(?:anak|bayi|ayah|bapak|ibu|suami|istri|almarhum|almarhumah|alm|almh|saksi|son|daughter|father|mother|husband|wife)(?:\s+(?:saya|sy|kami|ke\s?\d|pertama|kedua|1|2))?\s*[:,]?\s+|\b(?:saya|sy)\s+",
    re.I,
)
_NO_NAMES = (
    "nik kk ktp no nomor nomer lahir meninggal wafat tgl tanggal alamat dusun desa kec "
    "kecamatan rt rw di ke dari dan yang yg mau mw sudah sdh udah belum blm umur usia jam "
    "hari untuk buat bikin urus saya sy anak ibu bapak ayah suami istri saksi nama dengan dgn "
    "tolong mohon minta ini itu tidak gak salah beda hilang rusak hp wa telp email agama "
    "pekerjaan tempat jenis kelamin laki perempuan pada karena akta akte kia sama juga apa "
    "bisa tinggal warga kelahiran lengkap sesuai seperti belum jadi kapan sampai gimana gmn "
    "status permohonan berkas "
)
_STOPS = frozenset(_NO_NAMES.split())
_PART = re.compile(r"[A-Za-z][A-Za-z'’.]*")
MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    of: str
    at: int


def names_in(text: str) -> list[Named]:
    """A name that was introduced may be written small; after a word of kinship only one with capitals is taken."""
    found: dict[int, Named] = {}
    for match in _INTRODUCED.finditer(text):
        name = _name_at(text, match.end(), capitals=False)
        if name:
            found[match.end()] = Named(name, role_before(text, match.end()), match.end())
    for match in _KINSHIP.finditer(text):
        name = _name_at(text, match.end(), capitals=True)
        if name:
            found.setdefault(match.end(), Named(name, role_before(text, match.end()), match.end()))
    for named in _between_marks(text):
        found.setdefault(named.at, named)
    return _first_of_each(sorted(found.values(), key=lambda each: each.at))


def _name_at(text: str, at: int, *, capitals: bool) -> str:
    parts: list[str] = []
    while len(parts) < MOST_PARTS:
        match = _PART.match(text, at)
        if match is None or match.group().casefold().strip(".'’") in _STOPS:
            break
        if capitals and not match.group()[0].isupper():
            break
        parts.append(match.group())
        at = match.end()
        gap = re.compile(r" +").match(text, at)
        if gap is None:
            break
        at = gap.end()
    name = " ".join(parts).strip(" .")
    return name if len(name) > 1 else ""


def _between_marks(text: str) -> Iterator[Named]:
    """#KTP#NIK#Nomor KK#BUDI SANTOSO#Lateng#...: the first part of letters alone behind the numbers."""
    if text.count("#") < 2:
        return
    at, after_number = 0, False
    for part in text.split("#"):
        if after_number and re.fullmatch(r"[A-Za-z'’. ]{3,}", part):
            yield Named(part.strip(), "", at)
            return
        after_number = after_number or bool(re.search(r"\d{4}", part))
        at += len(part) + 1


def _first_of_each(named: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for each in named:
        if all(each.at >= other.at + len(other.name) for other in kept):
            kept.append(each)
    return kept
