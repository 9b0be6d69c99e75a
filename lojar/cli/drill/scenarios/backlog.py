"""An office that heard nothing for up to seven days, and then everything, in no order."""

from collections.abc import Sequence

from lojar.cli.drill.judging import Finding, is_calm
from lojar.cli.drill.people import Person
from lojar.cli.drill.stage import Stage

HOUR, DAY = 3600.0, 86400.0
AGES = (6.5 * DAY, 5 * DAY, 3 * DAY, 26 * HOUR, 20 * HOUR, 2 * HOUR)
OUTSIDE_WINDOW = 4  # of these ages: somebody who last wrote then cannot be answered freely
READS = 60.0  # seconds in which the office must have read everything


def backlog(stage: Stage) -> None:
    stage.turn(webhooks_held=True)
    stage.say("the office hears nothing; citizens write for seven days")
    _seven_days(stage)
    stage.turn(
        clock_offset=0.0,
        duplicate_webhooks=True,
        batch_seconds=0.2,
        batch_most=5,
        reorder=True,
        webhooks_held=False,
    )
    stage.over()
    stage.expect(
        lambda: _only_held_waits(stage), "answer_waits", "more waits than what a closed window holds"
    )
    stage.turn(duplicate_webhooks=False, batch_seconds=0.0, batch_most=1000, reorder=False)
    _who_was_called_writes(stage)


def _seven_days(stage: Stage) -> None:
    """Half of the people last wrote more than a day ago."""
    for age in AGES:
        stage.turn(clock_offset=-age)
        for at, person in enumerate(stage.people):
            if at % 2 == 0 or age in AGES[:OUTSIDE_WINDOW]:
                person.asks()
        for person in stage.people[:: 2 if age == AGES[2] else len(stage.people)]:
            person.photographs()


def _only_held_waits(stage: Stage) -> bool:
    evidence = stage.evidence()
    rest = [said for said in evidence.said if said.state != "held"]
    calm = is_calm(type(evidence)(wrote=evidence.wrote, heard=evidence.heard, said=rest))
    return calm and not stage.records().waiting


def _who_was_called_writes(stage: Stage) -> None:
    """Their window has closed: a template told them that an answer waits, and whatever they write opens it again."""
    waiting = _people_with_held_answers(stage)
    stage.say(f"{len(waiting)} people have an answer that waits outside the 24 hours; they write")
    for person in waiting:
        if not any(said.purpose == "nudge" and said.phone == person.phone for said in stage.records().said):
            stage.findings.append(Finding("not_called", person.phone))
        person.writes("terima kasih")


def _people_with_held_answers(stage: Stage) -> Sequence[Person]:
    held = {said.phone for said in stage.records().said if said.state == "held"}
    return [person for person in stage.people if person.phone in held]
