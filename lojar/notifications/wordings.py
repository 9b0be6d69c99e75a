"""The texts as they are shipped, and as an office has reworded them."""

from functools import cache
from pathlib import Path

from lojar.offices.models import Office

from .models import TextOverride
from .rules.event_text import EventText, read_text
from .rules.what_to_say import Texts

FOLDER = Path(__file__).with_name("texts")
LANGUAGES = ("id", "en")


def shipped(language: str, name: str) -> EventText | None:
    """None where there is no such text in that language."""
    path = FOLDER / language / f"{name}.txt"
    return _read(path, name) if path.is_file() else None


@cache
def _read(path: Path, name: str) -> EventText:
    return read_text(name, path.read_text("utf-8"))


def names(language: str) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (FOLDER / language).glob("*.txt")))


def texts_for(office: Office, language: str) -> Texts:
    """In the citizen's language, else in Indonesian; in the office's own words where it has any."""
    known = language if language in LANGUAGES else "id"
    own = dict(TextOverride.objects.filter(office=office, language=known).values_list("event", "body"))

    def text(name: str, tone: str) -> EventText:
        found = (shipped(known, f"{name}.{tone}") if tone else None) or shipped(known, name)
        if found is None:
            raise KeyError(f"{known}/{name}")
        return found.in_own_words(own[found.name]) if found.name in own else found

    return text
