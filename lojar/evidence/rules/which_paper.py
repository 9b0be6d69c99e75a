"""Which paper it is, from the words on it. The titles are those of Permendagri 109/2019 (forms, cards, deeds), of the
marriage books of the KUA, and of the letters that hospitals and midwives write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from .lines import Line

OTHER = "lainnya"
CLOSE_ENOUGH = 84.0  # of 100: two letters of a title of twelve may be misread
ONE_WORD = 8  # letters
SHORT = 6  # a mark as short as this must be read exactly


class Mark(NamedTuple):
    """Words that speak for a paper; a title tells more than a label that stands on several papers."""

    words: str
    document: str
    weight: float


MARKS = (
    Mark("FORMULIR PENDAFTARAN PERISTIWA KEPENDUDUKAN", "form_f102", 5),
    Mark("F-1.02", "form_f102", 5),
    Mark("FORMULIR PELAPORAN PENCATATAN SIPIL", "form_f201", 5),
    Mark("F-2.01", "form_f201", 5),
    Mark("KARTU KELUARGA", "kk", 3),
    Mark("NAMA KEPALA KELUARGA", "kk", 2),
    Mark("STATUS HUBUNGAN DALAM KELUARGA", "kk", 1.5),
    Mark("NAMA LENGKAP NIK JENIS KELAMIN", "kk", 1),
    Mark("NO KITAP", "kk", 0.7),
    Mark("KUTIPAN AKTA KELAHIRAN", "akta_lahir", 5),
    Mark("AKTA KELAHIRAN", "akta_lahir", 2),
    Mark("BERDASARKAN AKTA KELAHIRAN NOMOR", "akta_lahir", 3),
    Mark("EXCERPT OF BIRTH CERTIFICATE", "akta_lahir", 4),
    Mark("KUTIPAN AKTA NIKAH", "buku_nikah", 5),
    Mark("BUKU NIKAH", "buku_nikah", 4),
    Mark("AKTA NIKAH", "buku_nikah", 2),
    Mark("KANTOR URUSAN AGAMA", "buku_nikah", 2),
    Mark("PASFOTO SUAMI ISTRI", "buku_nikah", 3),
    Mark("AKAD NIKAH", "buku_nikah", 1),
    Mark("SURAT KETERANGAN LAHIR", "sk_lahir", 5),
    Mark("SURAT KETERANGAN KELAHIRAN", "sk_lahir", 5),
    Mark("SURAT KELAHIRAN", "sk_lahir", 4),
    Mark("KETERANGAN KELAHIRAN", "sk_lahir", 3),
    Mark("PENOLONG PERSALINAN", "sk_lahir", 2),
    Mark("NAMA BAYI", "sk_lahir", 1.5),
    Mark("JENIS KELAHIRAN", "sk_lahir", 0.7),
    Mark("BERLAKU HINGGA", "ktp", 2),
    Mark("SEUMUR HIDUP", "ktp", 1.5),
    Mark("KEWARGANEGARAAN", "ktp", 1),
    Mark("STATUS PERKAWINAN", "ktp", 1),
    Mark("TEMPAT/TGL LAHIR", "ktp", 0.7),
    Mark("GOL. DARAH", "ktp", 0.7),
    Mark("KEL/DESA", "ktp", 1),
    Mark("JENIS KELAMIN", "ktp", 0.4),
)
ENOUGH = 2.0  # weight that two papers seldom share by chance
OTHER_TITLES = (
    "KARTU IDENTITAS ANAK", "AKTA KEMATIAN", "SURAT KETERANGAN KEMATIAN", "SURAT KEMATIAN", "AKTA PERKAWINAN",
    "AKTA PERCERAIAN", "SURAT KETERANGAN PINDAH", "IJAZAH", "SURAT IZIN MENGEMUDI", "PASPOR",
    "SURAT TANDA NOMOR KENDARAAN",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """`confidence` 0-1; `document` is empty where there are no words to go by."""

    document: str
    confidence: float
    title: str = ""


def bare(text: str) -> str:
    """Capitals and digits only: spaces and points are what a reader loses first."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def which_paper(lines: Sequence[Line]) -> Guess:
    texts = [bare(line.text) for line in lines if line.confidence > 0.5]
    weights: dict[str, float] = {}
    for mark in MARKS:
        if any(_says(text, bare(mark.words)) and not _says_better(text, bare(mark.words)) for text in texts):
            weights[mark.document] = weights.get(mark.document, 0.0) + mark.weight
    weights.update(_card_by_its_number(lines, weights))
    other = next((title for title in OTHER_TITLES if any(_is_title(text, bare(title)) for text in texts)), "")
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if other and (not ranked or ranked[0][1] < 4):
        return Guess(OTHER, 0.9, other)
    if not ranked or ranked[0][1] < ENOUGH:
        return Guess(OTHER, 0.5) if len("".join(texts)) >= 12 else Guess("", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return Guess(ranked[0][0], round(ranked[0][1] / (ranked[0][1] + second + 0.3), 2))


def _is_title(text: str, title: str) -> bool:
    """A family card has a column "No. Paspor": a title of one word stands on its line alone."""
    return fuzz.ratio(text, title) >= CLOSE_ENOUGH if len(title) <= ONE_WORD else _says(text, title)


def _says(text: str, words: str) -> bool:
    if len(words) <= SHORT:
        return words in text
    if len(text) < 0.8 * len(words):
        return False
    return fuzz.partial_ratio(words, text) >= CLOSE_ENOUGH


def _says_better(text: str, words: str) -> bool:
    """A letter of death is a letter of birth but for a few letters."""
    own = fuzz.partial_ratio(words, text)
    return any(
        len(text) >= 0.8 * len(bare(title)) and fuzz.partial_ratio(bare(title), text) > own
        for title in OTHER_TITLES
    )


def _card_by_its_number(lines: Iterable[Line], weights: dict[str, float]) -> dict[str, float]:
    """The province above and a number of sixteen digits under it: so begins an identity card, and nothing else does."""
    texts = [line.text.upper() for line in lines]
    province = any(bare(text).startswith("PROVINSI") and len(bare(text)) > 11 for text in texts[:6])
    number = any(sum(sign.isdigit() for sign in text) >= 14 for text in texts[:8])
    return {"ktp": weights.get("ktp", 0.0) + 1.5} if province and number else {}
