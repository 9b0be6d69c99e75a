"""Keeping Meta's copy of the templates as ours: create what is missing, edit what changed, read what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lojar.lib import clock

from ...models import MessageTemplate
from .. import graph
from .ours import MISSING, OurTemplate, ours

FIELDS = "id,name,language,status,category,components,quality_score,rejected_reason"
MOST_PAGES = 20


@dataclass(frozen=True)
class TemplateLine:
    """One line of what the command prints."""

    name: str
    language: str
    status: str
    category: str
    did: str = ""

    def __str__(self) -> str:
        told = f"{self.name:28} {self.language:3} {self.status:12} {self.category:10} {self.did}"
        return told.rstrip()


def list_templates() -> list[TemplateLine]:
    """What Meta says of each of ours, kept in the table as well."""
    now, theirs = clock.now(), _theirs()
    return [_line(template, theirs.get(key), "", now) for key, template in ours().items()]


def push_templates() -> list[TemplateLine]:
    """Safe to repeat. graph.Refused tells where Meta says no; what was pushed before it stays pushed."""
    now, theirs = clock.now(), _theirs()
    return [_pushed(template, theirs.get(key), now) for key, template in ours().items()]


def _pushed(template: OurTemplate, theirs: dict[str, Any] | None, now: datetime) -> TemplateLine:
    if theirs is None:
        made = graph.create_template(template.as_json())
        return _line(template, {"status": "PENDING", "category": "UTILITY", **made}, "dibuat", now)
    if _said(theirs["components"]) == _said(template.components()):
        return _line(template, theirs, "", now)
    graph.edit_template(str(theirs["id"]), {"components": template.components()})
    return _line(template, {**theirs, "status": "PENDING"}, "diubah", now)


def _said(components: Any) -> tuple[str, tuple[str, ...]]:
    """Body and buttons: all that we wrote. Meta adds examples and orders keys in its own way."""
    components = (
        [part for part in components if isinstance(part, dict)] if isinstance(components, list) else []
    )
    by_type: dict[str, dict[str, Any]] = {part.get("type", ""): part for part in components}
    buttons = by_type.get("BUTTONS", {}).get("buttons", [])
    return by_type.get("BODY", {}).get("text", ""), tuple(button.get("text", "") for button in buttons)


def _theirs() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (str(said.get("name")), str(said.get("language"))): said for said in _pages() if "components" in said
    }


def _pages() -> Iterator[dict[str, Any]]:
    after: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        page = graph.templates(fields=FIELDS, limit=100, **after)
        yield from (said for said in page.get("data", []) if isinstance(said, dict))
        cursor = page.get("paging", {}).get("cursors", {}).get("after")
        if not cursor or not page["paging"].get("next"):
            return
        after = {"after": cursor}


def _line(template: OurTemplate, theirs: dict[str, Any] | None, did: str, now: datetime) -> TemplateLine:
    said = theirs or {}
    status = str(said.get("status", MISSING))
    quality = said.get("quality_score")
    MessageTemplate.objects.update_or_create(
        name=template.name,
        language=template.language,
        defaults={
            "status": status[:24],
            "category": str(said.get("category", ""))[:24],
            "quality": str(quality.get("score", ""))[:24] if isinstance(quality, dict) else "",
            "reason": str(said.get("rejected_reason", ""))[:300],
            "changed_at": now,
        },
    )
    return TemplateLine(template.name, template.language, status, str(said.get("category", "")), did)
