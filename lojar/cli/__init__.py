"""The command line: `lojar demo`, `setup`, `serve`, `work`, and what an office's IT person types now and then."""

import json
import os
import sys
from pathlib import Path

import click

from lojar import __version__
from lojar.cli.ground import open_house, plain_mistakes, settle
from lojar.cli.wording import words
from lojar.lib.masking import speak_in_lines


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Lojar, the remote counter of a civil registration office."""


@main.command()
def demo() -> None:
    """A whole office on this machine, with a phone in the browser."""
    from lojar.cli.demo import demo

    with plain_mistakes():
        demo()


@main.command()
def setup() -> None:
    """Database, catalogue, office and first administrator, from the environment. Safe to repeat."""
    open_house(hurried=False)
    from lojar.cli.settling import set_up

    for line in set_up():
        click.echo(line)


@main.command("prepare-demo", hidden=True)
def prepare_demo() -> None:
    """What the demo needs before it opens: a setup, and people whose password everybody knows."""
    open_house(hurried=False)
    from lojar.cli.demo_hall import open_hall
    from lojar.cli.demo_office import CODE, add_people, refuse_a_real_office
    from lojar.cli.settling import migrate, set_up

    migrate()
    refuse_a_real_office()
    for line in (*set_up(), *add_people(), *open_hall(CODE)):
        click.echo(line)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Answer the web: citizens' pages, the desk, WhatsApp's webhook."""
    speak_in_lines()
    settle()
    from lojar.cli.serving import serve

    serve(host, port, workers=workers)


@main.command()
@click.option("--concurrency", default=8, show_default=True, type=click.IntRange(1, 64))
def work(concurrency: int) -> None:
    """Do what waits: converse, fetch photos, deliver messages."""
    speak_in_lines()
    open_house()
    from lojar.cli.working import work

    work(concurrency=concurrency)


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True)
def standin(port: int, host: str) -> None:
    """A stand-in for WhatsApp with phones in the browser. It is not WhatsApp."""
    from lojar.standin.server import serve, settings_from_environment

    serve(settings_from_environment(port=port, host=host))


@main.command()
@click.option("--only", multiple=True, metavar="NAME", help="this trouble alone; may be repeated")
@click.option("--list", "listing", is_flag=True, help="Name the troubles, and end.")
@click.option("--people", default=6, show_default=True, type=click.IntRange(1, 60), help="for each trouble")
@click.option("--keep", is_flag=True, help="Keep the made-up office, to look around in it.")
@click.option("--report", default="", metavar="FILE", help="default: lojar-drill-<date>.txt")
@click.option("--json", "as_json", default="", metavar="FILE", help="the report for programs, too")
def drill(only: tuple[str, ...], listing: bool, people: int, keep: bool, report: str, as_json: str) -> None:
    """Rehearse outages in a made-up office on this machine. Ends with 1 where something failed."""
    from lojar.cli.drill.asked import carry_out

    with plain_mistakes():
        carry_out(only, listing=listing, people=people, keep=keep, report=report, as_json=as_json)


@main.command()
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
def check(strict: bool) -> None:
    """Say what is missing or wrong, with a hint for each."""
    open_house()
    from lojar.cli.checking import findings

    worst = 0
    for finding in findings():
        click.echo(finding.text)
        worst = max(worst, finding.level)
    if not worst:
        click.echo("Nothing is missing.")
    sys.exit(1 if worst >= (30 if strict else 40) else 0)


@main.group()
def officer() -> None:
    """The people of the desk."""


@officer.command("add")
@click.argument("email")
@click.option("--role", required=True, help="clerk, supervisor, head or admin")
@click.option("--name", default="", help="as citizens' letters and colleagues see it")
@click.option("--password-stdin", is_flag=True, required=True, help="read the password from standard input")
def add_officer(email: str, role: str, name: str, password_stdin: bool) -> None:
    """Add a person who may log in at the desk."""
    open_house()
    from lojar.offices import actions

    password = sys.stdin.readline().rstrip("\r\n")
    try:
        person = actions.add_officer(email, role=role, password=password, name=name)
    except actions.CannotBe as wrong:
        raise click.ClickException(str(wrong)) from None
    click.echo(f"{person.email} is {role} now.")


@main.group()
def templates() -> None:
    """The message templates that Meta has to approve."""


@templates.command("list")
def list_templates() -> None:
    """What Meta says of each template."""
    _tell_templates("list_templates")


@templates.command("push")
def push_templates() -> None:
    """Send Meta what is new or changed. Safe to repeat."""
    _tell_templates("push_templates")


def _tell_templates(verb: str) -> None:
    open_house()
    from lojar.channels.whatsapp import graph
    from lojar.channels.whatsapp import templates as ours

    try:
        for line in getattr(ours, verb)():
            click.echo(str(line))
    except (graph.Refused, graph.NotReached, graph.Lost) as wrong:
        raise click.ClickException(str(wrong)) from None


@main.command()
@click.option("--json", "as_json", is_flag=True, help="for programs")
@click.option("--strict", is_flag=True, help="End with 1 also where something waits longer than it may.")
def ledger(as_json: bool, strict: bool) -> None:
    """Received = processed + put aside + waiting. Ends with 1 where that is not so."""
    open_house()
    from lojar.channels import ledger as books
    from lojar.cli.bookkeeping import told, told_as_json
    from lojar.lib import clock

    read = books.read(clock.now())
    click.echo(told_as_json(read) if as_json else told(read))
    sys.exit(1 if not read.closed or (strict and read.late) else 0)


@main.command()
@click.option("--json", "as_json", is_flag=True, required=True, help="a line of JSON for each line of text")
@click.option(
    "--details", is_flag=True, help="what else it may mean, other services, numbers, dates and names too"
)
def understand(as_json: bool, details: bool) -> None:
    """What is meant by each line on standard input."""
    from lojar.intake.understand import understand_line
    from lojar.lib import clock

    today = clock.now().date()
    for line in sys.stdin:
        told = understand_line(line.rstrip("\r\n"), today)
        shown = told if details else {key: told[key] for key in ("text", "intent", "service", "confidence")}
        click.echo(json.dumps(shown, ensure_ascii=False))


main.add_command(words)


@main.command()
@click.option("--json", "as_json", is_flag=True, required=True, help="a line of JSON for each file")
@click.option("--quality-only", is_flag=True, help="judge whether it can be read, and do not read it")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def photo(as_json: bool, quality_only: bool, files: tuple[str, ...]) -> None:
    """What each photo of a paper is, whether it can be read, and what it says."""
    from lojar.cli.photographs import told_of_file

    for name in files:
        click.echo(json.dumps(told_of_file(name, read=not quality_only), ensure_ascii=False))


@main.command()
@click.option("--applications", required=True, type=click.IntRange(1))
def seed(applications: int) -> None:
    """Made-up applications, to see the desk with a year of work in it."""
    open_house(hurried=False)
    from lojar.applications.seed import seed_applications
    from lojar.handover.seed import seed_hand_overs

    seed_applications(applications)
    seed_hand_overs()


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--keep", default=14, show_default=True, type=click.IntRange(1), help="how many sets stay")
@click.option("--check", is_flag=True, help="read what is in FOLDER, or FOLDER/SET, to the last byte")
@click.option(
    "--keys", type=click.Path(path_type=Path), metavar="FILE", help="write the keys, and only these"
)
def backup(folder: Path | None, keep: int, check: bool, keys: Path | None) -> None:
    """A new set in FOLDER: the database and the photos, sealed, and never the keys."""
    from lojar.cli.backup import commands

    if keys is not None and folder is None and not check:
        commands.keep_keys(keys)
    elif folder is None or keys is not None:
        raise click.UsageError("Say FOLDER, --check FOLDER, or --keys FILE.")
    elif check:
        commands.check(folder)
    else:
        commands.back_up(folder, keep=keep)


@main.command()
@click.argument("set_", metavar="SET", type=click.Path(path_type=Path))
@click.option("--without-missing", is_flag=True, help="go on although the backup has lost some photos")
def restore(set_: Path, without_missing: bool) -> None:
    """A set onto an empty machine; interrupted, the same command goes on."""
    from lojar.cli.backup import commands

    commands.restore(set_, without_missing=without_missing)


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("asked", nargs=-1, type=click.UNPROCESSED)
def manage(asked: tuple[str, ...]) -> None:
    """Django's own commands."""
    settle(hurried=False)
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lojar.settings")
    execute_from_command_line(["lojar manage", *asked])
