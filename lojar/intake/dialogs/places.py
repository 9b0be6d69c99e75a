"""A time to come: a day, an hour, a name. A place is held while the name is said, and booked with it."""

from collections.abc import Iterable
from datetime import date

from lojar.offices.rules.dates_in_words import clock_in_words, day_in_words
from lojar.visits.rules.life import HOLD_LASTS

from ..engine.coming import Coming, FreePlace
from ..engine.commands import BookPlace, ChangePlace, HoldPlace, Outcome, WaitForPlace
from ..engine.prompts import Choice
from ..engine.talk import Talk
from ..understand import tidy
from ..understand.coming_day import coming_day, hour_in

DAY, TIME, NAME, SURE = "visit:day", "visit:time", "visit:name", "visit:sure"
MOST_DAYS = 8  # beside the line of the full ones
LONGEST_NAME = 80
ANOTHER_TIME = frozenset({"full", "hold_expired", "session_begun", "hall_closed", "unknown_session"})


def begin(talk: Talk, purpose: str, *, reason: str = "", moves: Coming | None = None, case: str = "") -> None:
    """`moves`: the booking that is to move; `case`: the application it is about, else the one being made."""
    said = talk.state.errand.get("said", "")
    errand = {"purpose": purpose, "reason": reason, "visit": "", "name": "", "case": case, "owed": ""}
    if moves is not None:
        owed = "1" if moves.state == "displaced" else ""
        errand |= {"visit": str(moves.id), "name": moves.person, "owed": owed}
    talk.note(awaits=DAY, errand=errand, asked=(), misses=0)
    if said:
        hear_day(talk, said)  # "besok jam 9 mau ke kantor" has said when


def ask_day(talk: Talk) -> bool:
    """Days with a place; where all are full, the days to stand in line for; else what can be done without coming."""
    purpose = talk.state.errand.get("purpose", "")
    days = _days(talk, _free(talk))
    full = talk.scene.hall.full_days(purpose) if not talk.state.errand.get("visit") else ()
    if not days and not full:
        return _tell_that_there_is_none(talk)
    rows = [Choice(f"visit-day:{day.isoformat()}", _in_words(talk, day)) for day in list(days)[:MOST_DAYS]]
    if not days:
        rows = [Choice(f"visit-wait:{day.isoformat()}", _in_words(talk, day)) for day in full[:MOST_DAYS]]
    moves = bool(talk.state.errand.get("visit"))
    rows.append(talk.choice("visit-leave", "visit_keep" if moves else "visit_leave", means="deny"))
    talk.ask(talk.say("visit.day" if days else "visit.line"), *rows, button=talk.say("button.list"))
    return True


def take_day(talk: Talk, written: str) -> None:
    talk.note(awaits=TIME, errand={**talk.state.errand, "day": written})


def ask_time(talk: Talk) -> bool:
    """Once for each beginning, however many counters have it."""
    day = _day(talk)
    free = _days(talk, _free(talk)).get(day) if day else None
    if day is None or not free:
        talk.note(awaits=DAY)
        return ask_day(talk)
    rows = [Choice(f"visit-time:{place.session}", _hours(talk, place)) for place in _beginnings(free)]
    talk.ask(
        talk.say("visit.time", day=_in_words(talk, day)),
        *rows,
        talk.choice("visit-days", "visit_days"),
        button=talk.say("button.visit_times"),
    )
    return True


def take_time(talk: Talk, session: int) -> None:
    """Held for whoever comes anew; whoever has a booking moves at once."""
    errand = talk.state.errand
    place = _place(talk, session) if errand.get("purpose") else None
    if place is None:
        if errand.get("purpose"):
            talk.tell("refused.full")
        talk.note(awaits=DAY)
        return
    moved = errand.get("visit", "")
    if moved:
        talk.do(ChangePlace(int(moved), session))
        _end(talk)
        return
    name = _name(talk)
    talk.do(HoldPlace(session, errand.get("reason", ""), _case(talk), name))
    day = _in_words(talk, _on(talk, place))
    minutes = int(HOLD_LASTS.total_seconds() // 60)
    talk.tell("visit.held", day=day, hours=_hours(talk, place), minutes=minutes)
    talk.note(awaits=SURE if name else NAME, errand={**errand, "name": name})


def ask_name(talk: Talk) -> bool:
    talk.ask(talk.say("visit.name"), talk.choice("visit-days", "visit_days"), typed=True)
    return True


def hear_name(talk: Talk, text: str) -> bool:
    name = " ".join(tidy(text).split())[:LONGEST_NAME]
    if sum(letter.isalpha() for letter in name) < 2 or any(letter.isdigit() for letter in name):
        talk.tell("visit.name_again")
        return True
    talk.note(errand={**talk.state.errand, "name": name})
    book(talk)
    return True


def ask_if_sure(talk: Talk) -> bool:
    talk.ask(
        talk.say("visit.sure", name=talk.state.errand.get("name", "")),
        talk.choice("visit-book", "visit_book", means="affirm"),
        talk.choice("visit-name", "visit_name"),
        talk.choice("visit-days", "visit_days", means="deny"),
    )
    return True


def book(talk: Talk) -> None:
    """The pass and what to bring are news of the booking, not said twice."""
    held = next((v for v in talk.scene.hall.own() if v.state == "held"), None)
    if held is None:
        talk.tell("refused.hold_expired")
        talk.note(awaits=DAY if talk.state.errand.get("purpose") else "")
        return
    talk.do(BookPlace(held.id, talk.state.errand.get("name", "")))
    _end(talk)


def take_offer(talk: Talk, offered: Coming) -> None:
    talk.do(BookPlace(offered.id, offered.person))
    _end(talk)


def wait(talk: Talk, written: str) -> None:
    errand = talk.state.errand
    day = _read(written)
    if day is None or not errand.get("purpose"):
        return
    name = _name(talk)
    talk.do(WaitForPlace(errand["purpose"], written, errand.get("reason", ""), _case(talk), name))
    talk.tell("visit.waiting", day=_in_words(talk, day))
    talk.note(awaits="", errand={})


def leave(talk: Talk) -> None:
    """Without a time: what was held lapses by itself, and what is booked stays as it was."""
    moves = bool(talk.state.errand.get("visit"))
    talk.note(awaits="", errand={})
    talk.tell("visit.kept" if moves else "visit.left")


def hear_day(talk: Talk, text: str) -> bool:
    """A day in words, and with it perhaps the hour."""
    today = talk.scene.now.astimezone(talk.scene.office.zone).date()
    day = coming_day(text, today)
    if day is None:
        return False
    purpose, moves = talk.state.errand.get("purpose", ""), bool(talk.state.errand.get("visit"))
    if day not in _days(talk, _free(talk)):
        if not moves and day in talk.scene.hall.full_days(purpose):
            _offer_line(talk, day)
            return True
        talk.tell("visit.day_full", day=_in_words(talk, day))
        talk.note(awaits=DAY)
        return True
    take_day(talk, day.isoformat())
    hear_time(talk, text)
    return True


def _offer_line(talk: Talk, day: date) -> None:
    """The day that was asked for is full: stand in line for it, or take another."""
    talk.note(awaits=DAY)
    talk.ask(
        talk.say("visit.line_for", day=_in_words(talk, day)),
        talk.choice(f"visit-wait:{day.isoformat()}", "visit_wait", means="affirm"),
        talk.choice("visit-days", "visit_days", means="deny"),
    )


def hear_time(talk: Talk, text: str) -> bool:
    hour, day = hour_in(text), _day(talk)
    if hour is None or day is None:
        return False
    zone = talk.scene.office.zone
    free = _days(talk, _free(talk)).get(day, [])
    fitting = [place for place in _beginnings(free) if place.starts_at.astimezone(zone).hour == hour]
    if not fitting:
        talk.tell("visit.hour_full")
        return True
    take_time(talk, fitting[0].session)
    return True


def refused(talk: Talk, outcome: Outcome) -> None:
    """Somebody was faster, or time ran out: another time, with everything else that was said. Where no other time
    would help, the question ends."""
    if isinstance(outcome.command, HoldPlace | BookPlace | ChangePlace):
        again = outcome.reason in ANOTHER_TIME and bool(talk.state.errand.get("purpose"))
        talk.note(awaits=DAY if again else "", errand=talk.state.errand if again else {})


def _end(talk: Talk) -> None:
    talk.note(awaits="")
    talk.quiet()


def _tell_that_there_is_none(talk: Talk) -> bool:
    office = talk.scene.office
    closed = talk.scene.hall.mode() == "closed"
    talk.note(awaits="", errand={})
    talk.ask(
        talk.say("visit.closed" if closed else "visit.none", phone=office.phone or office.number),
        talk.choice("officer", "officer"),
        talk.choice("menu", "menu"),
    )
    return True


def _free(talk: Talk) -> tuple[FreePlace, ...]:
    """Whoever is owed another time goes before the line."""
    errand, hall = talk.state.errand, talk.scene.hall
    return (hall.owed if errand.get("owed") else hall.free)(errand.get("purpose", ""))


def _days(talk: Talk, free: Iterable[FreePlace]) -> dict[date, list[FreePlace]]:
    days: dict[date, list[FreePlace]] = {}
    for place in free:
        days.setdefault(_on(talk, place), []).append(place)
    return days


def _beginnings(free: Iterable[FreePlace]) -> list[FreePlace]:
    first: dict[object, FreePlace] = {}
    for place in free:
        first.setdefault(place.starts_at, place)
    return list(first.values())


def _place(talk: Talk, session: int) -> FreePlace | None:
    return next((place for place in _free(talk) if place.session == session), None)


def _on(talk: Talk, place: FreePlace) -> date:
    return place.starts_at.astimezone(talk.scene.office.zone).date()


def _day(talk: Talk) -> date | None:
    return _read(talk.state.errand.get("day", ""))


def _read(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _case(talk: Talk) -> str:
    return talk.state.errand.get("case") or (talk.case.number if talk.case else "")


def _name(talk: Talk) -> str:
    about = talk.scene.case(_case(talk))
    return talk.state.errand.get("name") or (about.person if about else "")


def _in_words(talk: Talk, day: date) -> str:
    return day_in_words(day, talk.scene.language)


def _hours(talk: Talk, place: FreePlace) -> str:
    zone, language = talk.scene.office.zone, talk.scene.language
    first, last = (at.astimezone(zone).time() for at in (place.starts_at, place.ends_at))
    return f"{clock_in_words(first, language)}–{clock_in_words(last, language)}"
