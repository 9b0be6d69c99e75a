"""Can a person read this photo, and if not, what is the one thing to do? From measures alone, taken by `sight`.

The limits: a field can be read where the strokes that are left are as like to ideal ones as `READABLE` says; that,
and the height of capitals below which nobody reads, were set on made-up papers (bench/papers) and measured on others:
docs/decisions/0012-how-a-photo-is-judged.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .lines import Point

# In the order in which the second network tells them.
CAUSES = ("focus", "motion", "dark", "over", "glare", "hand", "lowres", "compression")
REASON_OF = {
    "focus": "blur_focus", "motion": "blur_motion", "dark": "too_dark", "over": "overexposed", "glare": "glare",
    "hand": "covered", "lowres": "low_resolution", "compression": "compression",
}  # fmt: skip
REASONS = (
    "not_document", "screenshot", "blank", "cut_off", "covered", "glare", "too_dark", "overexposed", "blur_motion",
    "blur_focus", "too_small", "low_resolution", "compression", "shadow",
)  # fmt: skip
READABLE = 0.58
SMALLEST_CAPITALS = 3.6  # pixels from foot to head of an H
SMALL_PRINT = 4.2  # the same, of the middling text of a paper of which fields were not found
ROWS = "rows"  # named as missing where a table has none
SURELY_READ = 0.9  # certainty of the weakest sign above which the reader is believed against the measures
MOST_TEXT = (
    0.35  # of all text may be worse where nobody knows which of it matters: stamps, emblems, small print
)
WHOLE = 0.985  # of the sheet must be in the frame
FEW_CELLS = 6  # of text: less is a blank sheet
UNDER_A_HAND, UNDER_GLARE = 0.35, 0.35  # of a field
TOUCHED = 0.15  # of a piece of text, where a field beside it was not found
WASHED_OUT, DIM = 0.4, 110.0  # of the paper; of 255, the brightest tenth
DARK, PITCH_DARK = 70.0, 22.0  # of 255, the brightest tenth: in a dark photo, and in a pocket
HALF = 0.5  # of the frame: a paper that fills more of it was near enough, and the picture is too small
WELL_READ = (
    20  # lines: of a paper of which so many came out, one field that was not found says more of the reader
)
MANY_FIELDS = 6  # of which one may be lost at the edge of what can be read
TINY = 700  # pixels of the longer side: whatever else is the matter, it is the size
FAR_AWAY = 0.12  # of the frame that is paper
MOST_HIDDEN = 0.03  # of all text that is seen may lie under a lamp or a hand
FLOODED = 0.5  # of all text, or of the paper, is under light: not a spot of it, but the whole photo
EMPTY_SHEET, LARGE = 60, 0.4  # cells that may look like text on a sheet of that share of the frame
SCREEN, BANDS = 0.35, 0.1  # a screen is drawn: some rows of it are one colour from side to side


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on the paper something is the matter: a polygon in pixels of the frame."""

    reason: str
    polygon: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of text, or a field that matters: legibility 0-1, height of capitals in pixels of the frame, the causes
    of what is lost, the shares of it under a hand and under glare, its darkness."""

    name: str
    legible: float
    capitals: float
    causes: Mapping[str, float] = field(default_factory=dict)
    hand: float = 0.0
    glare: float = 0.0
    confidence: float = 0.0  # of the weakest sign, where it was read
    polygon: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """Text that nobody sees, since something lies there: as a share of the text that is seen, and around where."""

    share: float = 0.0
    polygon: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """`photo`, `screen`, `nothing`: what kind of picture, 0-1. `bands`: share of its rows that are one colour all
    along. `share`: of the frame that is paper; `visible`: of the paper that is in the frame. `light`: of the brightest
    tenth of the paper, 0-255. `patches`: all text of the paper in pieces; `keys`: the fields that matter, once it was
    read; `missing`: those of them that were not found; `lines_read`: lines that came out for sure."""

    photo: float
    screen: float
    nothing: float
    bands: float = 0.0
    share: float = 0.0
    visible: float = 1.0
    light: float = 255.0
    longest: int = 1600
    text_cells: int = 0
    patches: tuple[Patch, ...] = ()
    keys: tuple[Patch, ...] = ()
    missing: tuple[str, ...] = ()
    lines_read: int = 0
    was_read: bool = False
    cut_polygon: tuple[Point, ...] = ()
    burnt: tuple[Point, ...] = ()  # around the largest spot of the paper that is nothing but white
    burnt_share: float = 0.0  # of the paper, all its spots
    under_glare: Lost = field(default_factory=Lost)
    under_hand: Lost = field(default_factory=Lost)
    fixed_layout: bool = False  # every field has its place, and is found where it can be seen at all
    edge_is_guessed: bool = False  # that it is cut off is only concluded from its running along the frame


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons`: the most useful first; empty where usable. `spots`: to be marked in a picture."""

    usable: bool
    reasons: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()


def verdict(seen: Measures) -> Verdict:
    whole = _of_the_whole(seen)
    if whole:
        return Verdict(False, whole)
    bad = _unreadable(seen)
    reasons = _by_weight(bad, seen)
    spots = [Spot(_reason(patch, seen), patch.polygon) for patch in bad if patch.polygon]
    if seen.visible < WHOLE and not (seen.edge_is_guessed and _edges_cannot_be_told(seen)):
        # An edge that runs along the frame's is a guess: what can be seen for sure is told first.
        reasons.insert(len(reasons) if seen.edge_is_guessed else 0, "cut_off")
        spots.insert(0, Spot("cut_off", seen.cut_polygon))
    if not reasons:
        reasons, spots = _hidden(seen)
    if not reasons and (_is_missing(seen) or _says_nothing(seen)):
        reasons.append(_why_missing(seen))
        spots += [Spot("glare", seen.burnt)] if reasons == ["glare"] and seen.burnt else []
    return Verdict(not reasons, tuple(reasons), tuple(spots))


def _edges_cannot_be_told(seen: Measures) -> bool:
    """White under white light, or dark in the dark: that an edge is not seen says nothing of where it is."""
    return seen.burnt_share > WASHED_OUT or seen.light < DIM


def readable(patch: Patch) -> bool:
    if patch.hand > UNDER_A_HAND:
        return False
    if patch.confidence >= SURELY_READ:
        return True  # what a program reads for sure, a person reads
    return patch.legible >= READABLE and patch.capitals >= SMALLEST_CAPITALS


def _of_the_whole(seen: Measures) -> tuple[str, ...]:
    """What makes every other question idle."""
    if seen.screen >= SCREEN and seen.bands >= BANDS:
        return ("screenshot",)
    if seen.text_cells >= FEW_CELLS and (seen.nothing < 0.5 or seen.lines_read >= 3):
        return ()
    if seen.lines_read >= 3:
        return ()
    if seen.light < PITCH_DARK:
        return ("not_document", "too_dark") if not seen.share else ("too_dark", "blank")
    if seen.light < DARK:
        return ("too_dark",)
    return ("not_document",) if seen.nothing > seen.photo or not seen.share else ("blank",)


def _unreadable(seen: Measures) -> Sequence[Patch]:
    """Fields that matter and cannot be read; where nobody knows which do, all text if too much of it cannot."""
    if seen.keys:
        lost = [key for key in seen.keys if not readable(key)]
        return lost if len(lost) > 1 or len(seen.keys) < MANY_FIELDS else []
    bad = [patch for patch in seen.patches if not readable(patch)]
    return bad if len(bad) > MOST_TEXT * len(seen.patches) else []


def _hidden(seen: Measures) -> tuple[list[str], list[Spot]]:
    """Text that left no trace is in no patch. Of a card the fields that matter decide: glare on its portrait harms
    nobody."""
    if seen.fixed_layout and seen.keys:
        return [], []
    under = sorted(
        [(seen.under_hand, "covered"), (seen.under_glare, "glare")], key=lambda each: -each[0].share
    )
    hidden = [Spot(reason, lost.polygon) for lost, reason in under if lost.share > MOST_HIDDEN]
    return [spot.reason for spot in hidden], hidden


def _is_missing(seen: Measures) -> bool:
    """A field, or the rows of a table, that should be there. One field alone, of a paper that was read well, was more
    likely passed over than hidden."""
    if ROWS in seen.missing or len(seen.missing) > 1 or (seen.fixed_layout and seen.burnt and seen.missing):
        return True
    return bool(seen.missing) and seen.lines_read < WELL_READ


def _by_weight(bad: Sequence[Patch], seen: Measures) -> list[str]:
    if bad and seen.longest < TINY:
        return ["low_resolution"]
    if bad and _is_empty(seen):
        return ["blank"]
    weights: dict[str, float] = {}
    for patch in bad:
        reason = _reason(patch, seen)
        weights[reason] = weights.get(reason, 0.0) + 1.0
    found = sorted(weights, key=lambda reason: (-weights[reason], REASONS.index(reason)))
    if found[:1] == ["glare"] and _is_flooded(seen):
        return ["overexposed", *(reason for reason in found if reason != "overexposed")]
    return found


def _is_flooded(seen: Measures) -> bool:
    lit = [patch for patch in seen.patches if not readable(patch) and _cause(patch) in ("glare", "over")]
    return len(lit) > FLOODED * len(seen.patches) or seen.burnt_share > FLOODED


def _is_empty(seen: Measures) -> bool:
    """Read, and nothing came out of a large sheet with hardly anything on it."""
    nothing = seen.was_read and seen.lines_read == 0
    return nothing and seen.text_cells < EMPTY_SHEET and seen.share > LARGE and seen.light >= DARK


def _reason(patch: Patch, seen: Measures) -> str:
    """One reason for one piece: what lies on it, then its size, then the likeliest cause."""
    if patch.hand > UNDER_A_HAND:
        return "covered"
    if patch.glare > UNDER_GLARE:
        return "glare"
    if seen.light < DARK:
        return "too_dark"
    if patch.capitals < SMALLEST_CAPITALS:
        return "too_small" if seen.share < HALF else "low_resolution"
    cause = _cause(patch)
    return "glare" if cause == "over" and seen.burnt else REASON_OF[cause]


def _cause(patch: Patch) -> str:
    return max(patch.causes, key=lambda name: patch.causes[name], default="focus")


def _why_missing(seen: Measures) -> str:
    """A field that should be there and was not found, while others were: light or a hand lies on it, the photo is too
    small, or it is the worst of the text."""
    if _says_nothing(seen):
        return "too_dark" if seen.light < DARK else "not_document"
    if seen.longest < TINY:
        return "low_resolution"
    if seen.share < FAR_AWAY or _middling([patch.capitals for patch in seen.patches]) < SMALL_PRINT:
        return "too_small" if seen.share < HALF else "low_resolution"
    lit = max((patch.glare for patch in seen.patches), default=0.0)
    under = max((patch.hand for patch in seen.patches), default=0.0)
    if seen.burnt_share > FLOODED:
        return "overexposed"
    if max(lit, under) > TOUCHED:
        return "glare" if lit > under else "covered"
    if seen.burnt:
        return "glare"
    worst = min(seen.patches, key=lambda patch: patch.legible, default=None)
    if worst is not None and not readable(worst):
        return _reason(worst, seen)
    return "covered"


def _middling(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2] if numbers else 0.0


def _says_nothing(seen: Measures) -> bool:
    """It was read, and not one line of it came out: something with marks that are no writing, or no longer one."""
    return seen.was_read and seen.lines_read == 0 and not seen.keys
