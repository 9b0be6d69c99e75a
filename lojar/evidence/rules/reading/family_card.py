"""Kartu keluarga: its number, its head, and the people in its rows."""

import itertools
from collections.abc import Sequence
from statistics import median

from rapidfuzz import fuzz, process

from ..lines import Line
from ..which_paper import bare
from .dates import date_in
from .found import Found, Member, Reading, found, joined
from .identity_card import sex_in
from .labels import value_of
from .numbers import looks_like_a_number, sixteen_in

LABELS: dict[str, tuple[str, ...]] = {
    "head": ("Nama Kepala Keluarga",),
    "address": ("Alamat",),
    "rt_rw": ("RT/RW", "RTRW"),
    "village": ("Desa/Kelurahan", "Kelurahan/Desa"),
    "district": ("Kecamatan",),
    "regency": ("Kabupaten/Kota",),
    "postal_code": ("Kode Pos",),
    "province": ("Provinsi",),
}
KNOWN = tuple(label for labels in LABELS.values() for label in labels)
RELATIONS = {
    "KEPALA KELUARGA": "kepala_keluarga", "SUAMI": "suami", "ISTRI": "istri", "ANAK": "anak", "MENANTU": "menantu",
    "CUCU": "cucu", "ORANG TUA": "orang_tua", "MERTUA": "mertua", "FAMILI LAIN": "famili_lain", "LAINNYA": "lainnya",
    "PEMBANTU": "pembantu",
}  # fmt: skip


SAME_NAME = 80.0  # of 100
ABOUT_AS_HIGH = 1.3


def read_family_card(lines: Sequence[Line]) -> Reading:
    fields: dict[str, Found] = {}
    rows = _rows(lines)
    top = rows[0][0].box.top if rows else float("inf")
    above = [line for line in lines if line.box.middle[1] < top]
    number = next((made for line in above if (made := sixteen_in(line)) is not None), None)
    if number is not None:
        fields["kk_number"] = number
    for name, labels in LABELS.items():
        line = value_of(above, labels, known=KNOWN)
        if line is not None:
            fields[name] = found(" ".join(line.text.split()), line)
    members = [_member(nik, row) for nik, row in rows]
    head = fields["head"].value if "head" in fields else ""
    return Reading(fields, tuple(_with_relations(members, rows, lines, head=head)))


def _rows(lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """(line with the NIK, all lines of its row), top to bottom. The numbers of the people stand in one column."""
    numbers = [line for line in lines if sixteen_in(line) is not None or looks_like_a_number(line)]
    if not numbers:
        return []
    columns = [[other for other in numbers if _same_column(line, other)] for line in numbers]
    named = [[line for line in column if _names_left(line, lines)] for column in columns]
    column = max(named, key=len)
    if not column:
        return []
    slope = _slope(column)
    ordered = sorted(column, key=lambda line: line.box.middle[1])
    height = _row_height(ordered)
    return [(nik, [line for line in lines if _in_row(nik, line, height, slope)]) for nik in ordered]


def _same_column(one: Line, other: Line) -> bool:
    return abs(one.box.middle[0] - other.box.middle[0]) < 0.35 * max(one.box.width, other.box.width)


def _names_left(nik: Line, lines: Sequence[Line]) -> bool:
    return any(_in_row(nik, line, nik.box.height, 0.0) and line.box.right < nik.box.left for line in lines)


def _slope(column: Sequence[Line]) -> float:
    """How the rows lie askew, from the numbers' own boxes."""
    return median(
        (line.box.corners[1][1] - line.box.corners[0][1])
        / max(1.0, line.box.corners[1][0] - line.box.corners[0][0])
        for line in column
    )


def _row_height(ordered: Sequence[Line]) -> float:
    return min(_steps(ordered), default=1.2 * ordered[0].box.height)


def _in_row(nik: Line, line: Line, height: float, slope: float) -> bool:
    expected = nik.box.middle[1] + slope * (line.box.middle[0] - nik.box.middle[0])
    return abs(line.box.middle[1] - expected) < 0.45 * height


def _member(nik: Line, row: Sequence[Line]) -> Member:
    fields: dict[str, Found] = {}
    number = sixteen_in(nik)
    if number is not None:
        fields["nik"] = number
    left = [
        line for line in row if line.box.right < nik.box.left + 0.1 * nik.box.width and _has_letters(line)
    ]
    if left:
        # Text that begins with its row's number had it in the same box.
        name = joined(sorted(left, key=lambda line: line.box.left))
        fields["name"] = found(name.text.lstrip("0123456789.|[ ").strip(), name)
    for line in sorted(row, key=lambda line: line.box.left):
        if line.box.left <= nik.box.left:
            continue
        sex = sex_in(line) if "sex" not in fields else None
        day = date_in(line.text) if "birth_date" not in fields else None
        if sex is not None:
            fields["sex"] = sex
        elif day is not None:
            fields["birth_date"] = found(day.isoformat(), line, weakest=min(line.sure))
    return Member(fields)


def _has_letters(line: Line) -> bool:
    return sum(sign.isalpha() for sign in line.text) >= 2


def _with_relations(
    members: list[Member], rows: Sequence[tuple[Line, list[Line]]], lines: Sequence[Line], *, head: str
) -> list[Member]:
    """The lower table says what each is to the head, in the same order. A row that was not read leaves a gap in one
    table or the other, so that rows are counted by where they stand; and the head must be the head."""
    if not rows:
        return members
    below = [line for line in lines if line.box.top > rows[-1][0].box.bottom]
    column = _relations_told(below)
    niks = [nik for nik, _ in rows]
    standing = dict(zip(_row_numbers(column, beside=niks), column, strict=True))
    numbers = _row_numbers(niks, beside=column)
    first = members[0].fields.get("name")
    if not _begins_with_the_head(standing, first.value if first else "", head):
        return members
    return [
        Member({**member.fields, "relation": found(_relation(standing[number]), standing[number])})
        if number in standing
        else member
        for number, member in zip(numbers, members, strict=True)
    ]


def _relations_told(below: Sequence[Line]) -> list[Line]:
    """From the head's own line: a card has one head, and the heading above ("dalam keluarga") looks like another."""
    told = sorted((line for line in below if _relation(line)), key=lambda line: line.box.middle[1])
    heads = [at for at, line in enumerate(told) if _relation(line) == RELATIONS["KEPALA KELUARGA"]]
    told = told[heads[-1] :] if heads else []
    return [line for line in told if abs(line.box.left - told[0].box.left) < 3 * line.box.height]


def _row_numbers(column: Sequence[Line], *, beside: Sequence[Line]) -> list[int]:
    """0 for the first, and as many more for each as rows fit in between. Rows of the two tables are about as high,
    which tells of a gap where only two rows were read."""
    if not column:
        return []
    height = max(1.0, min(min(_steps(column), default=1e9), ABOUT_AS_HIGH * min(_steps(beside), default=1e9)))
    return list(itertools.accumulate((max(1, round(step / height)) for step in _steps(column)), initial=0))


def _steps(column: Sequence[Line]) -> list[float]:
    return [b.box.middle[1] - a.box.middle[1] for a, b in itertools.pairwise(column)]


def _begins_with_the_head(standing: dict[int, Line], first: str, head: str) -> bool:
    """By the name above the table, where it was read: if the head's own row was not, all the others would be wrong."""
    if not standing or RELATIONS["KEPALA KELUARGA"] != _relation(standing[0]):
        return False
    return not (first and head) or fuzz.ratio(bare(first), bare(head)) >= SAME_NAME


def _relation(line: Line) -> str:
    names = {bare(name): key for name, key in RELATIONS.items()}
    near = process.extractOne(bare(line.text), list(names), scorer=fuzz.ratio, score_cutoff=78)
    return names[near[0]] if near else ""
