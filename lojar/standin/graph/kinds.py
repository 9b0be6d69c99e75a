"""Which files the API takes, by type and size; and what a file is when one looks at its first bytes."""

from dataclasses import dataclass

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Kind:
    name: str
    most: int
    mimes: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("image", 5 * MB, ("image/jpeg", "image/png")),
    Kind("sticker", 500 * KB, ("image/webp",)),
    Kind("audio", 16 * MB, ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    Kind("video", 16 * MB, ("video/mp4", "video/3gpp")),
    Kind(
        "document",
        100 * MB,
        (
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            OFFICE + "wordprocessingml.document",
            OFFICE + "spreadsheetml.sheet",
            OFFICE + "presentationml.presentation",
        ),
    ),
)
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)
# What a sniff cannot tell apart from a plain zip or from text is taken on trust, as Meta does.
_SNIFFED = {"image/jpeg", "image/png", "image/webp", "application/pdf", "audio/ogg"}


def plain(mime: str) -> str:
    return mime.split(";", maxsplit=1)[0].strip().lower()


def kind_of(mime: str) -> Kind | None:
    return next((kind for kind in KINDS if plain(mime) in kind.mimes), None)


def sniff(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    return next((mime for magic, mime in _MAGIC if data.startswith(magic)), None)


def lies(mime: str, data: bytes) -> bool:
    """The declared type is one that can be told from its bytes, and the bytes are of another."""
    return plain(mime) in _SNIFFED and sniff(data) != plain(mime)
