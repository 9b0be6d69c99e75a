"""What people, and others, send: a kind answer where one is due, the original kept away, and nothing else disturbed."""

import hmac
import io
import struct
import zipfile
import zlib
from hashlib import sha256

import httpx
import pytest

from . import records
from .citizen import Citizen, a_picture
from .officer import Officer, words
from .running_office import CLERK, RunningOffice

pytestmark = pytest.mark.server
MB = 1024 * 1024
HTML = b"<!doctype html><script>alert(1)</script>" * 40


def a_zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
        bomb.writestr("kosong.txt", bytes(50 * MB))
    return out.getvalue()


def a_png_of(side: int) -> bytes:
    """One bit a pixel, all black: a hundred thousand bytes that want gigabytes when they are opened."""
    squeezer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    pixels = b"".join(squeezer.compress(row) for _ in range(side)) + squeezer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


BAD_FILES = {
    "20 MB": ("besar.pdf", lambda: b"%PDF-1.7\n" + bytes(21 * MB), "application/pdf", "lebih dari 20 MB"),
    "zip bomb": ("berkas.zip", a_zip_bomb, "application/zip", "bukan foto atau PDF"),
    "zip that says it is a photo": ("foto.jpg", a_zip_bomb, "image/jpeg", "bukan foto atau PDF"),
    "30000 x 30000": ("peta.png", lambda: a_png_of(30000), "image/png", "terlalu besar"),
    "HTML named jpg": ("foto.jpg", lambda: HTML, "image/jpeg", "bukan foto atau PDF"),
    "half a photo": ("foto.jpg", lambda: a_picture()[:900], "image/jpeg", "kirim"),
    "nothing": ("foto.jpg", lambda: b"", "image/jpeg", "kosong"),
    "a PDF of words": ("kk.pdf", lambda: b"%PDF-1.7 bukan apa-apa", "application/pdf", "kirim"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_nobody_can_use_is_answered_kindly_and_kept_away(name, office, citizen):
    filename, make, mime, answer = BAD_FILES[name]
    siti = citizen("Siti Contoh")
    siti.sends_document(filename, make(), mime).hears_of(answer)
    heard, _ = records.messages(office, siti.phone)
    assert heard[0]["media"] == "quarantined"
    _goes_on_as_ever(siti)


@pytest.mark.parametrize(
    "tail", [HTML, b"PK\x03\x04 zip" * 9, b"%PDF-1.7\n%%EOF"], ids=["HTML", "zip", "PDF"]
)
def test_a_photo_that_is_something_else_as_well_is_shown_without_the_other_half(tail, office, citizen):
    siti = citizen("Siti Contoh")
    siti.sends_document("foto.jpg", a_picture() + tail, "image/jpeg").hears_of("sudah kami simpan")
    _goes_on_as_ever(siti)


@pytest.mark.parametrize(
    "filename", ["../../etc/passwd", "..\\..\\kk.jpg", "a\x00b.jpg", "k" * 400 + ".jpg", "ﷺ\u202egpj.exe"]
)
def test_the_name_of_a_file_is_only_words(filename, office, citizen):
    """As Meta's own bytes say it: browsers and phones would clean it before."""
    siti = citizen("Siti Contoh")
    siti.sends_document("foto.jpg", a_picture(), "image/jpeg").hears()
    medium = siti.chat[-2]["media"]["id"]
    siti.sends_raw(type="document", document={"id": medium, "filename": filename, "mime_type": "image/jpeg"})
    siti.hears()
    _goes_on_as_ever(siti)


@pytest.mark.parametrize(
    "text",
    [
        "halo\x00kantor",
        "\ud800 halo \udfff",
        "halo " * 13108,
        "\u202e\u200b\ufeff",
        "' OR 1=1; --",
        "{0} %s {service}",
        "😀" * 500,
    ],
    ids=["NUL", "lone surrogates", "65,536 letters", "nothing to see", "SQL", "braces", "faces"],
)
def test_odd_text_is_answered_like_any_other(text, office, citizen):
    siti = citizen("Siti Contoh")
    siti.sends_raw(type="text", text={"body": text}).hears()
    heard, said = records.messages(office, siti.phone)
    assert heard[0]["heard"]
    assert not heard[0]["note"]
    assert all(len(row["text"]) <= 4096 for row in said)
    _goes_on_as_ever(siti)


ODD_MESSAGES = [
    {"type": "text"},
    {"type": "text", "text": None},
    {"type": "text", "text": {"body": 7}},
    {"type": "image", "image": {}},
    {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": {"id": "x" * 300, "title": "?"}},
    },
    {
        "type": "interactive",
        "interactive": {"type": "list_reply", "list_reply": {"id": "begin", "title": "Mulai"}},
    },
    {
        "type": "interactive",
        "interactive": {"type": "button_reply", "button_reply": {"id": "case:UJI-000000-0000"}},
    },
    {"type": "button", "button": {"payload": "receive-pdf:UJI-261123-2222", "text": "Terima PDF"}},
    {"type": "hologram", "hologram": {"depth": 3}},
]


def test_messages_of_an_odd_shape_disturb_nobody(office, citizen):
    crowd = [(citizen(f"Warga {n} Contoh"), message) for n, message in enumerate(ODD_MESSAGES)]
    for siti, message in crowd:
        siti.sends_raw(**message)
    for siti, _ in crowd:
        _goes_on_as_ever(siti)
        heard, _ = records.messages(office, siti.phone)
        assert not [row for row in heard if "put aside" in row["note"]], heard


def test_a_wrong_signature_is_refused_and_nothing_of_it_is_kept(office):
    answer = _post(office, b'{"object": "x"}', signature="sha256=" + "0" * 64)
    assert answer.status_code == 401


def test_whatever_is_signed_is_kept_and_does_not_stop_the_line(office, citizen):
    for body in (
        b"", b"[", b"\xff\xfe\x00", b'"' + b"a" * 3000 + b'"', b"[" * 5000, b'{"entry": {"changes": 3}}', b"{}",
        b"null",
    ):  # fmt: skip
        assert _post(office, body).status_code == 200, body[:30]
    _goes_on_as_ever(citizen("Siti Contoh"))


def test_poison_is_put_aside_for_a_person_to_see(office, citizen):
    assert _post(office, b'{"entry": "racun"').status_code == 200
    _goes_on_as_ever(citizen("Siti Contoh"))
    page = words(Officer(office, *CLERK).opens("/desk/gangguan/"))
    assert "disisihkan" in page.lower()


def _goes_on_as_ever(siti: Citizen) -> None:
    siti.writes("jam buka kantor?").hears_of("Jam buka kantor")


def _post(office: RunningOffice, body: bytes, *, signature: str = "") -> httpx.Response:
    secret = office.environment["LOJAR_WHATSAPP_APP_SECRET"].encode()
    signed = signature or "sha256=" + hmac.new(secret, body, sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signed, "Content-Type": "application/json"}
    return httpx.post(f"{office.url}/whatsapp/webhook", content=body, headers=headers)
