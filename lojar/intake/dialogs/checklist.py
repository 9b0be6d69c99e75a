"""What is needed, for whom, what it costs, how long it takes and how to photograph: said before the first photo."""

from collections.abc import Mapping

from lojar.catalogue.shapes import Requirement, Service
from lojar.visits.rules.urgency import IN_PERSON

from ..engine.talk import Talk

MOST_TOLD = 3  # remarks of the catalogue that fit into one message


def show(talk: Talk, service: Service, answers: Mapping[str, str]) -> None:
    """The list with "begin": sending the first photo begins as well."""
    papers = service.papers(answers)
    key = "checklist.ask" if papers else "checklist.ask_no_photos"
    parts = [
        talk.say("checklist.heading", service=talk.language_of(service.name)),
        needed(talk, papers),
        *remarks(talk, service),
        terms(talk, service),
        talk.say("checklist.how") if papers else "",
        talk.say(key),
    ]
    begin = "begin" if not talk.state.changes else "change"
    talk.ask(
        "\n\n".join(part for part in parts if part),
        talk.choice("begin", begin, means="affirm"), talk.choice("menu", "other_service", means="deny"),
    )  # fmt: skip


def only_tell(talk: Talk, service: Service) -> None:
    """A service that is never done by chat: what to know, and no button to begin."""
    talk.tell("checklist.heading", service=talk.language_of(service.name))
    talk.tell_words(talk.language_of(service.remote_note))
    for text in service.tell_citizen:
        talk.tell_words(talk.language_of(text))
    office = talk.scene.office
    talk.tell("office.visit", address=office.address, hours=office.hours.get(talk.scene.language, ""))
    if IN_PERSON in talk.scene.hall.books():
        talk.ask(
            talk.say("visit.to_be_seen"),
            talk.choice("visit-for:in_person", "visit_times", means="affirm"),
            talk.choice("menu", "other_service", means="deny"),
        )
    talk.quiet()


def answered(talk: Talk, service: Service) -> None:
    """The requirements of a service somebody asks about on the way, without losing the place."""
    papers = service.requirements if service.questions else service.papers({})
    shown = tuple(r for r in papers if not r.replaced_by_fields)
    talk.tell("checklist.heading", service=talk.language_of(service.name))
    if shown:
        talk.tell_words(needed(talk, shown, conditions=True))
    elif service.remote_note:
        talk.tell_words(talk.language_of(service.remote_note))
    talk.tell_words(terms(talk, service))


def needed(talk: Talk, papers: tuple[Requirement, ...], *, conditions: bool = False) -> str:
    """One line a paper, with what the citizen should know about it."""
    lines = [_line(talk, r, conditions=conditions) for r in papers]
    return "\n".join([talk.say("checklist.papers"), *lines]) if papers else ""


def terms(talk: Talk, service: Service) -> str:
    """Who may ask, what it costs, how long it takes."""
    who = talk.say("checklist.who", who=talk.language_of(service.who)) if service.who else ""
    rest = talk.say("checklist.terms", promise=_lower(talk.language_of(service.promise.text)))
    return "\n".join(part for part in (who, rest) if part)


def remarks(talk: Talk, service: Service) -> list[str]:
    told = [talk.language_of(text) for text in service.tell_citizen]
    if service.remote == "partial" and service.remote_note is not None:
        told.append(talk.language_of(service.remote_note))
    return ["\n".join(told[:MOST_TOLD])] if told else []


def _line(talk: Talk, requirement: Requirement, *, conditions: bool) -> str:
    label = talk.language_of(requirement.label)
    if requirement.required == "optional":
        label = talk.say("checklist.optional", paper=label)
    elif requirement.required == "conditional" and requirement.when and conditions:
        label = talk.say("checklist.when", paper=label, when=talk.language_of(requirement.when))
    note = talk.language_of(requirement.note)
    return f"• {label}" + (f" ({_lower(note.rstrip('.'))})" if note else "")


def _lower(text: str) -> str:
    """Inside a sentence; abbreviations stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
