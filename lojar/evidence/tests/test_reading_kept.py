"""What stands on a paper is read while the photo is kept, or afterwards where many came at once."""

import io

import pytest
import time_machine
from PIL import Image

from lojar.channels.models import InboundMessage
from lojar.evidence import actions, queries, reading
from lojar.evidence.first_look import Depth
from lojar.evidence.models import Photo, PhotoPage, Reading

from . import photographs
from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def card() -> bytes:
    return photographs.sent(photographs.on_a_table(photographs.card()))


@pytest.fixture
def reads(settings):
    settings.LOJAR_SIGHT = settings.LOJAR_READING = True


def keep(citizen, data: bytes, depth: Depth) -> Photo:
    return actions.keep_photo(citizen, data=data, depth=depth, now=NOW)


def test_a_card_says_whose_it_is(citizen, card):
    photo = keep(citizen, card, Depth.READ)
    seen = queries.papers_seen([photo.pk])[photo.pk]
    assert (seen.document, seen.said["nik"].value) == ("ktp", photographs.NIK)
    assert seen.said["name"].is_sure
    assert seen.on_page["nik"] == photo.pages.get().pk


def test_the_straightened_paper_is_kept_beside_the_photo_and_goes_with_it(citizen, card):
    page = keep(citizen, card, Depth.READ).pages.get()
    straight = Image.open(io.BytesIO(queries.straight_bytes(page)))
    assert straight.size == tuple(Reading.objects.get(page=page).found["flat"])
    assert 1.4 < straight.width / straight.height < 1.8
    key = page.straight_key
    actions.purge(page.photo, now=NOW)
    assert not queries.store().exists(key)


def test_what_was_only_judged_says_nothing(citizen, card):
    photo = keep(citizen, card, Depth.JUDGE)
    assert queries.papers_seen([photo.pk]) == {}
    assert photo.pages.get().straight_key == ""


def test_what_was_only_judged_is_read_afterwards_once(citizen, card, reads):
    photo = keep(citizen, card, Depth.JUDGE)
    for _ in range(2):
        reading.read(photo.pk, now=NOW)
    assert queries.papers_seen([photo.pk])[photo.pk].said["nik"].value == photographs.NIK
    assert Reading.objects.count() == 1
    assert queries.straight_bytes(photo.pages.get())


def test_where_many_wait_photos_are_only_judged(citizen, reads):
    with time_machine.travel(NOW, tick=False):
        assert reading.depth_now() is Depth.READ
        InboundMessage.objects.bulk_create(
            InboundMessage(
                office=citizen.office, contact=citizen, phone_number_id="1", wamid=f"w{n}", kind="image",
                media_state="waiting", sent_at=NOW, received_at=NOW,
            )
            for n in range(reading.CROWD + 1)
        )  # fmt: skip
        assert reading.depth_now() is Depth.JUDGE


def test_an_office_can_do_without(settings):
    settings.LOJAR_SIGHT = settings.LOJAR_READING = False
    assert reading.depth_now() is Depth.NOT_AT_ALL


def test_the_same_picture_made_smaller_and_saved_anew_is_found(citizen, card):
    first = keep(citizen, card, Depth.NOT_AT_ALL).pages.get()
    smaller = Image.open(io.BytesIO(card)).resize((800, 600))
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=40)
    again = keep(citizen, out.getvalue(), Depth.NOT_AT_ALL).pages.get()
    other = keep(
        citizen,
        photographs.sent(photographs.on_a_table(photographs.card(), photographs.PLACED + 40)),
        Depth.NOT_AT_ALL,
    ).pages.get()
    assert queries.alike(again) == [first]
    assert queries.alike(other) == []
    assert PhotoPage.objects.count() == 3
