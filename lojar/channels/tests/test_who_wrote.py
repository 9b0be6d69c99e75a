"""People have numbers and ids that come, go, and turn out to belong together."""

import pytest

from lojar.channels import queries
from lojar.channels.models import Contact, Identity, InboundMessage, OutboundMessage
from lojar.channels.signals import contacts_merged
from lojar.channels.tests.line import NOW, NUMBER, PHONE, USER, make_contact

pytestmark = pytest.mark.django_db
NEW_PHONE, NEW_USER, OTHER = "62800000000013", "ID.13491208655302741919", "62800000000012"


def says(*, phone="", user_id="", wamid="w", at="1795305601"):
    message = {"id": wamid, "timestamp": at, "type": "text", "text": {"body": "x"}}
    if phone:
        message["from"] = phone
    if user_id:
        message["from_user_id"] = user_id
    value = {"metadata": {"phone_number_id": NUMBER}, "messages": [message]}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"changes": [{"field": "messages", "value": value}]}],
    }


def living(contact):
    return {identity.kind: identity.value for identity in queries.living_identities(contact)}


def writer(wamid):
    return InboundMessage.objects.get(wamid=wamid).contact


def test_a_number_and_an_id_that_come_together_are_one_person(meta):
    meta(says(phone=PHONE, wamid="w1"))
    meta("text_with_bsuid")
    meta(says(user_id=USER, wamid="w3"))
    contact = Contact.objects.get()
    assert living(contact) == {"phone": PHONE, "user_id": USER}
    assert contact.inbound.count() == 3


def test_an_id_in_the_place_of_a_number_makes_no_number(meta):
    meta("text_bsuid_in_from")
    assert living(Contact.objects.get()) == {"user_id": USER}
    assert Contact.objects.get().name == "Budi Contoh"


def test_the_id_of_a_company_account_is_nobody(meta):
    meta("text_parent_bsuid")
    assert Identity.objects.filter(value__startswith="ID.ENT").count() == 0


def test_a_changed_number_takes_its_person_along(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta("system_number_changed_bsuid")
    meta(says(phone=NEW_PHONE, user_id=NEW_USER, wamid="w2", at="1795305705"))
    contact = Contact.objects.get()
    assert living(contact) == {"phone": NEW_PHONE, "user_id": NEW_USER}
    assert Identity.objects.get(value=PHONE).valid_to is not None


def test_a_changed_id_takes_its_person_along(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta("system_user_id_changed")
    meta(says(user_id=NEW_USER, wamid="w2", at="1795305705"))
    assert living(Contact.objects.get()) == {"phone": PHONE, "user_id": NEW_USER}


def test_a_notice_of_change_that_comes_after_the_first_message_still_joins_them(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta(says(phone=NEW_PHONE, user_id=NEW_USER, wamid="w2"))
    assert Contact.objects.count() == 2
    meta("system_number_changed_bsuid")
    assert writer("w1") == writer("w2")
    assert living(writer("w1")) == {"phone": NEW_PHONE, "user_id": NEW_USER}


def test_a_change_of_somebody_we_never_met_is_kept_under_the_new_names(meta):
    meta("system_number_changed_bsuid")
    assert living(Contact.objects.get()) == {"phone": NEW_PHONE, "user_id": NEW_USER}


def test_two_contacts_that_turn_out_to_be_one_are_merged_and_others_are_told(meta, office):
    told = []

    def listen(sender, kept, gone, **_):
        told.append((kept.pk, gone.pk))

    contacts_merged.connect(listen)
    meta(says(user_id=USER, wamid="w1"))
    meta(says(phone=PHONE, wamid="w2"))
    first, second = writer("w1"), writer("w2")
    OutboundMessage.objects.create(
        contact=second, key="k", body={"type": "text", "body": "x"}, created_at=NOW
    )
    meta(says(phone=PHONE, user_id=USER, wamid="w3"))
    contacts_merged.disconnect(listen)
    second.refresh_from_db()
    assert second.merged_into == first
    assert queries.contact_now(second) == first
    assert (first.inbound.count(), first.outbound.count()) == (3, 1)
    assert living(first) == {"phone": PHONE, "user_id": USER}
    assert told == [(first.pk, second.pk)]


def test_who_was_merged_twice_is_one_step_from_who_they_are(office):
    from lojar.channels.whatsapp.identities import _merge

    first, second, third = (make_contact(office) for _ in range(3))
    _merge(second.pk, third.pk, NOW)
    _merge(first.pk, second.pk, NOW)
    third.refresh_from_db()
    assert third.merged_into == first


def test_a_reissued_number_starts_anew_and_sees_nothing_of_before(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1"))
    meta(says(phone=PHONE, user_id=NEW_USER, wamid="w2"))
    assert writer("w1") != writer("w2")
    assert living(writer("w1")) == {"user_id": USER}
    assert living(writer("w2")) == {"phone": PHONE, "user_id": NEW_USER}


def test_a_late_message_from_a_number_of_the_past_is_still_theirs(meta):
    meta(says(phone=PHONE, user_id=USER, wamid="w1", at="1795305601"))
    meta("system_number_changed_bsuid")
    meta(says(phone=PHONE, user_id=USER, wamid="w2", at="1795305610"))
    assert writer("w1") == writer("w2")
    assert living(writer("w1")) == {"phone": NEW_PHONE, "user_id": NEW_USER}


def test_numbers_are_shown_to_officers_and_masked_elsewhere(office):
    contact = make_contact(office, phone=OTHER, user_id=USER)
    assert queries.shown_number(contact).startswith("0800")
    assert "00000" not in queries.masked_number(contact)
    hidden = make_contact(office, user_id=NEW_USER)
    assert queries.shown_number(hidden) == "ID …1919"
