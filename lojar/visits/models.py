"""The hall's stock: rooms, sessions, booked visits and called tickets. Only who must come, comes."""

from django.db import models
from django.db.models import Q

from lojar.lib.sealed_fields import SealedTextField


class Room(models.Model):
    """A room with chairs, measured in centimetres."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    plan = models.JSONField(default=dict, help_text="Walls, benches and chairs as drawn, in centimetres.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_room_a_name")]


class Session(models.Model):
    """A stretch of time at a counter with a fixed number of places."""

    class Purpose(models.TextChoices):
        URGENT = "urgent", "Keperluan mendesak"
        PICK_UP = "pick_up", "Ambil dokumen"
        IN_PERSON = "in_person", "Layanan tatap muka"

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, related_name="sessions")
    counter = models.CharField(max_length=40)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "counter", "starts_at"], name="one_session_a_counter"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_start"
            ),
        ]


class Visit(models.Model):
    """One person's place in one session, with the reason why they must come."""

    class State(models.TextChoices):
        HELD = "held", "Ditahan"
        BOOKED = "booked", "Terjadwal"
        ARRIVED = "arrived", "Hadir"
        SERVED = "served", "Selesai"
        CANCELLED = "cancelled", "Dibatalkan"
        MISSED = "missed", "Tidak hadir"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="visits")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="visits")
    contact = models.ForeignKey(
        "channels.Contact", on_delete=models.PROTECT, null=True, related_name="visits"
    )
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, related_name="visits"
    )
    reason = models.CharField(max_length=40, help_text="Code of an urgent reason in the catalogue.")
    reason_note = SealedTextField(default="")
    person_name = SealedTextField(default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    held_until = models.DateTimeField(null=True)
    party = models.PositiveSmallIntegerField(
        default=1, help_text="People of one household who come together."
    )
    pass_token = models.CharField(max_length=40, unique=True)
    admitted_by = models.ForeignKey("offices.Officer", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)


class Ticket(models.Model):
    """A number that is called in the hall; never a name."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="tickets")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, null=True, related_name="ticket")
    on = models.DateField()
    number = models.CharField(max_length=8)
    seat = models.CharField(max_length=8, blank=True)
    counter = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on", "number"], name="one_ticket_a_number")]
