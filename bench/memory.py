"""How much memory the whole demo takes: server, worker, stand-in and database, after it has worked.

    python -m bench.memory

Printed is the proportional set size (shared pages counted once) of every process, and the ratio to 700 MB.
"""

import tempfile
from pathlib import Path

import httpx
import psutil

from bench.replies import _burst
from tests.journeys.running_office import running_office

ALLOWANCE = 700 * 1024 * 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as home, running_office(Path(home)) as office:
        for n in range(3):
            _burst(office, f"62800000003{n:02}")
        httpx.get(f"{office.url}/")
        total = 0
        for name, processes in _families(office.processes, Path(home)).items():
            used = sum(_memory(process) for process in processes)
            total += used
            print(f"{name:10} {used / 1e6:7.0f} MB in {len(processes)} processes")
        print(f"{'all':10} {total / 1e6:7.0f} MB; ratio to the allowance {total / ALLOWANCE:.2f}")


def _families(started: dict[str, object], home: Path) -> dict[str, list[psutil.Process]]:
    families = {}
    for name, popen in started.items():
        parent = psutil.Process(popen.pid)  # type: ignore[attr-defined]
        families[name] = [parent, *parent.children(recursive=True)]
    known = {process.pid for family in families.values() for process in family}
    families["postgres"] = [
        p for p in psutil.process_iter(["name"]) if p.info["name"] == "postgres" and p.pid not in known
    ]
    return families


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


if __name__ == "__main__":
    main()
