"""What a command makes of the scene, so that one turn can take a whole burst: the same steps as the actions take."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lojar.applications.rules.carrying import carried_over
from lojar.applications.rules.lifecycle import PaperState, Status
from lojar.catalogue.shapes import Service

from . import commands as c
from .scene import Case, LaidPhoto, Paper, Scene


def folded(scene: Scene, command: c.Command) -> Scene:
    fold = _FOLDS.get(type(command))
    return fold(scene, command) if fold else scene


def _start(scene: Scene, command: c.Start) -> Scene:
    service = scene.catalogue.find(command.code)
    if service is None:
        return scene
    case = Case(command.case, command.code, service, answers=dict(command.answers), touched_at=scene.now)
    return scene.with_case(_with_papers(case))


def _answer(scene: Scene, command: c.Answer) -> Scene:
    return _changed(
        scene, command.case,
        lambda case: _with_papers(replace(case, answers={**case.answers, command.question: command.choice})),
    )  # fmt: skip


def _fill(scene: Scene, command: c.Fill) -> Scene:
    return _changed(
        scene,
        command.case,
        lambda case: _with_papers(replace(case, values={**case.values, **command.values})),
    )


def _lay_page(scene: Scene, command: c.LayPage) -> Scene:
    def lay(paper: Paper) -> Paper:
        before = () if paper.state == PaperState.RETURNED else paper.photos
        photo = LaidPhoto(command.photo, command.pages, command.fault)
        photos = before if command.photo in {p.id for p in before} else (*before, photo)
        return replace(paper, photos=photos, state=PaperState.RECEIVED, reasons=(), note="")

    return _with_paper(scene, command.case, command.paper, lay)


def _take_back(scene: Scene, command: c.TakeBack) -> Scene:
    return _with_paper(
        scene, command.case, command.paper,
        lambda paper: replace(paper, photos=(), state=PaperState.MISSING, reasons=(), note=""),
    )  # fmt: skip


def _move_page(scene: Scene, command: c.MovePage) -> Scene:
    case = scene.case(command.case)
    paper = case.paper(command.paper) if case else None
    photo = next((p for p in paper.photos if p.id == command.photo), None) if paper else None
    if photo is None:
        return scene

    def lift(paper: Paper) -> Paper:
        left = tuple(p for p in paper.photos if p.id != command.photo)
        return replace(paper, photos=left, state=paper.state if left else PaperState.MISSING)

    lifted = _with_paper(scene, command.case, command.paper, lift)
    return _lay_page(lifted, c.LayPage(command.case, command.to, photo.id, photo.pages, photo.fault))


def _skip_paper(scene: Scene, command: c.SkipPaper) -> Scene:
    """Nothing waits for it any more; the state remembers that it was declined."""
    return _take_back(scene, c.TakeBack(command.case, command.paper))


def _change_service(scene: Scene, command: c.ChangeService) -> Scene:
    service = scene.catalogue.find(command.code)
    if service is None:
        return scene

    def change(case: Case) -> Case:
        kept = {key: value for key, value in case.values.items() if service.field(key)}
        answers = {key: choice for key, choice in case.answers.items() if _still_asked(service, key, choice)}
        return _carried(
            replace(case, code=command.code, service=service, values=kept, answers=answers), case.papers
        )

    return _changed(scene, command.case, change)


def _carried(case: Case, old: tuple[Paper, ...]) -> Case:
    fresh = _with_papers(replace(case, papers=()))
    from_old = carried_over([(p.key, p.document) for p in old], [(p.key, p.document) for p in fresh.papers])
    photos = {p.key: p.photos for p in old}
    return replace(
        fresh,
        papers=tuple(
            _with_photos(paper, photos.get(from_old.get(paper.key, ""), ())) for paper in fresh.papers
        ),
    )


def _with_photos(paper: Paper, photos: tuple[LaidPhoto, ...]) -> Paper:
    return replace(paper, photos=photos, state=PaperState.RECEIVED) if photos else paper


def _with_papers(case: Case) -> Case:
    """The checklist follows the answers; photos survive."""
    have = {paper.key: paper for paper in case.papers}
    wanted = case.service.papers(case.given)
    return replace(
        case,
        papers=tuple(
            replace(have.get(r.key, Paper(r.key, r.document)), needed=r.required != "optional")
            for r in wanted
        ),
    )


def _still_asked(service: Service, key: str, choice: str) -> bool:
    question = service.question(key)
    return question is not None and question.choice(choice) is not None


def _status(status: Status) -> Callable[[Scene, Any], Scene]:
    return lambda scene, command: _changed(scene, command.case, lambda case: replace(case, status=status))


def _with_paper(scene: Scene, number: str, key: str, change: Callable[[Paper], Paper]) -> Scene:
    return _changed(
        scene,
        number,
        lambda case: replace(case, papers=tuple(change(p) if p.key == key else p for p in case.papers)),
    )


def _changed(scene: Scene, number: str, change: Callable[[Case], Case]) -> Scene:
    case = scene.case(number)
    return scene if case is None else scene.with_case(change(case))


_FOLDS: Mapping[type, Callable[[Scene, Any], Scene]] = {
    c.Start: _start,
    c.Answer: _answer,
    c.Fill: _fill,
    c.LayPage: _lay_page,
    c.MovePage: _move_page,
    c.TakeBack: _take_back,
    c.SkipPaper: _skip_paper,
    c.ChangeService: _change_service,
    c.Submit: _status(Status.SUBMITTED),
    c.Withdraw: _status(Status.WITHDRAWN),
    c.TalkWithOfficer: lambda scene, command: replace(scene, with_officer=True),
    c.HandBack: lambda scene, command: replace(scene, with_officer=False),
    c.KeepSilent: lambda scene, command: replace(scene, stopped=True),
    c.SpeakAgain: lambda scene, command: replace(scene, stopped=False),
    c.SpeakLanguage: lambda scene, command: replace(scene, language=command.language),
}
