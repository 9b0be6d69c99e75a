"""The fields of one service: the common ones, its own, in the order to ask, reworded where it says so."""

from collections.abc import Sequence
from dataclasses import replace

from ..ground import Ground
from ..lines import Lined
from ..shapes import Delivery, Field, FieldGroup
from .asking import read_field
from .entry import Entry, no_twice


def read_fields(
    entry: Entry, ground: Ground, deliveries: Sequence[Delivery]
) -> tuple[tuple[Field, ...], tuple[FieldGroup, ...]]:
    trees = {**ground.fields, **{key: own.tree for key, own in entry.named("own_fields")}}
    names = _names(entry, ground, trees)
    changed = dict(entry.named("change_fields"))
    for key, change in changed.items():
        if key not in trees:
            change.fail("unknown", what="field", value=key)
    if entry.take("relations", None) is not None and "hubungan" in names:
        trees["hubungan"] = _only_relations(entry, trees["hubungan"], ground)
    if "ambil" in names:
        trees["ambil"] = ways_to_receive(entry, ground, deliveries)
    if "pdf" not in deliveries:
        names = [n for n in names if n != "email"]
    fields = tuple(_read_one(entry, key, trees, changed.get(key)) for key in names)
    return put_in_groups(fields, ground)


def _names(entry: Entry, ground: Ground, trees: dict[str, Lined]) -> list[str]:
    common = entry.flag("common", True)
    own = [name for word in entry.words("fields") for name in ground.bundles.get(word, (word,))]
    dropped = {name for word in entry.words("drop_fields") for name in ground.bundles.get(word, (word,))}
    around = [n for n in (*ground.before, *ground.after) if n not in own]
    before = [n for n in around if common and n in ground.before]
    after = [n for n in around if common and n in ground.after]
    names = [n for n in (*before, *own, *after) if n not in dropped]
    for name in (*names, *dropped):
        if name not in trees:
            entry.fail("unknown", "fields", what="field", value=name)
    no_twice(entry, names)
    return sorted(names, key=lambda name: name != "hubungan")  # the relation decides on papers: ask it first


def _read_one(entry: Entry, key: str, trees: dict[str, Lined], change: Entry | None) -> Field:
    where = f"{entry.where} / {key}"
    tree = trees[key] if change is None else trees[key].changed(change.tree)
    return read_field(key, Entry(tree, where))


def _only_relations(entry: Entry, tree: Lined, ground: Ground) -> Lined:
    """Who may ask for this service, in the service's own order."""
    relations = entry.known_words("relations", ground.relations, "relation")
    return tree.changed({"choices": [ground.relations[key] for key in relations]})


def ways_to_receive(entry: Entry, ground: Ground, deliveries: Sequence[Delivery]) -> Lined:
    """Only what makes sense for what comes out: a card cannot be sent by WhatsApp."""
    kinds = "+".join(kind for kind in ("pdf", "card", "pickup") if kind in deliveries) or "message"
    if kinds not in ground.receive:
        entry.fail("unknown", "outputs", what="way to receive", value=kinds)
    ways = Entry(ground.receive[kinds], f"receive / {kinds}")
    tree = ground.fields["ambil"]
    by_key = {choice["key"]: choice for choice in tree["choices"]}
    chosen = entry.known_words("receive", by_key, "way to receive") or ways.words("choices")
    changes: dict[str, object] = {"choices": [by_key[key] for key in chosen]}
    if "question" in ways.tree:
        changes["question"] = ways.take("question")
    if len(chosen) == 1:
        changes["default"] = chosen[0]
    return tree.changed(changes)


def put_in_groups(
    fields: Sequence[Field], ground: Ground
) -> tuple[tuple[Field, ...], tuple[FieldGroup, ...]]:
    """Fields that belong together are asked together, where at least two of them have to be asked."""
    groups, member_of = [], {}
    for group in ground.groups.values():
        present = tuple(f.key for f in fields if f.key in group.fields and f.asked)
        if len(present) > 1:
            groups.append(replace(group, fields=present))
            member_of.update(dict.fromkeys(present, group.key))
    return tuple(replace(f, group=member_of.get(f.key, "")) for f in fields), tuple(groups)
