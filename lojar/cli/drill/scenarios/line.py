"""Meta's side of the line: out of reach, refusing, or answering into the void."""

from lojar.cli.drill.stage import Stage


def meta_down(stage: Stage) -> None:
    stage.turn(unreachable=True)
    stage.say("connections to WhatsApp are refused; citizens write")
    stage.all_ask(2)
    stage.expect(stage.something_was_tried, "trouble_missing", "no answer was tried while WhatsApp refused")
    stage.turn(down=True, unreachable=False)
    stage.say("WhatsApp answers 503; citizens write and photograph")
    stage.all_ask()
    stage.all_photograph()
    stage.hold(6)
    stage.turn(down=False)
    stage.over()


def token_expired(stage: Stage) -> None:
    stage.turn(token_expired=True)
    stage.say("WhatsApp refuses the token; citizens write")
    stage.all_ask(2)
    stage.expect(lambda: _line_is_stopped(stage), "no_alarm", "token")
    stage.say("the alarm is there; citizens go on writing")
    stage.all_ask()
    stage.all_photograph()
    stage.hold(3)
    stage.turn(token_expired=False)
    stage.over()


def _line_is_stopped(stage: Stage) -> bool:
    return any(alarm.stops_sending for alarm in stage.records().alarms)


def answers_lost(stage: Stage) -> None:
    stage.turn(
        lose_answers=len(stage.people), duplicate_webhooks=True, batch_seconds=0.5, batch_most=7, reorder=True
    )
    stage.say("WhatsApp's answers are lost, its news comes twice, turned around and in batches")
    for _ in range(2):
        stage.all_ask(2)
        stage.hold(2)
    stage.all_photograph(2)
    stage.turn(lose_answers=len(stage.people))
    stage.all_ask()
    stage.expect(
        lambda: _nothing_left_to_lose(stage), "trouble_missing", "fewer answers were lost than ordered"
    )
    stage.over()


def _nothing_left_to_lose(stage: Stage) -> bool:
    return not stage.office.phones.get("/knobs").json()["lose_answers"]
