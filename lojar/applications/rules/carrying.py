"""Which paper of one service serves as which paper of another, so that nothing has to be photographed twice."""

from collections.abc import Sequence

Line = tuple[str, str]  # (requirement key, document code)


def carried_over(old: Sequence[Line], new: Sequence[Line]) -> dict[str, str]:
    """Key of the new paper -> key of the old one. The same key first, then the same kind of document, each once."""
    left = dict(old)
    found = {key: key for key, document in new if left.get(key) == document}
    for key in found:
        del left[key]
    for key, document in new:
        if key in found:
            continue
        fitting = next((k for k, d in left.items() if d == document), None)
        if fitting is not None:
            found[key] = fitting
            del left[fitting]
    return found
