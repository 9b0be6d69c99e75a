"""What a POST can tell us, in our own words."""

from dataclasses import dataclass, field
from typing import Any

from ...rules.identity import Change, Seen


@dataclass(frozen=True)
class Error:
    code: int | None
    text: str
    subcode: int = 0


@dataclass(frozen=True)
class Medium:
    """Where Meta keeps a file, for 7 days; the url of the webhook only for 5 minutes."""

    id: str
    mime: str = ""
    sha256: str = ""
    filename: str = ""
    url: str = ""


@dataclass(frozen=True)
class Heard:
    """A message of a person."""

    phone_number_id: str
    wamid: str
    who: Seen
    kind: str
    stamp: Any = None
    name: str = ""
    text: str = ""
    choice: str = ""
    answers_wamid: str = ""
    forwarded: bool = False
    medium: Medium | None = None
    change: Change | None = None
    remark: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What became of a message of ours."""

    phone_number_id: str
    wamid: str
    status: str
    stamp: Any = None
    outbound_id: int = 0
    attempt: int = 0
    pricing_category: str = ""
    pricing_type: str = ""
    errors: tuple[Error, ...] = ()


@dataclass(frozen=True)
class Echo:
    """A message that an officer wrote in the WhatsApp Business app on a phone, past us."""

    phone_number_id: str
    wamid: str
    to: Seen
    text: str
    stamp: Any = None
    name: str = ""


@dataclass(frozen=True)
class Notice:
    """Something about the account, a template or the line."""

    field: str
    value: dict[str, Any]
    phone_number_id: str = ""
    errors: tuple[Error, ...] = ()


@dataclass(frozen=True)
class Trouble:
    """A part that could not be read, and why."""

    reason: str


Update = Heard | Receipt | Echo | Notice | Trouble
