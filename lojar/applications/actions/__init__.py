"""The verbs of an application: the only writers of its state. Each locks the row, asks the rule, saves named fields
and writes a CaseEvent, in one transaction. NotAllowed carries a reason code that doors turn into words."""

from .claim import claim, release
from .closing import deliver, hand_over, mark_ready, record_reopened_question, record_wrong_answer
from .deciding import accept, ask_for_correction, reject
from .expiry import expire, warn_of_expiry
from .next_case import take_next
from .notes import open_notes, write_note
from .papers import lay_page, move_page, skip_paper, take_back
from .result import register_result
from .review import accept_paper, return_paper, unreview_paper
from .sending import submit, want_officer, withdraw
from .starting import answer, change_service, clear, fill, start

__all__ = [
    "accept", "accept_paper", "answer", "ask_for_correction", "change_service", "claim", "clear", "deliver",
    "expire", "fill", "hand_over", "lay_page", "mark_ready", "move_page", "open_notes",
    "record_reopened_question", "record_wrong_answer", "register_result", "reject", "release",
    "return_paper", "skip_paper", "start", "submit", "take_back", "take_next", "unreview_paper",
    "want_officer", "warn_of_expiry", "withdraw", "write_note",
]  # fmt: skip
