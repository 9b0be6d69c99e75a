"""One service, read whole."""

from typing import get_args

from ..ground import Ground
from ..lines import Lined
from ..shapes import Deadline, Delivery, Output, Promise, Remote, Service
from .agreement import check_agreement
from .asking import read_question
from .entry import Entry, no_twice
from .fields import read_fields
from .papers import read_requirement
from .reference import CONFIDENCES, UNITS

DELIVERIES: tuple[str, ...] = get_args(Delivery)
REMOTES: tuple[str, ...] = get_args(Remote)


def read_service(tree: Lined, ground: Ground) -> Service:
    entry = Entry(tree, str(tree.get("code", "?")))
    outputs = tuple(_read_output(e) for e in entry.entries("outputs"))
    deliveries = tuple(dict.fromkeys(o.delivery for o in outputs))
    fields, groups = read_fields(entry, ground, deliveries)
    requirements = tuple(
        read_requirement(e, ground.documents, ground.forms) for e in entry.entries("requirements")
    )
    no_twice(entry, [r.key for r in requirements])
    service = Service(
        code=entry.word("code", limit=40),
        name=entry.text("name", limit=120),
        short=entry.text("short", limit=24),
        description=entry.text("description", limit=72),
        group=entry.word("group"),
        who=entry.maybe_text("who", limit=200),
        remote=entry.one_of("remote", REMOTES),
        remote_note=entry.maybe_text("remote_note", limit=300),
        tone=entry.one_of("tone", ("", "berempati"), ""),
        requirements=requirements,
        questions=tuple(read_question(e) for e in entry.entries("questions")),
        fields=fields,
        groups=groups,
        outputs=outputs,
        promise=_read_promise(entry, ground),
        deadline=_read_deadline(entry, ground),
        tell_citizen=entry.texts("tell_citizen"),
        office_note=entry.word("office_note", ""),
        needs_head=entry.flag("needs_head"),
        form=entry.word("form", ""),
        legal=entry.words("legal"),
        sources=entry.known_words("sources", ground.sources, "source"),
        confidence=entry.one_of("confidence", CONFIDENCES),
        offered=entry.flag("offered", True),
        confirmed=entry.flag("confirmed"),
    )
    entry.done()
    check_agreement(service, entry, ground)
    return service


def _read_output(entry: Entry) -> Output:
    output = Output(name=entry.text("name", limit=72), delivery=entry.one_of("delivery", DELIVERIES))
    entry.done()
    return output


def _read_promise(entry: Entry, ground: Ground) -> Promise:
    inner = entry.inner("promise")
    norm = ground.norms[inner.known("norm", ground.norms, "norm")]
    promise = Promise(
        norm=norm.norm,
        amount=inner.number("amount", norm.amount),
        unit=inner.one_of("unit", UNITS, norm.unit),
        text=inner.maybe_text("text", limit=120) or norm.text,
        note=inner.word("note", ""),
    )
    if (promise.amount, promise.unit) != (norm.amount, norm.unit) and "text" not in inner.tree:
        inner.fail("missing", key="text")
    inner.done()
    return promise


def _read_deadline(entry: Entry, ground: Ground) -> Deadline | None:
    if entry.take("deadline", None) is None:
        return None
    inner = entry.inner("deadline")
    deadline = Deadline(
        text=inner.text("text", limit=120),
        days=inner.number("days") if "days" in inner.tree else None,
        counted_from=inner.word("counted_from", ""),
        late_service=inner.known("late_service", ground.services, "service", ""),
    )
    inner.done()
    return deadline
