"""The officers of an office with what they read lately, and what in it somebody should ask about."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as written
from django.utils.translation import gettext_lazy

from lojar.applications.queries import worked_on
from lojar.evidence.queries import minutes_of_reading
from lojar.evidence.rules.unusual_reading import Kind, Read, Unusual, unusual_reading, usual_in_an_hour
from lojar.offices.models import Office, Officer
from lojar.offices.queries import shifts_since

LATELY = timedelta(days=7)  # what is told of
# What came before, back to here, is what is usual: nobody's burst becomes the usual itself.
WEEKS = timedelta(days=28)


WORDS = {
    Kind.FAST: gettext_lazy(
        "%(count)s permohonan dibaca dalam satu jam, sejak %(day)s pukul %(time)s. "
        "Biasanya di kantor ini %(beside)s."
    ),
    Kind.LEFT_ALONE: gettext_lazy(
        "%(count)s dari %(beside)s permohonan yang dibaca pada %(day)s tidak dipegang dan tidak diputusnya."
    ),
    Kind.AT_NIGHT: gettext_lazy(
        "%(count)s permohonan dibaca pada malam hari di luar jadwalnya, sejak %(day)s pukul %(time)s."
    ),
}
# Before there is a month to compare with.
FAST_AT_FIRST = gettext_lazy("%(count)s permohonan dibaca dalam satu jam, sejak %(day)s pukul %(time)s.")


@dataclass(frozen=True)
class Member:
    """`today`, `lately`: cases read; `for_none`: people whose photos were opened for no application, lately."""

    officer: Officer
    today: int
    lately: int
    for_none: int
    last_at: datetime | None
    warnings: tuple[str, ...] = ()


def team_of(office: Office, *, now: datetime) -> list[Member]:
    """Active officers, and those who left but read lately; by name. Four queries, however much was read."""
    officers = list(Officer.objects.filter(office=office).order_by("name", "email"))
    zone, ids = ZoneInfo(office.time_zone), [each.pk for each in officers]
    reads, begin = _reads(ids, now=now, zone=zone), now - LATELY
    usual = usual_in_an_hour([read for read in each if read.at < begin] for each in reads.values())
    shifts = shifts_since(ids, begin)
    members = []
    for officer in officers:
        lately = [read for read in reads[officer.pk] if read.at >= begin]
        if officer.is_active or lately:
            found = unusual_reading(lately, usual=usual, shifts=shifts.get(officer.pk, ()))
            members.append(_member(officer, lately, now.astimezone(zone), found))
    return members


def _reads(officer_ids: list[int], *, now: datetime, zone: ZoneInfo) -> defaultdict[int, list[Read]]:
    worked = worked_on(officer_ids, since=now - WEEKS)
    found: defaultdict[int, list[Read]] = defaultdict(list)
    for officer, about, contact, at in minutes_of_reading(officer_ids, since=now - WEEKS, zone=zone):
        found[officer].append(Read(about or f"@{contact}", at, (officer, about) in worked))
    return found


def _member(officer: Officer, lately: list[Read], now: datetime, found: list[Unusual]) -> Member:
    cases = {read.case for read in lately}
    return Member(
        officer,
        today=len({read.case for read in lately if read.at.date() == now.date()}),
        lately=len(cases),
        for_none=sum(case.startswith("@") for case in cases),
        last_at=lately[-1].at if lately else None,
        warnings=tuple(in_words(each) for each in found),
    )


def in_words(unusual: Unusual) -> str:
    """What was seen, with nothing made of it."""
    places = {
        "count": unusual.count, "beside": unusual.beside, "day": written(unusual.at, "l, j F Y"),
        "time": f"{unusual.at:%H.%M}",
    }  # fmt: skip
    words = FAST_AT_FIRST if unusual.kind is Kind.FAST and not unusual.beside else WORDS[unusual.kind]
    return str(words) % places
