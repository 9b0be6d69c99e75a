"""Fifty people reach for the last place at the same moment, round after round.

    python -m bench.booking [--rounds N] [--people N]

Everybody holds and books in a thread with a connection of their own, on a PostgreSQL with its ordinary durability.
Printed are, over all rounds: how many got the place (one a round is wanted), how many were told that it is full, how
many heard anything else (none is wanted); the milliseconds until the winner and the last one had their answer. Then the
same people book places of sessions with room for all, on one session and each on one of ten: bookings a second, and the
ratio of both, which is what one row's lock costs. At last four hundred people book from as many processes as an office
serves with, which is what two cores give; a thread of Python alone never uses the second one. The database is made for
this run and thrown away.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from operator import methodcaller
from pathlib import Path
from threading import Barrier
from typing import Any

from .house import own_house

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ALLOWED_MS = 2000  # until the last of fifty is told
WANTED_A_SECOND = 200
PROCESSES, THREADS, CROWDS = 2, 8, 5
CROWD = 400


@dataclass(frozen=True)
class Round:
    said: Counter[str]
    first_ms: float
    last_ms: float


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=100)
    asked.add_argument("--people", type=int, default=50)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, own_house(Path(folder)):
        return _measure(given.rounds, given.people)


def _measure(rounds: int, how_many: int) -> int:
    from lojar.offices.queries import the_office

    office = the_office()
    people = [_somebody(office, number) for number in range(how_many)]
    with ThreadPoolExecutor(how_many) as hands:
        seen = [_last_place(hands, people, _session(office, n, places=1)) for n in range(rounds)]
        is_right = _print_rounds(seen, how_many)
        one = _rate(hands, people, [_session(office, rounds, places=how_many)])
        ten = _rate(hands, people, [_session(office, rounds + n, places=how_many) for n in range(1, 11)])
    print(f"bookings a second      one session {one:.0f}   ten sessions {ten:.0f}   ratio {one / ten:.2f}")
    served = _rate_of_processes(office, first_day=rounds + 20)
    print(
        f"of {PROCESSES} processes         {served:.0f} a second   {served / WANTED_A_SECOND:.2f} of what is wanted"
    )
    return int(not is_right)


def _last_place(hands: ThreadPoolExecutor, people: Sequence[Any], session: Any) -> Round:
    from lojar.visits.models import Visit

    answers = _at_once(hands, people, lambda _: session)
    taken = Visit.objects.filter(session=session, state="booked")
    if taken.count() != session.places:
        raise SystemExit(f"{taken.count()} have the {session.places} places of a session")
    taken.update(state="served")  # the same people come in the next round
    times = [took for said, took in answers if said == "booked"]
    return Round(Counter(said for said, _ in answers), min(times) * 1000, max(t for _, t in answers) * 1000)


def _rate(hands: ThreadPoolExecutor, people: Sequence[Any], sessions: Sequence[Any]) -> float:
    """The median of ten crowds, each of whom everybody gets a place."""
    from lojar.visits.models import Visit

    rates = []
    for _ in range(10):
        answers = _at_once(hands, people, lambda number: sessions[number % len(sessions)])
        if any(said != "booked" for said, _ in answers):
            raise SystemExit(f"there was room for all, but: {Counter(said for said, _ in answers)}")
        rates.append(len(people) / max(took for _, took in answers))
        Visit.objects.filter(session__in=sessions).update(state="cancelled")
    return statistics.median(rates)


def _rate_of_processes(office: Any, *, first_day: int) -> float:
    """The median of some crowds, from the first one's beginning to the last one's end."""
    from lojar.visits.models import Visit

    people = [_somebody(office, number).pk for number in range(CROWD)]
    sessions = [_session(office, first_day + n, places=CROWD).pk for n in range(10)]
    shares = [people[n::PROCESSES] for n in range(PROCESSES)]
    rates = []
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=_wake) as processes:
        for _ in range(CROWDS + 1):
            begins_at = time.time() + 1
            spans = list(processes.map(partial(_book_all, sessions, begins_at), shares))
            rates.append(CROWD / (max(end for _, end in spans) - min(begin for begin, _ in spans)))
            Visit.objects.filter(session__in=sessions).update(state="cancelled")
    return statistics.median(rates[1:])  # the first crowd finds nothing warm


def _wake() -> None:
    import django

    django.setup()


def _book_all(sessions: Sequence[int], begins_at: float, people: Sequence[int]) -> tuple[float, float]:
    """A share of the crowd, in one process: when its first began, and its last had the answer."""
    from lojar.channels.models import Contact
    from lojar.visits.models import Session

    rows, found = Contact.objects.in_bulk(people), Session.objects.in_bulk(sessions)
    choices = [(rows[pk], found[sessions[number % len(sessions)]]) for number, pk in enumerate(people)]
    with ThreadPoolExecutor(THREADS) as hands:
        _in_every_thread(hands, methodcaller("ensure_connection"))
        time.sleep(max(0, begins_at - time.time()))
        begin = time.time()
        said = list(hands.map(lambda choice: _book(*choice), choices))
        end = time.time()
        _in_every_thread(hands, methodcaller("close"))
    if set(said) != {"booked"}:
        raise SystemExit(f"there was room for all, but: {Counter(said)}")
    return begin, end


def _in_every_thread(hands: ThreadPoolExecutor, work: Callable[[Any], None]) -> None:
    """With each thread's own connection, once: none takes a second turn while the others have not come."""
    from django.db import connection

    everybody = Barrier(THREADS)

    def once(_: int) -> None:
        work(connection)
        everybody.wait(timeout=60)

    list(hands.map(once, range(THREADS)))


def _at_once(
    hands: ThreadPoolExecutor, people: Sequence[Any], choose: Callable[[int], Any]
) -> list[tuple[str, float]]:
    """What each was told, and after how many seconds. The connections are open before the time begins."""
    from django.db import connection

    ready = Barrier(len(people))

    def reach(number: int) -> tuple[str, float]:
        connection.ensure_connection()
        ready.wait(timeout=60)
        began = time.perf_counter()
        said = _book(people[number], choose(number))
        return said, time.perf_counter() - began

    return list(hands.map(reach, range(len(people))))


def _book(person: Any, session: Any) -> str:
    from django.db import Error

    from lojar.applications.rules.lifecycle import NotAllowed
    from lojar.visits import actions

    try:
        held = actions.hold(person, session, actions.Errand(reason="sakit"), now=NOW)
        return str(actions.book(held.pass_token, now=NOW).state)
    except NotAllowed as no:
        return no.reason
    except Error as wrong:
        return type(wrong).__name__


def _print_rounds(seen: Sequence[Round], how_many: int) -> bool:
    said = sum((each.said for each in seen), Counter[str]())
    first, last = sorted(each.first_ms for each in seen), sorted(each.last_ms for each in seen)
    others = {word: number for word, number in said.items() if word not in {"booked", "full"}}
    late = last[int(len(last) * 0.95)]
    print(
        f"{len(seen)} rounds of {how_many} on one place   booked {said['booked']}   full {said['full']}   else {others}"
    )
    print(
        f"milliseconds           winner {statistics.median(first):.0f}   last one {statistics.median(last):.0f}"
        f"   p95 {late:.0f}   {late / ALLOWED_MS:.2f} of the allowance"
    )
    is_right = said == Counter(booked=len(seen), full=len(seen) * (how_many - 1))
    return is_right and late < ALLOWED_MS


def _session(office: Any, number: int, *, places: int) -> Any:
    from lojar.visits.models import Session

    starts_at = NOW + timedelta(days=1 + number)
    return Session.objects.create(
        office=office,
        counter="Loket 1",
        purpose="urgent",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        places=places,
        service_minutes=1,
    )


def _somebody(office: Any, number: int) -> Any:
    from lojar.channels.models import Contact

    return Contact.objects.create(office=office, name=f"Orang Contoh {number}", first_heard_at=NOW)


if __name__ == "__main__":
    sys.exit(main())
