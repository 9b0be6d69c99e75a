"""Words that a case is found by, as numbers: a name stays sealed, and the index alone tells no name to anybody."""

from collections.abc import Iterable

from lojar.lib.sealed_fields import keyring

from .rules.name_key import keys_of


def marks_of(office_id: int, *texts: str) -> list[int]:
    """Of every word of a name and a village, sorted, each once. Another office marks the same word otherwise."""
    return marks_of_keys(office_id, (key for text in texts for key in keys_of(text)))


def marks_of_keys(office_id: int, keys: Iterable[str]) -> list[int]:
    """64 bits of a keyed digest: two words share a mark once in 10^19, and officers see the whole name anyway."""
    return sorted({_mark(f"word:{office_id}:{key}") for key in keys})


def _mark(text: str) -> int:
    return int.from_bytes(keyring().digest(text)[:8], "big", signed=True)
