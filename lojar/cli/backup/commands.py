"""The two commands, from words on the command line to one of three endings: 0 whole, 1 not done, 3 done with a loss."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError

from lojar.cli.backup.trouble import CannotBackUp, CannotRestore, NotWhole
from lojar.cli.ground import open_house, plain_mistakes
from lojar.lib import clock
from lojar.lib.embedded_postgres import NotPossible

NEEDS_A_LOOK = 3
KEPT = """\
The keys are in {file}, readable to this account only.
Whoever has them and a backup can read everything; whoever loses them has lost every photo.
Take the file off this machine now: printed in a sealed envelope, or on a stick in the safe, never beside the backup.
Then delete it here."""
TOLD: tuple[type[Exception], ...] = (
    CannotBackUp, CannotRestore, NotWhole, NotPossible, OSError, DatabaseError, sqlite3.Error,
)  # fmt: skip


def back_up(folder: Path, *, keep: int) -> None:
    open_house(hurried=False)
    from lojar.cli.backup.reporting import line_of
    from lojar.cli.backup.taking import back_up as take

    with _told_in_a_line("No backup was made"):
        taken = take(folder, keep=keep, now=clock.now())
    click.echo(line_of(taken))
    sys.exit(0 if taken.is_whole else NEEDS_A_LOOK)


def check(path: Path) -> None:
    _open_without_database()
    from lojar.cli.backup.checking import check as look

    well = True
    with _told_in_a_line("The backup could not be checked"):
        for finding in look(path):
            well = well and finding.is_well
            click.echo(finding.text)
    sys.exit(0 if well else NEEDS_A_LOOK)


def keep_keys(file: Path) -> None:
    _open_without_database()
    from lojar.cli.backup.keys import keep_keys as keep

    with _told_in_a_line("The keys were not written"):
        written = keep(file)
    click.echo(KEPT.format(file=written))


def restore(path: Path, *, without_missing: bool) -> None:
    open_house(hurried=False)
    from lojar.cli.backup.reporting import report_of
    from lojar.cli.backup.restoring import restore as bring

    with _told_in_a_line("Nothing was opened"):
        done = bring(path, without_missing=without_missing, now=clock.now(), say=click.echo)
    for line in report_of(done):
        click.echo(line)
    sys.exit(0 if done.is_whole else NEEDS_A_LOOK)


def _open_without_database() -> None:
    """A backup can be looked at on any machine; none is made into a server for it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lojar.settings")
    with plain_mistakes():
        django.setup()


@contextmanager
def _told_in_a_line(ending: str) -> Iterator[None]:
    """No traceback for what a person can mend: a full disk, a line that is down, a set that lacks something."""
    expected = (*TOLD, *_of_the_store())
    try:
        yield
    except expected as wrong:
        said = str(wrong).strip() or type(wrong).__name__
        raise click.ClickException(f"{ending}. {said}") from None


def _of_the_store() -> tuple[type[Exception], ...]:
    if not settings.LOJAR_MEDIA_URL.startswith("s3:"):
        return ()
    from botocore.exceptions import BotoCoreError, ClientError

    return BotoCoreError, ClientError
