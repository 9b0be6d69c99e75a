"""The first words, and the choice of what to do: by words of one's own, or from the list."""

from ..engine.prompts import Choice
from ..engine.scene import OfficeFacts
from ..engine.talk import Talk
from . import proof
from .wording import case_name

PACKAGES = "group:paket"


def greet(talk: Talk) -> None:
    """Once a day: who we are, what we do, how data is used. A sentence or two, not a page."""
    today = talk.scene.now.astimezone(talk.scene.office.zone).date().isoformat()
    if talk.state.greeted_on == today:
        return
    key = "greeting.again" if talk.state.greeted_on else "greeting.first"
    talk.note(greeted_on=today)
    if key == "greeting.again" and talk.case is not None:
        talk.told.insert(0, talk.say("back.again", service=case_name(talk, talk.case)))
        return
    talk.told.insert(0, talk.say(key, office=_whole_name(talk.scene.office)))


def ask_what(talk: Talk) -> None:
    """For somebody without a draft: their open applications first, else the list of what can be asked."""
    if proof.ask_at_the_door(talk):
        return
    if talk.scene.where(lambda case: case.is_open and not case.with_citizen):
        talk.ask(
            talk.say("door.known"),
            talk.choice("status", "status"), talk.choice("menu", "new"), talk.choice("officer", "officer"),
        )  # fmt: skip
        return
    ask_for_group(talk)


def ask_for_group(talk: Talk) -> None:
    talk.note(service="", said="", changes=talk.state.changes, answers={}, awaits="", asked=(), page=0)
    groups = [
        Choice(f"group:{g.code}", talk.language_of(g.name), talk.language_of(g.description))
        for g in talk.scene.catalogue.groups.values()
    ]
    if any(p.whole.offered for p in talk.scene.catalogue.packages.values()):
        groups.append(Choice(PACKAGES, talk.say("button.packages"), talk.say("door.packages")))
    talk.ask(talk.say("door.ask"), *groups, button=talk.say("button.services"))


def ask_for_service(talk: Talk, group: str) -> None:
    """The services of one group, or the packages."""
    catalogue = talk.scene.catalogue
    if f"group:{group}" == PACKAGES:
        rows = [
            Choice(f"service:{p.code}", talk.language_of(p.short), talk.language_of(p.description))
            for p in catalogue.packages.values()
            if p.whole.offered
        ]
        talk.ask(talk.say("door.which", group=talk.say("button.packages")), *rows)
        return
    chosen = catalogue.groups.get(group)
    if chosen is None:
        ask_for_group(talk)
        return
    services = [catalogue.services[code] for code in chosen.services if code in catalogue.offered]
    rows = [
        Choice(f"service:{s.code}", talk.language_of(s.short), talk.language_of(s.description))
        for s in services
    ]
    talk.ask(talk.say("door.which", group=talk.language_of(chosen.name)), *rows)


def _whole_name(office: OfficeFacts) -> str:
    """With its regency, unless the name says where it is already."""
    says_where = any(
        word in office.short_name for word in ("Kabupaten", "Kota", *office.regency.split()[-1:])
    )
    return office.short_name if says_where or not office.regency else f"{office.short_name} {office.regency}"
