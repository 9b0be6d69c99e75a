"""The phone's thumb: choices, odd kinds of message, new people."""

import io

import pytest
from PIL import Image

from .conftest import DANAR, Bench, Office

LIST = {
    "type": "list",
    "body": {"text": "Pilih layanan"},
    "action": {
        "button": "Layanan",
        "sections": [
            {
                "title": "Akta",
                "rows": [{"id": "akta-lahir", "title": "Akta kelahiran", "description": "Bayi baru"}],
            },
            {"title": "KTP", "rows": [{"id": "ktp-hilang", "title": "KTP hilang"}]},
        ],
    },
}
BUTTONS = {
    "type": "button",
    "body": {"text": "Sudah benar?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "send", "title": "Kirim permohonan"}},
            {"type": "reply", "reply": {"id": "change", "title": "Ubah"}},
        ]
    },
}


def last_heard(bench: Bench) -> dict:
    bench.flush()
    return bench.office.messages()[-1]


def test_a_row_of_a_list_comes_back_with_its_message(bench: Bench):
    bench.citizen_says()
    wamid = bench.post(type="interactive", interactive=LIST).json()["messages"][0]["id"]
    bench.citizen_says(choice="akta-lahir")
    heard = last_heard(bench)
    assert heard["interactive"] == {
        "type": "list_reply",
        "list_reply": {"id": "akta-lahir", "title": "Akta kelahiran", "description": "Bayi baru"},
    }
    assert heard["context"] == {"from": "628001000100", "id": wamid}


def test_a_button_may_be_chosen_by_what_it_says(bench: Bench):
    bench.citizen_says()
    bench.post(type="interactive", interactive=BUTTONS)
    bench.citizen_says(choice="kirim permohonan")
    assert last_heard(bench)["interactive"] == {
        "type": "button_reply",
        "button_reply": {"id": "send", "title": "Kirim permohonan"},
    }


def test_what_nobody_offered_cannot_be_chosen(bench: Bench):
    answer = bench.http.post(f"/api/citizens/{DANAR}/send", json={"choice": "send"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ({"voice": True}, "audio"),
        ({"sticker": True}, "sticker"),
        ({"location": True}, "location"),
        ({"contact": True}, "contacts"),
        ({"poll": True}, "unsupported"),
    ],
)
def test_odd_kinds_of_message_are_sent_as_meta_sends_them(bench: Bench, wish: dict, kind: str):
    bench.citizen_says(**wish)
    heard = last_heard(bench)
    assert heard["type"] == kind
    assert kind in heard


def test_a_voice_note_says_that_it_is_one(bench: Bench):
    bench.citizen_says(voice=True)
    audio = last_heard(bench)["audio"]
    assert (audio["voice"], audio["mime_type"]) == (True, "audio/ogg; codecs=opus")


def test_a_reaction_an_edit_and_a_deletion_change_the_bubble(bench: Bench):
    mine = bench.citizen_says(text="Halo")
    bench.citizen_says(reaction={"message_id": mine, "emoji": "👍"})
    assert last_heard(bench)["reaction"] == {"message_id": mine, "emoji": "👍"}
    bench.citizen_says(edit={"message_id": mine, "text": "Hai"})
    heard = last_heard(bench)
    assert (heard["unsupported"], heard["errors"][0]["code"]) == ({"type": "edit"}, 131051)
    bench.citizen_says(delete=mine)
    assert last_heard(bench)["revoke"] == {"original_message_id": mine}
    bubble = next(message for message in bench.chat() if message["id"] == mine)
    assert (bubble["citizen_reaction"], bubble["edited"], bubble["deleted"]) == ("👍", "Hai", True)


def test_a_reply_names_the_message_it_answers(bench: Bench):
    bench.citizen_says()
    wamid = bench.text("Siapa nama Anda?").json()["messages"][0]["id"]
    bench.citizen_says(text="Danar", reply_to=wamid)
    assert last_heard(bench)["context"] == {"from": "628001000100", "id": wamid}


def test_a_new_number_brings_a_new_user_id_and_keeps_the_chat(bench: Bench, office: Office):
    bench.citizen_says()
    before = bench.http.get("/api/citizens").json()[0]
    bench.http.post(f"/api/citizens/{DANAR}/send", json={"new_number": "62800000000012"})
    heard = last_heard(bench)
    after = bench.http.get("/api/citizens").json()[0]
    assert heard["system"]["wa_id"] == "62800000000012"
    assert (heard["system"]["previous_user_id"], heard["system"]["user_id"]) == (
        before["user_id"],
        after["user_id"],
    )
    assert "contacts" not in office.values()[-1]
    assert len(bench.chat("62800000000012")) == 1


def test_a_photo_leaves_the_phone_upright_and_at_most_1600_px(bench: Bench):
    image = Image.new("RGB", (3000, 2000), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    bench.http.post(
        f"/api/citizens/{DANAR}/send", files=[("photos", ("a.jpg", data.getvalue(), "image/jpeg"))]
    )
    sent = Image.open(io.BytesIO(bench.http.get(bench.chat()[-1]["media"]["url"]).content))
    assert sent.size == (1067, 1600)


def test_what_is_no_photo_is_refused_as_a_photo(bench: Bench):
    files = [("photos", ("a.jpg", b"<html>", "image/jpeg"))]
    assert bench.http.post(f"/api/citizens/{DANAR}/send", files=files).status_code == 400


def test_people_are_added_with_numbers_that_cannot_be_real(bench: Bench):
    assert bench.http.post("/api/citizens", json={"name": "Contoh Baru"}).json()["phone"].startswith("62800")
    assert (
        bench.http.post("/api/citizens", json={"name": "Nyata", "phone": "6281234567890"}).status_code == 400
    )
    assert bench.http.post("/api/citizens", json={"name": "Lagi", "phone": DANAR}).status_code == 400
    assert bench.http.post("/api/citizens", json={"name": " "}).status_code == 400
    assert bench.http.post("/api/citizens/62800123456/send", json={"text": "a"}).status_code == 404


def test_anything_at_all_may_be_thrown_at_the_office(bench: Bench):
    bench.citizen_says(raw={"type": "order", "order": {"catalog_id": "1", "product_items": []}})
    heard = last_heard(bench)
    assert (heard["type"], heard["from"], heard["order"]["catalog_id"]) == ("order", DANAR, "1")
