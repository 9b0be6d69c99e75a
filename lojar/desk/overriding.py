"""From the form of one service to an office's changes in the catalogue's own grammar: only what differs is kept."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from lojar.catalogue.shapes import Service, Text

WORDS = ("name", "short", "description")
OURS = frozenset(
    {
        *WORDS,
        "offered",
        "office_note",
        "promise",
        "outputs",
        "drop_requirements",
        "optional_requirements",
        "change_requirements",
    }
)


def changes_from(given: QueryDict, base: Service, before: Mapping[str, Any]) -> dict[str, Any]:
    """What the form does not show (questions, fields, the confirmation) stays as it was before."""
    found = {key: value for key, value in before.items() if key not in OURS}
    found |= {key: text for key in WORDS if (text := _words(given, key, getattr(base, key)))}
    if not given.get("offered") and base.offered:
        found["offered"] = False
    note = given.get("office_note", "").strip()
    if note != base.office_note:
        found["office_note"] = note
    found |= _promise(given, base)
    found |= _outputs(given, base)
    found |= _papers(given, base)
    return found


def _words(given: Mapping[str, str], name: str, base: Text | None) -> dict[str, str]:
    new = {language: given.get(f"{name}-{language}", "").strip() for language in ("id", "en")}
    old = {"id": base.id, "en": base.en} if base else {"id": "", "en": ""}
    return {} if new == old or not any(new.values()) else new


def _promise(given: Mapping[str, str], base: Service) -> dict[str, Any]:
    amount, unit = given.get("amount", ""), given.get("unit", base.promise.unit)
    text = _words(given, "promise", base.promise.text)
    same = amount == str(base.promise.amount) and unit == base.promise.unit
    if same and not text:
        return {}
    promise: dict[str, Any] = {"norm": base.promise.norm, "amount": _number(amount), "unit": unit}
    # A new number under old words would promise two things at once: the catalogue asks for the words then.
    return {"promise": {**promise, "note": base.promise.note, **({"text": text} if text else {})}}


def _number(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def _outputs(given: Mapping[str, str], base: Service) -> dict[str, Any]:
    wanted = [given.get(f"delivery-{n}", each.delivery) for n, each in enumerate(base.outputs)]
    if wanted == [each.delivery for each in base.outputs]:
        return {}
    pairs = zip(base.outputs, wanted, strict=True)
    return {
        "outputs": [
            {"name": {"id": each.name.id, "en": each.name.en}, "delivery": way} for each, way in pairs
        ]
    }


def _papers(given: Mapping[str, str], base: Service) -> dict[str, Any]:
    wanted = {each.key: given.get(f"need-{each.key}", "") for each in base.requirements}
    changed = {each.key: change for each in base.requirements if (change := _paper(given, each))}
    found = {
        "drop_requirements": [key for key, need in wanted.items() if need == "no"],
        "optional_requirements": [
            each.key
            for each in base.requirements
            if wanted[each.key] == "optional" and each.required != "optional"
        ],
        "change_requirements": {key: change for key, change in changed.items() if wanted[key] != "no"},
    }
    return {key: value for key, value in found.items() if value}


def _paper(given: Mapping[str, str], base: Any) -> dict[str, Any]:
    label = _words(given, f"label-{base.key}", base.label)
    return {"label": label} if label else {}
