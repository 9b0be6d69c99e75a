"""How long a citizen waits: seconds from a text, and from the last photo of an album, to the office's answer.

    python -m bench.replies [--rounds N]

The whole office runs as real processes against the stand-in. Printed are seconds and, as a ratio, how much of the
allowance (1 s for a text, 6 s for a burst of photos) was used.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.journeys.running_office import RunningOffice, running_office, wait_until

TEXT_ALLOWANCE, BURST_ALLOWANCE = 1.0, 6.0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=10)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as home, running_office(Path(home)) as office:
        texts = [
            _seconds(office, f"62800000001{n:02}", {"text": "syarat akta kelahiran"}) for n in range(rounds)
        ]
        bursts = [_burst(office, f"62800000002{n:02}") for n in range(max(2, rounds // 3))]
        _print("a text", texts, TEXT_ALLOWANCE)
        _print("a burst of photos", bursts, BURST_ALLOWANCE)


def _burst(office: RunningOffice, phone: str) -> float:
    _seconds(office, phone, {"text": "akta kelahiran"})
    return _seconds(office, phone, {"samples": ["kk", "surat_lahir", "buku_nikah"]})


def _seconds(office: RunningOffice, phone: str, wish: dict[str, object]) -> float:
    """From the moment the stand-in has everything to the first answer that the phone shows."""
    with httpx.Client(base_url=office.standin_url, timeout=30) as client:
        client.post("/api/citizens", json={"name": "Siti Contoh", "phone": phone})
        seen = client.get(f"/api/citizens/{phone}/messages").json()
        client.post(f"/api/citizens/{phone}/send", json=wish).raise_for_status()
        after, began = (seen[-1]["n"] if seen else 0), time.monotonic()

        def answered() -> bool:
            news = client.get(f"/api/citizens/{phone}/messages?after={after}").json()
            return any(message["side"] == "office" for message in news)

        wait_until(answered, "the office answers", seconds=60)
        return time.monotonic() - began


def _print(what: str, seconds: list[float], allowance: float) -> None:
    median, worst = statistics.median(seconds), max(seconds)
    print(
        f"{what}: median {median:.2f} s, worst {worst:.2f} s; ratio to the allowance {worst / allowance:.2f}"
    )


if __name__ == "__main__":
    main()
