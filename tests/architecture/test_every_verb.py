"""Every verb in every status: what the table forbids is refused, and changes nothing."""

from datetime import timedelta

import pytest
from django.core import serializers

from lojar.applications import actions
from lojar.applications.models import Application, CaseEvent, Paper, PaperPage
from lojar.applications.rules.lifecycle import TABLE, NotAllowed, Status, Verb
from lojar.handover import actions as handover
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=5)


def _handed_over():
    case = cast.ready("akta-kawin")
    return handover.hand_over(
        case,
        cast.rina(),
        collector="applicant",
        surrendered=["ktp-suami", "ktp-istri"],
        excuse="Hilang",
        now=cast.NOW,
    ).application


def _delivered():
    """By PDF alone: nothing else waits."""
    case = cast.ready("akta-lahir")
    question = case.hand_over.question
    assert handover.answer_question(
        case, case.values.get(question, cast.SAYS.get(question, "")), now=cast.NOW
    )
    return handover.deliver_pdf(case, now=cast.NOW)


def _expired():
    case = cast.a_complete_draft("akta-kawin")
    actions.warn_of_expiry(case, now=cast.NOW + timedelta(days=10))
    return actions.expire(case, now=cast.NOW + timedelta(days=14))


# Service "akta-kawin" ends in a card and a PDF, so that both last steps can be tried on it.
BUILD = {
    Status.DRAFT: lambda: cast.a_complete_draft("akta-kawin"),
    Status.SUBMITTED: lambda: cast.submitted("akta-kawin"),
    Status.RETURNED: lambda: cast.returned("akta-kawin"),
    Status.ACCEPTED: lambda: cast.accepted("akta-kawin"),
    Status.READY: lambda: cast.ready("akta-kawin"),
    Status.HANDED_OVER: _handed_over,
    Status.DELIVERED: _delivered,
    Status.REJECTED: lambda: actions.reject(
        cast.submitted("akta-kawin"), cast.rina(), ground="Contoh", now=cast.NOW
    ),
    Status.WITHDRAWN: lambda: actions.withdraw(cast.a_complete_draft("akta-kawin"), now=cast.NOW),
    Status.EXPIRED: _expired,
}
# Every verb of the table -> the actions that carry it out. A new verb without an entry fails below.
TRIES = {
    Verb.FILL: [
        lambda c: actions.fill(c, {"nama_pelapor": "Nama Lain"}, now=LATER),
        lambda c: actions.clear(c, ["nama_pelapor"], now=LATER),
        lambda c: actions.answer(c, "pernah-kawin", "ya", now=LATER),
    ],
    Verb.LAY_PAGE: [
        lambda c: actions.lay_page(c, "kk", cast.a_photo(), now=LATER),
        lambda c: actions.take_back(c, "kk", now=LATER),
        lambda c: actions.skip_paper(c, "kk", now=LATER),
        lambda c: actions.move_page(PaperPage.objects.filter(paper__application=c)[0], "pas-foto", now=LATER),
    ],
    Verb.CHANGE_SERVICE: [lambda c: actions.change_service(c, "ktp-hilang", now=LATER)],
    Verb.SUBMIT: [lambda c: actions.submit(c, now=LATER)],
    Verb.WITHDRAW: [lambda c: actions.withdraw(c, now=LATER)],
    Verb.EXPIRE: [
        lambda c: actions.warn_of_expiry(c, now=cast.NOW + timedelta(days=20)),
        lambda c: actions.expire(c, now=cast.NOW + timedelta(days=20)),
    ],
    Verb.CLAIM: [
        lambda c: actions.claim(c, cast.rina(), now=LATER),
        lambda c: actions.release(c, cast.rina(), now=LATER),
    ],
    Verb.REVIEW_PAPER: [
        lambda c: actions.accept_paper(_paper(c), cast.rina(), now=LATER),
        lambda c: actions.return_paper(_paper(c), cast.rina(), note="Buram", now=LATER),
        lambda c: actions.unreview_paper(_paper(c), cast.rina(), now=LATER),
    ],
    Verb.ASK_FOR_CORRECTION: [lambda c: actions.ask_for_correction(c, cast.rina(), note="Buram", now=LATER)],
    Verb.ACCEPT: [lambda c: actions.accept(c, cast.rina(), now=LATER)],
    Verb.REJECT: [lambda c: actions.reject(c, cast.rina(), ground="Contoh", now=LATER)],
    Verb.REGISTER_RESULT: [
        lambda c: actions.register_result(c, cast.rina(), name="Akta", pdf=cast.PDF, now=LATER)
    ],
    Verb.MARK_READY: [lambda c: handover.mark_ready(c, cast.rina(), place="A-1", now=LATER)],
    Verb.HAND_OVER: [
        lambda c: handover.hand_over(c, cast.rina(), collector="applicant", excuse="Hilang", now=LATER)
    ],
    Verb.DELIVER: [lambda c: handover.deliver_pdf(c, now=LATER)],
}
# Said again where it was done already: the same answer, and nothing happens.
HARMLESS = {(Status.SUBMITTED, Verb.SUBMIT)}


def test_every_verb_has_an_action_and_every_status_a_way_to_it():
    assert set(TRIES) == set(Verb)
    assert set(BUILD) == set(Status)


@pytest.mark.parametrize("status", list(Status))
def test_what_a_status_forbids_is_refused_and_changes_nothing(status):
    case = BUILD[status]()
    assert cast.fresh(case).status == status
    before = everything()
    for verb in set(Verb) - set(TABLE[status]):
        for try_it in TRIES[verb]:
            if (status, verb) in HARMLESS:
                try_it(case)
                continue
            with pytest.raises(NotAllowed, match="wrong_status"):
                try_it(case)
        assert (verb, everything()) == (verb, before)


def everything():
    """All rows as they lie in the database, sealed values by what they hold."""
    models = (Application, Paper, PaperPage, CaseEvent)
    return serializers.serialize("python", [row for model in models for row in model.objects.order_by("pk")])


def _paper(case):
    return case.papers.get(key="kk")
