"""What passes between the parts of the sight."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]  # height x width x 3, RGB
Grey = npt.NDArray[np.uint8]  # height x width
Points = npt.NDArray[np.float64]  # count x 2: x, y


@dataclass(frozen=True, slots=True)
class Maps:
    """What is where in a frame, 0-1, `by` cells a pixel; and what kind of picture the whole is, 0-1."""

    paper: npt.NDArray[Any]
    hand: npt.NDArray[Any]
    glare: npt.NDArray[Any]
    by: float
    size: tuple[float, float]  # of the frame in cells: its last cells may be partly outside
    photo: float
    screen: float
    nothing: float
