"""Fetching what a person sent: only from hosts that are allowed, in whole or not at all, and compared with its sum."""

from .fetching import LARGEST, Fetched, fetch
from .stuck import watch_stuck
from .troubles import Damaged, LineTrouble, Missing, TooLarge, TransportError

__all__ = [
    "LARGEST",
    "Damaged",
    "Fetched",
    "LineTrouble",
    "Missing",
    "TooLarge",
    "TransportError",
    "fetch",
    "watch_stuck",
]
