"""What is typed now and then: each command says in a line what it did, or in a line what is wrong."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lojar.cli import main
from lojar.offices.models import Officer


def run(*words, given=""):
    return CliRunner().invoke(main, list(words), input=given)


@pytest.fixture
def office(db):
    result = run("setup")
    assert result.exit_code == 0, result.output
    return result


def test_setup_may_be_repeated(office):
    again = run("setup")
    assert again.exit_code == 0
    assert "The catalogue is recorded: 0 new or changed." in again.output


def test_a_demo_does_not_move_into_a_real_office(office):
    refused = run("prepare-demo")
    assert refused.exit_code == 1
    assert "an office that is no demo" in refused.output
    assert not Officer.objects.filter(email="petugas@contoh.example").exists()


def test_an_officer_is_added_with_a_password_from_standard_input(office):
    result = run(
        "officer",
        "add",
        "Ratna@Contoh.example",
        "--role",
        "clerk",
        "--password-stdin",
        given="loket-jauh-77\n",
    )
    assert result.exit_code == 0, result.output
    officer = Officer.objects.get(email="ratna@contoh.example")
    assert officer.check_password("loket-jauh-77")
    assert officer.role == "clerk"


@pytest.mark.parametrize(("role", "password"), [("king", "loket-jauh-77"), ("clerk", "short")])
def test_an_officer_who_cannot_be_is_refused_in_a_line(office, role, password):
    result = run("officer", "add", "a@contoh.example", "--role", role, "--password-stdin", given=password)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert not Officer.objects.filter(email="a@contoh.example").exists()


def test_a_password_on_the_command_line_is_not_even_possible():
    assert run("officer", "add", "a@contoh.example", "--role", "clerk").exit_code == 2


def test_understand_answers_each_line_with_a_line():
    result = run("understand", "--json", given="mau bikin ktp hilang\nhalo\n")
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [line["text"] for line in lines] == ["mau bikin ktp hilang", "halo"]
    assert set(lines[0]) == {"text", "intent", "service", "confidence"}


def test_understand_tells_more_when_asked():
    result = run("understand", "--json", "--details", given="akta lahir, nik 3510994501010001\n")
    told = json.loads(result.output)
    assert set(told) == {"text", "intent", "service", "confidence", "likely", "also", "mentions"}
    assert told["mentions"] == [{"kind": "nik", "value": "3510994501010001", "of": None}]


def test_check_gives_each_finding_an_id(office):
    result = run("check")
    assert result.exit_code in {0, 1}
    for line in result.output.splitlines():
        assert line.startswith(("ERROR ", "WARNING ", "    ", "Nothing is missing."))


def test_a_wrong_setting_is_told_in_a_line_without_its_value():
    environment = {**os.environ, "LOJAR_EVIDENCE_KEY": "hunter2"}
    told = subprocess.run(
        [sys.executable, "-m", "lojar.cli", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("Error: LOJAR_EVIDENCE_KEY: ")
    assert "hunter2" not in told.stderr
    assert len(told.stderr.splitlines()) == 1
