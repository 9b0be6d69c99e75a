"""What may be filled in: hard rules come from the kind of a field alone; everything else only warns an officer."""

import re
from collections.abc import Mapping

from lojar.catalogue.shapes import Answers, Field, Service

from .lifecycle import NotAllowed

LONGEST = 1000  # letters; the longest honest address is a quarter of it
SIXTEEN_DIGITS = re.compile(r"\d{16}", re.ASCII)
BETWEEN_DIGITS = re.compile(r"[\s.\-]+")


def tidied(service: Service, values: Mapping[str, str]) -> dict[str, str]:
    """The values as they are kept. NotAllowed names the field and what is wrong; "" skips an optional one."""
    return {key: _tidied(_field(service, key), value.strip()) for key, value in values.items()}


def must_be_a_choice(service: Service, question_key: str, choice_key: str) -> None:
    question = service.question(question_key)
    if question is None:
        raise NotAllowed("unknown_question", question=question_key)
    if question.choice(choice_key) is None:
        raise NotAllowed("unknown_choice", question=question_key, choice=choice_key)


def changed(before: Answers, after: Answers) -> dict[str, str | None]:
    """Key -> the value it had, of those that differ now; None where there was none."""
    return {key: before.get(key) for key, value in after.items() if before.get(key) != value}


def _field(service: Service, key: str) -> Field:
    field = service.field(key)
    if field is None:
        raise NotAllowed("unknown_field", field=key)
    return field


def _tidied(field: Field, value: str) -> str:
    if not value:
        if not field.optional:
            raise NotAllowed("field_needed", field=field.key)
        return value
    if len(value) > LONGEST:
        raise NotAllowed("too_long", field=field.key, longest=LONGEST)
    if field.choices and field.choice(value) is None:
        raise NotAllowed("unknown_choice", field=field.key, choice=value)
    if field.kind in ("nik", "kk"):
        return _sixteen_digits(field, value)
    return value


def _sixteen_digits(field: Field, value: str) -> str:
    digits = BETWEEN_DIGITS.sub("", value)
    if not SIXTEEN_DIGITS.fullmatch(digits):
        raise NotAllowed("not_16_digits", field=field.key)
    return digits
