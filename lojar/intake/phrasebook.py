"""Reads `texts/<language>.yaml` once: nested by topic in the file, flat keys for the engine."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .engine.phrases import Phrases

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("id", "en")


@lru_cache(maxsize=1)
def phrasebook() -> Mapping[str, Phrases]:
    return {language: Phrases(read_texts(language)) for language in LANGUAGES}


def read_texts(language: str) -> dict[str, str]:
    tree = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return dict(_flat(tree))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
