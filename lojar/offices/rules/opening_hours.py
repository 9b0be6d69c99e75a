"""When an office works, so that promises count working time and news says when somebody will read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from .dates_in_words import WEEKDAYS, clock_in_words

Spans = tuple[tuple[time, time], ...]
ONE_DAY = timedelta(days=1)
# What most offices publish: Monday to Thursday until half past three, Friday until half past two.
DEFAULT_HOURS: dict[str, list[list[str]]] = {
    **{str(weekday): [["08:00", "15:30"]] for weekday in range(4)},
    "4": [["08:00", "14:30"]],
}


def read_hours(stored: Mapping[str, list[list[str]]]) -> dict[int, Spans]:
    """The hours as an office stores them: weekday 0-6 -> [["08:00", "15:30"], ...]. ValueError says what is wrong."""
    hours = {_weekday(key): tuple(_span(key, pair) for pair in pairs) for key, pairs in stored.items()}
    for weekday, spans in hours.items():
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise ValueError(f"{WEEKDAYS['en'][weekday]}: the times overlap or are out of order")
    if not any(hours.values()):
        raise ValueError("an office that never opens cannot promise anything")
    return {weekday: spans for weekday, spans in sorted(hours.items()) if spans}


@dataclass(frozen=True)
class OpeningHours:
    """Wall-clock hours in the office's zone. All counting is done in UTC, so that a change of clocks neither
    adds nor swallows working time."""

    hours: Mapping[int, Spans]
    closures: frozenset[date] = field(default_factory=frozenset)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))

    def __post_init__(self) -> None:
        if not any(self.hours.values()):
            raise ValueError("an office that never opens cannot promise anything")

    def is_open(self, at: datetime) -> bool:
        start, end = next(self._openings(at))
        return start <= at < end

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself while the office is open, else the next moment it opens."""
        return max(at, next(self._openings(at))[0]).astimezone(self.zone)

    def after_working(self, at: datetime, *, minutes: int) -> datetime:
        """The moment at which `minutes` of working time have passed since `at`."""
        left = timedelta(minutes=minutes)
        for start, end in self._openings(at):
            begin = max(start, at)
            if begin + left <= end:
                return (begin + left).astimezone(self.zone)
            left -= end - begin
        raise AssertionError("openings never run out")  # pragma: no cover

    def after_working_days(self, at: datetime, days: int) -> datetime:
        """The close of the day that is `days` working days after `at`'s own day; 0 is today, or the next one open."""
        day = at.astimezone(self.zone).date()
        if days == 0:
            return next(self._openings(at))[1].astimezone(self.zone)
        left = days
        while left:
            day += ONE_DAY
            left -= self.is_working_day(day)
        return self._spans_on(day)[-1][1].astimezone(self.zone)

    def before_working_days(self, at: datetime, days: int) -> datetime:
        """The same time of the day, `days` working days earlier."""
        local = at.astimezone(self.zone)
        day, left = local.date(), days
        while left:
            day -= ONE_DAY
            left -= self.is_working_day(day)
        return datetime.combine(day, local.time(), tzinfo=self.zone)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Whole minutes of working time between two moments; 0 where they are the wrong way round."""
        if end <= start:
            return 0
        worked = timedelta()
        for opens, closes in self._openings(start):
            if opens >= end:
                break
            worked += min(closes, end) - max(opens, start)
        return int(worked.total_seconds() // 60)

    def is_working_day(self, day: date) -> bool:
        return bool(self._spans_on(day))

    def in_words(self, language: str = "id") -> str:
        """ "Senin-Kamis 08.00-15.30, Jumat 08.00-14.30": days in a row with the same hours are told together."""
        names = WEEKDAYS["en" if language == "en" else "id"]
        told = []
        for _, run in groupby(_runs(self.hours), key=lambda each: each[0]):
            days = [weekday for _, weekday in run]
            spans = " & ".join(
                f"{clock_in_words(a, language)}-{clock_in_words(b, language)}" for a, b in self.hours[days[0]]
            )
            label = names[days[0]] if len(days) == 1 else f"{names[days[0]]}-{names[days[-1]]}"
            told.append(f"{label} {spans}")
        return ", ".join(told)

    def _openings(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every opening that is not over at `at`, in UTC, without end."""
        day = at.astimezone(self.zone).date() - ONE_DAY
        while True:
            yield from (span for span in self._spans_on(day) if span[1] > at)
            day += ONE_DAY

    def _spans_on(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closures:
            return []
        spans = ((self._moment(day, a), self._moment(day, b)) for a, b in self.hours.get(day.weekday(), ()))
        # A span inside an hour that the clocks skip is no working time.
        return [(start, end) for start, end in spans if end > start]

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)


def _runs(hours: Mapping[int, Spans]) -> Iterator[tuple[int, int]]:
    """(number of the run, weekday): a run goes on while the next day follows and has the same hours."""
    run, before = 0, -2
    for weekday in sorted(day for day, spans in hours.items() if spans):
        if weekday != before + 1 or hours[weekday] != hours[before]:
            run += 1
        yield run, weekday
        before = weekday


def _weekday(key: str) -> int:
    if key not in {"0", "1", "2", "3", "4", "5", "6"}:
        raise ValueError(f"{key!r} is not a weekday: 0 is Monday, 6 is Sunday")
    return int(key)


def _span(key: str, pair: list[str]) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(text) for text in pair)
    except (TypeError, ValueError):
        raise ValueError(f"weekday {key}: {pair!r} is not [from, to] as 08:00") from None
    if start >= end or start.tzinfo or end.tzinfo:
        raise ValueError(f"weekday {key}: {pair!r} ends before it begins")
    return start, end
