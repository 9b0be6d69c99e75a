"""The verdict over the house: what its books, its memory, its logs and its manners say. Pure."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from .books import Household, MetasBook, OfficesBook

Judged = tuple[str, bool | None, str, list[Any]]
WARM, LONG_LIFE = 30.0, 150.0
MAY_GROW_MB, MAY_GROW = 40.0, 1.25


def of_the_house(office: OfficesBook, house: Household, meta: MetasBook) -> list[Judged]:
    return [
        _nothing_unread(office),
        _set_aside_with_reason(office, meta),
        _no_job_stuck(office),
        _ledger(house),
        _memory(house.memory),
        _wrong("no personal data in a log", house.spilled, "none found"),
        _wrong("SIGTERM ends a process in time", house.would_not_stop, "always"),
        _rest(house),
    ]


def _wrong(check: str, wrong: list[Any], fine: str) -> Judged:
    return check, not wrong, f"{len(wrong)} wrong" if wrong else fine, wrong


def _nothing_unread(office: OfficesBook) -> Judged:
    waiting = [row for row in office.deliveries if row["state"] == "waiting"]
    total = sum(row["many"] for row in office.deliveries)
    return _wrong("every delivery is read", waiting, f"{total} deliveries")


def _set_aside_with_reason(office: OfficesBook, meta: MetasBook) -> Judged:
    """Only a POST in which Meta put something bad may be set aside."""
    rows = [row for row in office.deliveries if row["state"] == "set_aside"]
    many, may = sum(row["many"] for row in rows), sum(1 for each in meta.answered if each.sibling)
    wrong = [*rows, {"set aside": many, "with a bad part": may}] if many > may else []
    return _wrong("only bad parts are set aside", wrong, f"{many} set aside, {may} posts with a bad part")


def _no_job_stuck(office: OfficesBook) -> Judged:
    """A job that nobody does any more keeps its lock, and one person's chat stays silent."""
    stuck = [row for row in office.jobs if row["stuck"]]
    failed = sum(1 for row in office.jobs if row["status"] == "failed")
    return _wrong("no job is stuck", stuck, f"none; {failed} failed")


def _ledger(house: Household) -> Judged:
    if house.ledger is None:
        return "the ledger closes", None, "there is no `lojar ledger --json`", []
    closed = bool(house.ledger.get("closed"))
    late = house.ledger.get("late") or []
    said = "closed" if closed else "does not close"
    return "the ledger closes", closed, f"{said}{f', late: {late}' if late else ''}", [house.ledger]


def _memory(lives: dict[str, list[tuple[float, float]]]) -> Judged:
    grown, judged = [], 0
    for name, samples in lives.items():
        if len(samples) < 6 or samples[-1][0] - samples[0][0] < LONG_LIFE:
            continue
        judged += 1
        early, late = ends_of(samples)
        if late - early > MAY_GROW_MB and late > early * MAY_GROW:
            grown.append({"life": name, "early_mb": round(early), "late_mb": round(late)})
    if not judged:
        return "memory stays flat", None, "no process lived long enough", []
    return _wrong("memory stays flat", grown, f"{judged} long lives")


def ends_of(samples: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The usual size after the warm-up, and at the end."""
    warm = [size for at, size in samples if at - samples[0][0] >= WARM]
    third = max(1, len(warm) // 3)
    return median(warm[:third]), median(warm[-third:])


def _rest(house: Household) -> Judged:
    return "the office comes to rest", house.settled.startswith("rest"), house.settled, house.ended_alone
