"""From Meta's notice to the answer: a new number sees nothing of before until its holder proves to be the applicant."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from lojar.applications.queries import filled
from lojar.channels import actions as channels
from lojar.channels import inbox
from lojar.channels.messages import from_json, plain
from lojar.channels.models import Contact, Identity, InboundMessage, OutboundMessage
from lojar.handover.queries import hand_over_of
from lojar.handover.rules.passes import shown_code
from lojar.intake import converse as turns
from lojar.intake.tests.harness import ids
from lojar.notifications.jobs import announce
from tests import cast

pytestmark = pytest.mark.django_db
PAYLOADS = Path(turns.__file__).parents[1] / "channels" / "whatsapp" / "tests" / "payloads"
NUMBER = "106540352242922"
OLD_PHONE, OLD_USER, NEW_PHONE, NEW_USER = (
    "62800000000011", "ID.13491208655302741918", "62800000000013", "ID.13491208655302741919",
)  # fmt: skip
FILED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CHANGED = datetime.fromtimestamp(1795305700, UTC)  # as the payloads tell it


@pytest.fixture
def budi(settings) -> Contact:
    settings.LOJAR_WHATSAPP_PHONE_NUMBER_ID = NUMBER
    office = cast.an_office(phone_number_id=NUMBER)
    contact = cast.a_contact("Budi Contoh", OLD_PHONE, office)
    Identity.objects.create(contact=contact, office=office, kind="user_id", value=OLD_USER, valid_from=FILED)
    return contact


class Line:
    """Posts as Meta does, a minute between; what is read and answered is what the worker would."""

    def __init__(self, phone: str = NEW_PHONE) -> None:
        self.phone = phone
        self.now = CHANGED + timedelta(minutes=1)

    def brings(self, body: str) -> None:
        self.now += timedelta(minutes=1)
        with time_machine.travel(self.now, tick=False):
            inbox.keep(body.encode(), self.now)
            inbox.read_waiting()
            for contact in Contact.objects.filter(inbound__heard_at=None, inbound__isnull=False).distinct():
                turns.converse(contact.pk)

    def payload(self, name: str) -> None:
        self.brings((PAYLOADS / f"{name}.json").read_text("utf-8"))

    def says(self, **more: object) -> str:
        """What the new number is answered."""
        before = set(OutboundMessage.objects.values_list("pk", flat=True))
        message = {
            "from": self.phone, "from_user_id": NEW_USER, "id": f"wamid.{InboundMessage.objects.count()}",
            "timestamp": str(int(self.now.timestamp()) + 30), **more,
        }  # fmt: skip
        value = {"metadata": {"phone_number_id": NUMBER}, "messages": [message]}
        change = {"field": "messages", "value": value}
        self.brings(json.dumps({"object": "whatsapp_business_account", "entry": [{"changes": [change]}]}))
        return self.heard(before)

    def writes(self, text: str) -> str:
        return self.says(type="text", text={"body": text})

    def presses(self, choice: str) -> str:
        reply = {"type": "button_reply", "button_reply": {"id": choice, "title": "Tombol"}}
        return self.says(type="interactive", interactive=reply)

    def heard(self, before: set[int]) -> str:
        rows = OutboundMessage.objects.exclude(pk__in=before).order_by("id")
        told = [from_json(row.body) for row in rows if row.body["type"] != "template"]
        return "\n".join(plain(each) + str(ids(each)) for each in told)

    def news(self) -> str:
        before = set(OutboundMessage.objects.values_list("pk", flat=True))
        with time_machine.travel(self.now, tick=False):
            announce()
        return self.heard(before)


def secrets_of(case) -> list[str]:
    """Names, numbers and days of the family, and what fetches the document."""
    told = filled(case).items()
    values = [value for key, value in told if "nama" in key or "tanggal" in key or len(value) == 16]
    return [*values, shown_code(hand_over_of(case).code), hand_over_of(case).code]


@pytest.mark.parametrize(
    ("notice", "phone"), [("system_number_changed_bsuid", NEW_PHONE), ("system_user_id_changed", OLD_PHONE)]
)
def test_nothing_of_before_is_shown_until_the_one_question_is_answered(budi, notice, phone):
    case = cast.ready(contact=budi, now=FILED)
    line = Line(phone)
    line.news()
    line.payload(notice)
    for told in (
        line.writes("halo"), line.writes("status"), line.writes("sudah bisa diambil?"),
        line.presses(f"receive-pdf:{case.number}"), line.presses(f"case:{case.number}"), line.writes("1-1-1970"),
    ):  # fmt: skip
        assert told
        assert [secret for secret in secrets_of(case) if secret in told] == []
    budi.refresh_from_db()
    assert budi.unproven_since - CHANGED <= timedelta(seconds=1)
    told = line.writes("15 Mei 1990")
    assert "jawabannya cocok" in told
    assert case.number in told
    budi.refresh_from_db()
    assert budi.unproven_since is None
    assert "memastikan Anda pemohonnya" in line.presses(f"receive-pdf:{case.number}")


def test_news_of_before_says_only_that_there_is_some(budi):
    case = cast.accepted(contact=budi, now=FILED)
    line = Line()
    line.news()
    line.payload("system_number_changed_bsuid")
    cast.make_ready(case, now=line.now)
    told = line.news()
    assert "Ada kabar tentang permohonan" in told
    assert case.number in told
    assert [secret for secret in secrets_of(case) if secret in told] == []
    assert all(
        row.body["type"] == "text"
        for row in OutboundMessage.objects.filter(about=case.number, purpose="news")
    )
    budi.refresh_from_db()
    with time_machine.travel(line.now, tick=False):
        channels.confirm_person(budi, officer=cast.rina(), now=line.now)
    assert case.number in line.writes("status")


def test_a_pass_that_waited_for_the_morning_does_not_go_to_the_new_number(budi):
    case = cast.ready(contact=budi, now=FILED)
    line = Line()
    line.news()
    OutboundMessage.objects.filter(about=case.number).update(state="held")
    line.payload("system_number_changed_bsuid")
    line.writes("halo")
    waiting = OutboundMessage.objects.filter(state__in=["queued", "held"])
    told = "\n".join(plain(from_json(row.body)) for row in waiting)
    assert [secret for secret in secrets_of(case) if secret in told] == []
    assert "BWI" in told


def test_three_wrong_answers_bring_an_officer(budi):
    cast.ready(contact=budi, now=FILED)
    line = Line()
    line.payload("system_number_changed_bsuid")
    line.writes("status")
    told = [line.writes("1-1-1970") for _ in range(3)]
    assert "belum cocok dengan berkas" in told[0]
    assert "petugas akan memastikan" in told[2]
    budi.refresh_from_db()
    assert budi.with_officer_since is not None
    assert budi.unproven_since is not None


def test_who_filed_nothing_is_asked_nothing_and_new_applications_are_theirs(budi):
    line = Line()
    line.payload("system_number_changed_bsuid")
    assert "berubah" not in line.writes("halo")
    line.writes("ktp saya hilang")
    line.presses("begin")
    told = line.writes("status")
    assert "KTP hilang" in told
    assert "berubah" not in told
