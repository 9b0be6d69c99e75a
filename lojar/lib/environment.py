"""Settings come from the environment, or from a file named by NAME_FILE; a wrong value refuses to start."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, overload
from urllib.parse import SplitResult, urlsplit

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
REQUIRED = "\0required"  # no environment variable can hold a zero byte
Made = TypeVar("Made")


class WrongSetting(Exception):
    """A setting the program cannot start with. The message never repeats the value: it may be a secret."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


@overload
def text(name: str) -> str: ...
@overload
def text(name: str, default: str) -> str: ...
@overload
def text(name: str, default: None) -> str | None: ...
def text(name: str, default: str | None = REQUIRED) -> str | None:
    """NAME, else the contents of the file named by NAME_FILE, else the default; with none it is required."""
    found = _given(name)
    if found is not None:
        return found
    if default == REQUIRED:
        raise WrongSetting(name, f"is not set; set {name} or {name}_FILE")
    return default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, None)
    if value is None:
        return default
    word = value.lower()
    if word not in YES | NO:
        raise WrongSetting(name, "must be 1 or 0")
    return word in YES


def number(name: str, default: int | None = None, *, at_least: int = 0, at_most: int | None = None) -> int:
    value = text(name) if default is None else text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise WrongSetting(name, "must be a whole number")
    found = int(value)
    if found < at_least or (at_most is not None and found > at_most):
        upper = "" if at_most is None else f" and at most {at_most}"
        raise WrongSetting(name, f"must be at least {at_least}{upper}")
    return found


@overload
def secret(name: str, *, at_least: int = ...) -> str: ...
@overload
def secret(name: str, default: str, *, at_least: int = ...) -> str: ...
@overload
def secret(name: str, default: None, *, at_least: int = ...) -> str | None: ...
def secret(name: str, default: str | None = REQUIRED, *, at_least: int = 1) -> str | None:
    """Like text; a value that is shorter than `at_least` characters is refused, a default is not measured."""
    value = text(name, None)
    if value is None:
        return text(name) if default == REQUIRED else default
    if len(value) < at_least:
        raise WrongSetting(name, f"is too short; at least {at_least} characters are needed")
    return value


@overload
def url(name: str, *, schemes: tuple[str, ...] = ...) -> str: ...
@overload
def url(name: str, default: str, *, schemes: tuple[str, ...] = ...) -> str: ...
@overload
def url(name: str, default: None, *, schemes: tuple[str, ...] = ...) -> str | None: ...
def url(
    name: str, default: str | None = REQUIRED, *, schemes: tuple[str, ...] = ("http", "https")
) -> str | None:
    """An address without a closing slash, so that paths can be added to it."""
    value = text(name) if default == REQUIRED else text(name, default)
    if not value:
        return value
    parts = _parts(name, value)
    if parts.scheme not in schemes:
        raise WrongSetting(name, f"must begin with {' or '.join(scheme + '://' for scheme in schemes)}")
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise WrongSetting(name, "names no host")
    return value.rstrip("/") if parts.scheme in {"http", "https"} else value


@overload
def path(name: str) -> Path: ...
@overload
def path(name: str, default: Path | str) -> Path: ...
@overload
def path(name: str, default: None) -> Path | None: ...
def path(name: str, default: Path | str | None = REQUIRED) -> Path | None:
    if default == REQUIRED:
        return Path(text(name)).expanduser().absolute()
    value = text(name, None)
    found = value if value else default
    return None if found is None else Path(found).expanduser().absolute()


def listing(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Values separated by commas; blanks around them and empty ones do not count."""
    value = text(name, None)
    if value is None:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def one_of(name: str, choices: tuple[str, ...], *, default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise WrongSetting(name, f"must be one of {', '.join(choices)}")
    return value


def checked(name: str, value: str, *, by: Callable[[str], Made]) -> Made:
    """What `by` makes of the value; its ValueError becomes a refusal to start."""
    try:
        return by(value)
    except ValueError as wrong:
        raise WrongSetting(name, str(wrong)) from None


def _given(name: str) -> str | None:
    """An empty variable counts as not set: that is how container files spell "nothing here"."""
    if value := os.environ.get(name, "").strip():
        return _clean(name, value)
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return None
    try:
        return _clean(name, Path(file).read_text("utf-8")) or None
    except (OSError, UnicodeDecodeError) as wrong:
        raise WrongSetting(f"{name}_FILE", f"cannot be read ({type(wrong).__name__})") from None


def _clean(name: str, value: str) -> str:
    value = value.strip()
    if "\0" in value:
        raise WrongSetting(name, "contains a zero byte")
    return value


def _parts(name: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise WrongSetting(name, "is not an address") from None
    return parts
