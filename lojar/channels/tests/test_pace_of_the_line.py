"""Eighty messages a second over one number, both directions together, whoever sends."""

import threading
import time

import pytest
from django.db import connection

from lojar.channels.delivery import line
from lojar.channels.models import LinePace
from lojar.channels.rules.pace import LINE_EVERY, LINE_RATE
from lojar.channels.tests.line import NUMBER, make_office


def full_for(office):
    return line.look(office).full_for


@pytest.mark.django_db
def test_turns_lie_evenly_one_behind_the_other(office):
    began = time.monotonic()
    for _ in range(LINE_RATE // 4 + 1):
        line.wait_for_turn(office)
    assert time.monotonic() - began >= (LINE_RATE // 4 - 1) * LINE_EVERY.total_seconds()


@pytest.mark.django_db
def test_what_comes_in_takes_room(office):
    line.charge_inbound(office, 40)
    assert 0.3 < full_for(office) <= 40 * LINE_EVERY.total_seconds()


@pytest.mark.django_db
def test_a_flood_from_outside_never_holds_our_answers_back_for_long(office):
    for _ in range(20):
        line.charge_inbound(office, 1000)
    assert full_for(office) <= 1.0


@pytest.mark.django_db(transaction=True)
def test_many_senders_together_keep_the_rate():
    office = make_office("kantor", NUMBER)
    left: list[float] = []

    def send():
        for _ in range(10):
            line.wait_for_turn(office)
            left.append(time.monotonic())
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(left) == 80
    assert max(left) - min(left) >= 70 * LINE_EVERY.total_seconds()
    assert LinePace.objects.count() == 1
