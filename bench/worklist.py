"""How fast the officers' queue is at a hundred thousand applications, beside the plainest SQL that could serve it, and
beside django-helpdesk.

    python -m bench.worklist [--applications N] [--rounds N]

Printed are milliseconds (median and 95th percentile) of the plain select, of the product's query with its rows, of a
page in the middle, of the counts and of the searches; and their ratios. Then of whole answers of the desk, beside the
same of django-helpdesk with as many tickets in the same PostgreSQL (`bench.worklist_peer`, where `make bench` has
installed it). The database is made for this run and thrown away. The allowance for a page is 50 ms.
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from .house import own_house
from .timing import p95, timed

ALLOWANCE_MS = 50
PLAIN = """
    SELECT id, number, service_code, status, submitted_at, person_name, claimed_by_id, claimed_until
    FROM applications_application WHERE office_id = %s AND status = 'submitted'
    ORDER BY submitted_at, id LIMIT 50
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--applications", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=60)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home, own_house(Path(home), LOJAR_REQUIRE_MFA="0") as environment:
        _measure(given.applications, given.rounds)
        if importlib.util.find_spec("helpdesk"):
            _beside_the_peer(environment, given.applications, given.rounds)


def _measure(applications: int, rounds: int) -> None:
    from django.db import connection

    from lojar.applications import queries
    from lojar.applications.models import Application
    from lojar.applications.seed import seed_applications
    from lojar.offices.queries import the_office

    office = the_office()
    began = time.perf_counter()
    there = seed_applications(applications, office=office)
    print(f"{there} applications seeded in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

    rows = queries.worklist(office, statuses=["submitted"], limit=5000)
    middle = queries.cursor_of(rows[len(rows) // 2])
    some = Application.objects.filter(status="submitted").order_by("?")[0]

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN, [office.pk])
            cursor.fetchall()

    def page(after=None) -> None:
        for row in queries.worklist(office, statuses=["submitted"], after=after, limit=50):
            _ = row.person_name, row.claimed_by

    measured = {
        "plain select of 50": plain,
        "worklist: query and rows": page,
        "worklist: from the middle": lambda: page(middle),
        "counts": lambda: queries.counts(office),
        "search: number": lambda: queries.search(office, some.number),
        "search: NIK": lambda: queries.search(office, "3510990101000001"),
        "search: common name": lambda: queries.search(office, "Sitti"),
        "search: two words": lambda: queries.search(office, "Hj. Sitti Kembiritan"),
        "search: a name nobody has": lambda: queries.search(office, "Zulaikha"),
        "search: phone": lambda: queries.search(office, "0800-0000-0001"),
    }
    _print({name: timed(work, rounds) for name, work in measured.items()})


def _beside_the_peer(environment: dict[str, str], applications: int, rounds: int) -> None:
    ours = {name: timed(work, rounds) for name, work in _answers_of_the_desk().items()}
    command = [
        sys.executable,
        "-m",
        "bench.worklist_peer",
        environment["BENCH_DSN"],
        str(applications),
        str(rounds),
    ]
    own = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    theirs = json.loads(subprocess.run(command, env=own, check=True, stdout=subprocess.PIPE).stdout)
    for name, times in ours.items():
        middle, late, peer = statistics.median(times), p95(times), statistics.median(theirs[name])
        print(
            f"{name:28} {middle:7.2f} ms  p95 {late:7.2f} ms   django-helpdesk {peer:8.2f} ms"
            f"  p95 {p95(theirs[name]):8.2f} ms   {middle / peer:5.2f} of it"
        )


def _answers_of_the_desk() -> dict[str, Callable[[], object]]:
    """Whole answers to a request, as `bench.worklist_peer` asks them of its own desk."""
    from django.test import Client

    from lojar.applications.models import Application
    from lojar.offices.models import Officer
    from lojar.offices.queries import the_office

    desk, officer = (
        Client(),
        Officer.objects.create(email="rina@contoh.example", name="Rina", office=the_office()),
    )
    desk.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    number = Application.objects.filter(status="submitted").order_by("?")[0].number
    addresses = {
        "worklist": "/desk/",
        "open a case": f"/desk/berkas/{number}/",
        "search: number": f"/desk/cari/?q={number}",
        "search: common name": "/desk/cari/?q=Siti",
        "search: a name nobody has": "/desk/cari/?q=Zulaikha",
    }
    return {name: partial(_get, desk, address) for name, address in addresses.items()}


def _get(desk: Any, address: str) -> None:
    answer = desk.get(address, follow=True)
    if answer.status_code != 200 or not answer.content:
        raise SystemExit(f"the desk answered {answer.status_code} to {address}")


def _print(results: dict[str, list[float]]) -> None:
    plain = statistics.median(next(iter(results.values())))
    for name, times in results.items():
        middle, late = statistics.median(times), p95(times)
        print(
            f"{name:28} {middle:7.2f} ms  p95 {late:7.2f} ms  {middle / plain:6.1f} x plain"
            f"  {middle / ALLOWANCE_MS:5.2f} of the allowance"
        )


if __name__ == "__main__":
    main()
