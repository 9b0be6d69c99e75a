"""Free ports for the servers that tests start."""

import random
import socket
from contextlib import ExitStack


def free_ports(count: int, *, also: int = 0) -> list[int]:
    """Ports that nobody listens on now; `also` asks the same of the port that many above."""
    found: list[int] = []
    candidates = random.sample(range(20_000, 32_000), 500)
    with ExitStack() as held:
        for port in candidates:
            if len(found) == count:
                break
            if all(_take(held, number) for number in {port, port + also}):
                found.append(port)
    return found


def _take(held: ExitStack, port: int) -> bool:
    taken = held.enter_context(socket.socket())
    try:
        taken.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True
