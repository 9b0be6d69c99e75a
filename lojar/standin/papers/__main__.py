"""`python -m lojar.standin.papers FOLDER [FAMILY CODE]`: draw one sample paper, or all that are missing."""

import os
import sys
from pathlib import Path

from .tray import draw, everything

if __name__ == "__main__":
    folder, which = Path(sys.argv[1]), sys.argv[2:]
    if which:
        draw(folder, which[0], which[1])
    else:
        os.nice(5)  # the demo starts at the same time and comes first
        for family, code in everything():
            draw(folder, family, code)
