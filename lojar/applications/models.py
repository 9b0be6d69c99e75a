"""An application, its papers and everything that happened to it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q

from lojar.lib.sealed_fields import SealedJSONField, SealedTextField

from .rules.lifecycle import PaperState, Status


class Bundle(models.Model):
    """Several applications asked for at once (birth: akta + KK + KIA); they share photos and answers."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey("channels.Contact", on_delete=models.PROTECT, related_name="bundles")
    package_code = models.CharField(max_length=40)
    created_at = models.DateTimeField()


class Application(models.Model):
    """One service for one person. One status, no parallel flags; a claim is a lease beside it."""

    number = models.CharField(max_length=24, unique=True)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="applications")
    contact = models.ForeignKey("channels.Contact", on_delete=models.PROTECT, related_name="applications")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, null=True, related_name="applications")
    service_code = models.CharField(max_length=40)
    service_version = models.ForeignKey(
        "catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Status], default=Status.DRAFT.value
    )

    values = SealedJSONField(default=dict, help_text="Field key -> what the citizen said, as text.")
    answers = models.JSONField(default=dict, help_text="Question key -> choice key: which papers apply.")
    person_name = SealedTextField(default="", help_text="Whom it is about, for lists.")
    name_marks = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Words of the name and the village, as name_marks.marks_of.",
    )
    nik_digest = models.BinaryField(max_length=32, null=True)
    kk_digest = models.BinaryField(max_length=32, null=True)

    claimed_by = models.ForeignKey(
        "offices.Officer", on_delete=models.SET_NULL, null=True, related_name="claims"
    )
    claimed_until = models.DateTimeField(null=True)

    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="Last change by the citizen; drafts expire by it.")
    warned_at = models.DateTimeField(
        null=True, help_text="When the citizen was told that the draft will expire."
    )
    submitted_at = models.DateTimeField(
        null=True, help_text="First time: the place in the queue, never lost."
    )
    returned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(
        null=True, help_text="Complete and correct: the promise runs from here."
    )
    promised_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reject_ground = SealedTextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["contact", "-id"], name="applications_of_contact"),
            models.Index(
                fields=["office", "status", "submitted_at", "id"],
                condition=Q(status__in=["submitted", "accepted", "ready", "returned"]),
                name="applications_open",
            ),
            models.Index(
                fields=["office", "service_code", "submitted_at", "id"],
                condition=Q(status="submitted"),
                name="applications_of_service",
            ),
            models.Index(
                fields=["office", "promised_at", "id"],
                condition=Q(status="accepted"),
                name="applications_promised",
            ),
            models.Index(
                fields=["office", "claimed_by"], condition=~Q(claimed_by=None), name="applications_claimed"
            ),
            models.Index(
                fields=["touched_at"], condition=Q(status__in=["draft", "returned"]), name="applications_idle"
            ),
            models.Index(fields=["nik_digest"], condition=~Q(nik_digest=None), name="applications_by_nik"),
            GinIndex(fields=["name_marks"], name="applications_by_name"),
            models.Index(fields=["kk_digest"], condition=~Q(kk_digest=None), name="applications_by_kk"),
        ]

    def __str__(self) -> str:
        return self.number


class Paper(models.Model):
    """One line of the checklist, with its own state: an officer returns one bad page and the rest stays."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    key = models.CharField(max_length=60, help_text="Requirement key of the service version.")
    document = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    needed = models.BooleanField(default=True, help_text="False: offered, may be skipped.")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in PaperState], default=PaperState.MISSING.value
    )
    reasons = models.JSONField(default=list, help_text="Codes of the return reasons, while returned.")
    note = SealedTextField(default="", help_text="The officer's free words, while returned.")
    decided_by = models.ForeignKey("offices.Officer", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="a_paper_once")]
        ordering = ["position"]


class PaperPage(models.Model):
    """A photo on a line of the checklist. Withdrawn pages stay on record."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="pages")
    photo = models.ForeignKey("evidence.Photo", on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField()
    laid_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "photo"], condition=Q(withdrawn_at=None), name="a_photo_once_a_paper"
            )
        ]
        ordering = ["position", "id"]


class IssuedDocument(models.Model):
    """What the office made: a number from SIAK, and a PDF, a link, or a card in a tray."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=160)
    delivery = models.CharField(max_length=10, help_text="pdf | card | pickup | message")
    number = SealedTextField(default="")
    link = models.URLField(blank=True, max_length=500)
    object_key = models.CharField(max_length=200, blank=True, help_text="The PDF, sealed.")
    filename = models.CharField(max_length=120, blank=True)
    registered_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "name"], name="a_document_once")]


class CaseNote(models.Model):
    """What officers tell each other about a case: never shown to the citizen, never sent."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()
    written_at = models.DateTimeField()
    key = models.CharField(max_length=60, help_text="Of the form: sent twice, it is one note.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "officer", "key"], name="a_note_once")]
        ordering = ["-id"]


class Mention(models.Model):
    """A colleague whom a note calls, until they have opened it."""

    note = models.ForeignKey(CaseNote, on_delete=models.CASCADE, related_name="mentions")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "officer"], name="called_once_a_note")]
        indexes = [
            models.Index(fields=["officer", "-id"], condition=Q(opened_at=None), name="mentions_unopened")
        ]


class CaseEvent(models.Model):
    """The citizen's timeline, the audit trail, the source of reports and the queue of news, at once."""

    class By(models.TextChoices):
        CITIZEN = "citizen", "Pemohon"
        OFFICER = "officer", "Petugas"
        PROGRAM = "program", "Program"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=8, choices=By.choices)
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    data = SealedJSONField(default=dict)
    announced_at = models.DateTimeField(null=True, help_text="When notifications read it; silent events too.")

    class Meta:
        indexes = [
            models.Index(fields=["application", "id"], name="events_of_application"),
            models.Index(fields=["id"], condition=Q(announced_at=None), name="events_unread"),
            # Events are only ever added, so their table lies in the order of time: a few kilobytes find a day.
            BrinIndex(fields=["at"], name="events_by_time"),
        ]


class ServiceTurn(models.Model):
    """When officers were last handed a case of a service as the next one, and how often: for its fair turn."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, related_name="+")
    service_code = models.CharField(max_length=40)
    handed = models.PositiveBigIntegerField(default=0)
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "service_code"], name="one_turn_a_service")]


class Export(models.Model):
    """A table of applications that an officer took away (law 27/2022, article 31: processing is recorded)."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="exports")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=4, help_text="csv | xlsx")
    asked = models.JSONField(default=dict, help_text="What the list was narrowed by.")
    rows = models.PositiveIntegerField(default=0)
    is_whole = models.BooleanField(default=False, help_text="False: under way, or broken off.")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["office", "-made_at"], name="exports_of_office")]
