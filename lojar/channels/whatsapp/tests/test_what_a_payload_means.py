"""What each made-up payload must mean, where its kind alone does not say it. How many come out of it: see
test_every_payload; what the person is told: tests/journeys/test_every_payload_is_answered."""

from datetime import UTC, datetime

import pytest

from lojar.channels import alarms, queries
from lojar.channels.models import (
    Contact,
    Identity,
    InboundMessage,
    LineAlarm,
    MessageTemplate,
    OutboundMessage,
)
from lojar.channels.tests.line import NOW, PHONE, USER, jobs, make_office, payload

from .test_every_payload import MESSAGES, OUT, STATUSES, _sent

pytestmark = pytest.mark.django_db
MEDIA = {"audio", "document", "image", "video"}
FILES = [name for name, kinds in MESSAGES.items() if set(kinds) <= MEDIA]
NOT_ANSWERED = {"reaction", "revoke", "system", "group"}

# name: (text, choice, the message that it answers)
SAID = {
    "button_reply_no_context": ("Akta Kelahiran", "akta_lahir", ""),
    "list_reply": ("Kartu Identitas Anak", "kia", "wamid.HBgNT1VULUxJU1Q="),
    "list_reply_no_description": ("KIA", "kia", "wamid.HBgNT1VULUxJU1Q="),
    "template_button": ("Ambil sekarang", "ambil_berkas", "wamid.HBgNT1VULUxJU1Q="),
    "template_button_no_context": ("Ambil sekarang", "ambil_berkas", ""),
    "nfm_reply": ("Sent", "", "wamid.HBgNT1VULUxJU1Q="),
    "nfm_reply_broken_json": ("Sent", "", ""),
    "nfm_reply_no_token": ("Sent", "", "wamid.HBgNT1VULUxJU1Q="),
    "location_named": ("Kantor Contoh, Jl. Contoh 1", "", ""),
    "location_zero_zero": ("0.0, 0.0", "", ""),
    "reaction": ("👍", "", "wamid.HBgNT1VULUxJU1Q="),
    "reaction_removed_empty": ("", "", "wamid.HBgNT1VULUxJU1Q="),
    "edit_text": ("nama: BUDI CONTOH (ralat)", "", "wamid.HBgNT1JJRw=="),
    "revoke": ("", "", "wamid.HBgNT1JJRw=="),
    "revoke_unknown_original": ("", "", "wamid.HBgNTk9TVUNI"),
    "contacts_three": ("Rina Contoh, Pak RT, Tanpa Nomor", "", ""),
    "contacts_other_vcard": ("(tanpa nama)", "", ""),
    "image_with_url": ("KK", "", ""),
    "video_caption": ("video rumah", "", ""),
    "text_basic": ("Selamat pagi, saya mau urus akta kelahiran", "", ""),
    "text_empty_body": ("", "", ""),
    "text_lone_surrogate": ("rusak \ufffd akhir", "", ""),
    "text_nul_and_controls": ("abcd\n\te", "", ""),
    "text_bidi_override": ("akta\u202egnp.exe\u202c.pdf \u2066x\u2069 \u200b\ufeff", "", ""),
    "text_referral_ctwa": ("Saya lihat iklan", "", ""),
}
NOTES = {
    "unsupported_131060": "131060",
    "unsupported_edit": "edit",
    "unsupported_poll": "poll_creation",
    "unsupported_type_unknown": "unknown",
    "media_too_big_131052": "131052",
    "interactive_with_error": "131000",
    "text_invalid_timestamp": "waktu",
    "group_message": "grup",
    "system_unknown_type": "pemberitahuan",
    "revoke_unknown_original": "menghapus",
}
FORWARDED = {"text_forwarded", "text_frequently_forwarded", "image_forwarded"}
SENT_AT = {
    "text_timestamp_milliseconds": datetime(2026, 11, 22, tzinfo=UTC),
    "text_timestamp_old_6days": datetime(2026, 11, 16, tzinfo=UTC),
    "text_invalid_timestamp": NOW,
}


def heard() -> InboundMessage:
    return InboundMessage.objects.get()


def raw(name: str) -> dict:
    return payload(name)["entry"][0]["changes"][0]["value"]


@pytest.mark.parametrize("name", SAID)
def test_what_was_said_is_what_was_meant(meta, name):
    meta(name)
    assert (heard().text, heard().choice, heard().answers_wamid) == SAID[name]


@pytest.mark.parametrize(
    "name", ["text_rtl_arabic", "text_fake_nik", "text_very_long_65536", "text_with_bsuid"]
)
def test_a_text_is_kept_letter_for_letter(meta, name):
    meta(name)
    assert heard().text == raw(name)["messages"][0]["text"]["body"]


@pytest.mark.parametrize("name", NOTES)
def test_what_is_odd_about_it_is_remarked(meta, name):
    meta(name)
    assert NOTES[name] in heard().note


@pytest.mark.parametrize("name", [name for name, kinds in MESSAGES.items() if len(kinds) == 1])
def test_only_what_was_forwarded_is_marked(meta, name):
    meta(name)
    assert heard().forwarded is (name in FORWARDED)


@pytest.mark.parametrize("name", SENT_AT)
def test_the_time_is_metas_wherever_it_can_be_read(meta, name):
    meta(name)
    assert heard().sent_at == SENT_AT[name]


@pytest.mark.parametrize("name", MESSAGES)
def test_every_file_has_its_fetch_and_nothing_else_has_one(meta, name):
    meta(name)
    files = InboundMessage.objects.filter(media_state="waiting").order_by("id")
    assert [job["message_id"] for job in jobs("evidence.keep_media")] == [file.pk for file in files]
    assert files.exists() is (name in FILES)


@pytest.mark.parametrize("name", MESSAGES)
def test_every_person_who_is_to_be_answered_wakes_one_conversation(meta, name):
    meta(name)
    waiting = InboundMessage.objects.filter(heard_at=None)
    people = set(waiting.values_list("contact_id", flat=True))
    assert sorted(job["contact_id"] for job in jobs("intake.converse")) == sorted(people)
    assert not waiting.filter(kind__in=NOT_ANSWERED).exists()


@pytest.mark.parametrize("name", [name for name in MESSAGES if name != "batch_two_entries_two_numbers"])
def test_it_is_one_person_under_the_names_that_were_told(meta, name):
    meta(name)
    contact = Contact.objects.get(merged_into=None)
    names = set(contact.identities.filter(valid_to=None).values_list("value", flat=True))
    assert names <= {PHONE, USER, "62800000000012", "62800000000013", "ID.13491208655302741919"}
    assert not Identity.objects.filter(kind="phone", value__startswith="ID").exists()


@pytest.mark.parametrize("name", ["text_contact_no_profile", "text_missing_contacts"])
def test_a_name_that_was_not_told_is_unknown(meta, name):
    meta(name)
    assert Contact.objects.get().name == ""


def test_the_card_of_somebody_else_changes_nobody(meta):
    meta("contacts_other_vcard")
    assert not Identity.objects.filter(value__contains="0031").exists()
    assert "Orang Lain" in heard().details["contacts"][0]["vcard"]


def test_an_advertisement_stays_beside_the_message(meta):
    meta("text_referral_ctwa")
    assert heard().details["referral"]["source_type"] == "ad"


def test_a_form_without_a_token_is_unpacked_all_the_same(meta):
    meta("nfm_reply_no_token")
    assert heard().details["answers"] == {"a": "1"}


def test_the_quick_reply_of_a_template_opens_the_window_again(meta):
    meta("template_button")
    assert queries.window(Contact.objects.get(), NOW).open


def test_a_batch_brings_its_message_and_its_receipt(meta, contact):
    status = raw("batch_messages_and_statuses")["statuses"][0]
    sent = _sent(contact)
    OutboundMessage.objects.filter(pk=sent.pk).update(wamid=status["id"])
    meta("batch_messages_and_statuses")
    sent.refresh_from_db()
    assert (heard().text, sent.state) == ("ok", status["status"])


def test_what_comes_again_in_another_batch_is_there_once(meta):
    meta("batch_first_delivery")
    first = payload("batch_first_delivery")
    first["entry"][0]["changes"][0]["value"]["messages"] += raw("text_basic")["messages"]
    meta(first)
    assert sorted(InboundMessage.objects.values_list("text", flat=True)) == [
        "Selamat pagi, saya mau urus akta kelahiran",
        "pertama",
    ]


def test_each_number_is_served_by_its_own_office(meta):
    branch = make_office("cabang", "106540352242923")
    meta("batch_two_entries_two_numbers")
    assert {m.text: m.office.code for m in InboundMessage.objects.all()} == {
        "ke kantor A": "kantor",
        "ke kantor B": branch.code,
    }


# Receipts


def moved(contact, meta, name):
    sent = _sent(contact)
    if (wamid := raw(name)["statuses"][0]["id"]) != OUT:
        OutboundMessage.objects.filter(pk=sent.pk).update(wamid=wamid)
    meta(name)
    sent.refresh_from_db()
    return sent


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("status_bsuid_only", "delivered"),
        ("status_read_without_delivered", "read"),
        ("status_tracker", "sent"),
    ],
)
def test_a_receipt_is_known_by_the_id_of_its_message(contact, meta, clock_at, name, state):
    assert moved(contact, meta, name).state == state


def test_read_without_delivered_means_both(contact, meta, clock_at):
    sent = moved(contact, meta, "status_read_without_delivered")
    assert sent.delivered_at is not None
    assert sent.read_at is not None


def test_what_was_billed_can_be_counted(contact, meta, clock_at):
    sent = moved(contact, meta, "status_sent_billable_oct2026")
    assert (sent.pricing_type, sent.pricing_category) == ("regular", "service")


@pytest.mark.parametrize("name", [name for name in STATUSES if name.startswith("status_failed")])
def test_a_failure_is_told_and_never_sent_again_by_itself(contact, meta, clock_at, name):
    sent = moved(contact, meta, name)
    code = raw(name)["statuses"][0]["errors"][0]["code"]
    assert sent.error_code == code
    assert sent.state == ("queued" if code == 131042 else "failed")


def test_payment_trouble_stops_the_line_with_an_alarm(contact, meta, clock_at):
    moved(contact, meta, "status_failed_131042")
    assert alarms.stopped_since(contact.office) is not None


def test_an_unknown_failure_sounds_an_alarm(contact, meta, clock_at):
    moved(contact, meta, "status_failed_unknown_code")
    assert LineAlarm.objects.filter(resolved_at=None, stops_sending=False).count() == 1


def test_who_wants_no_more_news_is_left_in_peace(contact, meta, clock_at):
    moved(contact, meta, "status_failed_131050")
    contact.refresh_from_db()
    assert contact.stopped_at is not None


def test_a_receipt_that_is_told_twice_moves_once(contact, meta, clock_at):
    sent = moved(contact, meta, "status_duplicate")
    assert sent.delivered_at is not None
    assert not LineAlarm.objects.exists()


# The line


def test_an_echo_is_shown_as_the_phone_app_and_the_program_keeps_still(meta):
    meta("field_message_echo")
    contact = Contact.objects.get()
    (line,) = queries.thread(contact)
    assert (line.inbound, line.who) == (False, "aplikasi HP")
    assert contact.with_officer_since is not None


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("field_template_approved", "APPROVED"),
        ("field_template_paused", "PAUSED"),
        ("field_template_rejected", "REJECTED"),
    ],
)
def test_a_template_is_what_meta_last_said_of_it(meta, name, status):
    meta(name)
    assert MessageTemplate.objects.get().status == status
    assert LineAlarm.objects.filter(resolved_at=None).exists() is (status != "APPROVED")


@pytest.mark.parametrize(
    "name",
    ["field_template_category", "field_template_quality", "field_account_restriction", "errors_only_auth"],
)
def test_news_that_somebody_must_see_is_an_alarm(meta, name):
    meta(name)
    assert LineAlarm.objects.filter(resolved_at=None).count() == 1


def test_a_number_that_is_not_ours_is_an_alarm_and_no_case(meta):
    meta("env_unknown_phone_number_id")
    assert LineAlarm.objects.get().kind == "unknown_number"
    assert not InboundMessage.objects.exists()
    assert not Contact.objects.exists()
