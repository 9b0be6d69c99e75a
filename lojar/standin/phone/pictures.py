"""What a phone does to a photo before it leaves: turned upright, at most 1600 px, JPEG again."""

import asyncio
import contextlib
import ctypes
import io
import secrets
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageOps, UnidentifiedImageError

LONG_SIDE, QUALITY = 1600, 80
Image.MAX_IMAGE_PIXELS = 50_000_000


class NotAPictureError(ValueError):
    pass


# One at a time: each further thread would keep a heap of its own for good.
_DARKROOM = ThreadPoolExecutor(max_workers=1, thread_name_prefix="darkroom")


async def as_sent(data: bytes) -> bytes:
    sent = await asyncio.get_running_loop().run_in_executor(_DARKROOM, _shrunk, data)
    _give_memory_back()
    return sent


def taken_anew(jpeg: bytes) -> bytes:
    """Who photographs a paper twice never gets the same bytes; a remark of its own in the file is difference enough."""
    remark = secrets.token_bytes(8)
    return jpeg[:2] + b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark + jpeg[2:]


def sticker() -> bytes:
    """A small round face; every sticker of this phone is this one."""
    from PIL import ImageDraw

    image = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((40, 40, 472, 472), fill="#ffd54a", outline="#c79a00", width=10)
    pen.ellipse((160, 170, 210, 230), fill="#4a3800")
    pen.ellipse((302, 170, 352, 230), fill="#4a3800")
    pen.arc((150, 200, 362, 380), 20, 160, fill="#4a3800", width=18)
    return _bytes(image, "WEBP", 60)


def _shrunk(data: bytes) -> bytes:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        _read_heic_too()
    try:
        with Image.open(io.BytesIO(data)) as opened:
            # draft() lets the JPEG decoder work at a fraction of the size: 12 megapixels never lie in memory.
            opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise NotAPictureError(str(error)) from error
    image.thumbnail((LONG_SIDE, LONG_SIDE))
    return _bytes(image, "JPEG", QUALITY)


def _give_memory_back() -> None:
    """What a large photo took stays with the process otherwise; only glibc knows this call."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _read_heic_too() -> None:
    """Loaded only when an iPhone's photo comes by: the decoder is large, and the stand-in is to stay small."""
    import pi_heif

    pi_heif.register_heif_opener()


def _bytes(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()
