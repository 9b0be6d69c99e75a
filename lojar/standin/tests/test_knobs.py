"""Troubles to order: each knob does what it says, and nothing else."""

from .conftest import DANAR, NUMBER, Bench, Office, error


def test_a_line_that_is_down_answers_503_until_it_is_up(bench: Bench):
    bench.knobs(down=True)
    assert error(bench.text()) == (503, 2)
    bench.knobs(down=False)
    assert error(bench.text()) == (400, 131047)


def test_a_lost_answer_has_sent_the_message_all_the_same(bench: Bench, office: Office):
    bench.citizen_says()
    bench.knobs(lose_answers=1)
    assert bench.text("Sampai juga", biz_opaque_callback_data="outbox:1").status_code == 502
    assert bench.chat()[-1]["text"] == "Sampai juga"
    bench.flush()
    assert office.statuses()[0]["biz_opaque_callback_data"] == "outbox:1"
    assert bench.text().status_code == 200


def test_a_message_on_the_phone_names_the_trackers_of_the_office(bench: Bench):
    bench.citizen_says()
    bench.text(biz_opaque_callback_data="outbox:7:1")
    assert [message.get("tracker") for message in bench.chat()] == [None, "outbox:7:1"]


def test_graph_is_out_of_reach_only_where_it_has_an_address_of_its_own(bench: Bench):
    assert bench.knobs(unreachable=True).status_code == 400
    assert bench.http.get("/knobs").json()["unreachable"] is False


def test_a_misspelt_knob_turns_nothing(bench: Bench):
    assert bench.knobs(down=True, colour="red").status_code == 400
    assert bench.knobs(down="yes").status_code == 400
    assert bench.knobs(batch_most=0).status_code == 400
    assert bench.knobs(window_closed=["62800111111"]).status_code == 400
    assert bench.http.get("/knobs").json()["down"] is False


def test_the_clock_of_the_phones_can_be_set_forward(bench: Bench, office: Office):
    bench.knobs(clock_offset=86400)
    bench.citizen_says()
    bench.flush()
    assert office.messages()[0]["timestamp"] == str(1795305600 + 86400)


def test_rate_limits_can_be_switched_off_for_a_driven_citizen(bench: Bench):
    bench.citizen_says()
    bench.knobs(rate_limits=False)
    assert {bench.text().status_code for _ in range(60)} == {200}


def test_hiding_the_phone_is_for_those_who_are_named(bench: Bench):
    assert bench.knobs(hide_phone=[DANAR]).json()["hide_phone"] == [DANAR]
    assert [each["hidden"] for each in bench.http.get("/api/citizens").json()] == [True, False]
    assert bench.knobs(hide_phone=[]).json()["hide_phone"] == []


def test_a_slow_line_still_answers(bench: Bench):
    assert bench.knobs(slow_seconds=0.01).json()["slow_seconds"] == 0.01
    assert bench.graph("GET", NUMBER).status_code == 200
