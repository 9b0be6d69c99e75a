"""What allauth may do with officers: nobody signs up, whoever left stays out, secrets are sealed."""

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from lojar.lib import clock
from lojar.lib.sealed_fields import keyring

ABOUT = b"desk.second_factor"


class OfficerAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator at the desk or on the command line."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        """An officer who left gets the words of a wrong password: the page does not say who worked here."""
        officer = super().authenticate(request, **credentials)
        return officer if officer is not None and officer.is_active else None

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Whoever signed in a few minutes ago is not asked again: the first day is password, factor, codes, work."""
        proofs = get_authentication_records(self.request, self.request.user)
        lately = (
            bool(proofs)
            and clock.now().timestamp() - proofs[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        )
        return not lately and super().is_reauthentication_required(app=app, **kwargs)


class SealedSecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds lie sealed in the table, like everything that opens a door."""

    def encrypt(self, text: str) -> str:
        return keyring().seal_directly(text.encode(), about=ABOUT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return keyring().open(bytes.fromhex(encrypted_text), about=ABOUT).decode()
