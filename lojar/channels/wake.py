"""The jobs that this room wakes, each with its lock and its key."""

from collections.abc import Iterable

from lojar.lib.jobs import Nudge, nudge_all

from .models import InboundMessage

MOST_MEDIA = 1000  # at once; the others come at their own time
# One reader at a time. `whatsapp.group_commit` queues the same job by hand.
INBOX = Nudge("channels.read_inbox", lock="channels.read_inbox", once="channels.read_inbox")


def wake_conversation(contact_id: int, *, in_seconds: float = 0) -> None:
    wake_conversations([contact_id], in_seconds=in_seconds)


def wake_conversations(contact_ids: Iterable[int], *, in_seconds: float = 0) -> None:
    nudge_all(
        [
            Nudge("intake.converse", {"contact_id": id}, f"contact:{id}", f"converse:{id}", in_seconds)
            for id in contact_ids
        ]
    )


def wake_delivery(contact_id: int) -> None:
    wake_deliveries([contact_id])


def wake_deliveries(contact_ids: Iterable[int]) -> None:
    nudge_all(
        [Nudge("channels.deliver", {"contact_id": id}, f"out:{id}", f"deliver:{id}") for id in contact_ids]
    )


def wake_inbox() -> None:
    nudge_all([INBOX])


def wake_waiting_media(office_id: int) -> None:
    """The line works again: what was put off for minutes, because nobody knew how long it would last, is fetched now.
    Its later job finds nothing to do."""
    waiting = InboundMessage.objects.filter(office=office_id, media_state=InboundMessage.Media.WAITING)
    wake_media(*waiting.order_by("id").values_list("pk", flat=True)[:MOST_MEDIA])


def wake_media(*message_ids: int) -> None:
    nudge_all([Nudge("evidence.keep_media", {"message_id": id}, once=f"media:{id}") for id in message_ids])
