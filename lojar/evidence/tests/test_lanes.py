"""Few files at a time in one process, and each by one worker wherever it runs."""

import threading

import pytest
from django.db import connection

from lojar.evidence.lanes import Lanes, only_here


def test_no_more_than_so_many_are_inside():
    lanes = Lanes(most=2)
    assert [lanes.enter(n) for n in range(4)] == [True, True, False, False]


def test_whoever_waits_is_called_in_order_with_what_it_brought():
    lanes = Lanes(most=1)
    lanes.enter(1)
    lanes.enter(2, finding="missing")
    lanes.enter(3)
    assert lanes.leave(1) == (2, {"finding": "missing"})
    assert lanes.enter(2)
    assert lanes.leave(2) == (3, {})
    assert lanes.leave(3) is None


def test_the_same_file_is_neither_let_in_nor_put_down_twice():
    lanes = Lanes(most=1)
    assert lanes.enter(1)
    assert not lanes.enter(1)
    assert not lanes.enter(2)
    assert not lanes.enter(2)
    assert lanes.leave(1) == (2, {})
    assert lanes.leave(1) is None


def test_many_threads_never_fill_more_than_the_lanes():
    lanes, inside, most, lock = Lanes(most=3), [], [], threading.Lock()

    def go(number):
        if lanes.enter(number):
            with lock:
                inside.append(number)
                most.append(len(inside))
            with lock:
                inside.remove(number)
            lanes.leave(number)

    threads = [threading.Thread(target=go, args=(n,)) for n in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) <= 3


@pytest.mark.django_db(transaction=True)
def test_a_file_that_another_worker_has_is_left_to_it():
    found = []

    def another(message_id):
        with only_here(message_id) as is_mine:
            found.append(is_mine)
        connection.close()

    def ask(message_id):
        thread = threading.Thread(target=another, args=(message_id,))
        thread.start()
        thread.join()

    with only_here(7) as is_mine:
        assert is_mine
        ask(7)
        ask(8)
    ask(7)
    assert found == [False, True, True]
