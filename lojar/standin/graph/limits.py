"""How fast the office may send: 80 messages a second in both directions, and one person one message per 6 s."""

from collections import deque

from ..refusals import GraphError

BURST, SECONDS_PER_MESSAGE, PER_SECOND = 45, 6.0, 80


class Limits:
    def __init__(self) -> None:
        self._credit: dict[str, tuple[float, float]] = {}
        self._last_second: deque[float] = deque(maxlen=PER_SECOND)

    def count_inbound(self, now: float) -> None:
        self._last_second.append(now)

    def admit(self, phone: str, now: float) -> None:
        self._refuse_flood(now)
        self._spend_credit(phone, now)
        self._last_second.append(now)

    def _refuse_flood(self, now: float) -> None:
        full = len(self._last_second) == PER_SECOND
        if full and 0 <= now - self._last_second[0] < 1.0:
            raise GraphError(130429, "Cloud API message throughput has been reached.", subcode=2494055)

    def _spend_credit(self, phone: str, now: float) -> None:
        credit, since = self._credit.get(phone, (float(BURST), now))
        credit = min(float(BURST), credit + max(0.0, now - since) / SECONDS_PER_MESSAGE)
        if credit < 1.0:
            raise GraphError(
                131056,
                "Too many messages sent from the sender phone number to the same recipient phone number in a"
                " short period of time.",
            )
        self._credit[phone] = (credit - 1.0, now)
