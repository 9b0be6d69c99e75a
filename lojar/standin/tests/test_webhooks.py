"""What the office hears: signed, in Meta's shape, again until it has answered 200."""

import json
from pathlib import Path

from .conftest import DANAR, NUMBER, SUKMO, WABA, Bench, Office, stand_in


def test_the_signature_is_over_the_bytes_and_nothing_is_outside_ascii(bench: Bench, office: Office):
    bench.citizen_says(text="Selamat pagi 👋 – café")
    bench.flush()
    assert office.signatures == [office.right_signature(office.heard[0])]
    assert office.heard[0].isascii()
    assert json.loads(office.heard[0])["entry"][0]["id"] == WABA
    assert office.messages()[0]["text"]["body"] == "Selamat pagi 👋 – café"


def test_a_text_has_metas_shape(bench: Bench, office: Office):
    wamid = bench.citizen_says(text="Halo")
    bench.flush()
    user_id = bench.http.get("/api/citizens").json()[0]["user_id"]
    assert office.values()[0] == {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "628001000100", "phone_number_id": NUMBER},
        "contacts": [{"profile": {"name": "Danar Wirasena"}, "wa_id": DANAR, "user_id": user_id}],
        "messages": [
            {
                "from": DANAR,
                "from_user_id": user_id,
                "id": wamid,
                "timestamp": "1795305600",
                "type": "text",
                "text": {"body": "Halo"},
            }
        ],
    }


def test_nothing_is_delivered_before_the_handshake(bench: Bench, office: Office):
    bench.http.app.state.line.store.keep_note("verify_token", "not what the office expects")  # type: ignore[attr-defined]
    bench.citizen_says()
    bench.flush()
    assert office.heard == []
    assert bench.http.get("/api/log").json()["handshake"] == "403, tidak cocok"


def test_what_was_not_answered_with_200_comes_again_with_the_same_bytes(bench: Bench, office: Office):
    office.answers = [500, 202, 200]
    wamid = bench.citizen_says()
    for _ in range(4):
        bench.flush()
    assert len(office.heard) == 3
    assert len(set(office.heard)) == 1
    delivery = bench.http.get("/api/log").json()["deliveries"][0]
    assert (delivery["attempts"], delivery["answer"], delivery["state"]) == (3, "200", "done")
    assert next(m for m in bench.chat() if m["id"] == wamid)["status"] == "delivered"


def test_a_message_shows_one_tick_until_the_office_took_it(bench: Bench, office: Office):
    office.answers = [503]
    bench.citizen_says()
    bench.flush()
    assert bench.chat()[-1]["status"] == "waiting"
    bench.flush()
    assert bench.chat()[-1]["status"] == "delivered"


def test_seven_days_without_an_answer_are_the_end(bench: Bench, office: Office):
    office.answers = [500, 500, 500]
    bench.citizen_says()
    bench.flush()
    bench.now += 7 * 86400 + 1
    bench.flush()
    bench.flush()
    assert len(office.heard) == 2
    assert bench.http.get("/api/log").json()["deliveries"][0]["state"] == "dropped"


def test_statuses_go_from_sent_to_read_and_carry_the_trackers(bench: Bench, office: Office):
    bench.citizen_says()
    wamid = bench.text(biz_opaque_callback_data="outbox:42").json()["messages"][0]["id"]
    bench.flush()
    bench.http.post(f"/api/citizens/{DANAR}/read")
    bench.flush()
    told = office.statuses()
    assert [each["status"] for each in told] == ["sent", "delivered", "read"]
    assert {each["id"] for each in told} == {wamid}
    assert {each["biz_opaque_callback_data"] for each in told} == {"outbox:42"}
    assert told[0]["pricing"]["category"] == "service"
    assert "pricing" not in told[2]


def test_a_chat_that_is_read_again_tells_nothing_new(bench: Bench, office: Office):
    bench.citizen_says()
    bench.text()
    for _ in range(3):
        bench.http.get(f"/api/citizens/{DANAR}/messages?read=1")
        bench.flush()
    assert [each["status"] for each in office.statuses()].count("read") == 1


def test_a_late_delivered_never_follows_a_read(bench: Bench, office: Office):
    bench.citizen_says()
    bench.text()
    bench.http.post(f"/api/citizens/{DANAR}/read")
    bench.flush()
    assert [each["status"] for each in office.statuses()] == ["sent", "read"]


def test_an_album_is_separate_messages_with_the_caption_on_the_first(
    bench: Bench, office: Office, photo: bytes
):
    files = [("photos", (f"{n}.jpg", photo, "image/jpeg")) for n in range(3)]
    bench.http.post(f"/api/citizens/{DANAR}/send", files=files, data={"caption": "KTP dan KK"})
    bench.flush()
    assert len(office.heard) == 3
    heard = office.messages()
    assert [message["image"].get("caption") for message in heard] == ["KTP dan KK", None, None]
    assert len({message["image"]["id"] for message in heard}) == 3


def test_who_hides_the_phone_is_known_by_user_id_only(bench: Bench, office: Office):
    bench.knobs(hide_phone=[DANAR])
    bench.citizen_says()
    user_id = bench.http.get("/api/citizens").json()[0]["user_id"]
    body = {"messaging_product": "whatsapp", "recipient": user_id, "type": "text", "text": {"body": "Halo"}}
    assert bench.graph("POST", f"{NUMBER}/messages", json=body).status_code == 200
    bench.flush()
    assert DANAR.encode() not in b"".join(office.heard)
    assert office.messages()[0]["from_user_id"] == user_id
    assert office.statuses()[0]["recipient_user_id"] == user_id


def test_webhooks_may_come_twice(bench: Bench, office: Office):
    bench.knobs(duplicate_webhooks=True)
    bench.citizen_says()
    bench.flush()
    assert len(office.heard) == 2
    assert office.heard[0] == office.heard[1]


def test_webhooks_may_come_in_one_batch_and_turned_around(bench: Bench, office: Office):
    bench.knobs(batch_seconds=5, reorder=True)
    for phone, text in ((DANAR, "satu"), (DANAR, "dua"), (SUKMO, "tiga")):
        bench.citizen_says(phone, text=text)
    bench.flush()
    assert len(office.heard) == 1
    assert [message["text"]["body"] for message in office.messages()] == ["tiga", "dua", "satu"]
    assert len(office.values()) == 2
    for value in office.values():
        assert {message["from"] for message in value["messages"]} == {value["contacts"][0]["wa_id"]}


def test_a_batch_holds_no_more_than_was_ordered(bench: Bench, office: Office):
    bench.knobs(batch_seconds=5, batch_most=2, reorder=True)
    for text in ("satu", "dua", "tiga"):
        bench.citizen_says(text=text)
    bench.flush()
    heard = [[message["text"]["body"] for message in office.messages()[at : at + 2]] for at in (0, 1)]
    assert (len(office.heard), heard) == (2, [["tiga", "dua"], ["dua", "satu"]])


def test_what_the_office_has_not_taken_is_counted(bench: Bench, office: Office):
    office.answers = [503]
    bench.citizen_says()
    assert bench.http.get("/healthz").json()["untold"] == 1
    bench.flush()
    assert bench.http.get("/healthz").json()["untold"] == 1
    bench.flush()
    assert bench.http.get("/healthz").json()["untold"] == 0


def test_another_address_is_believed_after_a_handshake(bench: Bench, office: Office):
    edge = f"{WABA}/subscribed_apps"
    wrong = {"override_callback_uri": "http://office.test/other", "verify_token": "wrong"}
    assert bench.graph("POST", edge, json=wrong).status_code == 400
    assert bench.graph("POST", edge, json={**wrong, "verify_token": "verify-me"}).json() == {"success": True}
    assert bench.graph("GET", edge).json()["data"][0]["override_callback_uri"] == "http://office.test/other"
    assert bench.http.get("/api/log").json()["url"] == "http://office.test/other"


def test_what_waited_when_the_stand_in_was_killed_is_delivered_after_it(
    bench: Bench, office: Office, tmp_path: Path
):
    office.answers = [500]
    bench.citizen_says(text="sebelum")
    bench.flush()
    with stand_in(tmp_path, office, bench.now) as after:
        after.flush()
        assert [message["text"]["body"] for message in office.messages()] == ["sebelum", "sebelum"]
        assert after.chat()[-1]["text"] == "sebelum"
