"""An office with a store of its own, to be backed up. Imported late: pytest reads this before Django is set up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Burned:
    """An office that is no more: its backup, and what stood in it at that moment."""

    folder: Path
    rows: dict[str, tuple[int, str]]
    media: dict[str, bytes]


@pytest.fixture(autouse=True)
def _our_way_into_the_database() -> Iterator[None]:
    """A restore opens the fence for itself: for its process, which is ours here."""
    from django.db import connection

    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    yield
    options.clear()
    options.update(before)


@pytest.fixture
def an_office(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Any]:
    settings.LOJAR_MEDIA_URL = f"file://{tmp_path / 'media'}"
    try:
        yield _office()
    finally:
        _forget_jobs()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
def make_a_set(an_office: Any, folder: Path) -> Callable[..., Any]:
    """A set of this office, made here and now."""

    def make(keep: int = 14) -> Any:
        return _back_up(folder, keep)

    return make


@pytest.fixture(scope="session")
def burned(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Burned:
    """Made once; whoever changes something in the folder copies it first."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    from lojar.cli.tests.machines import contents, files

    home = tmp_path_factory.mktemp("burned")
    with django_db_blocker.unblock(), override_settings(LOJAR_MEDIA_URL=f"file://{home / 'media'}"):
        try:
            _office()
            _back_up(home / "backup", 1)
            rows, media = contents(connection.settings_dict["NAME"]), files(home / "media")
        finally:
            _forget_jobs()
            call_command("flush", interactive=False, verbosity=0)
            connection.close()
    return Burned(home / "backup", rows, media)


def _office() -> Any:
    """Two applications with photos, one with its PDF, a message from Siti, and answers that arrived."""
    from lojar.channels.models import InboundMessage, OutboundMessage
    from lojar.notifications.jobs import announce
    from tests import cast

    cast.ready("akta-lahir")
    cast.returned("ktp-hilang", contact=cast.budi())
    InboundMessage.objects.create(
        office=cast.an_office(), contact=cast.siti(), phone_number_id="100000000000001", wamid="wamid.1", kind="text",
        text="mau bikin akta", sent_at=cast.NOW, received_at=cast.NOW, heard_at=cast.NOW,
    )  # fmt: skip
    announce()
    OutboundMessage.objects.update(state="delivered", sent_at=cast.NOW, delivered_at=cast.NOW)
    return cast.an_office()


def _forget_jobs() -> None:
    """Django's flush knows nothing of these tables, and the next test would find what this one left."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")


def _back_up(folder: Path, keep: int) -> Any:
    from lojar.cli.backup import taking
    from lojar.lib import clock

    return taking.back_up(folder, keep=keep, now=clock.now())
