"""How fast the outbox empties, and that it never goes faster than Meta allows one number.

    python -m bench.sending [--messages 2400] [--people 400] [--workers 1]

The outbox of so many people is filled in the database; real `lojar work` processes empty it over a wire of one
process that takes everything and notes the time. Printed: messages a second and the ratio to the 80/s, the most
in any second, the wait from written to accepted, doubles, and whether each person's messages came in their order.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path

import httpx

from .house import free_port, own_house, running

ALLOWED = 80


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--messages", type=int, default=2400)
    asked.add_argument("--people", type=int, default=400)
    asked.add_argument("--workers", type=int, default=1)
    given = asked.parse_args()
    port = free_port()
    wire = [sys.executable, "-m", "bench.sending_wire", str(port)]
    with (
        tempfile.TemporaryDirectory() as folder,
        own_house(Path(folder)),
        running(wire, dict(os.environ), port),
    ):
        os.environ["LOJAR_WHATSAPP_API_URL"] = f"http://127.0.0.1:{port}"
        os.environ["LOJAR_WHATSAPP_TOKEN"] = "made-up-token"
        _fill(given.messages, given.people)
        workers = [
            subprocess.Popen([sys.executable, "-m", "lojar.cli", "work"]) for _ in range(given.workers)
        ]
        try:
            _print(given, _empty(given.messages, f"http://127.0.0.1:{port}/report"))
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(40)


def _fill(messages: int, people: int) -> None:
    from lojar.channels.models import Contact, Identity, OutboundMessage
    from lojar.channels.wake import wake_deliveries
    from lojar.offices.queries import the_office

    office, now = the_office(), datetime.now(UTC)
    contacts = Contact.objects.bulk_create(
        Contact(office=office, first_heard_at=now, window_opened_at=now) for _ in range(people)
    )
    Identity.objects.bulk_create(
        Identity(contact=contact, office=office, kind="phone", value=f"6280000{n:07}", valid_from=now)
        for n, contact in enumerate(contacts)
    )
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            contact=contacts[n % people], key=f"bench:{n}", created_at=now,
            body={"type": "text", "body": "Selamat pagi. Permohonan Anda sedang kami periksa."},
        )
        for n in range(messages)
    )  # fmt: skip
    wake_deliveries([contact.pk for contact in contacts])


def _empty(messages: int, report: str) -> list[tuple[float, str]]:
    ends = time.monotonic() + 120 + messages / 10
    while time.monotonic() < ends:
        time.sleep(1)
        arrived = httpx.get(report).json()
        print(f"\r{len(arrived)} arrived ", end="", flush=True)
        if len(arrived) >= messages:
            return [(at, tracker) for at, tracker in arrived]
    raise SystemExit("the outbox did not empty")


def _print(given: argparse.Namespace, arrived: list[tuple[float, str]]) -> None:
    times = [at for at, _ in arrived]
    # The first second is the start of the workers, not the line.
    steady = [at for at in times if at >= times[0] + 1]
    rate = (len(steady) - 1) / (steady[-1] - steady[0])
    busiest = _most_in_a_second(times)
    print(
        f"\n{rate:.1f} messages a second with {given.workers} worker(s); ratio to {ALLOWED}/s {rate / ALLOWED:.2f}"
    )
    print(f"most in any second {busiest}; ratio {busiest / ALLOWED:.2f} (wanted: never above 1)")
    ids = [int(tracker.split(":")[1]) for _, tracker in arrived]
    print(f"doubles {len(ids) - len(set(ids))}, out of order {_out_of_order(ids, given.people)}")
    print(
        f"load {os.getloadavg()[0]:.1f}; a send every {statistics.median(_gaps(steady)) * 1000:.1f} ms (median)"
    )


def _gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


def _most_in_a_second(times: list[float]) -> int:
    most = first = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _out_of_order(ids: list[int], people: int) -> int:
    """The messages were written person by person in turn, so a person's share one remainder."""
    by_person = groupby(sorted(ids, key=lambda id: id % people), key=lambda id: id % people)
    return sum(list(own) != sorted(own) for _, own in ((person, list(group)) for person, group in by_person))


if __name__ == "__main__":
    main()
