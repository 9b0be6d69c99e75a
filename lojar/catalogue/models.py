"""What an office changed in the catalogue, what it says that words mean, and every version of a service an application
was made under."""

from django.conf import settings
from django.db import models

from lojar.lib.sealed_fields import SealedTextField


class Override(models.Model):
    """An office's own wording, papers, promise or delivery for one service."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="overrides")
    service_code = models.CharField(max_length=40)
    changes = models.JSONField()
    reason = models.CharField(max_length=300)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "service_code"], name="one_override_a_service")
        ]


class Saying(models.Model):
    """Words of citizens that were not understood, without numbers and names; the office says what they mean, or lets
    them go."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="sayings")
    text = SealedTextField()
    digest = models.BinaryField(
        max_length=32, help_text="Of the words in plain spelling: heard again, they count."
    )
    likely = models.JSONField(default=list, help_text="What the program thought of, likeliest first.")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    meaning = models.CharField(max_length=60, blank=True, help_text="Empty: not decided, or let go.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "digest"], name="one_saying_each")]
        indexes = [models.Index(fields=["office", "decided_at", "-last_at"], name="sayings_of_office")]


class ServiceVersion(models.Model):
    """A service exactly as it was when an application began; never changed afterwards."""

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=40, db_index=True)
    body = models.JSONField()
    made_at = models.DateTimeField()
