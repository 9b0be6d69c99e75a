"""Templates: what the form refuses, the review, and sending outside the window."""

import pytest

from .conftest import DANAR, WABA, Bench, Office, error

BODY = {
    "type": "BODY",
    "text": "Berkas {{1}} sudah siap di baki {{2}} kami.",
    "example": {"body_text": [["A-1", "3"]]},
}
BUTTONS = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Lanjutkan"}]}


def create(bench: Bench, *components, **changed):
    body = {
        "name": "berkas_siap",
        "language": "id",
        "category": "UTILITY",
        "components": list(components or (BODY,)),
    }
    return bench.graph("POST", f"{WABA}/message_templates", json={**body, **changed})


def send(bench: Bench, *components, name: str = "berkas_siap", language: str = "id"):
    return bench.post(
        type="template",
        template={
            "name": name,
            "language": {"code": language},
            "components": list(components),
        },
    )


def body_of(*texts: str) -> dict:
    return {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}


@pytest.fixture
def approved(bench: Bench) -> Bench:
    create(bench, BODY, BUTTONS)
    bench.flush()
    return bench


def test_a_new_template_is_pending_and_then_approved_by_webhook(bench: Bench, office: Office):
    assert create(bench).json()["status"] == "PENDING"
    assert error(send(bench, body_of("A-1", "3"))) == (404, 132001)
    bench.flush()
    told = office.values()[-1]
    assert (told["event"], told["message_template_name"]) == ("APPROVED", "berkas_siap")
    listed = bench.graph("GET", f"{WABA}/message_templates").json()["data"]
    assert [(each["name"], each["status"]) for each in listed] == [("berkas_siap", "APPROVED")]


def test_a_reviewer_may_refuse(bench: Bench, office: Office):
    bench.knobs(template_verdict="REJECTED")
    create(bench)
    bench.flush()
    assert office.values()[-1]["event"] == "REJECTED"
    assert error(send(bench, body_of("A-1", "3"))) == (404, 132001)


@pytest.mark.parametrize(
    "components",
    [
        [{"type": "BODY", "text": "{{1}} sudah siap.", "example": {"body_text": [["A"]]}}],
        [{"type": "BODY", "text": "Sudah siap: {{1}}", "example": {"body_text": [["A"]]}}],
        [
            {
                "type": "BODY",
                "text": "Berkas {{2}} siap di baki {{1}} kami.",
                "example": {"body_text": [["A", "B"]]},
            }
        ],
        [{"type": "BODY", "text": "Berkas {{1}} sudah siap."}],
        [{"type": "BODY", "text": "a" * 1025}],
        [BODY, {"type": "FOOTER", "text": "a" * 61}],
        [BODY, {"type": "FOOTER", "text": "Kantor {{1}} kami"}],
        [BODY, {"type": "HEADER", "format": "TEXT", "text": "a" * 61}],
        [BODY, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "a" * 26}]}],
        [BODY, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": f"b{n}"} for n in range(11)]}],
        [BODY, BODY],
        [BUTTONS],
    ],
)
def test_unfit_components_are_refused(bench: Bench, components: list[dict]):
    assert create(bench, *components).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Berkas Siap"},
        {"name": "a" * 513},
        {"language": "Indonesian"},
        {"category": "GREETING"},
        {"colour": "red"},
    ],
)
def test_unfit_names_and_languages_are_refused(bench: Bench, changed: dict):
    assert create(bench, **changed).status_code == 400


def test_a_name_may_be_taken_once_per_language(bench: Bench):
    create(bench)
    assert create(bench).json()["error"]["error_subcode"] == 2388024
    assert create(bench, language="en").status_code == 200


def test_a_template_passes_a_closed_window_and_is_shown_filled_in(approved: Bench):
    answer = send(approved, body_of("A-1", "3"))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    shown = approved.chat()[-1]
    assert shown["text"] == "Berkas A-1 sudah siap di baki 3 kami."
    assert shown["buttons"] == [{"id": "Lanjutkan", "title": "Lanjutkan"}]


def test_its_button_comes_back_with_the_payload_that_was_sent(approved: Bench, office: Office):
    payload = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": "lanjut:7"}],
    }
    wamid = send(approved, body_of("A-1", "3"), payload).json()["messages"][0]["id"]
    approved.citizen_says(choice="lanjut:7")
    approved.flush()
    heard = office.messages()[-1]
    assert heard["button"] == {"payload": "lanjut:7", "text": "Lanjutkan"}
    assert heard["context"]["id"] == wamid


def test_wrong_parameters_are_refused(approved: Bench):
    assert error(send(approved)) == (400, 132000)
    assert error(send(approved, body_of("A-1"))) == (400, 132000)
    assert error(send(approved, body_of("A-1", "3", "4"))) == (400, 132000)
    assert error(send(approved, body_of("A\n1", "3"))) == (400, 100)
    assert error(send(approved, body_of("A" * 1020, "3"))) == (400, 132005)
    assert error(
        send(approved, body_of("A-1", "3"), {"type": "header", "parameters": [{"type": "text", "text": "x"}]})
    ) == (400, 132000)
    assert error(send(approved, body_of("A-1", "3"), language="en")) == (404, 132001)
    assert error(send(approved, body_of("A-1", "3"), name="lain")) == (404, 132001)


def test_named_parameters_are_filled_by_name(bench: Bench):
    named = {
        "type": "BODY",
        "text": "Berkas {{nomor}} siap di {{tempat}} kami.",
        "example": {
            "body_text_named_params": [
                {"param_name": "nomor", "example": "A-1"},
                {"param_name": "tempat", "example": "loket"},
            ]
        },
    }
    create(bench, named, parameter_format="NAMED")
    bench.flush()
    parameters = [
        {"type": "text", "parameter_name": "tempat", "text": "loket 2"},
        {"type": "text", "parameter_name": "nomor", "text": "A-1"},
    ]
    assert send(bench, {"type": "body", "parameters": parameters}).status_code == 200
    assert bench.chat()[-1]["text"] == "Berkas A-1 siap di loket 2 kami."
    assert error(send(bench, body_of("A-1", "loket"))) == (400, 132000)


def test_a_template_to_a_number_without_whatsapp_fails_by_webhook(approved: Bench, office: Office):
    body = {"name": "berkas_siap", "language": {"code": "id"}, "components": [body_of("A", "B")]}
    assert approved.post(to="+62800999999999", type="template", template=body).status_code == 200
    approved.flush()
    assert office.statuses()[-1]["errors"][0]["code"] == 131026


def test_a_template_can_be_edited_once_a_day_and_deleted(approved: Bench):
    template_id = approved.graph("GET", f"{WABA}/message_templates?name=berkas_siap").json()["data"][0]["id"]
    new = {**BODY, "text": "Berkas {{1}} ada di baki {{2}} kami."}
    assert approved.graph("POST", template_id, json={"components": [new]}).json() == {"success": True}
    assert approved.graph("GET", template_id).json()["status"] == "PENDING"
    assert approved.graph("POST", template_id, json={"components": [new]}).status_code == 400
    assert approved.graph("DELETE", f"{WABA}/message_templates?name=berkas_siap").json() == {"success": True}
    assert approved.graph("DELETE", f"{WABA}/message_templates?name=berkas_siap").status_code == 400


def test_long_lists_of_templates_come_in_pages(bench: Bench):
    for number in range(3):
        create(bench, name=f"contoh_{number}")
    first = bench.graph("GET", f"{WABA}/message_templates?limit=2").json()
    assert len(first["data"]) == 2
    second = bench.graph(
        "GET", f"{WABA}/message_templates?limit=2&after={first['paging']['cursors']['after']}"
    ).json()
    assert [each["name"] for each in second["data"]] == ["contoh_2"]
    assert "next" in first["paging"]
    assert "next" not in second["paging"]


def test_a_template_opens_no_window(approved: Bench):
    send(approved, body_of("A-1", "3"))
    assert error(approved.text(to=f"+{DANAR}")) == (400, 131047)
