"""Where a conversation stands, so that silence for days changes nothing."""

from django.db import models

from lojar.lib.sealed_fields import SealedJSONField


class Conversation(models.Model):
    """The engine's state for one contact; the truth about cases stands in applications, not here."""

    contact = models.OneToOneField("channels.Contact", on_delete=models.CASCADE, related_name="conversation")
    state = SealedJSONField(default=dict)
    turns = models.PositiveIntegerField(
        default=0, help_text="Numbers the replies, so that a repeat doubles nothing."
    )
    spoke_at = models.DateTimeField(null=True)
