"""The PDF goes to the number that applied, behind a question that only the applicant can answer."""

from datetime import timedelta

import pytest

from lojar.applications import queries as cases
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.channels import actions as channels
from lojar.channels.models import Contact, Identity
from lojar.handover import actions, queries
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=4)


def right_answer(case):
    return cases.filled(case)[case.hand_over.question]


def kinds(case):
    return [event.kind for event in cases.timeline(case)]


def test_the_right_answer_opens_the_pdf():
    case = cast.ready()
    with pytest.raises(NotAllowed, match="question_open"):
        actions.deliver_pdf(case, now=LATER)
    assert actions.answer_question(case, right_answer(case), now=LATER)
    case = actions.deliver_pdf(case, now=LATER)
    assert (case.status, case.closed_at) == ("delivered", LATER)
    [document] = [d for d in queries.pdfs_of(case) if d.name == "Kutipan akta kelahiran"]
    assert document.pk in cases.timeline(case)[-1].data["documents"]
    assert queries.pdf_bytes(document) == cast.PDF


def test_the_question_is_not_the_name_that_news_speak_of():
    case = cast.ready()  # Siti is reporter and mother: her name is in every message
    assert case.hand_over.question == "ibu_tanggal_lahir"


def test_three_wrong_answers_lock_it_until_an_officer_helps():
    case = cast.ready()
    assert [actions.answer_question(case, "1 Januari 1970", now=LATER) for _ in range(3)] == [False] * 3
    assert kinds(case)[-3:] == ["pdf_question_failed"] * 3
    assert cases.timeline(case)[-1].data == {"wrong": 3, "locked": True}
    for verb in (
        lambda: actions.answer_question(case, right_answer(case), now=LATER),
        lambda: actions.deliver_pdf(case, now=LATER),
    ):
        with pytest.raises(NotAllowed, match="question_locked"):
            verb()
    before = case.hand_over.question
    waiting = actions.reopen_question(case, cast.rina(), now=LATER)
    assert waiting.question != before
    case = cast.fresh(case)
    assert actions.answer_question(case, right_answer(case), now=LATER)


def test_a_right_answer_forgives_the_wrong_ones_before():
    case = cast.ready()
    actions.answer_question(case, "salah", now=LATER)
    assert actions.answer_question(case, right_answer(case), now=LATER)
    assert cast.fresh(case).hand_over.wrong_answers == 0


def test_a_number_that_changed_hands_gets_nothing():
    case = cast.ready()
    actions.answer_question(case, right_answer(case), now=LATER)
    Contact.objects.filter(pk=case.contact_id).update(unproven_since=LATER)
    case = cast.fresh(case)
    with pytest.raises(NotAllowed, match="identity_changed"):
        actions.deliver_pdf(case, now=LATER)
    assert cast.fresh(case).status == "ready"
    channels.confirm_person(case.contact, officer=cast.rina(), now=LATER)
    assert actions.deliver_pdf(case, now=LATER).status == "delivered"


def test_a_user_id_learnt_later_is_no_change():
    case = cast.ready()
    Identity.objects.create(
        contact=case.contact, office=case.office, kind="user_id", value="ID.1", valid_from=LATER
    )
    actions.answer_question(case, right_answer(case), now=LATER)
    assert actions.deliver_pdf(case, now=LATER).status == "delivered"


def test_a_lost_telephone_may_ask_again_but_answers_again_after_a_day():
    case = cast.ready()
    actions.answer_question(case, right_answer(case), now=LATER)
    actions.deliver_pdf(case, now=LATER)
    actions.deliver_pdf(case, now=LATER + timedelta(hours=1))
    assert kinds(case)[-2:] == ["delivered", "delivered"]
    with pytest.raises(NotAllowed, match="question_open"):
        actions.deliver_pdf(case, now=LATER + timedelta(days=2))


def test_a_card_still_waits_after_its_pdf_was_sent():
    case = cast.ready("akta-kawin")
    actions.answer_question(case, right_answer(case), now=LATER)
    case = actions.deliver_pdf(case, now=LATER)
    assert (case.status, cases.timeline(case)[-1].data["card_waits"]) == ("ready", True)
    actions.hand_over(case, cast.rina(), collector="applicant", excuse="Contoh", now=LATER)
    assert cast.fresh(case).status == "handed_over"
    actions.deliver_pdf(case, now=LATER)
    assert cast.fresh(case).status == "handed_over"


def test_a_card_alone_has_no_pdf_to_deliver():
    case = cast.ready("ktp-hilang")
    actions.answer_question(case, cast.SITI_NIK, now=LATER)
    with pytest.raises(NotAllowed):
        actions.deliver_pdf(case, now=LATER)
