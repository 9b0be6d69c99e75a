"""Whether the parts of one service agree: every condition has a question, every key leads somewhere."""

from ..ground import Ground
from ..shapes import Choice, Service
from .entry import Entry, no_twice


def check_agreement(service: Service, entry: Entry, ground: Ground) -> None:
    no_twice(entry, [q.key for q in service.questions] + [f.key for f in service.fields])
    for question in service.questions:
        for choice in question.choices:
            _check_choice(service, entry, ground, choice)
    _check_conditions(service, entry)
    _check_fields(service, entry)


def _check_choice(service: Service, entry: Entry, ground: Ground, choice: Choice) -> None:
    for key in (*choice.requires, *choice.waives):
        paper = service.requirement(key)
        if paper is None:
            entry.fail("unknown", "questions", what="requirement", value=key)
        if key in choice.requires and paper.required != "conditional":
            entry.fail("not_conditional", "questions", key=key)
    if choice.goes_to and choice.goes_to not in ground.services:
        entry.fail("unknown", "questions", what="service", value=choice.goes_to)


def _check_conditions(service: Service, entry: Entry) -> None:
    choices = [c for q in service.questions for c in q.choices] + [
        c for f in service.fields for c in f.choices
    ]
    asked_for = {key for choice in choices for key in choice.requires}
    for paper in service.requirements:
        if paper.required == "conditional" and paper.key not in asked_for:
            entry.fail("no_question", "requirements", key=paper.key)


def _check_fields(service: Service, entry: Entry) -> None:
    keys = {f.key for f in service.fields} | {q.key for q in service.questions}
    if service.deadline and service.deadline.counted_from and service.deadline.counted_from not in keys:
        entry.fail("unknown", "deadline", what="field", value=service.deadline.counted_from)
