"""What people sent is fetched by its url or its id; what goes wrong on the way is told apart."""

from datetime import timedelta

import httpx
import pytest

from lojar.channels.media import LineTrouble, Missing, TransportError, fetch
from lojar.channels.models import LineAlarm
from lojar.channels.tests.line import NOW
from lojar.channels.tests.photo_line import DATA, HOST, address, asked, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(contact, office, clock_at):
    return photo(contact)


def test_a_photo_is_fetched_by_its_id(message, wire):
    wire.then(address(), httpx.Response(200, content=DATA))
    found = fetch(message)
    assert (found.data, found.declared_mime, found.checksum_matched) == (DATA, "image/jpeg", True)
    assert asked(wire)[1] == f"{HOST}/a"
    assert wire.requests[1].headers["authorization"].startswith("Bearer ")
    assert wire.requests[1].headers["user-agent"].startswith("Lojar")


def test_the_url_of_the_webhook_saves_a_question(contact, clock_at, wire):
    wire.then(httpx.Response(200, content=DATA))
    assert fetch(photo(contact, url=f"{HOST}/direct")).data == DATA
    assert asked(wire) == [f"{HOST}/direct"]


def test_a_url_of_five_minutes_ago_is_not_tried(contact, clock_at, wire):
    message = photo(contact, url=f"{HOST}/direct")
    clock_at.move_to(NOW + timedelta(minutes=5), tick=False)
    wire.then(address(), httpx.Response(200, content=DATA))
    fetch(message)
    assert f"{HOST}/direct" not in asked(wire)


@pytest.mark.parametrize("answer", [httpx.Response(404), httpx.Response(500), httpx.ReadTimeout("x")])
def test_a_url_that_fails_is_followed_by_the_id(contact, clock_at, wire, answer):
    wire.then(answer, address(), httpx.Response(200, content=DATA))
    assert fetch(photo(contact, url=f"{HOST}/direct")).data == DATA


def test_an_expired_address_is_asked_for_once_more(message, wire):
    wire.then(address(), httpx.Response(404), address(f"{HOST}/b"), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(500, text="<html>"),
        httpx.Response(200, text="not JSON"),
        httpx.Response(200, json=[]),
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.Response(429),
        httpx.Response(400, json={"error": {"code": 4}}),
        httpx.Response(400, json={"error": {"code": 130429}}),
        httpx.Response(400, json={"error": {"code": 100, "error_subcode": 33}}),
    ],
)
def test_trouble_that_may_pass_is_not_the_end(message, wire, answer):
    wire.then(answer)
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert not wrong.value.permanent
    assert not isinstance(wrong.value, LineTrouble)
    assert not LineAlarm.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
        httpx.Response(302),
    ],
)
def test_a_host_of_files_that_fails_is_not_the_end(message, wire, answer):
    wire.then(address(), answer)
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert not wrong.value.permanent


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, json={"error": {"code": 190}}),
        httpx.Response(401, json={"error": {"code": 0}}),
        httpx.Response(403, json={"error": {"code": 10}}),
        httpx.Response(403, json={"error": {"code": 368}}),
        httpx.Response(401),
    ],
)
def test_a_token_that_is_refused_is_the_lines_trouble_until_it_works_again(message, wire, answer):
    wire.then(answer)
    with pytest.raises(LineTrouble):
        fetch(message)
    assert list(LineAlarm.objects.values_list("kind", "stops_sending", "resolved_at")) == [
        ("media_token", False, None)
    ]
    wire.then(address(), httpx.Response(200, content=DATA))
    fetch(message)
    assert not LineAlarm.objects.filter(resolved_at=None).exists()


def test_a_file_that_is_not_found_is_told_apart_from_a_line_that_fails(message, wire):
    wire.then(wire.graph("err_object_missing"))
    with pytest.raises(Missing):
        fetch(message)


def test_a_file_that_graph_knows_and_its_host_does_not_is_asked_for_again(message, wire):
    for status in (404, 401, 403, 410):
        wire.then(address(), httpx.Response(status), address(), httpx.Response(status))
        with pytest.raises(TransportError) as wrong:
            fetch(message)
        assert not isinstance(wrong.value, Missing)
        assert not wrong.value.permanent


@pytest.mark.parametrize("media_id", ["../me/accounts", "1?x=1", "1#", "1/2", "", "x" * 81])
def test_an_id_is_never_a_path(contact, clock_at, wire, media_id):
    with pytest.raises(TransportError) as wrong:
        fetch(photo(contact, id=media_id, url="https://evil.test.invalid/x"))
    assert wrong.value.permanent
    assert wire.requests == []


def test_a_message_without_a_file_has_nothing_to_fetch(contact, clock_at, wire):
    message = photo(contact)
    message.details = {"type": "text", "text": {"body": "x"}}
    with pytest.raises(TransportError):
        fetch(message)
