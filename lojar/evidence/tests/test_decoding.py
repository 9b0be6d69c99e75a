import io
import os

import pytest
from PIL import Image

from lojar.evidence.decoding import Decoder, decode
from lojar.evidence.decoding.process import _decoder
from lojar.evidence.rules.magic import DECODERS, kind_of

from . import files


def shown(data: bytes) -> list[Image.Image]:
    found = decode(data, DECODERS[kind_of(data)])
    assert found.trouble == ""
    return [Image.open(io.BytesIO(page.display)) for page in found.pages]


def trouble(data: bytes) -> str:
    found = decode(data, DECODERS[kind_of(data)])
    assert found.pages == ()
    return found.trouble


@pytest.mark.parametrize(
    "data", [files.picture("JPEG"), files.picture("PNG"), files.picture("WEBP"), files.HEIC]
)
def test_what_phones_send_is_shown_as_a_plain_jpeg(data):
    (image,) = shown(data)
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    red, green, _ = image.getpixel((8, 8))
    assert red > green + 60


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_depth_are_shown(mode):
    image = files.picture("PNG", mode="L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = files.saved(Image.new("I;16", (40, 30), 65535), "PNG")
    (seen,) = shown(image)
    assert min(seen.getpixel((seen.width - 2, seen.height - 2))) > 240


def test_what_is_transparent_is_shown_on_white():
    (image,) = shown(files.saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert min(image.getpixel((25, 25))) > 250


def test_a_photo_taken_sideways_stands_upright_and_has_forgotten_where_it_was_taken():
    sideways = files.lying_on_its_side()
    (image,) = shown(sideways)
    assert image.size == (600, 800)
    red, green, _ = image.getpixel((590, 10))
    assert red > green + 60
    assert "exif" not in image.info
    assert b"Rahasia" in sideways
    assert b"Rahasia" not in decode(sideways, "JPEG").pages[0].display


def test_a_colour_profile_is_used_and_then_left_out():
    (image,) = shown(files.in_other_colours())
    assert "icc_profile" not in image.info
    assert min(image.getpixel((700, 500))) > 250


def test_a_big_photo_is_made_smaller_and_its_thumb_smaller_still():
    page = decode(files.picture(size=(5000, 2500)), "JPEG").pages[0]
    assert (page.width, page.height) == (2400, 1200)
    assert max(Image.open(io.BytesIO(page.thumb)).size) == 320


def test_every_page_of_a_pdf_is_shown():
    pages = shown(files.pdf(3))
    assert [page.size for page in pages] == [(1653, 2339)] * 3
    assert max(shown(files.pdf(1, (14000, 200)))[0].size) == 2400


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (files.png_that_claims(30_000, 30_000), "too_many_pixels"),
        (files.png_that_claims(50_001, 1_000), "too_many_pixels"),
        (files.picture()[:-4000], "damaged"),
        (files.picture("PNG")[:200], "damaged"),
        (files.picture("WEBP")[:60], "damaged"),
        (files.HEIC[:300], "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "damaged"),
        (b"%PDF-1.7\nnothing of a paper", "damaged"),
        (files.locked_pdf(), "encrypted_pdf"),
        (files.pdf(21), "too_many_pages"),
        (files.pdf(500), "too_many_pages"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_says_why(data, word):
    assert trouble(data) == word


def test_a_file_meets_only_the_decoder_its_beginning_names():
    png = files.picture("PNG")
    assert decode(png, "JPEG").trouble == "damaged"
    assert decode(files.pdf(), "PNG").trouble == "damaged"


def test_a_file_that_is_two_things_is_shown_as_new_pixels_only():
    archive = files.zip_bomb()
    both = files.picture() + b"<script>alert(1)</script>" + archive
    assert kind_of(both) == "image/jpeg"
    page = decode(both, "JPEG").pages[0]
    assert b"<script" not in page.display + page.thumb
    assert b"PK\x03\x04" not in page.display + page.thumb


def test_a_decoder_that_dies_is_replaced_for_the_next_photo():
    decoder = Decoder()
    assert decoder.decode(files.picture(), "JPEG").pages
    decoder._child.kill()
    assert decoder.decode(files.picture(), "JPEG").pages
    decoder.close()


def test_the_decoding_process_knows_none_of_our_secrets():
    decode(files.picture(), "JPEG")
    with open(f"/proc/{_decoder._child.pid}/environ", "rb") as environment:
        assert b"LOJAR" not in environment.read()
    assert os.readlink(f"/proc/{_decoder._child.pid}/cwd") == "/"


def test_an_answer_that_promises_more_than_it_holds_is_refused(tmp_path, monkeypatch):
    """As a file would make its decoder say that took it over."""
    liar = tmp_path / "child.py"
    liar.write_text(
        "import sys, json, struct\n"
        "told = json.dumps({'trouble': '', 'pages': [{'display': 5, 'thumb': 9, 'width': 1, 'height': 1,"
        "'pixels': 0, 'longest': 1}]}).encode()\n"
        "whole = struct.pack('>I', len(told)) + told + b'<html'\n"
        "sys.stdout.buffer.write(struct.pack('>I', len(whole)) + whole)\n"
    )
    monkeypatch.setattr("lojar.evidence.decoding.process.CHILD", liar)
    decoder = Decoder()
    assert decoder.decode(b"\xff\xd8\xff", "JPEG").trouble == "damaged"
    decoder.close()
