"""How fast the officers' queue is at a hundred thousand applications, beside the plainest SQL that could serve it.

    python -m bench.worklist [--applications N] [--rounds N]

Printed are milliseconds (median and 95th percentile) of the plain select, of the product's query with its rows, of a
page in the middle, of the counts, of the searches, and of the whole page as the desk renders it; and their ratios.
The database is made for this run and thrown away. The allowance for a page is 50 ms.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
    with tempfile.TemporaryDirectory() as home:
        postgres = _house(Path(home))
        try:
            _measure(given.applications, given.rounds)
        finally:
            postgres.stop()


def _house(home: Path):
    """A PostgreSQL and a Django of its own; the settings read the environment when they are first loaded."""
    from lojar.lib.embedded_postgres import hold

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lojar.settings",
        "LOJAR_HOME": str(home),
        "LOJAR_SECRET_KEY": "made-up-key-for-benchmarks-made-up-key-for-benchmarks",
        "LOJAR_EVIDENCE_KEY": "bWFkZS11cC1rZXktZm9yLXRlc3RzLW1hZGUtdXAtazE=",
        "LOJAR_REQUIRE_MFA": "0",
        "LOJAR_LOG_LEVEL": "WARNING",
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    }
    os.environ.pop("LOJAR_DATABASE_URL", None)
    postgres = hold(home)
    import django

    django.setup()
    return postgres


def _measure(applications: int, rounds: int) -> None:
    from django.db import connection
    from django.test import Client

    from lojar.applications import queries
    from lojar.applications.models import Application
    from lojar.applications.seed import seed_applications
    from lojar.cli.settling import set_up
    from lojar.offices.models import Officer
    from lojar.offices.queries import the_office

    list(set_up())
    office = the_office()
    began = time.perf_counter()
    there = seed_applications(applications, office=office)
    print(f"{there} applications seeded in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

    rows = queries.worklist(office, statuses=["submitted"], limit=5000)
    middle = queries.cursor_of(rows[len(rows) // 2])
    some = Application.objects.filter(status="submitted").order_by("?")[0]
    desk = Client()
    desk.force_login(
        Officer.objects.create(email="rina@contoh.id", name="Rina", office=office),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

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
        "the whole page of the desk": lambda: _get(desk),
    }
    _print({name: _timed(work, rounds) for name, work in measured.items()})


def _get(desk) -> None:
    answer = desk.get("/desk/", follow=True)
    if answer.status_code != 200 or not answer.content:
        raise SystemExit(f"the desk answered {answer.status_code}")


def _timed(work: Callable[[], object], rounds: int) -> list[float]:
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)


def _print(results: dict[str, list[float]]) -> None:
    plain = statistics.median(next(iter(results.values())))
    for name, times in results.items():
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        print(
            f"{name:28} {middle:7.2f} ms  p95 {late:7.2f} ms  {middle / plain:6.1f} x plain"
            f"  {middle / ALLOWANCE_MS:5.2f} of the allowance"
        )


if __name__ == "__main__":
    main()
