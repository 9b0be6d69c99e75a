"""What every command stands on: settings that were read, a database that runs, mistakes told in one line."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

import click

from lojar.lib.embedded_postgres import NotPossible, hold
from lojar.lib.environment import WrongSetting


@contextlib.contextmanager
def plain_mistakes() -> Iterator[None]:
    """A wrong setting is the reader's to mend, not ours: no traceback."""
    try:
        yield
    except (WrongSetting, NotPossible) as wrong:
        raise click.ClickException(str(wrong)) from None


def settle() -> None:
    """Read the settings and hold the database, without loading Django: a supervisor stays small."""
    # Without this a SIGTERM in the first second would skip what has to be put in order at the end.
    signal.signal(signal.SIGTERM, _leave)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lojar.settings")
    with plain_mistakes():
        from lojar import settings

        if settings.EMBEDDED_POSTGRES is not None:
            hold(settings.LOJAR_HOME)


def open_house() -> None:
    """Settings, database and Django."""
    settle()
    import django

    with plain_mistakes():
        django.setup()


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
