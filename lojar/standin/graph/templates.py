"""Message templates: what Meta's form refuses, and the reviewer who approves a moment later."""

import json
import re
import secrets
import sqlite3
from typing import Any

from ..line import Line
from ..refusals import GraphError
from .interactive import URL
from .shape import anything, by, form, one_of, rows, words

REVIEW_SECONDS = 2.0
VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

_example = {"example": anything}
_button = by(
    "type",
    {
        "QUICK_REPLY": form({"type": one_of("QUICK_REPLY"), "text": words(25)}),
        "URL": form({"type": one_of("URL"), "text": words(25), "url": words(2000, pattern=URL)}, _example),
        "PHONE_NUMBER": form({"type": one_of("PHONE_NUMBER"), "text": words(25), "phone_number": words(20)}),
    },
)
_component = by(
    "type",
    {
        "HEADER": form(
            {"type": one_of("HEADER"), "format": one_of("TEXT", "IMAGE", "VIDEO", "DOCUMENT")},
            {"text": words(60), **_example},
        ),
        "BODY": form({"type": one_of("BODY"), "text": words(1024)}, _example),
        "FOOTER": form({"type": one_of("FOOTER"), "text": words(60)}),
        "BUTTONS": form({"type": one_of("BUTTONS"), "buttons": rows(_button, 1, 10)}),
    },
)
_components = rows(_component, 1, 4)
_new = form(
    {
        "name": words(512, pattern="[a-z0-9_]+"),
        "language": words(10, pattern=r"[a-z]{2,3}(_[A-Z]{2})?"),
        "category": one_of("UTILITY", "MARKETING", "AUTHENTICATION"),
        "components": _components,
    },
    {
        "parameter_format": one_of("POSITIONAL", "NAMED", "positional", "named"),
        "allow_category_change": one_of(True, False),
    },
)


def create(line: Line, body: dict[str, Any]) -> dict[str, Any]:
    _new(body, "")
    style = body.get("parameter_format", "POSITIONAL").upper()
    _check_components(body["components"], style)
    if find(line, body["name"], body["language"]):
        raise GraphError(100, "There is already content in this language for this template.", subcode=2388024)
    if line.store.one("SELECT count(*) AS n FROM templates")["n"] >= 250:  # type: ignore[index]
        raise GraphError(100, "This account has reached the limit of 250 templates.", subcode=2388039)
    template_id = str(secrets.randbelow(9 * 10**15) + 10**15)
    line.store.run(
        "INSERT INTO templates (id, name, language, category, status, parameter_format, components)"
        " VALUES (?, ?, ?, ?, 'PENDING', ?, ?)",
        template_id,
        body["name"],
        body["language"],
        body["category"],
        style,
        json.dumps(body["components"]),
    )
    line.queue("template", {"id": template_id}, after=REVIEW_SECONDS)
    return {"id": template_id, "status": "PENDING", "category": body["category"]}


def edit(line: Line, row: sqlite3.Row, body: dict[str, Any]) -> dict[str, Any]:
    form({}, {"components": _components, "category": one_of("UTILITY", "MARKETING")})(body, "")
    components = body.get("components", json.loads(row["components"]))
    _check_components(components, row["parameter_format"])
    if row["edited_at"] and line.clock.now() - row["edited_at"] < 86400:
        raise GraphError(100, "A template may be edited once in 24 hours.", subcode=2388045)
    line.store.run(
        "UPDATE templates SET components = ?, status = 'PENDING', edited_at = ? WHERE id = ?",
        json.dumps(components),
        line.clock.now(),
        row["id"],
    )
    line.queue("template", {"id": row["id"]}, after=REVIEW_SECONDS)
    return {"success": True}


def listing(line: Line, query: dict[str, str]) -> dict[str, Any]:
    wanted = {key: query[key] for key in ("name", "language", "status", "category") if key in query}
    found = [
        row
        for row in line.store.all("SELECT * FROM templates ORDER BY name, language")
        if all(row[key] == value for key, value in wanted.items())
    ]
    start, limit = _number(query.get("after"), 0), max(1, _number(query.get("limit"), 25))
    page = found[start : start + limit]
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + len(page))}}
    if start + limit < len(found):
        edge = f"{line.settings.own_url}/v25.0/{line.settings.waba_id}/message_templates"
        paging["next"] = f"{edge}?after={start + limit}&limit={limit}"
    return {"data": [as_json(row) for row in page], "paging": paging}


def _number(given: str | None, default: int) -> int:
    return int(given) if given and given.isdigit() else default


def delete(line: Line, query: dict[str, str]) -> dict[str, Any]:
    name = query.get("name")
    if not name:
        raise GraphError(131008, "Param name is required.")
    where, values = "name = ?", [name]
    if "hsm_id" in query:
        where, values = "name = ? AND id = ?", [name, query["hsm_id"]]
    if not line.store.all(f"SELECT id FROM templates WHERE {where}", *values):  # noqa: S608 - where is ours
        raise GraphError(100, "Message template not found", subcode=2593002)
    line.store.run(f"DELETE FROM templates WHERE {where}", *values)  # noqa: S608 - where is ours
    return {"success": True}


def find(line: Line, name: str, language: str) -> sqlite3.Row | None:
    return line.store.one("SELECT * FROM templates WHERE name = ? AND language = ?", name, language)


def by_id(line: Line, template_id: str) -> sqlite3.Row | None:
    return line.store.one("SELECT * FROM templates WHERE id = ?", template_id)


def as_json(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "parameter_format": row["parameter_format"],
        "language": row["language"],
        "status": row["status"],
        "category": row["category"],
        "id": row["id"],
        "components": json.loads(row["components"]),
    }


def review(line: Line, template_id: str) -> dict[str, Any] | None:
    """Decide, and give the webhook value that tells of it; None when the template is gone."""
    row = by_id(line, template_id)
    if row is None:
        return None
    verdict = line.knobs.template_verdict
    line.store.run("UPDATE templates SET status = ? WHERE id = ?", verdict, template_id)
    return {
        "event": verdict,
        "message_template_id": int(template_id),
        "message_template_name": row["name"],
        "message_template_language": row["language"],
        "reason": "NONE" if verdict == "APPROVED" else "INVALID_FORMAT",
        "message_template_category": row["category"],
    }


def _check_components(components: list[dict[str, Any]], style: str) -> None:
    kinds = [component["type"] for component in components]
    if len(kinds) != len(set(kinds)):
        raise GraphError(100, "Each component may be given only once.")
    if "BODY" not in kinds:
        raise GraphError(100, "A template needs a BODY component.", subcode=2388043)
    for component in components:
        _check_component(component, style)


def _check_component(component: dict[str, Any], style: str) -> None:
    text = component.get("text", "")
    if component["type"] == "HEADER" and component["format"] == "TEXT" and not text:
        raise GraphError(131008, "Param components.HEADER.text is required.")
    variables = VARIABLE.findall(text)
    if component["type"] == "FOOTER" and variables:
        raise GraphError(100, "The footer cannot have variables.", subcode=2388042)
    if component["type"] == "HEADER" and len(variables) > 1:
        raise GraphError(100, "The header may have one variable.", subcode=2388042)
    if variables:
        _check_variables(component, text, variables, style)


def _check_variables(component: dict[str, Any], text: str, variables: list[str], style: str) -> None:
    if component["type"] == "BODY" and (text.lstrip().startswith("{{") or text.rstrip().endswith("}}")):
        raise GraphError(100, "Variables can't be at the start or end of the template.", subcode=2388299)
    if style == "POSITIONAL":
        wanted = [str(index + 1) for index in range(len(dict.fromkeys(variables)))]
        if list(dict.fromkeys(variables)) != wanted:
            raise GraphError(100, "Variables must be numbered {{1}}, {{2}}, ... in order.", subcode=2388072)
    elif not all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in variables):
        raise GraphError(
            100, "Named variables must be lowercase letters, digits and underscores.", subcode=2388072
        )
    if not component.get("example"):
        raise GraphError(
            100,
            f"Component of type {component['type']} is missing expected field(s) (example)",
            subcode=2388043,
        )
