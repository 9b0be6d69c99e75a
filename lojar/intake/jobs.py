"""The conversation's one job. It holds the person's lock, so that their messages are answered in order."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .converse import converse as take_turn

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=3)


@app.task(name="intake.converse", queue="talk", retry=AGAIN)
def converse(contact_id: int) -> None:
    take_turn(contact_id)
