"""Sorts what came together: words and presses in their order, the photos as one pile with their captions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .heard import Heard, HeardPhoto


@dataclass(frozen=True, slots=True)
class Said:
    """Messages of text in a row are one text: people break a sentence over three bubbles."""

    text: str
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    choice: str
    title: str


@dataclass(frozen=True, slots=True)
class Shot:
    photo: HeardPhoto
    caption: str = ""
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    words: tuple[Said | Pressed, ...]
    shots: tuple[Shot, ...]
    others: tuple[Heard, ...]


def captioned(heard: Iterable[Heard], names_paper: Callable[[str], bool]) -> tuple[Heard, ...]:
    """A short text beside a photo without caption is its caption, where it names a paper."""
    every = tuple(heard)
    captions = _captions_beside(every, names_paper)
    return tuple(
        replace(each, text=every[captions[at]].text) if at in captions else each
        for at, each in enumerate(every)
        if at not in captions.values()
    )


def sorted_burst(heard: Iterable[Heard]) -> Burst:
    words: list[Said | Pressed] = []
    shots: list[Shot] = []
    others: list[Heard] = []
    for each in heard:
        if each.photo is not None:
            shots.append(Shot(each.photo, each.text, each.forwarded))
        elif each.kind == "text":
            _add_text(words, each)
        elif each.kind == "choice":
            words.append(Pressed(each.choice, each.text))
        elif each.kind != "text":
            others.append(each)
    return Burst(tuple(words), tuple(shots), tuple(others))


def _add_text(words: list[Said | Pressed], heard: Heard) -> None:
    last = words[-1] if words else None
    if isinstance(last, Said):
        words[-1] = replace(last, text=f"{last.text}\n{heard.text}", messages=(*last.messages, heard.message))
    else:
        words.append(Said(heard.text, (heard.message,)))


def _captions_beside(every: tuple[Heard, ...], names_paper: Callable[[str], bool]) -> dict[int, int]:
    """Position of a photo -> position of the words after it, or else before it."""
    found: dict[int, int] = {}
    for at, each in enumerate(every):
        if each.kind != "text" or len(each.text.split()) > 6 or not names_paper(each.text):
            continue
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(every) and _is_bare_photo(every[beside]) and beside not in found:
                found[beside] = at
                break
    return found


def _is_bare_photo(heard: Heard) -> bool:
    return heard.photo is not None and not heard.text.strip()
