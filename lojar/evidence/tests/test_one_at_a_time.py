"""Each file is fetched by one worker, wherever it runs."""

import threading

import pytest
from django.db import connection

from lojar.evidence.one_at_a_time import only_here


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
