"""Photos of papers: kept as they came, shown as they can be read, every look recorded."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from lojar.lib.sealed_fields import SealedJSONField, SealedTextField


class Photo(models.Model):
    """One file from one person, by its content: the same picture twice is one photo."""

    class State(models.TextChoices):
        KEPT = "kept", "Tersimpan"
        QUARANTINED = "quarantined", "Dikarantina"
        PURGED = "purged", "Dihapus sesuai jadwal"

    contact = models.ForeignKey("channels.Contact", on_delete=models.PROTECT, related_name="photos")
    message = models.ForeignKey(
        "channels.InboundMessage", on_delete=models.SET_NULL, null=True, related_name="photos"
    )
    sha256 = models.BinaryField(max_length=32)
    state = models.CharField(max_length=12, choices=State.choices)
    trouble = models.CharField(max_length=40, blank=True, help_text="Why it is quarantined, as a code.")
    mime = models.CharField(max_length=60, help_text="What the bytes are, not what the sender said.")
    filename = SealedTextField(default="", help_text="Only for display, cleaned.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    object_key = models.CharField(max_length=200, help_text="The original, never altered.")
    forwarded = models.BooleanField(default=False)
    checksum_matched = models.BooleanField(null=True, help_text="Against the hash the channel announced.")
    kept_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "sha256"], name="a_photo_once_a_person")]
        indexes = [models.Index(fields=["sha256"], name="photos_by_content")]


class PhotoArrival(models.Model):
    """Which message brought which photo: the same picture sent again is the same photo of a new message."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="arrivals")
    message = models.OneToOneField(
        "channels.InboundMessage", on_delete=models.CASCADE, related_name="photo_arrival"
    )


class PhotoPage(models.Model):
    """One page to look at: an image has one, a PDF as many as it has."""

    KEYS = ("display_key", "thumb_key", "straight_key", "marked_key")  # of objects; "" where there is none

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    display_key = models.CharField(
        max_length=200, help_text="Upright JPEG without metadata, at most 2400 px."
    )
    thumb_key = models.CharField(max_length=200, help_text="JPEG, at most 320 px.")
    straight_key = models.CharField(
        max_length=200, blank=True, help_text="JPEG of the paper alone, straightened and upright, if found."
    )
    marked_key = models.CharField(
        max_length=200,
        blank=True,
        help_text="JPEG, at most 800 px, of what is hard to read, with the place marked.",
    )
    likeness = ArrayField(
        models.IntegerField(), default=list, help_text="As rules.likeness.parts_of; [] where nothing tells."
    )
    width = models.PositiveIntegerField(help_text="Pixels of the display picture.")
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "number"], name="a_page_once")]
        indexes = [GinIndex(fields=["likeness"], name="pages_by_likeness")]
        ordering = ["number"]


class Reading(models.Model):
    """What a program read on a page, with its doubt; kept apart from what people said."""

    page = models.ForeignKey(PhotoPage, on_delete=models.CASCADE, related_name="readings")
    engine = models.CharField(max_length=40, help_text="Name and version of what read it.")
    document = models.CharField(max_length=40, blank=True)
    usable = models.BooleanField(null=True)
    reasons = models.JSONField(default=list)
    found = SealedJSONField(null=True, help_text="Field -> value, confidence 0-1, place in the picture.")
    read_at = models.DateTimeField()


class PhotoView(models.Model):
    """Who looked at which photo, when and for which application (law 27/2022, article 31)."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="views")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    seen_as = models.CharField(max_length=12, help_text="thumb | display | straight | original | voice")
    about = models.CharField(max_length=24, blank=True, help_text="Application number.")
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["photo", "-seen_at"], name="views_of_photo"),
            models.Index(fields=["officer", "-seen_at"], name="views_of_officer"),
            models.Index(fields=["about", "-id"], condition=~models.Q(about=""), name="views_of_case"),
        ]
