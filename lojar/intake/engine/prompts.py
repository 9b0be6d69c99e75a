"""A question with its choices, before it is known whether buttons, a list or plain text will carry it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """`id` says what pressing it does ("send", "paper:kk"); `means` lets a bare yes or no choose it."""

    id: str
    title: str
    description: str = ""
    means: str = ""  # affirm | deny


@dataclass(frozen=True, slots=True)
class Prompt:
    """`typed` choices are not drawn as buttons: the text already numbers or names them."""

    body: str
    choices: tuple[Choice, ...] = ()
    button: str = ""  # on the list, where a list is needed
    typed: bool = False
    photo: int = 0  # the photo that is asked about, to be quoted
    is_marked: bool = False  # and shown, with the place of its trouble
