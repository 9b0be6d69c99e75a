"""What a phone does to a photo before it leaves: turned upright, at most 1600 px, JPEG again."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

LONG_SIDE, QUALITY = 1600, 80
Image.MAX_IMAGE_PIXELS = 50_000_000


class NotAPictureError(ValueError):
    pass


def as_sent(data: bytes) -> bytes:
    return _shrunk(data, LONG_SIDE, QUALITY)


def thumbnail(data: bytes, side: int = 320) -> bytes:
    return _shrunk(data, side, 72)


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


def _shrunk(data: bytes, side: int, quality: int) -> bytes:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        _read_heic_too()
    try:
        with Image.open(io.BytesIO(data)) as opened:
            # draft() lets the JPEG decoder work at a fraction of the size: 12 megapixels never lie in memory.
            opened.draft("RGB", (side, side))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise NotAPictureError(str(error)) from error
    image.thumbnail((side, side))
    return _bytes(image, "JPEG", quality)


def _read_heic_too() -> None:
    """Loaded only when an iPhone's photo comes by: the decoder is large, and the stand-in is to stay small."""
    import pi_heif

    pi_heif.register_heif_opener()


def _bytes(image: Image.Image, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=quality)
    return out.getvalue()
