"""Who writes now is answered now; who wrote during an outage is answered once."""

from datetime import timedelta

import pytest

from lojar.channels.rules.gathering import FRESH, HANDFUL, gathering_seconds

NOW, OLD = timedelta(seconds=5), timedelta(hours=3)


@pytest.mark.parametrize(
    ("age", "with_file", "backlog", "seconds"),
    [
        (NOW, False, 0, 0),
        (NOW, True, 0, 3),
        (NOW, False, 90_000, 0),
        (OLD, False, 0, 0),
        (OLD, True, 0, 3),
        (OLD, False, HANDFUL - 1, 0),
        (FRESH, False, HANDFUL, None),
        (OLD, True, 100_000, None),
    ],
)
def test_how_long_a_conversation_waits_for_the_rest(age, with_file, backlog, seconds):
    assert gathering_seconds(age=age, with_file=with_file, backlog=backlog) == seconds
