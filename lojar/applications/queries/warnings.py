"""Everything that an officer should look at twice, gathered from the pure rules; none of it stops the citizen."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from lojar.catalogue import regions
from lojar.catalogue.shapes import Field, Service, Text
from lojar.evidence.rules.nik import Doubt, doubts_about_kk, doubts_about_nik, sixteen_digits
from lojar.lib import clock

from ..models import Application
from ..rules.cautions import Warning, cautions, read_date
from .given import filled, service_of

# NIK field -> (birth date, sex) of the same person.
ABOUT = {
    "ayah_nik": ("ayah_tanggal_lahir", ""),
    "ibu_nik": ("ibu_tanggal_lahir", ""),
    "anak_nik": ("lahir_tanggal", "anak_jk"),
}


def warnings_of(application: Application, *, now: datetime | None = None) -> list[Warning]:
    """In the order of the fields."""
    service, values = service_of(application), filled(application)
    moment = application.submitted_at or now or clock.now()
    today = moment.astimezone(ZoneInfo(application.office.time_zone)).date()
    numbers = (
        Warning(field.key, doubt.code, Text(doubt.id, doubt.en))
        for field in service.fields
        for doubt in _doubts(service, field, values, today)
    )
    order = [field.key for field in service.fields]
    found = chain(numbers, cautions(service, values, today=today))
    return sorted(
        found, key=lambda warning: order.index(warning.field) if warning.field in order else len(order)
    )


def _doubts(service: Service, field: Field, values: dict[str, str], today: date) -> Iterator[Doubt]:
    number = sixteen_digits(values.get(field.key, ""))
    if number is None:
        return
    birth, sex = ABOUT.get(field.key, ("", ""))
    birth_date = read_date(values.get(birth, ""))
    if field.kind == "nik":
        yield from doubts_about_nik(
            number,
            known_regions=_known_regions(number),
            today=today,
            birth_date=birth_date,
            sex=values.get(sex, ""),
            kk=values.get("nomor_kk", ""),
        )
    elif field.kind == "kk":
        yield from doubts_about_kk(number, known_regions=_known_regions(number), birth_date=birth_date)


def _known_regions(number: str) -> frozenset[str]:
    """The number's own district, where it is or ever was one: a NIK keeps the district of its first day."""
    return frozenset({number[:6]}) if regions.region_name(number[:6]) else frozenset()
