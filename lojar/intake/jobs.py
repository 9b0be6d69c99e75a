"""The conversation's job, which holds the person's lock so that their messages are answered in order; and the daily
forgetting of what nobody understood."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from lojar.catalogue.sayings import forget_old
from lojar.lib import clock

from .converse import converse as take_turn

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=3)


@app.task(name="intake.converse", queue="talk", retry=AGAIN)
def converse(contact_id: int) -> None:
    take_turn(contact_id)


@app.periodic(cron="41 2 * * *")
@app.task(name="intake.forget_old_sayings", queueing_lock="intake.forget_old_sayings")
def forget_old_sayings(timestamp: int = 0) -> int:
    return forget_old(now=clock.now())
