"""People who asked for an officer, with or without an application."""

from datetime import timedelta

import pytest
from django.test import Client

from lojar.channels import actions
from lojar.channels.models import Contact, InboundMessage, OutboundMessage
from tests import cast

pytestmark = pytest.mark.django_db


def asks_for_an_officer(contact: Contact, words: str = "Saya bingung", *, minutes: int = 5) -> Contact:
    at = cast.NOW - timedelta(minutes=minutes)
    InboundMessage.objects.create(
        office=contact.office, contact=contact, phone_number_id="1", wamid=f"w{contact.pk}{minutes}", kind="text",
        text=words, sent_at=at, received_at=at,
    )  # fmt: skip
    actions.talk_with_officer(contact, at)
    return contact


def test_somebody_who_never_applied_is_on_the_list(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    page = rina.get("/desk/percakapan/").content.decode()
    assert "Saya bingung" in page
    assert f"/desk/percakapan/{siti.pk}/" in page
    assert "menunggu jawaban" in page


def test_whoever_waits_longest_comes_first_and_the_answered_last(rina: Client) -> None:
    siti, budi = asks_for_an_officer(cast.siti(), minutes=5), asks_for_an_officer(cast.budi(), minutes=50)
    third = asks_for_an_officer(cast.a_contact("Tini Contoh", "628000000003"), minutes=90)
    rina.post(f"/desk/percakapan/{third.pk}/reply", {"text": "Halo", "key": "k"})
    talks = rina.get("/desk/percakapan/").context["talks"]
    assert [talk.contact for talk in talks] == [budi.pk, siti.pk, third.pk]
    assert [talk.unanswered for talk in talks] == [True, True, False]


def test_a_reply_goes_out_and_the_page_shows_it(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    page = rina.post(
        f"/desk/percakapan/{siti.pk}/reply", {"text": "Ada yang bisa dibantu?", "key": "k"}, follow=True
    )
    assert OutboundMessage.objects.get(purpose="officer").written_by == cast.rina()
    assert "Ada yang bisa dibantu?" in page.content.decode()


def test_handed_back_it_leaves_the_list(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    rina.post(f"/desk/percakapan/{siti.pk}/hand-back")
    assert rina.get("/desk/percakapan/").context["talks"] == []


def test_the_lines_are_asked_for_again_and_answered_304(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    address = f"/desk/percakapan/{siti.pk}/lines"
    tag = rina.get(address, HTTP_HX_REQUEST="true").headers["ETag"]
    assert rina.get(address, HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_the_persons_applications_stand_beside_it(rina: Client) -> None:
    application = cast.submitted()
    asks_for_an_officer(application.contact)
    page = rina.get(f"/desk/percakapan/{application.contact_id}/").content.decode()
    assert f"/desk/berkas/{application.number}/" in page
    assert "minta petugas" in rina.get("/desk/").content.decode()


def test_another_office_reads_nothing(stranger: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    assert stranger.get("/desk/percakapan/").context["talks"] == []
    for ask in (
        stranger.get(f"/desk/percakapan/{siti.pk}/"),
        stranger.post(f"/desk/percakapan/{siti.pk}/reply"),
    ):
        assert ask.status_code == 404


def test_members_of_a_package_point_to_each_other(rina: Client) -> None:
    first, second, *_rest = cast.all_submitted("paket-lahir")
    page = rina.get(f"/desk/berkas/{first.number}/").content.decode()
    assert "Satu paket dengan" in page
    assert f"/desk/berkas/{second.number}/" in page


def test_an_officer_may_say_that_it_is_the_same_person(rina: Client) -> None:
    siti = asks_for_an_officer(cast.siti())
    siti.unproven_since = cast.NOW
    siti.save()
    assert "Saya sudah memastikan orangnya" in rina.get(f"/desk/percakapan/{siti.pk}/").content.decode()
    page = rina.post(f"/desk/percakapan/{siti.pk}/confirmation", follow=True).content.decode()
    assert "Orangnya sudah dipastikan" in page
    assert "Saya sudah memastikan orangnya" not in page
    siti.refresh_from_db()
    assert siti.unproven_since is None
