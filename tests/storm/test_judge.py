"""The judge finds what is lost, doubled or out of order, and says nothing against a house in order."""

import pytest

from bench.storm.books import Answered, Household, MetasBook, OfficesBook, Shown, Wrote
from bench.storm.judge import judge
from bench.storm.logs import errors, spilled

PERSON, NOW = "62800700000001", 1000.0


@pytest.fixture
def books():
    """Two questions and a photo of one person, each answered."""
    meta, office, house = MetasBook(), OfficesBook(), Household(settled="rest after 20 s")
    for n, kind in enumerate(("text", "text", "image"), start=1):
        at, photo = NOW + 10 * n, "ab" if kind == "image" else ""
        meta.wrote[f"in.{n}"] = Wrote(
            f"in.{n}", PERSON, kind, at, photo=photo, answer="Jam" if n == 1 else ""
        )
        office.inbound.append(inbound(n, kind, at))
        office.outbound.append(outbound(n, at + 2))
        meta.shown.append(
            Shown(
                f"out.{n}", PERSON, f"outbox:{n}:1", at + 2, at + 2, "text", f"Jam {n}" if n == 1 else "Baik"
            )
        )
    office.photos = [{"id": 1, "sha256": "ab", "state": "kept", "message_id": 3}]
    office.deliveries = [{"state": "processed", "reason": "", "many": 3}]
    meta.answered = [Answered(NOW, 200, 0.1), Answered(NOW, 401, 0.1, forged=True)]
    return meta, office, house  # fmt: skip


def inbound(n, kind, at):
    media = "kept" if kind == "image" else "none"
    times = {"sent_at": at, "received_at": at, "read_at": at + 0.1, "heard_at": at + 1}
    return {"id": n, "wamid": f"in.{n}", "kind": kind, "media_state": media, "media_tries": 0, "note": "",
            "contact_id": 1, "with_officer": False, **times}  # fmt: skip


def outbound(n, at):
    return {"id": n, "contact_id": 1, "key": f"turn:1:{n}:0", "state": "read", "purpose": "reply", "tries": 1,
            "wamid": f"out.{n}", "error_code": None, "error_text": "", "created_at": at, "not_before": None,
            "in_flight_at": at}  # fmt: skip


def wrong(books):
    return {finding.check for finding in judge(*books) if finding.ok is False}


def test_a_house_in_order_has_nothing_against_it(books):
    assert wrong(books) == set()


def test_a_message_that_is_not_on_record_is_lost(books):
    books[1].inbound.pop(0)
    assert wrong(books) == {"every message stands once"}


def test_a_message_that_nobody_wrote_is_found(books):
    books[1].inbound.append(inbound(9, "text", NOW))
    assert wrong(books) == {"every message stands once"}


def test_a_message_that_was_never_heard_is_found_unless_an_officer_has_it(books):
    books[1].inbound[1]["heard_at"] = None
    assert "every message is heard" in wrong(books)
    books[1].inbound[1]["with_officer"] = True
    assert "every message is heard" not in wrong(books)


def test_an_older_message_that_waited_while_a_younger_was_heard_is_out_of_order(books):
    books[1].inbound[0]["heard_at"] = NOW + 300
    assert wrong(books) == {"each person is heard in order"}


def test_an_older_message_that_came_later_is_in_order(books):
    books[1].inbound[0] |= {"received_at": NOW + 290, "read_at": NOW + 291, "heard_at": NOW + 300}
    assert wrong(books) == set()


def test_a_photo_on_its_way_may_be_passed(books):
    meta, office, _ = books
    meta.wrote["in.3"].at = NOW + 5
    office.inbound[2]["heard_at"] = NOW + 300
    assert wrong(books) == set()


@pytest.mark.parametrize("change", [{"media_state": "lost"}, {"media_state": "waiting"}])
def test_a_photo_that_is_not_kept_is_found(books, change):
    books[1].inbound[2] |= change
    assert wrong(books) == {"every photo is kept"}


def test_one_message_accepted_under_two_attempts_is_doubled(books):
    books[0].shown.append(Shown("out.9", PERSON, "outbox:2:2", NOW + 80, NOW + 80, "text", "Baik"))
    assert wrong(books) == {"nothing is shown twice"}


def test_the_same_answer_under_two_names_is_doubled(books):
    meta, office, _ = books
    meta.shown.append(Shown("out.9", PERSON, "outbox:9:1", NOW + 90, NOW + 90, "text", "Jam 1"))
    office.outbound.append(outbound(9, NOW + 90))
    assert wrong(books) == {"no answer without its question"}


def test_what_the_office_believes_must_have_been_accepted(books):
    meta, _, _ = books
    meta.shown.pop(1)
    assert "what is believed sent was accepted" in wrong(books)


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("in_flight", {"what was accepted is known", "nothing is left to send"}),
        ("failed", {"what was accepted is known", "nothing is given up"}),
    ],
)
def test_what_was_accepted_must_be_known(books, state, found):
    books[1].outbound[0]["state"] = state
    assert wrong(books) == found


def test_an_answer_that_leaves_after_a_younger_one_is_out_of_order(books):
    books[0].shown[0].came_at = NOW + 500
    assert "each person reads in order" in wrong(books)


def test_a_refused_body_and_a_rate_are_the_offices_own_mistake(books):
    books[0].refused.append({"code": 100})
    books[0].pairs_over.append((NOW, PERSON))
    assert wrong(books) == {"every request keeps Meta's rules", "line and pair rate are kept"}


def test_503_is_right_only_while_the_database_is_away(books):
    meta, _, house = books
    meta.answered.append(Answered(NOW + 50, 503, 0.1))
    assert wrong(books) == {"webhooks are answered rightly"}
    house.outages.append((NOW + 45, NOW + 49))
    assert wrong(books) == set()


def test_a_forged_post_that_is_taken_is_found(books):
    books[0].answered.append(Answered(NOW, 200, 0.1, forged=True))
    assert wrong(books) == {"webhooks are answered rightly"}


def test_memory_that_climbs_is_found_and_a_short_life_is_not_judged(books):
    house = books[2]
    house.memory["work-1#1"] = [(at * 5.0, 60.0 + at * 3) for at in range(60)]
    house.memory["work-2#1"] = [(at * 5.0, 60.0 + at * 30) for at in range(6)]
    assert wrong(books) == {"memory stays flat"}


def test_a_ledger_that_does_not_close_and_a_process_that_would_not_stop_are_found(books):
    books[2].ledger = {"closed": False}
    books[2].would_not_stop.append("work-1")
    assert wrong(books) == {"the ledger closes", "SIGTERM ends a process in time"}


def test_more_set_aside_than_bad_parts_were_sent_is_found(books):
    books[1].deliveries.append({"state": "set_aside", "reason": "?", "many": 1})
    assert wrong(books) == {"only bad parts are set aside"}
    books[0].answered.append(Answered(NOW, 200, 0.1, sibling=True))
    assert wrong(books) == set()


def test_a_number_a_name_and_a_secret_in_a_log_are_found(tmp_path):
    log = tmp_path / "web-1.log"
    log.write_text(
        '{"message": "fine, 62•••01"}\n{"message": "62800700000001"}\nWarga3 Contohnama token-of-nobody\n'
    )
    found = spilled([log], ["token-of-nobody"])
    assert len(found) == 3
    assert found[0].startswith("web-1.log:2: a phone number, 1 times")


def test_errors_in_logs_are_counted_without_their_numbers(tmp_path):
    log = tmp_path / "work-1.log"
    line = '{"at": "x", "level": "ERROR", "logger": "lojar.work", "message": "job %s failed"}\n'
    log.write_text(line % 1 + line % 2)
    assert errors([log]) == [(2, "work: lojar.work: job N failed")]
