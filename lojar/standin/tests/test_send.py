"""What the Graph side takes and what it refuses, with Meta's codes."""

import pytest

from .conftest import DANAR, NUMBER, SUKMO, Bench, error


def buttons(*titles: str) -> list[dict]:
    return [{"type": "reply", "reply": {"id": f"id-{n}", "title": title}} for n, title in enumerate(titles)]


def button_message(**changed):
    message = {"type": "button", "body": {"text": "Pilih"}, "action": {"buttons": buttons("Ya", "Tidak")}}
    return {"type": "interactive", "interactive": {**message, **changed}}


def list_message(sections, **changed):
    action = {"button": "Pilih layanan", "sections": sections}
    return {
        "type": "interactive",
        "interactive": {"type": "list", "body": {"text": "Pilih"}, "action": action, **changed},
    }


def rows(count: int, **changed) -> list[dict]:
    return [{"id": f"row-{n}", "title": f"Baris {n}", **changed} for n in range(count)]


@pytest.fixture(autouse=True)
def _the_window_is_open(bench: Bench):
    bench.citizen_says(text="Halo")


def test_a_text_is_accepted_and_stands_on_the_phone(bench: Bench):
    answer = bench.text("Selamat pagi, *Bapak*")
    assert answer.status_code == 200
    assert answer.json()["contacts"][0]["wa_id"] == DANAR
    last = bench.chat()[-1]
    assert (last["id"], last["side"], last["text"]) == (
        answer.json()["messages"][0]["id"],
        "office",
        "Selamat pagi, *Bapak*",
    )


def test_a_number_may_be_written_with_or_without_plus(bench: Bench):
    assert bench.text(to=DANAR).status_code == 200
    assert bench.text(to=f"+{DANAR}").status_code == 200


def test_a_user_id_is_an_address_too(bench: Bench):
    user_id = bench.http.get("/api/citizens").json()[0]["user_id"]
    body = {"messaging_product": "whatsapp", "recipient": user_id, "type": "text", "text": {"body": "Halo"}}
    answer = bench.graph("POST", f"{NUMBER}/messages", json=body)
    assert answer.json()["contacts"] == [{"input": user_id, "user_id": user_id}]


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        ({"type": "text", "text": {"body": "a" * 4097}}, (400, 100)),
        ({"type": "text", "text": {"body": ""}}, (400, 131009)),
        ({"type": "text", "text": {}}, (400, 131008)),
        ({"type": "text"}, (400, 131008)),
        ({"type": "text", "text": {"body": "a", "colour": "red"}}, (400, 100)),
        ({"type": "text", "text": {"body": "a"}, "colour": "red"}, (400, 100)),
        (
            {"type": "text", "text": {"body": "a"}, "image": {"link": "http://office.test/files/a"}},
            (400, 100),
        ),
        ({"type": "hologram", "hologram": {}}, (400, 100)),
        ({"type": "text", "text": {"body": "a"}, "biz_opaque_callback_data": "x" * 513}, (400, 131009)),
        ({"type": "text", "text": {"body": "a"}, "context": {"message_id": "wamid.unknown"}}, (400, 131009)),
        ({"type": "image", "image": {"id": "1", "caption": "a" * 1025}}, (400, 131009)),
        ({"type": "image", "image": {"id": "999"}}, (400, 131009)),
        ({"type": "image", "image": {}}, (400, 131008)),
        ({"type": "image", "image": {"id": "1", "link": "http://office.test/files/a"}}, (400, 131009)),
        ({"type": "location", "location": {"latitude": 91, "longitude": 0}}, (400, 131009)),
        ({"type": "reaction", "reaction": {"message_id": "wamid.unknown", "emoji": "👍"}}, (400, 131009)),
        ({"type": "contacts", "contacts": []}, (400, 131009)),
        (button_message(action={"buttons": []}), (400, 131009)),
        (button_message(action={"buttons": buttons("1", "2", "3", "4")}), (400, 131009)),
        (button_message(action={"buttons": buttons("Judul yang terlalu panjang")}), (400, 131009)),
        (button_message(action={"buttons": buttons("Ya", "Ya")}), (400, 131009)),
        (
            button_message(action={"buttons": [{"type": "reply", "reply": {"id": " a", "title": "A"}}]}),
            (400, 131009),
        ),
        (
            button_message(action={"buttons": [{"type": "reply", "reply": {"id": "a" * 257, "title": "A"}}]}),
            (400, 131009),
        ),
        (button_message(body={"text": "a" * 1025}), (400, 131009)),
        (button_message(footer={"text": "a" * 61}), (400, 131009)),
        (button_message(header={"type": "text", "text": "a" * 61}), (400, 131009)),
        (button_message(type="carousel"), (400, 131009)),
        (list_message([{"title": "A", "rows": rows(11)}]), (400, 131009)),
        (list_message([{"title": "A", "rows": rows(6)}, {"title": "B", "rows": rows(5)}]), (400, 131009)),
        (list_message([{"rows": rows(1)}, {"rows": [{"id": "z", "title": "Z"}]}]), (400, 131008)),
        (list_message([{"title": "a" * 25, "rows": rows(1)}]), (400, 131009)),
        (list_message([{"rows": rows(1, title="a" * 25)}]), (400, 131009)),
        (list_message([{"rows": rows(1, description="a" * 73)}]), (400, 131009)),
        (list_message([{"rows": rows(2, id="same")}]), (400, 131009)),
        (list_message([]), (400, 131009)),
        (list_message([{"rows": rows(1)}], body={"text": "a" * 1025}), (400, 131009)),
        (list_message([{"rows": rows(1)}], header={"type": "image", "image": {"id": "1"}}), (400, 131009)),
    ],
)
def test_what_meta_refuses_is_refused(bench: Bench, message: dict, refusal: tuple[int, int]):
    before = len(bench.chat())
    answer = bench.post(**message)
    assert error(answer) == refusal
    assert answer.json()["error"]["error_data"]["details"]
    assert len(bench.chat()) == before


def test_everything_at_its_limit_is_taken(bench: Bench):
    longest = [{"id": "a" * 200, "title": "t" * 24, "description": "d" * 72}, *rows(9)]
    assert bench.text("a" * 4096, biz_opaque_callback_data="x" * 512).status_code == 200
    assert (
        bench.post(
            **list_message([{"title": "s" * 24, "rows": longest}], body={"text": "b" * 1024})
        ).status_code
        == 200
    )
    most = button_message(
        action={"buttons": buttons("a" * 20, "b" * 20, "c" * 20)},
        body={"text": "b" * 1024},
        header={"type": "text", "text": "h" * 60},
        footer={"text": "f" * 60},
    )
    assert bench.post(**most).status_code == 200
    link = {"name": "cta_url", "parameters": {"display_text": "Buka", "url": "https://contoh.test/a"}}
    assert bench.post(**button_message(type="cta_url", action=link)).status_code == 200


def test_a_list_and_its_buttons_can_be_read_by_a_script(bench: Bench):
    bench.post(**list_message([{"title": "Akta", "rows": rows(2)}]))
    last = bench.chat()[-1]
    assert last["list_button"] == "Pilih layanan"
    assert [(row["id"], row["section"]) for row in last["rows"]] == [("row-0", "Akta"), ("row-1", "Akta")]
    bench.post(**button_message())
    assert bench.chat()[-1]["buttons"] == [{"id": "id-0", "title": "Ya"}, {"id": "id-1", "title": "Tidak"}]


def test_a_closed_window_is_refused(bench: Bench):
    bench.knobs(window_closed=[DANAR])
    assert error(bench.text()) == (400, 131047)


def test_the_window_closes_by_itself_after_24_hours(bench: Bench):
    bench.now += 24 * 3600 - 1
    assert bench.text().status_code == 200
    bench.now += 1
    assert error(bench.text()) == (400, 131047)


def test_who_never_wrote_cannot_be_written_to(bench: Bench):
    assert error(bench.text(to=f"+{SUKMO}")) == (400, 131047)


def test_a_closed_window_may_also_be_told_later(bench: Bench):
    bench.knobs(window_closed=True, window_error_later=True)
    assert bench.text(biz_opaque_callback_data="outbox:7").status_code == 200
    bench.flush()
    failed = bench.office.statuses()[-1]
    assert (failed["status"], failed["errors"][0]["code"]) == ("failed", 131047)
    assert failed["biz_opaque_callback_data"] == "outbox:7"
    assert "contacts" not in bench.office.values()[-1]


def test_nobody_writes_to_himself(bench: Bench):
    assert error(bench.text(to="+628001000100")) == (400, 131021)


def test_one_person_gets_45_at_once_and_then_one_per_six_seconds(bench: Bench):
    for _ in range(45):
        assert bench.text().status_code == 200
    assert error(bench.text()) == (400, 131056)
    bench.citizen_says(SUKMO)
    assert bench.text(to=f"+{SUKMO}").status_code == 200
    bench.now += 6.1
    assert bench.text().status_code == 200
    assert error(bench.text()) == (400, 131056)


def test_eighty_messages_a_second_are_the_most(bench: Bench):
    for phone in (DANAR, SUKMO):
        bench.citizen_says(phone)
    results = [bench.text(to=phone).status_code for _ in range(39) for phone in (DANAR, SUKMO)]
    assert error(bench.text()) == (400, 130429)
    assert results.count(200) == 77
    bench.now += 1.1
    assert bench.text().status_code == 200


def test_reading_turns_the_ticks_blue_and_shows_that_the_office_types(bench: Bench):
    first, second = bench.citizen_says(text="satu"), bench.citizen_says(text="dua")
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": second}
    answer = bench.graph("POST", f"{NUMBER}/messages", json={**read, "typing_indicator": {"type": "text"}})
    assert answer.json() == {"success": True}
    assert {m["status"] for m in bench.chat() if m["id"] in (first, second)} == {"read"}
    assert bench.http.get("/api/citizens").json()[0]["typing_for"] == 25.0
    assert error(bench.graph("POST", f"{NUMBER}/messages", json={**read, "message_id": "wamid.x"})) == (
        400,
        131009,
    )


def test_a_wrong_token_is_refused(bench: Bench):
    answer = bench.http.post(f"/v25.0/{NUMBER}/messages", json={}, headers={"Authorization": "Bearer wrong"})
    assert error(answer) == (401, 190)
    bench.knobs(token_expired=True)
    assert error(bench.text()) == (401, 190)


def test_paths_that_are_not_ours_are_refused(bench: Bench):
    assert error(bench.graph("POST", "42/messages", json={})) == (400, 100)
    assert error(bench.graph("GET", "42")) == (400, 100)
    answer = bench.http.get(f"/latest/{NUMBER}", headers=bench.auth)
    assert error(answer) == (400, 2500)
    assert bench.graph("GET", NUMBER).json()["display_phone_number"] == "+628001000100"
