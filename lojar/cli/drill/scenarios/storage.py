"""Where photos come from and where everything is written: slow, failing, or full."""

from lojar.cli.drill import small_disk
from lojar.cli.drill.scenarios.processes import await_database
from lojar.cli.drill.stage import Stage

MOST_ROUNDS = 8
FULL_FOR = 8  # looks of one second, after the first refusal


class NotHere(Exception):
    """This cannot be rehearsed on this machine; the message says why."""


def media_failing(stage: Stage) -> None:
    stage.turn(media_slow_seconds=1.5, media_failures=4 * len(stage.people))
    stage.say("photos come slowly and fail; citizens send albums and write")
    stage.all_photograph(3)
    stage.all_ask()
    stage.expect(
        lambda: _nothing_left_to_fail(stage),
        "trouble_missing",
        "fewer downloads failed than ordered",
        seconds=60,
    )
    stage.all_photograph()
    stage.hold(3)
    stage.turn(media_slow_seconds=0.0)
    stage.over()


def _nothing_left_to_fail(stage: Stage) -> bool:
    return not stage.office.phones.get("/knobs").json()["media_failures"]


def disk_full(stage: Stage) -> None:
    home = stage.office.room.home
    if why := stage.office.room.why_no_small_disk:
        raise NotHere(f"no small file system can be mounted here ({why})")
    if not stage.office.database_is_in_the_room:
        raise NotHere("the database's account cannot enter the drill's folder; set TMPDIR to an open one")
    stage.all_ask()
    stage.hold(0.5)
    stage.say("the disk is filled; citizens write and photograph")
    try:
        _write_until_refused(stage)
        for _ in range(FULL_FOR):
            small_disk.fill(home)
            stage.hold(1)
    finally:
        small_disk.free(home)
    stage.say("there is room again")
    await_database(stage)
    stage.over()


def _write_until_refused(stage: Stage) -> None:
    """What was allocated before is used up first, so the first messages may still be taken."""
    before = stage.office.newest_delivery()
    for _ in range(MOST_ROUNDS):
        small_disk.fill(stage.office.room.home)
        stage.all_ask()
        stage.all_photograph()
        stage.hold(1)
        if (refused := stage.office.refused_since(before)) > 0:
            stage.remarks.append(("refused", str(refused)))
            return
    stage.expect(lambda: False, "trouble_missing", "the full disk was not felt", seconds=0)
