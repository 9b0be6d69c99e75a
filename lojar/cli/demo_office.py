"""The made-up office of the demo: its settings, its keys, its people. Nothing here is anybody's."""

import os
import secrets
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from lojar.lib.encryption import new_key

# Whatever else stands in the environment belongs to a real office, and must not reach the demo, nor it the office.
MAY_BE_GIVEN = {"LOJAR_HOME", "LOJAR_DEMO_PORT", "LOJAR_LOG_LEVEL"}
CODE = "contoh"
PASSWORD = "loket-jarak-jauh"  # noqa: S105 - printed on the screen; the demo listens on this machine only

KEYS: dict[str, Callable[[], str]] = {
    "LOJAR_SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "LOJAR_EVIDENCE_KEY": new_key,
    "LOJAR_WHATSAPP_TOKEN": lambda: secrets.token_urlsafe(24),
    "LOJAR_WHATSAPP_APP_SECRET": lambda: secrets.token_hex(16),
    "LOJAR_WHATSAPP_VERIFY_TOKEN": lambda: secrets.token_urlsafe(16),
}


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    role: str
    says: str


PEOPLE = (
    Person("petugas@contoh.example", "Ratna Contoh", "clerk", "petugas / clerk"),
    Person("petugas2@contoh.example", "Bagus Contoh", "clerk", "petugas / clerk"),
    Person("penyelia@contoh.example", "Wayan Contoh", "supervisor", "penyelia / supervisor"),
    Person("kepala@contoh.example", "Siti Contoh", "head", "kepala kantor / head"),
    Person("admin@contoh.example", "Administrator", "admin", "pengelola / admin"),
)


def environment_of(home: Path, *, port: int, standin_port: int) -> dict[str, str]:
    """The whole environment of the demo's processes, kept in demo.env too: `. .lojar/demo.env` joins the demo."""
    here, phone = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{standin_port}"
    settings = _keys(home) | {
        "LOJAR_HOME": str(home),
        "LOJAR_BASE_URL": here,
        "LOJAR_WHATSAPP_API_URL": phone,
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
        "LOJAR_WHATSAPP_WABA_ID": "102290129340398",
        "LOJAR_WHATSAPP_MEDIA_HOSTS": f"127.0.0.1:{standin_port}",
        "LOJAR_STANDIN_WEBHOOK_URL": f"{here}/whatsapp/webhook",
        "LOJAR_STANDIN_OFFICE_NAME": "Dukcapil Kabupaten Contoh",
        "LOJAR_REQUIRE_MFA": "0",
        "LOJAR_ADMIN_EMAIL": PEOPLE[-1].email,
        "LOJAR_ADMIN_PASSWORD": PASSWORD,
        "LOJAR_OFFICE_CODE": CODE,
        "LOJAR_OFFICE_NAME": "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Contoh",
        "LOJAR_OFFICE_SHORT_NAME": "Dukcapil Kabupaten Contoh",
        "LOJAR_OFFICE_PREFIX": "CTH",
        "LOJAR_OFFICE_REGENCY": "3510",
        "LOJAR_OFFICE_ADDRESS": "Jl. Contoh No. 1, Kabupaten Contoh",
        "LOJAR_OFFICE_PHONE": "6280012345600",
        "LOJAR_OFFICE_WHATSAPP": "628001000100",
    }
    _keep(home / "demo.env", settings)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LOJAR_") or name in MAY_BE_GIVEN
    }
    # Many threads, little memory.
    return inherited | settings | {"MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"}


def refuse_a_real_office() -> None:
    """Its desk would get people whose password everybody knows."""
    from lojar.offices.models import Office

    if Office.objects.exclude(code=CODE).exists():
        raise click.ClickException(
            "This LOJAR_HOME holds an office that is no demo. Set LOJAR_HOME to another folder for the demo."
        )


def add_people() -> Iterator[str]:
    """The officers of the demo; the administrator is made by the setup itself."""
    from lojar.offices.actions import add_officer
    from lojar.offices.models import Officer

    for person in PEOPLE:
        if not Officer.objects.filter(email=person.email).exists():
            add_officer(person.email, role=person.role, password=PASSWORD, name=person.name)
            yield f"{person.email} is {person.role} now."


def _keys(home: Path) -> dict[str, str]:
    """Made once and kept: with other keys tomorrow, yesterday's photos would not open."""
    file = home / "demo.env"
    lines = shlex.split(file.read_text()) if file.exists() else []
    kept = dict(line.split("=", 1) for line in lines if "=" in line)
    return {name: kept.get(name) or made() for name, made in KEYS.items()}


def _keep(file: Path, settings: dict[str, str]) -> None:
    half = file.with_suffix(".part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.writelines(f"export {name}={shlex.quote(value)}\n" for name, value in settings.items())
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
