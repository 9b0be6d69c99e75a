"""What other rooms ask about documents that wait to be taken."""

from datetime import datetime, timedelta

from lojar.applications.models import Application, IssuedDocument
from lojar.applications.queries import filled, given, service_of
from lojar.applications.rules.lifecycle import PaperState
from lojar.applications.rules.outputs import Ways, ways_out
from lojar.channels.queries import contact_now, is_withheld, thread
from lojar.evidence.queries import store
from lojar.offices.models import Office

from .models import HandOver, Tray
from .rules.passes import read_pass
from .rules.what_to_bring import ToBring
from .rules.what_to_bring import what_to_bring as to_bring

LATELY = timedelta(days=7)
LINES = 200


def find_by_pass(office: Office, text: str) -> HandOver | None:
    """By QR token or code; of two with one code the one that still waits, then the newest."""
    read = read_pass(text)
    of_office = HandOver.objects.filter(application__office=office).select_related("application", "tray")
    if read.code:
        found = of_office.filter(code=read.code).order_by("-opened_at")
        return next((h for h in found if h.collected_at is None), found.first())
    return of_office.filter(pass_token=read.token).first() if read.token else None


def hand_over_of(application: Application) -> HandOver | None:
    return HandOver.objects.filter(application=application).select_related("tray").first()


def trays_of(office: Office) -> list[Tray]:
    return list(Tray.objects.filter(office=office).order_by("name"))


def ways_of(application: Application) -> Ways:
    """By hand, as PDF, or only told."""
    return ways_out(service_of(application), filled(application))


def what_to_bring(application: Application) -> tuple[ToBring, ...]:
    """For the message that it is ready, and for the table where it is handed over."""
    sent = application.papers.exclude(state=PaperState.MISSING).values_list("key", flat=True)
    return to_bring(service_of(application), given(application), sent=set(sent))


def pdfs_of(application: Application) -> list[IssuedDocument]:
    """Those that can go by message: a file or a link."""
    return [d for d in application.documents.order_by("id") if d.object_key or d.link]


def pdf_bytes(document: IssuedDocument) -> bytes:
    return store().get(document.object_key)


def identity_changed(application: Application) -> bool:
    """Since it began, and nobody has proved yet that it is the same person: numbers are handed out again."""
    return is_withheld(application.contact, application.created_at)


def shown_lately(application: Application, now: datetime) -> list[str]:
    """What stands in the chat for whoever scrolls up."""
    lines = thread(contact_now(application.contact), limit=LINES)
    return [line.text for line in lines if line.at > now - LATELY]
