"""A table of applications as it leaves the house: CSV row by row, XLSX from a file that is written row by row."""

import csv
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from lojar.applications.models import Application
from lojar.catalogue import for_office
from lojar.offices.models import Office

from . import words_for

Cell = str | datetime | None
# Excel takes such a cell for a formula, wherever its text came from; a quote in front makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = ";"  # where a comma is the decimal mark, Excel opens such a file in columns
ROWS_OF_A_SHEET = 1_000_000  # Excel ends a little later, and the library would let the rest go without a word
PART = 500  # rows that are sent at once
WIDTHS = (20, 34, 22, 28, 18, 18, 18, 18, 18, 18, 24)


def headings() -> list[str]:
    return [
        _("Nomor"), _("Layanan"), _("Keadaan"), _("Nama"), _("Masuk"), _("Dikembalikan"), _("Disetujui"),
        _("Janji selesai"), _("Siap"), _("Selesai"), _("Petugas"),
    ]  # fmt: skip


def cells_of(office: Office) -> Callable[[Application], list[Cell]]:
    """Times in the office's own clock. No NIK, no KK, no number of a telephone: a table is read by many."""
    offered, zone = for_office(office), ZoneInfo(office.time_zone)
    services = {code: service.short.id for code, service in offered.services.items()}
    states = {state: str(word) for state, word in words_for.STATUSES.items()}

    def at(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone).replace(tzinfo=None) if moment else None

    def cells(row: Application) -> list[Cell]:
        return [
            row.number, services.get(row.service_code, row.service_code), states[row.status],
            harmless(row.person_name), at(row.submitted_at), at(row.returned_at), at(row.accepted_at),
            at(row.promised_at), at(row.ready_at), at(row.closed_at),
            harmless(str(row.claimed_by or "")),
        ]  # fmt: skip

    return cells


def harmless(text: str) -> str:
    flat = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"'{flat}" if flat.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else flat


class _Line:
    """What the csv module writes to; it keeps nothing."""

    def write(self, line: str) -> str:
        return line


def as_csv(heading: Sequence[str], rows: Generator[list[Cell], None, None]) -> Iterator[bytes]:
    """UTF-8 with the mark that Excel needs."""
    writer, part = csv.writer(_Line(), delimiter=SEPARATOR), []
    part.append("\ufeff" + writer.writerow(heading))
    with closing(rows):
        for row in rows:
            part.append(writer.writerow([_written(cell) for cell in row]))
            if len(part) >= PART:
                yield "".join(part).encode()
                part = []
    yield "".join(part).encode()


def as_xlsx(heading: Sequence[str], rows: Iterator[list[Cell]]) -> IO[bytes]:
    """A file without a name, at its beginning: it is gone when it is closed. A sheet takes only so many rows; the rest
    goes on the next one."""
    import xlsxwriter

    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_date_format": "dd-mm-yyyy hh:mm",
    }  # fmt: skip
    try:
        with xlsxwriter.Workbook(file, options) as book:
            at, sheet = 0, _sheet(book, heading)
            for row in rows:
                if at == ROWS_OF_A_SHEET:
                    at, sheet = 0, _sheet(book, heading)
                at += 1
                sheet.write_row(at, 0, row)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _sheet(book: Any, heading: Sequence[str]) -> Any:
    sheet = book.add_worksheet()
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
    return sheet


def _written(cell: Cell) -> str:
    return f"{cell:%d-%m-%Y %H:%M}" if isinstance(cell, datetime) else cell or ""
