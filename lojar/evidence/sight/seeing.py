"""One picture through the sight: find the paper, straighten and turn it, measure, read, judge."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import cv2
import numpy as np

from lojar.evidence.rules.legibility import SCREEN, Lost, Measures, Patch, Verdict, verdict
from lojar.evidence.rules.lines import Line
from lojar.evidence.rules.reading.found import Reading
from lojar.evidence.rules.which_paper import Guess

from . import measuring, networks, papers_read
from .card import whole_card
from .edges import sharpen_corners
from .paper import Paper, clockwise, find_papers, on_the_frames_edge
from .pictures import Grey, Maps, Picture, Points
from .sides import corners_by_edges
from .straighten import flat_size, flatten, shrunk_to, side_lengths, turned, turned_corners

NOT_READ, NOTHING_READ = Guess("", 0.0), Reading()
LOOKED_AT = 800  # pixels of the longer side while the paper is looked for: half of what messengers send
SCAN = 0.93  # of the frame: such a paper was scanned, or cut out by an app, and has no table around it


@dataclass(frozen=True)
class PageSight:
    """`corners`: of the paper in reading direction (upper left first), in pixels of the upright page, also outside it;
    None where there is no paper. `quarters`: turns clockwise that set the paper upright. `flat`: the paper
    straightened and turned, None where there is none. `reading`: empty before it was read. `shrunk`: pixels of the page
    for one of the original, upright."""

    width: int
    height: int
    verdict: Verdict
    corners: Points | None = None
    quarters: int = 0
    flat: Picture | None = None
    guess: Guess = NOT_READ
    reading: Reading = NOTHING_READ
    lines: tuple[Line, ...] = ()
    measures: Measures | None = None
    greyscale: bool = False
    shrunk: float = 1.0

    def straight(self) -> bytes:
        """JPEG of the paper alone; b"" where there is none."""
        if self.flat is None:
            return b""
        done, data = cv2.imencode(
            ".jpg", cv2.cvtColor(self.flat, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 85]
        )
        return data.tobytes() if done else b""


@dataclass(frozen=True)
class _Flat:
    """A paper on its way: straightened, not yet turned."""

    corners: Points
    picture: Picture
    grey: Grey
    matrix: Any
    cells: Any
    shrunk: float  # pixels of the straightened paper a pixel of the frame


def see(picture: Picture, *, today: date, read: bool = True) -> PageSight:
    """`picture`: RGB, upright as its metadata say. Without `read` only the quality is judged, several times faster."""
    smaller, by = shrunk_to(picture, LOOKED_AT)
    maps = networks.where_things_are(smaller)
    found = find_papers(maps, most=1)
    if not found:
        return _without_paper(picture, maps)
    flat = _straightened(picture, _corners(smaller, found[0], maps) / by, maps, by)
    if not read or _hopeless(flat, maps):
        return _judged(picture, maps, flat)
    return _judged(picture, maps, flat, papers_read.read_paper(flat.picture, flat.cells, today=today))


def _corners(smaller: Picture, paper: Paper, maps: Maps) -> Points:
    height, width = smaller.shape[:2]
    if paper.share > SCAN:
        return _whole_frame(width, height)
    chosen = corners_by_edges(smaller, maps, paper.corners)
    return sharpen_corners(smaller, paper.corners if chosen is None else clockwise(chosen))


def _straightened(picture: Picture, corners: Points, maps: Maps, by: float) -> _Flat:
    flat, matrix = flatten(picture, corners)
    light = grey(flat)
    cells = measuring.with_what_lies_on_it(networks.text_cells(light), maps, matrix, by)
    shrunk = max(flat_size(corners)) / max(*side_lengths(corners), 1.0)
    return _Flat(corners, flat, light, matrix, cells, shrunk)


def _whole_frame(width: int, height: int) -> Points:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _hopeless(flat: _Flat, maps: Maps) -> bool:
    """Nothing to read: a blank sheet, or no sheet at all."""
    return bool(_text_cells(flat.cells) == 0 and maps.photo < 0.5)


def _without_paper(picture: Picture, maps: Maps) -> PageSight:
    height, width = picture.shape[:2]
    light = float(np.percentile(grey(picture)[::4, ::4], 90))
    seen = Measures(
        maps.photo, maps.screen, max(maps.nothing, maps.photo), bands(picture, maps),
        light=light, longest=max(height, width),
    )  # fmt: skip
    return PageSight(width, height, verdict(seen), measures=seen)


def _judged(
    picture: Picture, maps: Maps, flat: _Flat, told: "papers_read.PaperRead | None" = None
) -> PageSight:
    height, width = picture.shape[:2]
    seen = _measured(picture, maps, flat, told)
    if told is None:
        return PageSight(width, height, verdict(seen), flat.corners, 0, flat.picture, measures=seen)
    return PageSight(
        width, height, verdict(seen), turned_corners(flat.corners, told.quarters), told.quarters,
        turned(flat.picture, told.quarters), told.guess, told.reading, told.lines, seen, is_greyscale(flat.picture),
    )  # fmt: skip


def _measured(picture: Picture, maps: Maps, flat: _Flat, told: "papers_read.PaperRead | None") -> Measures:
    height, width = picture.shape[:2]
    visible, shown = measuring.visible_share(flat.corners, width, height)
    is_card = told is not None and told.guess.document == CARD
    whole = whole_card(flat.corners, width, height) if is_card else None
    if whole is not None:
        visible, shown = measuring.visible_share(whole, width, height)
    area = float(cv2.contourArea(flat.corners.astype(np.float32)))
    share = min(1.0, area * visible / (width * height))
    white = measuring.burnt(flat.picture)
    under_glare, under_hand = _lost(flat, told)
    is_guessed = any(on_the_frames_edge(flat.corners, width, height)) and share < SCAN and visible > GOES_ON
    keys: tuple[Patch, ...] = ()
    if told is not None:
        keys = tuple(
            measuring.patch_of_line(key.name, key.box, flat.cells, flat.matrix, flat.shrunk, key.confidence)
            for key in told.keys
        )
    return Measures(
        maps.photo, maps.screen, maps.nothing, bands(picture, maps),
        share=share,
        visible=GOES_ON if is_guessed else visible,
        edge_is_guessed=is_guessed,
        under_glare=under_glare,
        under_hand=under_hand,
        fixed_layout=is_card,
        light=float(np.percentile(flat.grey[::4, ::4], 90)),
        longest=max(height, width),
        text_cells=_text_cells(flat.cells),
        patches=measuring.patches_of(flat.cells, flat.matrix, flat.shrunk),
        keys=keys,
        # Of a card that was found in part, and is whole in the photo, nothing can be concluded from what was not read.
        missing=told.missing if told is not None and whole is None else (),
        lines_read=sum(line.confidence > 0.7 and len(line.text) > 2 for line in told.lines) if told is not None else 0,
        was_read=told is not None,
        burnt=_points(measuring.burnt_spot(white, flat.picture, flat.matrix)) if told is not None else (),
        burnt_share=float(white.mean()),
        cut_polygon=_points(shown),
    )  # fmt: skip


def _lost(flat: _Flat, told: "papers_read.PaperRead | None") -> tuple[Lost, Lost]:
    """Under a lamp, under a hand. Which way the lines run is only asked where one of them lies."""
    layers = measuring.GLARE, measuring.HAND
    if not any((flat.cells[..., layer] > measuring.LIES_THERE).any() for layer in layers):
        return Lost(), Lost()
    sideways = told.quarters % 2 == 1 if told is not None else measuring.text_runs_down(flat.grey)
    glare, hand = (
        measuring.lost_under(layer, flat.cells, flat.matrix, sideways=sideways) for layer in layers
    )
    return glare, hand


def _points(corners: Points | None) -> tuple[tuple[float, float], ...]:
    return () if corners is None else tuple((float(x), float(y)) for x, y in corners)


CARD = "ktp"
COLOURLESS = 10.5  # steps of a and b, of 255, in full light
GRAIN, PITCH_BLACK = 16, 8
GOES_ON = 0.9  # what is taken to be visible of a paper that goes on where the frame ends


def _text_cells(cells: Any) -> int:
    return int((cells[..., 0] > measuring.IS_TEXT).sum())


def grey(picture: Picture) -> Grey:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def bands(picture: Picture, maps: Maps) -> float:
    return rows_of_one_colour(picture) if maps.screen > SCREEN / 2 else 0.0


def rows_of_one_colour(picture: Picture) -> float:
    """Share of the rows of 16 x 16 blocks in which hardly a block has any grain: cameras do not draw such."""
    light = grey(picture)
    height, width = (side // GRAIN * GRAIN for side in light.shape)
    blocks = light[:height, :width].reshape(height // GRAIN, GRAIN, width // GRAIN, GRAIN)
    low, high = blocks.min((1, 3)), blocks.max((1, 3))
    flat = (high.astype(np.int16) - low <= 2) & (high > PITCH_BLACK)
    return float((flat.mean(1) > 0.95).mean()) if flat.size else 0.0


def is_greyscale(flat: Picture) -> bool:
    """A copy from a black and white machine, or printed from one: hardly any colour anywhere, under any lamp. In the
    dark all colours are weak: they are held against the light that there is."""
    small = cv2.resize(flat, (160, 160), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    a, b = lab[..., 1] - np.median(lab[..., 1]), lab[..., 2] - np.median(lab[..., 2])
    light = float(np.percentile(lab[..., 0], 90)) / 255
    return float(np.percentile(np.hypot(a, b), 97)) < COLOURLESS * light
