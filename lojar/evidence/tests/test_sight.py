"""The sight on photos that are made here; how well it sees on many is measured in bench/photos.py."""

from datetime import date

import cv2
import numpy as np
import pytest
from PIL import Image

from lojar.evidence.decoding import PIXELS, SHOWN, decode
from lojar.evidence.sight import look, see
from lojar.evidence.sight.told import told

from . import files, photographs

TODAY = date(2026, 11, 25)


def seen(picture):
    return see(picture, today=TODAY)


@pytest.fixture(scope="module")
def good():
    return photographs.on_a_table(photographs.card())


def test_a_good_photo_is_usable_and_read(good):
    page = seen(good)
    assert page.verdict.usable, page.verdict.reasons
    assert page.guess.document == "ktp"
    told_of = {name: found.value for name, found in page.reading.fields.items()}
    assert told_of["nik"] == photographs.NIK
    assert (told_of["name"], told_of["birth_date"], told_of["sex"]) == ("SATRIA UJI", "1990-01-12", "male")
    assert told_of["province"] == "JAWA TIMUR"


def test_the_corners_are_those_of_the_paper_in_reading_direction(good):
    far = np.hypot(*(seen(good).corners - photographs.PLACED).T)
    assert far.max() < 12


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_paper_that_lies_on_its_side_or_head_is_set_upright(good, quarters):
    page = seen(np.ascontiguousarray(np.rot90(good, quarters)))
    assert page.reading.fields["nik"].value == photographs.NIK
    assert page.flat.shape[1] > page.flat.shape[0]
    assert page.quarters == quarters


@pytest.mark.parametrize(
    ("spoil", "reasons"),
    [
        (photographs.blurred, {"blur_focus"}),
        (photographs.shaken, {"blur_motion"}),
        (photographs.in_the_dark, {"too_dark"}),
        (photographs.with_glare, {"glare"}),
        (photographs.with_a_finger, {"covered"}),
    ],
)
def test_a_spoilt_photo_is_refused_for_what_spoilt_it(good, spoil, reasons):
    page = seen(spoil(good))
    assert not page.verdict.usable
    assert page.verdict.reasons[0] in reasons


def test_the_place_of_the_trouble_can_be_marked(good):
    spots = seen(photographs.with_glare(good)).verdict.spots
    inside = [
        cv2.pointPolygonTest(np.array(spot.polygon, np.float32), (800.0, 440.0), False) >= 0 for spot in spots
    ]
    assert any(inside)


def test_a_paper_that_goes_on_beyond_the_frame_is_cut_off(good):
    page = seen(np.ascontiguousarray(good[:, 420:]))
    assert page.verdict.reasons[0] == "cut_off"


def test_an_empty_sheet_a_screen_and_a_wall_are_no_papers_to_read():
    assert seen(photographs.on_a_table(photographs.sheet())).verdict.reasons == ("blank",)
    assert seen(photographs.of_a_screen()).verdict.reasons == ("screenshot",)
    wall = np.random.default_rng(1).normal(120, 6, (900, 1200, 3)).clip(0, 255).astype(np.uint8)
    assert seen(wall).verdict.reasons[0] in ("not_document", "blank")


def test_quality_alone_is_judged_without_reading(good):
    page = see(good, today=TODAY, read=False)
    assert page.verdict.usable
    assert page.lines == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_files_of_every_kind_are_looked_at(good, kind):
    assert look(photographs.sent(good, kind), today=TODAY).best.reading.fields["nik"].value == photographs.NIK


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(50), "damaged"),
        (files.png_that_claims(30_000, 30_000), "too_many_pixels"),
        (b"\0\0\0\x20ftypisom" + bytes(200), "not_an_image"),  # a video, whatever its name
        (files.picture(size=(1, 1)), "too_small"),
        (b"GIF89a" + bytes(100), "not_an_image"),
        (files.locked_pdf(), "encrypted_pdf"),
    ],
)
def test_what_cannot_be_looked_at_has_a_name_and_no_pages(data, trouble):
    sight = look(data, today=TODAY)
    assert (sight.pages, sight.trouble) == ((), trouble)
    assert told(sight)["usable"] is False
    assert told(sight)["trouble"] == trouble


@pytest.mark.parametrize("mode", ["CMYK", "L", "I;16"])
def test_colours_of_every_depth_are_looked_at(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = (
        Image.new("I;16", (400, 300), 40000) if mode == "I;16" else Image.new("RGB", (400, 300)).convert(mode)
    )
    sight = look(files.saved(image, kind), today=TODAY)
    assert sight.trouble == ""
    assert not sight.best.verdict.usable


def test_a_moving_picture_is_looked_at_where_it_begins(good):
    frames = [Image.fromarray(good), Image.new("RGB", (1600, 1200))]
    data = files.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    assert look(data, today=TODAY).best.reading.fields["nik"].value == photographs.NIK


def test_a_file_of_several_pages_is_looked_at_page_by_page(good):
    pages = [Image.new("RGB", (1600, 1200), "white"), Image.fromarray(good)]
    sight = look(files.saved(pages[0], "PDF", save_all=True, append_images=pages[1:]), today=TODAY)
    assert len(sight.pages) == 2
    assert sight.best.guess.document == "ktp"
    assert len(told(sight)["pages"]) == 2


def test_pixels_and_pictures_come_from_one_decoding(good):
    (page,) = decode(photographs.sent(good), "JPEG", SHOWN + PIXELS).pages
    assert len(page.pixels) == 3 * page.width * page.height
    assert page.display[:2] == page.thumb[:2] == b"\xff\xd8"
    assert decode(photographs.sent(good), "JPEG").pages[0].pixels == b""


def test_places_are_told_in_pixels_of_the_original_however_large_it_is(good):
    large = cv2.resize(good, (4000, 3000), interpolation=cv2.INTER_CUBIC)
    made = told(look(photographs.sent(large), today=TODAY, read=False))
    far = np.hypot(*(np.array(made["corners"]) - photographs.PLACED * 2.5).T)
    assert made["size"] == [4000, 3000]
    assert far.max() < 40
