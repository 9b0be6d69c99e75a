"""Looks for citizens in log files: numbers, cards, names, words, and the office's own secrets."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

PERSONAL = (
    ("a phone number", re.compile(rb"62800\d{7,9}")),
    ("a card number", re.compile(rb"351099\d{10}")),
    ("a citizen's name", re.compile(rb"Warga\d+ Contohnama")),
    ("a citizen's words", re.compile(rb"~tanda\d+q\d+")),
)


LOGGED = re.compile(
    rb'"level": "(?:ERROR|CRITICAL)", "logger": "([^"]*)", "message": "((?:[^"\\\\]|\\\\.){0,160})'
)


def errors(files: Iterable[Path]) -> list[tuple[int, str]]:
    """What was logged as an error, most often first; numbers and addresses taken out."""
    many: Counter[str] = Counter()
    for path in files:
        for logger, message in LOGGED.findall(path.read_bytes()):
            words = re.sub(r"0x[0-9a-f]+|\d+", "N", message.decode(errors="replace"))
            many[f"{path.name.split('-')[0]}: {logger.decode()}: {words}"] += 1
    return [(count, what) for what, count in many.most_common(40)]


def spilled(files: Iterable[Path], secrets: Sequence[str]) -> list[str]:
    """One line for each kind in each file, with the first place."""
    kinds = [
        *PERSONAL,
        *((f"the secret {one[:4]}...", re.compile(re.escape(one.encode()))) for one in secrets),
    ]
    found = []
    for path in files:
        data = path.read_bytes()
        for what, pattern in kinds:
            if first := pattern.search(data):
                line = data.count(b"\n", 0, first.start()) + 1
                around = data[max(0, first.start() - 160) : first.end() + 80]
                found.append(
                    f"{path.name}:{line}: {what}, {len(pattern.findall(data))} times: {around.decode(errors='replace')}"
                )
    return found
