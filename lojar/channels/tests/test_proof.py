"""Who has to prove who they are: whoever loses a name, or turns out to be two; never who only gains one."""

import json

import pytest

from lojar.channels import actions, queries
from lojar.channels.messages import Text, to_json
from lojar.channels.models import Contact, InboundMessage, OutboundMessage
from lojar.channels.rules.identity import own_number
from lojar.channels.tests.line import NOW, PHONE, USER, make_contact, payload, post
from lojar.channels.tests.test_who_wrote import NEW_PHONE, NEW_USER, OTHER, living, says, writer
from lojar.channels.whatsapp.identities import _merge

pytestmark = pytest.mark.django_db


def unproven() -> list[Contact]:
    return list(Contact.objects.exclude(unproven_since=None))


def shares(phone: str, *, origin: str = "contact_request", wamid: str = "card", cards: int = 1) -> dict:
    card = {
        "name": {"formatted_name": "Budi"},
        "phones": [{"phone": f"+{phone}", "type": "CELL"}],
        "origin": origin,
    }
    told = says(user_id=USER, wamid=wamid)
    message = told["entry"][0]["changes"][0]["value"]["messages"][0]
    del message["text"]
    message.update(type="contacts", contacts=[card] * cards)
    return told


@pytest.mark.parametrize("name", ["system_number_changed_bsuid", "system_user_id_changed"])
def test_a_change_that_meta_announces_is_to_be_proved(meta, name):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    assert unproven() == []
    meta(name)
    [contact] = unproven()
    assert queries.is_withheld(contact, InboundMessage.objects.get(wamid="w1").sent_at)
    assert not queries.is_withheld(contact, NOW)


def test_a_number_that_shows_its_id_and_an_id_that_shows_its_number_are_no_change(meta):
    meta(says(phone=PHONE, wamid="w1"))
    meta(says(phone=PHONE, user_id=USER, wamid="w2"))
    meta(says(user_id=NEW_USER, wamid="w3"))
    meta(says(phone=OTHER, user_id=NEW_USER, wamid="w4"))
    assert unproven() == []


def test_an_id_that_speaks_from_another_number_is_to_be_proved(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta(says(phone=NEW_PHONE, user_id=USER, wamid="w2"))
    assert unproven() == [writer("w1")]


def test_two_that_turn_out_to_be_one_are_to_be_proved(meta):
    meta(says(user_id=USER, wamid="w1"))
    meta(says(phone=PHONE, wamid="w2"))
    assert unproven() == []
    meta(says(phone=PHONE, user_id=USER, wamid="w3"))
    assert unproven() == [writer("w1")]


def test_a_reissued_number_has_nothing_to_prove_and_the_former_holder_has(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta(says(phone=PHONE, user_id=NEW_USER, wamid="w2"))
    assert unproven() == [writer("w1")]


def test_a_notice_that_comes_again_asks_for_no_second_proof(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta("system_number_changed_bsuid")
    actions.confirm_person(writer("w1"), now=NOW)
    again = json.loads(json.dumps(payload("system_number_changed_bsuid")).replace("SEJn", "QUJn"))
    meta(again)
    assert InboundMessage.objects.count() == 3
    assert unproven() == []


def test_who_is_merged_stays_to_be_proved_from_the_newer_change(office):
    first, second = make_contact(office), make_contact(office)
    later = NOW.replace(hour=3)
    Contact.objects.filter(pk=second.pk).update(unproven_since=later)
    _merge(first.pk, second.pk, NOW)
    assert queries.contact_now(Contact.objects.get(pk=second.pk)).unproven_since == later


def test_an_officer_confirms_the_person(office):
    contact = make_contact(office, phone=PHONE)
    contact.unproven_since = NOW
    contact.save()
    actions.confirm_person(contact, now=NOW)
    assert unproven() == []


def test_what_waits_for_the_old_name_is_not_sent_to_the_new_one(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    contact = writer("w1")
    news = post(contact, "Kode pengambilan 7KD 4PX", "event:1", purpose="news", about="BWI-1")
    reply = post(contact, "NIK Anda 3510 99..", "turn:1")
    OutboundMessage.objects.filter(pk=news.pk).update(state="held")
    meta("system_number_changed_bsuid")
    news.refresh_from_db()
    reply.refresh_from_db()
    assert (news.state, reply.state) == ("expired", "expired")
    [nudge] = OutboundMessage.objects.filter(state="queued")
    assert nudge.body["name"] == "kabar_permohonan"
    assert nudge.purpose == "nudge"
    assert to_json(Text("Kode"))["type"] != nudge.body["type"]


# The answer to "share your number"


def test_the_own_number_on_request_belongs_to_the_id_that_shared_it(meta):
    meta(says(user_id=USER, wamid="w1"))
    meta(shares(PHONE))
    assert living(Contact.objects.get()) == {"phone": PHONE, "user_id": USER}
    assert unproven() == []


def test_the_own_number_finds_the_contact_that_had_only_that_number(meta):
    meta(says(phone=PHONE, wamid="w1"))
    meta(says(user_id=USER, wamid="w2"))
    meta(shares(PHONE))
    assert writer("w1") == writer("w2") == writer("card")
    assert unproven() == [writer("w1")]


@pytest.mark.parametrize("card", [{"origin": "other"}, {"origin": ""}, {"cards": 2}])
def test_a_card_of_somebody_else_opens_nothing(meta, card):
    meta(says(phone=PHONE, wamid="w1"))
    meta(shares(PHONE, **card))
    assert writer("w1") != writer("card")
    assert living(writer("card")) == {"user_id": USER}


def test_a_card_without_a_usable_number_is_only_a_card():
    for phones in (None, [], [{"phone": "bla"}], [{"wa_id": PHONE}, {"wa_id": OTHER}], ["x"]):
        card = {"origin": "contact_request", "phones": phones}
        assert own_number({"type": "contacts", "contacts": [card]}) == ""
    assert own_number({"type": "contacts", "contacts": ["x"]}) == ""
    assert own_number({"type": "text"}) == ""
