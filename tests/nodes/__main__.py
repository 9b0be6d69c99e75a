"""`bin/three-nodes`: makes the network, runs the story inside it, and takes everything away again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from .network import Network

MOST_SECONDS = 900


def main() -> int:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        print("Network namespaces need root and `ip` (Debian: iproute2). Nothing was done.")  # noqa: T201
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    network, folder = Network(), Path(tempfile.mkdtemp(prefix="lojar-nodes-"))
    folder.chmod(0o755)
    try:
        network.make()
        told = subprocess.run(
            network.inside("meta", [sys.executable, "-m", "tests.nodes.story"]), check=False, timeout=MOST_SECONDS,
            env={**os.environ, "NODES_MARK": network.mark, "NODES_FOLDER": str(folder)},
        )  # fmt: skip
        wrong = told.returncode
    finally:
        network.remove()
        if sys.exc_info()[0] is None and wrong == 0:
            shutil.rmtree(folder)
        else:
            print(f"The logs are in {folder}.")  # noqa: T201
    print("Everything held." if wrong == 0 else "Something did not hold.")  # noqa: T201
    return 1 if wrong else 0


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
