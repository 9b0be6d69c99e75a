"""An officer answered in the app on a phone: it belongs to the conversation, and the program keeps still."""

from hashlib import sha256
from typing import TYPE_CHECKING

from .. import messages
from ..actions import mark_heard, talk_with_officer
from ..models import OutboundMessage
from ..queries import ECHO, unheard
from ..rules.times import stamped
from ..whatsapp.identities import contact_of
from ..whatsapp.parse import Echo
from .messages import office_of

if TYPE_CHECKING:
    from .parts import Delivery


def take_in(delivery: "Delivery", echo: Echo) -> None:
    office = office_of(delivery, echo.phone_number_id)
    if office is None or OutboundMessage.objects.filter(wamid=echo.wamid).exists():
        return
    at = stamped(echo.stamp, received_at=delivery.received_at).at
    contact = contact_of(office, echo.to, name="", at=at)
    said = messages.Text(messages.fitted(echo.text, messages.TEXT))
    OutboundMessage.objects.create(
        contact=contact,
        key=_key(echo),
        body=messages.to_json(said),
        purpose="officer",
        state=OutboundMessage.State.SENT,
        created_at=at,
        sent_at=at,
        wamid=echo.wamid,
    )
    mark_heard([message for message in unheard(contact) if message.sent_at <= at], delivery.now)
    talk_with_officer(contact, delivery.now)


def _key(echo: Echo) -> str:
    return ECHO + sha256(f"{echo.phone_number_id}:{echo.wamid}".encode()).hexdigest()[:40]
