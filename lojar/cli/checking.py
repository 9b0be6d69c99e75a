"""`lojar check`: Django's system checks, those for a public server included, each with its id and a hint."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core import checks

LEVELS = {checks.ERROR: "ERROR", checks.WARNING: "WARNING", checks.CRITICAL: "ERROR"}


@dataclass(frozen=True, slots=True)
class Finding:
    level: int
    text: str


def findings() -> Iterator[Finding]:
    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    for message in sorted(found, key=lambda message: (-message.level, message.id or "")):
        if message.is_silenced() or message.level < checks.WARNING:
            continue
        where = f" ({message.obj})" if message.obj is not None else ""
        hint = f"\n    {message.hint}" if message.hint else ""
        yield Finding(message.level, f"{LEVELS[message.level]} {message.id}{where}: {message.msg}{hint}")
