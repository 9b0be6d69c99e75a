"""Whom an application is about: the child of a birth, the person who died, else the one who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

# The first of these that has a value. Keys are the catalogue's (fields.yaml).
NAMES = ("alm_nama", "anak_nama", "nama_pelapor")
NIKS = ("alm_nik", "anak_nik", "nik_pelapor")
FAMILY_CARD = ("nomor_kk",)
VILLAGE = ("desa",)


@dataclass(frozen=True, slots=True)
class Person:
    name: str = ""
    nik: str = ""
    kk_number: str = ""
    village: str = ""


def whom_it_is_about(filled: Mapping[str, str]) -> Person:
    """`filled`: every field that has a value, borrowed ones too."""
    return Person(*(_first(filled, keys) for keys in (NAMES, NIKS, FAMILY_CARD, VILLAGE)))


def _first(filled: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((filled[key] for key in keys if filled.get(key)), "")
