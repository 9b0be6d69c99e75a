"""How fast a table of a hundred thousand applications leaves the house, beside the plainest way to read them.

    python -m bench.exporting [--applications N]

Printed are rows a second of a bare cursor over the same columns, of the CSV and of the XLSX as the desk makes them, and how
much the process grew meanwhile. Wanted: 5,000 rows a second, and memory that does not grow with the rows. The database is
made for this run and thrown away.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.house import own_house

PLAIN = """
    SELECT number, service_code, status, submitted_at, returned_at, accepted_at, promised_at, ready_at, closed_at,
        person_name FROM applications_application WHERE office_id = %s AND submitted_at IS NOT NULL ORDER BY id
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--applications", type=int, default=100_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home, own_house(Path(home)):
        _measure(given.applications)


def _measure(applications: int) -> None:
    from django.db import connection, transaction

    from lojar.applications.queries.exporting import rows_to_export
    from lojar.applications.seed import seed_applications
    from lojar.desk.exporting import as_csv, as_xlsx, cells_of, headings
    from lojar.offices.queries import the_office

    seed_applications(applications)
    office = the_office()

    def plain() -> int:
        with transaction.atomic(), connection.cursor() as asked:
            asked.execute(f"DECLARE table_of_rows CURSOR FOR {PLAIN}", [office.pk])
            count = 0
            while rows := _fetched(asked):
                count += len(rows)
            return count

    def rows():
        return (cells_of_row(row) for row in rows_to_export(office))

    def csv() -> int:
        return sum(part.count(b"\n") for part in as_csv(headings(), rows())) - 1

    def xlsx() -> int:
        counted = 0

        def counting():
            nonlocal counted
            for row in rows():
                counted += 1
                yield row

        as_xlsx(headings(), counting()).close()
        return counted

    cells_of_row = cells_of(office)
    base = None
    for name, work in {"bare cursor": plain, "CSV": csv, "XLSX": xlsx}.items():
        speed, grown = _timed(work)
        base = base or speed
        print(f"{name:12} {speed:9,.0f} rows/s  {speed / base:5.2f} of the bare cursor  grew {grown:5.0f} MB")


def _fetched(cursor) -> list[tuple]:
    cursor.execute("FETCH 2000 FROM table_of_rows")
    return cursor.fetchall()


def _timed(work: Callable[[], int]) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    count = work()
    took = time.perf_counter() - began
    return count / took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    main()
