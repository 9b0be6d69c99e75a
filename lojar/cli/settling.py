"""`lojar setup`: from an empty database to an office that can open, without a question."""

from collections.abc import Iterator

from django.core.management import call_command

from lojar.catalogue.actions import record_catalogue
from lojar.offices.actions import set_up_office


def migrate() -> str:
    call_command("migrate", interactive=False, verbosity=0)
    return "The database is up to date."


def set_up() -> Iterator[str]:
    """Each line says what is so now; all of it may be done again and again."""
    yield migrate()
    yield f"The catalogue is recorded: {record_catalogue()} new or changed."
    office = set_up_office()
    yield f"The office is set up: {office.name}."
