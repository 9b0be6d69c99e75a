"""Whose a name or a number is, by the word of kinship that stands before it."""

import re

ROLES = {
    "child": r"anak|bayi|anaknya|anakku|putra|putri|lare|dedek|baby|child|son|daughter",
    "father": r"ayah|bapak|bapake|bapaknya|ayahnya|abah|father|papa",
    "mother": r"ibu|ibunya|ibune|emak|mama|mother|bunda",
    "spouse": r"suami|istri|isteri|suaminya|istrinya|husband|wife|bojo",
    "deceased": r"almarhum|almarhumah|alm|almh|jenazah|deceased",
    "witness": r"saksi\w*|witness",
    "self": r"saya|sy|aku|pelapor|pemohon|my|kula|kulo|isun|i am|nik saya",
}
_WORD = re.compile("|".join(rf"(?P<{role}>\b(?:{words})\b)" for role, words in ROLES.items()), re.I)
_SPEAKER = re.compile(
    r"\b(?:saya|sy|aku|kula|isun)\s+(?:adalah\s+|sbg\s+|sebagai\s+)?(ayah|bapak|ibu|suami|istri|anak|kakak|adik|paman|bibi|keponakan|cucu|menantu|mertua|nenek|kakek|wali)(?:nya|ne|e)?\b(?!\s+(?:saya|sy|ku)\b)",
    re.I,
)
_MINE = re.compile(r"\s+(?:saya|sy|ku|aku|kula|kulo|isun)\b", re.I)
LOOKS_BACK = 48


def role_before(text: str, at: int) -> str:
    """The nearest word of kinship; "anak saya" is the child, not oneself. A full stop or a new line ends it."""
    before = re.split(r"[\n;]|\.\s", text[max(0, at - LOOKS_BACK) : at])[-1]
    found = [(match, str(match.lastgroup)) for match in _WORD.finditer(before)]
    while found:
        match, role = found.pop()
        owner = found[-1] if found else None
        if (
            role == "self"
            and owner
            and owner[1] != "self"
            and _MINE.fullmatch(before[owner[0].end() : match.end()])
        ):
            return owner[1]
        if owner and owner[1] == "self" and _SPEAKER.search(before, owner[0].start()):
            return "self"  # "saya ibunya": the mother is who writes
        return role
    return ""


def role_of_speaker(text: str) -> str:
    said = _SPEAKER.search(text)
    return said.group(1).casefold() if said else ""
