"""Reads `words/*.yaml` and the catalogue's names once; the engine gets the result handed in."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from lojar.catalogue.contents import Catalogue
from lojar.catalogue.loader import load
from lojar.catalogue.regions import districts

from .understand.words import Words, made_from

FOLDER = Path(__file__).parent / "words"


def words_for(catalogue: Catalogue, *, districts: Iterable[str] = (), home: str = "") -> Words:
    """The project's words, with the names of this office's services, districts and regency."""
    names = {code: (*called, _short(catalogue, code)) for code, called in catalogue.words.items()}
    return base_words().knowing(names, packages=catalogue.packages, districts=districts, home=home)


@lru_cache(maxsize=1)
def base_words() -> Words:
    return made_from(read_words("spelling"), read_words("intents"))


@lru_cache(maxsize=8)
def read_words(name: str) -> Any:
    """Every scalar as text: an unquoted `no` is a word here, not a truth value."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text


@lru_cache(maxsize=1)
def own_words() -> Words:
    """Without an office: the shipped catalogue and the districts of the shipped list of villages."""
    return words_for(load(), districts=[d.name for d in districts("3510")], home="Banyuwangi")


def _short(catalogue: Catalogue, code: str) -> str:
    service = catalogue.find(code)
    return service.short.id if service else code


@lru_cache(maxsize=1)
def read_answers() -> dict[str, dict[str, tuple[str, ...]]]:
    """`words/answers.yaml`: labels, synonyms, papers and the words that skip."""
    read = read_words("answers")
    tables = {
        name: {key: tuple(told) for key, told in read[name].items()}
        for name in ("labels", "synonyms", "papers")
    }
    return {**tables, "skipping": {"any": tuple(read["skipping"])}}
