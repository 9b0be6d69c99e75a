"""An officer's reply: posted once, and from then on the program keeps still."""

from django.db import transaction

from lojar.channels import actions, outbox
from lojar.channels.messages import Text
from lojar.channels.models import Contact
from lojar.lib import clock

from .access import DeskRequest

LONGEST = 4096  # letters in one text message of WhatsApp


@transaction.atomic
def reply_from(request: DeskRequest, contact: Contact, *, about: str = "") -> None:
    """The key comes from the form: a form that is sent twice is one reply."""
    body, now = request.POST.get("text", "").strip()[:LONGEST], clock.now()
    if not body:
        return
    key = request.POST.get("key", "")[:60] or now.isoformat()
    outbox.post(
        contact, Text(body), key=f"officer:{contact.pk}:{key}", purpose="officer", about=about,
        officer=request.user, now=now,
    )  # fmt: skip
    actions.talk_with_officer(contact, now)
    actions.need_not_answer_later(contact)
