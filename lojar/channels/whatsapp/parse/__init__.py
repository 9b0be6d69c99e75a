"""One POST of Meta's as a list of updates. Pure, and unable to fail: what cannot be read becomes a Trouble."""

from .envelope import parse
from .updates import Echo, Error, Heard, Medium, Notice, Receipt, Trouble, Update

__all__ = ["Echo", "Error", "Heard", "Medium", "Notice", "Receipt", "Trouble", "Update", "parse"]
