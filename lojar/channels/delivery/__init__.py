"""From the outbox to Meta: one person's messages in order, each sent once or shown as uncertain."""

from .sending import deliver, show_typing

__all__ = ["deliver", "show_typing"]
