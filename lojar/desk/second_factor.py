"""An officer sees other people's papers: before anything else, a second factor (unless the demo says otherwise)."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class SecondFactorMiddleware:
    """Leads an officer without a second factor to enrol one; everything else at the desk waits for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LOJAR_REQUIRE_MFA and self._must_enrol(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_enrol(self, request: HttpRequest) -> bool:
        if not request.path.startswith(_guarded()) or request.path.startswith(_open_to_enrol()):
            return False
        return request.user.is_authenticated and not get_adapter().is_mfa_enabled(request.user)


def _guarded() -> tuple[str, ...]:
    return ("/desk/", "/hall/", "/reports/")


def _open_to_enrol() -> tuple[str, ...]:
    return (reverse("mfa_index"), reverse("account_logout"), reverse("account_login"),
            reverse("account_reauthenticate"), reverse("desk:language"))  # fmt: skip
