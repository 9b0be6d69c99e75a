"""What can be made to go wrong, by hand for training or over HTTP for tests."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass
class Knobs:
    down: bool = False  # Graph answers 503
    unreachable: bool = False  # connections to Graph's own address are refused
    slow_seconds: float = 0.0  # Graph thinks this long before it answers
    token_expired: bool = False  # Graph answers 401, code 190
    rate_limits: bool = True  # pair rate and throughput are kept
    lose_answers: int = 0  # so many sends are accepted, yet answered 502
    media_slow_seconds: float = 0.0  # a download begins this much later
    media_failures: int = 0  # so many media look-ups and downloads answer 503
    media_urls: bool = True  # webhooks carry the media url, as Meta is rolling out
    window_error_later: bool = False  # a closed window is told by a failed status, not by the answer
    webhooks_held: bool = False  # the office hears nothing until this is released
    duplicate_webhooks: bool = False  # every webhook is sent twice
    batch_seconds: float = 0.0  # updates are gathered so long and sent in one POST
    batch_most: int = 1000  # so many of the gathered updates lie in one POST
    reorder: bool = False  # what is gathered goes out last first
    template_verdict: str = "APPROVED"  # what Meta's reviewer decides: APPROVED or REJECTED
    clock_offset: float = 0.0  # seconds that the phones' clock is ahead

    @classmethod
    def from_note(cls, kept: dict[str, Any]) -> "Knobs":
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def turn(self, wanted: dict[str, Any]) -> None:
        """All or nothing: a misspelt knob in a test must not pass for one that was turned."""
        checked = {name: self._checked(name, value) for name, value in wanted.items()}
        for name, value in checked.items():
            setattr(self, name, value)

    def _checked(self, name: str, value: Any) -> Any:
        kinds = {field.name: type(field.default) for field in fields(self)}
        if name not in kinds:
            raise ValueError(f"no such knob: {name}")
        kind = kinds[name]
        if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if kind is not type(value):
            raise ValueError(f"{name} must be {kind.__name__}")
        if name == "batch_most" and isinstance(value, int) and value < 1:
            raise ValueError("batch_most must be at least 1")
        if name == "template_verdict" and value not in ("APPROVED", "REJECTED"):
            raise ValueError("template_verdict must be APPROVED or REJECTED")
        return value
