"""Files as strangers send them, made here byte by byte, so that the repository holds no bomb."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pypdfium2
from PIL import Image, ImageCms, ImageDraw

HEIC = (Path(__file__).parent / "samples" / "paper.heic").read_bytes()  # 96x64, made with libheif


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **how: object
) -> bytes:
    """White, with a dark mark in the upper left corner."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(120, 20, 20))
    return saved(image.convert(mode), kind, **how)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def lying_on_its_side() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    exif[0x010F] = "Pabrik Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    return picture(exif=exif)


def in_other_colours() -> bytes:
    """Its profile says Lab-like brightness: an sRGB profile of another name is enough to be carried."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(icc_profile=profile)


def png_that_claims(width: int, height: int) -> bytes:
    """A hundred kilobytes that would unpack to a gigabyte."""
    rows = zlib.compress(bytes(width + 1) * 2000, 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ktp.jpg", bytes(30_000_000))
    return out.getvalue()


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842)) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """One whose encryption nobody has the password of."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>"
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n",
        b"4 0 obj" + lock + b"endobj\n",
    ]
    body, starts = b"%PDF-1.4\n", []
    for part in parts:
        starts.append(len(body))
        body += part
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    ident = b"[<" + b"33" * 16 + b"><" + b"33" * 16 + b">]"
    end = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID" + ident + b">>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + table + end
