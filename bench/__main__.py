"""Every measurement, one after the other: `python -m bench`."""

import subprocess
import sys

BENCHES = (
    "intake",
    "open_loop",
    "backlog",
    "sending",
    "replies",
    "worklist",
    "officers",
    "exporting",
    "memory",
    "seating",
    "watermark",
    "booking",
    "hall_waits",
    "hall_display",
)


def main() -> int:
    return max(
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode for name in BENCHES
    )


if __name__ == "__main__":
    sys.exit(main())
