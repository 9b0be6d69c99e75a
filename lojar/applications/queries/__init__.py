"""What more than one room asks about applications. Nothing here changes anything."""

from .avoided import visits_avoided
from .checklist import Line, checklist
from .duplicates import Duplicate, duplicates_of
from .given import filled, given, lacks, paper_facts, service_of
from .late_and_stuck import cases_in_trouble, counts_of_trouble, messages_in_trouble
from .notes import calls_to, is_called, notes_of
from .photo_quality import first_time_right, judged_photos
from .same_pictures import SamePicture, same_pictures
from .search import by_number, search
from .timeline import open_of, recent_of, siblings_of, timeline, worked_on
from .warnings import warnings_of
from .worklist import counts, cursor_of, worklist

__all__ = [
    "Duplicate", "Line", "SamePicture", "by_number", "calls_to", "cases_in_trouble", "checklist", "counts",
    "counts_of_trouble", "cursor_of", "duplicates_of", "filled", "first_time_right", "given", "is_called",
    "judged_photos", "lacks", "messages_in_trouble", "notes_of", "open_of", "paper_facts", "recent_of",
    "same_pictures", "search", "service_of", "siblings_of", "timeline", "visits_avoided", "warnings_of",
    "worked_on", "worklist",
]  # fmt: skip
