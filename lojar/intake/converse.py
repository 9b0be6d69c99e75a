"""One turn with one person: hear what came, decide purely, do it and say it, all in one transaction."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from lojar.channels import actions as channels
from lojar.channels import outbox
from lojar.channels.messages import Buttons, Message, Text
from lojar.channels.models import Contact, InboundMessage
from lojar.channels.queries import contact_now, unheard
from lojar.channels.wake import wake_conversation
from lojar.evidence.first_look import marked_key_of
from lojar.evidence.queries import wamid_of_photo
from lojar.lib import clock

from .engine import Heard, State, Turn, after, listen
from .hearing import POLL, as_heard, photos_are_late, ready_to_hear, seconds_to_wait
from .models import Conversation
from .performing import Performance
from .phrasebook import phrasebook
from .scenery import see

log = logging.getLogger(__name__)
LOOKS_ON = timedelta(minutes=1)  # whoever wrote longer ago does not watch us type


def converse(contact_id: int) -> None:
    """Safe to run twice: what was heard is marked in the transaction that answers it."""
    contact = contact_now(Contact.objects.select_related("office").get(pk=contact_id))
    now = clock.now()
    messages = unheard(contact)
    if not messages:
        return
    wait = seconds_to_wait(messages, now)
    if wait != POLL and now - messages[-1].sent_at < LOOKS_ON:
        channels.show_typing(messages[-1])
    if wait:
        wake_conversation(contact.pk, in_seconds=wait)
        return
    if ready := ready_to_hear(messages):
        _hear(contact, ready, now)
    if photos_are_late(messages, now) and contact.with_officer_since is None:
        _tell_that_photos_are_late(contact, now)


def _tell_that_photos_are_late(contact: Contact, now: datetime) -> None:
    """So that nobody sends them again; once a day, however many wait and however often the job runs."""
    words = phrasebook()[contact.language].say("photos.late")
    outbox.post(contact, Text(words), key=f"late:{contact.pk}:{now:%Y%m%d}", now=now)


def _hear(contact: Contact, messages: Sequence[InboundMessage], now: datetime) -> None:
    """A message that nothing can be made of is put aside alone; the person's other messages go on."""
    if _is_taken_in(contact, messages, now):
        return
    if len(messages) == 1:
        _put_aside(contact, messages[0], now)
        return
    for message in messages:
        _hear(contact, [message], now)


def _is_taken_in(contact: Contact, messages: Sequence[InboundMessage], now: datetime) -> bool:
    try:
        _take_turn(contact, messages, now)
    except DatabaseError:
        raise  # the job is tried again; nothing was heard and nothing was said
    except Exception:
        log.exception("a turn failed", extra={"inbound_messages": [message.pk for message in messages]})
        return False
    return True


@transaction.atomic
def _take_turn(contact: Contact, messages: Sequence[InboundMessage], now: datetime) -> None:
    conversation = _locked_conversation(contact)
    state, heard = State.from_json(conversation.state), as_heard(messages)
    turn = listen(see(contact, photos=_photos(state, heard), now=now), state, heard)
    said, state = _perform(contact, turn, now)
    asks_that = said[-1:] == list(turn.say[-1:])
    if asks_that and turn.shows:
        said = [*said[:-1], _with_mark(said[-1], turn.shows)]
    _say(conversation, state, said, now, quotes=turn.quotes if asks_that else 0)
    channels.mark_heard(messages, now)


def _perform(contact: Contact, turn: Turn, now: datetime) -> tuple[list[Message], State]:
    """What is said and where we stand, once it is known what could be done."""
    performance = Performance(contact, now=now)
    outcomes = performance.perform(turn.commands)
    state = turn.state.renamed(performance.numbers)
    if not outcomes:
        return list(turn.say), state
    contact.refresh_from_db()
    second = after(see(contact, photos=_photos(state), now=now), state, outcomes)
    performance.perform(second.commands)
    was_refused = any(outcome.reason for outcome in outcomes)
    return [*(() if was_refused else turn.say), *second.say], second.state


def _with_mark(message: Message, photo_id: int) -> Message:
    """With the place of the trouble to see, above the words about it."""
    return replace(message, picture=marked_key_of(photo_id)) if isinstance(message, Buttons) else message


def _photos(state: State, heard: Sequence[Heard] = ()) -> list[int]:
    """That came now, or wait to be named."""
    return [each.photo.id for each in heard if each.photo] + [
        photo.id for photo in (*state.photos, *state.shelved)
    ]


def _say(
    conversation: Conversation, state: State, messages: Sequence[Message], now: datetime, *, quotes: int
) -> None:
    for at, message in enumerate(messages):
        is_last = at == len(messages) - 1
        outbox.post(
            conversation.contact,
            message,
            key=f"turn:{conversation.pk}:{conversation.turns}:{at}",
            about=state.focus,
            answers=wamid_of_photo(quotes) if quotes and is_last else "",
            now=now,
        )
    conversation.state = state.to_json()
    conversation.turns += 1
    conversation.spoke_at = now if messages else conversation.spoke_at
    conversation.save(update_fields=["state", "turns", "spoke_at"])


@transaction.atomic
def _put_aside(contact: Contact, message: InboundMessage, now: datetime) -> None:
    """The citizen hears that a person will look at it, and a person is asked to."""
    channels.note(message, "put aside: the conversation could not take it in")
    channels.mark_heard([message], now)
    channels.talk_with_officer(contact, now)
    words = phrasebook()[contact.language].say("trouble.aside")
    outbox.post(contact, Text(words), key=f"aside:{message.pk}", now=now)


def _locked_conversation(contact: Contact) -> Conversation:
    conversation, _ = Conversation.objects.select_for_update().get_or_create(contact=contact)
    conversation.contact = contact
    return conversation
