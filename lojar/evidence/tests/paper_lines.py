"""Lines as a reader would give them, for the rules that make fields of them."""

from lojar.evidence.rules.lines import Line, LineBox


def line(text: str, x: float, y: float, *, height: float = 20, sure: float = 0.99) -> Line:
    """Half as wide a letter as it is high."""
    width = max(1, len(text)) * height / 2
    box = LineBox(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))
    return Line(text, (sure,) * len(text), box)


def column(*rows: tuple[str, str], x: float = 40, at: float = 320, y: float = 200) -> list[Line]:
    """Labels and their values, row under row."""
    made = []
    for number, (label, value) in enumerate(rows):
        made += [line(label, x, y + 30 * number), line(value, at, y + 30 * number)]
    return made
