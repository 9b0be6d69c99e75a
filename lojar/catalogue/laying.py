"""Changes laid over a service: by the service that inherits, by a package, by an office. One grammar for all."""

from collections.abc import Iterable, Mapping
from typing import Any

from .lines import Lined, place
from .mistakes import CatalogueMistake

REPLACED = frozenset(
    {
        "name", "short", "description", "who", "relations", "remote_note", "tell_citizen", "office_note",
        "promise", "outputs", "receive", "offered", "confirmed",
    }
)  # fmt: skip
"""Keys whose value simply takes the place of the old one."""
LAID = frozenset(
    {
        "drop_requirements", "optional_requirements", "change_requirements", "add_requirements",
        "drop_questions", "change_questions", "add_questions",
        "drop_fields", "change_fields", "add_fields", "own_fields",
    }
)  # fmt: skip
CHANGES = REPLACED | LAID


def lay(tree: Lined, changes: Mapping[str, Any], *, strict: bool = True) -> Lined:
    """The tree with the changes over it. `strict`: a change to something that is not there is a mistake; for an
    office's changes under a package's it is not, since the package may have dropped it already."""
    where = str(tree.get("code", ""))
    for key in changes:
        if key not in CHANGES:
            raise CatalogueMistake("unknown_key", where=where, key=key, **place(changes, key))
    laid = tree.changed(_kept(changes, REPLACED))
    laid = laid.changed({"requirements": _papers(laid, changes, strict)})
    laid = laid.changed({"questions": _questions(laid, changes, strict)})
    return laid.changed(_fields(laid, changes))


def _kept(changes: Mapping[str, Any], keys: Iterable[str]) -> Lined:
    kept = {key: changes[key] for key in keys if key in changes}
    return Lined(kept, lines=getattr(changes, "lines", {}))


def _papers(tree: Lined, changes: Mapping[str, Any], strict: bool) -> list[Any]:
    found = {r.get("key"): r for r in tree.get("requirements", [])}
    if strict:
        for name in ("drop_requirements", "optional_requirements", "change_requirements"):
            _refuse_strangers(tree, changes, name, found)
    for key in _keys(tree, changes, "drop_requirements"):
        found.pop(key, None)
    for key in _keys(tree, changes, "optional_requirements"):
        if key in found:
            found[key] = _over(found[key], {"required": "optional"})
    for key, change in _dict(tree, changes, "change_requirements").items():
        if key in found:
            found[key] = _over(found[key], change)
    return [*found.values(), *_list(tree, changes, "add_requirements")]


def _questions(tree: Lined, changes: Mapping[str, Any], strict: bool) -> list[Any]:
    found = {q.get("key"): q for q in tree.get("questions", [])}
    if strict:
        for name in ("drop_questions", "change_questions"):
            _refuse_strangers(tree, changes, name, found)
    for key in _keys(tree, changes, "drop_questions"):
        found.pop(key, None)
    for key, change in _dict(tree, changes, "change_questions").items():
        if key in found:
            found[key] = _over(found[key], change)
    dropped = set(_keys(tree, changes, "drop_requirements"))
    kept = [_without_papers(q, dropped) for q in found.values()] if dropped else list(found.values())
    return [*(q for q in kept if q is not None), *_list(tree, changes, "add_questions")]


def _without_papers(question: Any, dropped: set[str]) -> Any:
    """The question without the papers that are gone; None when it decides nothing any more."""
    if not isinstance(question.get("choices"), list):
        return question  # the reader will say what is wrong with it
    choices = [
        _over(c, {k: [r for r in c[k] if r not in dropped] for k in ("requires", "waives") if k in c})
        for c in question["choices"]
    ]
    decides = ("requires", "waives", "goes_to", "stops", "drops")
    if not any(choice.get(key) for choice in choices for key in decides):
        return None
    return _over(question, {"choices": choices})


def _fields(tree: Lined, changes: Mapping[str, Any]) -> dict[str, Any]:
    inner = {**tree.get("change_fields", {})}
    for key, change in _dict(tree, changes, "change_fields").items():
        inner[key] = _over(inner[key], change) if key in inner else change
    return {
        "fields": [*tree.get("fields", []), *_list(tree, changes, "add_fields")],
        "drop_fields": [*tree.get("drop_fields", []), *_list(tree, changes, "drop_fields")],
        "own_fields": {**tree.get("own_fields", {}), **_dict(tree, changes, "own_fields")},
        "change_fields": inner,
    }


def _over(under: Any, change: Mapping[str, Any]) -> Lined:
    if not isinstance(under, dict) or not isinstance(change, dict):
        raise CatalogueMistake("not_a_mapping", key=str(change)[:60], **place(under))
    return (under if isinstance(under, Lined) else Lined(under)).changed(change)


def _refuse_strangers(tree: Lined, changes: Mapping[str, Any], name: str, found: Mapping[Any, Any]) -> None:
    what = "requirement" if name.endswith("requirements") else "question"
    named = _dict(tree, changes, name) if name.startswith("change") else _keys(tree, changes, name)
    for key in named:
        if key not in found:
            raise CatalogueMistake(
                "unknown", where=str(tree.get("code", "")), what=what, value=key, **place(changes, name)
            )


def _keys(tree: Lined, changes: Mapping[str, Any], name: str) -> list[str]:
    found = _list(tree, changes, name)
    for key in found:
        if not isinstance(key, str):
            raise CatalogueMistake(
                "not_a_word", where=str(tree.get("code", "")), key=name, **place(changes, name)
            )
    return found


def _list(tree: Lined, changes: Mapping[str, Any], key: str) -> list[Any]:
    found = changes.get(key, [])
    if not isinstance(found, list):
        raise CatalogueMistake("not_a_list", where=str(tree.get("code", "")), key=key, **place(changes, key))
    return found


def _dict(tree: Lined, changes: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = changes.get(key, {})
    if not isinstance(found, dict):
        raise CatalogueMistake(
            "not_a_mapping", where=str(tree.get("code", "")), key=key, **place(changes, key)
        )
    return found
