"""The tray of sample papers: what lies in it for each family, drawn when first asked for and kept on disk."""

import asyncio
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from . import cards, certificates, faces, kk, letters
from .people import FAMILIES, Family
from .photograph import Shot, jpeg, photo

EDITION = 1  # raise it when a drawing changes, so that kept pictures are drawn anew


class NoSuchPaperError(ValueError):
    pass


@dataclass(frozen=True)
class Paper:
    data: bytes
    mime: str
    filename: str


@dataclass(frozen=True)
class Sample:
    label: str
    draw: Callable[[Family], Image.Image]
    shot: Shot | None  # None: a picture already, not a paper on a table


def _ktp(family: Family) -> Image.Image:
    return cards.ktp(family, family.head)


def _ktp_spouse(family: Family) -> Image.Image:
    return cards.ktp(family, family.spouse)


def _broken_ktp(family: Family) -> Image.Image:
    return cards.broken(family, family.head)


def _passport_photo(family: Family) -> Image.Image:
    return cards.passport_photo(family.head)


def _selfie(family: Family) -> Image.Image:
    return faces.holding_card(family.head, _ktp(family))


SAMPLES: dict[str, Sample] = {
    "ktp": Sample("KTP kepala keluarga", _ktp, Shot(1.6, table="wood", fill=0.86, seed=1)),
    "ktp_pasangan": Sample("KTP istri", _ktp_spouse, Shot(-1.4, table="cloth", fill=0.85, seed=2)),
    "kk": Sample("Kartu Keluarga", kk.kk, Shot(0.7, table="wood", fill=0.95, seed=3)),
    "surat_lahir": Sample(
        "Surat keterangan kelahiran", letters.birth, Shot(-0.9, table="tile", fill=0.95, seed=4)
    ),
    "buku_nikah": Sample(
        "Buku nikah", certificates.marriage_book, Shot(0.8, table="cloth", fill=0.94, seed=5)
    ),
    "akta_lahir": Sample("Akta kelahiran anak", certificates.birth_certificate, Shot(1.0, fill=0.95, seed=6)),
    "form_ttd": Sample(
        "Formulir F-2.01 terisi", certificates.form, Shot(-0.8, table="cloth", fill=0.95, seed=7)
    ),
    "surat_mati": Sample(
        "Surat keterangan kematian", letters.death, Shot(0.9, table="wood", fill=0.95, seed=8)
    ),
    "surat_hilang": Sample(
        "Surat kehilangan dari polisi", letters.lost, Shot(-1.1, table="cloth", fill=0.95, seed=9)
    ),
    "dok_rusak": Sample("KTP yang rusak", _broken_ktp, Shot(-2.2, table="tile", fill=0.85, seed=10)),
    "putusan": Sample("Penetapan pengadilan", letters.verdict, Shot(0.6, table="wood", fill=0.95, seed=11)),
    "skpwni": Sample("SKPWNI (surat pindah)", letters.moving, Shot(-0.7, table="tile", fill=0.95, seed=12)),
    "bap_polisi": Sample(
        "Berita acara polisi", letters.police_record, Shot(1.2, table="cloth", fill=0.95, seed=13)
    ),
    "bukti_ubah": Sample(
        "Ijazah (bukti perubahan)", certificates.school_certificate, Shot(0.9, table="wood", seed=14)
    ),
    "suket_agama": Sample(
        "Surat perkawinan pemuka agama", letters.faith, Shot(-1.0, table="wood", fill=0.95, seed=15)
    ),
    "pas_foto": Sample("Pas foto", _passport_photo, None),
    "swafoto": Sample("Swafoto memegang KTP", _selfie, None),
    "ktp_buram": Sample(
        "KTP yang buram (foto gagal)", _ktp, Shot(2.4, table="wood", fill=0.8, blur=11, seed=16)
    ),
}
THREE_PAGES = ("ktp", "kk", "surat_lahir")


def families() -> list[dict[str, Any]]:
    labels = {code: sample.label for code, sample in SAMPLES.items()} | {"pdf": "PDF tiga halaman"}
    papers = [{"code": code, "label": label} for code, label in labels.items()]
    return [
        {"key": each.key, "label": each.label, "story": each.story, "papers": papers}
        for each in FAMILIES.values()
    ]


async def paper(folder: Path, family: str, code: str) -> Paper:
    kept = _place(folder, family, code)
    if not kept.exists():
        # Drawing takes twice the memory of all the rest; a process of its own gives it back.
        child = await start_drawing(folder, family, code)
        await child.wait()
    return _read(kept)


async def start_drawing(folder: Path, *which: str) -> asyncio.subprocess.Process:
    """One paper, or without a name every paper that is missing."""
    package_root = str(Path(__file__).parents[3])
    environment = {**os.environ, "PYTHONPATH": package_root}
    command = (sys.executable, "-m", "lojar.standin.papers", str(folder.absolute()), *which)
    return await asyncio.create_subprocess_exec(*command, env=environment)


def draw(folder: Path, family: str, code: str) -> Paper:
    kept = _place(folder, family, code)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(
            _pdf(FAMILIES[family]) if code == "pdf" else _taken(FAMILIES[family], SAMPLES[code])
        )
        first_page = draw(folder, family, THREE_PAGES[0]).data if code == "pdf" else fresh.read_bytes()
        kept.with_suffix(".small").write_bytes(_small(first_page))
        fresh.replace(kept)
    return _read(kept)


def small(folder: Path, family: str, code: str) -> bytes:
    """For the tray in the page: drawn along with the paper, since decoding it again would cost memory."""
    return _place(folder, family, code).with_suffix(".small").read_bytes()


def _small(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture)) as image:
        image.draft("RGB", (320, 320))
        image.thumbnail((320, 320))
        return jpeg(image.convert("RGB"), 74)


def everything() -> list[tuple[str, str]]:
    return [(family, code) for family in FAMILIES for code in (*SAMPLES, "pdf")]


def _place(folder: Path, family: str, code: str) -> Path:
    if family not in FAMILIES or (code not in SAMPLES and code != "pdf"):
        raise NoSuchPaperError(f"Contoh berkas {family}/{code} tidak ada.")
    return folder / "papers" / f"{EDITION}-{code}-{family}.{'pdf' if code == 'pdf' else 'jpg'}"


def _read(kept: Path) -> Paper:
    mime = "application/pdf" if kept.suffix == ".pdf" else "image/jpeg"
    return Paper(kept.read_bytes(), mime, kept.name.removeprefix(f"{EDITION}-"))


def _taken(family: Family, sample: Sample) -> bytes:
    drawn = sample.draw(family)
    return photo(drawn, sample.shot) if sample.shot else jpeg(drawn)


def _pdf(family: Family) -> bytes:
    """Scanned, not photographed: three flat pages. The dates are fixed so that the bytes are, too."""
    pages = [SAMPLES[code].draw(family).convert("RGB") for code in THREE_PAGES]
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=150, creationDate=None, modDate=None
    )
    return out.getvalue()
