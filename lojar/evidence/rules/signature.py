"""The words that stand across a picture on an officer's screen: whose screen it is, and when."""

import unicodedata
from datetime import datetime

LONGEST_NAME = 24  # signs; the number beside it tells two officers of one name apart


def signature(name: str, number: int, at: datetime) -> str:
    """`at` in the office's own time. Letters the font lacks are written plainly: é as e."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = (" ".join(plain.split())[:LONGEST_NAME].strip(), f"#{number}", f"{at:%d-%m-%Y %H.%M}")
    return " ".join(word for word in words if word)
