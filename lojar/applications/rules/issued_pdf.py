"""Whether the bytes that an officer attaches are a PDF that a citizen can open."""

from .lifecycle import NotAllowed

LARGEST = 16 * 1024 * 1024  # WhatsApp would carry 100 MB; a citizen's telephone and data plan would not
HEAD, TAIL = b"%PDF-", b"%%EOF"


def must_be_a_pdf(data: bytes) -> None:
    if len(data) > LARGEST:
        raise NotAllowed("pdf_too_large", largest_mb=LARGEST // 1024 // 1024)
    # At the very start: readers tolerate bytes before it, and so do files that are two things at once.
    if not data.startswith(HEAD) or TAIL not in data[-2048:]:
        raise NotAllowed("not_a_pdf")
