"""How well the sight sees: a folder of photos with `labels.jsonl` (bench/README.md says what is in it).

    python -m bench.photos FOLDER [--each FILE] [--quality-only] [--only TYPE]

Prints precision and recall of what is rejected, corners, types, numbers and reasons, the time of a photo on one core
and the memory at its highest, each beside simple rules on brightness and Laplacian with the text of the whole photo."""

import argparse
import json
import os
import resource
import time
from datetime import date
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import cv2  # noqa: E402 - threads are counted when it is loaded

from bench.sightings import baseline, scoring, table  # noqa: E402
from lojar.evidence.sight import look  # noqa: E402
from lojar.evidence.sight.told import told  # noqa: E402


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--each", type=Path, help="write what was seen in each photo, a line of JSON each")
    asked.add_argument(
        "--no-baseline", action="store_true", help="leave the simple rules out: they read slowly"
    )
    asked.add_argument("--only", default="", metavar="TYPE", help="papers of one type")
    wanted = asked.parse_args()
    cv2.setNumThreads(1)
    labels = [json.loads(line) for line in (wanted.folder / "labels.jsonl").open()]
    labels = [label for label in labels if wanted.only in ("", label["doc_type"])]
    look((wanted.folder / labels[0]["file"]).read_bytes(), today=date.today())  # noqa: DTZ011 - models are warm then
    ours = [seen(wanted.folder, label) for label in labels]
    if wanted.each:
        wanted.each.write_text("".join(json.dumps(one) + "\n" for one in ours))
    own_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs = [] if wanted.no_baseline else [baseline.seen(wanted.folder, label) for label in labels]
    print(table.printed(scoring.scores(labels, ours), scoring.scores(labels, theirs) if theirs else {}))
    print(f"{'memory of the reading process at its highest':58} {own_memory:6.0f} MB")


def seen(folder: Path, label: dict) -> dict:
    """What `lojar photo` says, with the time of the verdict alone and of everything, in milliseconds of this core."""
    data = (folder / label["file"]).read_bytes()
    began = time.perf_counter()
    quality = told(look(data, today=date.today(), read=False))  # noqa: DTZ011
    judged = time.perf_counter()
    made = told(look(data, today=date.today()))  # noqa: DTZ011
    done = time.perf_counter()
    return {
        "file": label["file"], **made, "verdict_ms": 1000 * (judged - began), "ms": 1000 * (done - judged),
        "quality_usable": quality["usable"], "quality_reasons": quality["reasons"],
    }  # fmt: skip


if __name__ == "__main__":
    main()
