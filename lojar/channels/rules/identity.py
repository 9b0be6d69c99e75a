"""Who wrote: a phone number, a WhatsApp user id, or both; and what to do when they say something new."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

PHONE, USER_ID = "phone", "user_id"
_PHONE = re.compile(r"\d{6,15}")
# A parent id such as ID.ENT.118... belongs to a company account: nobody can be written to under it.
_USER_ID = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")


def phone_of(value: Any) -> str:
    """The digits of a phone number, or nothing: a user id is never taken for one."""
    if not isinstance(value, str):
        return ""
    digits = re.sub(r"[\s()+.-]", "", value)
    return digits if digits.isascii() and _PHONE.fullmatch(digits) else ""


def user_id_of(value: Any) -> str:
    return value.strip() if isinstance(value, str) and _USER_ID.fullmatch(value.strip()) else ""


@dataclass(frozen=True)
class Seen:
    """The names under which one person appears in one update."""

    phone: str = ""
    user_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.user_id)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        both = ((PHONE, self.phone), (USER_ID, self.user_id))
        return tuple((kind, value) for kind, value in both if value)


def seen(*values: Any) -> Seen:
    """From fields that may each hold either kind, the more trusted ones first."""
    phones = [phone for phone in map(phone_of, values) if phone]
    user_ids = [user_id for user_id in map(user_id_of, values) if user_id]
    return Seen(phone=phones[0] if phones else "", user_id=user_ids[0] if user_ids else "")


def own_number(message: dict[str, Any]) -> str:
    """From the card by which somebody answers our question for their number. Any other card is about somebody else,
    and would make whoever sends it the owner of that person's files."""
    cards = message.get("contacts")
    if message.get("type") != "contacts" or not isinstance(cards, list) or len(cards) != 1:
        return ""
    card = cards[0] if isinstance(cards[0], dict) else {}
    phones = card.get("phones")
    if card.get("origin") != "contact_request" or not isinstance(phones, list):
        return ""
    named = [phone for phone in phones if isinstance(phone, dict)]
    numbers = {phone_of(phone.get("wa_id")) or phone_of(phone.get("phone")) for phone in named} - {""}
    return numbers.pop() if len(numbers) == 1 else ""


@dataclass(frozen=True)
class Holder:
    """A contact that lives under one of the names seen, with its own living names."""

    contact: int
    phone: str = ""
    user_id: str = ""


class Move(Enum):
    MAKE = "make"
    KEEP = "keep"
    MERGE = "merge"
    PART = "part"


@dataclass(frozen=True)
class Verdict:
    """MAKE a contact; KEEP `contact`; MERGE `other` into `contact`; PART: a new contact takes the phone over.

    Either way the names seen become the living names of the contact that comes out.
    """

    move: Move
    contact: int = 0
    other: int = 0


def settle(person: Seen, by_phone: Holder | None, by_user_id: Holder | None) -> Verdict:
    """A user id is the person; a phone number is lent by the operator and goes to somebody else one day."""
    if by_user_id is not None:
        return _known_person(person, by_phone, by_user_id)
    if by_phone is None:
        return Verdict(Move.MAKE)
    if person.user_id and by_phone.user_id:
        # The number now speaks with an id that nobody announced: an operator's reissued number.
        # The files of whoever had it before are not shown to whoever has it now.
        return Verdict(Move.PART)
    return Verdict(Move.KEEP, by_phone.contact)


def _known_person(person: Seen, by_phone: Holder | None, by_user_id: Holder) -> Verdict:
    if by_phone is None or by_phone.contact == by_user_id.contact:
        return Verdict(Move.KEEP, by_user_id.contact)
    each_lacks_the_other = not by_phone.user_id and by_user_id.phone in ("", person.phone)
    if not each_lacks_the_other:
        return Verdict(Move.KEEP, by_user_id.contact)
    return merged(by_phone.contact, by_user_id.contact)


def merged(one: int, another: int) -> Verdict:
    """The older contact stays: more rows point to it, and people remember its conversation."""
    return Verdict(Move.MERGE, contact=min(one, another), other=max(one, another))


@dataclass(frozen=True)
class Change:
    """What a system message says: this person, known under `before`, is known under `after` from now on."""

    before: Seen
    after: Seen


def change_of(message: dict[str, Any]) -> Change | None:
    """From `user_changed_number`, `user_changed_user_id` and the older spelling; None for other notices."""
    system = message.get("system")
    if not isinstance(system, dict) or system.get("type") not in (
        "user_changed_number",
        "customer_changed_number",
        "user_changed_user_id",
    ):
        return None
    before = seen(
        message.get("from"),
        system.get("customer"),
        system.get("previous_user_id"),
        message.get("from_user_id"),
    )
    after = seen(system.get("wa_id"), system.get("new_wa_id"), system.get("user_id"))
    if not after or not before or after == before:
        return None
    return Change(before, after)
