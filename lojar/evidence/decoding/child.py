"""The process that opens strangers' pictures. It runs by its path with an empty environment: no keys, no database,
no Django. It waits with the decoders loaded and forks for every file, so that a file that breaks its decoder
breaks nothing else, and what it did to memory is gone with it."""

import contextlib
import io
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE, LONGEST_THUMB = 2400, 320
# Where only pixels are asked for, a photo of a phone is unpacked at half its size, which takes a third of the time.
LONGEST_SEEN, LEAST_SEEN = 2048, 1600
QUALITY, THUMB_QUALITY = 85, 78
MOST_PIXELS = 50_000_000
MOST_PAGES = 20
DOTS_PER_INCH, POINTS_PER_INCH = 200, 72
SECONDS_OF_WORK, SECONDS_IN_ALL = 20, 30
MOST_PIXELS_TOLD = 30_000_000  # of all pages together, where the pixels themselves are asked for
MEMORY = 768 * 1024 * 1024  # of address space; a decoded picture of 50 million pixels takes 200 MB
WRITTEN = 192 * 1024 * 1024
LENGTH = struct.Struct(">I")
# Broken metadata is no reason to refuse a readable picture; Pillow reports it in many ways.
BROKEN = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, ZeroDivisionError, struct.error)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Trouble(Exception):
    """The file cannot be shown; the message is the code of why."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes our input
    Image.preinit()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (head := source.read(LENGTH.size)) and len(head) == LENGTH.size:
        wanted = json.loads(source.read(LENGTH.unpack(head)[0]))
        data = source.read(wanted["size"])
        if len(data) < wanted["size"]:
            return
        _answer(data, wanted["decoder"], wanted["told"], sink)
        sink.flush()


def _answer(data: bytes, decoder: str, told: list[str], sink: BinaryIO) -> None:
    """What a fork of this process made of the file: whole, or a word on why there is nothing."""
    with os.fdopen(os.memfd_create("pages"), "w+b") as shared:
        pid = os.fork()
        if pid == 0:
            _work(data, decoder, told, shared)
        _, status = os.waitpid(pid, 0)
        if status == 0:
            _hand_over(shared.fileno(), sink)
        else:
            nothing = _head({"trouble": "damaged", "pages": []})
            sink.write(LENGTH.pack(len(nothing)) + nothing)


def _hand_over(shared: int, sink: BinaryIO) -> None:
    """From file to pipe without coming through here: pixels are megabytes, and every copy is a millisecond."""
    size = os.fstat(shared).st_size
    sink.write(LENGTH.pack(size))
    sink.flush()
    at = 0
    while at < size:
        at += os.sendfile(sink.fileno(), shared, at, size - at)


def _work(data: bytes, decoder: str, told: list[str], shared: BinaryIO) -> None:
    """In the fork. Never returns: leaves no trace but what it wrote."""
    status = 1
    with contextlib.suppress(BaseException):
        _limit_ourselves()
        for part in _decoded(data, decoder, told):
            shared.write(part)
        shared.flush()
        status = 0
    os._exit(status)


def _limit_ourselves() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    signal.alarm(SECONDS_IN_ALL)  # nobody catches it: it ends the fork


def _decoded(data: bytes, decoder: str, asked: list[str]) -> list[bytes]:
    """`asked`: which of display, thumb and pixels; each page's follow one another in this order, after the head."""
    out: list[bytes] = []
    told, left, shown = [], MOST_PIXELS_TOLD, "display" in asked
    try:
        for picture, longest in _pictures(data, decoder, least=LONGEST_SIDE if shown else LEAST_SEEN):
            plain = _shown(picture, LONGEST_SIDE if shown else LONGEST_SEEN)
            made = {"display": b"", "thumb": b"", "pixels": b""}
            if "display" in asked:
                made["display"] = _jpeg(plain, QUALITY)
            if "thumb" in asked:
                made["thumb"] = _jpeg(_thumb(plain), THUMB_QUALITY)
            if "pixels" in asked and plain.width * plain.height <= left:
                made["pixels"] = plain.tobytes()
                left -= plain.width * plain.height
            sizes = {"width": plain.width, "height": plain.height, "longest": longest}
            told.append(sizes | {name: len(of) for name, of in made.items()})
            out += made.values()
    except Trouble as trouble:
        return [_head({"trouble": str(trouble), "pages": []})]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return [_head({"trouble": "too_many_pixels", "pages": []})]
    return [_head({"trouble": "", "pages": told}), *out]


def _pictures(data: bytes, decoder: str, *, least: int) -> Iterator[tuple[Image.Image, int]]:
    """Each with its longer side before anything made it smaller; `least`: to which it may become smaller."""
    if decoder == "PDF":
        for page in _pages_of_pdf(data):
            yield page, max(page.size)
        return
    if decoder == "HEIF":
        _learn_heif()
    # One decoder, named by the first bytes: the others never see the file.
    picture = Image.open(io.BytesIO(data), formats=[decoder])
    if picture.width * picture.height > MOST_PIXELS:
        raise Trouble("too_many_pixels")
    longest = max(picture.size)
    if decoder == "JPEG":
        # In its own proportions: the shorter side, too, must fit at the smaller scale.
        wide, high = (max(1, side * least // longest) for side in picture.size)
        picture.draft(picture.mode, (wide, high))
    yield picture, longest


def _learn_heif() -> None:
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    pi_heif.options.ALLOW_INCORRECT_HEADERS = False
    pi_heif.register_heif_opener(thumbnails=False)


def _pages_of_pdf(data: bytes) -> Iterator[Image.Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as wrong:
        raise Trouble("encrypted_pdf" if "password" in str(wrong).lower() else "damaged") from None
    if not len(document):
        raise Trouble("damaged")
    if len(document) > MOST_PAGES:
        raise Trouble("too_many_pages")
    for page in document:
        longest = max(page.get_size())
        if not 1 <= longest < 1_000_000:
            raise Trouble("damaged")
        scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
        yield page.render(scale=scale).to_pil()
        page.close()


def _shown(picture: Image.Image, longest: int) -> Image.Image:
    """Upright, in ordinary colours, without a word about where and with what it was taken."""
    profile = picture.info.get("icc_profile")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _upright(_in_ordinary_colours(_without_transparency(picture), profile))


def _thumb(plain: Image.Image) -> Image.Image:
    small = plain.copy()
    small.thumbnail((LONGEST_THUMB, LONGEST_THUMB), Image.Resampling.LANCZOS)
    return small


def _without_transparency(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits a pixel: the upper eight are what a screen shows
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        paper.info = picture.info
        return paper.convert("RGB")
    return picture if picture.mode in ("RGB", "L", "CMYK") else picture.convert("RGB")


def _in_ordinary_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            told = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, told, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, *BROKEN):
            turned = None
        if turned is not None:
            turned.info = picture.info
            return turned
    return picture.convert("RGB")


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except BROKEN:
        return picture


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _head(told: dict[str, Any]) -> bytes:
    words = json.dumps(told).encode()
    return LENGTH.pack(len(words)) + words


if __name__ == "__main__":
    main()
