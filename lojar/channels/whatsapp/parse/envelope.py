"""The envelope: entries, changes, and in each a value with messages, receipts, echoes or a notice."""

from collections.abc import Callable, Iterator
from typing import Any

from ...rules.cleaning import clean_value
from ...rules.identity import seen
from ..send import tracked
from . import reading
from .heard import heard, text_of
from .unpacking import unpacked
from .updates import Echo, Notice, Receipt, Trouble, Update

MESSAGES = "messages"
LONGEST_WAMID = 200
UNREAD = "satu bagian membuat pembacanya gagal"


def parse(body: bytes) -> tuple[Update, ...]:
    """Bytes that are not UTF-8 are mended rather than refused: the message around them still counts."""
    try:
        found = unpacked(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as wrong:
        return (Trouble(f"bukan JSON ({type(wrong).__name__})"),)
    if not isinstance(found, dict):
        return (Trouble("bukan objek JSON"),)
    return tuple(_updates(clean_value(found)))


def _updates(envelope: dict[str, Any]) -> Iterator[Update]:
    is_ours = envelope.get("object") == "whatsapp_business_account"
    if not is_ours:
        yield Trouble("objek lain, bukan whatsapp_business_account")
    yield from _misshapen(envelope, "entry")
    for entry in reading.rows(envelope, "entry"):
        yield from _misshapen(entry, "changes")
        for change in reading.rows(entry, "changes"):
            value = reading.table(change, "value")
            if value:
                field = reading.words(change, "field") or MESSAGES
                # Under another name only what says for itself that it is a message is taken for one.
                yield from _of_value(field if is_ours else MESSAGES, value)
            else:
                yield Trouble("perubahan tanpa isi")


def _of_value(field: str, value: dict[str, Any]) -> Iterator[Update]:
    number = reading.words(value, "metadata", "phone_number_id")
    if not number and any(key in value for key in ("messages", "statuses", "message_echoes")):
        yield Trouble("tanpa metadata: nomor kantor tidak disebut")
        return
    yield from _misshapen(value, "messages", "statuses", "message_echoes")
    yield from _each(value, "messages", lambda message: heard(number, message, value))
    yield from _each(value, "statuses", lambda status: _receipt(number, status))
    yield from _each(value, "message_echoes", lambda echo: _echo(number, echo))
    if _is_notice(field, value):
        yield Notice(field, value, number, reading.errors(value))


def _each(value: dict[str, Any], key: str, read: Callable[[Any], Update]) -> Iterator[Update]:
    """A mistake of ours about one of them would cost all that came in the same POST."""
    for item in reading.rows(value, key):
        try:
            yield read(item)
        except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as wrong:
            yield Trouble(f"{UNREAD} ({type(wrong).__name__})")


def _misshapen(holder: Any, *keys: str) -> Iterator[Trouble]:
    if not isinstance(holder, dict):
        yield Trouble("bagian yang bukan objek")
        return
    for key in keys:
        if key in holder and not isinstance(holder[key], list):
            yield Trouble(f"{key} bukan daftar")


def _is_notice(field: str, value: dict[str, Any]) -> bool:
    """Errors beside a message belong to that message; alone they are about the account."""
    if field != MESSAGES:
        return "message_echoes" not in value
    return "messages" not in value and bool(reading.rows(value, "errors"))


def _receipt(number: str, status: Any) -> Update:
    wamid, word = reading.words(status, "id"), reading.words(status, "status")
    ours = tracked(reading.words(status, "biz_opaque_callback_data"))
    if not word or not (wamid or ours.outbound_id):
        return Trouble("status tanpa id")
    return Receipt(
        number,
        wamid[:LONGEST_WAMID],
        word,
        stamp=status.get("timestamp"),
        outbound_id=ours.outbound_id,
        attempt=ours.attempt,
        pricing_category=reading.words(status, "pricing", "category")[:40],
        pricing_type=reading.words(status, "pricing", "type")[:40],
        errors=reading.errors(status),
    )


def _echo(number: str, echo: Any) -> Update:
    wamid = reading.words(echo, "id")
    to = seen(reading.words(echo, "to"), reading.words(echo, "to_user_id"))
    if not wamid or len(wamid) > LONGEST_WAMID or not to:
        return Trouble("salinan pesan tanpa id atau tujuan")
    return Echo(number, wamid, to, text_of(echo) or f"[{reading.words(echo, 'type')}]", echo.get("timestamp"))
