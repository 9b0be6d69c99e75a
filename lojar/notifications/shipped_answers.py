"""The ready answers as they are shipped: every office has them until it says otherwise."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from .rules.ready_answer import ReadyWords, checked_words

FILE = Path(__file__).with_name("ready_answers.yaml")


@cache
def shipped_answers() -> Mapping[str, ReadyWords]:
    """Code -> words, in the order of the file."""
    told = yaml.safe_load(FILE.read_text("utf-8"))
    return {code: checked_words(each["title"], each["id"], each["en"]) for code, each in told.items()}
