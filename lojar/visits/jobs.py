"""What runs by itself: holds that nobody booked are put away, and who did not come is written down."""

from procrastinate.contrib.django import app

from lojar.lib import clock

from . import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="visits.sweep", queueing_lock="visits.sweep")
def sweep(timestamp: int = 0) -> None:
    """Can run twice, or not at all for a while: places are free by the clock, not by this."""
    now = clock.now()
    actions.release_expired_holds(now=now)
    actions.mark_missed(now=now)
