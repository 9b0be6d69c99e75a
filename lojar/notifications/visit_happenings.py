"""Gathers from the tables what a text about a visit may tell."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from lojar.catalogue import queries as catalogue
from lojar.handover.queries import what_to_bring
from lojar.handover.rules.passes import shown_code
from lojar.offices.models import Office
from lojar.offices.queries import opening_hours, protocol_at
from lojar.offices.rules.dates_in_words import (
    CLOCKS,
    clock_in_words,
    moment_in_words,
    relative_moment_in_words,
)
from lojar.visits.models import Purpose, Visit, VisitEvent
from lojar.visits.rules.pass_code import pass_code

from .qr_pass import pass_picture
from .rules import phrases
from .rules.visit_news import Kind, VisitNews

TITLES = {Kind.BOOKED: "visit_booked", Kind.CHANGED: "visit_moved", Kind.REMINDED: "visit_soon"}


def visit_happening(event: VisitEvent, language: str, *, now: datetime) -> VisitNews:
    visit, office = event.visit, event.visit.office
    with_pass = event.kind in TITLES
    about = visit.session if with_pass else event.session or visit.session
    starts_at = about.starts_at if about else None
    words = {
        "visit": str(visit.pk),
        "office": office.name,
        "address": " ".join(office.address.split()),
        "counter_phone": office.counter_phone,
        "hours": opening_hours(office).in_words(language),
        "person": visit.person_name,
        "when": _when(event, starts_at, language, now),
        "until": _clock(visit.held_until, office, language),
        "why": _why(office, starts_at) if event.kind == Kind.DISPLACED else "",
    }
    if with_pass and starts_at is not None:
        title = phrases.phrase(TITLES[Kind(event.kind)], language)
        words |= {
            "title": title,
            "code": shown_code(pass_code(visit.pass_token)),
            "bring": _bring(visit, language),
            "rules": _rules(office, starts_at, language),
        }
    return VisitNews(
        kind=event.kind,
        words=words,
        pass_key=pass_picture(visit.pass_token, page="visit") if with_pass else "",
        facts=frozenset({"prepare"} if _can_prepare(event) else ()),
        language=language,
    )


def _when(event: VisitEvent, at: datetime | None, language: str, now: datetime) -> str:
    """Of a reminder "besok pukul ..."; else the day itself, since the message may be read later."""
    if at is None:
        return ""
    zone = ZoneInfo(event.visit.office.time_zone)
    if event.kind == Kind.REMINDED:
        return relative_moment_in_words(at, now=now, zone=zone, language=language)
    return moment_in_words(at, zone=zone, language=language)


def _clock(at: datetime | None, office: Office, language: str) -> str:
    if at is None:
        return ""
    zone = ZoneInfo(office.time_zone)
    return f"{clock_in_words(at.astimezone(zone).time(), language)} {CLOCKS.get(zone.key, '')}".strip()


def _bring(visit: Visit, language: str) -> str:
    return phrases.as_list(_things(visit, language))


def _things(visit: Visit, language: str) -> Iterator[str]:
    """Whom the office sees, the proof of the reason, and the originals of what was photographed."""
    yield phrases.phrase("visit_identity", language)
    reason = catalogue.for_office(visit.office).urgent.get(visit.reason)
    if reason is not None and reason.proof is not None:
        yield reason.proof.said_in(language)
    if visit.application is None:
        return
    if visit.purpose == Purpose.PICK_UP:
        yield from (thing.label.said_in(language) for thing in what_to_bring(visit.application))
    else:
        yield phrases.phrase("visit_originals", language, number=visit.application.number)


def _rules(office: Office, at: datetime, language: str) -> str:
    """As the hall will be run then."""
    protocol = protocol_at(office, at)
    asked = protocol.asks_for if protocol else []
    return " ".join(
        phrases.phrase(f"rule_{each}", language) for each in asked if f"rule_{each}" in phrases.SAID["id"]
    )


def _why(office: Office, at: datetime | None) -> str:
    protocol = protocol_at(office, at) if at else None
    return protocol.reason if protocol else ""


def _can_prepare(event: VisitEvent) -> bool:
    booked = event.kind == Kind.BOOKED and event.visit.purpose != Purpose.PICK_UP
    return booked and event.visit.application_id is None
