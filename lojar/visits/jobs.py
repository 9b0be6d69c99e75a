"""What runs by itself: old holds are put away, who did not come is written down, free places go to the line."""

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
    actions.remind(now=now)
    actions.close_past_days(now=now)


@app.periodic(cron="* * * * *")
@app.task(name="visits.offer", queueing_lock="visits.offer")
def offer(timestamp: int = 0) -> None:
    """Nudged when a place is given back; the minute finds what a hold that ran out left."""
    now = clock.now()
    actions.offer_freed_places(now=now)
    actions.let_in_everywhere(now=now)
