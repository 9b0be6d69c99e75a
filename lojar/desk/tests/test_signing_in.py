"""The door: password, second factor, no signing up, and whoever left stays out."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from lojar.desk.accounts import SealedSecondFactors
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_one_tried_before() -> None:
    cache.clear()


def sign_in(client: Client, email: str = "rina@contoh.id", password: str = cast.PASSWORD):
    return client.post("/desk/masuk/", {"login": email, "password": password})


def test_the_door_speaks_indonesian(client: Client) -> None:
    page = client.get("/desk/masuk/").content.decode()
    assert '<html lang="id">' in page
    assert "Masuk ke meja petugas" in page


def test_an_officer_signs_in_with_a_password(client: Client) -> None:
    cast.with_password(cast.rina())
    assert sign_in(client).headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_somebody_who_left_hears_what_a_wrong_password_hears(client: Client) -> None:
    rina = cast.with_password(cast.rina())
    wrong = sign_in(client, password="bukan ini sama sekali").content.decode()
    rina.is_active = False
    rina.save(update_fields=["is_active"])
    left = sign_in(client).content.decode()
    assert 'class="notice negative"' in wrong
    assert 'class="notice negative"' in left
    assert client.get("/desk/").status_code == 302


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client) -> None:
    cast.with_password(cast.rina())
    for _ in range(5):
        sign_in(client, password="salah terus menerus")
    sign_in(client)
    assert client.get("/desk/").status_code == 302


def test_nobody_signs_up_and_nothing_is_sent_by_mail() -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@override_settings(LOJAR_REQUIRE_MFA=True)
def test_without_a_second_factor_every_page_leads_to_enrolling(rina: Client) -> None:
    for address in ("/desk/", "/desk/layanan/", "/desk/berkas/BWI-1/"):
        assert rina.get(address).headers["Location"] == reverse("mfa_index")
    assert "Amankan akun Anda" in rina.get(reverse("mfa_index")).content.decode()


@override_settings(LOJAR_REQUIRE_MFA=True)
def test_with_a_second_factor_the_desk_opens(rina: Client) -> None:
    totp.TOTP.activate(cast.rina(), totp.generate_totp_secret())
    assert rina.get("/desk/").status_code == 200


@override_settings(LOJAR_REQUIRE_MFA=False)
def test_the_demo_asks_for_no_second_factor(rina: Client) -> None:
    assert rina.get("/desk/").status_code == 200


def test_an_authenticator_is_enrolled_in_one_go(client: Client) -> None:
    """As a new officer would on the first day: sign in, scan, type, keep the recovery codes."""
    cast.with_password(cast.rina())
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "Pasang autentikator" in page.content.decode()
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert "Kode cadangan" in answer.content.decode()
    assert get_adapter().is_mfa_enabled(cast.rina())


def test_with_a_second_factor_the_password_alone_does_not_open(client: Client) -> None:
    rina = cast.with_password(cast.rina())
    totp.TOTP.activate(rina, totp.generate_totp_secret())
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert "Langkah kedua" in client.get(reverse("mfa_authenticate")).content.decode()
    assert client.get("/desk/").status_code == 302


def test_a_secret_is_sealed_in_the_table() -> None:
    keep = SealedSecondFactors()
    sealed = keep.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert keep.decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    assert not Authenticator.objects.exists()


def test_every_second_factor_page_is_ours_and_opens(client: Client) -> None:
    cast.with_password(cast.rina())
    sign_in(client)
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "account_change_password"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert "entrance.css" in page.content.decode()


def test_the_language_is_chosen_and_kept(rina: Client) -> None:
    rina.post("/desk/bahasa", {"language": "en", "next": "/desk/"})
    assert '<html lang="en">' in rina.get("/desk/").content.decode()


def test_choosing_a_language_leads_nowhere_else(rina: Client) -> None:
    answer = rina.post("/desk/bahasa", {"language": "en", "next": "https://contoh.invalid/"})
    assert answer.headers["Location"] == "/desk/"
