"""The last step: the document lies in a tray or waits behind a question, and somebody entitled takes it."""

from django.db import models

from lojar.lib.sealed_fields import SealedTextField


class Tray(models.Model):
    """A place where finished documents lie."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="trays")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_tray_a_name")]

    def __str__(self) -> str:
        return self.name


class HandOver(models.Model):
    """One application's way into the citizen's hands: by pass at the pick-up table, or as PDF behind a question."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="hand_over"
    )
    tray = models.ForeignKey(Tray, on_delete=models.PROTECT, null=True, related_name="hand_overs")
    place = models.CharField(max_length=40, blank=True, help_text="Where in the tray, e.g. A-17.")
    code = models.CharField(max_length=8, help_text="Six characters that can be read aloud.")
    pass_token = models.CharField(max_length=60, unique=True, help_text="What the QR pass carries.")
    opened_at = models.DateTimeField()
    question = models.CharField(max_length=40, blank=True, help_text="Field key the PDF question asks for.")
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True, help_text="Too many wrong answers: an officer must help.")
    answered_at = models.DateTimeField(null=True, help_text="The question was answered: the PDF may go.")
    collected_at = models.DateTimeField(null=True)
    collector = models.CharField(max_length=16, blank=True, help_text="applicant | family | proxy")
    collector_name = SealedTextField(default="")
    surrendered = models.JSONField(default=list, help_text="Originals taken in: requirement keys or names.")
    handed_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["code"], name="hand_overs_by_code")]
