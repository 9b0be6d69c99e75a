"""Files are fetched from allowed hosts only, and nobody else hears the token."""

import httpx
import pytest

from lojar.channels.media import LineTrouble, TransportError, fetch
from lojar.channels.models import LineAlarm
from lojar.channels.tests.photo_line import DATA, address, asked, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(contact, office, clock_at):
    return photo(contact)


ELSEWHERE = [
    "http://169.254.169.254/latest/meta-data",
    "https://evil.test.invalid/x",
    "http://media.test.invalid/x",
    "http://lookaside.fbsbx.com:443/x",
    "https://media.test.invalid:8443/x",
    "https://media.test.invalid.evil.test/x",
    "https://media.test.invalid./x",
    "https://evil.test.invalid/media.test.invalid",
    "https://evil.test.invalid#@media.test.invalid/",
    "https://evil.test.invalid?media.test.invalid",
    "file:///etc/passwd",
    "gopher://media.test.invalid/x",
    "http://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0/x",
    "https://10.0.0.9/x",
    "https://lookaside.fbsbx.com:444/x",
    "https://graph.test.invalid:1/x",
    "http://graph.test.invalid/x",
]
UNREADABLE = [
    "",
    "https://[bad/x",
    "https:///x",
    "/x",
    "https://0177.0.0.1/x",
    "https://user:pass@media.test.invalid/x",
    "https://media.test.invalid@evil.test.invalid/x",
    "https://evil.test.invalid\\@media.test.invalid/x",
    "https://media.test.invalid\r\nHost: evil/x",
]


@pytest.mark.parametrize("url", [*ELSEWHERE, *UNREADABLE])
def test_a_host_that_is_not_allowed_is_never_asked(contact, clock_at, wire, url):
    wire.then(address(url))
    with pytest.raises(TransportError) as wrong:
        fetch(photo(contact, url=url))
    assert not wrong.value.permanent  # Meta may name another place the next time
    assert asked(wire) == [
        "https://graph.test.invalid/v25.0/2000000000000001?phone_number_id=106540352242922"
    ]


def test_of_a_host_that_nobody_allowed_a_person_hears_once_and_until_it_is_mended(message, wire):
    for _ in range(2):
        wire.then(address("https://newhost.test.invalid/x"))
        with pytest.raises(LineTrouble):
            fetch(message)
    alarm = LineAlarm.objects.get()
    assert (alarm.kind, alarm.stops_sending) == ("media_host", False)
    assert "https://newhost.test.invalid" in alarm.text
    wire.then(address(), httpx.Response(200, content=DATA))
    fetch(message)
    alarm.refresh_from_db()
    assert alarm.resolved_at is not None


@pytest.mark.parametrize(
    "url", ["https://10.0.0.9:8443/x", "https://graph.test.invalid/x", "https://LOOKASIDE.fbsbx.com/x"]
)
def test_a_listed_host_and_port_and_graph_itself_are_asked(message, wire, url):
    wire.then(address(url), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA


def test_plain_http_is_for_a_line_that_is_plain_itself(message, wire, settings):
    settings.LOJAR_WHATSAPP_API_URL = "http://127.0.0.1:8001"
    settings.LOJAR_WHATSAPP_MEDIA_HOSTS = ["127.0.0.1:8001", "media.test.invalid"]
    wire.then(address("http://127.0.0.1:8001/x"), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA
    wire.then(address("http://media.test.invalid/x"))
    with pytest.raises(LineTrouble):
        fetch(message)


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/secret", "//evil.test.invalid/b", "http://media.test.invalid/b"]
)
def test_a_redirect_to_another_host_is_not_followed(message, wire, to):
    wire.then(address(), httpx.Response(302, headers={"location": to}))
    with pytest.raises(LineTrouble):
        fetch(message)
    assert len(wire.requests) == 2


def test_a_redirect_that_never_ends_is_not_followed_for_ever(message, wire):
    wire.then(address(), *[httpx.Response(302, headers={"location": "/b"})] * 9)
    with pytest.raises(TransportError):
        fetch(message)
    assert len(wire.requests) == 5


def test_a_redirect_within_the_allowed_hosts_is_followed(message, wire):
    wire.then(address(), httpx.Response(302, headers={"location": "/b"}), httpx.Response(200, content=DATA))
    assert fetch(message).data == DATA
