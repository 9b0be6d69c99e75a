"""Power cuts, repeats and lost answers: every message is heard once, answered once, and shown once."""

import pytest

from . import records
from .citizen import Citizen
from .running_office import RunningOffice, wait_until

pytestmark = pytest.mark.server
QUESTIONS = ["jam buka kantor?", "alamat kantor di mana?", "biayanya berapa?", "syarat ktp hilang apa saja?"]
# Seconds. A dead worker's jobs are taken over after twenty-five; a message that was on the wire when it died waits two
# minutes for a receipt before it may be sent again, and what was written to that person later waits behind it.
RECOVERY = 200.0


def test_a_worker_killed_in_a_burst_loses_and_doubles_nothing(office):
    crowd = _crowd(office, 5)
    _all_write(crowd)
    wait_until(lambda: any(citizen.look() for citizen in crowd), "the first answer")
    office.kill("work")
    _all_write(crowd)
    office.start_again("work")
    for citizen in crowd:
        _is_heard_and_answered_once(office, citizen, wrote=2 * len(QUESTIONS))


def test_a_server_killed_while_people_write_hears_them_all_afterwards(office):
    crowd = _crowd(office, 4)
    _all_write(crowd[:2])
    office.kill("serve")
    office.kill("work")
    _all_write(crowd[2:])
    office.start_again("serve")
    office.start_again("work")
    for citizen in crowd:
        _is_heard_and_answered_once(office, citizen, wrote=len(QUESTIONS))


def test_a_photo_under_way_when_the_worker_dies_is_fetched_later(office, citizen):
    siti = citizen("Siti Contoh")
    siti.writes("ktp saya hilang").hears()
    siti.presses("begin").hears()
    siti.photographs(*[""] * 2)
    office.kill("work")
    office.start_again("work")
    siti.hears()
    (number,) = siti.goes_on_to_the_receipt()
    (row,) = [row for row in records.applications(office) if row["number"] == number]
    assert [len(photos) for photos in row["photos"].values()] == [1, 1]


def test_repeated_gathered_and_turned_around_webhooks_lead_to_one_receipt(office, citizen):
    office.turns(duplicate_webhooks=True, batch_seconds=0.5, reorder=True)
    siti = citizen("Siti Contoh")
    siti.chooses("ktp", "ktp-hilang")
    siti.goes_on_to_the_receipt()
    (row,) = records.applications(office, siti.phone)
    assert row["status"] == "submitted"
    heard, _ = records.messages(office, siti.phone)
    sent = [message for message in siti.chat if message["side"] == "citizen"]
    assert sorted(message["wamid"] for message in heard) == sorted(message["id"] for message in sent)
    _is_shown_once(office, siti)


def test_an_answer_of_meta_that_is_lost_is_never_sent_blindly_again(office, citizen):
    siti = citizen("Siti Contoh")
    siti.writes("jam buka kantor?").hears()
    office.turns(lose_answers=1)
    siti.writes("biayanya berapa?").hears()
    siti.writes("alamat kantor di mana?").hears()
    _is_shown_once(office, siti)
    _, said = records.messages(office, siti.phone)
    assert [row["tries"] for row in said] == [1, 1, 1]
    # The receipt named the message by our own mark, so that nothing is left in the dark.
    assert all(row["wamid"] for row in said)


def test_what_meta_cannot_take_now_is_sent_when_it_can(office, citizen):
    siti = citizen("Siti Contoh")
    siti.writes("jam buka kantor?").hears()
    office.turns(down=True)
    siti.writes("biayanya berapa?")
    wait_until(lambda: _tries(office, siti) > 1, "a second try", seconds=RECOVERY)
    office.turns(down=False)
    siti.hears_of("gratis")
    _is_shown_once(office, siti)


def _crowd(office: RunningOffice, size: int) -> list[Citizen]:
    return [Citizen(office.standin_url, f"Warga {n} Contoh") for n in range(size)]


def _all_write(crowd: list[Citizen]) -> None:
    for question in QUESTIONS:
        for citizen in crowd:
            citizen.writes(question)


def _is_heard_and_answered_once(office: RunningOffice, citizen: Citizen, *, wrote: int) -> None:
    def all_heard() -> bool:
        heard, said = records.messages(office, citizen.phone)
        settled = all(row["state"] not in ("queued", "held") for row in said)
        return settled and len(heard) == wrote and all(row["heard"] for row in heard)

    try:
        wait_until(all_heard, f"{citizen.name} is heard: {citizen.tail()}", seconds=RECOVERY)
    except AssertionError as silence:
        raise AssertionError(
            f"{silence}; the office holds {records.messages(office, citizen.phone)}"
        ) from None
    citizen.writes("terima kasih").hears_of("Sama-sama")
    _is_shown_once(office, citizen)


def _is_shown_once(office: RunningOffice, citizen: Citizen) -> None:
    """Everything that the office knows it sent stands on the phone, and nothing stands there twice.

    A message that was on the wire when the power went is "in flight" until a receipt names it, or none has for so long
    that it may go again.
    """

    def agree() -> bool:
        _, said = records.messages(office, citizen.phone)
        in_the_dark = [row for row in said if not row["wamid"]]
        assert {row["state"] for row in in_the_dark} <= {"in_flight"}
        assert len(in_the_dark) <= 1
        shown = [message["id"] for message in citizen.chat if message["side"] == "office"]
        return sorted(row["wamid"] for row in said if row["wamid"]) == sorted(shown)

    wait_until(agree, f"the office and {citizen.name} know of the same messages: {citizen.tail()}")


def _tries(office: RunningOffice, citizen: Citizen) -> int:
    _, said = records.messages(office, citizen.phone)
    return max(row["tries"] for row in said)
