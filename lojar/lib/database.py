"""How we speak with PostgreSQL: an address becomes Django's entry, and no session may hang or hold locks for ever.

A machine that is cut off leaves half a connection on each side, and neither side is told. So both look for
themselves: ours with what libpq sends, the server's with what this session asks of it. Everything that opens a
connection takes it from Django's entry, and with it these limits. On a Unix socket those of TCP mean nothing.
"""

import platform
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Silence of a connection is asked about after 5 s, then every 2 s; unanswered three times, or with something
# unanswered for 10 s, it is over.
OURS = {
    "connect_timeout": "3",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
# Whoever looks at the server's sessions sees which machine each belongs to.
SESSION_OF = "lojar@"
THEIRS = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
    # A statement that waits for a lock would not notice that nobody waits for its answer any more.
    "client_connection_check_interval": "5000",
}
HURRIED = {
    "idle_in_transaction_session_timeout": "60000",
    "lock_timeout": "30000",
    "statement_timeout": "60000",
}


def entry_of(url: str) -> dict[str, Any]:
    """An entry of Django's DATABASES."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "lojar",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def with_limits(entry: dict[str, Any]) -> dict[str, Any]:
    """What the address itself says has the last word."""
    given = dict(entry.get("OPTIONS") or {})
    words = [_words(THEIRS | HURRIED), str(given.pop("options", ""))]
    ours = OURS | {"application_name": f"{SESSION_OF}{platform.node()}"[:63]}
    return {**entry, "OPTIONS": ours | given | {"options": " ".join(filter(None, words))}}


def without_hurry(options: str) -> str:
    """For migrations and the like: an index of a million rows takes the time that it takes."""
    return f"{options} {_words(dict.fromkeys(HURRIED, '0'))}".strip()


def _words(settings: dict[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in settings.items())
