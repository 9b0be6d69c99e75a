"""What an office changed in the catalogue, and every version of a service an application was made under."""

from django.conf import settings
from django.db import models


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


class ServiceVersion(models.Model):
    """A service exactly as it was when an application began; never changed afterwards."""

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=40, db_index=True)
    body = models.JSONField()
    made_at = models.DateTimeField()
