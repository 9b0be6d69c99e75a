"""What the guard ticks: how many came, who comes first, and what the protocol asks for."""

from typing import Any

from django.http import QueryDict

from lojar.visits.actions import AtTheDoor
from lojar.visits.models import Purpose
from lojar.visits.queries import HallRun
from lojar.visits.rules.door import MOST_PEOPLE, QUESTIONS

from . import words

YES, NO = "ya", "belum"


def door_of(said: QueryDict) -> AtTheDoor:
    """What is no number is no party, which the rule refuses in words."""
    typed = said.get("people", "").strip()
    people = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else -1
    answers = {question: said[question] == YES for question in QUESTIONS if said.get(question) in (YES, NO)}
    return AtTheDoor(people=people or -1, marks=said.getlist("mark"), answers=answers)


def choices_of(run: HallRun, said: QueryDict) -> dict[str, Any]:
    """For the form, with what was ticked before a refusal."""
    marked = said.getlist("mark")
    return {
        "marks": [(mark, label, mark in marked) for mark, label in words.MARKS.items()],
        "questions": [
            (question, label, said.get(question, ""))
            for question, label in words.QUESTIONS.items()
            if question in run.asked
        ],
        "purposes": [(value, words.PURPOSES[value]) for value in Purpose.values],
        "most_people": MOST_PEOPLE,
    }
