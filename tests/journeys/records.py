"""What the office has on record, asked in a process of its own: journeys judge by rows, not by what was said alone."""

import json
from typing import Any

from .running_office import RunningOffice

MARK = "RECORDS "
APPLICATIONS = """
from lojar.applications.models import Application, PaperPage
kept = PaperPage.objects.filter(withdrawn_at=None)
found = [
    {
        "number": a.number, "service": a.service_code, "status": a.status, "person": a.person_name,
        "package": a.bundle.package_code if a.bundle else "",
        "phone": a.contact.identities.get(kind="phone", valid_to=None).value,
        "papers": {p.key: p.state for p in a.papers.all() if p.needed},
        "photos": {p.key: [g.photo_id for g in p.pages.all() if not g.withdrawn_at] for p in a.papers.all()},
        "sent": [page.paper.key for page in kept.filter(paper__application=a).order_by("photo__message_id")],
        "events": [e.kind for e in a.events.order_by("id")],
        "documents": [d.name for d in a.documents.all()],
        "pass": getattr(getattr(a, "hand_over", None), "pass_token", ""),
    }
    for a in Application.objects.select_related("bundle", "contact").prefetch_related("papers__pages", "events")
]
"""
MESSAGES = """
from lojar.channels.models import InboundMessage, OutboundMessage
phones = lambda contact: list(contact.identities.filter(kind="phone").values_list("value", flat=True))
found = {
    "in": [
        {"phones": phones(m.contact), "wamid": m.wamid, "kind": m.kind, "text": m.text[:200], "note": m.note,
         "media": m.media_state, "heard": m.heard_at is not None}
        for m in InboundMessage.objects.select_related("contact").order_by("sent_at", "id")
    ],
    "out": [
        {"phones": phones(m.contact), "key": m.key, "state": m.state, "tries": m.tries, "wamid": m.wamid,
         "text": m.body.get("body") or m.body.get("caption") or ""}
        for m in OutboundMessage.objects.select_related("contact").order_by("id")
    ],
}
"""
PHOTOS = """
from lojar.evidence.models import Photo
found = [
    {"state": p.state, "trouble": p.trouble, "size": p.size, "mime": p.mime}
    for p in Photo.objects.order_by("id")
]
"""


def applications(office: RunningOffice, phone: str = "") -> list[dict[str, Any]]:
    return [row for row in _ask(office, APPLICATIONS) if phone in ("", row["phone"])]


def messages(office: RunningOffice, phone: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What this phone sent, and what the office has said to it."""
    found = _ask(office, MESSAGES)
    mine = [[row for row in found[way] if phone in row["phones"]] for way in ("in", "out")]
    return mine[0], mine[1]


def photos(office: RunningOffice) -> list[dict[str, Any]]:
    return _ask(office, PHOTOS)


def _ask(office: RunningOffice, script: str) -> Any:
    printed = office.lojar(
        "manage", "shell", "-c", f"{script}\nimport json\nprint({MARK!r} + json.dumps(found))"
    )
    return json.loads(next(line for line in printed.splitlines() if line.startswith(MARK))[len(MARK) :])
