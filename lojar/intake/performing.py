"""Does what a turn decided: each command is one verb of a stage, and a refusal is an outcome, not a failure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lojar.applications import actions as applications
from lojar.applications.models import Application, PaperPage
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels import actions as channels
from lojar.channels.models import Contact
from lojar.evidence.models import Photo
from lojar.handover import actions as handover

from . import booking, proving, sayings
from .engine import Outcome
from .engine import commands as c

JUDGED = (c.AnswerPdfQuestion, c.AnswerProof)


class Performance:
    """The commands of one turn, in order; new drafts are found again by the handle the engine gave them."""

    def __init__(self, contact: Contact, *, now: datetime) -> None:
        self._contact = contact
        self._now = now
        self.numbers: dict[str, str] = {}

    def perform(self, commands: Iterable[c.Command]) -> list[Outcome]:
        """The outcomes that change what is said: refusals, and judged answers."""
        outcomes = []
        for command in commands:
            outcome = self._tried(command)
            if outcome.reason or isinstance(command, JUDGED):
                outcomes.append(outcome)
        return outcomes

    def _tried(self, command: c.Command) -> Outcome:
        try:
            with transaction.atomic():
                return _VERBS[type(command)](self, command) or Outcome(command)
        except NotAllowed as refusal:
            return Outcome(command, reason=refusal.reason)

    def _case(self, handle: str) -> Application:
        number = self.numbers.get(handle, handle)
        return Application.objects.select_related("contact", "office", "service_version").get(number=number)

    def _photo(self, id: int) -> Photo:
        return Photo.objects.get(pk=id)

    def start(self, command: c.Start) -> None:
        row = applications.start(self._contact, command.code, answers=dict(command.answers), now=self._now)
        self.numbers[command.case] = row.number

    def answer(self, command: c.Answer) -> None:
        applications.answer(self._case(command.case), command.question, command.choice, now=self._now)

    def fill(self, command: c.Fill) -> None:
        applications.fill(self._case(command.case), dict(command.values), now=self._now)

    def lay_page(self, command: c.LayPage) -> None:
        applications.lay_page(
            self._case(command.case), command.paper, self._photo(command.photo), now=self._now
        )

    def move_page(self, command: c.MovePage) -> None:
        page = PaperPage.objects.filter(
            paper__application=self._case(command.case),
            paper__key=command.paper,
            photo=command.photo,
            withdrawn_at=None,
        ).first()
        if page is not None:
            applications.move_page(page, command.to, now=self._now)

    def take_back(self, command: c.TakeBack) -> None:
        applications.take_back(self._case(command.case), command.paper, now=self._now)

    def skip_paper(self, command: c.SkipPaper) -> None:
        applications.skip_paper(self._case(command.case), command.paper, now=self._now)

    def submit(self, command: c.Submit) -> None:
        applications.submit(self._case(command.case), now=self._now)

    def withdraw(self, command: c.Withdraw) -> None:
        applications.withdraw(self._case(command.case), now=self._now)

    def change_service(self, command: c.ChangeService) -> None:
        applications.change_service(self._case(command.case), command.code, now=self._now)

    def answer_pdf_question(self, command: c.AnswerPdfQuestion) -> Outcome:
        """A wrong answer is kept although nothing is delivered: it counts."""
        row = self._case(command.case)
        right = handover.answer_question(row, command.answer, now=self._now)
        if right:
            handover.deliver_pdf(row, now=self._now)
        row.hand_over.refresh_from_db()
        return Outcome(command, right=right, locked=row.hand_over.locked_at is not None)

    def answer_proof(self, command: c.AnswerProof) -> Outcome:
        right = proving.is_proof(self._case(command.case), command.key, command.answer)
        if right:
            channels.confirm_person(self._contact, now=self._now)
        return Outcome(command, right=right)

    def talk_with_officer(self, command: c.TalkWithOfficer) -> None:
        channels.talk_with_officer(self._contact, self._now)
        if command.case:
            applications.want_officer(self._case(command.case), now=self._now)

    def hand_back(self, command: c.HandBack) -> None:
        channels.hand_back(self._contact)

    def keep_silent(self, command: c.KeepSilent) -> None:
        channels.keep_silent(self._contact, self._now)

    def speak_again(self, command: c.SpeakAgain) -> None:
        channels.speak_again(self._contact)

    def speak_language(self, command: c.SpeakLanguage) -> None:
        channels.speak(self._contact, command.language)

    def note(self, command: c.Note) -> None:
        channels.note_once(self._contact, command.message, command.why)

    def collect(self, command: c.Collect) -> None:
        sayings.collect(self._contact.office, command.text, command.likely, now=self._now)

    def hold_place(self, command: c.HoldPlace) -> None:
        booking.hold(self._contact, command, self._about(command.case), now=self._now)

    def book_place(self, command: c.BookPlace) -> None:
        booking.book(self._contact, command, now=self._now)

    def change_place(self, command: c.ChangePlace) -> None:
        booking.change(self._contact, command, now=self._now)

    def cancel_visit(self, command: c.CancelVisit) -> None:
        booking.cancel(self._contact, command, now=self._now)

    def wait_for_place(self, command: c.WaitForPlace) -> None:
        booking.wait(self._contact, command, self._about(command.case), now=self._now)

    def _about(self, handle: str) -> Application | None:
        return self._case(handle) if handle else None


_VERBS: Mapping[type, Callable[[Performance, Any], Outcome | None]] = {
    c.Start: Performance.start,
    c.Answer: Performance.answer,
    c.Fill: Performance.fill,
    c.LayPage: Performance.lay_page,
    c.MovePage: Performance.move_page,
    c.TakeBack: Performance.take_back,
    c.SkipPaper: Performance.skip_paper,
    c.Submit: Performance.submit,
    c.Withdraw: Performance.withdraw,
    c.ChangeService: Performance.change_service,
    c.AnswerPdfQuestion: Performance.answer_pdf_question,
    c.AnswerProof: Performance.answer_proof,
    c.TalkWithOfficer: Performance.talk_with_officer,
    c.HandBack: Performance.hand_back,
    c.KeepSilent: Performance.keep_silent,
    c.SpeakAgain: Performance.speak_again,
    c.SpeakLanguage: Performance.speak_language,
    c.Note: Performance.note,
    c.Collect: Performance.collect,
    c.HoldPlace: Performance.hold_place,
    c.BookPlace: Performance.book_place,
    c.ChangePlace: Performance.change_place,
    c.CancelVisit: Performance.cancel_visit,
    c.WaitForPlace: Performance.wait_for_place,
}
