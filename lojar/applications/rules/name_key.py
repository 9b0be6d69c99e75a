"""Names as keys: however a clerk of this or an earlier time spelt them, the same name has the same key.

Spellings: Van Ophuijsen (1901: oe, dj, tj), Soewandi (1947: u) and EYD (1972: j, c), and what people mix by ear.
A key is never shown and never compared with anything but another key.
"""

import re
import unicodedata

LONGEST = 12  # words of one name

# Degrees are written with their letters apart (S.Pd, M. Kom, A.Md): taken out before dots part words.
DEGREE = re.compile(
    r"\b(?:s\.?\s?(?:pd|kom|ag|sos|ip|kep|psi|hut|km|th|pt)|m\.\s?(?:pd|kom|si|ag|hum|kes)|a\.\s?md|s\.\s?[eht]|b\.\s?a|ph\.?d)"
    r"(?:\.?\s?[id])?(?=[.,\s]|$)"
)
TITLES = frozenset((
    "h", "hj", "haji", "hajah", "hajjah", "kh", "drs", "dra", "dr", "drg", "ir", "prof",
    "alm", "almh", "bin", "binti", "bt", "spd", "skom", "sag", "ssos",
))  # fmt: skip
NOT_LETTERS = re.compile(r"[^a-z]+")
FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"oe", "u"),
        (r"dj", "j"),
        (r"tj", "c"),
        (r"^ch(?=[ou]|ai)", "h"),  # Choirul, Chairul are Khoirul, Khairul; Chandra is Candra
        (r"^ch", "c"),
        (r"[ck]h", "h"),
        (r"s[jy]", "s"),
        (r"y", "i"),
        (r"ae", "ai"),
        (r"[vf]", "p"),
        (r"q", "k"),
        (r"(.)\1+", r"\1"),
    )
)
# By their folded spelling.
SHORT_FOR = {"abd": "abdul"} | dict.fromkeys(
    ("m", "mh", "mhd", "md", "moh", "muh", "mohamad", "mohamed", "muhamed", "mohd"), "muhamad"
)


def keys_of(name: str) -> tuple[str, ...]:
    """One key a word, in order and without titles; () where nothing of a name is left."""
    plain = unicodedata.normalize("NFKD", name.lower()[:200])
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'`\u2018\u2019")
    words = NOT_LETTERS.split(DEGREE.sub(" ", plain))
    return tuple(_key(word) for word in words if word and word not in TITLES)[:LONGEST]


def _key(word: str) -> str:
    for pattern, to in FOLDS:
        word = pattern.sub(to, word)
    return SHORT_FOR.get(word, word)
