"""Photos of papers: for that office only, every look recorded, nothing shown that we did not make."""

import io

import pytest
from django.test import Client
from PIL import Image

from lojar.channels.models import InboundMessage
from lojar.evidence.actions import keep_photo, purge
from lojar.evidence.models import Photo, PhotoPage, PhotoView, Reading
from lojar.evidence.queries import display_bytes, original_bytes
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> PhotoPage:
    application = cast.submitted()
    return application.papers.first().pages.first().photo.pages.first()


def test_a_look_is_recorded_with_who_how_and_for_what(rina: Client, page: PhotoPage) -> None:
    number = page.photo.uses.first().paper.application.number
    rina.get(f"/desk/foto/{page.pk}/display", {"untuk": number})
    seen = PhotoView.objects.get(photo=page.photo)
    assert (seen.officer, seen.seen_as, seen.about, seen.seen_at) == (
        cast.rina(),
        "display",
        number,
        cast.NOW,
    )


def test_a_number_that_does_not_belong_to_the_photo_is_not_written_down(
    rina: Client, page: PhotoPage
) -> None:
    other = cast.submitted("ktp-hilang", contact=cast.budi())
    rina.get(f"/desk/foto/{page.pk}/thumb", {"untuk": other.number})
    assert PhotoView.objects.get(photo=page.photo).about == ""


@pytest.mark.parametrize("seen_as", ["display", "thumb"])
def test_what_we_made_is_shown_and_never_kept(rina: Client, page: PhotoPage, seen_as: str) -> None:
    answer = rina.get(f"/desk/foto/{page.pk}/{seen_as}")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("seen_as", ["display", "thumb", "straight"])
def test_a_picture_carries_whose_screen_it_is_and_the_stored_one_does_not(
    rina: Client, joko: Client, page: PhotoPage, seen_as: str
) -> None:
    page.straight_key = page.display_key
    page.save(update_fields=["straight_key"])
    kept = display_bytes(page)
    hers, his = (each.get(f"/desk/foto/{page.pk}/{seen_as}").content for each in (rina, joko))
    assert len({kept, hers, his}) == 3
    assert display_bytes(page) == kept
    assert Image.open(io.BytesIO(hers)).size == Image.open(io.BytesIO(kept)).size


def test_the_original_goes_out_as_it_came_and_the_look_is_recorded(rina: Client, page: PhotoPage) -> None:
    assert rina.get(f"/desk/foto/{page.pk}/original").content == original_bytes(page.photo)
    assert PhotoView.objects.get(photo=page.photo).seen_as == "original"


def test_the_original_is_only_ever_a_file_to_save(rina: Client, page: PhotoPage) -> None:
    answer = rina.get(f"/desk/foto/{page.pk}/original")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="asli-{page.photo_id}.jpg"'
    assert answer.content.startswith(b"\xff\xd8")


def test_another_office_sees_no_photo_and_nothing_is_recorded(stranger: Client, page: PhotoPage) -> None:
    assert stranger.get(f"/desk/foto/{page.pk}/display").status_code == 404
    assert not PhotoView.objects.exists()


def test_a_photo_whose_time_is_over_is_gone(rina: Client, page: PhotoPage) -> None:
    purge(page.photo, now=cast.NOW)
    assert rina.get(f"/desk/foto/{page.pk}/display").status_code == 404


def test_without_signing_in_there_is_no_photo(client: Client, page: PhotoPage) -> None:
    assert client.get(f"/desk/foto/{page.pk}/display").status_code == 302


def test_there_is_no_fourth_way_to_look(rina: Client, page: PhotoPage) -> None:
    assert rina.get(f"/desk/foto/{page.pk}/raw").status_code == 404


@pytest.fixture
def voice(db: None) -> Photo:
    siti = cast.siti()
    message = InboundMessage.objects.create(
        office=siti.office, contact=siti, phone_number_id="1", wamid="v1", kind="audio", media_state="kept",
        sent_at=cast.NOW, received_at=cast.NOW,
    )  # fmt: skip
    return keep_photo(siti, data=b"OggS" + bytes(60), message=message, now=cast.NOW)


def test_a_voice_note_is_heard_in_the_conversation_and_the_look_is_recorded(
    rina: Client, voice: Photo
) -> None:
    page = rina.get(f"/desk/percakapan/{voice.contact_id}/").content.decode()
    assert f'src="/desk/suara/{voice.pk}"' in page
    answer = rina.get(f"/desk/suara/{voice.pk}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/ogg")
    assert "no-store" in answer.headers["Cache-Control"]
    assert PhotoView.objects.get(photo=voice).seen_as == "voice"


def test_a_voice_note_is_heard_by_its_own_office_only(
    stranger: Client, voice: Photo, page: PhotoPage
) -> None:
    assert stranger.get(f"/desk/suara/{voice.pk}").status_code == 404
    assert not PhotoView.objects.exists()


def test_a_photo_is_no_voice(rina: Client, page: PhotoPage) -> None:
    assert rina.get(f"/desk/suara/{page.photo_id}").status_code == 404


def test_an_officer_sees_how_a_photo_was_judged_when_it_came(rina: Client, page: PhotoPage) -> None:
    number = page.photo.uses.first().paper.application.number
    assert "Sulit dibaca" not in rina.get(f"/desk/berkas/{number}/").content.decode()
    Reading.objects.create(
        page=page, engine="sight-1", usable=False, reasons=["glare", "cut_off"], read_at=cast.NOW
    )
    shown = rina.get(f"/desk/berkas/{number}/").content.decode()
    assert "Sulit dibaca: silau, tepi terpotong" in shown
