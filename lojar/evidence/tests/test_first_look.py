"""A photo is judged while it is kept; what the sight cannot do is never the citizen's trouble."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from lojar.evidence import actions, first_look, queries
from lojar.evidence.first_look import Depth
from lojar.evidence.models import Photo, Reading

from . import files, photographs
from .conftest import NOW

pytestmark = pytest.mark.django_db


def keep(citizen, data: bytes, *, depth: Depth = Depth.JUDGE) -> Photo:
    photo = actions.keep_photo(citizen, data=data, depth=depth, now=NOW)
    return Photo.objects.prefetch_related("pages__readings").get(pk=photo.pk)


@pytest.fixture(scope="module")
def card():
    return photographs.on_a_table(photographs.card())


def test_what_can_be_read_has_no_fault(citizen, card):
    photo = keep(citizen, photographs.sent(card))
    assert first_look.fault_of(photo) == ""
    assert Reading.objects.get(page__photo=photo).usable is True


def test_what_nobody_can_read_has_one_and_says_where(citizen, card):
    photo = keep(citizen, photographs.sent(photographs.blurred(card)))
    assert first_look.fault_of(photo) == "blur_focus"
    assert Reading.objects.get(page__photo=photo).found["spots"]
    assert photo.pages.count() == 1


def test_a_file_with_one_good_page_is_good(citizen):
    assert first_look.fault_of(keep(citizen, files.pdf(2))) in {"", "blank", "not_document"}


def test_nothing_is_judged_where_nobody_asked(citizen, card):
    photo = keep(citizen, photographs.sent(photographs.blurred(card)), depth=Depth.NOT_AT_ALL)
    assert first_look.fault_of(photo) == ""
    assert not Reading.objects.exists()


def test_a_sight_that_fails_costs_no_photo(citizen, card, monkeypatch):
    def fail(*args, **more):
        raise MemoryError

    monkeypatch.setattr("lojar.evidence.sight.look_at_pages", fail)
    photo = keep(citizen, photographs.sent(card))
    assert (photo.state, first_look.fault_of(photo)) == ("kept", "")


def test_only_who_looks_pays_for_the_sight():
    asked = (
        "import django; django.setup(); import sys, lojar.urls, lojar.evidence.jobs; "
        "print(sorted({'cv2', 'numpy', 'onnxruntime', 'rapidocr'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_place_of_the_trouble_is_marked_on_a_small_copy_of_its_own(citizen, card):
    photo = keep(citizen, photographs.sent(photographs.blurred(card)))
    key = first_look.marked_key_of(photo.pk)
    marked = Image.open(io.BytesIO(queries.store().get(key))).convert("RGB")
    assert max(marked.size) == 800
    red, green, blue = (np.asarray(band) for band in marked.split())
    assert ((red > 180) & (green < 80) & (blue < 80)).sum() > 300
    assert queries.original_bytes(photo) == photographs.sent(photographs.blurred(card))
    actions.purge(photo, now=NOW)
    assert not queries.store().exists(key)


def test_a_good_photo_has_nothing_marked(citizen, card):
    assert first_look.marked_key_of(keep(citizen, photographs.sent(card)).pk) == ""


def test_a_copy_of_a_card_can_be_read_and_is_asked_for_once_more(citizen):
    copied = photographs.card().convert("L").convert("RGB")
    photo = keep(citizen, photographs.sent(photographs.on_a_table(copied)), depth=Depth.READ)
    reading = Reading.objects.get(page__photo=photo)
    assert (reading.usable, reading.document) == (True, "ktp")
    assert first_look.fault_of(photo) == "photocopy"


@pytest.mark.parametrize("light", [1.0, 0.45])
def test_a_card_in_its_colours_is_no_copy_in_any_light(citizen, card, light):
    dimmed = (card * light).astype(np.uint8)
    photo = keep(citizen, photographs.sent(dimmed), depth=Depth.READ)
    assert first_look.fault_of(photo) != "photocopy"
