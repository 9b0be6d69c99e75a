"""Where a file may be fetched from: the names of a list, over https, in the open internet; nothing that looks so."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

PORTS = {"http": 80, "https": 443}
_UNICAST = ipaddress.IPv6Network("2000::/3")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Place:
    """`host` as it would be looked up: lower case, and a foreign alphabet written in ASCII."""

    scheme: str
    host: str
    port: int


class Reach(Enum):
    FORBIDDEN = "forbidden"
    OPEN = "open"  # only where the name leads into the open internet
    ANYWHERE = "anywhere"  # the office named host and port: it may lie in its own network


def reach(place: Place, *, listed: Collection[str], graph: Place) -> Reach:
    """`host` allows that host over https on its usual port; `host:port` allows exactly that, wherever it lies.

    Everything asked for a file hears our token: in plain words only where Graph itself is spoken to in plain words.
    """
    if place == graph:
        return Reach.ANYWHERE
    if place.scheme not in PORTS or (place.scheme == "http" and graph.scheme != "http"):
        return Reach.FORBIDDEN
    if f"{place.host}:{place.port}" in listed:
        return Reach.ANYWHERE
    is_usual = place.scheme == "https" and place.port == PORTS["https"]
    return Reach.OPEN if is_usual and place.host in listed else Reach.FORBIDDEN


def lies_in_the_open(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also where it wraps another one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = _wrapped(found)
        if wrapped is None:
            return found in _UNICAST and found not in _SIX_TO_FOUR and found.is_global
        found = wrapped
    return found.is_global and not found.is_multicast


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that the system, or a translator on the way, would go to instead."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped
