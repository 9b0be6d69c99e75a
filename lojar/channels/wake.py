"""The jobs that this room wakes, each with its lock and its key."""

from collections.abc import Iterable

from lojar.lib.jobs import Nudge, nudge_all

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


def wake_media(*message_ids: int) -> None:
    nudge_all([Nudge("evidence.keep_media", {"message_id": id}, once=f"media:{id}") for id in message_ids])
