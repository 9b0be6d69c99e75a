"""The office's own processes, killed with -9 while people write."""

from lojar.channels.rules.doubt import SURE_AFTER
from lojar.cli.drill.judging import Finding
from lojar.cli.drill.stage import Stage
from lojar.lib.embedded_postgres import NotPossible

STARTS = 60.0  # seconds
# Seconds. What died with a worker may be on a phone or not; until that is sure, the same person hears nothing else.
# Everybody may be waiting for this, and then nothing is under way.
DOUBT_ENDS = SURE_AFTER.total_seconds() + STARTS


def worker_killed(stage: Stage) -> None:
    stage.turn(slow_seconds=0.4)
    for time in ("first", "second", "third"):
        stage.all_ask(2)
        stage.all_photograph()
        _await_answers_on_the_wire(stage)
        stage.say(f"`lojar work` is killed for the {time} time; citizens go on writing")
        stage.office.kill("work")
        stage.all_ask()
        stage.hold(1)
        stage.office.start("work")
    stage.turn(slow_seconds=0.0)
    stage.over()


def _await_answers_on_the_wire(stage: Stage) -> None:
    """WhatsApp answers slowly meanwhile, so that what dies now dies with messages under way."""
    stage.expect(
        stage.something_is_on_the_wire, "trouble_missing", "nothing was under way", seconds=DOUBT_ENDS
    )


def web_killed(stage: Stage) -> None:
    for time in ("first", "second"):
        stage.all_ask()
        stage.say(f"`lojar serve` is killed for the {time} time; citizens go on writing")
        stage.office.kill("serve")
        stage.all_ask(2)
        stage.all_photograph()
        stage.hold(3)
        stage.office.start("serve")
        stage.expect(
            stage.office.web_answers, "trouble_missing", "the web server did not start", seconds=STARTS
        )
    stage.over()


def database_killed(stage: Stage) -> None:
    stage.turn(slow_seconds=0.4)
    for time in ("first", "second"):
        stage.all_ask(2)
        _await_answers_on_the_wire(stage)
        stage.say(f"PostgreSQL is killed for the {time} time; citizens go on writing")
        stage.office.kill_database()
        stage.all_ask()
        stage.all_photograph()
        await_database(stage)
        stage.all_ask()
    stage.turn(slow_seconds=0.0)
    stage.over()


def await_database(stage: Stage) -> None:
    try:
        took = stage.office.database_is_back()
    except NotPossible as wrong:
        stage.findings.append(Finding("database_unreadable", detail=str(wrong)[-300:]))
        return
    if took is None:
        stage.remarks.append(("database_by_drill", ""))
    elif took >= 1:
        stage.remarks.append(("database_itself", f"{took:.0f} s"))
