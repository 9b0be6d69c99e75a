"""What may be typed after `lojar drill`, what comes in with it of the shell, and when it refuses."""

import inspect
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lojar.cli import main
from lojar.cli.drill import _kept_logs, made_up_office, rooms, words
from lojar.cli.drill.scenarios import SCENARIOS

SOURCES = [
    path.read_text()
    for path in Path(inspect.getfile(words)).parent.rglob("*.py")
    if "tests" not in path.parts
]


def typed(*words):
    return CliRunner().invoke(main, ["drill", *words])


def test_the_troubles_are_listed():
    listed = typed("--list").output
    assert [line.split()[0] for line in listed.splitlines()] == list(SCENARIOS)


def test_a_trouble_that_does_not_exist_is_refused_before_anything_begins():
    answer = typed("--only", "flood")
    assert answer.exit_code == 2
    assert "No such trouble: flood" in answer.output


def test_a_report_that_cannot_be_written_is_found_out_at_once(tmp_path):
    answer = typed("--report", str(tmp_path / "nowhere" / "drill.txt"))
    assert answer.exit_code == 1
    assert "cannot be written" in answer.output


def test_nothing_of_the_real_office_comes_in(monkeypatch, tmp_path):
    foreign = {
        "LOJAR_DATABASE_URL": "postgresql://real", "LOJAR_WHATSAPP_TOKEN_FILE": "/etc/token", "PGHOST": "real",
        "AWS_SECRET_ACCESS_KEY": "real", "HTTPS_PROXY": "http://real", "DJANGO_SETTINGS_MODULE": "real",
    }  # fmt: skip
    for name, value in foreign.items():
        monkeypatch.setenv(name, value)
    given = made_up_office.around() | made_up_office.settings(tmp_path, port=1, standin_port=2, graph_port=3)
    assert not set(foreign) & set(given)
    assert "real" not in given.values()


def test_every_setting_leads_to_this_machine_and_to_nobody(tmp_path):
    given = made_up_office.settings(tmp_path, port=1, standin_port=2, graph_port=3)
    addresses = [value for name, value in given.items() if name.endswith(("_URL", "_HOSTS"))]
    assert addresses
    assert all("127.0.0.1:" in address for address in addresses)
    assert given["LOJAR_HOME"] == str(tmp_path)


def test_a_machine_with_little_to_spare_is_left_alone():
    assert rooms.what_is_short(8000, 8000, disk_needed_mb=300) == ""
    assert "memory" in rooms.what_is_short(1000, 8000, disk_needed_mb=300)
    assert "TMPDIR" in rooms.what_is_short(8000, 299, disk_needed_mb=300)


def test_logs_of_a_drill_that_failed_are_kept_beside_the_report(tmp_path):
    room = rooms.Room(tmp_path, "")
    room.logs.mkdir()
    (room.logs / "serve.log").write_text("port taken")
    kept = _kept_logs(room, tmp_path / "lojar-drill-2026-11-20.txt")
    assert kept.name == "lojar-drill-2026-11-20-logs"
    assert (kept / "serve.log").read_text() == "port taken"


def test_every_trouble_has_its_words():
    assert set(words.SCENARIOS) == set(SCENARIOS)


@pytest.mark.parametrize(
    ("spoken", "known"),
    [
        (r"Finding\(\s*\"(\w+)\"", words.FINDINGS),
        (r"expect\(\s*[^\"]*\"(\w+)\"", words.FINDINGS),
        (r"remarks(?:\.append\(| = \[.*)\(\"(\w+)\"", words.REMARKS),
    ],
)
def test_everything_that_is_found_can_be_said(spoken, known):
    said = {code for source in SOURCES for code in re.findall(spoken, source)}
    assert said
    assert said <= set(known)
