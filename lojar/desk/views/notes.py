"""A note on a case: for colleagues only."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lojar.applications import actions
from lojar.applications.rules.notes import unknown_names
from lojar.offices.queries import colleagues

from ..access import DeskRequest, officer_required
from ..doing import on_application
from .application import back_to


@require_POST
@officer_required()
def write(request: DeskRequest, number: str) -> HttpResponse:
    """The key comes from the form: a form that is sent twice is one note."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    key = request.POST.get("key", "")
    _, refusal = on_application(request, number, actions.write_note, text=text, key=key)
    if refusal:
        return refusal
    _tell_who_was_not_found(request, text)
    return back_to(number, panel="riwayat")


def _tell_who_was_not_found(request: DeskRequest, text: str) -> None:
    unknown = unknown_names(text, {each.pk: str(each) for each in colleagues(request.office)})
    if unknown:
        names = ", ".join(f"@{name}" for name in unknown)
        messages.warning(
            request,
            _(
                "Catatan disimpan, tetapi tidak ada rekan bernama %(names)s. Tulis lagi dengan nama yang lengkap."
            )
            % {"names": names},
        )
