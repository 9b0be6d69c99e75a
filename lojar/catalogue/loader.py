"""Reads the catalogue's files into shapes; a mistake stops the start, with its file, line and reason."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from .contents import Catalogue
from .ground import Ground
from .inheritance import resolve
from .lines import Lined, place, read_yaml
from .mistakes import CatalogueMistake
from .packing import pack
from .reading.asking import read_field, read_group
from .reading.entry import Entry, no_twice
from .reading.offer import read_service
from .reading.papers import read_document, read_reasons
from .reading.reference import read_form, read_norm, read_principle, read_source, read_urgent
from .shapes import Document, Group, Principle, Promise, Source

FOLDER = Path(__file__).parent
MOST_ROWS = 10  # WhatsApp: a list has at most 10 rows

T = TypeVar("T")


def load(folder: Path = FOLDER) -> Catalogue:
    """The catalogue of a folder. Raises CatalogueMistake."""
    files = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    group_files = [read_yaml(path) for path in sorted((folder / "services").glob("*.yaml"))]
    groups, written = _groups(group_files)
    resolved = resolve(written)
    trees = {code: resolved[code] for group in groups.values() for code in group.services}
    sources = _sources(_file(files, "sources"))
    principles, norms, promises = _principles(_file(files, "principles"), sources)
    ground = _ground(files, sources, promises, frozenset(trees))
    package_trees = _packages(_file(files, "packages"), trees)
    return Catalogue(
        services={code: read_service(tree, ground) for code, tree in trees.items()},
        packages={code: pack(tree, trees, ground) for code, tree in package_trees.items()},
        groups=groups,
        documents=ground.documents,
        urgent=_keyed([read_urgent(e, sources) for e in _file(files, "urgent").entries("urgent")]),
        sources=sources,
        forms=ground.forms,
        principles=principles,
        norms=norms,
        words=_words(_file(files, "words"), {**trees, **package_trees}),
        trees=trees,
        package_trees=package_trees,
        ground=ground,
    )


def _file(files: Mapping[str, Lined], name: str) -> Entry:
    if name not in files:
        raise CatalogueMistake("missing", file=f"{name}.yaml", key=f"{name}.yaml")
    return Entry(files[name], name)


def _keyed(things: list[Any]) -> dict[str, Any]:
    return {thing.code: thing for thing in things}


def _sources(entry: Entry) -> dict[str, Source]:
    return {code: read_source(code, e) for code, e in entry.named("sources")}


def _principles(
    entry: Entry, sources: Mapping[str, Source]
) -> tuple[tuple[Principle, ...], tuple[Principle, ...], dict[str, Promise]]:
    principles = tuple(read_principle(e, sources) for e in entry.entries("principles"))
    norms = [read_norm(e, sources) for e in entry.entries("norms")]
    entry.done()
    promises = {promise.norm: promise for _, promise in norms if promise}
    return principles, tuple(norm for norm, _ in norms), promises


def _ground(
    files: Mapping[str, Lined],
    sources: Mapping[str, Source],
    norms: Mapping[str, Promise],
    services: frozenset[str],
) -> Ground:
    fields = _file(files, "fields")
    common = fields.inner("common")
    forms = {code: read_form(code, e, sources) for code, e in _file(files, "forms").named("forms")}
    ground = Ground(
        documents=_documents(_file(files, "documents")),
        sources=sources,
        forms=forms,
        norms=norms,
        fields={code: e.tree for code, e in fields.named("fields")},
        groups={code: read_group(code, e) for code, e in fields.named("groups")},
        bundles={code: tuple(names) for code, names in fields.mapping("bundles").items()},
        relations={code: e.tree for code, e in fields.named("relations")},
        before=common.words("before"),
        after=common.words("after"),
        receive={code: e.tree for code, e in fields.named("receive")},
        services=services,
    )
    common.done()
    fields.done()
    _check_fields(ground)
    return ground


def _check_fields(ground: Ground) -> None:
    """Read every definition once, so that a mistake shows even in a field that no service asks for."""
    for key, tree in ground.fields.items():
        read_field(key, Entry(tree, f"fields / {key}"))
    for names in (*ground.bundles.values(), *(g.fields for g in ground.groups.values())):
        for name in names:
            if name not in ground.fields:
                raise CatalogueMistake("unknown", file="fields.yaml", what="field", value=name)


def _documents(entry: Entry) -> dict[str, Document]:
    shared = read_reasons(entry, "every_paper")
    documents = {code: read_document(code, e, shared) for code, e in entry.named("documents")}
    entry.done()
    return documents


def _groups(files: list[Lined]) -> tuple[dict[str, Group], dict[str, Lined]]:
    found: list[tuple[int, Group]] = []
    trees: dict[str, Lined] = {}
    for tree in files:
        entry = Entry(tree, tree.file)
        position, group, services = _read_group(entry)
        for service in services:
            if service["code"] in trees:
                entry.fail("twice", key=service["code"])
            trees[service["code"]] = service.changed({"group": group.code})
        found.append((position, group))
        entry.done()
    found.sort(key=lambda pair: pair[0])
    return {group.code: group for _, group in found}, trees


def _read_group(entry: Entry) -> tuple[int, Group, list[Lined]]:
    services = entry.entries("services")
    codes = [e.word("code") for e in services]
    no_twice(entry, codes)
    if len(codes) > MOST_ROWS:
        entry.fail("how_many", "services", key="services", least=1, most=MOST_ROWS, count=len(codes))
    head = entry.inner("group")
    group = Group(
        code=head.word("code"),
        name=head.text("name", limit=24),
        description=head.text("description", limit=72),
        services=tuple(codes),
    )
    position = head.number("position")
    head.done()
    return position, group, [e.tree for e in services]


def _packages(entry: Entry, services: Mapping[str, Lined]) -> dict[str, Lined]:
    found: dict[str, Lined] = {}
    for package in entry.entries("packages"):
        code = package.word("code")
        if code in found or code in services:
            package.fail("twice", "code", key=code)
        found[code] = package.tree
    entry.done()
    return found


def _words(entry: Entry, codes: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    named = entry.mapping("words")
    found = {}
    for code in named:
        if code not in codes:
            raise CatalogueMistake("unknown", what="service", value=code, **place(named, code))
        found[code] = Entry(named, "words").words(code)
    entry.done()
    return found
