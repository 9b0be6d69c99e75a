"""The board of what is late or stands still: its lists, and what one line of each shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lojar.applications import queries
from lojar.applications.models import Application
from lojar.applications.queries.late_and_stuck import SINCE
from lojar.applications.rules.claim import LEASE
from lojar.applications.rules.late_and_stuck import Trouble
from lojar.catalogue import queries as catalogue
from lojar.catalogue.contents import Catalogue
from lojar.catalogue.shapes import Text
from lojar.channels.models import OutboundMessage
from lojar.channels.rules.send_errors import verdict
from lojar.offices.models import Office

from .failing import NO_TELLING
from .worklist import read_cursor

PAGE = 50


@dataclass(frozen=True)
class Board:
    """A list of the board: its place in the address, and its words."""

    trouble: Trouble
    key: str
    name: Any
    advice: Any
    time_title: Any
    empty: Any


BOARDS = (
    Board(
        Trouble.LATE, "lewat", _("Janji lewat"),
        _("Dokumen yang sudah dijanjikan dan belum siap. Selesaikan lebih dulu, atau kabari warganya."),
        _("Janji selesai"), _("Tidak ada janji yang lewat."),
    ),
    Board(
        Trouble.NEAR, "dekat", _("Jatuh tempo"),
        _("Janji sampai akhir hari kerja berikutnya. Pastikan ada petugas yang mengerjakannya."),
        _("Janji selesai"), _("Tidak ada janji sampai akhir hari kerja berikutnya."),
    ),
    Board(
        Trouble.NO_RESULT, "tanpa-hasil", _("Belum ada hasil"),
        _("Disetujui tiga hari kerja lalu atau lebih, tetapi hasilnya belum dicatat."),
        _("Disetujui"), _("Semua yang disetujui sudah ada hasilnya atau masih baru."),
    ),
    Board(
        Trouble.SILENT, "diam", _("Warga diam"),
        _("Dikembalikan untuk diperbaiki; sudah tujuh hari warganya tidak menulis. Cobalah menelepon."),
        _("Terakhir menulis"), _("Tidak ada warga yang diam selama tujuh hari."),
    ),
    Board(
        Trouble.UNTOUCHED, "dipegang", _("Tidak disentuh"),
        _("Diambil petugas, lalu satu hari kerja tidak disentuh. Berkas ini bebas diambil petugas lain."),
        _("Terakhir dikerjakan"), _("Tidak ada berkas yang tertinggal di tangan petugas."),
    ),
    Board(
        Trouble.FAILED_MESSAGE, "pesan", _("Pesan gagal"),
        _("Warga belum membaca kabar ini. Di halaman Gangguan pesannya dapat dikirim lagi atau dicatat."),
        _("Ditulis"), _("Semua pesan sampai atau sedang dikirim."),
    ),
    Board(
        Trouble.LEFT_DRAFT, "draf", _("Draf tertinggal"),
        _("Mulai diisi, lalu tiga hari tidak dilanjutkan. Program mengingatkan warganya sebelum draf berakhir."),
        _("Terakhir menulis"), _("Tidak ada draf yang tertinggal."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One row: a link, about whom, what, since or until when, in whose hands."""

    id: str
    url: str
    name: str
    what: Text | str
    number: str
    at: datetime
    holder: str = ""


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    after: str  # where the next page begins; "" on the last


def board(key: str, counts: dict[Trouble, int]) -> Board:
    """The named one; without a name the first that holds something."""
    named = next((each for each in BOARDS if each.key == key), None)
    return named or next((each for each in BOARDS if counts[each.trouble]), BOARDS[0])


def page_of(office: Office, shown: Board, *, after: str, now: datetime) -> Page:
    """A fixed number of queries, however long the list is."""
    cursor = read_cursor(after)
    rows: list[Any]
    if shown.trouble is Trouble.FAILED_MESSAGE:
        rows = queries.messages_in_trouble(office, after=cursor, limit=PAGE + 1)
        lines = _of_messages(rows[:PAGE])
    else:
        rows = queries.cases_in_trouble(office, shown.trouble, after=cursor, limit=PAGE + 1, now=now)
        lines = _of_cases(rows[:PAGE], office, shown.trouble)
    if len(rows) <= PAGE:
        return Page(lines, "")
    last = rows[PAGE - 1]
    return Page(lines, f"{getattr(last, SINCE[shown.trouble]).isoformat()}~{last.pk}")


def _of_cases(rows: Iterable[Application], office: Office, trouble: Trouble) -> list[Line]:
    offered = catalogue.for_office(office)
    return [_of_case(row, trouble, offered) for row in rows]


def _of_case(row: Application, trouble: Trouble, offered: Catalogue) -> Line:
    service, at = offered.find(row.service_code), getattr(row, SINCE[trouble])
    number = "" if trouble is Trouble.LEFT_DRAFT else row.number  # leads nowhere yet
    return Line(
        f"case-{row.pk}", _address(row, trouble), row.person_name or row.contact.name,
        service.short if service else Text(row.service_code, row.service_code), number,
        at - LEASE if trouble is Trouble.UNTOUCHED else at, str(row.claimed_by or ""),
    )  # fmt: skip


def _address(row: Application, trouble: Trouble) -> str:
    """A draft is the citizen's until it is sent: officers see the conversation, not the case."""
    if trouble is Trouble.LEFT_DRAFT:
        return reverse("desk:talks_one", args=[row.contact_id])
    return reverse("desk:application", args=[row.number])


def _of_messages(rows: list[OutboundMessage]) -> list[Line]:
    sent = Application.objects.filter(number__in={row.about for row in rows}).exclude(status="draft")
    known = set(sent.values_list("number", flat=True))
    return [_of_message(row, row.about if row.about in known else "") for row in rows]


def _of_message(row: OutboundMessage, about: str) -> Line:
    case = f"{reverse('desk:application', args=[about])}?panel=percakapan" if about else ""
    return Line(
        f"message-{row.pk}", case or reverse("desk:talks_one", args=[row.contact_id]), row.contact.name,
        gettext(verdict(row.error_code).why) if row.error_code is not None else str(NO_TELLING), about, row.created_at,
    )  # fmt: skip
