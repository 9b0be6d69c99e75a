"""From the first word to the receipt through the real verbs; and what the engine foresees is what really happens."""

from datetime import timedelta

import pytest

from lojar.applications import actions as applications
from lojar.applications.models import Application
from lojar.applications.queries import filled
from lojar.channels.messages import Message, from_json, plain
from lojar.channels.models import InboundMessage, OutboundMessage
from lojar.evidence.models import PhotoArrival
from lojar.intake import converse as turns
from lojar.intake.engine.folding import folded
from lojar.intake.engine.scene import Case
from lojar.intake.scenery import see
from lojar.intake.tests.harness import ids
from lojar.lib import clock
from tests import cast
from tests.reader import Seen, next_step

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(seconds=5)


class OnTheLine:
    """A citizen whose messages lie in the inbox and whose answers are read from the outbox."""

    def __init__(self) -> None:
        self.contact = cast.siti()

    def writes(self, text: str) -> None:
        self._sends(kind="text", text=text)

    def presses(self, choice: str) -> None:
        self._sends(kind="choice", text=choice, choice=choice)

    def photographs(self, *captions: str) -> None:
        for caption in captions:
            message = self._lands(kind="image", text=caption, media_state=InboundMessage.Media.KEPT)
            PhotoArrival.objects.create(message=message, photo=cast.a_photo(self.contact))
        # The burst is over: its photos came a while ago.
        self.contact.inbound.filter(heard_at=None).update(received_at=clock.now() - A_WHILE)
        turns.converse(self.contact.pk)

    def last(self) -> Message | None:
        newest = OutboundMessage.objects.filter(contact=self.contact, purpose="reply").order_by("-id").first()
        return from_json(newest.body) if newest else None

    def reacts(self) -> None:
        message = self.last()
        step = next_step(Seen(plain(message), tuple(ids(message))))
        if step.how == "writes":
            self.writes(*step.what)
        elif step.how == "presses":
            self.presses(*step.what)
        else:
            self.photographs(*step.what)

    def drafts(self):
        return Application.objects.filter(contact=self.contact, status__in=["draft", "returned"])

    def _sends(self, **facts: object) -> None:
        self._lands(**facts)
        turns.converse(self.contact.pk)

    def _lands(self, **facts: object) -> InboundMessage:
        now = clock.now()
        return InboundMessage.objects.create(
            office=self.contact.office, contact=self.contact, phone_number_id=self.contact.office.phone_number_id,
            wamid=f"wamid.{InboundMessage.objects.count()}", sent_at=now, received_at=now, **facts,
        )  # fmt: skip


def drive(citizen: OnTheLine, code: str, *, most: int = 40) -> None:
    citizen.presses(f"service:{code}")
    for _ in range(most):
        if Application.objects.filter(contact=citizen.contact, status="submitted").exists():
            return
        citizen.reacts()
    raise AssertionError(plain(citizen.last()))


@pytest.fixture
def foreseen(monkeypatch) -> list[tuple[Case, Case]]:
    """Every turn's cases as the engine left them beside the cases as they then stand in the database."""
    pairs: list[tuple[Case, Case]] = []
    real = turns._perform

    def perform(contact, turn, now):
        scene = see(contact, now=now)
        for command in turn.commands:
            scene = folded(scene, command)
        said, state = real(contact, turn, now)
        after = {case.number: case for case in see(contact, now=now).cases}
        for case in scene.cases:
            number = state.focus if case.number.startswith("@") else case.number
            if number in after:
                pairs.append((case, after[number]))
        return said, state

    monkeypatch.setattr(turns, "_perform", perform)
    return pairs


@pytest.mark.parametrize("code", ["akta-lahir", "ktp-hilang", "paket-mati", "pindah-datang"])
def test_an_application_is_talked_through_and_sent(code, foreseen):
    citizen = OnTheLine()
    drive(citizen, code)
    assert foreseen
    for expected, real in foreseen:
        if real.status == expected.status == "draft":
            assert (expected.values, expected.answers) == (real.values, real.answers)
            assert [(p.key, p.state, p.pages) for p in expected.papers] == [
                (p.key, p.state, p.pages) for p in real.papers
            ]


def test_a_page_that_came_back_is_sent_again(foreseen):
    citizen = OnTheLine()
    drive(citizen, "ktp-hilang")
    case = Application.objects.get(contact=citizen.contact)
    officer, now = cast.rina(), clock.now()
    for paper in case.papers.all():
        if paper.key == "kk":
            applications.return_paper(paper, officer, reasons=["buram"], now=now)
        else:
            applications.accept_paper(paper, officer, now=now)
    applications.ask_for_correction(case, officer, now=now)
    citizen.photographs("")
    assert "Kirim kembali" in [title for _, title in ids(citizen.last())]
    citizen.presses("send")
    case.refresh_from_db()
    assert case.status == "submitted"
    assert case.papers.get(key="kk").pages.filter(withdrawn_at=None).count() == 1


def test_a_pdf_is_given_for_the_right_answer_only():
    case = cast.submitted("akta-lahir")
    cast.accept_it(case)
    hand_over = cast.make_ready(case)
    citizen = OnTheLine()
    citizen.presses(f"receive-pdf:{case.number}")
    citizen.writes("jawaban yang keliru")
    assert "belum cocok" in plain(citizen.last())
    hand_over.refresh_from_db()
    assert hand_over.wrong_answers == 1
    field = hand_over.question
    case.refresh_from_db()
    value = filled(case)[field]
    citizen.writes(value[-4:] if value.isdigit() else value)
    case.refresh_from_db()
    assert case.status == "delivered"


def test_a_draft_withdrawn_meanwhile_refuses_kindly():
    citizen = OnTheLine()
    citizen.presses("service:ktp-hilang")
    citizen.reacts()
    draft = citizen.drafts().get()
    applications.withdraw(draft, now=clock.now())
    citizen.photographs("kk")
    assert "sudah kami simpan" in plain(citizen.last())
