"""Who must come, when there is a place, and the pass of one visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lojar.catalogue import queries as catalogue
from lojar.handover.rules.passes import shown_code
from lojar.lib import clock
from lojar.lib.qr_drawing import drawn_qr
from lojar.offices.queries import opening_hours, protocol_at
from lojar.offices.rules.dates_in_words import clock_in_words, day_in_words
from lojar.visits.models import Session
from lojar.visits.models import Visit as Booking
from lojar.visits.queries import booked_purposes, free_by_day, mode_now, visit_of_token
from lojar.visits.rules.pass_code import pass_code
from lojar.visits.rules.urgency import URGENT, Mode, reasons_to_offer

from .page import Visit, chat_address, not_found, page, show

MOST_DAYS = 7
MODES: dict[Mode, Lazy] = {
    Mode.NORMAL: gettext_lazy(
        "Loket buka untuk semua keperluan. Hampir semuanya juga dapat diurus dari rumah."
    ),
    Mode.LIMITED: gettext_lazy("Loket buka untuk keperluan mendesak. Yang lain diurus dari rumah."),
    Mode.CLOSED: gettext_lazy("Loket sedang tutup. Yang dapat diurus dari rumah tetap dilayani."),
}
# What a pass says where it opens nothing now.
ENDED: dict[str, Lazy] = {
    "cancelled": gettext_lazy("Jadwal ini sudah dibatalkan."),
    "missed": gettext_lazy("Jadwal ini sudah lewat."),
    "served": gettext_lazy("Kunjungan ini sudah selesai."),
    "lapsed": gettext_lazy("Waktu memilih sudah lewat."),
    "held": gettext_lazy("Jadwal ini belum dipesan. Selesaikan di WhatsApp."),
    "waiting": gettext_lazy("Anda ada di daftar tunggu. Bila ada tempat kosong, kami kabari di WhatsApp."),
    "displaced": gettext_lazy("Jadwal ini tidak dapat dilayani lagi. Pilih waktu lain di WhatsApp."),
}


@dataclass(frozen=True, slots=True)
class _Reason:
    label: str
    description: str
    proof: str
    chat: str


@page
def coming(visit: Visit) -> HttpResponse:
    """Asked first whether a visit is needed at all; a time is booked in the chat, where it belongs to a person."""
    now, said = clock.now(), visit.language
    protocol = protocol_at(visit.office, now)
    days = free_by_day(visit.office, URGENT, now=now)[:MOST_DAYS]
    return show(
        visit,
        "coming",
        mode=MODES[mode_now(visit.office, now)],
        why=protocol.reason if protocol and protocol.mode != Mode.NORMAL else "",
        reasons=list(_reasons(visit)),
        is_booked=bool(booked_purposes(visit.office, now)),
        days=[(day_in_words(day.on, said), day.free) for day in days],
        hours=opening_hours(visit.office).in_words(said),
    )


@page
def visit_pass(visit: Visit, token: str) -> HttpResponse:
    """Whoever holds the address holds the pass, so it tells a time and no name."""
    booked = visit_of_token(visit.office, token)
    if booked is None:
        return not_found(visit)
    if booked.state == Booking.State.ARRIVED:
        return redirect("hall:phone", token)
    response = show(
        visit,
        "visit_pass",
        ended=ENDED.get(booked.state, ""),
        code=shown_code(pass_code(token)),
        qr=drawn_qr(visit.request.build_absolute_uri()),
        change=chat_address(visit.office, _("JADWAL")),
        times=_times(visit, booked.session),
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _times(visit: Visit, session: Session | None) -> dict[str, str]:
    if session is None:
        return {"day": "", "time": "", "counter": ""}
    zone = ZoneInfo(visit.office.time_zone)

    def at(moment: datetime) -> str:
        return clock_in_words(moment.astimezone(zone).time(), visit.language)

    day = day_in_words(session.starts_at.astimezone(zone).date(), visit.language)
    return {"day": day, "time": f"{at(session.starts_at)}–{at(session.ends_at)}", "counter": session.counter}


def _reasons(visit: Visit) -> Iterator[_Reason]:
    said = visit.language
    for reason in reasons_to_offer(catalogue.for_office(visit.office).urgent):
        label = reason.label.said_in(said)
        opening = _("Saya mau datang karena mendesak: %(reason)s") % {"reason": label}
        proof = reason.proof.said_in(said) if reason.proof else ""
        yield _Reason(label, reason.description.said_in(said), proof, chat_address(visit.office, opening))
