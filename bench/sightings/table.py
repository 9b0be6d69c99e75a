"""Two columns: ours, and simple rules."""


def printed(ours: dict[str, tuple[float, str]], theirs: dict[str, tuple[float, str]]) -> str:
    lines = [f"{'':58} {'Lojar':>20} {'simple rules':>20}"]
    for name, score in ours.items():
        lines.append(f"{name:58} {_shown(score):>20} {_shown(theirs[name]) if name in theirs else '':>20}")
    return "\n".join(lines)


def _shown(score: tuple[float, str]) -> str:
    value, of = score
    return f"{value:.3f} ({of})" if value <= 1 else f"{value:.0f} ({of})"
