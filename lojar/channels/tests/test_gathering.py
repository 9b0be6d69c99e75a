"""Who writes is answered now; who wrote during an outage is answered once."""

import pytest

from lojar.channels.rules.gathering import HANDFUL, gathering_seconds


@pytest.mark.parametrize(
    ("with_file", "backlog", "seconds"),
    [
        (False, 0, 0),
        (True, 0, 3),
        (False, HANDFUL - 1, 0),
        (True, HANDFUL - 1, 3),
        (False, HANDFUL, None),
        (True, 100_000, None),
    ],
)
def test_how_long_a_conversation_waits_for_the_rest(with_file, backlog, seconds):
    assert gathering_seconds(with_file=with_file, backlog=backlog) == seconds
