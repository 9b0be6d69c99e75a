"""The settings of the drill's office. Nothing of them is anybody's, and nothing of the shell's comes in."""

import os
import secrets
import shlex
from pathlib import Path

from lojar.lib.encryption import new_key

# What a process needs to run here. Everything else stays outside: LOJAR_* and PG* of the real office, its AWS keys,
# and a proxy that would carry our messages for 127.0.0.1 away.
LET_IN = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "LOGNAME",
    "PATH",
    "PYTHONPATH",
    "TMPDIR",
    "USER",
    "VIRTUAL_ENV",
)
ADMIN = "latihan@latihan.invalid"


def settings(home: Path, *, port: int, standin_port: int, graph_port: int) -> dict[str, str]:
    here = "http://127.0.0.1"
    return {
        "LOJAR_HOME": str(home),
        "LOJAR_SECRET_KEY": secrets.token_urlsafe(48),
        "LOJAR_SIGHT": "0",  # its pictures are of nothing
        "LOJAR_EVIDENCE_KEY": new_key(),
        "LOJAR_BASE_URL": f"{here}:{port}",
        "LOJAR_WHATSAPP_API_URL": f"{here}:{graph_port}",
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
        "LOJAR_WHATSAPP_WABA_ID": "200000000000002",
        "LOJAR_WHATSAPP_TOKEN": secrets.token_urlsafe(24),
        "LOJAR_WHATSAPP_APP_SECRET": secrets.token_hex(16),
        "LOJAR_WHATSAPP_VERIFY_TOKEN": secrets.token_urlsafe(16),
        "LOJAR_WHATSAPP_MEDIA_HOSTS": f"127.0.0.1:{standin_port},127.0.0.1:{graph_port}",
        "LOJAR_STANDIN_WEBHOOK_URL": f"{here}:{port}/whatsapp/webhook",
        "LOJAR_STANDIN_GRAPH_PORT": str(graph_port),
        "LOJAR_STANDIN_DRAWS": "0",
        "LOJAR_ADMIN_EMAIL": ADMIN,
        "LOJAR_ADMIN_PASSWORD": secrets.token_urlsafe(16),
        "LOJAR_REQUIRE_MFA": "0",
        "LOJAR_OFFICE_CODE": "latihan",
        "LOJAR_OFFICE_NAME": "Dinas Latihan Gangguan",
        "LOJAR_OFFICE_PREFIX": "LTH",
    }


def around() -> dict[str, str]:
    """What is let in of the shell. Many threads, little memory, as in the demo."""
    kept = {name: os.environ[name] for name in LET_IN if name in os.environ}
    return kept | {"MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"}


def write_down(given: dict[str, str], file: Path) -> None:
    """So that whoever keeps the home can look around in it: `. drill.env`."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"export {name}={shlex.quote(value)}\n" for name, value in given.items())
