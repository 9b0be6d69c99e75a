"""A template and its parameters: do they fit, and how do they read on the phone?"""

import json
import re
import sqlite3
from typing import Any

from ..line import Line
from ..refusals import GraphError
from . import templates
from .templates import VARIABLE


def fill(line: Line, sent: dict[str, Any]) -> dict[str, Any]:
    """What the phone shows: header, text, footer, buttons. Refuses what does not fit the approved template."""
    row = _approved(line, sent)
    given = _by_component(sent.get("components", []))
    shown: dict[str, Any] = {"buttons": [], "links": [], "category": row["category"].lower()}
    for component in json.loads(row["components"]):
        _FILL[component["type"]](component, given, shown, row["parameter_format"])
    if given:
        raise GraphError(
            132000, f"template has no {', '.join(sorted(map(str, given)))} that takes parameters"
        )
    if len(shown["text"]) > 1024:
        raise GraphError(132005, "body: text is longer than 1024 characters once filled in")
    return shown


def _approved(line: Line, sent: dict[str, Any]) -> sqlite3.Row:
    name, language = sent["name"], sent["language"]["code"]
    row = templates.find(line, name, language)
    if row is None or row["status"] != "APPROVED":
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    return row


def _by_component(components: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    given = {}
    for component in components:
        key = component["type"]
        if key == "button":
            if "index" not in component or "sub_type" not in component:
                raise GraphError(131008, "Params index and sub_type are required for a button.")
            key = f"button {int(component['index'])}"
        if key in given:
            raise GraphError(132000, f"{key} is given twice")
        given[key] = component.get("parameters", [])
    return {key: parameters for key, parameters in given.items() if parameters}


def _fill_header(component: dict[str, Any], given: dict[str, Any], shown: dict[str, Any], style: str) -> None:
    parameters = given.pop("header", [])
    if component["format"] == "TEXT":
        shown["header"] = _filled("header", component["text"], parameters, style)
        return
    kind = component["format"].lower()
    if len(parameters) != 1:
        raise GraphError(
            132000,
            f"header: number of localizable_params ({len(parameters)}) does not match the"
            " expected number of params (1)",
        )
    if parameters[0]["type"] != kind:
        raise GraphError(132012, f"header: Format mismatch, expected {component['format']}")
    shown["header_medium"] = {"kind": kind, **parameters[0][kind]}


def _fill_body(component: dict[str, Any], given: dict[str, Any], shown: dict[str, Any], style: str) -> None:
    shown["text"] = _filled("body", component["text"], given.pop("body", []), style)


def _fill_footer(component: dict[str, Any], given: dict[str, Any], shown: dict[str, Any], style: str) -> None:
    shown["footer"] = component["text"]


def _fill_buttons(
    component: dict[str, Any], given: dict[str, Any], shown: dict[str, Any], style: str
) -> None:
    for index, button in enumerate(component["buttons"]):
        parameters = given.pop(f"button {index}", [])
        if button["type"] == "QUICK_REPLY":
            payload = parameters[0].get("payload") if parameters else None
            shown["buttons"].append({"id": payload or button["text"], "title": button["text"]})
        elif button["type"] == "URL":
            url = _filled(f"button {index}", button["url"], parameters, "POSITIONAL")
            shown["links"].append({"title": button["text"], "url": url})
        else:
            shown["links"].append({"title": button["text"], "url": f"tel:{button['phone_number']}"})


_FILL = {"HEADER": _fill_header, "BODY": _fill_body, "FOOTER": _fill_footer, "BUTTONS": _fill_buttons}


def _filled(where: str, text: str, parameters: list[dict[str, Any]], style: str) -> str:
    names = list(dict.fromkeys(VARIABLE.findall(text)))
    if len(names) != len(parameters):
        raise GraphError(
            132000,
            f"{where}: number of localizable_params ({len(parameters)}) does not match the expected number"
            f" of params ({len(names)})",
        )
    values = {}
    for position, parameter in enumerate(parameters):
        if parameter["type"] != "text":
            raise GraphError(132012, f"{where}: Format mismatch, expected TEXT")
        _refuse_odd_spaces(parameter["text"])
        name = parameter.get("parameter_name") if style == "NAMED" else str(position + 1)
        if name not in names:
            raise GraphError(132000, f"{where}: parameter name ({name}) is not in the template")
        values[name] = parameter["text"]
    return VARIABLE.sub(lambda found: values[found[1]], text)


def _refuse_odd_spaces(text: str) -> None:
    if re.search(r"[\n\t]| {5}", text):
        raise GraphError(
            100, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
        )
