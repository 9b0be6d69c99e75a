"""What a pass says when it is scanned or typed in."""

from dataclasses import dataclass

from lojar.lib.reference import ALPHABET

CODE_LENGTH = 6
SHORTEST_TOKEN = 20
LOOKALIKES = str.maketrans({"Z": "2", "S": "5"})


@dataclass(frozen=True, slots=True)
class Pass:
    """One of them, or neither."""

    token: str = ""
    code: str = ""


def read_pass(text: str) -> Pass:
    """A scanned address or token, or a code as it was read aloud: blanks, dashes and small letters do not matter."""
    text = text.strip()[:400]
    code = "".join(letter for letter in text.upper() if letter.isalnum()).translate(LOOKALIKES)
    if len(code) == CODE_LENGTH and all(letter in ALPHABET for letter in code):
        return Pass(code=code)
    token = text.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    return Pass(token=token) if len(token) >= SHORTEST_TOKEN else Pass()


def shown_code(code: str) -> str:
    """In two halves, as it is read aloud: 7KD 4PX."""
    return f"{code[:3]} {code[3:]}"
