from datetime import UTC, datetime, timedelta

from lojar.evidence.rules.retention import AFTER_CLOSING, NEVER_USED, QUARANTINED, Use, is_due, purge_on

KEPT = datetime(2026, 11, 1, tzinfo=UTC)
CLOSED = KEPT + timedelta(days=20)


def test_a_photo_stays_while_one_of_its_applications_is_open():
    assert purge_on(KEPT, [Use(CLOSED), Use(None)]) is None
    assert not is_due(KEPT, [Use(None)], now=KEPT + timedelta(days=9999))


def test_a_photo_goes_some_time_after_its_last_application_closed():
    assert purge_on(KEPT, [Use(CLOSED), Use(KEPT)]) == CLOSED + AFTER_CLOSING
    assert is_due(KEPT, [Use(CLOSED)], now=CLOSED + AFTER_CLOSING)
    assert not is_due(KEPT, [Use(CLOSED)], now=CLOSED + AFTER_CLOSING - timedelta(seconds=1))


def test_a_photo_that_was_never_used_goes_sooner_and_a_quarantined_one_soonest():
    assert purge_on(KEPT, []) == KEPT + NEVER_USED
    assert purge_on(KEPT, [], quarantined=True) == KEPT + QUARANTINED < KEPT + NEVER_USED
