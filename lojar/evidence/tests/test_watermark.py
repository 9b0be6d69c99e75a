"""Whose screen a picture stood on can be read off it; the picture itself stays as large and as readable."""

import io
from datetime import datetime

import pytest
from PIL import Image, ImageChops, ImageStat

from lojar.evidence.rules.signature import signature
from lojar.evidence.watermark import signed

AT = datetime(2026, 11, 23, 10, 5)  # noqa: DTZ001 - the office's own time, as it is written down


def a_sheet(width: int, height: int, grey: int = 235) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (grey, grey, grey)).save(out, "JPEG", quality=85)
    return out.getvalue()


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture), formats=["JPEG"]).convert("L")


def test_the_words_are_the_name_the_number_and_the_offices_time() -> None:
    assert signature("Rina Contoh", 12, AT) == "Rina Contoh #12 23-11-2026 10.05"


def test_a_name_is_written_in_letters_that_every_font_has_and_not_too_long() -> None:
    assert signature("José  Contoh", 3, AT) == "Jose Contoh #3 23-11-2026 10.05"
    assert signature("李", 3, AT) == "#3 23-11-2026 10.05"
    assert signature("Contoh " * 9, 3, AT).index("#3") <= 25


@pytest.mark.parametrize("size", [(2400, 1800), (1080, 680), (320, 200), (64, 48), (1, 1)])
def test_a_picture_stays_a_jpeg_of_the_same_size(size: tuple[int, int]) -> None:
    assert opened(signed(a_sheet(*size), "Rina #1")).size == size


@pytest.mark.parametrize("grey", [10, 128, 245])
def test_the_mark_is_seen_on_dark_and_on_bright_and_hides_nothing(grey: int) -> None:
    before = a_sheet(1200, 900, grey)
    apart = ImageChops.difference(opened(before), opened(signed(before, signature("Rina", 1, AT))))
    darkest = apart.getextrema()[1]
    assert 20 <= darkest <= 90  # of 255: a phone's camera sees it, an eye reads through it


def test_no_quarter_of_a_picture_is_without_it() -> None:
    before = a_sheet(1200, 900)
    apart = ImageChops.difference(opened(before), opened(signed(before, signature("Rina", 1, AT))))
    for left in range(0, 1200, 300):
        for top in range(0, 900, 300):
            part = apart.crop((left, top, left + 300, top + 300))
            assert ImageStat.Stat(part).sum[0] > 5000


def test_two_officers_get_two_pictures() -> None:
    sheet = a_sheet(320, 200)
    assert signed(sheet, signature("Rina", 1, AT)) != signed(sheet, signature("Joko", 2, AT))


def test_what_is_no_jpeg_is_not_opened() -> None:
    png = io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG")
    with pytest.raises(OSError, match="cannot identify"):
        signed(png.getvalue(), "Rina")
