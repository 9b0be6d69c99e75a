"""A name as it may stand on a tablet that others can look at: enough for its owner to point at."""

HIDDEN = "•"


def masked_name(name: str) -> str:
    """Siti Nur Contoh -> Siti N• C•"""
    first, *others = name.split() or [""]
    return " ".join([first, *(other[0] + HIDDEN for other in others)])
