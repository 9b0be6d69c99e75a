"""What every command stands on: settings that were read, a database that runs, mistakes told in one line."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import click

from lojar.lib.database import without_hurry
from lojar.lib.embedded_postgres import NotPossible, hold
from lojar.lib.environment import WrongSetting


@contextlib.contextmanager
def plain_mistakes() -> Iterator[None]:
    """A wrong setting is the reader's to mend, not ours: no traceback."""
    try:
        yield
    except (WrongSetting, NotPossible) as wrong:
        raise click.ClickException(str(wrong)) from None


def settle(*, hurried: bool = True) -> None:
    """Read the settings and hold the database, without loading Django: a supervisor stays small."""
    # Without this a SIGTERM in the first second would skip what has to be put in order at the end.
    signal.signal(signal.SIGTERM, _leave)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lojar.settings")
    with plain_mistakes():
        from lojar import settings

        if settings.EMBEDDED_POSTGRES is not None:
            hold(settings.LOJAR_HOME)
    if not hurried:
        _take_time(settings.DATABASES["default"])


def open_house(*, hurried: bool = True) -> None:
    """Settings, database and Django. Not hurried: statements may take as long as they take."""
    settle(hurried=hurried)
    import django

    with plain_mistakes():
        django.setup()


def _take_time(entry: dict[str, Any]) -> None:
    from django.apps import apps

    if not apps.ready:  # afterwards connections may have been made already
        entry["OPTIONS"]["options"] = without_hurry(entry["OPTIONS"]["options"])


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
