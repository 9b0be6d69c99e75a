"""Values of a paper against one another. A check that fails is a doubt, never a correction: NIKs with a wrong date or
an old region are valid for life (PP 40/2019, article 30), and who has moved keeps the number of the old home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from ..nik import doubts_about_kk, doubts_about_nik
from .found import Found, Member, Reading

SAME_PLACE = 85.0  # of 100
# A number that only these are said of is as likely right: the list of codes has gaps.
SOFT = frozenset({"unknown_region"})


@dataclass(frozen=True, slots=True)
class Regions:
    """Codes without dots, retired ones too, and their names in capitals: 35, 3510, 351001."""

    names: Mapping[str, str]

    def named(self, code: str) -> str:
        return self.names.get(code, "")

    def regencies_of(self, name: str, province: str) -> list[str]:
        """Codes of the regencies or cities that are called so."""
        wanted = _plain(name)
        return [
            code
            for code, known in self.names.items()
            if len(code) == 4
            and code.startswith(province)
            and fuzz.ratio(_plain(known), wanted) >= SAME_PLACE
        ]


def checked(reading: Reading, *, regions: Regions, today: date) -> Reading:
    """The same reading with its doubts: number against date, sex and place; members against card."""
    fields = dict(reading.fields)
    for name, prefix in (("nik", ""), ("husband_nik", "husband_"), ("wife_nik", "wife_"), ("mother_nik", "mother_"),
                         ("father_nik", "father_")):  # fmt: skip
        if name in fields:
            fields[name] = _checked_nik(fields[name], fields, prefix, regions, today)
    if "kk_number" in fields:
        fields["kk_number"] = _checked_kk(fields["kk_number"], fields, regions)
    members = tuple(_checked_member(member, fields, regions, today) for member in reading.members)
    return replace(reading, fields=fields, members=_each_once(members))


def compared(card: Reading, family: Reading) -> Reading:
    """An identity card beside its family card: the doubts of a number that one of its rows says otherwise."""
    nik, name = card.fields.get("nik"), card.fields.get("name")
    if nik is None or name is None:
        return card
    rows = [member.fields for member in family.members if "nik" in member.fields]
    if any(row["nik"].value == nik.value for row in rows):
        return card
    same = [row for row in rows if "name" in row and fuzz.ratio(row["name"].value, name.value) >= SAME_PLACE]
    if not same:
        return card
    return replace(card, fields={**card.fields, "nik": nik.in_doubt("family_card_differs")})


def _checked_nik(
    nik: Found, fields: Mapping[str, Found], prefix: str, regions: Regions, today: date
) -> Found:
    born = fields.get(f"{prefix}birth_date")
    sex = fields.get("sex") if not prefix else None
    told = {"husband_": "male", "father_": "male", "wife_": "female", "mother_": "female"}.get(prefix, "")
    found = doubts_about_nik(
        nik.value,
        known_regions=regions.names.keys(),
        today=today,
        birth_date=date.fromisoformat(born.value)
        if born and not prefix.startswith(("mother", "father"))
        else None,
        sex=sex.value if sex else told,
        kk=fields["kk_number"].value if "kk_number" in fields else "",
    )
    places = _place_doubts(nik.value, fields, regions) if not prefix else ()
    return nik.in_doubt(*(doubt.code for doubt in found), *places)


def _checked_kk(number: Found, fields: Mapping[str, Found], regions: Regions) -> Found:
    doubts = [doubt.code for doubt in doubts_about_kk(number.value, known_regions=regions.names.keys())]
    if not _is_a_day(number.value):
        doubts.append("day")
    return number.in_doubt(*doubts, *_place_doubts(number.value, fields, regions))


def _checked_member(member: Member, card: Mapping[str, Found], regions: Regions, today: date) -> Member:
    if "nik" not in member.fields:
        return member
    kk = card["kk_number"].value if "kk_number" in card else ""
    born, sex = member.fields.get("birth_date"), member.fields.get("sex")
    found = doubts_about_nik(
        member.fields["nik"].value,
        known_regions=regions.names.keys(),
        today=today,
        birth_date=date.fromisoformat(born.value) if born else None,
        sex=sex.value if sex else "",
        kk=kk,
    )
    return Member({**member.fields, "nik": member.fields["nik"].in_doubt(*(doubt.code for doubt in found))})


def _place_doubts(number: str, fields: Mapping[str, Found], regions: Regions) -> tuple[str, ...]:
    """The printed province and regency against the first digits."""
    province, regency = fields.get("province"), fields.get("regency")
    if province is not None:
        known = regions.named(number[:2])
        if known and fuzz.ratio(_plain(known), _plain(province.value)) < SAME_PLACE:
            return ("province_differs",)
    if regency is not None:
        codes = regions.regencies_of(regency.value, number[:2])
        if codes and number[:4] not in codes:
            return ("regency_differs",)
    return ()


def _is_a_day(number: str) -> bool:
    """Digits 7-12 of a family card are the day on which it was recorded."""
    try:
        date(2000 + int(number[10:12]), int(number[8:10]), int(number[6:8]))
    except ValueError:
        return False
    return True


def _each_once(members: Sequence[Member]) -> tuple[Member, ...]:
    numbers = [member.fields["nik"].value for member in members if "nik" in member.fields]
    return tuple(
        Member({**member.fields, "nik": member.fields["nik"].in_doubt("twice_on_the_card")})
        if "nik" in member.fields and numbers.count(member.fields["nik"].value) > 1
        else member
        for member in members
    )


def _plain(name: str) -> str:
    """ "KAB. BANYUWANGI" and "KABUPATEN BANYUWANGI" are one; a city of the same name is another."""
    words = name.upper().replace("KAB.", "KABUPATEN ").replace("ADM.", "").replace("ADMINISTRASI", "").split()
    return "".join(words)
