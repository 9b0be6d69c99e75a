"""What the catalogue is made of: enough to build the conversation, the desk and the pages from data alone.

Frozen and pure. Codes and keys are ASCII and stable; whatever a person reads is a `Text`.
"""

from .asking import Answers, Caution, Choice, Field, FieldGroup, Kind, Question, SameAs
from .offer import Deadline, Delivery, Output, Package, Promise, Remote, Service, Unit
from .papers import Document, Need, Requirement, ReturnReason
from .reference import Confidence, Form, Group, Principle, Region, Source, UrgentReason
from .words import Language, Text

__all__ = [
    "Answers", "Caution", "Choice", "Confidence", "Deadline", "Delivery", "Document", "Field", "FieldGroup",
    "Form", "Group", "Kind", "Language", "Need", "Output", "Package", "Principle", "Promise", "Question",
    "Region", "Remote", "Requirement", "ReturnReason", "SameAs", "Service", "Source", "Text", "Unit",
    "UrgentReason",
]  # fmt: skip
