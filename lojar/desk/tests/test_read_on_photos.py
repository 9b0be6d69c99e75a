"""What the photos say stands beside what was typed; the straightened paper comes first, with the places marked."""

import pytest
from django.test import Client

from lojar.applications.models import Application
from lojar.evidence.models import PhotoPage, Reading
from tests import cast

pytestmark = pytest.mark.django_db
PLACE = [[100, 50], [200, 50], [200, 70], [100, 70]]


def url(application: Application, rest: str = "") -> str:
    return f"/desk/berkas/{application.number}/{rest}"


def read_on(
    application: Application, key: str, document: str, *, straight: bool = True, **said: str
) -> PhotoPage:
    """As if the sight had read it."""
    page = PhotoPage.objects.get(photo__uses__paper=application.papers.get(key=key))
    if straight:
        page.straight_key = page.display_key
        page.save()
    fields = {
        name: {"value": value, "confidence": 0.97, "doubts": [], "place": PLACE}
        for name, value in said.items()
    }
    found = {"fields": fields, "members": [], "sure": 0.95, "flat": [800, 500]}
    Reading.objects.create(
        page=page, engine="test", document=document, usable=True, found=found, read_at=cast.NOW
    )
    return page


def test_what_is_the_same_is_a_tick_and_what_differs_is_told(rina: Client) -> None:
    case = cast.submitted()
    read_on(case, "surat-lahir", "sk_lahir", child_name="RAHMA LAIN", mother_name="SITI CONTOH")
    read_on(case, "kk", "kk", kk_number=cast.FAMILY_CARD)
    page = rina.get(url(case)).content.decode()
    assert "Nomor KK sama dengan foto, lihat" in page
    assert "Di foto: <strong>RAHMA LAIN</strong>" in page


def test_the_straightened_paper_is_shown_with_its_marks_and_the_whole_photo_on_request(rina: Client) -> None:
    case = cast.submitted()
    page = read_on(case, "kk", "kk", kk_number=cast.FAMILY_CARD)
    shown = rina.get(url(case, "?kertas=kk&lihat=nomor_kk")).content.decode()
    assert f"/desk/foto/{page.pk}/straight?" in shown
    assert 'class="mark wanted"' in shown
    whole = rina.get(url(case, "?kertas=kk&utuh=1")).content.decode()
    assert f"/desk/foto/{page.pk}/display?" in whole
    assert "<polygon" not in whole
    assert rina.get(f"/desk/foto/{page.pk}/straight").headers["Content-Type"] == "image/jpeg"


def test_what_was_not_straightened_is_shown_as_it_came(rina: Client) -> None:
    case = cast.submitted()
    page = read_on(case, "kk", "kk", straight=False, kk_number=cast.FAMILY_CARD)
    assert f"/desk/foto/{page.pk}/display?" in rina.get(url(case, "?kertas=kk")).content.decode()
    assert rina.get(f"/desk/foto/{page.pk}/straight").status_code == 404


def test_a_photo_of_another_paper_on_the_line_says_nothing(rina: Client) -> None:
    case = cast.submitted()
    read_on(case, "kk", "ktp", kk_number="3510990203129999")
    assert "3510 9902 0312 9999" not in rina.get(url(case)).content.decode()


def test_script_in_what_was_read_is_text(rina: Client) -> None:
    case = cast.submitted()
    read_on(case, "surat-lahir", "sk_lahir", child_name="<script>alert(1)</script>")
    page = rina.get(url(case)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_same_photo_in_another_persons_application_is_told(rina: Client) -> None:
    mine, theirs = cast.submitted(), cast.submitted(contact=cast.budi())
    alike = [1, 65537, 131073, 196609]
    for case in (mine, theirs):
        page = PhotoPage.objects.get(photo__uses__paper=case.papers.get(key="kk"))
        page.likeness = alike
        page.save()
    shown = rina.get(url(mine, "?kertas=kk")).content.decode()
    assert "foto yang sama dari orang lain" in shown
    assert theirs.number in shown
    assert "foto yang sama" not in rina.get(url(mine, "?kertas=surat-lahir")).content.decode()


def test_a_photo_of_another_office_is_nobodys_business(rina: Client, stranger: Client) -> None:
    mine = cast.submitted()
    page = PhotoPage.objects.get(photo__uses__paper=mine.papers.get(key="kk"))
    read_on(mine, "kk", "kk")
    assert stranger.get(f"/desk/foto/{page.pk}/straight").status_code == 404
