"""A shift becomes sessions with places; fewer places displace the newest first."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lojar.visits.rules.displacing import Booking, displaced, places_when_shortened
from lojar.visits.rules.slots import Protocol, Shift, Slot, mode_of, places_in, sessions_of, share
from lojar.visits.rules.urgency import Mode

JAKARTA = ZoneInfo("Asia/Jakarta")


def at(hour, minute=0):
    return datetime(2026, 11, 24, hour, minute, tzinfo=JAKARTA)


def told(slots):
    return [
        (f"{s.starts_at.astimezone(JAKARTA):%H:%M}", f"{s.ends_at.astimezone(JAKARTA):%H:%M}", s.places)
        for s in slots
    ]


def limited(capacity, since=None):
    return Protocol(since or at(0), Mode.LIMITED, capacity)


def closed(since):
    return Protocol(since, Mode.CLOSED)


# A shift


def test_an_hour_has_as_many_places_as_services_fit_into_it():
    assert told(sessions_of(Shift(at(8), at(10)), service_minutes=15)) == [
        ("08:00", "09:00", 4), ("09:00", "10:00", 4),
    ]  # fmt: skip


def test_a_break_parts_the_day_and_no_session_runs_through_it():
    shift = Shift(at(8), at(14), breaks=((at(11, 30), at(13)),))
    assert told(sessions_of(shift, service_minutes=20)) == [
        ("08:00", "09:00", 3), ("09:00", "10:00", 3), ("10:00", "11:00", 3), ("11:00", "11:30", 1),
        ("13:00", "14:00", 3),
    ]  # fmt: skip


def test_breaks_may_overlap_and_stick_out():
    breaks = ((at(9), at(10)), (at(7), at(8, 30)), (at(9, 30), at(10, 30)), (at(11, 30), at(15)))
    assert told(sessions_of(Shift(at(8), at(12), breaks), service_minutes=30)) == [
        ("08:30", "09:00", 1), ("10:30", "11:30", 2),
    ]  # fmt: skip


def test_a_rest_too_short_for_one_service_is_no_session():
    assert told(sessions_of(Shift(at(8), at(9, 10)), service_minutes=15)) == [("08:00", "09:00", 4)]


def test_a_service_longer_than_a_session_makes_the_session_as_long():
    assert told(sessions_of(Shift(at(8), at(11)), service_minutes=90)) == [
        ("08:00", "09:30", 1), ("09:30", "11:00", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "minutes"), [(8, 8, 15), (9, 8, 15), (8, 9, 0)])
def test_what_takes_no_time_is_refused(start, end, minutes):
    with pytest.raises(ValueError, match="take time"):
        sessions_of(Shift(at(start), at(end)), service_minutes=minutes)


def test_a_moment_without_a_zone_is_refused():
    bare = datetime(2026, 11, 24, 8)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="zone"):
        places_in((bare, bare + timedelta(hours=1)), 15)


def test_places_are_counted_in_time_that_passes_where_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 10, 25, 2, tzinfo=berlin), datetime(2026, 10, 25, 4, tzinfo=berlin)
    assert places_in(night, 60) == 3


# How the hall is run


def test_a_limited_hall_takes_no_more_than_may_be_inside():
    slots = sessions_of(Shift(at(8), at(10)), service_minutes=10, protocols=[limited(4)])
    assert [slot.places for slot in slots] == [4, 4]


def test_a_normal_hall_does_not_mind_its_old_limit():
    protocols = [limited(1), Protocol(at(7), Mode.NORMAL, 1)]
    assert [s.places for s in sessions_of(Shift(at(8), at(9)), service_minutes=15, protocols=protocols)] == [
        4
    ]


def test_a_closed_hall_has_no_sessions():
    assert sessions_of(Shift(at(8), at(10)), service_minutes=15, protocols=[closed(at(0))]) == ()


def test_from_the_moment_on_at_which_it_closes_nobody_is_served():
    slots = sessions_of(Shift(at(8), at(11)), service_minutes=15, protocols=[closed(at(9, 30))])
    assert told(slots) == [("08:00", "09:00", 4), ("09:00", "10:00", 2)]


def test_the_order_in_which_protocols_are_told_does_not_matter():
    protocols = [Protocol(at(10), Mode.NORMAL), closed(at(9)), limited(2, at(8))]
    expected = [("08:00", "09:00", 2), ("10:00", "11:00", 4)]
    for _ in range(5):
        random.Random(5).shuffle(protocols)
        assert told(sessions_of(Shift(at(8), at(11)), service_minutes=15, protocols=protocols)) == expected


@pytest.mark.parametrize(
    ("protocols", "mode"),
    [
        ([], Mode.NORMAL),
        ([limited(4)], Mode.LIMITED),
        ([limited(4, at(8, 30))], Mode.LIMITED),
        ([closed(at(7))], Mode.CLOSED),
        ([closed(at(8, 30))], Mode.NORMAL),
        ([limited(4, at(9))], Mode.NORMAL),
    ],
)
def test_a_session_is_run_in_the_strictest_way_of_its_time(protocols, mode):
    assert mode_of((at(8), at(9)), protocols) == mode


def test_the_counters_of_one_hall_share_its_room_in_turn():
    wanted = [Slot(at(8), at(9), 4), Slot(at(8), at(9), 4), Slot(at(8), at(9), 4)]
    assert [slot.places for slot in share(wanted, [limited(5)])] == [2, 2, 1]


def test_a_booking_goes_before_a_place_that_nobody_has_asked_for():
    wanted = [Slot(at(8), at(9), 4), Slot(at(8), at(9), 4)]
    assert [slot.places for slot in share(wanted, [limited(4)], booked=[1, 1, 1])] == [1, 3]
    assert [slot.places for slot in share(wanted, [limited(3)], booked=[1, 0, 1, 0, 0])] == [1, 2]


def test_what_another_counter_has_already_it_keeps():
    taken = [Slot(at(8, 30), at(9, 30), 3)]
    slots = sessions_of(Shift(at(8), at(10)), service_minutes=15, protocols=[limited(4)], taken=taken)
    assert told(slots) == [("08:00", "09:00", 1), ("09:00", "10:00", 1)]


def test_never_are_more_in_a_limited_hall_than_it_holds():
    drawn = random.Random(19)
    for _ in range(200):
        wanted = [_anywhere(drawn) for _ in range(drawn.randrange(1, 9))]
        capacity = drawn.randrange(9)
        slots = share(wanted, [limited(capacity)])
        for moment in {slot.starts_at for slot in slots}:
            inside = sum(s.places for s in slots if s.starts_at <= moment < s.ends_at)
            assert inside <= capacity
        assert all(got.places <= asked.places for got, asked in zip(slots, wanted, strict=True))


def _anywhere(drawn):
    start = at(8) + timedelta(minutes=drawn.randrange(0, 180, 15))
    return Slot(start, start + timedelta(minutes=drawn.choice((30, 60, 90))), drawn.randrange(7))


# Fewer places than were given


def booking(key, minute, **about):
    return Booking(key, datetime(2026, 11, 20, 3, minute, tzinfo=UTC), **about)


def test_the_oldest_bookings_keep_their_places_however_they_are_listed():
    bookings = [booking(3, 30), booking(1, 10), booking(4, 40), booking(2, 20)]
    assert displaced(bookings, places=2) == (3, 4)


def test_while_places_suffice_nobody_is_displaced():
    assert displaced([booking(1, 10), booking(2, 20)], places=2) == ()


def test_of_two_in_the_same_moment_the_first_row_stays():
    assert displaced([booking(2, 10), booking(1, 10)], places=1) == (2,)


def test_whoever_only_holds_a_place_goes_before_any_booking():
    assert displaced([booking(1, 10, is_held=True), booking(2, 20)], places=1) == (1,)


def test_nobody_who_came_is_sent_away():
    bookings = [booking(1, 10), booking(2, 20, has_come=True), booking(3, 30, has_come=True)]
    assert displaced(bookings, places=2) == (1,)
    assert displaced(bookings, places=0, mode=Mode.CLOSED) == (1,)


def test_when_the_hall_becomes_limited_whoever_need_not_come_makes_room():
    bookings = [booking(1, 10, must_come=False), booking(2, 20)]
    assert displaced(bookings, places=2, mode=Mode.LIMITED) == (1,)
    assert displaced(bookings, places=2, mode=Mode.NORMAL) == ()


def test_a_shortened_session_never_wins_places():
    assert places_when_shortened(4, (at(8), at(8, 30)), service_minutes=15) == 2
    assert places_when_shortened(1, (at(8), at(8, 30)), service_minutes=15) == 1
    assert places_when_shortened(4, (at(8), at(8)), service_minutes=15) == 0
