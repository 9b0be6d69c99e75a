"""What people sent is fetched from allowed hosts only, in whole, and compared with its sum."""

import base64
import hashlib
from datetime import timedelta

import httpx
import pytest

from lojar.channels import media
from lojar.channels.media import TooLarge, TransportError, fetch
from lojar.channels.models import InboundMessage
from lojar.channels.tests.line import NOW

pytestmark = pytest.mark.django_db
DATA = b"\xff\xd8 a made-up photo"
BASE64 = base64.b64encode(hashlib.sha256(DATA).digest()).decode()
HEX = hashlib.sha256(DATA).hexdigest()
HOST = "https://media.test.invalid"


@pytest.fixture
def message(contact, office, clock_at):
    return photo(contact)


def photo(contact, **fields):
    image = {"id": "2000000000000001", "mime_type": "image/jpeg", "sha256": BASE64, **fields}
    return InboundMessage.objects.create(
        office=contact.office,
        contact=contact,
        phone_number_id="1",
        wamid="w",
        kind="image",
        sent_at=NOW,
        received_at=NOW,
        details={"type": "image", "image": image},
        media_state="waiting",
    )


def address(url=f"{HOST}/a", **more):
    return httpx.Response(
        200, json={"url": url, "mime_type": "image/jpeg", "file_size": str(len(DATA)), **more}
    )


def asked(wire):
    return [str(request.url) for request in wire.requests]


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


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://evil.test.invalid/x",
        "http://media.test.invalid/x",
        "https://media.test.invalid:8443/x",
        "https://media.test.invalid@evil.test.invalid/x",
        "file:///etc/passwd",
        "https://user:pass@media.test.invalid/x",
        "https://media.test.invalid.evil.test/x",
        "http://[::1]/x",
        "https://10.0.0.9/x",
        "https://lookaside.fbsbx.com:444/x",
        "https://[bad/x",
        "",
        "https://graph.test.invalid:1/x",
    ],
)
def test_a_host_that_is_not_allowed_is_never_asked(contact, clock_at, wire, url):
    wire.then(address(url))
    with pytest.raises(TransportError) as wrong:
        fetch(photo(contact, url=url))
    assert wrong.value.permanent
    assert asked(wire) == [
        "https://graph.test.invalid/v25.0/2000000000000001?phone_number_id=106540352242922"
    ]


@pytest.mark.parametrize(
    "url", ["https://10.0.0.9:8443/x", "https://graph.test.invalid/x", "https://LOOKASIDE.fbsbx.com/x"]
)
def test_a_listed_host_and_port_and_graph_itself_are_asked(message, wire, url):
    wire.then(address(url), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA


def test_a_listed_name_that_leads_into_our_own_network_is_not_asked(message, wire, monkeypatch):
    monkeypatch.setattr(media.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.168.1.5", 443))])
    wire.then(address())
    with pytest.raises(TransportError):
        fetch(message)
    assert len(wire.requests) == 1


def test_a_redirect_to_another_host_is_not_followed(message, wire):
    wire.then(address(), httpx.Response(302, headers={"location": "http://127.0.0.1/secret"}))
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert wrong.value.permanent
    assert len(wire.requests) == 2


def test_a_redirect_within_the_allowed_hosts_is_followed(message, wire):
    wire.then(address(), httpx.Response(302, headers={"location": "/b"}), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA


def test_an_expired_address_is_asked_for_once_more(message, wire):
    wire.then(address(), httpx.Response(404), address(f"{HOST}/b"), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.Response(401, json={"error": {"code": 190}}),
        httpx.Response(400, json={"error": {"code": 100, "error_subcode": 33}}),
    ],
)
def test_trouble_that_may_pass_is_not_the_end(message, wire, answer):
    wire.then(answer)
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert not wrong.value.permanent


def test_a_file_that_is_not_found_again_and_again_is_lost(message, wire):
    message.media_tries = 3
    wire.then(wire.graph("err_object_missing"))
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert wrong.value.permanent


def test_after_seven_days_nothing_is_hoped_for(message, wire, clock_at):
    clock_at.move_to(NOW + timedelta(days=7, minutes=1), tick=False)
    wire.then(httpx.Response(503))
    with pytest.raises(TransportError) as wrong:
        fetch(message)
    assert wrong.value.permanent


def test_a_file_that_says_it_is_too_large_is_not_fetched(message, wire):
    wire.then(address(file_size=media.LARGEST + 1))
    with pytest.raises(TooLarge):
        fetch(message)
    assert len(wire.requests) == 1


def test_a_file_that_is_larger_than_it_says_is_cut_off(message, wire, monkeypatch):
    monkeypatch.setattr(media, "LARGEST", 10)
    wire.then(address(file_size=5), httpx.Response(200, content=DATA))
    with pytest.raises(TooLarge):
        fetch(message)


@pytest.mark.parametrize(
    ("told", "matched"), [(HEX, True), (HEX.upper(), True), (BASE64, True), ("", None), ("?", None)]
)
def test_the_sum_may_be_written_in_hex_or_base64(contact, clock_at, wire, told, matched):
    wire.then(address(), httpx.Response(200, content=DATA))
    assert fetch(photo(contact, sha256=told)).checksum_matched is matched


def test_other_bytes_than_announced_are_fetched_again_and_then_flagged(message, wire):
    for tries in range(3):
        message.media_tries = tries
        wire.then(address(), httpx.Response(200, content=b"other bytes"))
        if tries < 2:
            with pytest.raises(TransportError):
                fetch(message)
    assert fetch(message).checksum_matched is False


def test_an_id_is_never_a_path(contact, clock_at, wire):
    with pytest.raises(TransportError) as wrong:
        fetch(photo(contact, id="../me/accounts"))
    assert wrong.value.permanent
    assert wire.requests == []


def test_a_message_without_a_file_has_nothing_to_fetch(contact, clock_at, wire):
    message = photo(contact)
    message.details = {"type": "text", "text": {"body": "x"}}
    with pytest.raises(TransportError):
        fetch(message)
