"""What an officer may have typed into the search box: a number, a NIK or KK, or a phone."""

from dataclasses import dataclass

from lojar.lib import phone, reference


@dataclass(frozen=True, slots=True)
class Terms:
    """Empty strings are what the text cannot be."""

    number: str = ""
    sixteen_digits: str = ""
    phone: str = ""


def read_terms(text: str) -> Terms:
    """16 digits are a NIK or a family card number, whichever has them."""
    text = text.strip()[:100]
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if number := reference.parse(text) or reference.find_in(text):
        return Terms(number=number)
    if len(digits) == 16:
        return Terms(sixteen_digits=digits)
    return Terms(phone=phone.normalise(text)) if phone.is_phone(text) else Terms()
