"""An address as a picture that a camera reads."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn_qr(address: str) -> SafeString:
    """Drawn by us from our own address, so it is safe inside the page."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(scale=5, border=3, dark="#000", light="#fff", omitsize=True))  # noqa: S308
