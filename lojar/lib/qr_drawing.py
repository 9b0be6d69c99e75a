"""An address of our own as a picture inside a page, for a camera to read."""

import segno
from django.utils.safestring import SafeString, mark_safe


def drawn_qr(address: str) -> SafeString:
    """Without what follows a question mark. Drawn by us from our own address, so it is safe inside the page."""
    code = segno.make_qr(address.split("?", maxsplit=1)[0], error="m")
    return mark_safe(code.svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S308
