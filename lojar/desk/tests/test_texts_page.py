"""The office words its own notifications."""

import pytest
from django.test import Client

from lojar.notifications.models import TextOverride
from lojar.notifications.queries import texts_of
from tests import cast

pytestmark = pytest.mark.django_db


def shipped(name: str) -> str:
    return next(line.shipped for line in texts_of(cast.an_office(), "id") if line.name == name)


def test_every_text_is_shown_with_what_it_must_say(rina: Client) -> None:
    page = rina.get("/desk/pesan/").content.decode()
    assert "Perbaikan diterima" in page
    assert "{promised}" in page


def test_the_head_changes_a_text_and_takes_it_back(hadi: Client) -> None:
    body = shipped("accepted") + "\n\nSalam dari kantor kami."
    hadi.post("/desk/pesan/accepted/", {"language": "id", "body": body})
    assert TextOverride.objects.get(event="accepted").body.endswith("Salam dari kantor kami.")
    hadi.post("/desk/pesan/accepted/", {"language": "id", "body": body, "step": "restore"})
    assert not TextOverride.objects.exists()


def test_a_text_that_forgets_the_promise_is_refused_in_words(hadi: Client) -> None:
    answer = hadi.post("/desk/pesan/accepted/", {"language": "id", "body": "Berkas {number} disetujui."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pesan ini harus menyebut promised." in page
    assert "Berkas {number} disetujui." in page


def test_a_clerk_does_not_change_texts(rina: Client) -> None:
    assert rina.post("/desk/pesan/accepted/", {"language": "id", "body": "x"}).status_code == 403


def test_a_text_that_does_not_exist_is_404(hadi: Client) -> None:
    assert hadi.post("/desk/pesan/moonrise/", {"language": "id", "body": "x"}).status_code == 404
