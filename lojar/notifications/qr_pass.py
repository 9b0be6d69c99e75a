"""The pass at the pick-up table: a QR code as a picture that WhatsApp takes (8 bits a colour, which segno's own
one-bit pictures are not)."""

import hashlib
import struct
import zlib

import segno
from django.conf import settings

from lojar.evidence.queries import store

DOT, BORDER = 12, 4  # pixels a module, modules of quiet around: readable from a scratched screen
# Pages of the portal; asking Django for them would load every door into the worker.
ADDRESSES = {"pick_up": "/ambil/{token}/", "visit": "/kunjungan/{token}/"}


def pass_picture(token: str, page: str = "pick_up") -> str:
    """The object key of the pass of what lies ready, or of a visit (`page`); made once, whoever asks again."""
    key = f"passes/{hashlib.sha256(token.encode()).hexdigest()[:40]}.png"
    if not store().exists(key):
        store().put(key, qr_png(settings.LOJAR_BASE_URL + ADDRESSES[page].format(token=token)))
    return key


def qr_png(text: str) -> bytes:
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix_iter(scale=DOT, border=BORDER)]
    # 0 is light and 1 is dark: a grey of 8 bits, turned round.
    pixels = b"".join(b"\0" + row.translate(LIGHT_AND_DARK) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(pixels, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


LIGHT_AND_DARK = bytes([255]) + bytes(255)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
