"""One picture through the sight: find the paper, straighten and turn it, measure, read, judge."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import cv2
import numpy as np

from lojar.evidence.rules.legibility import Measures, Patch, Verdict, verdict
from lojar.evidence.rules.lines import Line
from lojar.evidence.rules.reading.found import Reading
from lojar.evidence.rules.which_paper import Guess

from . import measuring, networks, papers_read
from .edges import sharpen_corners
from .paper import Paper, find_papers
from .pictures import Grey, Maps, Picture, Points
from .straighten import flat_size, flatten, side_lengths, turned, turned_corners

NOT_READ, NOTHING_READ = Guess("", 0.0), Reading()
SCAN = 0.93  # of the frame: such a paper was scanned, or cut out by an app, and has no table around it


@dataclass(frozen=True)
class PageSight:
    """`corners`: of the paper in reading direction (upper left first), in pixels of the upright page, also outside it;
    None where there is no paper. `quarters`: turns clockwise that set the paper upright. `flat`: the paper
    straightened and turned, None where there is none. `reading`: empty before it was read."""

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


@dataclass(frozen=True)
class _Flat:
    """A paper on its way: straightened, not yet turned."""

    paper: Paper
    corners: Points
    picture: Picture
    matrix: Any
    cells: Any
    shrunk: float  # pixels of the straightened paper a pixel of the frame


def see(picture: Picture, *, today: date, read: bool = True) -> PageSight:
    """`picture`: RGB, upright as its metadata say. Without `read` only the quality is judged, several times faster."""
    maps = networks.where_things_are(picture)
    found = find_papers(maps, most=1)
    if not found:
        return _without_paper(picture, maps)
    flat = _straightened(picture, found[0], maps)
    if not read or _hopeless(flat, maps):
        return _judged(picture, maps, flat)
    return _judged(picture, maps, flat, papers_read.read_paper(flat.picture, flat.cells, today=today))


def _straightened(picture: Picture, paper: Paper, maps: Maps) -> _Flat:
    height, width = picture.shape[:2]
    corners = _whole_frame(width, height) if is_scan(paper) else sharpen_corners(picture, paper.corners)
    flat, matrix = flatten(picture, corners)
    cells = measuring.with_what_lies_on_it(networks.text_cells(grey(flat)), maps, matrix)
    shrunk = max(flat_size(corners)) / max(*side_lengths(corners), 1.0)
    return _Flat(paper, corners, flat, matrix, cells, shrunk)


def is_scan(paper: Paper) -> bool:
    return paper.share > SCAN and min(paper.edges_cut) > 0.5


def _whole_frame(width: int, height: int) -> Points:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _hopeless(flat: _Flat, maps: Maps) -> bool:
    """Nothing to read: a blank sheet, or no sheet at all."""
    return bool(_text_cells(flat.cells) == 0 and maps.photo < 0.5)


def _without_paper(picture: Picture, maps: Maps) -> PageSight:
    height, width = picture.shape[:2]
    light = float(np.percentile(grey(picture)[::4, ::4], 90))
    seen = Measures(
        maps.photo, maps.screen, max(maps.nothing, maps.photo), light=light, longest=max(height, width)
    )
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
    if max(flat.paper.edges_cut) > CUT and not is_scan(flat.paper):
        visible = min(visible, 0.9)
    keys: tuple[Patch, ...] = ()
    if told is not None:
        keys = tuple(
            measuring.patch_of_line(key.name, key.box, flat.cells, flat.matrix, flat.shrunk, key.confidence)
            for key in told.keys
        )
    return Measures(
        maps.photo, maps.screen, maps.nothing,
        share=flat.paper.share,
        visible=visible,
        light=float(np.percentile(grey(flat.picture)[::4, ::4], 90)),
        longest=max(height, width),
        text_cells=_text_cells(flat.cells),
        patches=measuring.patches_of(flat.cells, flat.matrix, flat.shrunk),
        keys=keys,
        missing=told.missing if told is not None else (),
        lines_read=sum(line.confidence > 0.7 and len(line.text) > 2 for line in told.lines) if told is not None else 0,
        cut_polygon=tuple((float(x), float(y)) for x, y in shown),
    )  # fmt: skip


CUT = 0.5  # of a side that lies on the frame's own edge: the paper goes on where the frame ends


def _text_cells(cells: Any) -> int:
    return int((cells[..., 0] > measuring.IS_TEXT).sum())


def grey(picture: Picture) -> Grey:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def is_greyscale(flat: Picture) -> bool:
    """A copy from a black and white machine, or printed from one: hardly any colour anywhere, under any lamp."""
    small = cv2.resize(flat, (160, 160), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    a, b = lab[..., 1] - np.median(lab[..., 1]), lab[..., 2] - np.median(lab[..., 2])
    return float(np.percentile(np.hypot(a, b), 97)) < 6.0
