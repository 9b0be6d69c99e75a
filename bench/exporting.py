"""How fast a table of a hundred thousand applications leaves the house, beside the plainest way to read them.

    python -m bench.exporting [--applications N]

Printed are rows a second of a bare cursor over the same columns, of the CSV and of the XLSX as the desk makes them, and
how much the process grew meanwhile. Wanted: 5,000 rows a second, and memory that does not grow with the rows. The
database is made for this run and thrown away.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
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
    from lojar.applications.seed import seed_applications
    from lojar.offices.queries import the_office

    seed_applications(applications)
    office = the_office()
    base = None
    for name, work in {"bare cursor": _plain, "CSV": _csv, "XLSX": _xlsx}.items():
        speed, grown = _timed(work, office)
        base = base or speed
        print(f"{name:12} {speed:9,.0f} rows/s  {speed / base:5.2f} of the bare cursor  grew {grown:5.0f} MB")


def _plain(office) -> int:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as asked:
        asked.execute(f"DECLARE table_of_rows CURSOR FOR {PLAIN}", [office.pk])
        count = 0
        while rows := _fetched(asked):
            count += len(rows)
        return count


def _csv(office) -> int:
    from lojar.desk.exporting import as_csv, headings

    return sum(part.count(b"\n") for part in as_csv(headings(), _rows(office, []))) - 1


def _xlsx(office) -> int:
    from lojar.desk.exporting import as_xlsx, headings

    counted: list[int] = [0]
    as_xlsx(headings(), _rows(office, counted)).close()
    return counted[0]


def _rows(office, counted: list[int]) -> Iterator[list]:
    from lojar.applications.queries.exporting import rows_to_export
    from lojar.desk.exporting import cells_of

    cells = cells_of(office)
    for number, row in enumerate(rows_to_export(office), start=1):
        counted[:] = [number]
        yield cells(row)


def _fetched(cursor) -> list[tuple]:
    cursor.execute("FETCH 2000 FROM table_of_rows")
    return cursor.fetchall()


def _timed(work: Callable[..., int], office) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    count = work(office)
    took = time.perf_counter() - began
    return count / took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    main()
