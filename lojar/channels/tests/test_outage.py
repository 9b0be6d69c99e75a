"""Meta is away: one message asks for all, nothing is given up, and everything leaves when it is back."""

from datetime import timedelta

import httpx
import pytest

from lojar.channels import actions, alarms
from lojar.channels.conftest import run
from lojar.channels.models import InboundMessage, LineAlarm, LinePace, OutboundMessage
from lojar.channels.rules.outage import FIRST_PROBE, LONGEST_PROBE, probe_every
from lojar.channels.tests.line import NOW, jobs, make_contact, now_of, post

pytestmark = pytest.mark.django_db
AWAY = httpx.ConnectError("x")


@pytest.fixture
def crowd(office):
    return [make_contact(office, phone=f"6280000000{n:04}") for n in range(100, 108)]


def at(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def away(crowd, wire, send, clock_at):
    """Everybody waits for an answer, and Meta has been away for forty seconds."""
    messages = [post(contact, "Halo", key=str(contact.pk)) for contact in crowd]
    wire.then(*[AWAY] * 500)
    for seconds in range(0, 45, 5):
        clock_at.move_to(at(seconds), tick=False)
        for contact in crowd:
            send(contact)
    return messages


def test_it_is_noticed_and_said_once(away, office):
    (alarm,) = LineAlarm.objects.all()
    assert (alarm.kind, alarm.stops_sending) == ("line_unreachable", True)
    assert alarm.text.startswith("WhatsApp tidak dapat dihubungi sejak 22-11-2026 00:05 UTC")


def test_from_then_on_one_message_asks_for_all(away, crowd, wire, send, clock_at):
    asked = len(wire.requests)
    for seconds in range(45, 105, 5):
        clock_at.move_to(at(seconds), tick=False)
        for contact in crowd:
            send(contact)
    assert len(wire.requests) - asked <= 13  # one in five seconds, not eight


def test_nothing_is_given_up_over_a_night(away, crowd, wire, send, clock_at):
    for hours in range(1, 12):
        for seconds in range(0, 3600, 300):
            clock_at.move_to(at(hours * 3600 + seconds), tick=False)
            send(crowd[0])
    assert {now_of(message).state for message in away} == {"queued"}


def test_when_it_is_back_everything_leaves_at_once(away, office, crowd, wire, send, clock_at):
    wire.answers.clear()
    clock_at.move_to(at(120), tick=False)
    for contact in crowd:
        if send(contact):
            break
    assert alarms.stopped_since(office) is None
    assert LinePace.objects.get().failures == 0
    assert {job["contact_id"] for job in jobs("channels.deliver")} >= {c.pk for c in crowd} - {contact.pk}
    for contact in crowd:
        send(contact)
    assert {now_of(message).state for message in away} == {"sent"}


def test_news_that_was_put_off_to_the_morning_stays_put_off(away, office, crowd, wire, send, clock_at):
    news = post(crowd[0], "Kabar", key="news", purpose="news", not_before=at(36_000))
    wire.answers.clear()
    clock_at.move_to(at(120), tick=False)
    for contact in crowd:
        send(contact)
    assert now_of(news).not_before == at(36_000)


def test_a_stopped_line_lets_everything_go_when_the_token_works_again(office, crowd, wire, send, clock_at):
    wire.then(wire.graph("err_token_invalid"))
    messages = [post(contact, "Halo", key=str(contact.pk)) for contact in crowd]
    for contact in crowd:
        send(contact)
    assert len(wire.requests) == 1
    clock_at.move_to(at(61), tick=False)
    for contact in [*crowd, *crowd]:
        send(contact)
    assert {now_of(message).state for message in messages} == {"sent"}
    assert not LineAlarm.objects.filter(resolved_at=None).exists()


def test_photos_that_were_put_off_are_fetched_when_the_line_works_again(office, crowd, wire, send, clock_at):
    """Nobody knew how long it would last, so that their next try is minutes away."""
    wire.then(wire.graph("err_token_invalid"))
    photo = InboundMessage.objects.create(
        office=office, contact=crowd[0], phone_number_id="1", wamid="w-photo", kind="image", media_state="waiting",
        sent_at=NOW, received_at=NOW,
    )  # fmt: skip
    post(crowd[0], "Halo", key="a")
    send(crowd[0])
    assert jobs("evidence.keep_media") == []
    clock_at.move_to(at(61), tick=False)
    send(crowd[0])
    assert jobs("evidence.keep_media") == [{"message_id": photo.pk}]


def test_who_says_that_it_is_seen_to_lets_everything_go(office, crowd, wire, send):
    wire.then(wire.graph("err_token_invalid"))
    messages = [post(contact, "Halo", key=str(contact.pk)) for contact in crowd]
    send(crowd[0])
    actions.resolve_alarm(LineAlarm.objects.get(), NOW)
    assert jobs("channels.release_line") == [{"office_id": office.pk}]
    run("channels.release_line", office_id=office.pk)
    for contact in crowd:
        send(contact)
    assert {now_of(message).state for message in messages} == {"sent"}


def test_a_token_that_is_wrong_all_night_ends_no_message(contact, wire, send, clock_at):
    wire.then(*[wire.graph("err_token_invalid") for _ in range(600)])
    message = post(contact, "Halo")
    for minutes in range(0, 300, 2):
        clock_at.move_to(NOW + timedelta(minutes=minutes), tick=False)
        send(contact)
    assert (now_of(message).state, message.tries > 100) == ("queued", True)
    assert not OutboundMessage.objects.filter(state="failed").exists()


def test_a_long_outage_is_asked_less_often():
    assert probe_every(stopped=False, failing_since=at(0), now=at(10)) == FIRST_PROBE
    assert probe_every(stopped=False, failing_since=at(0), now=at(36_000)) == LONGEST_PROBE


def test_a_failing_server_may_have_sent_what_it_refused_so_a_success_of_others_hastens_nothing(
    crowd, wire, send, clock_at
):
    first, second = (post(contact, "Halo", key=str(contact.pk)) for contact in crowd[:2])
    wire.then(httpx.Response(500, json={"error": {"code": 131000, "message": "Something went wrong"}}))
    clock_at.move_to(at(0), tick=False)
    send(crowd[0])
    clock_at.move_to(at(6), tick=False)
    send(crowd[1])
    assert (now_of(second).state, now_of(first).state) == ("sent", "queued")
    assert now_of(first).not_before == at(15)
    clock_at.move_to(at(14), tick=False)
    send(crowd[0])
    assert now_of(first).tries == 1
    clock_at.move_to(at(15), tick=False)
    send(crowd[0])
    assert (now_of(first).state, now_of(first).tries) == ("sent", 2)
