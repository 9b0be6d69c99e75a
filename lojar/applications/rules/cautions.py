"""What an officer should look at twice in the values: soft rules of the catalogue, never a reason to refuse."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lojar.catalogue.shapes import Caution, Service, Text

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Warning:
    """`field`: key of the field it is about, "" for the whole case."""

    field: str
    code: str
    text: Text


def cautions(service: Service, filled: Mapping[str, str], *, today: date) -> Iterator[Warning]:
    for field in service.fields:
        value = filled.get(field.key, "")
        if not value:
            continue
        for caution in field.cautions:
            if _applies(caution, value, today):
                yield Warning(field.key, caution.rule, caution.text)
    yield from _late(service, filled, today)


def read_date(value: str) -> date | None:
    """2026-11-20 or 20-11-2026; None where it is no day."""
    if found := ISO.search(value):
        year, month, day = found.groups()
    elif found := LOCAL.search(value):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _applies(caution: Caution, value: str, today: date) -> bool:
    if caution.rule == "fewer_words_than":
        return len(value.split()) < caution.limit
    if caution.rule == "longer_than":
        return len(value) > caution.limit
    day = read_date(value)
    if day is None:
        return False
    age = (today - day).days
    return age > caution.limit if caution.rule == "older_than_days" else age < caution.limit


def _late(service: Service, filled: Mapping[str, str], today: date) -> Iterator[Warning]:
    """Reported after the deadline: it changes who approves, never whether."""
    deadline = service.deadline
    if deadline is None or deadline.days is None:
        return
    day = read_date(filled.get(deadline.counted_from, ""))
    if day is not None and (today - day).days > deadline.days:
        yield Warning(deadline.counted_from, "late", deadline.text)
