"""A package is made of its members: parts to file, and one whole to talk through, each thing asked once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .ground import Ground
from .laying import lay
from .lines import Lined
from .reading.asking import read_field, read_question
from .reading.entry import Entry
from .reading.fields import put_in_groups, ways_to_receive
from .reading.offer import read_service
from .reading.reference import CONFIDENCES
from .shapes import Field, Output, Package, Promise, Question, Requirement, Service

HOURS = {"hours": 1, "working_hours": 3, "working_days": 24}  # only to tell which promise is the longest
NEEDS = ("optional", "conditional", "always")
REMOTES = ("full", "partial", "none")


def pack(
    tree: Lined,
    services: Mapping[str, Lined],
    ground: Ground,
    *,
    office: Mapping[str, Mapping[str, Any]] | None = None,
) -> Package:
    """`office`: the changes an office laid over its services; they hold in its packages too."""
    entry = Entry(tree, str(tree.get("code", "?")))
    codes = entry.known_words("services", services, "service")
    changes = entry.mapping("changes")
    own = tuple(read_question(e) for e in entry.entries("questions"))
    laid = [_part(services[code], changes.get(code), (office or {}).get(code)) for code in codes]
    parts = [read_service(_with_questions(part, tree.get("questions", [])), ground) for part in laid]
    whole = _whole(entry, parts, own, ground)
    package = Package(
        code=whole.code,
        name=whole.name,
        short=whole.short,
        description=whole.description,
        services=codes,
        whole=whole,
        parts={p.code: _with_shared_fields(p, whole) for p in parts},
        sources=whole.sources,
        confidence=whole.confidence,
    )
    entry.done()
    return package


def _part(tree: Lined, package: Any, office: Mapping[str, Any] | None) -> Lined:
    laid = lay(tree, package) if package else tree
    return lay(laid, office, strict=False) if office else laid


def _with_questions(part: Lined, questions: Sequence[Lined]) -> Lined:
    """The part with those of the package's own questions that decide on its papers."""
    keys = {paper["key"] for paper in part.get("requirements", [])}
    limited = [_limited(question, keys) for question in questions]
    own = [q for q in limited if any(c["requires"] or c["waives"] for c in q["choices"])]
    return part.changed({"questions": [*own, *part.get("questions", [])]})


def _limited(question: Lined, keys: set[str]) -> Lined:
    """A question as one part sees it: about its own papers only."""
    choices = [
        choice.changed({k: [p for p in choice.get(k, []) if p in keys] for k in ("requires", "waives")})
        for choice in question["choices"]
    ]
    return question.changed({"choices": choices})


def _with_shared_fields(part: Service, whole: Service) -> Service:
    """What is asked once has to be answerable in every part: the whole's wording and choices."""
    shared = {f.key: replace(f, used_by=()) for f in whole.fields if f.asked and f.key != "ambil"}
    fields = tuple(shared.get(f.key, f) if f.asked else f for f in part.fields)
    return replace(part, fields=tuple(_received(f, whole) if f.key == "ambil" else f for f in fields))


def _received(ways: Field, whole: Service) -> Field:
    """Where the package also makes a card, the question was where to collect that: PDFs still go by WhatsApp."""
    asked = whole.field("ambil")
    if asked is None or not asked.asked or [c.key for c in asked.choices] == [c.key for c in ways.choices]:
        return ways
    return replace(ways, choices=ways.choices[:1], default=ways.choices[0].key, asked=False)


def _whole(entry: Entry, parts: Sequence[Service], own: Sequence[Question], ground: Ground) -> Service:
    outputs = tuple({str(o.name): o for p in parts for o in p.outputs}.values())
    fields, groups = put_in_groups(_fields(entry, parts, outputs, ground), ground)
    return Service(
        code=entry.word("code"),
        name=entry.text("name", limit=120),
        short=entry.text("short", limit=24),
        description=entry.text("description", limit=72),
        group="paket",
        who=parts[0].who,
        remote=max((p.remote for p in parts), key=REMOTES.index),
        remote_note=next((p.remote_note for p in parts if p.remote_note), None),
        tone="berempati" if any(p.tone for p in parts) else "",
        requirements=_requirements(entry, parts),
        questions=_questions(entry, parts, own),
        fields=fields,
        groups=groups,
        outputs=outputs,
        promise=max((p.promise for p in parts), key=_length),
        deadline=parts[0].deadline,
        tell_citizen=entry.texts("tell_citizen") or _once(p.tell_citizen for p in parts),
        office_note=entry.word("office_note", "") or "\n".join(p.office_note for p in parts if p.office_note),
        needs_head=any(p.needs_head for p in parts),
        form=", ".join(_once((p.form,) for p in parts if p.form)),
        legal=_once(p.legal for p in parts),
        sources=entry.known_words("sources", ground.sources, "source"),
        confidence=entry.one_of("confidence", CONFIDENCES),
        offered=all(p.offered for p in parts),
        confirmed=all(p.confirmed for p in parts),
        members=tuple(p.code for p in parts),
    )


def _once(lists: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(item for found in lists for item in found))


def _length(promise: Promise) -> int:
    return promise.amount * HOURS[promise.unit]


def _users(key: str, parts: Sequence[Service], kind: str) -> tuple[str, ...]:
    """Which members need it; empty when all do, so that nothing has to be looked up."""
    users = tuple(p.code for p in parts if any(x.key == key for x in getattr(p, kind)))
    return () if len(users) == len(parts) else users


def _requirements(entry: Entry, parts: Sequence[Service]) -> tuple[Requirement, ...]:
    found: dict[str, Requirement] = {}
    for paper in (r for p in parts for r in p.requirements):
        first = found.get(paper.key, paper)
        if first.document != paper.document:
            entry.fail("clash", "services", key=paper.key)
        found[paper.key] = replace(
            first,
            required=max(first.required, paper.required, key=NEEDS.index),
            surrender=first.surrender or paper.surrender,
            bring=first.bring or paper.bring,
            min_pages=max(first.min_pages, paper.min_pages),
            replaced_by_fields=first.replaced_by_fields and paper.replaced_by_fields,
            used_by=_users(paper.key, parts, "requirements"),
        )
    return tuple(found.values())


def _questions(entry: Entry, parts: Sequence[Service], own: Sequence[Question]) -> tuple[Question, ...]:
    found = {q.key: q for q in own}
    for question in (q for p in parts for q in p.questions):
        if question.key not in found:
            found[question.key] = replace(question, used_by=_users(question.key, parts, "questions"))
        elif {c.key for c in question.choices} != {c.key for c in found[question.key].choices}:
            entry.fail("clash", "services", key=question.key)
        else:
            found[question.key] = _deciding_for_all(found[question.key], question)
    return tuple(found.values())


def _deciding_for_all(first: Question, second: Question) -> Question:
    """One answer may make papers necessary in two members."""
    choices = []
    for choice in first.choices:
        other = second.choice(choice.key)
        more = (other.requires, other.waives) if other else ((), ())
        choices.append(
            replace(
                choice,
                requires=_once((choice.requires, more[0])),
                waives=_once((choice.waives, more[1])),
            )
        )
    return replace(first, choices=tuple(choices))


def _makers_of_cards(parts: Sequence[Service]) -> tuple[str, ...]:
    """Where to collect a card is asked only while a member that makes one is left in."""
    makers = tuple(p.code for p in parts if "card" in p.deliveries)
    return () if len(makers) == len(parts) else makers


def _fields(
    entry: Entry, parts: Sequence[Service], outputs: Sequence[Output], ground: Ground
) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for field in (f for p in parts for f in p.fields):
        first = found.get(field.key)
        if first is None or (field.asked and not first.asked):
            found[field.key] = replace(field, used_by=_users(field.key, parts, "fields"))
    deliveries = tuple(dict.fromkeys(o.delivery for o in outputs))
    ambil = read_field("ambil", Entry(ways_to_receive(entry, ground, deliveries), "ambil"))
    found["ambil"] = replace(ambil, used_by=_makers_of_cards(parts))
    order = [*(k for k in found if k not in ground.after), *(k for k in ground.after if k in found)]
    return tuple(found[key] for key in order)
