"""Lists that are written in two places and must say the same."""

import ast
from collections.abc import Iterator
from pathlib import Path

from lojar.applications import actions as applications
from lojar.applications.models import Application, Paper
from lojar.applications.rules.events import Kind
from lojar.applications.rules.lifecycle import TABLE, PaperState, Status, Verb
from lojar.handover import actions as handover

from .the_map import PACKAGE, python_files

# Where a verb of the table is asked for by other words, or by several.
CARRIED_OUT_BY = {
    Verb.REVIEW_PAPER: ("accept_paper", "return_paper", "unreview_paper"),
    Verb.EXPIRE: ("expire", "warn_of_expiry"),
    Verb.DELIVER: ("deliver", "deliver_pdf"),
    Verb.FILL: ("fill", "answer", "clear"),
    Verb.LAY_PAGE: ("lay_page", "move_page", "take_back", "skip_paper"),
}
RECORDERS = {"record", "by_citizen", "by_officer", "by_program"}


def test_every_verb_has_an_action():
    known = {*dir(applications), *dir(handover)}
    missing = [name for verb in Verb for name in CARRIED_OUT_BY.get(verb, (verb.value,)) if name not in known]
    assert missing == []


def test_every_verb_is_asked_for_by_an_action():
    asked = {node.attr for path in _actions() for node in _attributes_of(path, "Verb")}
    assert {verb.name for verb in Verb} == asked


def test_every_verb_is_allowed_somewhere():
    assert {verb for verbs in TABLE.values() for verb in verbs} == set(Verb)


def test_every_recorded_kind_is_declared_and_every_declared_kind_is_recorded():
    recorded = {kind for path in python_files(tests=False) for kind in _kinds_recorded_in(path)}
    assert recorded == {kind.name for kind in Kind}


def test_events_are_written_only_through_the_case_log():
    writers = [
        str(path.relative_to(PACKAGE))
        for path in python_files(tests=False)
        if "CaseEvent.objects.create" in path.read_text("utf-8") or "CaseEvent(" in path.read_text("utf-8")
    ]
    assert set(writers) <= {"applications/case_log.py", "applications/models.py", "applications/seed.py"}


def test_the_columns_know_every_state():
    assert {value for value, _ in Application._meta.get_field("status").choices} == set(Status)
    assert {value for value, _ in Paper._meta.get_field("state").choices} == set(PaperState)


def test_a_status_is_written_only_where_the_table_was_asked():
    """`.status = ` on an application stands in one function; doors and other stages call a verb."""
    writers = {
        str(path.relative_to(PACKAGE))
        for path in python_files(tests=False)
        if path.is_relative_to(PACKAGE / "applications") or path.is_relative_to(PACKAGE / "handover")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
    }
    assert writers == {"applications/actions/row.py"}


def _actions() -> list[Path]:
    return [path for path in python_files(tests=False) if "actions" in str(path.relative_to(PACKAGE))]


def _attributes_of(path: Path, name: str) -> Iterator[ast.Attribute]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
            yield node


def _kinds_recorded_in(path: Path) -> Iterator[str]:
    """The second argument of a call that records: `case_log.by_officer(row, Kind.ACCEPTED, ...)`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        kind = node.args[1]
        if (
            called in RECORDERS
            and isinstance(kind, ast.Attribute)
            and getattr(kind.value, "id", "") == "Kind"
        ):
            yield kind.attr
