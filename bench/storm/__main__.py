"""Ten minutes of bad weather over a whole office, and a verdict: nothing lost, nothing doubled, everything in order?

    python -m bench.storm [--minutes 10] [--people 40] [--rate 3] [--seed 1] [--kill web,worker,database]
                          [--every 12] [--no-weather slow,coded_500_after | all] [--chance drop_after=0.3]
                          [--folder .lojar-storm]

Ends with 0 only if all is well. The logs of the processes and report.json are left in the folder.
"""

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from .judge import Finding
from .place import Place
from .report import is_well, table
from .running import Asked, Storm
from .weather import CHANCES, NAMES, Sky

MOST_BESIDES = 900.0  # seconds to open, to come to rest and to be judged


def main() -> int:
    asked = _asked()
    shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="lojar-storm-", ignore_cleanup_errors=True) as home:
        place = Place.make(Path(home), asked.folder.absolute())
        sky = Sky(asked.seed, asked.without, chances={**CHANCES, **asked.chances})
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is put away then, too
        findings = asyncio.run(_bounded(Storm(asked, place, sky), asked.minutes * 60 + MOST_BESIDES))
    print(table(findings))
    print(f"The whole story: {asked.folder / 'report.json'}")
    return 0 if is_well(findings) else 1


async def _bounded(storm: Storm, seconds: float) -> list[Finding]:
    async with asyncio.timeout(seconds):
        return await storm.run()


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
    parser.add_argument("--chance", default="", metavar="NAME=PART", help="strikes more or less often")
    parser.add_argument("--folder", type=Path, default=Path(".lojar-storm"))
    given = parser.parse_args()
    kill, without = _names(given.kill), _names(given.no_weather)
    without = tuple(CHANCES) if without == ("all",) else without
    chances = dict(part.split("=", 1) for part in _names(given.chance))
    for wrong in {*kill} - {*NAMES} | ({*without} | {*chances}) - {*CHANCES}:
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
        {name: float(part) for name, part in chances.items()},
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


if __name__ == "__main__":
    sys.exit(main())
