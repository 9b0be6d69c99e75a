"""The office, its people and its opening: what every other room of the house takes for granted."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class Office(models.Model):
    """One civil registration office with one public WhatsApp number."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=4, help_text="Opens every application number, e.g. BWI.")
    regency_code = models.CharField(max_length=4, help_text="Regency or city without dots, e.g. 3510.")
    address = models.TextField()
    map_url = models.URLField(blank=True)
    counter_phone = models.CharField(max_length=20, blank=True, help_text="Where a person can call.")
    whatsapp_display = models.CharField(max_length=20, help_text="The official number, as it is published.")
    phone_number_id = models.CharField(max_length=40, unique=True, help_text="Meta's id of that number.")
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    hours = models.JSONField(
        default=dict, help_text='Weekday 0-6 -> [["08:00", "15:30"], ...]; a missing weekday is closed.'
    )
    privacy_contact = models.CharField(max_length=160, blank=True)
    message_price = models.DecimalField(
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Rupiah a charged WhatsApp message, from Meta's rate card; unknown while empty.",
    )
    monthly_budget = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Rupiah a month for messages; an alarm is raised near it."
    )
    billing_time_zone = models.CharField(
        max_length=40, blank=True, help_text="Of the WhatsApp account, whose months are billed; empty: ours."
    )

    def __str__(self) -> str:
        return self.name


class OfficerAccounts(BaseUserManager["Officer"]):
    """Django asks a user model for this object; the verb for people is `actions.add_officer`."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Officer":
        officer = self.model(email=self.normalize_email(email).lower(), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Officer":
        return self.create_user(email, password, role=Officer.Role.ADMIN, is_superuser=True, **fields)


class Officer(AbstractBaseUser, PermissionsMixin):
    """A person who works at the desk."""

    class Role(models.TextChoices):
        CLERK = "clerk", "Petugas"
        SUPERVISOR = "supervisor", "Penyelia"
        HEAD = "head", "Kepala kantor"
        ADMIN = "admin", "Pengelola sistem"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="officers")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CLERK)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = OfficerAccounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        return self.role == self.Role.ADMIN


class Shift(models.Model):
    """When an officer works, and from where: home and office are both work."""

    class Place(models.TextChoices):
        OFFICE = "office", "Di kantor"
        HOME = "home", "Dari rumah"

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="shifts")
    place = models.CharField(max_length=8, choices=Place.choices, default=Place.OFFICE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_ends_after_start"
            )
        ]


class Closure(models.Model):
    """A day on which the office is closed although its hours say otherwise."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="closures")
    on = models.DateField()
    reason = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="one_closure_a_day")]


class ProtocolPeriod(models.Model):
    """How the hall is run from a moment on: open, only for urgent matters, or closed."""

    class Mode(models.TextChoices):
        NORMAL = "normal", "Normal"
        LIMITED = "limited", "Hanya keperluan mendesak"
        CLOSED = "closed", "Tutup"

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="protocols")
    mode = models.CharField(max_length=8, choices=Mode.choices)
    starts_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    distance_cm = models.PositiveSmallIntegerField(default=100)
    people_inside = models.PositiveSmallIntegerField(default=20)
    asks_for = models.JSONField(default=list, help_text="Of: hand_washing, mask, temperature.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "starts_at"], name="one_protocol_a_moment")]
