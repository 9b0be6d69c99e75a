"""What a citizen without an account, without JavaScript and with an old phone gets to see."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from lojar.catalogue import catalogue
from lojar.evidence.rules.retention import AFTER_CLOSING
from lojar.notifications.qr_pass import ADDRESSES
from lojar.offices.models import Office
from tests import cast

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What is read, without the marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_front_page_says_who_what_and_what_is_never_asked(client, office):
    page = client.get("/")
    assert page.status_code == 200
    for part in (office.short_name, "gratis", "OTP", "APK", "+62 800 0000 0000 1", "Akta kelahiran"):
        assert part in words(page)
    assert "https://wa.me/62800000000001" in page.content.decode()


def test_every_service_and_package_has_its_page(client, office):
    everything = catalogue()
    listed = client.get("/layanan/").content.decode()
    for code in [*everything.offered, *everything.packages]:
        assert f'href="/layanan/{code}/"' in listed
        page = client.get(f"/layanan/{code}/")
        assert page.status_code == 200, code
        assert "Gratis" in words(page)


def test_a_service_says_what_to_photograph_when_and_by_which_law(client, office):
    page = words(client.get("/layanan/akta-lahir/"))
    for part in ("Surat keterangan kelahiran", "1 hari kerja", "UU 23/2006", "RT/RW", "Formulir F-2.01"):
        assert part in page
    assert "bila diurus penerima kuasa" in page


def test_an_unknown_service_is_a_kind_404(client, office):
    page = client.get("/layanan/mengubah-nasib/")
    assert page.status_code == 404
    assert "Semua layanan" in words(page)


def test_a_service_that_is_not_offered_has_no_page(client, office):
    from lojar.catalogue.models import Override

    Override.objects.create(
        office=office, service_code="legalisir", changes={"offered": False}, reason="uji", changed_at=cast.NOW
    )
    assert client.get("/layanan/legalisir/").status_code == 404
    assert "/layanan/legalisir/" not in client.get("/layanan/").content.decode()


@pytest.mark.parametrize("path", ["/", "/layanan/", "/layanan/akta-lahir/", "/status/", "/privasi/"])
def test_a_page_and_its_style_weigh_less_than_fifty_kilobytes_and_need_no_script(client, office, path):
    page = client.get(path).content
    sheets = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', page.decode())
    weight = len(page) + sum(Path(finders.find(sheet)).stat().st_size for sheet in sheets)
    assert sheets
    assert weight < 50_000
    assert b"<script" not in page
    assert b"style=" not in page  # the content security policy would drop it


def test_the_language_is_chosen_once_and_kept(client, office):
    assert 'lang="id"' in client.get("/", headers={"accept-language": "en"}).content.decode()
    chosen = client.get("/layanan/akta-lahir/?bahasa=en")
    assert "Birth letter" in words(chosen)
    assert chosen["Content-Language"] == "en"
    assert '<html lang="en">' in client.get("/").content.decode()
    assert '<html lang="id">' in client.get("/?bahasa=id").content.decode()
    assert '<html lang="id">' in client.get("/?bahasa=xx").content.decode()


def test_a_pass_shows_code_place_and_hours_and_nothing_of_the_person(client, office):
    waiting = cast.make_ready(cast.accepted("ktp-hilang"))
    page = client.get(ADDRESSES["pick_up"].format(token=waiting.pass_token))
    text = words(page)
    assert page.status_code == 200
    for part in (f"{waiting.code[:3]} {waiting.code[3:]}", office.address, "Senin-Kamis 08.00-15.30"):
        assert part in text
    for secret in ("Siti", "KTP-el hilang", waiting.application.number, cast.SITI_NIK, "A-17"):
        assert secret not in text
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "<svg" in page.content.decode()


def test_a_pass_is_found_by_its_whole_token_and_never_by_its_code(client, office):
    waiting = cast.make_ready(cast.accepted("ktp-hilang"))
    for guess in (waiting.code, f"--------{waiting.code}--------", waiting.pass_token[:-1], "x" * 32):
        assert client.get(ADDRESSES["pick_up"].format(token=guess)).status_code == 404


def test_a_pass_that_was_used_says_so(client, office):
    waiting = cast.make_ready(cast.accepted("ktp-hilang"))
    waiting.collected_at = cast.NOW
    waiting.save()
    page = words(client.get(ADDRESSES["pick_up"].format(token=waiting.pass_token)))
    assert "sudah diambil" in page
    assert waiting.code[:3] + " " + waiting.code[3:] not in page


def test_the_privacy_page_promises_the_days_that_the_rule_keeps(client, office):
    page = words(client.get("/privasi/"))
    assert f"{AFTER_CLOSING.days} hari setelah permohonan selesai" in page
    assert "UU 27/2022" in page


def test_the_house_tells_whether_it_lives_and_reaches_its_database(client):
    assert client.get("/healthz").json() == {"live": True, "database": True}
    assert client.get("/healthz/live").json() == {"live": True}


def test_a_house_without_an_office_says_so_and_does_not_break(client):
    Office.objects.all().delete()
    assert client.get("/").status_code == 503
