"""What people ask on the way: answered from the office's facts and the catalogue, and the place is not lost."""

from collections.abc import Callable, Mapping

from lojar.catalogue.shapes import Service

from ..engine.talk import Talk
from . import checklist, officer, ready, status


def requirements(talk: Talk, service: str) -> None:
    """Of the service named; else of the one at hand; else what is missing."""
    asked = talk.scene.catalogue.find(service) if service else None
    if asked is not None:
        checklist.answered(talk, asked)
    elif talk.case is not None:
        status.tell_missing(talk)
    else:
        talk.note(asked=())


def cost(talk: Talk, service: str) -> None:
    talk.tell("cost.free")


def duration(talk: Talk, service: str) -> None:
    asked = _service(talk, service)
    if asked is not None:
        talk.tell(
            "duration.of", service=talk.language_of(asked.short), promise=talk.language_of(asked.promise.text)
        )
    else:
        talk.tell("duration.any")


def hours(talk: Talk, service: str) -> None:
    talk.tell("office.hours", hours=talk.scene.office.hours.get(talk.scene.language, ""))


def location(talk: Talk, service: str) -> None:
    office = talk.scene.office
    talk.tell("office.address", name=office.name, address=office.address, map=office.map_url)


def visit(talk: Talk, service: str) -> None:
    office = talk.scene.office
    talk.tell("office.online_first")
    talk.tell("office.visit", address=office.address, hours=office.hours.get(talk.scene.language, ""))


def urgent(talk: Talk, service: str) -> None:
    """Who may come in person at once, and that everybody else may begin here now."""
    reasons = [
        talk.language_of(r.description) for r in talk.scene.catalogue.urgent.values() if not r.officer_only
    ]
    talk.tell("urgent.reasons", reasons="\n".join(f"• {reason}" for reason in reasons))
    visit_facts = talk.scene.office
    talk.tell(
        "office.visit", address=visit_facts.address, hours=visit_facts.hours.get(talk.scene.language, "")
    )
    if talk.case is None and not talk.state.service:
        talk.ask(talk.say("urgent.ask"), talk.choice("officer", "officer"), talk.choice("menu", "new"))


def fraud(talk: Talk, service: str) -> None:
    talk.tell("fraud.check", number=talk.scene.office.number, office=talk.scene.office.short_name)


def privacy(talk: Talk, service: str) -> None:
    talk.tell("privacy.use")


def rights(talk: Talk, service: str) -> None:
    talk.tell("privacy.rights")
    officer.call(talk)


def complaint(talk: Talk, service: str) -> None:
    talk.tell("complaint.sorry")
    if not talk.scene.cases:  # who waits for something should know that nothing is on its way
        talk.tell("complaint.nothing_here")
    officer.call(talk)


def photo_problem(talk: Talk, service: str) -> None:
    talk.tell("photos.how")


def send_photo(talk: Talk, service: str) -> None:
    """ "saya kirim fotonya ya": the next step says which; without a draft they may just come."""
    if talk.case is None and not talk.state.service:
        talk.tell("photos.please")


def on_behalf(talk: Talk, service: str) -> None:
    talk.tell("behalf.may")


def out_of_scope(talk: Talk, service: str) -> None:
    talk.tell("scope.not_ours")


def pickup(talk: Talk, service: str) -> None:
    ready.tell_pickup(talk)


def thanks(talk: Talk, service: str) -> None:
    talk.tell("thanks.welcome")


def goodbye(talk: Talk, service: str) -> None:
    talk.tell("goodbye.bye")
    talk.quiet()


def survey(talk: Talk, service: str) -> None:
    talk.tell("thanks.welcome")


def _service(talk: Talk, code: str) -> Service | None:
    if code:
        return talk.scene.catalogue.find(code)
    if talk.state.service:
        return talk.scene.catalogue.find(talk.state.service)
    return talk.case.service if talk.case else None


ANSWERS: Mapping[str, Callable[[Talk, str], None]] = {
    "requirements": requirements,
    "cost": cost,
    "duration": duration,
    "hours": hours,
    "location": location,
    "fraud_check": fraud,
    "consent": privacy,
    "data_rights": rights,
    "complaint": complaint,
    "photo_problem": photo_problem,
    "send_photo": send_photo,
    "on_behalf": on_behalf,
    "out_of_scope": out_of_scope,
    "pickup": pickup,
    "thanks": thanks,
    "goodbye": goodbye,
    "survey": survey,
}
