"""One text as it is written in a file or changed by an office: how it goes, its buttons, and words with gaps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

import yaml

from .wording import WORDING, Kind, Wording

GAP = re.compile(r"\{([a-z_]+)\}")
FENCE = "---\n"


class CannotSay(ValueError):
    """The text would not work; `reason` is a code, `detail` what it is about."""

    def __init__(self, reason: str, detail: object = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class EventText:
    """`buttons`: id -> title; ids may have gaps too. The order is the order of the file."""

    name: str
    kind: Kind
    body: str
    header: str = ""
    buttons: tuple[tuple[str, str], ...] = ()

    def in_own_words(self, body: str) -> "EventText":
        return replace(self, body=body)


def read_text(name: str, source: str) -> EventText:
    """A file: between two lines of dashes what kind it is, then the words."""
    if not source.startswith(FENCE) or FENCE not in source[len(FENCE) :]:
        raise CannotSay("no_front_matter", name)
    front, body = source[len(FENCE) :].split(FENCE, 1)
    told = yaml.safe_load(front) or {}
    kind = told.get("kind", "text")
    if kind not in get_args(Kind) or set(told) - {"kind", "buttons", "header"}:
        raise CannotSay("front_matter", name)
    buttons = tuple((str(key), str(title)) for key, title in (told.get("buttons") or {}).items())
    return EventText(name, kind, checked_body(name, body), str(told.get("header", "")), buttons)


def checked_body(name: str, body: str) -> str:
    """The words, tidied, when they fit what `name` may tell; CannotSay otherwise."""
    body = "\n".join(line.rstrip() for line in body.strip().splitlines())
    rule = WORDING[plain_name(name)]
    unknown = set(GAP.findall(body)) - rule.may_tell
    if unknown:
        raise CannotSay("unknown_gap", ", ".join(sorted(unknown)))
    missing = rule.must_tell - set(GAP.findall(body))
    if missing:
        raise CannotSay("missing_gap", ", ".join(sorted(missing)))
    if re.search(r"[{}]", GAP.sub("", body)):
        raise CannotSay("lone_brace")
    if not 1 <= len(body) <= longest_body(rule):
        raise CannotSay("length", longest_body(rule))
    return body


def longest_body(rule: Wording) -> int:
    """What is left for the words when the gaps are filled as long as they get."""
    return {"text": 2400}.get(rule.kind, 640)


def plain_name(name: str) -> str:
    """Without the tone: `submitted.berempati` tells what `submitted` tells."""
    return name.split(".", maxsplit=1)[0]


def fill(body: str, words: Mapping[str, str]) -> str:
    """Each gap by its word, in one pass: a brace in somebody's name stays a brace. A line whose gaps are all empty
    is left out, and never two blank lines follow each other."""
    told = [_filled(line, words) for line in body.splitlines() if not _tells_nothing(line, words)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(told)).strip()


def _filled(line: str, words: Mapping[str, str]) -> str:
    return GAP.sub(lambda gap: words.get(gap[1], ""), line)


def _tells_nothing(line: str, words: Mapping[str, str]) -> bool:
    gaps = GAP.findall(line)
    return bool(gaps) and not any(words.get(gap) for gap in gaps)
