"""Birth deeds, birth letters, marriage books, forms: sentences and labels."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from ..lines import Line
from ..which_paper import bare
from .dates import date_in
from .found import Found, Reading, found, part_of
from .identity_card import place_and_day, sex_in
from .labels import after_label, beside, value_of, without_colon
from .numbers import sixteen_in

DEED_NUMBER = re.compile(r"\d{4}\s*-\s*[A-Z]{2,3}\s*-\s*\d{8}\s*-\s*\d{3,5}")  # 3607-LU-15082016-0015
BOOK_NUMBER = re.compile(r"\d{1,5}\s*/\s*\d{1,4}\s*/\s*[IVXLivxl1]{1,5}\s*/\s*\d{4}")
LETTER_LABELS: dict[str, tuple[str, ...]] = {
    "child_name": ("Nama Bayi", "Nama Anak", "Diberi Nama", "Nama Lengkap Bayi"),
    "mother_name": ("Nama Ibu", "Ibu", "Nama Istri"),
    "father_name": ("Nama Ayah", "Ayah", "Nama Suami"),
    "address": ("Alamat",),
    "child_number": ("Anak ke", "Kelahiran ke", "Anak yang ke"),
}
FORM_LABELS: dict[str, tuple[str, ...]] = {
    "name": ("Nama Lengkap", "Nama"),
    "phone": ("Nomor HP", "Nomor Telepon", "No. HP"),
    "address": ("Alamat",),
    "occupation": ("Pekerjaan",),
}


def read_birth_letter(lines: Sequence[Line]) -> Reading:
    known = tuple(label for labels in LETTER_LABELS.values() for label in labels)
    fields = _labelled(lines, LETTER_LABELS, known)
    for name, labels in (("mother_nik", ("NIK Ibu",)), ("father_nik", ("NIK Ayah",))):
        _number(fields, name, lines, labels)
    sex = sex_in(value_of(lines, ("Jenis Kelamin",), known=known))
    if sex is not None:
        fields["sex"] = sex
    _day(
        fields, "birth_date", value_of(lines, ("Hari / Tanggal", "Hari/Tanggal", "Tanggal", "Tanggal Lahir"))
    )
    _letter_number(fields, lines)
    return Reading(fields)


def read_birth_deed(lines: Sequence[Line]) -> Reading:
    fields: dict[str, Found] = {}
    ordered = sorted(lines, key=lambda line: line.box.middle[1])
    for line in ordered:
        match = DEED_NUMBER.search(line.text.upper())
        if match and "deed_number" not in fields:
            part = part_of(line, match.start(), match.end())
            fields["deed_number"] = found(
                match[0].replace(" ", ""), part, weakest=min(part.sure, default=0.0)
            )
        number = sixteen_in(line)
        if number is not None:
            fields.setdefault("nik", number)
        if "birth_date" not in fields:
            _day(fields, "birth_date", line)
        _named_after(fields, "birth_place", line, ("bahwa di",), ordered)
        _named_after(fields, "father_name", line, ("Ayah", "dari Ayah"), ordered)
        _named_after(fields, "mother_name", line, ("dan Ibu", "Ibu"), ordered)
    _child(fields, ordered)
    order = next((line for line in ordered if bare(line.text).startswith("ANAKKE")), None)
    if order is not None:
        word = (
            "PEREMPUAN"
            if "PEREMPUAN" in bare(order.text)
            else "LAKILAKI"
            if "LAKI" in bare(order.text)
            else ""
        )
        if word:
            fields["sex"] = found("female" if word == "PEREMPUAN" else "male", order)
    return Reading(fields)


def read_marriage_book(lines: Sequence[Line]) -> Reading:
    """Husband first, wife after, each with the same labels under a heading."""
    fields: dict[str, Found] = {}
    ordered = sorted(lines, key=lambda line: line.box.middle[1])
    wife_at = next((line.box.middle[1] for line in ordered if bare(line.text) in ("ISTRI", "ISTERI", "CALONISTRI")
                    and _has_labels_below(line, ordered)), None)  # fmt: skip
    for line in ordered:
        if "book_number" not in fields:
            _put(fields, "book_number", book_number(line))
        if "tanggal" in line.text.lower() and "marriage_date" not in fields:
            _day(fields, "marriage_date", line)
    if wife_at is None:
        return Reading(fields)
    for who, part_lines in (
        ("husband", [line for line in ordered if line.box.middle[1] < wife_at]),
        ("wife", [line for line in ordered if line.box.middle[1] > wife_at]),
    ):
        _spouse(fields, who, part_lines)
    return Reading(fields)


def book_number(line: Line) -> Found | None:
    """0635/083/I/2019: the month is in Roman figures, whose I a reader takes for 1 or l."""
    match = BOOK_NUMBER.search(line.text)
    if match is None:
        return None
    part = part_of(line, match.start(), match.end())
    first, second, month, year = (piece.strip() for piece in match[0].split("/"))
    roman = month.upper().translate(str.maketrans("1L", "II"))
    return found(f"{first}/{second}/{roman}/{year}", part)


def read_form(lines: Sequence[Line]) -> Reading:
    known = tuple(label for labels in FORM_LABELS.values() for label in labels)
    fields = _labelled(lines, FORM_LABELS, known)
    _number(fields, "nik", lines, ("NIK",))
    _number(fields, "kk_number", lines, ("Nomor KK", "No. KK", "Nomor Kartu Keluarga"))
    birth = value_of(lines, ("Tempat/Tgl Lahir", "Tempat Tgl Lahir"), known=known)
    if birth is not None:
        fields |= place_and_day(birth)
    return Reading(fields)


def _put(fields: dict[str, Found], name: str, value: Found | None) -> None:
    if value is not None:
        fields[name] = value


def _labelled(
    lines: Sequence[Line], labels: dict[str, tuple[str, ...]], known: Sequence[str]
) -> dict[str, Found]:
    made = {}
    for name, words in labels.items():
        line = value_of(lines, words, known=known)
        if line is not None:
            made[name] = found(" ".join(line.text.split()), line)
    return made


def _spouse(fields: dict[str, Found], who: str, lines: Sequence[Line]) -> None:
    name = value_of(lines, ("Nama lengkap", "Nama"))
    if name is not None:
        fields[f"{who}_name"] = found(" ".join(name.text.split()), name)
    _number(fields, f"{who}_nik", lines, ("NIK", "Nomor Induk Kependudukan"))
    birth = value_of(lines, ("Tempat, tgl lahir", "Tempat tanggal lahir", "Tempat dan tanggal lahir"))
    if birth is not None:
        fields |= {f"{who}_{key}": value for key, value in place_and_day(birth).items()}


def _number(fields: dict[str, Found], name: str, lines: Sequence[Line], labels: Sequence[str]) -> None:
    line = value_of(lines, labels)
    number = sixteen_in(line) if line is not None else None
    if number is not None:
        fields[name] = number


def _day(fields: dict[str, Found], name: str, line: Line | None) -> None:
    day = date_in(line.text) if line is not None else None
    if line is not None and day is not None:
        fields[name] = found(day.isoformat(), line)


def _letter_number(fields: dict[str, Found], lines: Sequence[Line]) -> None:
    line = value_of(lines[: max(8, len(lines) // 3)], ("Nomor", "No."))
    if line is not None and any(sign.isdigit() for sign in line.text):
        fields["letter_number"] = found(line.text.replace(" ", ""), line)


def _named_after(
    fields: dict[str, Found], name: str, line: Line, labels: Sequence[str], lines: Sequence[Line]
) -> None:
    for label in labels:
        tail = after_label(line, label)
        if tail is None or name in fields:
            continue
        value = without_colon(tail) if tail.text else beside(line, lines)
        if value is not None and len(bare(value.text)) > 1:
            fields[name] = found(" ".join(value.text.split()), value)


def _child(fields: dict[str, Found], ordered: Sequence[Line]) -> None:
    """The name stands alone, large, under "telah lahir"."""
    for at, line in enumerate(ordered):
        if fuzz.partial_ratio("TELAHLAHIR", bare(line.text)) >= 85 and len(bare(line.text)) < 30:
            after = [one for one in ordered[at + 1 : at + 4] if sum(s.isalpha() for s in one.text) > 2]
            named = next((one for one in after if not bare(one.text).startswith(("ANAKKE", "SEORANG"))), None)
            if named is not None:
                fields["child_name"] = found(" ".join(named.text.split()).strip(" :"), named)
            return


def _has_labels_below(heading: Line, lines: Sequence[Line]) -> bool:
    below = [
        line for line in lines if 0 < line.box.middle[1] - heading.box.middle[1] < 5 * heading.box.height
    ]
    return any(after_label(line, "Nama lengkap") is not None for line in below)
