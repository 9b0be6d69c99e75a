"""The page of what was not understood: who may open it, what is shown before saving, and what saving does."""

import pytest
from django.test import Client

from lojar.catalogue import sayings
from lojar.catalogue.models import Saying
from tests import cast

pytestmark = pytest.mark.django_db
TEXT = "kapan bukak e kantor iku"


@pytest.fixture
def saying(db: None) -> Saying:
    sayings.collect(cast.an_office(), TEXT, plain=TEXT, likely=["hours", "greeting"], now=cast.NOW)
    return Saying.objects.get()


def test_the_likeliest_are_one_press_away_and_every_meaning_can_be_chosen(
    hadi: Client, saying: Saying
) -> None:
    page = hadi.get("/desk/kata/").content.decode()
    assert TEXT in page
    assert '<button class="button" name="meaning" value="hours">Jam buka kantor</button>' in page
    assert '<option value="ktp-hilang">' in page


def test_the_effect_is_shown_and_nothing_is_saved_yet(hadi: Client, saying: Saying) -> None:
    page = hadi.get(f"/desk/kata/{saying.pk}/?meaning=hours").content.decode()
    assert "Pengaruhnya pada kalimat uji" in page
    assert "Jam buka kantor" in page
    saying.refresh_from_db()
    assert saying.decided_at is None


def test_teaching_and_taking_back(hadi: Client, saying: Saying) -> None:
    hadi.post(f"/desk/kata/{saying.pk}/meaning", {"meaning": "hours"})
    assert [each.meaning for each in sayings.taught_of(cast.an_office())] == ["hours"]
    assert "Sudah diajarkan" in hadi.get("/desk/kata/").content.decode()
    hadi.post(f"/desk/kata/{saying.pk}/dismissal")
    assert sayings.taught_of(cast.an_office()) == []


@pytest.mark.parametrize("meaning", ["", "moonrise"])
def test_without_a_meaning_nothing_happens(hadi: Client, saying: Saying, meaning: str) -> None:
    assert hadi.get(f"/desk/kata/{saying.pk}/", {"meaning": meaning}).status_code == 302
    answer = hadi.post(f"/desk/kata/{saying.pk}/meaning", {"meaning": meaning}, follow=True)
    assert "Pilih dulu artinya." in answer.content.decode()
    assert sayings.taught_of(cast.an_office()) == []


def test_a_clerk_and_another_office_do_not_get_there(
    rina: Client, saying: Saying, signed_in, next_town
) -> None:
    other = signed_in(cast.an_officer("Jauh", "head", next_town))
    for path in ("", f"{saying.pk}/?meaning=hours"):
        assert rina.get(f"/desk/kata/{path}").status_code == 403
    assert TEXT not in other.get("/desk/kata/").content.decode()
    assert other.get(f"/desk/kata/{saying.pk}/?meaning=hours").status_code == 404
    for verb in ("meaning", "dismissal"):
        assert rina.post(f"/desk/kata/{saying.pk}/{verb}", {"meaning": "hours"}).status_code == 403
        assert other.post(f"/desk/kata/{saying.pk}/{verb}", {"meaning": "hours"}).status_code == 404


def test_a_script_in_a_saying_is_only_text(hadi: Client) -> None:
    text = "<script>alert(1)</script> plorp"
    sayings.collect(cast.an_office(), text, plain=text, likely=[], now=cast.NOW)
    assert "<script>alert" not in hadi.get("/desk/kata/").content.decode()
