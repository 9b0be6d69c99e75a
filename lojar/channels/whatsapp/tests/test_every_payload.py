"""The made-up payloads, each through the door and the job: how many rows of which kind, and what is set aside."""

import pytest

from lojar.channels.models import InboundMessage, OutboundMessage, WebhookDelivery
from lojar.channels.tests.line import NOW, PAYLOADS, make_office

pytestmark = pytest.mark.django_db
OUT = "wamid.HBgNT1VUMDAwMQ=="

# name: kinds of the messages that come out of it
MESSAGES = {
    "audio_voice_note": ["audio"],
    "batch_album_5_photos": ["image"] * 5,
    "batch_duplicate_same_payload": ["text"],
    "batch_first_delivery": ["text"],
    "batch_messages_and_statuses": ["text"],
    "batch_out_of_order": ["text"] * 3,
    "batch_two_entries_two_numbers": ["text"] * 2,
    "button_reply_no_context": ["choice"],
    "contacts_other_vcard": ["contacts"],
    "contacts_three": ["contacts"],
    "document_heic": ["document"],
    "document_mime_lies": ["document"],
    "document_path_traversal": ["document"],
    "document_photo_as_file": ["document"],
    "document_unsupported_mime": ["document"],
    "edit_text": ["edit"],
    "group_message": ["group"],
    "image_forwarded": ["image"],
    "image_no_caption": ["image"],
    "image_png": ["image"],
    "image_same_sha_resent": ["image"],
    "image_sha_mismatch": ["image"],
    "image_with_url": ["image"],
    "interactive_with_error": ["unsupported"],
    "list_reply": ["choice"],
    "list_reply_no_description": ["choice"],
    "location_named": ["location"],
    "location_zero_zero": ["location"],
    "media_too_big_131052": ["unsupported"],
    "nfm_reply": ["flow"],
    "nfm_reply_broken_json": ["flow"],
    "nfm_reply_no_token": ["flow"],
    "reaction": ["reaction"],
    "reaction_removed_empty": ["reaction"],
    "revoke": ["revoke"],
    "revoke_unknown_original": ["revoke"],
    "system_number_changed_bsuid": ["system"],
    "system_unknown_type": ["system"],
    "system_user_id_changed": ["system"],
    "template_button": ["button"],
    "template_button_no_context": ["button"],
    "text_basic": ["text"],
    "text_bidi_override": ["text"],
    "text_bsuid_in_from": ["text"],
    "text_contact_no_profile": ["text"],
    "text_empty_body": ["text"],
    "text_fake_nik": ["text"],
    "text_forwarded": ["text"],
    "text_frequently_forwarded": ["text"],
    "text_invalid_timestamp": ["text"],
    "text_lone_surrogate": ["text"],
    "text_missing_contacts": ["text"],
    "text_nul_and_controls": ["text"],
    "text_parent_bsuid": ["text"],
    "text_referral_ctwa": ["text"],
    "text_rtl_arabic": ["text"],
    "text_timestamp_milliseconds": ["text"],
    "text_timestamp_old_6days": ["text"],
    "text_very_long_65536": ["text"],
    "text_with_bsuid": ["text"],
    "unsupported_131060": ["unsupported"],
    "unsupported_edit": ["unsupported"],
    "unsupported_poll": ["unsupported"],
    "unsupported_type_unknown": ["unsupported"],
    "video_caption": ["video"],
    "voice_legacy_type": ["audio"],
}
# name: what becomes of a message that was sent as OUT
STATUSES = {
    "status_deleted": "sent",
    "status_delivered": "delivered",
    "status_duplicate": "delivered",
    "status_failed_130403": "failed",
    "status_failed_131042": "queued",
    "status_failed_131049": "failed",
    "status_failed_131050": "failed",
    "status_failed_unknown_code": "failed",
    "status_out_of_order": "read",
    "status_played": "read",
    "status_read": "read",
    "status_sent_billable_oct2026": "sent",
    "status_sent_v23": "sent",
    "status_sent_v24": "sent",
    # of other messages than OUT: nothing happens to it
    "status_bsuid_only": "sent",
    "status_read_without_delivered": "sent",
    "status_tracker": "sent",
    "batch_1000_statuses": "sent",
}
QUIET = [
    "env_empty_changes",
    "env_empty_entry",
    "errors_only_auth",
    "field_account_restriction",
    "field_message_echo",
    "field_template_approved",
    "field_template_category",
    "field_template_paused",
    "field_template_quality",
    "field_template_rejected",
]
SET_ASIDE = ["env_no_metadata", "env_unknown_phone_number_id", "text_invalid_from"]
ELSEWHERE = ["graph_responses", "http_signatures", "http_verify_handshake"]


def test_every_payload_in_the_folder_has_its_expectation():
    known = {*MESSAGES, *STATUSES, *QUIET, *SET_ASIDE, *ELSEWHERE}
    assert {path.stem for path in PAYLOADS.glob("*.json")} == known


@pytest.mark.parametrize("name", MESSAGES)
def test_a_payload_with_messages_becomes_its_messages(meta, name):
    make_office("cabang", "106540352242923")
    delivery = meta(name)
    assert (delivery.state, delivery.reason) == ("processed", "")
    assert list(InboundMessage.objects.order_by("id").values_list("kind", flat=True)) == MESSAGES[name]


@pytest.mark.parametrize("name", MESSAGES)
def test_a_payload_that_meta_repeats_changes_nothing(meta, name):
    make_office("cabang", "106540352242923")
    meta(name)
    before = list(InboundMessage.objects.values("id", "contact_id", "heard_at", "note"))
    meta(name)
    assert list(InboundMessage.objects.values("id", "contact_id", "heard_at", "note")) == before


@pytest.mark.parametrize("name", STATUSES)
def test_a_status_moves_the_message_that_it_is_about(meta, contact, clock_at, name):
    sent = _sent(contact)
    delivery = meta(name)
    sent.refresh_from_db()
    assert sent.state == STATUSES[name]
    assert (delivery.state, delivery.reason) == ("processed", "")
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("name", QUIET)
def test_a_payload_without_messages_is_read_and_makes_none(meta, name):
    assert meta(name).state == "processed"
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_payload_that_makes_no_sense_is_set_aside_with_its_reason(meta, name):
    delivery = meta(name)
    assert delivery.state == "set_aside"
    assert delivery.reason
    assert not InboundMessage.objects.exists()


def test_what_is_set_aside_holds_up_nothing_else(meta):
    meta("text_invalid_from")
    meta("text_basic")
    assert InboundMessage.objects.get().kind == "text"
    assert list(WebhookDelivery.objects.order_by("id").values_list("state", flat=True)) == [
        "set_aside",
        "processed",
    ]


def _sent(contact):
    return OutboundMessage.objects.create(
        contact=contact,
        key="k",
        body={"type": "text", "body": "Halo"},
        state="sent",
        wamid=OUT,
        tries=1,
        created_at=NOW,
        in_flight_at=NOW,
        sent_at=NOW,
    )


def test_a_thousand_receipts_are_read_with_a_handful_of_queries(meta, contact, django_assert_max_num_queries):
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            contact=contact,
            key=f"k{n}",
            body={"type": "text", "body": "Halo"},
            state="sent",
            wamid=f"wamid.OUT{n:04}",
            tries=1,
            created_at=NOW,
            in_flight_at=NOW,
            sent_at=NOW,
        )
        for n in range(1000)
    )
    with django_assert_max_num_queries(60):
        meta("batch_1000_statuses")
    states = list(OutboundMessage.objects.order_by("id").values_list("state", flat=True))
    assert states[:3] == ["sent", "delivered", "read"]
