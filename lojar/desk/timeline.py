"""The case's events in an officer's words, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.applications.models import CaseEvent

from .reviewing import Review

WORDS = {
    "started": gettext_lazy("Warga memulai permohonan"),
    "answered": gettext_lazy("Warga menjawab pertanyaan"),
    "filled": gettext_lazy("Warga mengisi data"),
    "page_laid": gettext_lazy("Foto diterima: {paper}"),
    "page_taken_back": gettext_lazy("Warga menarik foto: {paper}"),
    "paper_skipped": gettext_lazy("Warga melewati: {paper}"),
    "service_changed": gettext_lazy("Warga mengganti layanan"),
    "submitted": gettext_lazy("Permohonan dikirim"),
    "resubmitted": gettext_lazy("Perbaikan dikirim"),
    "claimed": gettext_lazy("Berkas dipegang"),
    "released": gettext_lazy("Berkas dilepas"),
    "paper_accepted": gettext_lazy("Berkas diterima: {paper}"),
    "paper_returned": gettext_lazy("Berkas dikembalikan: {paper}"),
    "paper_unreviewed": gettext_lazy("Keputusan ditarik: {paper}"),
    "correction_asked": gettext_lazy("Permohonan dikembalikan untuk diperbaiki"),
    "accepted": gettext_lazy("Disetujui: lengkap dan benar"),
    "rejected": gettext_lazy("Ditolak"),
    "result_registered": gettext_lazy("Hasil dicatat: {name}"),
    "ready": gettext_lazy("Siap diambil"),
    "handed_over": gettext_lazy("Dokumen diserahkan"),
    "delivered": gettext_lazy("Dokumen dikirim lewat WhatsApp"),
    "withdrawn": gettext_lazy("Warga membatalkan permohonan"),
    "expiring": gettext_lazy("Warga diingatkan: permohonan akan kedaluwarsa"),
    "expired": gettext_lazy("Permohonan kedaluwarsa"),
    "officer_wanted": gettext_lazy("Warga meminta petugas"),
    "note_written": gettext_lazy("Catatan petugas ditulis"),
    "pdf_question_failed": gettext_lazy("Jawaban pengaman PDF belum cocok: {wrong} dari 3"),
    "pdf_question_reopened": gettext_lazy("Pertanyaan pengaman PDF dibuka lagi"),
}
TURNING = frozenset(
    {
        "submitted",
        "resubmitted",
        "correction_asked",
        "accepted",
        "rejected",
        "ready",
        "handed_over",
        "delivered",
    }
)
BY = {
    "citizen": gettext_lazy("warga"),
    "officer": gettext_lazy("petugas"),
    "program": gettext_lazy("program"),
}


@dataclass(frozen=True)
class Line:
    at: datetime
    words: str
    who: str
    detail: str
    turning: bool  # a step of the life, not a stroke of work
    count: int  # the same thing by the same person in a row


def lines_of(events: Iterable[CaseEvent], review: Review) -> list[Line]:
    labels = {paper.row.key: str(paper.label) for paper in review.papers}
    lines: list[Line] = []
    for event in events:
        line = _line(event, labels)
        before = lines[-1] if lines else None
        if before and (before.words, before.who, before.detail) == (line.words, line.who, line.detail):
            lines[-1] = Line(before.at, line.words, line.who, line.detail, line.turning, before.count + 1)
        else:
            lines.append(line)
    return lines


def _line(event: CaseEvent, labels: dict[str, str]) -> Line:
    data: dict[str, Any] = event.data or {}
    words = str(WORDS.get(event.kind, event.kind)).format_map(_Blanks(_named(data, labels)))
    who = str(event.officer) if event.officer else str(BY.get(event.by, event.by))
    return Line(event.at, words, who, _detail(data), event.kind in TURNING, 1)


def _named(data: dict[str, Any], labels: dict[str, str]) -> dict[str, str]:
    key = str(data.get("paper", data.get("paper_key", "")))
    return {
        "paper": labels.get(key, key or _("berkas")),
        "name": str(data.get("name", "")),
        "wrong": str(data.get("wrong", "")),
    }


def _detail(data: dict[str, Any]) -> str:
    return str(data.get("note") or data.get("ground") or data.get("reason") or "")


class _Blanks(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"
