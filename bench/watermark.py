"""What it costs to write an officer's name across a picture of 2400 x 1800 before it goes out.

    python -m bench.watermark [--rounds N]

Printed are the milliseconds of computing (fastest and median) of opening and saving alone, of the whole, and their
ratio. The allowance is 40 ms for the fastest: the median tells how busy the machine is.
"""

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable

from PIL import Image

from lojar.evidence.tests.photographs import PLACED, card, on_a_table
from lojar.evidence.watermark import signed

ALLOWED_MS = 40.0
WORDS = "Rina Contoh #12 23-11-2026 10.00"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=15)
    rounds, picture = asked.parse_args().rounds, _photo()
    bare_ms, whole_ms = [], []
    for _ in range(rounds):  # in turns, so that a busy moment meets both
        bare_ms.append(_took_ms(lambda: _saved_anew(picture)))
        whole_ms.append(_took_ms(lambda: signed(picture, WORDS)))
    bare, whole = ((min(each), statistics.median(each)) for each in (bare_ms, whole_ms))
    print(
        f"2400 x 1800, {len(picture) // 1000} kB   open and save {bare[0]:.1f} ms (median {bare[1]:.1f})   "
        f"with the name {whole[0]:.1f} ms (median {whole[1]:.1f})   x{whole[0] / bare[0]:.2f}"
    )
    return int(whole[0] > ALLOWED_MS)


def _photo() -> bytes:
    """An identity card on a table, as the decoder's process saves it."""
    out = io.BytesIO()
    seen = on_a_table(card().resize((1620, 1020)), PLACED * 1.5, (2400, 1800))
    Image.fromarray(seen).save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _saved_anew(picture: bytes) -> None:
    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as opened:
        opened.save(io.BytesIO(), "JPEG", quality="keep")


def _took_ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    sys.exit(main())
