"""The jobs that this room wakes, each with its lock and its key."""

from lojar.lib.jobs import nudge


def wake_conversation(contact_id: int, *, in_seconds: float = 0) -> None:
    nudge(
        "intake.converse",
        lock=f"contact:{contact_id}",
        once=f"converse:{contact_id}",
        in_seconds=in_seconds,
        contact_id=contact_id,
    )


def wake_delivery(contact_id: int) -> None:
    nudge("channels.deliver", lock=f"out:{contact_id}", once=f"deliver:{contact_id}", contact_id=contact_id)


def wake_inbox() -> None:
    nudge("channels.read_inbox", once="channels.read_inbox")


def wake_media(message_id: int) -> None:
    nudge("evidence.keep_media", once=f"media:{message_id}", message_id=message_id)
