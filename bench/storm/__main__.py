"""Ten minutes of bad weather over a whole office, and a verdict: nothing lost, nothing doubled, everything in order?

    python -m bench.storm [--minutes 10] [--people 40] [--rate 3] [--seed 1] [--kill web,worker,database]
                          [--every 12] [--no-weather slow,coded_500_after | all] [--folder .lojar-storm]

Ends with 0 only if all is well. The logs of the processes and report.json are left in the folder.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from .place import Place
from .report import is_well, table
from .running import Asked, Storm
from .weather import CHANCES, NAMES, Sky


def main() -> int:
    asked = _asked()
    shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="lojar-storm-", ignore_cleanup_errors=True) as home:
        place = Place.make(Path(home), asked.folder.absolute())
        findings = asyncio.run(Storm(asked, place, Sky(asked.seed, asked.without)).run())
    print(table(findings))
    print(f"The whole story: {asked.folder / 'report.json'}")
    return 0 if is_well(findings) else 1


def _asked() -> Asked:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--rate", type=float, default=3.0, help="deeds a second; an album is one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill", default="web,worker,database", help="what is struck; empty for nothing")
    parser.add_argument("--every", type=float, default=12.0, help="seconds between two blows, about")
    parser.add_argument("--no-weather", default="", metavar="NAMES", help=f"of {', '.join(CHANCES)}; or all")
    parser.add_argument("--folder", type=Path, default=Path(".lojar-storm"))
    given = parser.parse_args()
    kill, without = _names(given.kill), _names(given.no_weather)
    without = tuple(CHANCES) if without == ("all",) else without
    for wrong in {*kill} - {*NAMES} | {*without} - {*CHANCES}:
        parser.error(f"there is no {wrong!r}")
    return Asked(
        given.minutes,
        given.people,
        given.rate,
        given.seed,
        kill,
        given.every,
        frozenset(without),
        given.folder,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


if __name__ == "__main__":
    sys.exit(main())
