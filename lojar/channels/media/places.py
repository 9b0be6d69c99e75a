"""The url of a file as a place, and whether this office goes there."""

import socket
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from django.conf import settings

from ..rules.addresses import PORTS, Place, Reach, lies_in_the_open, reach


def parsed(url: str) -> httpx.URL | None:
    """By the same parser that will make the request: two parsers can be made to read two hosts in one url."""
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return None
    return found if found.host and not found.userinfo else None


def reach_of(url: httpx.URL) -> Reach:
    listed = {one.lower() for one in settings.LOJAR_WHATSAPP_MEDIA_HOSTS}
    return reach(_place(url), listed=listed, graph=_graph())


def _place(url: httpx.URL) -> Place:
    return Place(url.scheme, url.raw_host.decode("ascii"), url.port or PORTS.get(url.scheme, 0))


def _graph() -> Place:
    """A setting: it is what it says, and may be an address of the office's own network (the stand-in)."""
    parts = urlsplit(settings.LOJAR_WHATSAPP_API_URL)
    return Place(parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of a host, without repeats, in the order of the system. OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def behind_proxy(url: httpx.URL) -> bool:
    """Some networks let nothing out but through a proxy, which looks names up itself."""
    proxies = getproxies()
    return bool(proxies.get(url.scheme) or proxies.get("all")) and not proxy_bypass(url.host)


def leads_inside(url: httpx.URL) -> bool:
    """A name of the list that leads into our own network is somebody's trick with the DNS."""
    try:
        return not all(map(lies_in_the_open, looked_up(url.raw_host.decode("ascii"), url.port or 443)))
    except OSError:
        return False  # only the proxy knows the way
