"""A small network on one machine: namespaces of the kernel for each of its machines, and a switch between them.

Nothing of it touches the network of the machine itself: also the switch lives in a namespace. A cable can be pulled,
and a machine can be made deaf to one other, which is worse: what it sends arrives, what it waits for does not.
"""

import os
import signal
import subprocess
import time
from collections.abc import Sequence

MACHINES = {"n1": 1, "n2": 2, "n3": 3, "db": 10, "s3": 11, "meta": 20}


class Network:
    def __init__(self, mark: str = "") -> None:
        """Of a network that was made already, its mark."""
        self.mark = mark or f"lojar-{os.getpid()}"
        self._made: list[str] = []

    def address(self, name: str) -> str:
        return f"10.99.0.{MACHINES[name]}"

    def make(self) -> None:
        self._add("switch")
        self._ip("switch", "link add br0 type bridge")
        self._ip("switch", "link set br0 up")
        for name in MACHINES:
            self._add(name)
            self._ip("switch", f"link add to-{name} type veth peer name eth0 netns {self._space(name)}")
            self._ip("switch", f"link set to-{name} master br0 up")
            self._ip(name, f"address add {self.address(name)}/24 dev eth0")
            self._ip(name, "link set lo up")
            self._ip(name, "link set eth0 up")

    def pull_cable(self, name: str) -> None:
        self._ip("switch", f"link set to-{name} down")

    def plug_in(self, name: str) -> None:
        self._ip("switch", f"link set to-{name} up")

    def swallow(self, at: str, answers_to: str) -> None:
        """What `at` would answer to the other is dropped without a word."""
        self._ip(at, f"route add blackhole {self.address(answers_to)}/32")

    def let_through(self, at: str, answers_to: str) -> None:
        self._ip(at, f"route del blackhole {self.address(answers_to)}/32")

    def inside(self, name: str, command: Sequence[str]) -> list[str]:
        """The command, run on that machine of the network, which also bears that name."""
        named = f'hostname {name}; exec "$@"'
        return [
            "ip",
            "netns",
            "exec",
            self._space(name),
            "unshare",
            "--uts",
            "sh",
            "-c",
            named,
            "-",
            *command,
        ]

    def remove(self) -> None:
        """Ends whatever runs in these namespaces, and only that."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            for pid in self._processes():
                try:
                    os.kill(pid, how)
                except ProcessLookupError:
                    continue
            end = time.monotonic() + 30
            while self._processes() and time.monotonic() < end:
                time.sleep(0.2)
        for space in self._made:
            subprocess.run(["ip", "netns", "delete", space], check=False, capture_output=True)

    def _processes(self) -> list[int]:
        found = []
        for space in self._made:
            told = subprocess.run(["ip", "netns", "pids", space], capture_output=True, text=True, check=False)
            found += [int(pid) for pid in told.stdout.split()]
        return [pid for pid in found if pid != os.getpid()]

    def _space(self, name: str) -> str:
        return f"{self.mark}-{name}"

    def _add(self, name: str) -> None:
        subprocess.run(["ip", "netns", "add", self._space(name)], check=True)
        self._made.append(self._space(name))

    def _ip(self, name: str, words: str) -> None:
        subprocess.run(["ip", "-n", self._space(name), *words.split()], check=True)
