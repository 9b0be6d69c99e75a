"""An application that came back: which page, why, how to do better; only that is sent again."""

from ..engine.scene import Case, Paper
from ..engine.talk import Talk
from . import fields
from .wording import paper_name


def ask(talk: Talk, case: Case) -> None:
    """The papers still to come again, or "send again" once all of them are there."""
    wanted = case.wanted()
    if wanted:
        body = talk.say("returned.ask", number=case.number, papers=reasons(talk, case, wanted))
        talk.ask(body)
        return
    if fields.ask(talk, case):
        return
    note = talk.say("returned.note", note=case.note) if case.note and not talk.state.laid else ""
    body = talk.say("returned.complete", number=case.number)
    talk.ask(
        "\n\n".join(part for part in (note, body) if part),
        talk.choice("send", "send_again", means="affirm"),
        talk.choice("edit", "edit"),
        talk.choice("wrong", "fix_photos"),
    )


def reasons(talk: Talk, case: Case, papers: tuple[Paper, ...]) -> str:
    """One paragraph a paper: the ready-made sentences of its reasons, then the officer's own words."""
    return "\n".join(_reason(talk, case, paper) for paper in papers)


def _reason(talk: Talk, case: Case, paper: Paper) -> str:
    document = talk.scene.catalogue.documents.get(paper.document)
    known = {r.code: talk.language_of(r.sentence) for r in document.return_reasons} if document else {}
    said = [known[code] for code in paper.reasons if code in known]
    said += [talk.say("returned.note", note=paper.note)] if paper.note else []
    name = paper_name(talk, case, paper.key)
    return talk.say("returned.paper", paper=name, why=" ".join(said)) if said else f"• {name}"
