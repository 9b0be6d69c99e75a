"""Reading of citizens' papers that somebody should ask about. A reason to ask and no verdict: each says what was seen.

Every look counts, thumbnails too; what was read for no application counts by person, so that leaving the number out
hides nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

HOUR = timedelta(hours=1)
FEWEST_IN_AN_HOUR = 20  # below it nobody is fast, however quiet the office is
TIMES_THE_USUAL = 4
FEWEST_LEFT_ALONE = 15  # cases read in a day and neither held nor decided by their reader
NIGHT_FROM, NIGHT_TO = 21, 5  # o'clock, the office's own


class Kind(StrEnum):
    FAST = "fast"
    LEFT_ALONE = "left_alone"
    AT_NIGHT = "at_night"


@dataclass(frozen=True, slots=True)
class Read:
    """One case (or person) that was looked at within one minute. `at` in the office's time zone; `worked`: the reader
    claimed, reviewed or decided it in these weeks."""

    case: str
    at: datetime
    worked: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """`at`: when it began. `beside`: what the office usually reads in an hour (FAST), all cases of that day
    (LEFT_ALONE)."""

    kind: Kind
    count: int
    at: datetime
    beside: int = 0


Shift = tuple[datetime, datetime]


def usual_in_an_hour(reads_of_officers: Iterable[Iterable[Read]]) -> int:
    """Cases in the middle one of all hours in which an officer read at all; 0 where nobody did."""
    hours: list[int] = []
    for reads in reads_of_officers:
        cases: defaultdict[datetime, set[str]] = defaultdict(set)
        for read in reads:
            cases[read.at.replace(minute=0, second=0, microsecond=0)].add(read.case)
        hours.extend(len(each) for each in cases.values())
    return round(median(hours)) if hours else 0


def unusual_reading(reads: Sequence[Read], *, usual: int, shifts: Collection[Shift]) -> list[Unusual]:
    """Of one officer, `reads` oldest first: of each kind the strongest, the latest of equals."""
    found = (
        _strongest(_fast(reads, usual)),
        _strongest(_left_alone(reads)),
        _strongest(_at_night(reads, shifts)),
    )
    return [each for each in found if each is not None]


def _strongest(found: Iterable[Unusual]) -> Unusual | None:
    return max(found, key=lambda each: (each.count, each.at), default=None)


def _fast(reads: Sequence[Read], usual: int) -> Iterator[Unusual]:
    """Any sixty minutes, not the clock's hours: a burst across the full hour is one burst."""
    inside: Counter[str] = Counter()
    first = 0
    for read in reads:
        inside[read.case] += 1
        while read.at - reads[first].at >= HOUR:
            _take_out(inside, reads[first].case)
            first += 1
        if len(inside) >= max(FEWEST_IN_AN_HOUR, TIMES_THE_USUAL * usual):
            yield Unusual(Kind.FAST, len(inside), reads[first].at, usual)


def _take_out(inside: Counter[str], case: str) -> None:
    inside[case] -= 1
    if not inside[case]:
        del inside[case]


def _left_alone(reads: Iterable[Read]) -> Iterator[Unusual]:
    days: defaultdict[date, list[Read]] = defaultdict(list)
    for read in reads:
        days[read.at.date()].append(read)
    for of_day in days.values():
        every, worked = {read.case for read in of_day}, {read.case for read in of_day if read.worked}
        alone = len(every - worked)
        if alone >= FEWEST_LEFT_ALONE and 2 * alone > len(every):
            yield Unusual(Kind.LEFT_ALONE, alone, of_day[0].at, len(every))


def _at_night(reads: Iterable[Read], shifts: Collection[Shift]) -> Iterator[Unusual]:
    """A night belongs to the day on which it began."""
    nights: defaultdict[date, list[Read]] = defaultdict(list)
    for read in reads:
        is_night = read.at.hour >= NIGHT_FROM or read.at.hour < NIGHT_TO
        if is_night and not any(start <= read.at < end for start, end in shifts):
            nights[(read.at - timedelta(hours=NIGHT_TO)).date()].append(read)
    for of_night in nights.values():
        yield Unusual(Kind.AT_NIGHT, len({read.case for read in of_night}), of_night[0].at)
