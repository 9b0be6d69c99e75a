"""python -m bench.papers frames|windows N FILE [--photos FOLDER] [--seed N]: material to train the sight with."""

import argparse
from pathlib import Path

import cv2
import numpy as np

from . import grounds
from .samples import Pile, frame_sample, window_sample


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", choices=["frames", "windows"])
    asked.add_argument("how_many", type=int)
    asked.add_argument("file", type=Path)
    asked.add_argument(
        "--photos", type=Path, action="append", default=[], help="pictures without papers in them"
    )
    asked.add_argument("--seed", type=int, default=1)
    wanted = asked.parse_args()
    grounds.PHOTO_FOLDERS.extend(wanted.photos)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(wanted.seed)
    pile = Pile(rng)
    sample = frame_sample if wanted.what == "frames" else window_sample
    made = [sample(rng, pile) for _ in range(wanted.how_many)]
    names = ("picture", "truth", "kind")
    np.savez(
        wanted.file,
        **{name: np.array(values) for name, values in zip(names, zip(*made, strict=True), strict=False)},
    )


if __name__ == "__main__":
    main()
