"""What came in, what goes out, and who is at the other end."""

from django.db import models
from django.db.models import Q

from lojar.lib.sealed_fields import SealedBytesField, SealedJSONField, SealedTextField


class Contact(models.Model):
    """A person who writes to an office. A phone number is one of their identities, not the person."""

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="contacts")
    name = SealedTextField(default="", help_text="As WhatsApp's profile shows it; proves nothing.")
    language = models.CharField(max_length=5, default="id")
    first_heard_at = models.DateTimeField()
    window_opened_at = models.DateTimeField(
        null=True,
        help_text="Send time of the newest message, capped by its receipt: Meta's 24 hours run from here.",
    )
    stopped_at = models.DateTimeField(null=True, help_text="Asked for silence: only answers, no news.")
    with_officer_since = models.DateTimeField(
        null=True, help_text="An officer talks; the program keeps still."
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_from")
    unproven_since = models.DateTimeField(
        null=True,
        help_text="The number or id changed: what was filed before is shown again after a proof only.",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "with_officer_since"],
                condition=~Q(with_officer_since=None),
                name="contacts_with_officer",
            )
        ]


class AnswerLater(models.Model):
    """When somebody at the desk means to answer this person. Over once any officer has written after it was set."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="answer_later")
    due_at = models.DateTimeField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("offices.Officer", on_delete=models.SET_NULL, null=True, related_name="+")


class Identity(models.Model):
    """A phone number or WhatsApp user id under which a contact is, or was, known."""

    class Kind(models.TextChoices):
        PHONE = "phone", "Nomor telepon"
        USER_ID = "user_id", "ID pengguna WhatsApp"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    value = models.CharField(max_length=140)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "value"], condition=Q(valid_to=None), name="one_living_identity"
            )
        ]


class WebhookDelivery(models.Model):
    """The raw bytes of one POST, kept before it is answered."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu"
        PROCESSED = "processed", "Selesai"
        SET_ASIDE = "set_aside", "Disisihkan"

    body = SealedBytesField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(
        db_default=0, help_text="How often a reader began it alone; one that kills its reader ends."
    )
    updates = models.PositiveIntegerField(null=True, help_text="How many updates it held, once it was read.")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="deliveries_waiting"),
            models.Index(fields=["-id"], condition=Q(state="set_aside"), name="deliveries_set_aside"),
        ]


class LedgerSlip(models.Model):
    """So many of one thing came into the books, or left them. Written by the database itself (triggers in the
    migrations) or beside the change that it counts; only ever added, so that writers never wait for one another."""

    what = models.CharField(max_length=32)
    on = models.DateField()
    count = models.IntegerField()


class LedgerSum(models.Model):
    """The slips of a day, added up."""

    what = models.CharField(max_length=32)
    on = models.DateField()
    count = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "on"], name="one_sum_a_day")]


class LinePace(models.Model):
    """When the next message of an office's number may leave, and how Meta answers: one row that all workers ask."""

    office = models.OneToOneField("offices.Office", on_delete=models.CASCADE, related_name="+")
    free_at = models.DateTimeField()
    failures = models.PositiveIntegerField(
        db_default=0, help_text="In a row, because Meta was not reached or was out of order."
    )
    failing_since = models.DateTimeField(null=True)
    probed_at = models.DateTimeField(null=True, help_text="When one message last tried for all.")


class RefusedWebhook(models.Model):
    """How many POSTs with a wrong signature came on a day: counted, never stored."""

    on = models.DateField(primary_key=True)
    count = models.PositiveIntegerField(default=0)


class InboundMessage(models.Model):
    """One message of one person, once, whatever Meta repeats."""

    class Media(models.TextChoices):
        NONE = "none", "Tanpa berkas"
        WAITING = "waiting", "Sedang diambil"
        KEPT = "kept", "Tersimpan"
        QUARANTINED = "quarantined", "Dikarantina"
        LOST = "lost", "Tidak dapat diambil"

    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="inbound")
    delivery = models.ForeignKey(
        WebhookDelivery, on_delete=models.SET_NULL, null=True, related_name="messages"
    )
    phone_number_id = models.CharField(max_length=40)
    wamid = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=24, help_text="Meta's type, normalised: text, image, button, list, ..."
    )
    text = SealedTextField(default="", help_text="Body, caption or title of the choice, cleaned.")
    choice = models.CharField(max_length=256, blank=True, help_text="Id of the pressed button or list row.")
    answers_wamid = models.CharField(max_length=200, blank=True)
    details = SealedJSONField(null=True, help_text="The message object as Meta sent it, cleaned of NUL.")
    forwarded = models.BooleanField(default=False)
    media_state = models.CharField(max_length=12, choices=Media.choices, default=Media.NONE)
    media_tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(help_text="Meta's timestamp, or receipt where that was nonsense.")
    received_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, help_text="When the conversation took it in.")
    note = models.CharField(max_length=300, blank=True, help_text="Why it was silent, revoked or set aside.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phone_number_id", "wamid"], name="a_message_once")]
        indexes = [
            models.Index(fields=["contact", "sent_at", "id"], name="inbound_of_contact"),
            models.Index(fields=["contact", "sent_at"], condition=Q(heard_at=None), name="inbound_unheard"),
            models.Index(fields=["id"], condition=Q(media_state="waiting"), name="inbound_media_waiting"),
        ]


class OutboundMessage(models.Model):
    """One message to one person; its state only moves forward."""

    class State(models.TextChoices):
        QUEUED = "queued", "Antre"
        HELD = "held", "Menunggu warga menulis"
        IN_FLIGHT = "in_flight", "Sedang dikirim"
        SENT = "sent", "Terkirim"
        DELIVERED = "delivered", "Sampai"
        READ = "read", "Dibaca"
        FAILED = "failed", "Gagal"
        EXPIRED = "expired", "Kedaluwarsa"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="outbound")
    key = models.CharField(
        max_length=120, unique=True, help_text="Says what it answers; makes repeats harmless."
    )
    body = SealedJSONField(help_text="The typed message of channels.messages as JSON.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    purpose = models.CharField(max_length=16, default="reply", help_text="reply | news | officer | nudge")
    about = models.CharField(max_length=24, blank=True, help_text="Application number, where there is one.")
    written_by = models.ForeignKey("offices.Officer", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    in_flight_at = models.DateTimeField(null=True)
    wamid = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error_code = models.IntegerField(null=True)
    error_text = models.CharField(max_length=300, blank=True)
    pricing_category = models.CharField(max_length=40, blank=True)
    pricing_type = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["contact", "id"],
                condition=Q(state__in=["queued", "held", "in_flight"]),
                name="outbound_to_send",
            ),
            models.Index(fields=["contact", "-id"], name="outbound_of_contact"),
            models.Index(fields=["wamid"], condition=~Q(wamid=""), name="outbound_by_wamid"),
            models.Index(fields=["id"], condition=Q(state="in_flight"), name="outbound_in_flight"),
            models.Index(fields=["-id"], condition=Q(state="failed"), name="outbound_failed"),
            models.Index(fields=["delivered_at"], condition=~Q(delivered_at=None), name="outbound_delivered"),
        ]


class MessageTemplate(models.Model):
    """What Meta last said of one of our templates."""

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    status = models.CharField(max_length=24, default="UNKNOWN")
    category = models.CharField(max_length=24, blank=True)
    quality = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="one_template_a_language")]


class LineAlarm(models.Model):
    """Something about the line that a person must see: a token, a payment, a policy, a paused template."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE, null=True, related_name="alarms")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    stops_sending = models.BooleanField(default=False)
    raised_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind"],
                condition=Q(resolved_at=None),
                name="one_open_alarm_a_kind",
                nulls_distinct=False,
            )
        ]


class UploadedMedia(models.Model):
    """A file of ours that Meta keeps for 30 days, so that it is uploaded once."""

    object_key = models.CharField(max_length=200)
    phone_number_id = models.CharField(max_length=40)
    media_id = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_key", "phone_number_id"], name="uploaded_once")
        ]
