"""System checks: the catalogue is whole, every office's changes still hold, what is uncertain was confirmed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from . import catalogue
from .loader import load
from .mistakes import CatalogueMistake

HINT = "See docs/processes/change-the-catalogue.md."


@register("catalogue")
def the_catalogue_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        load()
    except CatalogueMistake as mistake:
        where = f"{mistake.file}, line {mistake.line}" if mistake.line else mistake.file
        return [
            Error(f"The catalogue has a mistake: {mistake}", hint=f"Correct {where}. {HINT}", id=_id("E001"))
        ]
    return []


@register(Tags.database)
def the_offices_stand(
    app_configs: Sequence[AppConfig] | None, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Runs with `check --database default`, once the tables are there."""
    if "default" not in (databases or ()) or not _tables_exist():
        return []
    from lojar.offices.models import Office

    try:
        catalogue()
    except CatalogueMistake:
        return []  # told by E001
    return [message for office in Office.objects.order_by("pk") for message in _about(office)]


def _tables_exist() -> bool:
    from django.db import connection

    names = connection.introspection.table_names()
    return {"catalogue_override", "offices_office"} <= set(names)


def _about(office: Any) -> list[CheckMessage]:
    from . import queries
    from .overrides import check_changes

    found: list[CheckMessage] = []
    for code, changes in queries.changes_of(office).items():
        try:
            check_changes(catalogue(), code, changes)
        except CatalogueMistake as mistake:
            found.append(
                Error(
                    f"{office}: the change to {code} no longer holds and is left out: {mistake.reason}",
                    hint=f"Correct or take back the change. {HINT}",
                    id=_id("E002"),
                )
            )
    unsure = [s.code for s in queries.for_office(office).offered.values() if _unsure(s)]
    if unsure:
        found.append(
            Warning(
                f"{office}: not confirmed, and known from a weak source only: {', '.join(unsure)}",
                hint="Compare with your own service standard, then confirm at the desk or switch it off.",
                id=_id("W001"),
            )
        )
    return found


def _unsure(service: Any) -> bool:
    return service.confidence == "low" and not service.confirmed


def _id(number: str) -> str:
    return f"lojar.catalogue.{number}"
