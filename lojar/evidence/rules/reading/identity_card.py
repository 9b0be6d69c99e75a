"""KTP-el: what stands on it, in the order of its face (Permendagri 109/2019; the layout is the same everywhere)."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from ..lines import Line
from ..which_paper import bare
from .dates import date_in
from .found import Found, Reading, found, part_of
from .labels import value_of
from .numbers import sixteen_in

LABELS: dict[str, tuple[str, ...]] = {
    "name": ("Nama",),
    "birth": ("Tempat/Tgl Lahir", "Tempat Tgl Lahir", "Tempat/Tanggal Lahir"),
    "sex": ("Jenis Kelamin",),
    "blood": ("Gol. Darah", "Gol Darah"),
    "address": ("Alamat",),
    "rt_rw": ("RT/RW", "RTRW"),
    "village": ("Kel/Desa", "Kelurahan/Desa", "Desa/Kelurahan"),
    "district": ("Kecamatan",),
    "religion": ("Agama",),
    "marital_status": ("Status Perkawinan",),
    "occupation": ("Pekerjaan",),
    "citizenship": ("Kewarganegaraan",),
    "valid_until": ("Berlaku Hingga",),
}
KNOWN = tuple(label for labels in LABELS.values() for label in labels)
SEXES = {"LAKILAKI": "male", "PEREMPUAN": "female"}


def read_identity_card(lines: Sequence[Line]) -> Reading:
    fields: dict[str, Found] = {}
    _put(fields, "nik", card_number(lines))
    for name, labels in LABELS.items():
        line = value_of(lines, labels, known=KNOWN)
        if line is None or name in ("birth", "sex", "blood", "valid_until", "citizenship"):
            continue
        fields[name] = found(_tidy(line.text), line)
    birth = value_of(lines, LABELS["birth"], known=KNOWN)
    if birth is not None:
        fields |= place_and_day(birth)
    _put(fields, "sex", sex_in(value_of(lines, LABELS["sex"], known=KNOWN)))
    fields |= _places(lines)
    return Reading(fields)


def card_number(lines: Sequence[Line]) -> Found | None:
    """The number is the topmost of its kind; the label NIK stands before it, or was lost."""
    ordered = sorted(lines, key=lambda line: line.box.middle[1])
    return next((number for line in ordered if (number := sixteen_in(line)) is not None), None)


def place_and_day(line: Line) -> dict[str, Found]:
    """ "BUMIASIH, 16-12-1984": a comma or a point between, or nothing."""
    fields: dict[str, Found] = {}
    start = next((at for at, sign in enumerate(line.text) if sign.isdigit()), len(line.text))
    place = part_of(line, 0, start)
    word = place.text.strip(" ,.:;/-")
    if word:
        fields["birth_place"] = found(_tidy(word), place)
    rest = part_of(line, start)
    day = date_in(rest.text) or date_in(line.text)
    if day is not None and rest.sure:
        fields["birth_date"] = found(day.isoformat(), rest, weakest=min(rest.sure))
    return fields


def sex_in(line: Line | None) -> Found | None:
    if line is None:
        return None
    near = process.extractOne(bare(line.text)[:9], list(SEXES), scorer=fuzz.ratio, score_cutoff=70)
    return found(SEXES[near[0]], line) if near else None


def _places(lines: Sequence[Line]) -> dict[str, Found]:
    """Province and regency are the two lines above the number."""
    fields: dict[str, Found] = {}
    for line in sorted(lines, key=lambda one: one.box.middle[1])[:8]:
        words = line.text.upper().split()
        if len(words) < 2:
            continue
        if fuzz.ratio(words[0], "PROVINSI") >= 80:
            fields.setdefault("province", found(" ".join(words[1:]), line))
        elif max(fuzz.ratio(words[0], kind) for kind in ("KABUPATEN", "KOTA")) >= 85:
            fields.setdefault("regency", found(" ".join(words), line))
    return fields


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" :;,.")


def _put(fields: dict[str, Found], name: str, value: Found | None) -> None:
    if value is not None:
        fields[name] = value
