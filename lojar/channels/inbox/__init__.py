"""From the raw bytes of Meta's POSTs to rows: kept first, read afterwards, each delivery in its own transaction."""

from .keeping import count_refused, keep
from .reading import read_waiting

__all__ = ["count_refused", "keep", "read_waiting"]
