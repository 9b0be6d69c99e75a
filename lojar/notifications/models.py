"""An office's own words, for what the program tells and what its officers answer; and what it tells the head each
morning."""

from django.conf import settings
from django.db import models


class TextOverride(models.Model):
    """Replaces one shipped text in one language for one office."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    event = models.CharField(max_length=60)
    body = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "language", "event"], name="one_text_an_event")
        ]


class ReadyAnswer(models.Model):
    """An answer of the office's own, or one that was shipped, in other words or laid aside."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="ready_answers")
    code = models.CharField(max_length=40, help_text="Of the shipped file, or of the form that made it.")
    title = models.CharField(max_length=40)
    indonesian = models.TextField()
    english = models.TextField(blank=True, help_text="Empty: the Indonesian words are said to everybody.")
    is_offered = models.BooleanField(default=True, help_text="False: laid aside, can be taken back.")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="one_ready_answer_a_code")]


class MorningNote(models.Model):
    """How many cases were late or stood still when a working day began. Counts only: it names nobody."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="morning_notes")
    on = models.DateField(help_text="The office's own day.")
    counts = models.JSONField(
        default=dict, help_text='Trouble (applications.rules.late_and_stuck), or "avoided" -> how many.'
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="one_note_a_morning")]
