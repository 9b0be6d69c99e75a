"""What is kept of a message, when it was said, who is woken by it, and what stays silent."""

from datetime import UTC, datetime, timedelta

import pytest

from lojar.channels import queries
from lojar.channels.models import Contact, InboundMessage, LineAlarm
from lojar.channels.tests.line import NOW, NUMBER, jobs

pytestmark = pytest.mark.django_db


def heard():
    return InboundMessage.objects.get()


def envelope(*messages, contacts=(), number=NUMBER):
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": number},
        "contacts": list(contacts),
        "messages": list(messages),
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def text(body, *, wamid="wamid.X", sender="62800000000011", at="1795305601", **more):
    return {"from": sender, "id": wamid, "timestamp": at, "type": "text", "text": {"body": body}, **more}


# What is kept


def test_a_button_is_known_by_its_id(meta):
    meta("button_reply_no_context")
    assert (heard().choice, heard().text, heard().answers_wamid) == ("akta_lahir", "Akta Kelahiran", "")


def test_a_list_row_answers_the_list(meta):
    meta("list_reply")
    assert (heard().choice, heard().answers_wamid) == ("kia", "wamid.HBgNT1VULUxJU1Q=")


def test_the_quick_reply_of_a_template_is_known_by_its_payload(meta):
    meta("template_button_no_context")
    assert (heard().choice, heard().text) == ("ambil_berkas", "Ambil sekarang")


def test_the_answers_of_a_form_are_unpacked(meta):
    meta("nfm_reply")
    assert heard().details["answers"]["nama_anak"] == "Anak Contoh"


def test_a_form_that_came_broken_is_kept_as_it_is(meta):
    meta("nfm_reply_broken_json")
    assert heard().details["answers"] is None
    assert "flow_token" in heard().details["interactive"]["nfm_reply"]["response_json"]


def test_three_cards_are_one_message_and_change_nobody(meta):
    meta("contacts_three")
    assert heard().text == "Rina Contoh, Pak RT, Tanpa Nomor"
    assert len(heard().details["contacts"]) == 3
    assert Contact.objects.count() == 1


def test_a_place_at_zero_keeps_its_zero(meta):
    meta("location_zero_zero")
    assert heard().details["location"] == {"latitude": 0.0, "longitude": 0.0}


@pytest.mark.parametrize("name", ["text_forwarded", "text_frequently_forwarded", "image_forwarded"])
def test_what_was_forwarded_is_marked(meta, name):
    meta(name)
    assert heard().forwarded


def test_a_caption_is_the_text_of_a_photo(meta):
    meta("image_with_url")
    assert (heard().text, heard().media_state) == ("KK", "waiting")


def test_a_zero_character_is_taken_out_of_the_text(meta):
    meta("text_nul_and_controls")
    assert heard().text == "abcd\n\te"


def test_half_a_character_is_shown_as_lost(meta):
    meta("text_lone_surrogate")
    assert heard().text == "rusak \ufffd akhir"


def test_65536_characters_are_kept_whole(meta):
    meta("text_very_long_65536")
    assert len(heard().text) == 65536


def test_an_empty_text_is_still_a_message(meta):
    meta("text_empty_body")
    assert (heard().kind, heard().text, heard().heard_at) == ("text", "", None)


def test_what_cannot_be_shown_says_what_it_was(meta):
    meta("unsupported_poll")
    assert "poll_creation" in heard().note
    meta("media_too_big_131052")
    assert "131052" in InboundMessage.objects.latest("id").note


def test_an_interactive_message_without_its_object_keeps_the_error_beside_it(meta):
    meta("interactive_with_error")
    assert heard().details["errors"][0]["code"] == 131000
    assert not LineAlarm.objects.exists()


def test_bytes_that_are_not_utf8_are_mended_around_the_message(meta):
    import json

    body = json.dumps(envelope(text("SALAM"))).encode().replace(b"SALAM", b"a\xffb")
    meta(body)
    assert heard().text == "a\ufffdb"


def test_a_type_of_tomorrow_is_unsupported_and_not_lost(meta):
    meta(envelope({"from": "62800000000011", "id": "wamid.N", "timestamp": "1795305601", "type": "hologram"}))
    assert (heard().kind, heard().heard_at) == ("unsupported", None)
    assert "hologram" in heard().note


# When it was said


def test_messages_are_heard_in_the_order_in_which_they_were_written(meta):
    meta("batch_out_of_order")
    assert [message.text for message in queries.unheard(Contact.objects.get())] == [
        "pertama",
        "kedua",
        "ketiga",
    ]


def test_an_unreadable_time_is_the_receipt_and_is_remarked(meta):
    meta("text_invalid_timestamp")
    assert heard().sent_at == NOW
    assert "waktu" in heard().note


def test_a_time_ahead_of_us_is_capped(meta):
    meta(envelope(text("x", at=str(int((NOW + timedelta(days=2)).timestamp())))))
    assert heard().sent_at == NOW


def test_a_message_held_back_for_six_days_opens_no_window(meta):
    meta("text_timestamp_old_6days")
    assert heard().sent_at == datetime(2026, 11, 16, tzinfo=UTC)
    assert not queries.window(Contact.objects.get(), NOW).open


def test_a_text_opens_the_window_and_a_reaction_does_not(meta):
    meta("reaction")
    assert not queries.window(Contact.objects.get(), NOW).open
    meta("text_basic")
    assert queries.window(Contact.objects.get(), NOW).open


# Who is woken


def test_a_text_wakes_the_conversation_at_once(meta):
    meta("text_basic")
    contact = Contact.objects.get()
    assert jobs("intake.converse") == [{"contact_id": contact.pk}]


def test_an_album_wakes_one_conversation_and_five_fetches(meta):
    meta("batch_album_5_photos")
    assert len(jobs("evidence.keep_media")) == 5
    assert len(jobs("intake.converse")) == 1


@pytest.mark.parametrize(
    "name", ["reaction", "reaction_removed_empty", "system_unknown_type", "revoke", "group_message"]
)
def test_what_needs_no_answer_wakes_nobody(meta, name):
    meta(name)
    assert heard().heard_at == NOW
    assert heard().note
    assert jobs("intake.converse") == []


def test_what_was_changed_or_taken_back_is_remarked_on_the_original(meta):
    meta(envelope(text("nama: BUDI", wamid="wamid.HBgNT1JJRw==")))
    meta("edit_text")
    original = InboundMessage.objects.get(wamid="wamid.HBgNT1JJRw==")
    assert (original.text, original.note) == ("nama: BUDI", "diubah oleh pengirim")
    meta("revoke")
    original.refresh_from_db()
    assert original.note == "dihapus oleh pengirim"
