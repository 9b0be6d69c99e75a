"""Reads `words/` and the catalogue's names once; the engine gets the result handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from lojar.catalogue.contents import Catalogue
from lojar.catalogue.loader import load
from lojar.catalogue.regions import districts, names_of_regencies, villages

from .understand.intents import seen_by
from .understand.learning import taught
from .understand.model import Model, read_model
from .understand.places import Places
from .understand.spelling import words_of
from .understand.words import Words, made_from

FOLDER = Path(__file__).parent / "words"
MODEL = "model.txt"
SHORTEST_TOWN = 4  # letters; below, too many are words of their own (batu, pati)


def words_for(catalogue: Catalogue, *, districts: Iterable[str] = (), home: str = "") -> Words:
    """The project's words, with the names of this office's services, districts and regency. What an office calls a
    service in its own words is taught to the model."""
    words = _named(base_words(), catalogue, districts=districts, home=home)
    shipped = load().words
    own = {
        code: [t for t in texts if t not in shipped.get(code, ())] for code, texts in catalogue.words.items()
    }
    sentences = [(t, code) for code, texts in own.items() if code in catalogue.services for t in texts]
    return teach_words(words, sentences)


def teach_words(words: Words, sentences: Sequence[tuple[str, str]]) -> Words:
    """With sentences of an office, each with what it means; they change what is understood from the next message on."""
    if words.model is None or not sentences:
        return words
    lessons = [(seen_by(text, words), meaning) for text, meaning in sentences]
    return replace(words, model=taught(words.model, lessons))


@lru_cache(maxsize=1)
def base_words() -> Words:
    return replace(
        made_from(read_words("spelling"), read_words("intents"), read_words("topics")), model=own_model()[0]
    )


@lru_cache(maxsize=1)
def words_to_learn_with() -> Words:
    """The shipped words of the shipped catalogue, before there is a model."""
    bare = made_from(read_words("spelling"), read_words("intents"), read_words("topics"))
    return _named(bare, load(), districts=[d.name for d in districts("3510")], home="Banyuwangi")


def words_with(model: Model) -> Words:
    """The shipped words with another model, to compare them."""
    return replace(words_to_learn_with(), model=model)


@lru_cache(maxsize=1)
def own_model() -> tuple[Model | None, str]:
    """The model of `words/model.txt`, and the fingerprint of what it was made from."""
    path = FOLDER / MODEL
    if not path.exists():
        return None, ""
    with path.open(encoding="utf-8") as file:
        return read_model(file)


def _named(words: Words, catalogue: Catalogue, *, districts: Iterable[str], home: str) -> Words:
    names = {code: (*called, _short(catalogue, code)) for code, called in catalogue.words.items()}
    return words.knowing(
        names, packages=catalogue.packages, districts=districts, home=home, towns=regency_names()
    )


@lru_cache(maxsize=1)
def regency_names() -> frozenset[str]:
    """As people say them: "Kabupaten Jember" is jember. A name of several words is not one word of a message."""
    told = (words_of(name) for name in names_of_regencies())
    bare = (
        [word for word in name if word not in {"kabupaten", "kota", "kab", "administrasi"}] for name in told
    )
    return frozenset(name[0] for name in bare if len(name) == 1 and len(name[0]) > SHORTEST_TOWN)


@lru_cache(maxsize=8)
def read_words(name: str) -> Any:
    """Every scalar as text: an unquoted `no` is a word here, not a truth value."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text


@lru_cache(maxsize=1)
def own_words() -> Words:
    """Without an office: the shipped catalogue and the districts of the shipped list of villages."""
    return words_for(load(), districts=[d.name for d in districts("3510")], home="Banyuwangi")


@lru_cache(maxsize=1)
def own_places() -> Places:
    return Places(districts("3510"), villages)


def _short(catalogue: Catalogue, code: str) -> str:
    service = catalogue.find(code)
    return service.short.id if service else code


@lru_cache(maxsize=1)
def read_answers() -> dict[str, dict[str, tuple[str, ...]]]:
    """`words/answers.yaml`: labels, synonyms, papers, roles and the words that skip."""
    read = read_words("answers")
    tables = {
        name: {key: tuple(told) for key, told in read[name].items()}
        for name in ("labels", "synonyms", "papers", "roles")
    }
    return {**tables, "skipping": {"any": tuple(read["skipping"])}}
