"""Photos of papers, and voice notes: for officers of that office only, every look recorded before any bytes go out.

Every picture carries the officer's name and the time, thumbnails too: a number on a card that fills the frame can be
read at 320 pixels. An original is a file to save and goes out as it came, for who must prove what was sent.
"""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from lojar.applications.models import Application
from lojar.evidence import actions, queries
from lojar.evidence.models import Photo, PhotoPage, PhotoView
from lojar.evidence.rules.signature import signature
from lojar.evidence.watermark import signed
from lojar.lib import clock
from lojar.lib.object_store import Missing
from lojar.offices.models import Officer

from ..access import DeskRequest, officer_required

# Only what we made ourselves is shown in the browser; what came from outside is only ever saved.
MADE_BY_US = {
    "display": queries.display_bytes,
    "straight": queries.straight_bytes,
    "thumb": queries.thumb_bytes,
}
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
}


@require_GET
@officer_required()
def show(request: DeskRequest, page: int, seen_as: str) -> HttpResponse:
    officer: Officer = request.user
    found = (
        PhotoPage.objects.filter(pk=page, photo__contact__office=officer.office_id)
        .exclude(photo__state=Photo.State.PURGED)
        .select_related("photo")
        .first()
    )
    if found is None:
        raise Http404
    about = _about(officer, found.photo, request.GET.get("untuk", ""))
    look = actions.record_view(found.photo, officer=officer, seen_as=seen_as, about=about, now=clock.now())
    try:
        return _original(found.photo) if seen_as == "original" else _picture(found, look)
    except Missing as gone:
        raise Http404 from gone


@require_GET
@officer_required()
def hear(request: DeskRequest, voice: int) -> HttpResponse:
    """A voice note, as it came: the browser plays it, and the look is recorded like any other."""
    found = queries.voice_of(request.office.pk, voice)
    if found is None:
        raise Http404
    about = _about(request.user, found, request.GET.get("untuk", ""))
    actions.record_view(found, officer=request.user, seen_as="voice", about=about, now=clock.now())
    try:
        recording = queries.original_bytes(found)
    except Missing as gone:
        raise Http404 from gone
    return _sealed(HttpResponse(recording, content_type=found.mime), "inline", f"suara-{found.pk}")


def _about(officer: Officer, photo: Photo, number: str) -> str:
    """The application the officer looks at it for, where the citizen's photo and that application belong together."""
    belongs = Q(contact=photo.contact_id) | Q(papers__pages__photo=photo)
    known = Application.objects.filter(belongs, office=officer.office_id, number=number)
    return number if number and known.exists() else ""


def _picture(page: PhotoPage, look: PhotoView) -> HttpResponse:
    words = signature(look.officer.name or look.officer.email, look.officer.pk, localtime(look.seen_at))
    picture = signed(MADE_BY_US[look.seen_as](page), words)
    return _sealed(HttpResponse(picture, content_type="image/jpeg"), "inline", f"foto-{page.pk}.jpg")


def _original(photo: Photo) -> HttpResponse:
    ending = ENDINGS.get(photo.mime, "bin")
    response = HttpResponse(queries.original_bytes(photo), content_type="application/octet-stream")
    return _sealed(response, "attachment", f"asli-{photo.pk}.{ending}")


def _sealed(response: HttpResponse, disposition: str, filename: str) -> HttpResponse:
    response["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
