"""The stand-in's clock: training may set it forward to see a window close or a media url die."""

import time
from collections.abc import Callable


class Clock:
    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.offset = 0.0

    def now(self) -> float:
        """What time it is on the phones: what messages, windows and media urls go by."""
        return self._source() + self.offset

    def wall(self) -> float:
        """The real time, by which webhooks are queued: setting the phones' clock back must not hold them up."""
        return self._source()
