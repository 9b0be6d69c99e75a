"""What may be asked, with which papers: the ground that the whole house stands on. Pure until `for_office`."""

from functools import cache
from typing import TYPE_CHECKING

from .contents import Catalogue
from .loader import load
from .mistakes import CatalogueMistake
from .snapshot import as_snapshot, from_snapshot

if TYPE_CHECKING:
    from lojar.offices.models import Office

__all__ = ["Catalogue", "CatalogueMistake", "as_snapshot", "catalogue", "for_office", "from_snapshot"]


@cache
def catalogue() -> Catalogue:
    """As it was delivered; raises CatalogueMistake with file, line and reason."""
    return load()


def for_office(office: "Office") -> Catalogue:
    """With what this office has changed laid over it."""
    from .queries import for_office as with_changes  # models cannot be imported while apps are loading

    return with_changes(office)
