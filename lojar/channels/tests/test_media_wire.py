"""The wire to the hosts of files, over real sockets of this machine: where it connects, and how long it waits."""

import datetime
import socket
import ssl
import threading
import time
from contextlib import contextmanager

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lojar.channels.media import LineTrouble, TransportError, downloading, places, wire
from lojar.channels.whatsapp import graph

NAME = "media.test.invalid"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfoto"


@contextmanager
def server(talk, *, tls: ssl.SSLContext | None = None):
    """A port that hands each caller to `talk`. What it was told is in `heard`."""
    heard, ended = [], threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        while not ended.is_set():
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(caller,), daemon=True).start()

    def one(caller):
        try:
            with tls.wrap_socket(caller, server_side=True) if tls else caller as line:
                heard.append(line.recv(65536))
                talk(line, ended)
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1], heard
    finally:
        ended.set()
        listening.close()


def says(answer: bytes):
    return lambda line, _: line.sendall(answer)


def twice(answer: bytes):
    """Over one connection."""

    def talk(line, _):
        line.sendall(answer)
        line.recv(65536)
        line.sendall(answer)

    return talk


def drips(head: bytes, piece: bytes):
    """A little every now and then, for ever: no single read waits long."""

    def talk(line, ended):
        line.sendall(head)
        while not ended.wait(0.05):
            line.sendall(piece)

    return talk


@pytest.fixture
def named(monkeypatch, settings):
    """The name leads to this machine, which counts as the open internet; told is how often it was looked up."""
    looked_up = []

    def look_up(host, port):
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(places, "looked_up", look_up)
    monkeypatch.setattr(wire, "lies_in_the_open", lambda address: address == "127.0.0.1")
    yield looked_up
    downloading._client.cache_clear()
    graph._client.cache_clear()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def get(port: int, *, seconds: float = 5, host: str = "127.0.0.1", open_only: bool = False) -> bytes:
    with wire.within(seconds), httpx.Client(transport=wire.Wire(open_only=open_only)) as client:
        return client.get(f"http://{host}:{port}/a").content


def test_bytes_come_over_it():
    with server(says(GOOD)) as (port, heard):
        assert get(port) == b"foto"
    assert heard[0].startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1")


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to(named, monkeypatch):
    """The second look-up of a name that its owner turns around in between would lead into our own network."""
    answers = iter([["127.0.0.1"], ["192.168.1.5"]])
    monkeypatch.setattr(places, "looked_up", lambda *_: next(answers))
    with server(says(GOOD)) as (port, heard):
        assert get(port, host=NAME, open_only=True) == b"foto"
    assert f"Host: {NAME}:{port}".encode() in heard[0]


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1"]
)
def test_a_name_that_leads_inside_is_never_connected_to(monkeypatch, inside):
    monkeypatch.setattr(places, "looked_up", lambda *_: ["8.8.8.8", inside])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(wire.LeadsInside):
        get(443, host=NAME, open_only=True)


def test_a_name_that_leads_nowhere_may_lead_somewhere_later(monkeypatch):
    def nothing(*_):
        raise socket.gaierror

    monkeypatch.setattr(places, "looked_up", nothing)
    with pytest.raises(httpx.ConnectError):
        get(443, host=NAME, open_only=True)


def test_the_next_address_is_tried_where_one_does_not_answer(named, monkeypatch):
    monkeypatch.setattr(places, "looked_up", lambda *_: ["127.0.0.2", "127.0.0.1"])
    with server(says(GOOD)) as (port, _):
        assert get(port, host=NAME) == b"foto"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"", b""),
    ],
    ids=["headers", "a body with a length", "a body in chunks", "a body without a length", "silence"],
)
def test_a_server_that_drips_has_a_limited_time(head, piece):
    with server(drips(head, piece)) as (port, _):
        began = time.monotonic()
        with pytest.raises((httpx.HTTPError, TransportError)):
            get(port, seconds=0.4)
        assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfoto",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfoto\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"\x00\x01",
        b"",
    ],
)
def test_a_stream_that_is_cut_is_an_error_and_not_a_file(answer):
    with server(says(answer)) as (port, _), pytest.raises(httpx.HTTPError):
        get(port)


# Over TLS: the certificate is asked for the name, and not for the address that it led to.


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """A context with a certificate for NAME, and the file that makes it believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


def test_a_file_comes_over_tls_under_its_own_name_with_the_token(named, certified, monkeypatch, settings):
    tls, believed = certified
    settings.LOJAR_WHATSAPP_TOKEN = "made-up-token"
    monkeypatch.setenv("SSL_CERT_FILE", str(believed))
    with server(says(GOOD), tls=tls) as (port, heard):
        settings.LOJAR_WHATSAPP_MEDIA_HOSTS = [f"{NAME}:{port}"]
        for _ in range(2):
            assert downloading.downloaded(f"https://{NAME}:{port}/a", at_most=10, in_seconds=5) == b"foto"
    assert f"Host: {NAME}".encode() in heard[0]
    assert b"authorization: bearer made-up-token" in heard[0].lower()


def test_a_certificate_of_another_name_is_refused(named, certified, monkeypatch, settings):
    tls, believed = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(believed))
    with server(says(GOOD), tls=tls) as (port, heard):
        settings.LOJAR_WHATSAPP_MEDIA_HOSTS = [f"other.test.invalid:{port}"]
        with pytest.raises(TransportError):
            downloading.downloaded(f"https://other.test.invalid:{port}/a", at_most=10, in_seconds=5)
    assert heard == []


def test_what_was_looked_up_stays_good_for_the_connection(named, certified, monkeypatch, settings):
    tls, believed = certified
    monkeypatch.setenv("SSL_CERT_FILE", str(believed))
    with server(twice(GOOD), tls=tls) as (port, heard):
        settings.LOJAR_WHATSAPP_MEDIA_HOSTS = [f"{NAME}:{port}"]
        for _ in range(2):
            downloading.downloaded(f"https://{NAME}:{port}/a", at_most=10, in_seconds=5)
    assert (len(heard), len(named)) == (1, 1)


def test_a_listed_name_that_leads_inside_hears_no_token(monkeypatch, settings):
    settings.LOJAR_WHATSAPP_MEDIA_HOSTS = [NAME]
    monkeypatch.setattr(places.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.168.1.5", 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(LineTrouble):
        downloading.downloaded(f"https://{NAME}/a", at_most=10, in_seconds=5)


def test_a_proxy_of_the_office_looks_names_up_itself_and_one_that_leads_inside_is_not_asked_for(
    monkeypatch, settings
):
    settings.LOJAR_WHATSAPP_MEDIA_HOSTS = [NAME]
    with server(says(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")) as (port, heard):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        graph._client.cache_clear()
        with pytest.raises(TransportError):
            downloading.downloaded(f"https://{NAME}/a", at_most=10, in_seconds=5)
        assert heard[0].startswith(f"CONNECT {NAME}:443".encode())
        monkeypatch.setattr(places, "looked_up", lambda *_: ["192.168.1.5"])
        with pytest.raises(LineTrouble):
            downloading.downloaded(f"https://{NAME}/a", at_most=10, in_seconds=5)
        assert len(heard) == 1
    graph._client.cache_clear()
