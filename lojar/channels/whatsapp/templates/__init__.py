"""The project's message templates: what they say, what Meta says of them, and how the two are kept together."""

from .meta import TemplateLine, list_templates, push_templates
from .ours import MISSING, OurTemplate, news_waits, ours, usable

__all__ = [
    "MISSING",
    "OurTemplate",
    "TemplateLine",
    "list_templates",
    "news_waits",
    "ours",
    "push_templates",
    "usable",
]
