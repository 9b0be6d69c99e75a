"""What a citizen must be told when something comes back: why, in words that help."""

from collections.abc import Collection, Sequence

from .lifecycle import NotAllowed

LONGEST_NOTE = 500  # letters; a WhatsApp message has to carry it beside everything else


def must_have_a_reason(reasons: Sequence[str], note: str, *, known: Collection[str]) -> None:
    unknown = [code for code in reasons if code not in known]
    if unknown:
        raise NotAllowed("unknown_reason", reasons=unknown)
    if not reasons and not note.strip():
        raise NotAllowed("no_reason")
    must_fit(note)


def must_say_what(returned: Collection[str], note: str) -> None:
    """A correction is asked for papers, or for something the note names (a misspelt name)."""
    if not returned and not note.strip():
        raise NotAllowed("nothing_returned")
    must_fit(note)


def must_fit(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise NotAllowed("note_too_long", longest=LONGEST_NOTE)
