"""From the outbox to Meta: one person's messages in order, each sent once or shown as uncertain."""

from .releasing import release
from .sending import deliver, show_typing

__all__ = ["deliver", "release", "show_typing"]
