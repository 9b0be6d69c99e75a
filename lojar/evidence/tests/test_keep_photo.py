from datetime import timedelta

import pytest

from lojar.channels.models import Contact, InboundMessage
from lojar.evidence import actions, queries
from lojar.evidence.models import Photo, PhotoView
from lojar.lib.object_store import Missing
from lojar.offices.models import Officer

from . import files
from .conftest import NOW

pytestmark = pytest.mark.django_db


def message_of(citizen: Contact, wamid: str) -> InboundMessage:
    return InboundMessage.objects.create(
        office=citizen.office,
        contact=citizen,
        phone_number_id="1",
        wamid=wamid,
        kind="image",
        sent_at=NOW,
        received_at=NOW,
    )


def test_a_photo_is_kept_as_it_came_and_shown_made_anew(citizen):
    data = files.lying_on_its_side()
    photo = actions.keep_photo(citizen, data=data, filename="../KTP ayah.jpg", now=NOW)
    page = photo.pages.get()
    assert (photo.state, photo.mime, photo.trouble) == ("kept", "image/jpeg", "")
    assert photo.filename == "KTP ayah.jpg"
    assert queries.original_bytes(photo) == data
    assert (page.number, page.width, page.height) == (1, 600, 800)
    assert queries.display_bytes(page)[:3] == queries.thumb_bytes(page)[:3] == b"\xff\xd8\xff"
    assert photo.object_key.startswith("photos/2026/11/")


def test_nothing_lies_on_the_disk_unsealed(citizen, settings, tmp_path):
    actions.keep_photo(citizen, data=files.picture(), now=NOW)
    lying = [path.read_bytes() for path in (tmp_path / "media").rglob("*.*") if path.is_file()]
    assert len(lying) == 2
    assert not any(b"\xff\xd8\xff" in data for data in lying)


def test_a_pdf_has_as_many_pages_to_look_at_as_it_has(citizen):
    photo = actions.keep_photo(citizen, data=files.pdf(3), now=NOW)
    assert [page.number for page in photo.pages.all()] == [1, 2, 3]


def test_the_same_picture_again_is_the_same_photo_of_a_new_message(citizen):
    first, second = message_of(citizen, "a"), message_of(citizen, "b")
    photo = actions.keep_photo(citizen, data=files.picture(), message=first, now=NOW)
    again = actions.keep_photo(citizen, data=files.picture(), message=second, now=NOW)
    actions.keep_photo(citizen, data=files.picture(), message=second, now=NOW)
    assert again.pk == photo.pk
    assert queries.photos_of_messages([first.pk, second.pk]) == {first.pk: photo, second.pk: photo}


def test_the_same_picture_of_another_person_is_another_photo(citizen, office):
    other = Contact.objects.create(office=office, first_heard_at=NOW)
    mine = actions.keep_photo(citizen, data=files.picture(), now=NOW)
    assert actions.keep_photo(other, data=files.picture(), now=NOW).pk != mine.pk


@pytest.mark.parametrize(
    ("data", "trouble", "mime"),
    [
        (b"", "empty", "application/octet-stream"),
        (b"<html><script>alert(1)</script>", "not_an_image", "text/html"),
        (files.zip_bomb(), "not_an_image", "application/zip"),
        (files.picture("GIF"), "not_an_image", "image/gif"),
        (b"MZ" + bytes(400), "not_an_image", "application/x-msdownload"),
        (files.picture() + bytes(20 * 1024 * 1024), "too_large", "image/jpeg"),
        (files.png_that_claims(30_000, 30_000), "too_many_pixels", "image/png"),
        (files.picture()[:-3000], "damaged", "image/jpeg"),
        (files.locked_pdf(), "encrypted_pdf", "application/pdf"),
        (files.pdf(500), "too_many_pages", "application/pdf"),
    ],
)
def test_what_cannot_be_shown_is_quarantined_whole_with_the_reason(citizen, data, trouble, mime):
    photo = actions.keep_photo(citizen, data=data, filename="ktp.jpg", now=NOW)
    assert (photo.state, photo.trouble, photo.mime) == ("quarantined", trouble, mime)
    assert photo.object_key.startswith("quarantine/")
    assert queries.original_bytes(photo) == data
    assert not photo.pages.exists()


def test_a_file_of_nearly_twenty_megabytes_is_kept(citizen):
    data = files.picture()
    data += bytes(20 * 1024 * 1024 - len(data))
    assert actions.keep_photo(citizen, data=data, now=NOW).state == "kept"


def test_purging_removes_the_bytes_and_keeps_the_row(citizen):
    photo = actions.keep_photo(citizen, data=files.pdf(2), filename="KK.pdf", now=NOW)
    keys = [photo.object_key, *photo.pages.values_list("display_key", flat=True)]
    actions.purge(photo, now=NOW)
    kept = Photo.objects.get()
    assert (kept.state, kept.purged_at, kept.filename) == ("purged", NOW, "")
    for key in keys:
        with pytest.raises(Missing):
            queries.store().get(key)


def test_a_purged_picture_that_is_sent_again_is_kept_again(citizen):
    photo = actions.keep_photo(citizen, data=files.picture(), now=NOW)
    actions.purge(photo, now=NOW)
    again = actions.keep_photo(citizen, data=files.picture(), now=NOW + timedelta(days=1))
    assert again.pk == photo.pk
    assert (again.state, again.pages.count()) == ("kept", 1)
    assert queries.original_bytes(again) == files.picture()


def test_every_look_is_recorded_with_who_and_what_for(citizen, office):
    officer = Officer.objects.create_user("petugas@example.test", "sandi-yang-panjang", office=office)
    photo = actions.keep_photo(citizen, data=files.picture(), now=NOW)
    actions.record_view(photo, officer=officer, seen_as="display", about="UJI-0001", now=NOW)
    view = PhotoView.objects.get()
    assert (view.photo, view.officer, view.seen_as, view.about) == (photo, officer, "display", "UJI-0001")
