"""What bytes are by their own beginning: what the sender says they are, in a name or a type, is never believed."""

from typing import NamedTuple

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"
# What is decoded, and the one decoder each may meet: a file that is two things at once is only what it begins as.
DECODERS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
    PDF: "PDF",
}
# What an officer listens to; nothing of ours opens it.
VOICES = frozenset({"audio/ogg", "audio/mpeg", "audio/mp4", "audio/amr", "audio/aac"})
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
OPEN_BRANDS = frozenset({b"mif1", b"msf1"})


class Beginning(NamedTuple):
    start: bytes
    mime: str


BEGINNINGS = (
    Beginning(b"\xff\xd8\xff", "image/jpeg"),
    Beginning(b"\x89PNG\r\n\x1a\n", "image/png"),
    Beginning(b"%PDF-", PDF),
    Beginning(b"GIF87a", "image/gif"),
    Beginning(b"GIF89a", "image/gif"),
    Beginning(b"II*\0", "image/tiff"),
    Beginning(b"MM\0*", "image/tiff"),
    Beginning(b"BM", "image/bmp"),
    Beginning(b"PK\x03\x04", "application/zip"),
    Beginning(b"PK\x05\x06", "application/zip"),
    Beginning(b"Rar!\x1a\x07", "application/vnd.rar"),
    Beginning(b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    Beginning(b"\x1f\x8b", "application/gzip"),
    Beginning(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    Beginning(b"MZ", "application/x-msdownload"),
    Beginning(b"\x7fELF", "application/x-elf"),
    Beginning(b"OggS", "audio/ogg"),
    Beginning(b"ID3", "audio/mpeg"),
    Beginning(b"#!AMR", "audio/amr"),
    Beginning(b"\xff\xf1", "audio/aac"),
    Beginning(b"\xff\xf9", "audio/aac"),
)
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<head")


def kind_of(data: bytes) -> str:
    """A mime type; UNKNOWN where nothing is recognised."""
    head = data[:512]
    for start, mime in BEGINNINGS:
        if head.startswith(start):
            return mime
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _of_boxes(head)
    # Scanners put a byte order mark or a line end in front of a PDF.
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"%PDF-"):
        return PDF
    return "text/html" if text.lower().startswith(MARKUP) else UNKNOWN


def _of_boxes(head: bytes) -> str:
    """HEIC and videos are boxes; the first tells the main brand and those it also fits."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    main = head[8:12]
    fits = {head[at : at + 4] for at in range(16, length - 3, 4)}
    if main in HEIC_BRANDS or (main in OPEN_BRANDS and fits & HEIC_BRANDS):
        return "image/heic"
    if main in {b"M4A ", b"M4B "}:
        return "audio/mp4"
    return "image/avif" if b"avif" in fits | {main} else "video/mp4"


MOST_BYTES = 20 * 1024 * 1024


def trouble_before_decoding(data: bytes) -> str:
    """Why a file never meets a decoder; empty where it may."""
    if not data:
        return "empty"
    if len(data) > MOST_BYTES:
        return "too_large"
    return "" if kind_of(data) in DECODERS else "not_an_image"
