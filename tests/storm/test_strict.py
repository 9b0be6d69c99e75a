"""What Meta refuses, the storm refuses; what the facts allow passes."""

import pytest

from bench.storm import strict

BUTTONS = [{"type": "reply", "reply": {"id": "yes", "title": "Ya"}}]
BUTTON = {"type": "button", "body": {"text": "Mulai?"}, "action": {"buttons": BUTTONS}}
ROWS = [{"id": "a", "title": "Akta"}, {"id": "b", "title": "KTP", "description": "Hilang"}]
ELEVEN = [{"id": f"r{n}", "title": "T"} for n in range(11)]
LIST = {
    "type": "list",
    "body": {"text": "Apa?"},
    "action": {"button": "Pilih", "sections": [{"title": "Layanan", "rows": ROWS}]},
}


def a_text(**more):
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+62800700000001",
        "type": "text",
        "text": {"body": "Halo", "preview_url": False},
        "biz_opaque_callback_data": "outbox:1:1",
        **more,
    }


def interactive(part):
    body = a_text(type="interactive", interactive=part)
    del body["text"]
    return body


def code(body, **known):
    wrong = strict.message(body, **known)
    return wrong and wrong.code


@pytest.mark.parametrize("body", [a_text(), interactive(BUTTON), interactive(LIST)])
def test_a_body_by_the_book_passes(body):
    assert strict.message(body) is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"priority": 1}, 100),
        ({"text": {"body": "Halo", "bold": True}}, 100),
        ({"messaging_product": "sms"}, 100),
        ({"to": "62800700000001"}, 131009),
        ({"to": "+62 800 7000"}, 131009),
        ({"text": {"body": " "}}, 131008),
        ({"text": {"body": "a" * 4097}}, 131009),
        ({"biz_opaque_callback_data": "x" * 513}, 131009),
        ({"type": "poll"}, 100),
        ({"context": {"message_id": "wamid.NOBODYS"}}, 131009),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused(changed, expected):
    assert code(a_text(**changed)) == expected


def test_a_quoted_message_must_be_of_the_same_chat():
    assert code(a_text(context={"message_id": "wamid.1"}), wamids={"wamid.1"}) is None


def _buttons(*replies):
    return {**BUTTON, "action": {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}}


@pytest.mark.parametrize(
    "part",
    [
        _buttons(),
        _buttons(*({"id": str(n), "title": f"Ya {n}"} for n in range(4))),
        _buttons({"id": "a", "title": "Ya"}, {"id": "b", "title": "Ya"}),
        _buttons({"id": "a", "title": "Ya"}, {"id": "a", "title": "Tidak"}),
        _buttons({"id": "a", "title": "J" * 21}),
        _buttons({"id": " a", "title": "Ya"}),
        {**BUTTON, "body": {"text": "a" * 1025}},
        {**BUTTON, "footer": {"text": "a" * 61}},
        {**BUTTON, "colour": "red"},
        {**LIST, "action": {"button": "Pilih", "sections": [{"rows": ROWS}, {"rows": [{"id": "c", "title": "C"}]}]}},
        {**LIST, "action": {"button": "Pilih", "sections": [{"rows": [{"id": "a", "title": "T" * 25}]}]}},
        {**LIST, "action": {"button": "Pilih", "sections": [{"rows": ELEVEN}]}},
        {**LIST, "action": {"button": "P" * 21, "sections": [{"rows": ROWS}]}},
    ],
)  # fmt: skip
def test_buttons_and_lists_over_a_limit_are_refused(part):
    assert strict.message(interactive(part)) is not None


def test_a_file_must_have_been_uploaded():
    body = a_text(type="image", image={"id": "7", "caption": "Halaman 1"})
    del body["text"]
    assert code(body) == 131009
    assert code(body, media={"7"}) is None


def test_a_read_mark_names_a_message_that_came_in():
    mark = {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.1",
        "typing_indicator": {"type": "text"},
    }
    assert strict.read_mark(mark, wamids={"wamid.1"}) is None
    assert strict.read_mark(mark, wamids={"wamid.2"}) is not None
    assert strict.read_mark({**mark, "to": "+62800"}, wamids={"wamid.1"}) is not None
