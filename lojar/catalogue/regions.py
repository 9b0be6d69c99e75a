"""Provinces, regencies, districts and villages, read when first asked for: most work needs only a few rows."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .shapes import Region

FOLDER = Path(__file__).parent


def dotted(code: str) -> str:
    """3510, 35.10 and 3510012001 in the one way the files write them."""
    digits = code.replace(".", "")
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)


@cache
def districts(regency_code: str) -> tuple[Region, ...]:
    return _below(dotted(regency_code), living())


@cache
def villages(district_code: str) -> tuple[Region, ...]:
    """Empty where the office has no list of villages yet: then any name is taken."""
    return _below(dotted(district_code), _villages())


def region_name(code: str) -> str | None:
    """Name of a living or a retired region; None for a code that never was."""
    code = dotted(code)
    return living().get(code) or _villages().get(code) or retired().get(code)


@cache
def names_of_regencies() -> tuple[str, ...]:
    """Of the whole country, as the list writes them: "Kabupaten Jember", "Kota Malang"."""
    return tuple(name for code, name in living().items() if code.count(".") == 1)


def is_retired(code: str) -> bool:
    return dotted(code) in retired()


@cache
def retired() -> Mapping[str, str]:
    """Codes that old NIKs still carry, and the names they had."""
    return _rows("regions_retired.csv")


@cache
def living() -> Mapping[str, str]:
    """Codes with dots, and names: provinces, regencies, districts as they are now."""
    return _rows("regions.csv")


@cache
def _villages() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in sorted((FOLDER / "villages").glob("*.csv")):
        found.update(_rows(f"villages/{path.name}"))
    return found


def _rows(name: str) -> dict[str, str]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def _below(code: str, rows: Mapping[str, str]) -> tuple[Region, ...]:
    length = {5: 8, 8: 13}.get(len(code))
    prefix = code + "."
    return tuple(Region(c, name) for c, name in rows.items() if len(c) == length and c.startswith(prefix))
