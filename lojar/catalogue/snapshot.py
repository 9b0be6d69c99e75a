"""A service as plain JSON and back: an application keeps the version it was made under."""

import hashlib
import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from .shapes import Service


def as_snapshot(service: Service) -> dict[str, Any]:
    """What equals its default is left out, so that a version stays the same when a shape gains a key."""
    found: dict[str, Any] = _plain(service)
    return found


def from_snapshot(body: dict[str, Any]) -> Service:
    """Keys that a shape no longer has are passed over; keys it has gained take their default."""
    service: Service = _shaped(Service, body)
    return service


def digest(body: dict[str, Any]) -> str:
    """The same service has the same digest, whoever wrote it down and when."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(v) for f in fields(value) if (v := getattr(value, f.name)) != f.default}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _shaped(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind, value)
    if get_origin(kind) is tuple:
        return tuple(_shaped(get_args(kind)[0], v) for v in value)
    if get_origin(kind) in (Union, types.UnionType):
        return None if value is None else _shaped(get_args(kind)[0], value)
    return value


def _dataclass(shape: type, body: dict[str, Any]) -> Any:
    hints = _hints(shape)
    return shape(**{f.name: _shaped(hints[f.name], body[f.name]) for f in fields(shape) if f.name in body})
