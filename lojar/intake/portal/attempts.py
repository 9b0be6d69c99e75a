"""Tries are counted, so that nobody finds out the four digits, or reads the list of numbers, by trying."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

# Per process: with two web processes twice as many; still far from ten thousand.
WINDOW = 60 * 15
MOST_BY_ADDRESS, MOST_FOR_NUMBER = 20, 5


def may_try(request: HttpRequest, number: str) -> bool:
    """Counts this try. Both counters always run, so that one tells nothing of the other."""
    by_address = _count(f"portal-status:address:{address_of(request)}")
    for_number = _count(f"portal-status:number:{number}")
    return by_address <= MOST_BY_ADDRESS and for_number <= MOST_FOR_NUMBER


def forget(number: str) -> None:
    """The right digits were given: whoever looks every hour is no thief."""
    cache.delete(f"portal-status:number:{number}")


def address_of(request: HttpRequest) -> str:
    """Behind our own proxy its note of who asked; of a longer list only the last entry is the proxy's."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two calls
        return 1
