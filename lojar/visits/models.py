"""The hall's stock: rooms, sessions, booked visits and called tickets. Only who must come, comes."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from lojar.lib.sealed_fields import SealedTextField

from .rules.life import OPEN, TAKES_A_PLACE, State


def _values(states: Iterable[State]) -> list[str]:
    """Plain and in order: a migration must not change with every run, nor import a rule."""
    return sorted(state.value for state in states)


class Room(models.Model):
    """A room with chairs, measured in centimetres."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    plan = models.JSONField(default=dict, help_text="Walls, benches and chairs as drawn, in centimetres.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_room_a_name")]


class Purpose(models.TextChoices):
    """What somebody comes for."""

    URGENT = "urgent", "Keperluan mendesak"
    PICK_UP = "pick_up", "Ambil dokumen"
    IN_PERSON = "in_person", "Layanan tatap muka"


class Session(models.Model):
    """A stretch of time at a counter with a fixed number of places. Whoever gives one away locks this row first."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, related_name="sessions")
    counter = models.CharField(max_length=40)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    service_minutes = models.PositiveSmallIntegerField(
        help_text="Of one place; places are reckoned anew by it."
    )
    closed_at = models.DateTimeField(
        null=True, help_text="Called off whole; a looser protocol does not open it."
    )

    class Meta:
        indexes = [models.Index(fields=["office", "purpose", "starts_at"], name="sessions_by_day")]
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
        DISPLACED = "displaced", "Perlu jadwal baru"
        LAPSED = "lapsed", "Tidak jadi dipilih"
        WAITING = "waiting", "Menunggu tempat"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="visits")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="visits")
    contact = models.ForeignKey(
        "channels.Contact", on_delete=models.PROTECT, null=True, related_name="visits"
    )
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, related_name="visits"
    )
    purpose = models.CharField(max_length=12, choices=Purpose.choices, help_text="As the session's.")
    reason = models.CharField(
        max_length=40, blank=True, help_text="Code of an urgent reason in the catalogue, where one is needed."
    )
    reason_note = SealedTextField(default="")
    person_name = SealedTextField(default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    held_until = models.DateTimeField(null=True)
    wanted_on = models.DateField(null=True, help_text="Waited for: a day of the office, in its own calendar.")
    party = models.PositiveSmallIntegerField(
        default=1, help_text="People of one household who come together."
    )
    pass_token = models.CharField(max_length=40, unique=True)
    admitted_by = models.ForeignKey("offices.Officer", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    booked_at = models.DateTimeField(
        null=True, help_text="The oldest booking keeps its place; moving by choice begins it anew."
    )
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["session", "state"],
                condition=Q(state__in=["held", *_values(TAKES_A_PLACE)]),
                name="visits_taking_a_place",
            ),
            models.Index(fields=["held_until"], condition=Q(state="held"), name="visits_held"),
            models.Index(
                fields=["office", "purpose", "wanted_on", "created_at"],
                condition=Q(state="waiting"),
                name="visits_in_line",
            ),
        ]
        constraints = [
            # A place belongs to a person: nobody collects places to hand them on.
            models.UniqueConstraint(
                fields=["contact", "purpose"],
                condition=Q(state__in=_values(OPEN)),
                name="one_open_visit_a_purpose",
            )
        ]


class VisitEvent(models.Model):
    """What became of a booking: its trail, and the queue of the news about it."""

    class Kind(models.TextChoices):
        OFFERED = "offered", "Ditawari tempat"
        BOOKED = "booked", "Dijadwalkan"
        CHANGED = "changed", "Pindah jadwal"
        CANCELLED = "cancelled", "Dibatalkan"
        DISPLACED = "displaced", "Tergeser"
        MISSED = "missed", "Tidak hadir"
        REMINDED = "reminded", "Diingatkan"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The one it was about; of a change the one that was left.",
    )
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True, help_text="When notifications read it.")

    class Meta:
        indexes = [
            models.Index(fields=["visit", "id"], name="events_of_visit"),
            models.Index(fields=["id"], condition=Q(announced_at=None), name="visit_events_unread"),
        ]


class Ticket(models.Model):
    """A number that is called in the hall; never a name. Of a party, one number."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu"
        CALLED = "called", "Dipanggil"
        FINISHED = "finished", "Selesai"
        GONE = "gone", "Tidak di tempat"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="tickets")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, null=True, related_name="ticket")
    on = models.DateField()
    number = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    people = models.PositiveSmallIntegerField(default=1, help_text="Who came in on this number.")
    marks = models.JSONField(default=list, help_text="Of: elderly, pregnant, disabled, infant, wheelchair.")
    answers = models.JSONField(default=dict, help_text="What the protocol asks for -> whether it was so.")
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, related_name="tickets")
    chairs = models.JSONField(default=list, help_text="Names of chairs of the room that are theirs.")
    seat = models.CharField(max_length=40, blank=True, help_text="The chairs as they were told.")
    counter = models.CharField(
        max_length=40,
        blank=True,
        help_text="Where they are called to; of a waiting one, the only one that may.",
    )
    stands_at = models.DateTimeField(help_text="The place in line: whoever stands earlier is called earlier.")
    skipped = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, help_text="Empty: waits outside.")
    called_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True, help_text="Served, or gone: nobody is inside on it.")

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "stands_at"], condition=Q(state="waiting"), name="tickets_in_line"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "on", "number"], name="one_ticket_a_number"),
            models.UniqueConstraint(
                fields=["office", "on", "counter"], condition=Q(state="called"), name="one_called_a_counter"
            ),
        ]


class TicketEvent(models.Model):
    """What became of a number in the hall. Whoever shows the hall asks by these whether anything changed."""

    class Kind(models.TextChoices):
        ISSUED = "issued", "Datang"
        LET_IN = "let_in", "Masuk"
        CALLED = "called", "Dipanggil"
        RECALLED = "recalled", "Dipanggil lagi"
        SKIPPED = "skipped", "Dilewati"
        TRANSFERRED = "transferred", "Dipindah"
        FINISHED = "finished", "Selesai"
        GONE = "gone", "Tidak di tempat"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    counter = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=20, blank=True, help_text="Of a call: why this one.")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(
        null=True, help_text="When notifications read it, of the kinds they tell."
    )

    class Meta:
        indexes = [
            models.Index(fields=["office", "at"], name="ticket_events_of_day"),
            models.Index(
                fields=["id"],
                condition=Q(announced_at=None, kind__in=["called", "issued", "let_in"]),
                name="ticket_events_unread",
            ),
        ]
