"""What a photo of a paper is, whether it can be read, and what it says: `look`."""

from .looking import Sight, look, look_at_pages
from .seeing import PageSight, see

__all__ = ["PageSight", "Sight", "look", "look_at_pages", "see"]
