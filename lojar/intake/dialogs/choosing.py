"""From a service that was named to a draft: the package beside it, its questions, what is needed, and "begin"."""

from collections.abc import Mapping

from lojar.catalogue.shapes import Field, Question, Service

from ..engine.commands import Answer, ChangeService, Fill, Start
from ..engine.prompts import Choice
from ..engine.scene import Case
from ..engine.talk import Talk
from ..understand import pick
from . import checklist, told


def choose(talk: Talk, code: str, *, alone: bool = False) -> None:
    """Somebody named a service or a package: nothing is begun yet, and an open draft stays as it is."""
    service = talk.scene.catalogue.find(code)
    if service is None or not service.offered:
        talk.tell("choose.not_offered")
        return
    talk.note(service=code, alone=alone, answers={}, awaits="", asked=(), misses=0, doubts=0, page=0)
    if service.tone:
        talk.tell(f"choose.{service.tone}")


def ask_next(talk: Talk) -> None:
    """The package, the questions that decide on papers, then the whole list of what is needed."""
    service = chosen(talk)
    if service is None:
        return
    if service.remote == "none":
        checklist.only_tell(talk, service)
        talk.note(service="", answers={})
        return
    if _offers_package(talk, service):
        return
    if _on_the_way(talk, service):
        return
    question = _next_question(service, talk.state.answers)
    if question is not None and (said := told.relation(talk, question)):
        answer(talk, question.key, said)
        ask_next(talk)
        return
    if question is None:
        checklist.show(talk, service, talk.state.answers)
        return
    options = [Choice(f"answer:{question.key}:{c.key}", talk.language_of(c.label)) for c in question.choices]
    words = question.text if isinstance(question, Question) else question.question
    heading = (
        talk.say("choose.heading", service=talk.language_of(service.name)) if not talk.state.answers else ""
    )
    talk.ask("\n\n".join(part for part in (heading, talk.language_of(words)) if part), *options)


def chosen(talk: Talk) -> Service | None:
    return talk.scene.catalogue.find(talk.state.service) if talk.state.service else None


def answer(talk: Talk, key: str, choice_key: str) -> None:
    """A choice may lead to another service, or end here: it is said why, and what can be done."""
    service = chosen(talk)
    question = _question(service, key) if service else None
    choice = question.choice(choice_key) if question else None
    if service is None or choice is None:
        return
    talk.note(misses=0)
    if choice.says is not None:
        talk.tell_words(talk.language_of(choice.says))
    if choice.goes_to:
        choose(talk, choice.goes_to, alone=True)
    elif choice.stops:
        _stop(talk, service)
    else:
        talk.note(answers={**talk.state.answers, key: choice_key})


def hear(talk: Talk, text: str) -> bool:
    """An answer typed in words; False where it is none."""
    service = chosen(talk)
    question = _next_question(service, talk.state.answers) if service else None
    if question is None:
        return False
    for language in ("id", "en"):
        names = [c.label.said_in(language) for c in question.choices]
        at = pick(text, names, synonyms=talk.scene.answers["synonyms"], numbered=False)
        if at is not None:
            answer(talk, question.key, question.choices[at].key)
            return True
    return False


def is_ready(talk: Talk) -> bool:
    """Everything that decides on papers is known: photos may come."""
    service = chosen(talk)
    return (
        service is not None and service.remote != "none" and not _next_question(service, talk.state.answers)
    )


def begin_by_photo(talk: Talk) -> None:
    """A photo says "begin" as well; where a draft of this service is there already, it is for that one."""
    service = chosen(talk)
    if service is None or not is_ready(talk):
        return
    same = _same(talk, service)
    if same and talk.state.awaits != "second":
        talk.turn_to(same[0].number)
        talk.note(service="", answers={})
    else:
        begin(talk)


def begin(talk: Talk) -> None:
    """The draft is made, or the draft that was to change becomes one of this service."""
    service = chosen(talk)
    if service is None or not is_ready(talk):
        return
    answers = {key: choice for key, choice in talk.state.answers.items() if service.question(key)}
    values = {key: value for key, value in talk.state.answers.items() if service.field(key)}
    changing = talk.scene.case(talk.state.changes) if talk.state.changes else None
    if changing is not None and changing.with_citizen:
        number = changing.number
        talk.do(ChangeService(number, talk.state.service))
        for key, choice in answers.items():
            talk.do(Answer(number, key, choice))
    else:
        number = f"@{sum(isinstance(each, Start) for each in talk.commands) + 1}"
        talk.do(Start(number, talk.state.service, answers))
    values.update(_known(talk, service))
    if values:
        talk.do(Fill(number, values))
    talk.note(focus=number, service="", changes="", answers={}, awaits="", asked=(), misses=0, laid=())
    if talk.case is not None:
        told.fill(talk, talk.case)


def _known(talk: Talk, service: Service) -> dict[str, str]:
    """What the channel tells us without asking: the number they write from."""
    return {
        f.key: talk.scene.phone for f in service.fields if f.known_from == "whatsapp" and talk.scene.phone
    }


def _offers_package(talk: Talk, service: Service) -> bool:
    """Beside the service that opens it; a package of one service is the same thing under another name."""
    if talk.state.alone or talk.state.answers or talk.state.changes or service.members:
        return False
    fitting = [
        p
        for p in talk.scene.catalogue.packages_with(service.code)
        if p.services[0] == service.code and len(p.services) > 1
    ]
    if not fitting:
        return False
    package = fitting[0]
    talk.ask(
        talk.say("choose.package", package=talk.language_of(package.description)),
        Choice(f"only:{service.code}", talk.language_of(service.short)),
        Choice(f"service:{package.code}", talk.language_of(package.short)),
    )
    return True


def _on_the_way(talk: Talk, service: Service) -> bool:
    """A draft of the same service is there already: go on with it, or begin a second one (a family on one phone)."""
    same = _same(talk, service)
    if not same or talk.state.answers or talk.state.changes or talk.state.awaits == "second":
        return False
    talk.ask(
        talk.say("choose.again", service=talk.language_of(service.name), number=same[0].number),
        Choice(f"case:{same[0].number}", talk.say("button.go_on"), means="affirm"),
        talk.choice("second", "second"),
    )
    return True


def _same(talk: Talk, service: Service) -> list[Case]:
    return [c for c in talk.scene.with_citizen if c.code == service.code and not talk.state.changes]


def _next_question(service: Service, answers: Mapping[str, str]) -> Question | Field | None:
    """Questions of the service, then the fields whose answer makes a paper necessary."""
    left: tuple[Question | Field, ...] = service.to_choose(answers)
    left += tuple(f for f in service.to_ask(answers) if f.decides_on_papers and f.choices)
    return left[0] if left else None


def _question(service: Service, key: str) -> Question | Field | None:
    return service.question(key) or service.field(key)


def _stop(talk: Talk, service: Service) -> None:
    office = talk.scene.office
    talk.note(service="", answers={}, changes="")
    talk.ask(
        talk.say("choose.stops", address=office.address, hours=office.hours.get(talk.scene.language, "")),
        talk.choice("officer", "officer"), talk.choice("menu", "other_service"),
    )  # fmt: skip
