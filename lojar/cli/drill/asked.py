"""What was typed after `lojar drill`, understood, and answered on the screen."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from lojar.cli.drill import Wanted, drill
from lojar.cli.drill.scenarios import SCENARIOS
from lojar.cli.drill.words import SCENARIOS as NAMED
from lojar.lib import clock


def carry_out(
    only: Sequence[str], *, listing: bool, people: int, keep: bool, report: str, as_json: str
) -> None:
    if listing:
        for name in SCENARIOS:
            click.echo(f"{name:16} {NAMED[name].title.en}. {NAMED[name].done.en}")
        return
    if unknown := [name for name in only if name not in SCENARIOS]:
        raise click.UsageError(f"No such trouble: {', '.join(unknown)}. `lojar drill --list` names them all.")
    file = Path(report or f"lojar-drill-{clock.now().astimezone():%Y-%m-%d-%H%M}.txt").absolute()
    _refuse_unwritable(file)
    wanted = Wanted(only, people, keep, file, Path(as_json).absolute() if as_json else None)
    made = drill(wanted)
    click.echo(made.as_text())
    click.echo(f"The report: {file}")
    sys.exit(1 if made.failed else 0)


def _refuse_unwritable(file: Path) -> None:
    """Now, not after six minutes."""
    if not os.access(file if file.exists() else file.parent, os.W_OK) or file.is_dir():
        raise click.ClickException(f"The report cannot be written to {file}.")
